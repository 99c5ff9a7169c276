"""The page of all notices that can be printed, station by station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.folder import StationFolder
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.parts import Printed, PrintedView, Words
from gongshi.views.shared import printed_views
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class PrintedProcedure:
    """The notices of one procedure."""

    title: Words
    url: str
    notices: tuple[PrintedView, ...]


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """The notices of one station: all in one archive, its own, those of its procedures."""

    id: str
    title: Words
    url: str
    note: str
    notices: tuple[PrintedView, ...]
    procedures: tuple[PrintedProcedure, ...]


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """Every notice that can be printed, station by station."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    groups: tuple[PrintedGroup, ...]


def notices_page(words: BoardWords, printed: Mapping[str, tuple[Printed, ...]]) -> NoticesPage:
    """Return the page of all notices; ``printed`` are those of every station, by its id."""
    say = words.voice.say
    groups = (
        _group(folder, words.voice, printed.get(folder.id, ()))
        for folder in words.directory.stations
    )
    return NoticesPage(
        words.crumbs(),
        say("公示单"),
        say("可以打印的办事指南、一次性告知单、流程图和上墙公示，内容和网页出自同一份数据。"),
        tuple(group for group in groups if group.notices or group.procedures),
    )


def _group(folder: StationFolder, voice: Voice, printed: tuple[Printed, ...]) -> PrintedGroup:
    by_procedure: dict[str, list[Printed]] = {}
    for each in printed:
        by_procedure.setdefault(each.procedure, []).append(each)
    count = sum(each.pages > 0 for each in printed)
    return PrintedGroup(
        folder.id,
        voice.text(folder.station.name),
        voice.way(urls.station(folder.id)),
        voice.say("共%(n)s份", n=count),
        printed_views(by_procedure.get("", ()), voice),
        tuple(
            PrintedProcedure(
                voice.text(each.procedure.title),
                voice.way(urls.procedure(folder.id, each.id)),
                printed_views(by_procedure[each.id], voice),
            )
            for each in folder.procedures
            if each.id in by_procedure
        ),
    )
