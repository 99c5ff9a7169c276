"""What every value of the board has in common: frozen, strict about its fields, named in Chinese."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value of the board; its fields are the keys of the YAML and of the open data.

    A field's ``title`` is its Chinese name and the second spelling of its key.
    ``shorthand`` names the field that a bare scalar stands for: a citation written as text is its title.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        use_attribute_docstrings=True,
        protected_namespaces=(),
    )

    shorthand: ClassVar[str] = ""


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
