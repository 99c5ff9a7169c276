"""What the model expects at a place, worked out once from the annotations of its fields."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from gongshi.board.base import Value, Word
from gongshi.board.text import Prose, Text


@dataclass(frozen=True)
class Leaf:
    """A scalar: ``words`` by both spellings if it may be a word of a list, else text for ``adapter``."""

    adapter: TypeAdapter[Any] | None
    core: str
    """``text``, or ``bool``, ``int``, ``float`` where the YAML core schema decides what a plain scalar is."""
    words: dict[str, Word]
    text: type[Text] | None


@dataclass(frozen=True)
class Shape:
    """The forms that a place may take; ``None`` where a form is not allowed."""

    leaf: Leaf | None
    model: type[Value] | None
    """What a mapping is read as."""
    short: type[Value] | None
    """What a bare scalar is read as, where it stands for a field of a model."""
    item: Shape | None
    """What the items of a list are."""
    values: Shape | None
    """What the values of a mapping with free keys are."""


@dataclass(frozen=True)
class Field:
    """A key of a model: its canonical name, its Chinese title, whether it must be there."""

    name: str
    title: str
    is_required: bool
    shape: Shape


@dataclass(frozen=True)
class Model:
    """The keys of a model, by both spellings."""

    cls: type[Value]
    fields: dict[str, Field]
    spellings: dict[str, Field]


@cache
def model_of(cls: type[Value]) -> Model:
    """Return the keys of a model."""
    fields = {name: _field(name, info) for name, info in cls.model_fields.items()}
    canonical = {field.name: field for field in fields.values()}
    spellings = canonical | {field.title: field for field in fields.values()}
    return Model(cls, canonical, spellings)


def _field(name: str, info: FieldInfo) -> Field:
    annotation = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    return Field(info.alias or name, info.title or name, info.is_required(), shape_of(annotation))


def shape_of(annotation: Any) -> Shape:
    """Return the forms that an annotation allows."""
    members, constraints = _members(annotation)
    leaves: list[Any] = []
    model: type[Value] | None = None
    short: type[Value] | None = None
    item: Shape | None = None
    values: Shape | None = None
    for member in members:
        bare = _bare(member)
        origin = get_origin(bare)
        if origin is tuple:
            item = shape_of(get_args(bare)[0])
        elif origin is dict:
            values = shape_of(get_args(bare)[1])
        elif isinstance(bare, type) and issubclass(bare, Value):
            model = bare
            short = bare if bare.shorthand else short
            if _reads_text(bare):
                leaves.append(bare)
        else:
            leaves.append(Annotated[member, *constraints] if constraints else member)
    return Shape(_leaf(leaves), model, short, item, values)


def _reads_text(cls: type[Value]) -> bool:
    """Whether a model reads a bare scalar itself, as an actor does."""
    return not cls.shorthand and "_read" in vars(cls)


def _members(annotation: Any) -> tuple[list[Any], tuple[Any, ...]]:
    """Return the members of a union, without None, and the constraints around the whole."""
    constraints: tuple[Any, ...] = ()
    if get_origin(annotation) is Annotated and get_origin(get_args(annotation)[0]) in (
        Union,
        types.UnionType,
    ):
        annotation, *rest = get_args(annotation)
        constraints = tuple(rest)
    if get_origin(annotation) in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not type(None)]
        return members, constraints
    return [annotation], constraints


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _leaf(leaves: list[Any]) -> Leaf | None:
    if not leaves:
        return None
    words: dict[str, Word] = {}
    text: type[Text] | None = None
    core = "text"
    rest: list[Any] = []
    for leaf in leaves:
        bare = _bare(leaf)
        if isinstance(bare, type) and issubclass(bare, Word):
            words |= {word.value: word for word in bare} | {word.zh: word for word in bare}
        elif isinstance(bare, type) and issubclass(bare, Text):
            text = bare
        else:
            core = {bool: "bool", int: "int", float: "float"}.get(bare, "text")
            rest.append(leaf)
    adapter = TypeAdapter(Union[tuple(rest)]) if rest else None  # noqa: UP007 - built from a list
    return Leaf(adapter, core, words, text)


PROSE = Prose
"""Text that may hold the small Markdown subset."""
