"""What pages are made with: the templates, read once for every build."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from gongshi import labels
from gongshi.engines.jinja import Environment, Template, environment

Folders = tuple[Path, ...]


def body(folders: Folders, language: str, kind: str, page: object) -> Markup:
    """Return the body of a page: the template of its kind with its one view."""
    return Markup(_template(folders, language, kind).render(page=page))  # noqa: S704 - it escapes


def renew() -> None:
    """Read all templates anew: since this process built last their files may have changed."""
    _template.cache_clear()
    _environment.cache_clear()


@cache
def _environment(folders: Folders, language: str) -> Environment:
    return environment(folders, labels.gettext_of(language))


@cache
def _template(folders: Folders, language: str, kind: str) -> Template:
    return _environment(folders, language).get_template(f"pages/{kind}.html")
