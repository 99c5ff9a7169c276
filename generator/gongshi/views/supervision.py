"""Supervision over the whole board."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.ledgers import ComplaintFigures
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.listings import (
    EvaluationView,
    LedgerEntry,
    evaluation_view,
    ledger,
    ledger_entry,
)
from gongshi.views.parts import Complain, ComplaintChannel, RemedyView, Words
from gongshi.views.station import ComplaintRow


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the supervision."""

    name: str
    value: str
    note: str | None
    url: str | None
    alert: bool


@dataclass(frozen=True, slots=True)
class EvaluatedStation:
    """A station with its latest evaluation."""

    name: Words
    url: str
    evaluations: tuple[EvaluationView, ...]


@dataclass(frozen=True, slots=True)
class SupervisionPage:
    """Supervision over the whole board."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    figures: tuple[Figure, ...]
    complain: Complain
    ledger: tuple[LedgerEntry, ...]
    stations: tuple[EvaluatedStation, ...]
    complaints: tuple[ComplaintRow, ...]


def supervision(words: BoardWords) -> SupervisionPage:
    """Return the supervision over the whole board."""
    voice, say, board = words.voice, words.voice.say, words.board
    channels = (
        (ComplaintChannel(say("热线"), board.hotline, f"tel:{board.hotline}"),)
        if board.hotline
        else ()
    )
    remedies = tuple(
        RemedyView(
            voice.text(each.name),
            voice.text(each.to),
            voice.duration(each.within) if each.within else None,
        )
        for each in board.remedies
    )
    return SupervisionPage(
        crumbs=words.crumbs(),
        title=say("监督"),
        lead=say("向谁投诉、整改了什么、群众怎么评。"),
        figures=figures(words),
        complain=Complain(channels, remedies, None),
        ledger=entries(words),
        stations=evaluated(words),
        complaints=by_period(words),
    )


def figures(words: BoardWords) -> tuple[Figure, ...]:
    """Return the supervision in a few figures."""
    say, here = words.voice.say, words.voice.way("supervision/")
    states = [entry.state for entry in entries(words)]
    figures = [
        Figure(
            say("正在整改"),
            say("%(n)s 件", n=states.count("open")),
            None,
            here + "#rectifications",
            alert=False,
        )
    ]
    overdue = states.count("overdue")
    figures.append(
        Figure(
            say("超期没有整改"),
            say("%(n)s 件", n=overdue),
            None,
            here + "#rectifications",
            alert=overdue > 0,
        )
    )
    latest = by_period(words)[:1]
    for row in latest:
        note = (
            say("按期答复 %(n)s 件", n=row.answered_in_time)
            if row.answered_in_time is not None
            else None
        )
        name = say("%(period)s 收到投诉", period=row.period)
        figures.append(
            Figure(name, say("%(n)s 件", n=row.received), note, here + "#complaints", alert=False)
        )
    figures += _evaluated(words, here)
    return tuple(figures)


def _evaluated(words: BoardWords, here: str) -> list[Figure]:
    say = words.voice.say
    entries = [each for folder in words.directory.stations for each in folder.evaluations.entries]
    if not entries:
        return []
    year = max(each.year for each in entries)
    scores = [each.score for each in entries if each.year == year and each.score is not None]
    if not scores:
        return []
    average = f"{sum(scores) / len(scores):.1f}"
    return [
        Figure(
            say("%(year)s 年群众评议", year=year),
            say("%(score)s 分", score=average),
            say("%(n)s 个站所平均", n=len(scores)),
            here + "#evaluations",
            alert=False,
        )
    ]


def entries(words: BoardWords) -> tuple[LedgerEntry, ...]:
    """Return the ledger of all stations, the overdue first."""
    entries = [
        ledger_entry(
            entry,
            words.voice,
            words.directory.today,
            Link(words.voice.text(folder.station.name), words.voice.way(urls.station(folder.id))),
            folder.id,
        )
        for folder in words.directory.stations
        for entry in folder.rectifications.entries
    ]
    return ledger(entries)


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


def evaluated(words: BoardWords) -> tuple[EvaluatedStation, ...]:
    """Return the stations that were evaluated, each with its latest year."""
    return tuple(
        EvaluatedStation(
            words.voice.text(folder.station.name),
            words.voice.way(urls.station(folder.id)) + "#evaluations",
            (
                evaluation_view(
                    max(folder.evaluations.entries, key=lambda each: each.year), words.voice
                ),
            ),
        )
        for folder in words.directory.stations
        if folder.evaluations.entries
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
