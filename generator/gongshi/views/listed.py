"""A list of the board in the middle of a Markdown page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongshi.board.listing import Listed, Listing
from gongshi.views.board import BoardWords
from gongshi.views.fee_groups import FeeGroup, fee_groups
from gongshi.views.listings import (
    ProcedureGroup,
    procedure_groups,
)
from gongshi.views.stations import StationGroup, station_groups


@dataclass(frozen=True, slots=True)
class ListingView:
    """One kind of list, or the words that say that there is nothing to list."""

    level: int
    nothing: str
    stations: tuple[StationGroup, ...] = ()
    procedures: tuple[ProcedureGroup, ...] = ()
    fees: tuple[FeeGroup, ...] = ()


def listing(words: BoardWords, asked: Listing, level: int, anchor: str) -> ListingView:
    """Return a list as a page asks for it, with headings of a level.

    ``anchor`` begins the names of its groups, which are told apart from those of other lists.
    A single group needs no heading: the page has said what is listed.
    """
    narrowed, say = _narrowed(words, asked), words.voice.say
    if asked.what is Listed.STATIONS:
        stations = station_groups(narrowed)
        if len(stations) == 1:
            stations = (replace(stations[0], title=None),)
        return ListingView(level, say("现在没有这样的站所。"), stations=stations)
    if asked.what is Listed.PROCEDURES:
        procedures = _procedures(narrowed, asked, anchor)
        return ListingView(level, say("现在没有这样的事项。"), procedures=procedures)
    fees = fee_groups(narrowed.words(), with_station=not asked.station)
    return ListingView(level, say("所有事项都不收费。"), fees=fees)


def _narrowed(words: BoardWords, asked: Listing) -> BoardWords:
    """Return the board as if only those stations were there that are asked for."""
    if asked.kind is None and not asked.station:
        return words
    stations = tuple(
        folder
        for folder in words.directory.stations
        if asked.kind in (None, folder.station.kind) and asked.station in ("", folder.id)
    )
    return BoardWords(replace(words.directory, stations=stations), words.voice)


def _procedures(words: BoardWords, asked: Listing, anchor: str) -> tuple[ProcedureGroup, ...]:
    every = [
        each
        for each in words.listed()
        if not each.procedure.is_retired
        and (not asked.theme or asked.theme in each.procedure.life_events)
    ]
    groups = procedure_groups(every, with_station=not asked.station)
    if asked.theme or len(groups) == 1:
        lines = tuple(line for group in groups for line in group.procedures)
        return (ProcedureGroup("", None, lines),) if lines else ()
    return tuple(replace(group, id=f"{anchor}-{group.id}") for group in groups)
