"""What stations know of each other.

Names and addresses, and what the pages of the whole board list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from gongshi import urls
from gongshi.board.board import BoardSettings
from gongshi.board.folder import BulletinFile, ProcedureFile, StationFolder
from gongshi.board.procedure import Procedure
from gongshi.board.text import Text
from gongshi.board.workdays import WorkCalendar
from gongshi.checks import Account
from gongshi.diagnostics.finding import Severity
from gongshi.review.history import History
from gongshi.views.likeness import Likeness, families, kin_of, likeness, unlike

MOST_SIBLINGS = 12
"""How many other stations with the same procedure a page names; a city may have hundreds."""

_KEPT = frozenset(
    (
        "title",
        "aliases",
        "codes",
        "handling",
        "type",
        "audience",
        "life_events",
        "summary",
        "situations",
        "time_limit",
        "fees",
        "channels",
        "visits",
        "takes_part",
        "timings",
        "changes",
        "local_reason",
        "status",
        "effective",
        "reviewed",
        "ignore",
        "was",
    )
)
"""What the lists of the whole board show of a procedure.

Steps, materials and the rest stay at home.
"""


def slim(folder: StationFolder) -> StationFolder:
    """Return what crosses from a station to the rest of the board."""
    procedures = tuple(
        ProcedureFile(each.id, each.file, _slim(each.procedure), each.asks)
        for each in folder.procedures
    )
    return StationFolder(
        folder.id,
        folder.file,
        folder.station,
        procedures,
        folder.rectifications,
        folder.evaluations,
        folder.complaints,
        folder.inspections,
    )


def _slim(procedure: Procedure) -> Procedure:
    kept = {name: getattr(procedure, name) for name in procedure.model_fields_set & _KEPT}
    return Procedure.model_construct(_fields_set=set(kept), **kept)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a page may say of another station.

    Its name, and the titles of the procedures it is named with.
    """

    id: str
    name: Text
    posts: Mapping[str, Text]
    procedures: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The other stations that the pages of one station name."""

    stations: Mapping[str, Neighbour]
    siblings: Mapping[str, tuple[Kinsman, ...]]
    """For each procedure of the station, the other stations that have it too."""


@dataclass(frozen=True, slots=True)
class Kinsman:
    """Another station that has the same procedure, and in what it differs there."""

    id: str
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exempt:
    """A check that found something, and what its file says why that stays so."""

    file: str
    code: str
    reason: Text
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How often a rule found something in a file, which is told without what it is."""

    file: str
    code: str
    severity: Severity
    number: int


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole board as its lists see it."""

    board: BoardSettings
    stations: tuple[StationFolder, ...]
    bulletins: tuple[BulletinFile, ...]
    calendar: WorkCalendar
    today: date
    set_aside: tuple[Exempt, ...] = ()
    history: History = field(default_factory=History)
    found: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)
    """What the rules found, by the id of the station; under an empty one what is no station's."""
    accounts: Mapping[str, Account] = field(default_factory=dict)
    """What each station's files come to, by its id."""

    def station(self, station_id: str) -> StationFolder | None:
        """Return the station of that id, if there is one."""
        return next((folder for folder in self.stations if folder.id == station_id), None)


def neighbours(directory: Directory, named: Mapping[str, frozenset[str]]) -> dict[str, Neighbours]:
    """Return, for each station, what its pages may say of the others.

    ``named`` are the ids it names.
    """
    by_id = {folder.id: folder for folder in directory.stations}
    related = families(directory.stations)
    alike = {
        (folder.id, each.id): likeness(each)
        for family in related.values()
        if len(family) > 1
        for folder, each in family
    }
    result = {}
    for folder in directory.stations:
        siblings = {
            each.id: _kinsmen(folder, each, related.get(kin_of(folder, each), ()), alike)
            for each in folder.procedures
        }
        found = {other.id for others in siblings.values() for other in others}
        ids = named.get(folder.id, frozenset()) | found
        result[folder.id] = Neighbours(
            {each: _neighbour(by_id[each]) for each in sorted(ids) if each in by_id},
            {procedure: others for procedure, others in siblings.items() if others},
        )
    return result


def bulletins_about(directory: Directory) -> dict[str, tuple[BulletinFile, ...]]:
    """Return, for each station, the bulletins about it."""
    about: dict[str, list[BulletinFile]] = {folder.id: [] for folder in directory.stations}
    for file in directory.bulletins:
        for station in dict.fromkeys(file.bulletin.stations):
            if station in about:
                about[station].append(file)
    return {station: tuple(files) for station, files in about.items()}


def _kinsmen(
    folder: StationFolder,
    each: ProcedureFile,
    family: Iterable[tuple[StationFolder, ProcedureFile]],
    alike: Mapping[tuple[str, str], Likeness],
) -> tuple[Kinsman, ...]:
    """Return the first others that have a procedure too, with what is different there."""
    others = tuple(
        islice((member for member in family if member[0].id != folder.id), MOST_SIBLINGS)
    )
    if not others:
        return ()
    own = alike.get((folder.id, each.id)) or likeness(each)
    return tuple(
        Kinsman(other.id, unlike(own, alike.get((other.id, file.id)) or likeness(file)))
        for other, file in others
    )


def _neighbour(folder: StationFolder) -> Neighbour:
    return Neighbour(
        folder.id,
        folder.station.name or Text(folder.id),
        {post.id: post.name for post in folder.station.posts},
        {each.id: each.procedure.title or Text(each.id) for each in folder.procedures},
    )


def redirects(folder: StationFolder) -> dict[str, str]:
    """Return the old addresses of a station and its procedures, each with the new one."""
    moved = {urls.station(old): urls.station(folder.id) for old in folder.station.was}
    for each in folder.procedures:
        for old in each.procedure.was:
            moved[urls.procedure(folder.id, old)] = urls.procedure(folder.id, each.id)
        for old_station in folder.station.was:
            for old in (each.id, *each.procedure.was):
                moved[urls.procedure(old_station, old)] = urls.procedure(folder.id, each.id)
    return moved
