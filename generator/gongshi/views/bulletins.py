"""The bulletins: their list, the head of each, their feed, and what the search knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gongshi import urls
from gongshi.board.folder import BulletinFile
from gongshi.board.words import BulletinKind
from gongshi.views.board import BoardWords
from gongshi.views.bulletin import (
    BulletinView,
    PeriodView,
    bulletin_view,
    is_open,
    newest,
)
from gongshi.views.chrome import Link
from gongshi.views.feeds import FeedEntry, feed_way
from gongshi.views.filters import Choice, Field, station_field
from gongshi.views.parts import Words
from gongshi.views.search import SearchRecord


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """The head of a bulletin's page."""

    title: Words
    facts: tuple[Words, ...]
    period: PeriodView | None


@dataclass(frozen=True, slots=True)
class BulletinGroup:
    """The bulletins of one kind, newest first."""

    id: str
    title: str
    bulletins: tuple[BulletinView, ...]


@dataclass(frozen=True, slots=True)
class BulletinsPage:
    """All bulletins by kind, with what they can be narrowed by."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    fields: tuple[Field, ...]
    groups: tuple[BulletinGroup, ...]
    feed: str | None


def latest(words: BoardWords, most: int) -> tuple[BulletinView, ...]:
    """Return a few bulletins: those that are open to objections, then the newest."""
    today = words.directory.today
    ordered = sorted(
        newest(words.directory.bulletins), key=lambda each: not is_open(each.bulletin, today)
    )
    return tuple(bulletin_view(each, words.voice, words.names(), today) for each in ordered[:most])


def bulletins(words: BoardWords) -> BulletinsPage:
    """Return all bulletins by kind."""
    say, every = words.voice.say, newest(words.directory.bulletins)
    kinds = [kind for kind in BulletinKind if any(each.bulletin.kind is kind for each in every)]
    names, today = words.names(), words.directory.today
    return BulletinsPage(
        crumbs=words.crumbs(),
        title=say("通报和公告"),
        lead=say("明察暗访、先进典型、竞争上岗公示、责任追究和征求意见。"),
        fields=(
            station_field(words, (station for each in every for station in each.bulletin.stations)),
            Field(
                "kind",
                say("类别"),
                tuple(Choice(kind.value, words.voice.word(kind)) for kind in kinds),
            ),
        ),
        groups=tuple(
            BulletinGroup(
                kind.value,
                words.voice.word(kind),
                tuple(
                    bulletin_view(each, words.voice, names, today)
                    for each in every
                    if each.bulletin.kind is kind
                ),
            )
            for kind in kinds
        ),
        feed=feed_way(words, "bulletins", has_entries=bool(every)),
    )


def bulletin(words: BoardWords, file: BulletinFile) -> BulletinPage:
    """Return a bulletin with its heading, its stations and its objection period."""
    line = bulletin_view(file, words.voice, words.names(), words.directory.today)
    stations = tuple(
        Markup('<a href="{}">{}</a>').format(link.url, link.title) for link in line.stations
    )
    return BulletinPage(line.title, (line.kind, line.date, *stations), line.period)


def feed_entries(words: BoardWords) -> Iterator[FeedEntry]:
    """Go through the bulletins as entries of a feed."""
    voice = words.voice
    for each in words.directory.bulletins:
        bulletin = each.bulletin
        line = bulletin_view(each, voice, {}, words.directory.today)
        yield FeedEntry(
            key=urls.bulletin(each.id),
            url=urls.bulletin(each.id),
            title=voice.text(bulletin.title),
            summary=_summary(words, line),
            published=bulletin.date,
            updated=bulletin.date,
            categories=(bulletin.kind.value,),
        )


def _summary(words: BoardWords, line: BulletinView) -> Words:
    """Return what a bulletin says, and when objections are taken, the same on any day."""
    if line.period is None:
        return line.summary or ""
    voice, period = words.voice, line.period
    told = (
        str(line.summary or ""),
        voice.pair(voice.say("公示期"), period.days),
        voice.pair(voice.say("电话"), period.phone) if period.phone else "",
    )
    return voice.listed(filter(None, told), " ")


def search_records(words: BoardWords) -> tuple[SearchRecord, ...]:
    """Return what the search knows of bulletins."""
    names = words.names()
    voice = words.voice
    return tuple(
        SearchRecord(
            kind="bulletin",
            url=urls.bulletin(each.id),
            title=(title := voice.text(each.bulletin.title)).plain,
            aliases=(voice.word(each.bulletin.kind),),
            station=voice.listed(
                voice.text(names[station]).plain
                for station in each.bulletin.stations
                if station in names
            ),
            materials=(),
            body=voice.text(each.bulletin.summary).plain,
            facts=voice.date(each.bulletin.date),
            lang=title.lang or voice.language,
        )
        for each in words.directory.bulletins
    )
