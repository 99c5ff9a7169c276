"""Every word and citation of a value: all at once for a first look, then with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, IntEnum
from typing import Any, Final, NamedTuple

from gongshi.board.base import Value
from gongshi.board.common import Citation
from gongshi.board.text import Link, Text
from gongshi.diagnostics.finding import Path


class Bag(NamedTuple):
    """What rules look for in a file, without places: most files are in order, and this tells so.

    ``words`` are all of them as one text, ``dated`` the models that have a beginning and an end.
    """

    words: str
    texts: tuple[Text, ...]
    citations: tuple[Citation, ...]
    dated: tuple[Any, ...]


def collect(value: Any) -> Bag:
    """Return what there is of a value, wherever it stands."""
    found: list[list[Any]] = [[] for _ in _Sort]
    waiting = [value]
    while waiting:
        node = waiting.pop()
        sort = _SORTS[type(node)]
        if sort is not _Sort.OTHER:
            found[sort].append(node)
            waiting.extend(_BELOW[sort](node))
    texts = found[_Sort.TEXT]
    plain = [said for text in texts for said in text.values()]
    plain += (key for mapping in found[_Sort.MAPPING] for key in mapping)
    return Bag(
        "\n".join((*plain, *found[_Sort.PLAIN], *found[_Sort.LINK])),
        tuple(texts),
        tuple(found[_Sort.CITATION]),
        tuple(found[_Sort.DATED]),
    )


def nodes(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Go through every model, text and plain word below a value, with its place in the file."""
    match _SORTS[type(value)]:
        case _Sort.MODEL | _Sort.DATED | _Sort.CITATION:
            yield path, value
            for name, key in _KEYS[type(value)]:
                yield from nodes(getattr(value, name), (*path, key))
        case _Sort.LIST:
            for number, item in enumerate(value):
                yield from nodes(item, (*path, number))
        case _Sort.MAPPING:
            for key, item in value.items():
                yield from nodes(item, (*path, key))
        case _Sort.TEXT | _Sort.PLAIN | _Sort.LINK:
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


class _Sort(IntEnum):
    OTHER = 0
    TEXT = 1
    PLAIN = 2
    LIST = 3
    MAPPING = 4
    MODEL = 5
    CITATION = 6
    DATED = 7
    LINK = 8


def _fields(node: Any) -> Iterable[Any]:
    fields: dict[str, Any] = vars(node)
    return fields.values()


def _items(node: Iterable[Any]) -> Iterable[Any]:
    return node


def _values(node: dict[str, Any]) -> Iterable[Any]:
    return node.values()


def _nothing(_node: Any) -> Iterable[Any]:
    return ()


_BELOW: Final[dict[int, Callable[[Any], Iterable[Any]]]] = {
    **dict.fromkeys(_Sort, _nothing),
    _Sort.LIST: _items,
    _Sort.MAPPING: _values,
    _Sort.MODEL: _fields,
    _Sort.DATED: _fields,
    _Sort.CITATION: _fields,
}


class _Sorts(dict[type, _Sort]):
    """What each class is to be taken for, worked out when it is first met."""

    def __missing__(self, cls: type) -> _Sort:
        found = next((sort for base, sort in _BASES if issubclass(cls, base)), _Sort.OTHER)
        if found is _Sort.MODEL and {"from_", "to"} <= cls.model_fields.keys():  # type: ignore[attr-defined]
            found = _Sort.DATED
        return self.setdefault(cls, found)


_BASES: Final = (
    (Citation, _Sort.CITATION),
    (Value, _Sort.MODEL),
    (Text, _Sort.TEXT),
    (Enum, _Sort.OTHER),
    (Link, _Sort.LINK),
    (str, _Sort.PLAIN),
    (tuple, _Sort.LIST),
    (dict, _Sort.MAPPING),
)
_SORTS: Final = _Sorts()


class _Keys(dict[type, tuple[tuple[str, str], ...]]):
    """The attribute and the key in a file of each field of a model."""

    def __missing__(self, cls: type[Value]) -> tuple[tuple[str, str], ...]:
        fields = cls.model_fields.items()
        return self.setdefault(cls, tuple((name, field.alias or name) for name, field in fields))


_KEYS: Final = _Keys()
