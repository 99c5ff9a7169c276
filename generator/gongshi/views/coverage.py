"""Who answers at every station, and on which days a post stands on one person."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.coverage import LoneDay, lone_days, single_posts
from gongshi.board.folder import StationFolder
from gongshi.board.station import Post
from gongshi.board.words import Holder, LeaderRole, Weekday
from gongshi.board.workdays import ONE_DAY, SATURDAY, WorkCalendar
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.parts import Words
from gongshi.views.search import SearchRecord
from gongshi.views.shared import open_hours
from gongshi.views.voice import Voice

WEEK = 7
LEAST_WEEKS = 4
MOST_WEEKS = 12
"""A day beyond is in the list below the calendar, not in it."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the calendar: what it is, and how many posts stand on one person."""

    day: str
    number: str
    month: str | None
    """The month, where the calendar begins or the month does."""
    is_off: bool
    alone: int
    told: str
    url: str | None


@dataclass(frozen=True, slots=True)
class LoneLine:
    """A post that stands on one person on a day."""

    station: Words
    url: str
    post: Words
    counter: Words | None
    only: str
    person: Words | None
    phone: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class LoneDate:
    """A day with the posts that stand on one person."""

    id: str
    day: str
    title: str
    posts: tuple[LoneLine, ...]


@dataclass(frozen=True, slots=True)
class SinglePost:
    """A post that never has a second person."""

    station: Words
    url: str
    post: Words
    counter: Words | None
    person: Words | None
    phone: str | None
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for a station, and how many of its posts have two people."""

    name: Words
    url: str
    first: Words | None
    supervising: Words | None
    direct: Words | None
    covered: str


@dataclass(frozen=True, slots=True)
class PostsPage:
    """Who answers, over all stations."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    today: str
    """How many posts stand on one person on the day of the build."""
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[CalendarDay, ...], ...]
    days: tuple[LoneDate, ...]
    singles: tuple[SinglePost, ...]
    stations: tuple[Answerable, ...]


def posts(words: BoardWords) -> PostsPage:
    """Return who answers at every station, and when one person stands alone."""
    say, voice, today = words.voice.say, words.voice, words.directory.today
    stations = [folder for folder in words.directory.stations if folder.station.is_active]
    every = [post for folder in stations for post in folder.station.posts]
    single = [(folder, post) for folder in stations for post in single_posts(folder.station)]
    alone = [(folder, each) for folder in stations for each in lone_days(folder.station, today)]
    alone.sort(key=lambda pair: pair[1].day)
    by_day: dict[datetime.date, list[tuple[StationFolder, LoneDay]]] = {}
    for folder, each in alone:
        by_day.setdefault(each.day, []).append((folder, each))
    here = len(by_day.get(today, ()))
    return PostsPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("岗位和责任人"),
        lead=say(
            "%(stations)s 个站所的 %(n)s 个岗位，%(covered)s 个有 A、B 两人互相顶岗。",
            stations=len(stations),
            n=len(every),
            covered=len(every) - len(single),
        ),
        today=say("%(day)s有 %(n)s 个岗位只有一人在。", day=voice.date(today), n=here)
        if here
        else say("%(day)s没有公布单人值守。", day=voice.date(today)),
        weekdays=tuple(_short(each, voice) for each in Weekday),
        weeks=_weeks(by_day, words),
        days=tuple(_date(day, alone_here, words) for day, alone_here in by_day.items()),
        singles=tuple(_single(folder, post, voice) for folder, post in single),
        stations=tuple(_answerable(folder, voice) for folder in stations),
    )


def search_records(words: BoardWords) -> Iterator[SearchRecord]:
    """Return what the search knows of the page."""
    voice = words.voice
    yield SearchRecord(
        kind="page",
        url=urls.in_language("posts/", voice.language, voice.first_language),
        title=voice.say("岗位和责任人"),
        aliases=tuple(map(voice.say, ("AB岗", "责任人", "首问负责", "顶岗"))),
        station="",
        materials=(),
        body="",
        facts=voice.say("各站所谁负责，哪个岗位哪天只有一人在。"),
        lang=voice.language,
    )


def note(folder: StationFolder, voice: Voice) -> str | None:
    """Return how many posts of a station have two people, as a sentence."""
    every = len(folder.station.posts)
    alone = len(single_posts(folder.station))
    if not every:
        return None
    if not alone:
        return voice.say("%(n)s 个岗位都有 A、B 两人互相顶岗。", n=every)
    return voice.say(
        "%(n)s 个岗位，%(covered)s 个有 A、B 两人互相顶岗，%(alone)s 个只有一人。",
        n=every,
        covered=every - alone,
        alone=alone,
    )


