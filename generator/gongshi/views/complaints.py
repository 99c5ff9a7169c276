"""Complaints over the whole board: where to turn, what came in, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi.board.ledgers import ComplaintFigures
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.parts import Complain, ComplaintChannel, RemedyView, Words
from gongshi.views.station import ComplaintRow


@dataclass(frozen=True, slots=True)
class ComplaintsPage:
    """Complaints over the whole board."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    complain: Complain
    complaints: tuple[ComplaintRow, ...]


def complaints(words: BoardWords) -> ComplaintsPage:
    """Return where to complain, and the figures of all stations by period."""
    say = words.voice.say
    return ComplaintsPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("投诉办理"),
        lead=say("向谁投诉，收到多少，按时答复了多少，还能怎样救济。"),
        complain=anywhere(words),
        complaints=by_period(words),
    )


def anywhere(words: BoardWords) -> Complain:
    """Return where to complain about any station, and what the board's remedies are."""
    voice, board = words.voice, words.board
    hotline = board.hotline
    channels = (ComplaintChannel(voice.say("热线"), hotline, f"tel:{hotline}"),) if hotline else ()
    remedies = tuple(
        RemedyView(
            voice.text(each.name),
            voice.text(each.to),
            voice.duration(each.within) if each.within else None,
        )
        for each in board.remedies
    )
    return Complain(channels, remedies, None)


def by_period(words: BoardWords) -> tuple[ComplaintRow, ...]:
    """Return the complaints of all stations by period, the latest first."""
    by_period: dict[str, list[ComplaintFigures]] = {}
    for folder in words.directory.stations:
        for each in folder.complaints.entries:
            by_period.setdefault(each.period, []).append(each)
    return tuple(
        ComplaintRow(
            period,
            sum(each.received for each in rows),
            _sum(each.answered_in_time for each in rows),
            _sum(each.upheld for each in rows),
            None,
        )
        for period, rows in sorted(by_period.items(), reverse=True)
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
