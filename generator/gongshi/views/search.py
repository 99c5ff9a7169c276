"""What a citizen can search for: a record for each page, and its row of the search index.

Rows are made where the pages are made, so that the index itself only has to be put together.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from gongshi.board.text import FIRST_LANGUAGE

Kind = Literal["procedure", "station", "bulletin", "page"]

HAN = re.compile(r"[\u3400-\u9fff]+")
NO_WORD = re.compile(r"[\W_]+")
COMBINING = re.compile(r"[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One page that can be found, in one language.

    ``url`` is relative to the site. ``facts`` is the line under a result: 不收费 · 15个工作日.
    ``body`` is plain text: summary, conditions, situations, questions. ``status`` is the word for a
    procedure that is not in force now, which ranks it lower.
    """

    kind: Kind
    url: str
    title: str
    aliases: tuple[str, ...]
    station: str
    materials: tuple[str, ...]
    body: str
    facts: str
    status: str = ""
    lang: str = FIRST_LANGUAGE


class SearchRow(NamedTuple):
    """A record as the index takes it, with everything done that costs time; plain JSON."""

    kind: Kind
    url: str
    title: str
    aliases: tuple[str, ...]
    station: str
    materials: tuple[str, ...]
    facts: str
    status: str
    lang: str
    body: str
    """Folded: lower case, half width, words apart by one blank."""
    sounds: str
    """How the Han characters of all fields but the body are read here: ``长zhang 辈bei``."""
    alternates: str
    """How a character may be read too where no known phrase decides it: ``重chong``."""


def row(record: SearchRecord) -> SearchRow:
    """Return the record's row of the index."""
    sounds, alternates = _readings(record.title, *record.aliases, record.station, *record.materials)
    return SearchRow(
        record.kind,
        record.url,
        record.title,
        record.aliases,
        record.station,
        record.materials,
        record.facts,
        record.status,
        record.lang,
        fold(record.body),
        " ".join(sorted(sounds)),
        " ".join(sorted(alternates - sounds)),
    )


def fold(text: str) -> str:
    """Return a text as search compares it: no case, width, accent, punctuation; one blank a gap.

    >>> fold("ID卡（二代）、Café")
    'id卡 二代 cafe'
    """
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return NO_WORD.sub(" ", COMBINING.sub("", decomposed)).strip()


def _readings(*texts: str) -> tuple[set[str], set[str]]:
    """Return the readings that phrases settle, and those that stay possible beside them."""
    sounds: set[str] = set()
    alternates: set[str] = set()
    for text in texts:
        settled, possible = _readings_of(text)
        sounds |= settled
        alternates |= possible
    return sounds, alternates


@lru_cache(maxsize=65_536)
def _readings_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Read one text. The same names of materials and stations come back thousands of times."""
    sounds: set[str] = set()
    alternates: set[str] = set()
    for han in HAN.findall(text):
        for character, settled, possible in _read(han):
            sounds.update(character + reading for reading in settled)
            alternates.update(character + reading for reading in possible)
    return frozenset(sounds), frozenset(alternates)


def _read(han: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each character with its readings here: those that are settled, and those possible too.

    The phrases of pypinyin are looked up directly: its own conversion gives the same and takes
    four times as long.
    """
    # Late, since the dictionaries take longer to load than a small board takes to build.
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415
    from pypinyin.contrib.mmseg import seg  # noqa: PLC0415

    for word in seg.cut(han):
        if word in PHRASES_DICT:
            for character, known in zip(word, PHRASES_DICT[word], strict=False):
                yield character, [_letters(reading) for reading in known], []
            continue
        for character in word:
            if known_alone := PINYIN_DICT.get(ord(character)):
                common, *others = map(_letters, known_alone.split(","))
                yield character, [common], others


@lru_cache(maxsize=4096)
def _letters(reading: str) -> str:
    """Return a reading as it is typed: without tones, ü as v.

    >>> _letters("lǜ")
    'lv'
    """
    return COMBINING.sub("", unicodedata.normalize("NFD", reading).replace("u\u0308", "v"))
