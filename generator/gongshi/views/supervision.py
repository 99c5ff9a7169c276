"""The supervision page: a few figures, where to complain, and the way to each page below it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from gongshi.views import complaints
from gongshi.views.board import BoardWords
from gongshi.views.chrome import SUPERVISION, Link
from gongshi.views.evaluation import is_telling
from gongshi.views.parts import Complain, Words


@dataclass(frozen=True, slots=True)
class Tally:
    """How a count of entries goes on as their dates pass.

    ``dues`` are days with how many entries are due on each, ``one`` and ``many`` the words.
    """

    state: str
    dues: str
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the supervision."""

    name: str
    value: str
    note: str | None
    url: str | None
    alert: bool
    tally: Tally | None = None


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
    figures = [
        _tallied(words, "open", say("正在整改")),
        _tallied(words, "overdue", say("超期没有整改")),
    ]
    for latest in complaints.by_period(words)[:1]:
        answered = latest.answered_in_time
        note = say("按期答复 %(n)s 件", n=answered) if answered is not None else None
        name = say("%(period)s收到投诉", period=latest.title)
        count = say("%(n)s 件", n=latest.received)
        figures.append(Figure(name, count, note, way("complaints/"), alert=False))
    figures += _evaluated(words)
    return tuple(figures)


def _tallied(words: BoardWords, state: str, name: str) -> Figure:
    """Return how many entries of the ledgers are in a state, and the dates by which it changes."""
    undone = Counter(
        (entry.due_now or date.max).isoformat()
        for folder in words.directory.stations
        for entry in folder.rectifications.entries
        if entry.done_on is None
    )
    today = words.directory.today.isoformat()
    count = sum(n for due, n in undone.items() if (due < today) == (state == "overdue"))
    one, many = words.voice.forms("%(n)s 件")
    return Figure(
        name,
        words.voice.say("%(n)s 件", n=count),
        None,
        words.voice.way("rectifications/") + f"?state={state}",
        alert=state == "overdue" and count > 0,
        tally=Tally(state, " ".join(f"{due}:{n}" for due, n in sorted(undone.items())), one, many),
    )


def _evaluated(words: BoardWords) -> list[Figure]:
    say = words.voice.say
    entries = [
        each
        for folder in words.directory.stations
        for each in folder.evaluations.entries
        if is_telling(each)
    ]
    if not entries:
        return []
    year = max(each.year for each in entries)
    scores = [each.score for each in entries if each.year == year and each.score is not None]
    if not scores:
        return []
    average = f"{sum(scores) / len(scores):.1f}"
    return [
        Figure(
            say("%(year)s 年民主评议", year=year),
            say("%(score)s 分", score=average),
            say("%(n)s 个站所平均", n=len(scores)),
            words.voice.way("evaluations/"),
            alert=False,
        )
    ]
