"""The supervision page: a few figures, where to complain, and the way to each page below it."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.views import complaints, rectifications
from gongshi.views.board import BoardWords
from gongshi.views.chrome import SUPERVISION, Link
from gongshi.views.parts import Complain, Words


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the supervision."""

    name: str
    value: str
    note: str | None
    url: str | None
    alert: bool


@dataclass(frozen=True, slots=True)
class HubCard:
    """A page below, and what one finds there."""

    title: str
    url: str
    lead: str


@dataclass(frozen=True, slots=True)
class SupervisionPage:
    """Supervision over the whole board."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    figures: tuple[Figure, ...]
    cards: tuple[HubCard, ...]
    complain: Complain


def supervision(words: BoardWords) -> SupervisionPage:
    """Return the supervision in figures, with the ways that lead on."""
    voice, say = words.voice, words.voice.say
    return SupervisionPage(
        crumbs=words.crumbs(),
        title=say("监督"),
        lead=say("向谁投诉、整改了什么、群众怎么评。"),
        figures=figures(words),
        cards=tuple(
            HubCard(say(each.title), voice.way(each.url), say(each.lead)) for each in SUPERVISION
        ),
        complain=complaints.anywhere(words),
    )


def figures(words: BoardWords) -> tuple[Figure, ...]:
    """Return the supervision in a few figures."""
    say, way = words.voice.say, words.voice.way
    states = [entry.state for entry in rectifications.entries(words)]
    figures = [
        Figure(
            say("正在整改"),
            say("%(n)s 件", n=states.count("open")),
            None,
            way("rectifications/"),
            alert=False,
        )
    ]
    overdue = states.count("overdue")
    figures.append(
        Figure(
            say("超期没有整改"),
            say("%(n)s 件", n=overdue),
            None,
            way("rectifications/"),
            alert=overdue > 0,
        )
    )
    latest = complaints.by_period(words)[:1]
    for row in latest:
        note = (
            say("按期答复 %(n)s 件", n=row.answered_in_time)
            if row.answered_in_time is not None
            else None
        )
        name = say("%(period)s 收到投诉", period=row.period)
        figures.append(
            Figure(name, say("%(n)s 件", n=row.received), note, way("complaints/"), alert=False)
        )
    figures += _evaluated(words)
    return tuple(figures)


def _evaluated(words: BoardWords) -> list[Figure]:
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
            words.voice.way("evaluations/"),
            alert=False,
        )
    ]
