"""How a value written as text is read, refused in words, and described to the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

SHOWN_AT_MOST = 40
HUGE_BITS = 256

HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
"""The digits and marks of a Chinese keyboard's full width, as they are meant in numbers."""

FULL_WIDTH_DIGITS = "\\uff10-\\uff19"
"""The same digits in a character class of a regular expression for the schema."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a text is not read; ``{text}`` in a sentence is what was written."""

    reason: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str


def table(*refusals: Refusal) -> Mapping[str, Refusal]:
    """Return the refusals by their reason."""
    return {refusal.reason: refusal for refusal in refusals}


class SpellingError(ValueError):
    """What is written cannot be read as the value that belongs here.

    ``code`` is the kind and the reason in one word, such as ``duration_bare_number``;
    pydantic reports it as the type of the error.
    """

    kind: ClassVar[str]
    refusals: ClassVar[Mapping[str, Refusal]]

    def __init__(self, reason: str, written: object) -> None:
        super().__init__(reason, written)
        refusal = self.refusals[reason]
        self.reason = reason
        self.text = _shown(written)
        self.zh = refusal.zh.format(text=self.text)
        self.en = refusal.en.format(text=self.text)
        self.hint_zh = refusal.hint_zh
        self.hint_en = refusal.hint_en

    def __str__(self) -> str:
        return self.en

    @property
    def code(self) -> str:
        """The kind and the reason in one word."""
        return f"{self.kind}_{self.reason}"

    def as_pydantic(self) -> PydanticCustomError:
        """Return the same refusal for a validator, with both languages in its context."""
        words = {"zh": self.zh, "en": self.en, "hint_zh": self.hint_zh, "hint_en": self.hint_en}
        return PydanticCustomError(self.code, "{en}", {"text": self.text, **words})


class Spelled:
    """A value that is written as text in a file and can stand as a pydantic field.

    ``parse`` reads it, ``spelled`` writes it so that parsing gives the same value again,
    ``json_schema`` describes the text to the schema and the form editor.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read what is written, or raise the ``SpellingError`` of this kind of value."""
        raise NotImplementedError

    def spelled(self) -> str:
        """Return the one text that stands for this value in data."""
        raise NotImplementedError

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return what JSON Schema can say of the text."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Accept the value itself or its text; write it as text in JSON."""
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            serialization=core_schema.plain_serializer_function_ser_schema(
                cls.spelled, return_schema=core_schema.str_schema(), when_used="json"
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the text."""
        return cls.json_schema()

    @classmethod
    def _validated(cls, written: object) -> Self:
        if isinstance(written, cls):
            return written
        try:
            return cls.parse(written)
        except SpellingError as error:
            raise error.as_pydantic() from None


def _shown(written: object) -> str:
    # A whole number of thousands of digits has no decimal text: Python refuses to make it.
    is_huge = isinstance(written, int) and written.bit_length() > HUGE_BITS
    text = written if isinstance(written, str) else f"{written:#x}" if is_huge else repr(written)
    return text if len(text) <= SHOWN_AT_MOST else text[: SHOWN_AT_MOST - 1] + "…"
