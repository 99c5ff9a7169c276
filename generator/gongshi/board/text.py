"""Words for citizens by language, and the small plain scalars: ids, links, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Container, ItemsView, Iterator, KeysView, Mapping, ValuesView
from enum import StrEnum
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import unquote

from markupsafe import Markup, escape
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

FIRST_LANGUAGE = "zh"
"""The language of a bare string where a board does not say otherwise."""

LONGEST_PLAIN = 1_000
"""How many characters a code, a name or a number may have."""

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff]"
    # Apart, since a set that reaches beyond the first plane is searched slowly.
    "|[\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
"""Characters that no reader sees: controls, bidi controls, zero-width and filling characters.

Variation selectors are left out: they choose between forms of a character, also in names.
"""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

HTML_TAGS = {"zh": "zh-CN"}


def html_tag(language: str) -> str:
    """Return the tag to write into ``lang``: the board's ``zh`` is ``zh-CN`` on a page."""
    return HTML_TAGS.get(language, language)


class Said(NamedTuple):
    """One text in one language, marked where it is not the language that was asked for.

    In a template ``{{ said }}`` prints escaped text, inside ``<span lang=…>`` where the language
    differs; ``said.plain`` is the text for an attribute.
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


def _words_of(text: Text) -> dict[str, str]:
    return dict(text._by_language)


class Text(Mapping[str, str]):
    """What a citizen reads as words: a mapping by language.

    A bare string is the first language's.
    """

    __slots__ = ("_by_language",)

    _by_language: dict[str, str]

    def __init__(self, words: str | Mapping[str, str]) -> None:
        """Keep the words; a bare string is Chinese."""
        by_language = {FIRST_LANGUAGE: words} if isinstance(words, str) else dict(words)
        _keep(self, by_language)

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

    # What a mapping gives by itself takes several times as long, and texts are most of a board.

    def __contains__(self, language: object) -> bool:
        """Tell whether there are words in a language."""
        return language in self._by_language

    def keys(self) -> KeysView[str]:
        """Return the languages."""
        return self._by_language.keys()

    def values(self) -> ValuesView[str]:
        """Return the words in all languages."""
        return self._by_language.values()

    def items(self) -> ItemsView[str, str]:
        """Return the languages with their words."""
        return self._by_language.items()

    def __hash__(self) -> int:
        """Return a hash of the words; their order does not count."""
        return hash(frozenset(self._by_language.items()))

    def __eq__(self, other: object) -> bool:
        """Compare with a text, or with a mapping of the same words."""
        if isinstance(other, Text):
            return self._by_language == other._by_language
        # What a field without a text holds is asked about often, and abstract classes are slow.
        return other is not None and isinstance(other, Mapping) and self._by_language == dict(other)

    def __str__(self) -> str:
        """Return the words in the language written first."""
        return next(iter(self._by_language.values()))

    def __repr__(self) -> str:
        """Return a form that can be read back."""
        return f"{type(self).__name__}({self._by_language!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        """Pickle as the call that makes it again."""
        return (type(self), (self._by_language,))

    def said(self, language: str) -> Said:
        """Return the words in ``language``, or in the language written first, marked as such."""
        if language in self._by_language:
            return Said(self._by_language[language])
        first = next(iter(self._by_language))
        return Said(self._by_language[first], first)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Accept a text, a string or a mapping of strings."""
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            # Not `dict`, which would ask a mapping for every word of it.
            serialization=core_schema.plain_serializer_function_ser_schema(_words_of),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
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
        elif not isinstance(value, Mapping) or not value:
            raise PydanticCustomError("text_type", "text, or a mapping by language")
        for language, words in value.items():
            if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
                raise PydanticCustomError(
                    "text_language", "not a language: {language}", {"language": str(language)}
                )
            _check_words(words)
        return cls(value)


_keep: Final = Text._by_language.__set__  # type: ignore[attr-defined] # the slot, past __setattr__


def _check_words(words: object) -> None:
    if not isinstance(words, str):
        raise PydanticCustomError("text_type", "text, or a mapping by language")
    if not words or words.isspace():
        raise PydanticCustomError("text_empty", "empty text")
    if match := UNSEEN.search(words):
        raise PydanticCustomError(
            "text_unseen", "an unseen character {char}", {"char": f"U+{ord(match[0]):04X}"}
        )


class Prose(Text):
    """Text that may hold the small Markdown subset: emphasis, links, lists and line breaks."""

    __slots__ = ()


ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
ID: Final = re.compile(ID_PATTERN)

Id = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$", max_length=64)]
"""The name of a folder, a file or an item: the public address of what it names."""

EntryId = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$", max_length=64)
]
"""The number of an entry of a ledger."""

ProcedureRef = Annotated[
    str, StringConstraints(pattern=f"^{ID_PATTERN}/{ID_PATTERN}$", max_length=129)
]
"""A procedure of a station: ``<station>/<procedure>``."""

Plain = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_PLAIN, strip_whitespace=True)
]
"""Text that is the same in every language: a code, a badge, a name, a document number."""

Phone = Annotated[str, StringConstraints(pattern=r"^[0-9+*#() \-]{2,40}(转[0-9]{1,6})?$")]
"""A telephone number as a citizen would dial it."""

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""A day of any year: ``10-01``."""

Period = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?$")]
"""A period of account: ``2026``, ``2026-Q2``, ``2026-H1`` or ``2026-04``."""


SCHEMES: Final = frozenset(("https", "http", "mailto", "tel"))
"""What an address outside the board may begin with."""

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_NEVER_IN_LINK: Final = re.compile(r"[\s\\<>\"'`{}|^\x00-\x1f]")
_HOST: Final = re.compile(r"//[^/?#@:]")


class LinkFault(StrEnum):
    """Why an address cannot be followed."""

    CHARACTERS = "link_characters"
    SCHEME = "link_scheme"
    HOST = "link_host"
    TARGET = "link_target"
    OUTSIDE = "link_outside"


def link_fault(address: str, schemes: Container[str] = SCHEMES) -> LinkFault | None:
    """Return why citizens could not or should not follow an address, if there is a reason."""
    if _NEVER_IN_LINK.search(address) or UNSEEN.search(address):
        return LinkFault.CHARACTERS
    match = _SCHEME.match(address)
    if match is None:
        return LinkFault.OUTSIDE if _leads_outside(address) else None
    scheme, rest = match[1].lower(), address[match.end() :]
    if scheme not in schemes:
        return LinkFault.SCHEME
    if scheme in ("https", "http"):
        return None if _HOST.match(rest) else LinkFault.HOST
    return None if rest.strip("/") else LinkFault.TARGET


def _leads_outside(address: str) -> bool:
    """Whether a path is none inside content/, read as a browser reads it."""
    path = unquote(address)
    return (
        not path
        or path.startswith(("/", "#", "?"))
        or "\\" in path
        or ".." in re.split(r"[/?#]", path)
    )


class Link(str):
    """An address a citizen can follow.

    ``https:``, ``http:``, ``mailto:``, ``tel:`` or a path inside content/.
    """

    __slots__ = ()

    @property
    def is_local(self) -> bool:
        """Whether the link is a path inside content/."""
        return not _SCHEME.match(self)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Accept a string that is an allowed address."""
        return core_schema.no_info_after_validator_function(
            cls._validate,
            core_schema.str_schema(min_length=1, max_length=2000),
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def _validate(cls, value: str) -> Link:
        if fault := link_fault(value):
            scheme = value.partition(":")[0]
            raise PydanticCustomError(fault.value, "not a link: {scheme}", {"scheme": scheme})
        return cls(value)
