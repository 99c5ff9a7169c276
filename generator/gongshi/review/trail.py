"""The trail of a board in Git: which contents its files had, day by day, before they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from gongshi.authoring.sources import BOARD_FILE, STATION_FILE, STATIONS, is_procedure
from gongshi.board.folder import StationFolder
from gongshi.engines import git
from gongshi.engines.git import Absence, Commit, NoHistoryError
from gongshi.settings import CHINA

MOST_COMMITS: Final = 2_000
"""How far back is looked: so many commits of the main line that touched the data."""

MOST_DAYS: Final = 40
"""On so many days a file may have changed before the oldest are left out."""

MOST_PAIRS: Final = 3_000
"""How many changes of files are compared on a whole board, the latest first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a file held before and after the commits of one day; where it is none there was no file.

    The contents are named by their ids in Git.
    """

    day: date
    file: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Trail:
    """The pairs of one station, newest first: of its own file, and of each procedure by its id."""

    own: tuple[Pair, ...] = ()
    procedures: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)
    begun: Mapping[str, date] = field(default_factory=dict)
    """The day since which each procedure has been there, where that is known."""

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.own or self.procedures)


@dataclass(frozen=True, slots=True)
class Trails:
    """The trails of a whole board, or why there are none."""

    absence: Absence | None = Absence.NO_REPOSITORY
    since: date | None = None
    """The day from which on changes are known, where there were more before."""
    stations: Mapping[str, Trail] = field(default_factory=dict)
    board: tuple[Pair, ...] = ()
    """The pairs of board.yml, and of stations that are no more."""


def trails(root: Path, stations: Sequence[StationFolder], until: date = date.max) -> Trails:
    """Look through the commits once; without Git there is only the reason why there are none.

    What was changed after ``until``, the day of the run, is not told yet.
    """
    try:
        found = git.repository(root)
        commits = git.commits(found, STATIONS, MOST_COMMITS)
    except NoHistoryError as error:
        return Trails(error.why)
    if not commits:
        return Trails(Absence.NO_COMMIT)
    walk = _Walk(commits)
    made = {folder.id: walk.trail(folder) for folder in stations}
    rest = walk.rest(folder.id for folder in stations)
    is_cut = found.is_shallow or len(commits) == MOST_COMMITS
    since = _day(commits[-1]) if is_cut else None
    made = {each: _kept(trail, lambda pair: pair.day <= until) for each, trail in made.items()}
    rest = tuple(pair for pair in rest if pair.day <= until)
    return _bounded(Trails(None, since, made, rest))


def _bounded(whole: Trails) -> Trails:
    """Leave out the oldest pairs of a board that has very many."""
    pairs = [pair for trail in whole.stations.values() for pair in _all(trail)]
    if len(pairs) <= MOST_PAIRS:
        return whole
    since = sorted((pair.day for pair in pairs), reverse=True)[MOST_PAIRS]
    stations = {
        station_id: _kept(trail, lambda pair: pair.day > since)
        for station_id, trail in whole.stations.items()
    }
    return replace(whole, since=since, stations=stations)


def _all(trail: Trail) -> Iterable[Pair]:
    yield from trail.own
    for pairs in trail.procedures.values():
        yield from pairs


def _kept(trail: Trail, is_kept: Callable[[Pair], bool]) -> Trail:
    """Return a trail with the pairs of some days alone."""
    procedures = {each: tuple(filter(is_kept, known)) for each, known in trail.procedures.items()}
    return replace(trail, own=tuple(filter(is_kept, trail.own)), procedures=procedures)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one commit did to one file; commits are numbered from the newest back."""

    number: int
    day: date
    before: str | None
    after: str | None
    begins: bool
    """Whether the file came with the board or with its station, which is no change of its own."""


def _day(commit: Commit) -> date:
    """Return the day of a commit in China; a time that is none counts as the first day of all."""
    try:
        return datetime.fromtimestamp(commit.time, UTC).astimezone(CHINA).date()
    except (ValueError, OverflowError, OSError):
        return date(1970, 1, 1)


def _first_day(commits: Sequence[Commit]) -> date:
    """Return the day on which the board began; what came with it that day is no change."""
    began = (
        commit
        for commit in commits
        if any(each.path == BOARD_FILE and each.before is None for each in commit.files)
    )
    return _day(next(began, commits[-1]))


