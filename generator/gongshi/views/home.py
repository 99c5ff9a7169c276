"""The first page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from gongshi.views import bulletins, changes, life_events, stations, supervision
from gongshi.views.board import BoardWords, SearchPlace
from gongshi.views.bulletin import BulletinView
from gongshi.views.chrome import Link

FIRST_ON_HOME = 3
"""How many procedures of a life event the home page names."""

LATEST_CHANGES = 6
LATEST_BULLETINS = 5
HOME_STATIONS = 24
"""A district with more stations lists them on their own page."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page."""

    question: str
    hints: tuple[Link, ...]
    search: SearchPlace
    life_events: tuple[life_events.EventView, ...]
    life_events_url: str
    procedures: Link
    stations: tuple[stations.StationGroup, ...]
    stations_url: str
    changes: tuple[changes.ChangedDay, ...]
    changes_url: str | None
    supervision: tuple[supervision.Figure, ...]
    supervision_url: str
    bulletins: tuple[BulletinView, ...]
    bulletins_url: str
    text: Markup


def home(words: BoardWords, text: Markup) -> HomePage:
    """Return the first page; ``text`` is what the board itself says there."""
    voice, say = words.voice, words.voice.say
    page = voice.way("search/")
    hints = tuple(Link(hint, f"{page}?q={quote(hint)}") for hint in words.hints())
    count = sum(not each.procedure.is_retired for each in words.listed())
    every = tuple(line for group in stations.station_groups(words) for line in group.stations)
    return HomePage(
        question=say("您想办什么事？"),
        hints=hints,
        search=words.search(),
        life_events=life_events.events(words, FIRST_ON_HOME),
        life_events_url=voice.way("life-events/"),
        procedures=Link(say("全部 %(n)s 个事项", n=count), voice.way("procedures/")),
        stations=(stations.StationGroup(None, every),) if len(every) <= HOME_STATIONS else (),
        stations_url=voice.way("stations/"),
        changes=changes.lately(words, LATEST_CHANGES),
        changes_url=voice.way("changes/"),
        supervision=supervision.figures(words),
        supervision_url=voice.way("supervision/"),
        bulletins=bulletins.latest(words, LATEST_BULLETINS),
        bulletins_url=voice.way("bulletins/"),
        text=text,
    )
