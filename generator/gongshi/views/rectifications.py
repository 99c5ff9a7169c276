"""The rectification ledger of all stations: the page and its feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongshi import urls
from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Rectification
from gongshi.board.words import FoundBy
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.feeds import FeedEntry, feed_way
from gongshi.views.filters import Choice, Field, station_field
from gongshi.views.ledger import STATES, Ledger, anchor, ledger, ledger_entry, order
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class RectificationsPage:
    """Every entry of every station's ledger, with what they can be narrowed by."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    fields: tuple[Field, ...]
    ledger: Ledger
    feed: str | None


def rectifications(words: BoardWords) -> RectificationsPage:
    """Return the ledger of all stations, the overdue first."""
    say, every = words.voice.say, _every(words)
    return RectificationsPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("整改台账"),
        lead=say("发现了什么问题，谁来改，什么时候改好，改成了没有。"),
        fields=_fields(words, every),
        ledger=ledger(
            (
                ledger_entry(
                    entry,
                    folder,
                    words.voice,
                    words.directory.today,
                    Link(
                        words.voice.text(folder.station.name),
                        words.voice.way(urls.station(folder.id)),
                    ),
                )
                for folder, entry in every
            ),
            words.voice,
        ),
        feed=feed_way(words, "rectifications", has_entries=any(feed_entries(words))),
    )


def _every(words: BoardWords) -> list[tuple[StationFolder, Rectification]]:
    every = [
        (folder, entry)
        for folder in words.directory.stations
        for entry in folder.rectifications.entries
    ]
    return sorted(every, key=lambda one: order(one[1]))


def _fields(
    words: BoardWords, every: list[tuple[StationFolder, Rectification]]
) -> tuple[Field, ...]:
    voice = words.voice
    sources = {entry.found_by for _, entry in every}
    return (
        station_field(words, (folder.id for folder, _ in every)),
        # Which states there are is another question every day, so all of them can be asked for.
        Field(
            "state", voice.say("状态"), tuple(Choice(key, voice.say(name)) for key, name in STATES)
        ),
        Field(
            "source",
            voice.say("来源"),
            tuple(Choice(each.value, voice.word(each)) for each in FoundBy if each in sources),
        ),
    )


def feed_entries(words: BoardWords) -> Iterator[FeedEntry]:
    """Go through the entries of all ledgers as those of a feed.

    An entry is as new as the last thing that its dates tell; one without any is not told.
    """
    voice = words.voice
    for folder, entry in _every(words):
        days = _days(entry)
        if not days:
            continue
        yield FeedEntry(
            key=f"rectifications/{folder.id}/{entry.id}/",
            url=urls.in_language(
                f"rectifications/#{anchor(entry, folder.id)}", voice.language, voice.first_language
            ),
            title=voice.text(entry.problem),
            summary=_summary(words, entry),
            published=min(days),
            updated=max(days),
            author=voice.text(folder.station.name),
            categories=(entry.found_by.value,) if entry.found_by else (),
        )


def _days(entry: Rectification) -> list[date]:
    days = (entry.found_on, *(each.date for each in entry.progress), entry.done_on)
    return [day for day in days if day]


def _summary(words: BoardWords, entry: Rectification) -> str:
    """Return what was done and is to be done, in a line; the state is the day's."""
    voice = words.voice
    latest = max(entry.progress, key=lambda each: each.date, default=None)
    told = (
        (voice.say("措施"), voice.text(entry.measure)),
        (voice.say("整改时限"), voice.date(entry.due_now)),
        (voice.say("进展"), voice.text(latest.text) if latest else ""),
        (voice.say("完成日期"), voice.date(entry.done_on)),
        (voice.say("结果"), voice.text(entry.result)),
    )
    parts = (str(voice.pair(name, str(value))) for name, value in told if value)
    return voice.listed(parts, "；" if voice.language == "zh" else "; ")
