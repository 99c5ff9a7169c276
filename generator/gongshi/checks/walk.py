"""Every word and citation of a value: all at once for a first look, then with their places."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin

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


class _Itself:
    """A value that is equal to itself alone, which is told at once."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.value is other.value


def collect(value: Any) -> Bag:
    """Return what there is of a value, wherever it stands."""
    return _collected(_Itself(value))


@lru_cache(maxsize=64)
def _collected(value: _Itself) -> Bag:
    # A file is judged by its rules, and then looked at for what it names of other files.
    return _collect(value.value)


def _collect(value: Any) -> Bag:
    found: list[list[Any]] = [[] for _ in range(len(_Sort))]
    waiting = [value]
    while waiting:
        node = waiting.pop()
        sort = _SORTS[node.__class__]
        if sort >= _MODEL:
            fields = node.__dict__
            waiting += [
                below for name in _TELLING[node.__class__] if (below := fields[name]) is not None
            ]
        elif sort == _LIST:
            waiting += node
        elif sort == _MAPPING:
            waiting += node.values()
        found[sort].append(node)
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
    LINK = 3
    LIST = 4
    MAPPING = 5
    # Models, from here on.
    MODEL = 6
    CITATION = 7
    DATED = 8


# Looking a member up by its class takes longer than all that is done with it.
_LIST: Final = _Sort.LIST
_MAPPING: Final = _Sort.MAPPING
_MODEL: Final = _Sort.MODEL


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


class _Telling(dict[type, tuple[str, ...]]):
    """The fields of a model in which there may be words, or something that has words."""

    def __missing__(self, cls: type[Value]) -> tuple[str, ...]:
        fields = cls.model_fields.items()
        return self.setdefault(
            cls, tuple(name for name, field in fields if _may_tell(field.annotation))
        )


def _may_tell(annotation: Any) -> bool:
    """Whether a value of an annotation is looked at by `collect`, or something in it."""
    parts = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return _may_tell(parts[0])
    if parts:
        return any(map(_may_tell, parts))
    is_known = isinstance(annotation, type) and annotation is not Any
    return not is_known or _SORTS[annotation] is not _Sort.OTHER


_TELLING: Final = _Telling()
