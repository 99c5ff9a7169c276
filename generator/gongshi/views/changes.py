"""What changed on the whole board, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi import urls
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class LatelyChanged:
    """A change of a procedure or a station."""

    date: str
    title: Words
    url: str
    station: Words
    text: Words
    effect: str
    effect_text: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """All changes."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    changes: tuple[LatelyChanged, ...]
    feed: str | None = None


def lately(words: BoardWords, most: int | None = None) -> tuple[LatelyChanged, ...]:
    """Return what changed, newest first."""
    found = []
    for folder in words.directory.stations:
        name, home = words.voice.text(folder.station.name), urls.station(folder.id)
        found += [(change.date, name, home, name, change.why) for change in folder.station.changes]
        for each in folder.procedures:
            title = words.voice.text(each.procedure.title)
            url = urls.procedure(folder.id, each.id)
            found += [
                (change.date, title, url, name, change.why) for change in each.procedure.changes
            ]
    found.sort(key=lambda row: (row[0].toordinal(), row[2]), reverse=True)
    return tuple(
        LatelyChanged(
            words.voice.date(day),
            title,
            words.voice.way(url),
            name,
            words.voice.text(why),
            "neutral",
            "",
        )
        for day, title, url, name, why in found[:most]
    )


def changes(words: BoardWords) -> ChangesPage:
    """Return all changes."""
    say = words.voice.say
    lead = say("事项和站所的变动，写明原因。")
    return ChangesPage(words.crumbs(), say("近来的变动"), lead, lately(words))
