"""What a site was made from, and whether it still stands: then there is nothing to do.

It is asked before anything else is imported, and does without knowing what the files mean.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from gongshi import settings
from gongshi.engines import git
from gongshi.engines.git import NoHistoryError
from gongshi.errors import PublishError
from gongshi.publish.cache import Cache, canonical, digest
from gongshi.publish.place import site_of
from gongshi.publish.site import is_current

READ: Final = ("content", "mkdocs.yml", "stations", "templates")
"""The file and the folders of a board from which its site is made."""

HOSTS: Final = ("mkdocs", "mkdocs-material", "markdown", "jinja2")
"""What else makes pages, by the names under which its version is known."""

_KIND: Final = "standing"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that decides what a build makes, as it was when it was looked at."""

    root: Path
    key: str
    """The digest of it all."""
    stamps: tuple[tuple[int, ...], ...]
    """By what the disk would tell a change of any file since."""

    @property
    def is_first(self) -> bool:
        """Whether nothing that was made of the board before is kept."""
        return not settings.cache_of(self.root).is_dir()

    @property
    def are_same(self) -> bool:
        """Whether no file has changed since."""
        try:
            return tuple(each.stamp for each in _entries(self.root)) == self.stamps
        except OSError:
            return False


def look(root: Path, today: date, told: Sequence[str] = ()) -> Inputs | None:
    """Return what a site of a board would be made from on a day; ``told`` are the options.

    Nothing is returned where that cannot be told from the files alone: something in them is a link
    to elsewhere, or no plain file.
    """
    shipped = settings.templates_digest((settings.shipped_templates(),))
    parts: list[str | bytes] = [today.isoformat(), *told, settings.program_digest(), shipped]
    parts += (*map(version, HOSTS), _past(root))
    stamps = []
    try:
        for entry in _entries(root):
            is_file = stat.S_ISREG(entry.mode)
            if not is_file and not stat.S_ISDIR(entry.mode):
                return None
            stamps.append(entry.stamp)
            parts += (entry.name, (root / entry.name).read_bytes() if is_file else "/")
    except OSError:
        return None
    return Inputs(root, digest(*parts), tuple(stamps))


def recall(inputs: Inputs) -> tuple[str, ...] | None:
    """Return what was said when a site was made from the same, if it is in public still, whole."""
    if inputs.is_first:
        return None
    with Cache(settings.cache_of(inputs.root)) as cache:
        try:
            target, site, *messages = json.loads(cache.get(_KIND, inputs.key) or b"null")
            is_there = is_current(Path(target), cache, site)
        except (ValueError, TypeError, OSError, RecursionError, PublishError):
            return None
    return tuple(map(str, messages)) if is_there else None


def remember(inputs: Inputs, cache: Cache, target: Path, messages: tuple[str, ...]) -> None:
    """Keep that the site now in public was made from this, and what was said, if it is so still."""
    site = site_of(target.resolve())
    if site and inputs.are_same:
        cache.put(_KIND, inputs.key, canonical([str(target), site, *messages]))


def _past(root: Path) -> str:
    """Return what decides what Git tells of the past: which commit it tells it from, or why not."""
    try:
        found = git.repository(root)
    except NoHistoryError as error:
        return f"{error.why} {error.said}"
    return f"{found.head} {found.is_shallow}"


class _Entry(NamedTuple):
    name: str
    mode: int
    stamp: tuple[int, ...]


def _entries(root: Path) -> Iterator[_Entry]:
    """Go through all that is read of a board, folders included, in an order of the names."""
    waiting = [name for name in READ if os.path.lexists(root / name)]
    while waiting:
        name = waiting.pop()
        place = f"{root}/{name}"
        found = os.lstat(place)
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        yield _Entry(name, found.st_mode, stamp)
        if stat.S_ISDIR(found.st_mode):
            with os.scandir(place) as entries:
                waiting += sorted(f"{name}/{each.name}" for each in entries)
