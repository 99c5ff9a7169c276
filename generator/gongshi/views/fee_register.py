"""Every fee that is charged anywhere, and what costs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi import urls
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.fee_groups import FeeGroup, fee_groups
from gongshi.views.listings import is_free
from gongshi.views.parts import Words
from gongshi.views.procedure import ProcedureWords


@dataclass(frozen=True, slots=True)
class FreeGroup:
    """The procedures of one station that cost nothing."""

    station: Link
    note: str
    procedures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FeesPage:
    """Every fee with its document, and what costs nothing.

    ``natures`` lead to the groups on the page, ``stations`` to the fees of one station.
    """

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    facts: tuple[str, ...]
    natures: tuple[Link, ...]
    stations: tuple[Link, ...]
    groups: tuple[FeeGroup, ...]
    free: tuple[FreeGroup, ...]


def fees(words: BoardWords) -> FeesPage:
    """Return every fee that is charged anywhere, and what costs nothing."""
    say = words.voice.say
    every = words.words()
    groups = fee_groups(every, with_station=True)
    free = [each for each in every if is_free(each.procedure)]
    charging = [each for each in every if each.procedure.fee_list and not is_free(each.procedure)]
    items = sum(len(group.fees) for group in groups)
    facts = (
        say("%(n)s 个收费项目", n=items) if items else "",
        say("%(n)s 个事项要交钱", n=len(charging)) if charging else "",
        say("%(n)s 个事项不收费", n=len(free)) if free else "",
    )
    return FeesPage(
        crumbs=words.crumbs(),
        title=say("收费公示"),
        lead=say("各站所的全部收费都在这里，清单以外一律不得收费。"),
        facts=tuple(filter(None, facts)),
        natures=tuple(
            Link(words.voice.aside(group.title, len(group.fees)), f"#{group.id}")
            for group in groups
        ),
        stations=_charging_stations(words, charging),
        groups=groups,
        free=_free(words, free),
    )


def _charging_stations(words: BoardWords, charging: Iterable[ProcedureWords]) -> tuple[Link, ...]:
    """Return the stations that charge for anything, each leading to its own fees."""
    found = {each.scene.folder.id: each.station.name for each in charging}
    return tuple(
        Link(words.voice.text(name), words.voice.way(urls.station(station)) + "#fees")
        for station, name in found.items()
    )


def _free(words: BoardWords, free: Iterable[ProcedureWords]) -> tuple[FreeGroup, ...]:
    """Return what costs nothing, station by station."""
    voice = words.voice
    by_station: dict[str, list[ProcedureWords]] = {}
    for each in free:
        by_station.setdefault(each.scene.folder.id, []).append(each)
    return tuple(
        FreeGroup(
            Link(voice.text(members[0].station.name), voice.way(urls.station(station))),
            voice.say("%(n)s 项", n=len(members)),
            tuple(map(_link, members)),
        )
        for station, members in by_station.items()
    )


def _link(words: ProcedureWords) -> Link:
    url = urls.procedure(words.scene.folder.id, words.file.id)
    return Link(words.voice.text(words.procedure.title), words.voice.way(url))
