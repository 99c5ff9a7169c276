"""All stations, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongshi import urls
from gongshi.board.folder import StationFolder
from gongshi.board.words import StationKind
from gongshi.views.board import BoardWords, ListPage
from gongshi.views.parts import Words
from gongshi.views.shared import open_hours


@dataclass(frozen=True, slots=True)
class StationLine:
    """A station in a list."""

    name: Words
    url: str
    address: Words | None
    phone: str | None
    count: str
    hours: Mapping[str, Any] | None
    badge: str | None


@dataclass(frozen=True, slots=True)
class StationGroup:
    """Stations of one kind."""

    title: str | None
    stations: tuple[StationLine, ...]


def station_groups(words: BoardWords) -> tuple[StationGroup, ...]:
    """Return the stations by kind."""
    by_kind: dict[StationKind | None, list[StationLine]] = {}
    for folder in words.directory.stations:
        by_kind.setdefault(folder.station.kind, []).append(_station_line(words, folder))
    return tuple(
        StationGroup(words.voice.word(kind) or None, tuple(by_kind[kind]))
        for kind in (*StationKind, None)
        if kind in by_kind
    )


def _station_line(words: BoardWords, folder: StationFolder) -> StationLine:
    voice, station = words.voice, folder.station
    count = sum(each.procedure.is_active for each in folder.procedures)
    badge = None
    if not station.is_active:
        badge = voice.word(station.status.state)
    elif any(each.from_ <= words.directory.today <= each.to for each in station.closures):
        badge = voice.say("临时停办")
    return StationLine(
        name=voice.text(station.name),
        url=voice.way(urls.station(folder.id)),
        address=voice.text(station.address) or None,
        phone=station.phone,
        count=voice.say("%(n)s 项", n=count),
        hours=open_hours(station, voice).compact() if station.hours else None,
        badge=badge,
    )


def stations(words: BoardWords) -> ListPage:
    """Return all stations by kind."""
    say = words.voice.say
    lead = say("%(n)s 个站所的地址、电话、办公时间和能办的事。", n=len(words.directory.stations))
    return ListPage(words.crumbs(), say("站所"), lead, groups=station_groups(words))