class _Walk:
    """All that commits did to files, ready to be followed back from the files of today."""

    def __init__(self, commits: Sequence[Commit]) -> None:
        self.steps: dict[str, list[_Step]] = {}
        first_day = _first_day(commits)
        for number, commit in enumerate(commits):
            new = {each.path for each in commit.files if each.before is None}
            day = _day(commit)
            for each in commit.files:
                if _is_known(each.path):
                    comes = commit.is_first or day <= first_day or _station_file(each.path) in new
                    begins = each.before is None and comes
                    step = _Step(number, day, each.before, each.after, begins)
                    self.steps.setdefault(each.path, []).append(step)
        self.used: set[str] = set()

    def trail(self, folder: StationFolder) -> Trail:
        """Return the trail of a station that is there today, under all the names that it had."""
        places = [f"{STATIONS}/{name}" for name in (folder.id, *folder.station.was)]
        own = self._followed([f"{place}/{STATION_FILE}" for place in places])
        procedures, begun = {}, {}
        for each in folder.procedures:
            names = (each.id, *each.procedure.was)
            files = [f"{place}/procedures/{name}.yml" for place in places for name in names]
            steps = self._followed(files)
            if steps and steps[-1].begins:
                begun[each.id] = steps[-1].day
            if pairs := _pairs(files[0], steps):
                procedures[each.id] = pairs
        for gone in self._gone(places):
            name = gone.rsplit("/", 1)[-1].removesuffix(".yml")
            if name not in procedures:
                procedures[name] = _pairs(gone, self.steps[gone])[:1]
        return Trail(_pairs(f"{places[0]}/{STATION_FILE}", own), procedures, begun)

    def rest(self, stations: Iterable[str]) -> tuple[Pair, ...]:
        """Return the pairs of the board's own file, and the last one of every station that went."""
        there = {f"{STATIONS}/{each}/{STATION_FILE}" for each in stations}
        gone = (
            file
            for file in self.steps
            if file.endswith(f"/{STATION_FILE}") and file not in there | self.used
        )
        lost = [
            pair for file in gone for pair in _pairs(file, self.steps[file])[:1] if not pair.after
        ]
        return (*_pairs(BOARD_FILE, self.steps.get(BOARD_FILE, [])), *lost)

    def _followed(self, files: Sequence[str]) -> list[_Step]:
        """Return what was done to a file, and before that to the one from which it was renamed."""
        found = list(self._taken(files[0]))
        while found and found[-1].before is None and not found[-1].begins:
            gone = [each for each in files[1:] if self._went_before(found[-1], each)]
            if not gone:
                break
            # It was renamed from the one that went last.
            former = self._taken(min(gone, key=lambda each: self.steps[each][0].number))
            found[-1] = replace(found[-1], before=former[0].before)
            found += former[1:]
        return found

    def _taken(self, file: str) -> list[_Step]:
        self.used.add(file)
        return self.steps.get(file, [])

    def _went_before(self, came: _Step, file: str) -> bool:
        steps = self.steps.get(file)
        if not steps or file in self.used:
            return False
        return steps[0].after is None and steps[0].number >= came.number

    def _gone(self, places: Sequence[str]) -> Iterable[str]:
        """Return the files of procedures that went and came back under no other name."""
        folders = tuple(f"{place}/procedures/" for place in places)
        for file, steps in self.steps.items():
            if file not in self.used and file.startswith(folders) and steps[0].after is None:
                yield file


def _is_known(file: str) -> bool:
    """Whether a file is one whose changes are told; the ledgers are a record of their own."""
    is_station = file.endswith(f"/{STATION_FILE}") and file.count("/") == 2  # noqa: PLR2004
    return file == BOARD_FILE or is_station or (is_procedure(file) and file.endswith(".yml"))


def _station_file(file: str) -> str:
    """Return the file of the station to whose procedures a file belongs, else nothing."""
    folder, _, name = file.partition("/procedures/")
    return f"{folder}/{STATION_FILE}" if name else ""


def _pairs(file: str, steps: Sequence[_Step]) -> tuple[Pair, ...]:
    """Return what changed day by day: of the commits of one day only what came of them."""
    found: list[Pair] = []
    for step in steps:
        if step.begins:
            break
        if found and found[-1].day == step.day:
            found[-1] = replace(found[-1], before=step.before)
        else:
            found.append(Pair(step.day, file, step.before, step.after))
    return tuple(pair for pair in found if pair.before != pair.after)[:MOST_DAYS]