# ---- the calendar -----------------------------------------------------------------------------


def _weeks(
    by_day: dict[datetime.date, list[tuple[StationFolder, LoneDay]]], words: BoardWords
) -> tuple[tuple[CalendarDay, ...], ...]:
    """Return whole weeks from this one to that of the last published day."""
    today = words.directory.today
    monday = today - today.weekday() * ONE_DAY
    last = max(by_day, default=today)
    number = min(max((last - monday).days // WEEK + 1, LEAST_WEEKS), MOST_WEEKS)
    return tuple(
        tuple(
            _calendar_day(monday + (week * WEEK + day) * ONE_DAY, by_day, words, not week + day)
            for day in range(WEEK)
        )
        for week in range(number)
    )


def _calendar_day(
    day: datetime.date,
    by_day: dict[datetime.date, list[tuple[StationFolder, LoneDay]]],
    words: BoardWords,
    is_first: bool,
) -> CalendarDay:
    voice, alone = words.voice, len(by_day.get(day, ()))
    is_off = _is_off(day, words.directory.calendar)
    told = [voice.date(day)]
    if is_off:
        told.append(voice.say("休息日"))
    if alone:
        told.append(voice.say("%(n)s 个岗位只有一人", n=alone))
    return CalendarDay(
        day.isoformat(),
        str(day.day),
        voice.month(day) if is_first or day.day == 1 else None,
        is_off,
        alone,
        voice.listed(told),
        f"#day-{day.isoformat()}" if alone else None,
    )


def _short(weekday: Weekday, voice: Voice) -> str:
    """Return the name of a weekday for a narrow column."""
    return voice.word(weekday)[: None if voice.language == "zh" else 3]


def _is_off(day: datetime.date, calendar: WorkCalendar) -> bool:
    """Tell whether a day is off; of a year that is not published yet the weekends are."""
    if day.year in calendar.years:
        return not calendar.is_workday(day)
    return day.weekday() >= SATURDAY


def _date(
    day: datetime.date, here: Iterable[tuple[StationFolder, LoneDay]], words: BoardWords
) -> LoneDate:
    voice = words.voice
    return LoneDate(
        f"day-{day.isoformat()}",
        day.isoformat(),
        voice.aside(voice.date(day), voice.word(tuple(Weekday)[day.weekday()])),
        tuple(_line(folder, each, words) for folder, each in here),
    )


def _line(folder: StationFolder, each: LoneDay, words: BoardWords) -> LoneLine:
    voice, post = words.voice, each.post
    is_open = open_hours(folder.station, voice).on(each.day, words.directory.calendar)
    return LoneLine(
        station=voice.text(folder.station.name),
        url=_post_url(folder, post, voice),
        post=voice.text(post.name),
        counter=voice.text(post.counter) or None,
        only=voice.say("只有 A 岗在") if each.only is Holder.A else voice.say("只有 B 岗在"),
        person=voice.plain(each.person.name) if each.person else None,
        phone=post.phone or folder.station.phone,
        note=None if is_open else voice.say("这天站所不开门"),
    )


# ---- who answers ------------------------------------------------------------------------------


def _single(folder: StationFolder, post: Post, voice: Voice) -> SinglePost:
    person = post.a or post.b
    return SinglePost(
        station=voice.text(folder.station.name),
        url=_post_url(folder, post, voice),
        post=voice.text(post.name),
        counter=voice.text(post.counter) or None,
        person=voice.plain(person.name) if person else None,
        phone=post.phone or folder.station.phone,
        reason=voice.text(post.single) or None,
    )


def _post_url(folder: StationFolder, post: Post, voice: Voice) -> str:
    return f"{voice.way(urls.station(folder.id))}#post-{post.id}"


def _answerable(folder: StationFolder, voice: Voice) -> Answerable:
    names: dict[LeaderRole, list[Words]] = {}
    for each in folder.station.leaders:
        names.setdefault(each.role, []).append(voice.plain(each.name))

    def named(role: LeaderRole) -> Words | None:
        return voice.listed(names[role]) if role in names else None

    every, single = len(folder.station.posts), len(single_posts(folder.station))
    return Answerable(
        voice.text(folder.station.name),
        voice.way(urls.station(folder.id)) + "#posts",
        named(LeaderRole.FIRST),
        named(LeaderRole.SUPERVISING),
        named(LeaderRole.DIRECT),
        voice.say("%(covered)s/%(all)s", covered=every - single, all=every),
    )
