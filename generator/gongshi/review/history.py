"""The past of a board as citizens see it: day by day what changed, read from its trail in Git."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from gongshi.authoring import loader
from gongshi.authoring.loader import Store
from gongshi.board import common
from gongshi.board.base import Value
from gongshi.board.text import Text
from gongshi.board.version import version_of
from gongshi.board.workdays import WorkCalendar
from gongshi.engines import git
from gongshi.engines.git import Absence, Blobs, NoHistoryError
from gongshi.engines.yaml import MAX_BYTES
from gongshi.review.change import Change
from gongshi.review.compare import compare_values
from gongshi.review.judges import Yardstick
from gongshi.review.trail import Pair, Trail
from gongshi.settings import program_digest


@dataclass(frozen=True, slots=True)
class Revision:
    """What changed in one file on one day."""

    day: date
    changes: tuple[Change, ...]
    title: Text | None = None
    """What the procedure or the station was called."""
    reasons: tuple[common.Change, ...] = ()
    """The reasons for changes that were given with it."""
    versions: tuple[str, str] = ("", "")
    """The versions before and after, as they stand on notices."""
    is_readable: bool = True
    """Whether both contents can be read by today's program."""


@dataclass(frozen=True, slots=True)
class Past:
    """What changed at one station, newest first: in its own file, and in each procedure."""

    own: tuple[Revision, ...] = ()
    procedures: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    begun: Mapping[str, date] = field(default_factory=dict)

    def of(self, procedure_id: str) -> tuple[Revision, ...]:
        """Return what changed in a procedure, newest first."""
        return self.procedures.get(procedure_id, ())


