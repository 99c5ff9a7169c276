"""The complaints of a station in a period, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.board.ledgers import ComplaintFigures
from gongshi.views.chrome import Link
from gongshi.views.parts import Words
from gongshi.views.voice import Voice

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
HALVES = ("上半年", "下半年")


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """Complaints of a period, with shares in words where there is something to share."""

    period: str
    period_id: str
    station: Link | None
    station_id: str
    received: int
    answered_in_time: int | None
    in_time_share: str
    upheld: int | None
    median: str | None
    note: Words | None


def complaint_row(
    figures: ComplaintFigures, voice: Voice, station_id: str, station: Link | None = None
) -> ComplaintRow:
    """Return a period of a station; ``station`` leads to it where several stand together."""
    median = figures.median_days
    return ComplaintRow(
        period=period_words(figures.period, voice),
        period_id=figures.period,
        station=station,
        station_id=station_id,
        received=figures.received,
        answered_in_time=figures.answered_in_time,
        in_time_share=share(figures.answered_in_time, figures.received),
        upheld=figures.upheld,
        median=None if median is None else voice.say("%(n)g 天", n=median),
        note=voice.text(figures.note) or None,
    )


def share(part: int | None, whole: int) -> str:
    """Return a part of a whole in percent, or nothing where there is none.

    Rounded down, so that all is only said of all.
    """
    return f"{100 * part // whole}%" if part is not None and whole else ""


def period_words(period: str, voice: Voice) -> str:
    """Return a period of account in words: ``2026-Q2`` is the second quarter of 2026."""
    year, _, part = period.partition("-")
    if not part:
        return voice.say("%(year)s 年", year=year)
    if part.isdigit():
        return voice.say("%(year)s 年 %(month)s 月", year=year, month=int(part))
    names = QUARTERS if part.startswith("Q") else HALVES
    return voice.say("%(year)s 年%(part)s", year=year, part=voice.say(names[int(part[1:]) - 1]))
