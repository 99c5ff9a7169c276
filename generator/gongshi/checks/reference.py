"""What a station's files name of other stations: small values that cross to where all are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gongshi.board.common import Actor, Status
from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Rectification
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import ID_PATTERN
from gongshi.checks.walk import collect, words
from gongshi.diagnostics.finding import Path

_LINK = re.compile(
    rf"\b(?:station:(?P<station>{ID_PATTERN})|procedure:(?P<of>{ID_PATTERN})/(?P<id>{ID_PATTERN}))"
    rf"(?![\w/])"
)


class Named(StrEnum):
    """What is named."""

    STATION = "station"
    PROCEDURE = "procedure"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Reference:
    """A station, or a procedure or post of it, that is named at a place of a file."""

    file: str
    path: Path
    kind: Named
    station: str
    id: str = ""


def references(folder: StationFolder) -> tuple[Reference, ...]:
    """Return what the files of a station name of stations, its own included."""
    found = [*_of_station(folder.file, folder.station)]
    for each in folder.procedures:
        found += _of_procedure(each.file, each.procedure)
    ledger = folder.rectifications
    for number, entry in enumerate(ledger.entries):
        found += _of_rectification(ledger.file, number, entry)
    for file, value in (
        (folder.evaluations.file, folder.evaluations.entries),
        (folder.complaints.file, folder.complaints.entries),
        (folder.inspections.file, folder.inspections.entries),
    ):
        found += in_words(file, value)
    return tuple(found)


def in_words(file: str, value: Any) -> Iterator[Reference]:
    """Go through the links to stations and procedures in the words of a file."""
    if not _LINK.search(collect(value).words):
        return
    for path, said in words(value):
        for match in _LINK.finditer(said):
            if match["station"]:
                yield Reference(file, path, Named.STATION, match["station"])
            else:
                yield Reference(file, path, Named.PROCEDURE, match["of"], match["id"])


def _of_station(file: str, station: Station) -> Iterator[Reference]:
    yield from _of_status(file, station.status)
    for number, closure in enumerate(station.closures):
        if closure.instead is not None:
            path = ("closures", number, "instead")
            yield Reference(file, path, Named.STATION, closure.instead)
    yield from in_words(file, station)


def _of_procedure(file: str, procedure: Procedure) -> Iterator[Reference]:
    yield from _of_status(file, procedure.status)
    for number, station in enumerate(procedure.takes_part):
        yield Reference(file, ("takes_part", number), Named.STATION, station)
    for number, step in enumerate(procedure.steps):
        yield from _of_actor(file, ("steps", number, "actor"), step.actor)
    yield from _of_actor(file, ("contact",), procedure.contact)
    yield from in_words(file, procedure)


def _of_rectification(file: str, number: int, entry: Rectification) -> Iterator[Reference]:
    if entry.change is not None:
        station, _, procedure = entry.change.procedure.partition("/")
        path = (number, "change", "procedure")
        yield Reference(file, path, Named.PROCEDURE, station, procedure)
    for each in in_words(file, entry):
        yield Reference(file, (number, *each.path), each.kind, each.station, each.id)


def _of_status(file: str, status: Status) -> Iterator[Reference]:
    if status.replaced_by is None:
        return
    station, slash, procedure = status.replaced_by.partition("/")
    kind = Named.PROCEDURE if slash else Named.STATION
    yield Reference(file, ("status", "replaced_by"), kind, station, procedure)


def _of_actor(file: str, path: Path, actor: Actor | None) -> Iterator[Reference]:
    if actor is not None and actor.station is not None:
        yield Reference(file, path, Named.POST, actor.station, actor.post or "")