@dataclass(frozen=True, slots=True)
class History:
    """The past of a whole board, or why it is not known."""

    absence: Absence | None = Absence.NO_REPOSITORY
    since: date | None = None
    stations: Mapping[str, Past] = field(default_factory=dict)
    board: tuple[Revision, ...] = ()

    def of(self, station_id: str) -> Past:
        """Return the past of a station."""
        return self.stations.get(station_id, Past())

    def versions(self, station_id: str, procedure_id: str) -> tuple[tuple[date, str], ...]:
        """Return the versions that a procedure had, each with its first day, newest first.

        One that changed nothing a notice shows is not told twice. Of a procedure that never changed
        nothing is said: its version is the one of today.
        """
        past = self.of(station_id)
        revisions = past.of(procedure_id)
        found = [(each.day, each.versions[1]) for each in revisions]
        if revisions and procedure_id in past.begun:
            found.append((past.begun[procedure_id], revisions[-1].versions[0]))
        known = [each for each in found if each[1]]
        return tuple(
            each
            for number, each in enumerate(known)
            if number + 1 == len(known) or each[1] != known[number + 1][1]
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """How contents of old are read: as the files of which board, by which calendar, from where."""

    root: Path
    languages: tuple[str, ...]
    calendar: WorkCalendar
    values: Store
    """Where the values of files are kept."""
    kept: Store
    """Where comparisons are kept."""


def past_of(trail: Trail, reading: Reading) -> Past:
    """Read the trail of a station; what was compared before is recalled, whatever came since."""
    with _Comparer(reading) as comparer:
        return _past(trail, comparer.revision)


def recall(trail: Trail, reading: Reading) -> Past | None:
    """Return the past of a station if all of its trail was compared before."""
    comparer = _Comparer(reading)
    kept: dict[Pair, Revision] = {}
    for pair in chain(trail.own, *trail.procedures.values()):
        revision = comparer.kept(pair)
        if revision is None:
            return None
        kept[pair] = revision
    return _past(trail, kept.__getitem__)


def _past(trail: Trail, revision: Callable[[Pair], Revision]) -> Past:
    own = tuple(map(revision, trail.own))
    procedures = {each: tuple(map(revision, pairs)) for each, pairs in trail.procedures.items()}
    return Past(own, procedures, trail.begun)


def read(pairs: Iterable[Pair], reading: Reading) -> tuple[Revision, ...]:
    """Compare the contents of every pair."""
    with _Comparer(reading) as comparer:
        return tuple(map(comparer.revision, pairs))


class _Comparer:
    """Compares pairs; Git is asked for contents only where something was not compared before."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._blobs: Blobs | None = None
        self._stack = ExitStack()
        self._last: tuple[str, Value | None] = ("", None)
        years = repr(reading.calendar.compact())
        self._base = "\0".join((program_digest(), ",".join(reading.languages), years)).encode()

    def __enter__(self) -> _Comparer:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def revision(self, pair: Pair) -> Revision:
        """Return what changed between the contents of a pair."""
        if (known := self.kept(pair)) is not None:
            return known
        try:
            made = self._compared(pair)
        except NoHistoryError:
            # Another time Git may answer, so it is not kept.
            return Revision(pair.day, (), is_readable=False)
        key = self._key(pair)
        self.reading.kept.put(key, _revision().dump_json(made, by_alias=True, exclude_unset=True))
        return made

    def kept(self, pair: Pair) -> Revision | None:
        """Return what was found when the same contents were compared before."""
        kept = self.reading.kept.get(self._key(pair))
        try:
            return None if kept is None else _revision().validate_json(kept)
        except ValidationError:
            return None

    def _key(self, pair: Pair) -> str:
        """Return the digest of all that a comparison depends on; where the file stands does not."""
        kind = repr(loader.kind_of(pair.file).annotation)
        contents = (kind, str(pair.before), str(pair.after), pair.day.isoformat())
        return hashlib.blake2b(
            self._base + "\0".join(("", *contents)).encode(), digest_size=20
        ).hexdigest()

    def _compared(self, pair: Pair) -> Revision:
        # Newest first: what a file held before is what it held after the change before.
        after = self._value(pair.after, pair.file)
        before = self._value(pair.before, pair.file)
        is_readable = all(
            value is not None
            for blob, value in ((pair.before, before), (pair.after, after))
            if blob is not None
        )
        if not is_readable:
            return Revision(pair.day, (), is_readable=False)
        changes = compare_values(before, after, Yardstick(self.reading.calendar, pair.day))
        return Revision(
            pair.day,
            changes,
            _title(after if after is not None else before),
            _given(before, after),
            (_version(before), _version(after)),
        )

    def _value(self, blob: str | None, file: str) -> Value | None:
        if blob is None:
            return None
        if self._last[0] == blob:
            return self._last[1]
        if self._blobs is None:
            self._blobs = self._stack.enter_context(git.blobs(self.reading.root))
        data = self._blobs.read(blob, MAX_BYTES)
        value = None
        if data is not None:
            reading = self.reading
            value = loader.read_kept(data, file, reading.languages, reading.values).value
        self._last = (blob, value)
        return value


@cache
def _revision() -> TypeAdapter[Revision]:
    return TypeAdapter(Revision)


def _title(value: Value | None) -> Text | None:
    title: Text | None = getattr(value, "title", None) or getattr(value, "name", None)
    return title


def _given(before: Value | None, after: Value | None) -> tuple[common.Change, ...]:
    """Return the reasons that are given after and were not before."""
    known: tuple[common.Change, ...] = getattr(before, "changes", ())
    return tuple(each for each in getattr(after, "changes", ()) if each not in known)


def _version(value: Any) -> str:
    return version_of(value) if isinstance(value, Value) else ""


HOUSEKEEPING: Final = frozenset(("schema", "changes", "reviewed", "ignore"))
"""Fields whose changes the ledger does not tell: the page says when it was confirmed, and why."""


def told(revision: Revision) -> Iterator[Change]:
    """Go through the changes of a revision that citizens are told of."""
    for change in revision.changes:
        if change.field.split(".", 1)[0] not in HOUSEKEEPING:
            yield change
