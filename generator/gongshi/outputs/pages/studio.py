"""What pages are made with: the templates in every language, and the layouts of flowcharts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from gongshi import labels
from gongshi.engines.jinja import environment

Folders = tuple[Path, ...]


@cache
def _templates(folders: Folders, language: str):  # type: ignore[no-untyped-def] # noqa: ANN202
    return environment(folders, labels.gettext_of(language))


@cache
def _template(folders: Folders, language: str, kind: str):  # type: ignore[no-untyped-def] # noqa: ANN202
    return _templates(folders, language).get_template(f"pages/{kind}.html")


def body(folders: Folders, language: str, kind: str, page: object) -> Markup:
    """Return the body of a page: the template of its kind with its one view."""
    return Markup(_template(folders, language, kind).render(page=page))  # noqa: S704 - the template escapes
