"""What a site consists of: its files with their digests and the inputs from which each was made."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from gongshi.publish.cache import Cache, canonical, digest

MARKER: Final = ".gongshi"
"""The file by which a folder is known as a site of ours; it holds the digest of the site."""

_SEGMENT = re.compile(r'[^\x00-\x1f\x7f<>:"\\|?*/]+')
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
_MAX_SEGMENT: Final = 255
_MAX_PATH: Final = 1024


class Row(NamedTuple):
    """A file of a site: its inputs (``key``), its content (``digest``), how it stands on disk."""

    path: str
    key: str
    digest: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Shard:
    """The files that one piece of work made, by path; ``key`` is the digest of all its inputs.

    ``stored`` names the rows in the cache, once they are there.
    """

    name: str
    key: str
    rows: tuple[Row, ...]
    stored: str = ""


class Manifest:
    """The shards of one site, read from the cache when they are asked for.

    What the cache no longer holds is missing here: its files are then made again.
    ``like`` is the manifest of a similar site, with which it shares what is the same.
    """

    def __init__(self, cache: Cache, site: str, like: Manifest | None = None) -> None:
        self._cache = cache
        self._like = like
        self._entries = _entries(cache.get("site", site)) if site else {}
        self._shards: dict[str, Shard | None] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    @property
    def keys(self) -> dict[str, str]:
        """The inputs of each piece of work, by its name."""
        return {name: key for name, (key, _) in self._entries.items()}

    def shard(self, name: str) -> Shard | None:
        """Return the files that the piece of work of this name made."""
        if name not in self._shards:
            self._shards[name] = self._read(name)
        return self._shards[name]

    def rows(self) -> Iterator[Row]:
        """Return every file."""
        for name in self:
            if (shard := self.shard(name)) is not None:
                yield from shard.rows

    def _read(self, name: str) -> Shard | None:
        key, stored = self._entries.get(name, ("", ""))
        like = self._like
        if like is not None and like._entries.get(name) == (key, stored):
            return like.shard(name)
        rows = _rows(self._cache.get("rows", stored)) if stored else None
        return None if rows is None else Shard(name, key, rows, stored)


def save(cache: Cache, site: str, shards: Iterable[Shard]) -> None:
    """Keep what a site consists of under the site's digest."""
    entries = []
    for shard in shards:
        stored = shard.stored
        if not stored:
            data = json.dumps(shard.rows, ensure_ascii=False, separators=(",", ":")).encode()
            stored = digest(data)
            cache.put("rows", stored, data)
        entries.append((shard.name, shard.key, stored))
    cache.put("site", site, canonical(entries))


def site_digest(rows: Iterable[Row]) -> str:
    """Return the digest of a site: the same files with the same bytes have the same."""
    made = blake2b(digest_size=20)
    for line in sorted(f"{row.path}\0{row.digest}\n" for row in rows):
        made.update(line.encode())
    return made.hexdigest()


def is_path(path: str) -> bool:
    """Tell whether a file of this name can stand in a site, on any host and any file system.

    >>> is_path("stations/xinqiao/index.html"), is_path("../etc/passwd"), is_path("a/con.html")
    (True, False, False)
    """
    return (
        path != MARKER
        and unicodedata.is_normalized("NFC", path)
        and all(map(_is_segment, path.split("/")))
        and len(path.encode()) <= _MAX_PATH
    )


@lru_cache(maxsize=8192)
def _is_segment(segment: str) -> bool:
    return (
        _SEGMENT.fullmatch(segment) is not None
        and segment.isprintable()
        and segment == segment.strip(" ").rstrip(".")
        and segment.partition(".")[0].lower() not in _DEVICES
        and len(segment.encode()) <= _MAX_SEGMENT
    )


def _entries(data: bytes | None) -> dict[str, tuple[str, str]]:
    try:
        return {name: (key, stored) for name, key, stored in json.loads(data or b"[]")}
    except (ValueError, TypeError, RecursionError):
        return {}


def _rows(data: bytes | None) -> tuple[Row, ...] | None:
    try:
        found = json.loads(data or b"null")
        rows = tuple(map(Row._make, found))
    except (ValueError, TypeError, RecursionError):
        return None
    return rows if isinstance(found, list) and all(map(_is_sound, rows)) else None


def _is_sound(row: Row) -> bool:
    return (
        type(row.path) is type(row.key) is type(row.digest) is str
        and type(row.size) is type(row.modified_ns) is int
        and is_path(row.path)
    )
