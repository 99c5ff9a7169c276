"""What the model expects at a place, worked out once from the annotations of its fields."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from gongshi.authoring.core import CORES, Core
from gongshi.authoring.messages import Owner
from gongshi.board.base import Value, Word
from gongshi.board.text import Text

Judge = Callable[[Any], Any]
"""Pydantic's verdict on one thing: its value, or a ``ValidationError``."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The forms that a place may take; ``None`` where a form is not allowed."""

    words: Mapping[str, Word] = field(default_factory=dict)
    """The words of a list that a scalar may be, by both spellings."""
    text: type[Text] | None = None
    """What a scalar, or a mapping by language, is read as where words for citizens stand."""
    core: Core | None = None
    """What a scalar is made into before it is judged, where it is not simply text."""
    judge: Judge | None = None
    """What any other scalar must pass."""
    model: type[Value] | None = None
    """What a mapping is read as."""
    short: type[Value] | None = None
    """What a bare scalar is read as, where it stands for a field of a model."""
    item: Shape | None = None
    """What the items of a list are."""
    judge_items: Judge | None = None
    """What a list as a whole must pass."""
    values: Shape | None = None
    """What the values of a mapping with free keys are."""

    @property
    def takes_scalar(self) -> bool:
        """Whether a bare scalar can be right here."""
        return bool(self.words or self.text or self.judge or self.short)


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a model: its canonical name, its Chinese title, and what stands there."""

    key: str
    title: str
    attribute: str
    is_required: bool
    shape: Shape


@dataclass(frozen=True, slots=True)
class Model:
    """The keys of a model, by both spellings."""

    cls: type[Value]
    fields: tuple[Field, ...]
    spellings: Mapping[str, Field]
    required: frozenset[str]
    """The attributes that have no default."""
    short: Field | None
    """The field that a bare scalar stands for."""
    is_judged_whole: bool
    """Whether the model has rules of its own beyond those of its fields."""
    owner: Owner
    """What the model is called in messages."""


@cache
def model_of(cls: type[Value]) -> Model:
    """Return the keys of a model."""
    fields = tuple(_field(name, info) for name, info in cls.model_fields.items())
    by_key = {each.key: each for each in fields}
    rules = cls.__pydantic_decorators__
    return Model(
        cls,
        fields,
        by_key | {each.title: each for each in fields},
        frozenset(each.attribute for each in fields if each.is_required),
        by_key[cls.shorthand] if cls.shorthand else None,
        bool(rules.model_validators or rules.field_validators),
        Owner(
            cls.zh,
            re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower(),
            tuple(each.title for each in fields),
            tuple(by_key),
        ),
    )


def _field(name: str, info: FieldInfo) -> Field:
    annotation: Any = info.annotation
    shape = shape_of(Annotated[annotation, *info.metadata] if info.metadata else annotation)
    return Field(info.alias or name, info.title or name, name, info.is_required(), shape)


@cache
def shape_of(annotation: Any) -> Shape:
    """Return the forms that an annotation allows."""
    members, rules = _members(annotation)
    parts: dict[str, Any] = {}
    scalars: list[Any] = []
    for member in members:
        bare = _bare(member)
        origin = get_origin(bare)
        if origin is tuple:
            parts["item"] = shape_of(get_args(bare)[0])
            parts["judge_items"] = _judge_of_items((*_rules_of(member), *rules))
        elif origin is dict:
            parts["values"] = shape_of(get_args(bare)[1])
        elif isinstance(bare, type) and issubclass(bare, Value):
            parts["model"] = bare
            if bare.shorthand:
                parts["short"] = bare
            elif "_read" in vars(bare):  # it reads a bare scalar itself, as an actor does
                scalars.append(bare)
        else:
            scalars.append(Annotated[member, *rules] if rules else member)
    return Shape(**parts, **_of_scalars(scalars))


def _members(annotation: Any) -> tuple[list[Any], tuple[Any, ...]]:
    """Return the members of a union, without None, and the rules around the whole."""
    rules: tuple[Any, ...] = ()
    if _is_union(_bare(annotation)):
        annotation, rules = _bare(annotation), _rules_of(annotation)
        members = [member for member in get_args(annotation) if member is not types.NoneType]
        return members, rules
    return [annotation], rules


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, types.UnionType)


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _rules_of(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()


def _judge_of_items(rules: tuple[Any, ...]) -> Judge | None:
    """Return the judge of a list whose items have been judged already."""
    return _judge_of([Annotated[tuple[Any, ...], *rules]]) if rules else None


def _judge_of(annotations: list[Any]) -> Judge:
    union: Any = Union[tuple(annotations)]  # noqa: UP007 - made from a list
    adapter: TypeAdapter[Any] = TypeAdapter(union)
    # The adapter's own method costs three times what the validator behind it does.
    return adapter.validator.validate_python


def _of_scalars(annotations: list[Any]) -> dict[str, Any]:
    """Return the parts of a shape that say what a scalar may be."""
    parts: dict[str, Any] = {"words": {}}
    judged: list[Any] = []
    for annotation in annotations:
        bare = _bare(annotation)
        if isinstance(bare, type) and issubclass(bare, Word):
            parts["words"] |= {spelling: word for word in bare for spelling in (word, word.zh)}
        elif isinstance(bare, type) and issubclass(bare, Text):
            parts["text"] = bare
        else:
            parts["core"] = CORES.get(bare)
            judged.append(annotation)
    if judged:
        parts["judge"] = _judge_of(judged)
    return parts


NO_SHAPE: Final = Shape()
"""A place at which nothing is known of what belongs there."""
