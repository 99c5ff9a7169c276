"""The bulletins: their list, the head of each, and what the search knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gongshi import urls
from gongshi.board.folder import BulletinFile
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.feeds import FeedEntry, feed_way
from gongshi.views.listings import BulletinView, bulletin_view
from gongshi.views.parts import Notice, Words
from gongshi.views.search import SearchRecord


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """The head of a bulletin's page."""

    title: Words
    facts: tuple[Words, ...]
    notice: Notice | None


@dataclass(frozen=True, slots=True)
class BulletinsPage:
    """All bulletins."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    bulletins: tuple[BulletinView, ...]
    feed: str | None = None


def lines(words: BoardWords, most: int | None = None) -> tuple[BulletinView, ...]:
    """Return the bulletins, newest first."""
    names = words.names()
    ordered = sorted(
        words.directory.bulletins, key=lambda each: (each.bulletin.date, each.id), reverse=True
    )
    return tuple(
        bulletin_view(each, words.voice, names, words.directory.today) for each in ordered[:most]
    )


def bulletins(words: BoardWords) -> BulletinsPage:
    """Return all bulletins."""
    say = words.voice.say
    shown = lines(words)
    feed = feed_way(words, "bulletins", has_entries=bool(shown))
    return BulletinsPage(words.crumbs(), say("通报和公告"), None, shown, feed)


def bulletin(words: BoardWords, file: BulletinFile) -> BulletinPage:
    """Return a bulletin with its heading, its stations and its objection period."""
    names, voice = words.names(), words.voice
    line = bulletin_view(file, voice, names, words.directory.today)
    stations = tuple(
        Markup('<a href="{}">{}</a>').format(link.url, link.title) for link in line.stations
    )
    objections = file.bulletin.objections
    notice = None
    if line.objections and objections:
        kind = "future" if line.open else "stale"
        notice = Notice(kind, line.objections, voice.text(objections.how) or None)
    return BulletinPage(line.title, (line.kind, line.date, *stations), notice)


def feed_entries(words: BoardWords) -> Iterator[FeedEntry]:
    """Go through the bulletins as entries of a feed."""
    voice = words.voice
    for each in words.directory.bulletins:
        bulletin = each.bulletin
        yield FeedEntry(
            key=urls.bulletin(each.id),
            url=urls.bulletin(each.id),
            title=voice.text(bulletin.title),
            summary=voice.text(bulletin.summary),
            published=bulletin.date,
            updated=bulletin.date,
            categories=(bulletin.kind.value,),
        )


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
