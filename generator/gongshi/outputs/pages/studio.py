"""What pages are made with: the templates, compiled once for every language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from gongshi import labels
from gongshi.engines.jinja import Environment, Template, environment

Folders = tuple[Path, ...]


class Tongue:
    """The language in which templates speak at the moment; a process renders one page at a time."""

    def __init__(self) -> None:
        self.say = labels.gettext_of(labels.SOURCE_LANGUAGE)

    def __call__(self, text: str) -> str:
        """Return an interface text in that language."""
        return self.say(text)


_tongue = Tongue()


def body(folders: Folders, language: str, kind: str, page: object) -> Markup:
    """Return the body of a page: the template of its kind with its one view."""
    _tongue.say = labels.gettext_of(language)
    return Markup(_template(folders, kind).render(page=page))  # noqa: S704 - the template escapes


def renew() -> None:
    """Forget all compiled templates: since this process built last their files may have changed."""
    _template.cache_clear()
    _environment.cache_clear()


@cache
def _environment(folders: Folders) -> Environment:
    return environment(folders, _tongue)


@cache
def _template(folders: Folders, kind: str) -> Template:
    return _environment(folders).get_template(f"pages/{kind}.html")
