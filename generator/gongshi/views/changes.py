"""What changed on the whole board, day by day, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongshi import urls
from gongshi.board.common import Change as Reason
from gongshi.board.folder import StationFolder
from gongshi.board.text import Said
from gongshi.review.history import Revision
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.feeds import FeedEntry, feed_way
from gongshi.views.parts import ChangeLine, Words
from gongshi.views.past import (
    MOST_LINES,
    Dated,
    dated,
    sentences,
    view,
    weight,
    without_past,
)

FEW_LINES = 3
"""On the first page so many changes of one procedure are told, the rest is a number."""

MOST_CHANGES = 300
"""So many stand on the page; older ones are on the pages of their procedures."""


@dataclass(frozen=True, slots=True)
class LatelyChanged:
    """What changed at a procedure or a station on a day."""

    title: Words
    url: str | None
    """Where it stands; nothing where it is no more."""
    station: Words | None
    lines: tuple[ChangeLine, ...]
    why: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """All that changed on a day."""

    date: str
    iso: str
    changes: tuple[LatelyChanged, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """All changes."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    note: str | None
    """Why changes are not known, or from when on."""
    days: tuple[ChangedDay, ...]
    older: str | None
    """That there are more than the page shows."""
    feed: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Of what the changes are told: its name, its address, its station.

    ``address`` is none where there is no page (any more); ``key`` names the place for ever.
    """

    key: str
    title: Said
    address: str | None
    station: Said | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What changed at one place on one day."""

    place: _Place
    dated: Dated


def _entries(words: BoardWords) -> list[_Entry]:
    """Return all that changed, newest first, of a day what is worse first."""
    found = list(_of_board(words))
    for folder in words.directory.stations:
        found += _of_station(words, folder)
    found.sort(key=lambda each: (-each.dated.day.toordinal(), weight(each.dated), each.place.key))
    return found


def _of_board(words: BoardWords) -> Iterator[_Entry]:
    for number, revision in enumerate(words.directory.history.board):
        name = words.voice.text(revision.title or words.board.name)
        for each in dated([revision], ()):
            yield _Entry(_Place(f"board/{number}", name, None, None), each)


def _of_station(words: BoardWords, folder: StationFolder) -> Iterator[_Entry]:
    voice, past = words.voice, words.directory.history.of(folder.id)
    name, home = voice.text(folder.station.name), urls.station(folder.id)
    own = _Place(home, name, home, None)
    yield from _at(own, past.own, folder.station.changes)
    there = {each.id: each.procedure for each in folder.procedures}
    for procedure_id, procedure in there.items():
        url = urls.procedure(folder.id, procedure_id)
        place = _Place(url, voice.text(procedure.title), url, name)
        yield from _at(place, past.of(procedure_id), procedure.changes)
    for procedure_id, revisions in past.procedures.items():
        if procedure_id not in there:
            title = voice.text(next((each.title for each in revisions), None))
            place = _Place(urls.procedure(folder.id, procedure_id), title, None, name)
            yield from _at(place, revisions, ())


def _at(
    place: _Place, revisions: Sequence[Revision], reasons: Sequence[Reason]
) -> Iterator[_Entry]:
    if revisions or reasons:
        yield from (_Entry(place, each) for each in dated(revisions, reasons))


def lately(words: BoardWords, most: int) -> tuple[ChangedDay, ...]:
    """Return the latest changes, by day."""
    return _days(words, _entries(words)[:most], FEW_LINES)


def _days(
    words: BoardWords, entries: Sequence[_Entry], most_lines: int = MOST_LINES
) -> tuple[ChangedDay, ...]:
    def day(entry: _Entry) -> date:
        return entry.dated.day

    return tuple(
        ChangedDay(
            words.voice.date(each),
            each.isoformat(),
            tuple(_shown(words, one, most_lines) for one in group),
        )
        for each, group in groupby(entries, day)
    )


def _shown(words: BoardWords, entry: _Entry, most_lines: int) -> LatelyChanged:
    told, place = view(entry.dated, words.voice, most_lines), entry.place
    way = words.voice.way(place.address) if place.address is not None else None
    return LatelyChanged(place.title, way, place.station, told.lines, told.why)


def changes(words: BoardWords) -> ChangesPage:
    """Return all changes."""
    say, history = words.voice.say, words.directory.history
    entries = _entries(words)
    return ChangesPage(
        words.crumbs(),
        say("近来的变动"),
        say("事项和站所改了什么，对办事的人是变好还是变差，写明的原因。"),
        without_past(history.absence, history.since, words.voice),
        _days(words, entries[:MOST_CHANGES]),
        say("更早的变动在各事项、站所的页面上。") if len(entries) > MOST_CHANGES else None,
        feed_way(words, "changes", has_entries=bool(entries)),
    )


def feed_entries(words: BoardWords) -> Iterator[FeedEntry]:
    """Return what changed as entries of a feed, one for each place and day."""
    voice = words.voice
    for entry in _entries(words)[:MOST_CHANGES]:
        place, day = entry.place, entry.dated.day
        address = "changes/" if place.address is None else f"{place.address}#history"
        title = place.title
        if place.station is not None:
            title = Said(voice.aside(title.plain, place.station.plain), title.lang)
        yield FeedEntry(
            key=f"changes/{day.isoformat()}/{place.key}",
            url=urls.in_language(address, voice.language, voice.first_language),
            title=title,
            summary="\n".join(sentences(entry.dated, voice)),
            published=day,
            updated=day,
        )
