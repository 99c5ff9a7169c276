"""Words for citizens by language, and the small plain scalars: ids, links, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from markupsafe import Markup, escape
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

FIRST_LANGUAGE = "zh"
"""The language of a bare string where a board does not say otherwise."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

HTML_TAGS = {"zh": "zh-CN"}


def html_tag(language: str) -> str:
    """Return the tag to write into ``lang``: the board's ``zh`` is ``zh-CN`` on a page."""
    return HTML_TAGS.get(language, language)


class Said(NamedTuple):
    """One text in one language, marked where it is not the language that was asked for.

    In a template ``{{ said }}`` prints escaped text, inside ``<span lang=…>`` where the language differs;
    ``said.plain`` is the text for an attribute.
    """

    plain: str
    lang: str = ""

    def __html__(self) -> str:
        """Return safe HTML."""
        if not self.lang:
            return escape(self.plain)
        return Markup('<span lang="{}">{}</span>').format(html_tag(self.lang), self.plain)

    def __str__(self) -> str:
        """Return the bare text."""
        return self.plain

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.plain)


class Text(Mapping[str, str]):
    """What a citizen reads as words: a mapping by language. A bare string is the first language's."""

    __slots__ = ("_by_language",)

    def __init__(self, words: str | Mapping[str, str]) -> None:
        """Keep the words; a bare string is Chinese."""
        by_language = {FIRST_LANGUAGE: words} if isinstance(words, str) else dict(words)
        object.__setattr__(self, "_by_language", by_language)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a text is a value."""
        raise AttributeError(name)

    def __getitem__(self, language: str) -> str:
        """Return the words in one language."""
        return self._by_language[language]

    def __iter__(self) -> Iterator[str]:
        """Go through the languages as written."""
        return iter(self._by_language)

    def __len__(self) -> int:
        """Return how many languages there are."""
        return len(self._by_language)

    def __hash__(self) -> int:
        """Return a hash of the words."""
        return hash(tuple(self._by_language.items()))

    def __eq__(self, other: object) -> bool:
        """Compare with a text, or with a mapping of the same words."""
        return isinstance(other, Mapping) and dict(self) == dict(other)

    def __str__(self) -> str:
        """Return the words in the language written first."""
        return next(iter(self._by_language.values()))

    def __repr__(self) -> str:
        """Return a form that can be read back."""
        return f"Text({self._by_language!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        """Pickle as the call that makes it again."""
        return (Text, (self._by_language,))

    def said(self, language: str) -> Said:
        """Return the words in ``language``, or in the language written first, marked as such."""
        if language in self._by_language:
            return Said(self._by_language[language])
        first = next(iter(self._by_language))
        return Said(self._by_language[first], first)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept a text, a string or a mapping of strings."""
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(dict)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe both spellings."""
        words = {"type": "string", "minLength": 1}
        return {
            "oneOf": [
                words,
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^{LANGUAGE.pattern}$"},
                    "additionalProperties": words,
                },
            ]
        }

    @classmethod
    def _validate(cls, value: object) -> Text:
        if type(value) is cls:
            return value
        if isinstance(value, str):
            value = {FIRST_LANGUAGE: value}
        if not isinstance(value, Mapping) or not value:
            raise PydanticCustomError("text_type", "text, or a mapping by language")
        for language, words in value.items():
            if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
                raise PydanticCustomError(
                    "text_language", "not a language: {language}", {"language": str(language)}
                )
            if not isinstance(words, str):
                raise PydanticCustomError("text_type", "text, or a mapping by language")
            if not words.strip():
                raise PydanticCustomError("text_empty", "empty text")
        return cls(value)


class Prose(Text):
    """Text that may hold the small Markdown subset: emphasis, links, lists and line breaks."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        """Pickle as the call that makes it again."""
        return (Prose, (dict(self),))


ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"

Id = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$", max_length=64)]
"""The name of a folder, a file or an item: the public address of what it names."""

EntryId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$", max_length=64)]
"""The number of an entry of a ledger."""

ProcedureRef = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}/{ID_PATTERN}$", max_length=129)]
"""A procedure of a station: ``<station>/<procedure>``."""

Plain = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text that is the same in every language: a code, a badge, a name, a document number."""

Phone = Annotated[str, StringConstraints(pattern=r"^[0-9+*#() \-]{2,40}(转[0-9]{1,6})?$")]
"""A telephone number as a citizen would dial it."""

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""A day of any year: ``10-01``."""

Period = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?$")]
"""A period of account: ``2026``, ``2026-Q2``, ``2026-H1`` or ``2026-04``."""


class Link(str):
    """An address a citizen can follow: ``https:``, ``http:``, ``mailto:``, ``tel:`` or a path inside content/."""

    __slots__ = ()

    _scheme = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
    _allowed = ("https:", "http:", "mailto:", "tel:")
    _bad = re.compile(r"[\s\\<>\"'`{}|^\x00-\x1f]")

    @property
    def is_local(self) -> bool:
        """Whether the link is a path inside content/."""
        return not self._scheme.match(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept a string that is an allowed address."""
        return core_schema.no_info_after_validator_function(
            cls._validate,
            core_schema.str_schema(min_length=1, max_length=2000),
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def _validate(cls, value: str) -> Link:
        if cls._bad.search(value):
            raise PydanticCustomError("link_characters", "a link without blanks, quotes and backslashes")
        scheme = cls._scheme.match(value)
        if scheme and scheme[0].lower() not in cls._allowed:
            raise PydanticCustomError("link_scheme", "a link of {scheme}", {"scheme": scheme[0]})
        if scheme and scheme[0].lower().startswith("http") and not re.match(r"https?://[^/?#]", value, re.I):
            raise PydanticCustomError("link_host", "a link without a host")
        if not scheme and (value.startswith(("/", "#", "?")) or ".." in value.split("/")):
            raise PydanticCustomError("link_outside", "a path out of content/")
        return cls(value)
