"""What a Markdown page may list of the board: its stations, procedures or fees, all or some."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.board.base import Word
from gongshi.board.words import StationKind


class Listed(Word):
    """What is listed."""

    STATIONS = "stations", "站所"
    PROCEDURES = "procedures", "事项"
    FEES = "fees", "收费"


@dataclass(frozen=True, slots=True)
class Listing:
    """One list in a page; what is not said does not narrow it."""

    what: Listed
    kind: StationKind | None = None
    station: str = ""
    theme: str = ""
