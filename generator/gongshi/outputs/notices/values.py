"""Views as values for Typst: JSON in which words, prose and texts in another language differ.

A bare text is a string; one in another language ``{"text", "lang"}``; prose ``{"prose": [block]}``,
a block being ``{"runs": [run]}`` or ``{"items": [[block]], "numbered"}``, a run ``{"text"}`` with
``bold``, ``italic``, ``url``, ``lang`` or ``break`` where it has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from html.parser import HTMLParser
from typing import Any, Final

from markupsafe import Markup

from gongshi.board.text import Said

Value = Any
"""What JSON can hold."""

_STYLES: Final = {"strong": "bold", "em": "italic"}
_OUTSIDE: Final = ("https://", "http://", "mailto:", "tel:")


def plainly(view: object) -> Value:
    """Return a view as values; pictures and addresses within the site stay behind."""
    if is_dataclass(view):
        return {each.name: plainly(getattr(view, each.name)) for each in fields(view)}
    if isinstance(view, Mapping):
        return {str(name): plainly(value) for name, value in view.items()}
    if isinstance(view, tuple | list) and not isinstance(view, Said):
        return [plainly(each) for each in view]
    return _words(view)


def _words(view: object) -> Value:
    if isinstance(view, Said) and view.lang:
        return {"text": view.plain, "lang": view.lang.partition("-")[0]}
    if isinstance(view, Markup):
        return prose(view)
    if isinstance(view, Enum):
        return str(view.value)
    return view if view is None or isinstance(view, bool | int | float) else str(view)


def prose(html: Markup) -> Value:
    """Return safe HTML as blocks of runs; a drawing is nothing, a text without markup itself."""
    if html.startswith("<svg"):
        return None
    if "<" not in html:
        return str(html.unescape())
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    return {"prose": reader.blocks}


class _Reader(HTMLParser):
    """Reads the few elements that prose has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Value] = []
        self._lists: list[Value] = []
        self._into: list[list[Value]] = [self.blocks]
        self._runs: list[Value] | None = None
        self._styles: list[tuple[str, Mapping[str, Value]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a list or a run."""
        known = {name: value or "" for name, value in attrs}
        if tag in {"p", "div"}:
            self._runs = None
        elif tag in {"ul", "ol"}:
            self._runs = None
            made: Value = {"items": [], "numbered": tag == "ol"}
            self._into[-1].append(made)
            self._lists.append(made)
        elif tag == "li" and self._lists:
            self._runs = None
            item: list[Value] = []
            self._lists[-1]["items"].append(item)
            self._into.append(item)
        elif tag == "br":
            self._run({"text": "", "break": True})
        self._styles.append((tag, _style(tag, known)))

    def handle_endtag(self, tag: str) -> None:
        """End what began with the tag."""
        while self._styles:
            if self._styles.pop()[0] == tag:
                break
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "li" and len(self._into) > 1:
            self._into.pop()
        if tag in {"p", "div", "ul", "ol", "li"}:
            self._runs = None

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not data.strip() and self._runs is None:
            return
        run: dict[str, Value] = {"text": data.strip("\n").replace("\n", " ")}
        for _, style in self._styles:
            run.update(style)
        self._run(run)

    def _run(self, run: Value) -> None:
        if self._runs is None:
            self._runs = []
            self._into[-1].append({"runs": self._runs})
        self._runs.append(run)


def _style(tag: str, known: Mapping[str, str]) -> Mapping[str, Value]:
    if tag in _STYLES:
        return {_STYLES[tag]: True}
    if tag == "a" and known.get("href", "").startswith(_OUTSIDE):
        return {"url": known["href"]}
    return {"lang": known["lang"].partition("-")[0]} if "lang" in known else {}
