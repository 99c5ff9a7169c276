"""A station's folder, file by file, and what crosses from it to the other stations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from gongshi.board.bulletin import Bulletin
from gongshi.board.ledgers import ComplaintFigures, Evaluation, Inspection, Rectification
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import Text

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class ProcedureFile:
    """One procedure and the file it stands in, relative to the board."""

    id: str
    file: str
    procedure: Procedure
    asked: tuple[Text, ...] | None = None
    """What it asks people to bring, where the materials themselves stay at home."""

    @property
    def asks(self) -> tuple[Text, ...]:
        """The names of what a citizen has to bring, each once, as they are listed."""
        if self.asked is not None:
            return self.asked
        asked = (each for each in self.procedure.material_list if not each.shared)
        return tuple({str(each.name): each.name for each in asked}.values())


@dataclass(frozen=True, slots=True)
class LedgerFile(Generic[Entry]):
    """One ledger and the file it stands in; ``file`` is where it would stand if there is none."""

    file: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class BulletinFile:
    """One bulletin: its front matter, and where its page stands (``bulletins/<id>/``)."""

    id: str
    file: str
    bulletin: Bulletin


@dataclass(frozen=True, slots=True)
class StationFolder:
    """A station with its procedures, in the order of their ids, and its ledgers."""

    id: str
    file: str
    station: Station
    procedures: tuple[ProcedureFile, ...] = ()
    rectifications: LedgerFile[Rectification] = field(default_factory=lambda: LedgerFile(""))
    evaluations: LedgerFile[Evaluation] = field(default_factory=lambda: LedgerFile(""))
    complaints: LedgerFile[ComplaintFigures] = field(default_factory=lambda: LedgerFile(""))
    inspections: LedgerFile[Inspection] = field(default_factory=lambda: LedgerFile(""))
