"""Every word and citation of a value: all at once for a first look, then with their places."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from gongshi.board.base import Value
from gongshi.board.common import Citation
from gongshi.board.text import Text
from gongshi.diagnostics.finding import Path


class Bag(NamedTuple):
    """All words of a file as one text, the texts by language and the citations, without places.

    Most files are in order, and one search through one text tells so.
    """

    words: str
    texts: tuple[Text, ...]
    citations: tuple[Citation, ...]


def collect(value: Any) -> Bag:
    """Return all words and citations of a value."""
    plain: list[str] = []
    texts: list[Text] = []
    citations: list[Citation] = []
    waiting = [value]
    while waiting:
        node = waiting.pop()
        match _sort(node.__class__):
            case _Sort.TEXT:
                texts.append(node)
                plain.extend(node.values())
            case _Sort.PLAIN:
                plain.append(node)
            case _Sort.LIST:
                waiting.extend(node)
            case _Sort.MAPPING:
                waiting.extend(node.values())
                plain.extend(node)
            case _Sort.MODEL:
                waiting.extend(node.__dict__.values())
            case _Sort.CITATION:
                citations.append(node)
                waiting.extend(node.__dict__.values())
    return Bag("\n".join(plain), tuple(texts), tuple(citations))


def nodes(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Go through every model, text and plain word below a value, with its place in the file."""
    match _sort(value.__class__):
        case _Sort.MODEL | _Sort.CITATION:
            yield path, value
            for name, key in _keys(type(value)):
                yield from nodes(getattr(value, name), (*path, key))
        case _Sort.LIST:
            for number, item in enumerate(value):
                yield from nodes(item, (*path, number))
        case _Sort.MAPPING:
            for key, item in value.items():
                yield from nodes(item, (*path, key))
        case _Sort.TEXT | _Sort.PLAIN:
            yield path, value


def words(value: Any) -> Iterator[tuple[Path, str]]:
    """Go through every stretch of words, a text language by language, with its place."""
    for path, node in nodes(value):
        if isinstance(node, Text):
            # A text in one language alone is mostly written without naming it.
            for language, said in node.items():
                yield (*path, language), said
        elif isinstance(node, str):
            yield path, node


class _Sort(Enum):
    OTHER = 0
    TEXT = 1
    PLAIN = 2
    LIST = 3
    MAPPING = 4
    MODEL = 5
    CITATION = 6


@cache
def _sort(cls: type) -> _Sort:
    if issubclass(cls, Citation):
        return _Sort.CITATION
    if issubclass(cls, Value):
        return _Sort.MODEL
    if issubclass(cls, Text):
        return _Sort.TEXT
    if issubclass(cls, str) and not issubclass(cls, Enum):
        return _Sort.PLAIN
    if cls is tuple:
        return _Sort.LIST
    return _Sort.MAPPING if cls is dict else _Sort.OTHER


@cache
def _keys(cls: type[Value]) -> tuple[tuple[str, str], ...]:
    return tuple((name, field.alias or name) for name, field in cls.model_fields.items())
