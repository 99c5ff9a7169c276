"""The search index: rows put together into scripts that a page loads when somebody types."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import get_args

from gongshi.board.text import html_tag
from gongshi.outputs.search.common import COMMON
from gongshi.outputs.search.fillers import FILLERS, PARTICLES
from gongshi.outputs.search.variants import TRADITIONAL
from gongshi.views.search import Kind, SearchRow

KINDS: tuple[Kind, ...] = get_args(Kind)

BODIES_INSIDE = 100_000
"""Characters of text below the titles up to which one file holds everything."""

SHARD_SIZE = 400_000
"""Characters of text in each further file of a larger board."""

READING = re.compile("[a-z]+|[^a-z]+")
UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class IndexFile:
    """One script of the index, to be written beside the other scripts of the site."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class IndexFiles:
    """The index of one language: the entry, which pages name, and the shards, which it names.

    The entry keeps its name, or one changed fee would change every page of the site. A shard
    carries the digest of its text in its name and may be kept for ever.
    """

    entry: IndexFile
    shards: tuple[IndexFile, ...] = ()

    def __iter__(self) -> Iterator[IndexFile]:
        """Yield every file that has to be written."""
        yield self.entry
        yield from self.shards


def index(rows: Iterable[SearchRow], lang: str) -> IndexFiles:
    """Put the rows of one language together; their order makes no difference to a byte."""
    ordered = sorted(rows, key=lambda row: (KINDS.index(row.kind), row.url))
    shards = tuple(_shards(ordered, lang)) if _size(ordered) > BODIES_INSIDE else ()
    entry = {
        "lang": html_tag(lang),
        "kinds": KINDS,
        "rows": [_compact(row, lang) for row in ordered],
        "sounds": _by_reading(_sounds(ordered, lang)),
        "alternates": _by_reading(_pairs(row.alternates for row in ordered)),
        "fillers": FILLERS.get(lang, "").split(),
        "particles": PARTICLES.get(lang, ""),
        "traditional": TRADITIONAL if lang == "zh" else {},
        "bodies": [] if shards else [row.body for row in ordered],
        "shards": [shard.name for shard in shards],
    }
    return IndexFiles(IndexFile(f"search.{lang}.js", _script(entry)), shards)


def _compact(row: SearchRow, lang: str) -> list[object]:
    """Return what search.js takes, in its order, without what is empty at the end."""
    values: list[object] = [
        KINDS.index(row.kind),
        row.url,
        row.title,
        row.aliases,
        row.station,
        row.materials,
        row.facts,
        row.status,
        html_tag(row.lang) if row.lang != lang else "",
    ]
    while not values[-1]:
        values.pop()
    return values


def _pairs(texts: Iterable[str]) -> set[str]:
    """Collect the pairs of all rows: ``长zhang 长chang`` and ``长zhang`` are two."""
    return set().union(*map(str.split, texts))


def _sounds(rows: list[SearchRow], lang: str) -> set[str]:
    """Return the board's own readings, and those of other characters that are typed by mistake."""
    own = _pairs(row.sounds for row in rows)
    if lang != "zh":
        return own
    known = {pair[0] for pair in own}
    return own.union(
        character + entry[0]
        for entry in map(READING.findall, COMMON.split())
        for character in entry[1]
        if character not in known
    )


def _by_reading(pairs: set[str]) -> dict[str, str]:
    """Turn pairs into the characters of each reading."""
    characters: defaultdict[str, list[str]] = defaultdict(list)
    for pair in sorted(pairs):
        characters[pair[1:]].append(pair[0])
    return {reading: "".join(characters[reading]) for reading in sorted(characters)}


def _size(rows: Iterable[SearchRow]) -> int:
    return sum(len(row.body) for row in rows)


def _shards(rows: list[SearchRow], lang: str) -> Iterator[IndexFile]:
    """Cut the bodies into files of about the same size; each says with which row it starts."""
    start, size = 0, 0
    for end, row in enumerate(rows, start=1):
        size += len(row.body)
        if size >= SHARD_SIZE or end == len(rows):
            bodies = [row.body for row in rows[start:end]]
            text = _script({"from": start, "bodies": bodies})
            digest = blake2b(text.encode(), digest_size=8).hexdigest()
            yield IndexFile(f"search.{lang}.{digest}.js", text)
            start, size = end, 0


def _script(data: object) -> str:
    """Return a classic script that hands the data over, safe whatever strangers wrote into it."""
    literal = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escaped = UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", literal)
    return f"globalThis.gongshi.searchIndex({escaped});\n"
