"""A bulletin as a line of a list, with the days on which it is open to objections.

A page out of date corrects itself: it carries the days, and counts those that are left again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.bulletin import Bulletin, Objections
from gongshi.board.folder import BulletinFile
from gongshi.board.text import Text
from gongshi.board.words import BulletinKind
from gongshi.views.chrome import Link
from gongshi.views.parts import Words
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """What is said of a period before, in, on the last day of and after it.

    ``left_one`` and ``left`` count the days that are left, in ``{n}``.
    """

    before: str
    left_one: str
    left: str
    last: str
    ended: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """The days on which objections are taken, with the state on a day and how to object."""

    first: str
    last: str
    state: str
    state_text: str
    words: PeriodWords
    days: str
    phone: str | None
    how: Words | None


@dataclass(frozen=True, slots=True)
class BulletinView:
    """A bulletin in a list."""

    title: Words
    url: str
    date: str
    kind: str
    kind_id: str
    summary: Words | None
    stations: tuple[Link, ...]
    station_ids: tuple[str, ...]
    period: PeriodView | None


def newest(files: Iterable[BulletinFile]) -> list[BulletinFile]:
    """Return bulletins, the newest first."""
    return sorted(files, key=lambda each: (each.bulletin.date, each.id), reverse=True)


def is_open(bulletin: Bulletin, today: datetime.date) -> bool:
    """Return whether objections are taken on a day."""
    objections = bulletin.objections
    return objections is not None and objections.from_ <= today <= objections.to


def bulletin_view(
    file: BulletinFile, voice: Voice, names: Mapping[str, Text], today: datetime.date
) -> BulletinView:
    """Return a bulletin as a line of a list; ``names`` are the stations to name, by id."""
    bulletin = file.bulletin
    return BulletinView(
        title=voice.text(bulletin.title),
        # A bulletin is a page of the first language alone.
        url=urls.relative(urls.bulletin(file.id), voice.page),
        date=voice.date(bulletin.date),
        kind=voice.word(bulletin.kind),
        kind_id=bulletin.kind.value,
        summary=voice.text(bulletin.summary) or None,
        stations=tuple(
            Link(voice.text(names[each]), voice.way(urls.station(each)))
            for each in bulletin.stations
            if each in names
        ),
        station_ids=bulletin.stations,
        period=period_view(bulletin.objections, bulletin.kind, voice, today)
        if bulletin.objections
        else None,
    )


def period_view(
    objections: Objections, kind: BulletinKind, voice: Voice, today: datetime.date
) -> PeriodView:
    """Return the days on which objections are taken, with their state on a day."""
    state, left = period_state(objections, today)
    return PeriodView(
        first=objections.from_.isoformat(),
        last=objections.to.isoformat(),
        state=state,
        state_text=_state_text(state, left, kind, voice),
        words=_words(kind, voice),
        days=voice.say("%(a)s至%(b)s", a=voice.date(objections.from_), b=voice.date(objections.to)),
        phone=objections.phone,
        how=voice.text(objections.how) or None,
    )


def period_state(objections: Objections, today: datetime.date) -> tuple[str, int]:
    """Return whether a period is to come, runs or has ended, and the days left after today.

    On its last day it runs still, and none are left.
    """
    if today < objections.from_:
        return ("before", 0)
    left = (objections.to - today).days
    return ("open", left) if left >= 0 else ("ended", 0)


def _words(kind: BulletinKind, voice: Voice) -> PeriodWords:
    say = voice.say
    if kind is BulletinKind.CONSULTATION:
        return PeriodWords(
            say("还没有开始征求意见"),
            *voice.forms("正在征求意见，还有 %(n)s 天"),
            say("正在征求意见，今天截止"),
            say("征求意见已结束"),
        )
    return PeriodWords(
        say("公示期还没有开始"),
        *voice.forms("公示中，还有 %(n)s 天"),
        say("公示中，今天截止"),
        say("公示已结束"),
    )


def _state_text(state: str, left: int, kind: BulletinKind, voice: Voice) -> str:
    words = _words(kind, voice)
    if state == "open" and left:
        if kind is BulletinKind.CONSULTATION:
            return voice.say("正在征求意见，还有 %(n)s 天", n=left)
        return voice.say("公示中，还有 %(n)s 天", n=left)
    return {"before": words.before, "open": words.last, "ended": words.ended}[state]
