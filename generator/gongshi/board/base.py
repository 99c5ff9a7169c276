"""What all values of the board share: frozen, strict about their fields, named in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, NamedTuple, Self, cast

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value of the board; its fields are the keys of the YAML and of the open data.

    A field's ``title`` is its Chinese name and the second spelling of its key, ``zh`` is what the
    value itself is called.
    ``shorthand`` names the field that a bare scalar stands for: a citation written as text is its
    title.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        use_attribute_docstrings=True,
        protected_namespaces=(),
    )

    zh: ClassVar[str]
    shorthand: ClassVar[str] = ""

    @classmethod
    def assembled(cls, fields: Mapping[str, Any]) -> Self:
        """Make a value from fields that have been judged one by one, by the names of attributes.

        It does what ``model_construct`` does without looking for aliases, which takes four times as
        long. A validator of the whole model is not run.
        """
        blank = _blank(cls)
        made = cls.__new__(cls)
        # A frozen model lets nobody else set its parts.
        keep = object.__setattr__
        keep(made, "__dict__", {**blank.defaults, **blank.fresh(), **fields})
        keep(made, "__pydantic_fields_set__", set(fields))
        keep(made, "__pydantic_extra__", None)
        keep(made, "__pydantic_private__", None)
        return made


class _Blank(NamedTuple):
    """What a value of a class holds before anything is said of it, in the order of its fields."""

    defaults: dict[str, Any]
    factories: dict[str, Callable[[], Any]]

    def fresh(self) -> dict[str, Any]:
        """Return the defaults that every value has for itself."""
        return {name: make() for name, make in self.factories.items()} if self.factories else {}


@cache
def _blank(cls: type[Value]) -> _Blank:
    fields = cls.model_fields
    return _Blank(
        {name: info.default for name, info in fields.items()},
        {
            name: cast(Callable[[], Any], info.default_factory)
            for name, info in fields.items()
            if info.default_factory
        },
    )


class Word(StrEnum):
    """A word of a fixed list, written in English or Chinese: ``police`` or ``派出所``."""

    zh: str

    def __new__(cls, value: str, zh: str) -> Self:
        """Make the member ``value``, which Chinese readers know as ``zh``."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        return member

    @property
    def words(self) -> dict[str, str]:
        """The word by language, for display."""
        return {"zh": self.zh, "en": self.value.replace("-", " ")}
