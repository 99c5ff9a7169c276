"""What a rule is shown of a board: a file's value with its surroundings, and what holds outside."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from gongshi.board.base import Value
from gongshi.board.board import BoardSettings
from gongshi.board.bulletin import Bulletin
from gongshi.board.common import Ignore
from gongshi.board.flow import Flow
from gongshi.board.folder import BulletinFile, ProcedureFile, StationFolder
from gongshi.board.paper import Paper, PaperKind
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.words import Nature
from gongshi.board.workdays import WorkCalendar
from gongshi.checks.promises import Promise, promises_of
from gongshi.checks.reference import Reference
from gongshi.checks.walk import Bag, collect
from gongshi.diagnostics.finding import Path

Entry = TypeVar("Entry", bound=Value)

BOARD_FILE = "stations/board.yml"


@dataclass(frozen=True)
class Facts:
    """What rules need of the world: the day, the working days, the files in content/ and sizes.

    ``papers`` are the words of those files; a station by itself is judged without them.
    """

    today: datetime.date
    calendar: WorkCalendar
    content_files: Mapping[str, int] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Case:
    """One file of the board: its name, what it says, and the board that it belongs to."""

    file: str
    value: Any
    board: BoardSettings
    facts: Facts

    @cached_property
    def bag(self) -> Bag:
        """All words and citations of the file, without their places."""
        return collect(self.value)


@dataclass(frozen=True)
class StationCase(Case):
    """A station's own file, in its folder."""

    folder: StationFolder

    @property
    def station(self) -> Station:
        """What the file says."""
        return self.folder.station


@dataclass(frozen=True)
class ProcedureCase(Case):
    """A procedure's file, in its station's folder."""

    folder: StationFolder

    @property
    def procedure(self) -> Procedure:
        """What the file says."""
        return self.value  # type: ignore[no-any-return]

    @property
    def station(self) -> Station:
        """The station that it belongs to."""
        return self.folder.station

    @property
    def is_of_enterprise(self) -> bool:
        """Whether an enterprise offers it, so that the law on administrative acts does not hold."""
        return self.station.nature is Nature.ENTERPRISE

    @cached_property
    def flow(self) -> Flow:
        """Its steps as a graph."""
        return Flow(self.procedure.steps)

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """Its promised limits, with the law and the steps that each is measured by."""
        return promises_of(self.procedure, self.flow, self.facts.calendar)


@dataclass(frozen=True)
class LedgerCase(Case):
    """A ledger's file: its entries."""

    folder: StationFolder

    def entries(self, kind: type[Entry]) -> Iterator[tuple[int, Entry]]:
        """Go through the entries if they are of that kind."""
        for number, entry in enumerate(self.value):
            if isinstance(entry, kind):
                yield number, entry


@dataclass(frozen=True)
class BulletinCase(Case):
    """A bulletin's front matter."""

    @property
    def bulletin(self) -> Bulletin:
        """What it says."""
        return self.value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class BoardCase(Case):
    """The board as a whole: its own file, and the stations as far as others refer to them."""

    bulletins: tuple[BulletinFile, ...]
    stations: tuple[StationFolder, ...]
    references: tuple[Reference, ...]
    station_ids: Collection[str]

    @property
    def pages(self) -> Iterator[Paper]:
        """The Markdown pages of content/."""
        return (paper for paper in self.facts.papers if paper.kind is PaperKind.PAGE)

    @cached_property
    def station_of(self) -> dict[str, StationFolder]:
        """The stations that could be read, by id."""
        return {folder.id: folder for folder in self.stations}

    @property
    def procedures(self) -> Iterator[tuple[StationFolder, ProcedureFile]]:
        """Every procedure with its station."""
        for folder in self.stations:
            for each in folder.procedures:
                yield folder, each


@dataclass(frozen=True)
class IgnoreCase(Case):
    """The exemptions of a file: where each stands, and which of them set something aside."""

    exemptions: tuple[tuple[Path, Ignore], ...]
    used: frozenset[Path]
    codes: frozenset[str]
    """The codes of all rules that can be set aside."""
