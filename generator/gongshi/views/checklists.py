"""The pages of the checklists: one of each station, and the list of all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gongshi import urls
from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Inspection
from gongshi.board.words import CheckResult
from gongshi.engines import qr
from gongshi.views.board import BoardWords
from gongshi.views.checklist import (
    CheckPart,
    Keys,
    checklist,
    file_of,
    form,
    keys_of,
    results_of,
)
from gongshi.views.chrome import Link
from gongshi.views.parts import Row, Scene, Words
from gongshi.views.search import SearchRecord
from gongshi.views.shared import public_address
from gongshi.views.voice import Voice

FORM = "inspection.yml"
"""The file below a checklist's address in which the form stands alone."""


@dataclass(frozen=True, slots=True)
class HandBack:
    """How the results come back: the form, its own file, where it belongs."""

    form: str
    url: str
    file: str
    keys: Keys
    results: tuple[tuple[str, str], ...]
    """Each result as the form spells it and as people say it."""


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """The checklist for visits to one station, to print and to hand back."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words
    station: Link
    facts: tuple[Row, ...]
    parts: tuple[CheckPart, ...]
    back: HandBack
    qr: Markup | None
    url: str
    made: str


def checklist_page(scene: Scene, voice: Voice) -> ChecklistPage:
    """Return the checklist of a station, with the form to hand the results back."""
    say, station, folder = voice.say, scene.folder.station, scene.folder
    name = voice.text(station.name)
    parts = checklist(scene, voice)
    address = public_address(scene.board, voice.page)
    facts = (
        Row(say("地址"), voice.text(station.address)),
        Row(say("咨询电话"), station.phone or ""),
    )
    return ChecklistPage(
        crumbs=(
            Link(say("监督"), voice.way("supervision/")),
            Link(say("检查单"), voice.way(urls.CHECKLISTS)),
        ),
        title=say("明察暗访检查单：%(station)s", station=name),
        lead=say(
            "共 %(n)s 条，全部来自这个站所自己的公示和承诺。"
            "按顺序走一遍，勾出结果，交回来就公布在站所的页面上。",
            n=sum(len(part.lines) for part in parts),
        ),
        station=Link(name, voice.way(urls.station(folder.id))),
        facts=tuple(row for row in facts if row.value),
        parts=parts,
        back=_hand_back(scene, parts, voice),
        qr=qr.svg(address, say("本页网址的二维码")) if address else None,
        url=address.partition("://")[2],
        made=voice.date(scene.today),
    )


def _hand_back(scene: Scene, parts: tuple[CheckPart, ...], voice: Voice) -> HandBack:
    said = tuple(voice.word(each) for each in CheckResult)
    return HandBack(
        form(scene, parts, voice),
        FORM,
        file_of(scene.folder),
        keys_of(voice),
        tuple(zip(results_of(voice), said, strict=True)),
    )


def form_text(scene: Scene, voice: Voice) -> str:
    """Return the form alone, as the file that can be downloaded."""
    return form(scene, checklist(scene, voice), voice)


def search_record(scene: Scene, voice: Voice) -> SearchRecord:
    """Return what the search knows of a checklist."""
    name = voice.text(scene.folder.station.name)
    return SearchRecord(
        kind="page",
        url=urls.in_language(urls.checklist(scene.folder.id), voice.language, voice.first_language),
        title=voice.say("明察暗访检查单"),
        aliases=(),
        station=name.plain,
        materials=(),
        body="",
        facts=voice.say("按站所自己的承诺逐条查"),
        lang=name.lang or voice.language,
    )


# ---- the list of all -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A station's checklist in the list, with what the latest visit found."""

    title: Words
    url: str
    visited: str
    result: str | None


@dataclass(frozen=True, slots=True)
class ChecklistsPage:
    """The checklists of all stations."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    checklists: tuple[ChecklistLine, ...]


def checklists(words: BoardWords) -> ChecklistsPage:
    """Return the checklists of all stations, those not visited for longest first."""
    voice, say = words.voice, words.voice.say
    stations = [each for each in words.directory.stations if each.station.is_active]
    return ChecklistsPage(
        crumbs=(*words.crumbs(), Link(say("监督"), voice.way("supervision/"))),
        title=say("明察暗访检查单"),
        lead=say(
            "每个站所一份，由它自己的公示和承诺生成，打印出来就能去查。"
            "结果交回后公布在站所的页面上。很久没有查过的排在前面。"
        ),
        checklists=tuple(_line(each, voice) for each in sorted(stations, key=_visited)),
    )


def _line(folder: StationFolder, voice: Voice) -> ChecklistLine:
    latest = _latest(folder.inspections.entries)
    counted = latest.checks if latest else ()
    passed = sum(check.result is CheckResult.PASS for check in counted)
    failed = sum(check.result is CheckResult.FAIL for check in counted)
    return ChecklistLine(
        title=voice.text(folder.station.name),
        url=voice.way(urls.checklist(folder.id)),
        visited=voice.say("上次检查：%(day)s", day=voice.date(latest.date))
        if latest
        else voice.say("还没有检查过"),
        result=voice.say("合格 %(a)s 条，不合格 %(b)s 条", a=passed, b=failed) if counted else None,
    )


def _latest(visits: Iterable[Inspection]) -> Inspection | None:
    return max(visits, key=lambda each: each.date, default=None)


def _visited(folder: StationFolder) -> datetime.date:
    latest = _latest(folder.inspections.entries)
    return latest.date if latest else datetime.date.min


def search_records(words: BoardWords) -> Iterator[SearchRecord]:
    """Return what the search knows of the list."""
    voice = words.voice
    yield SearchRecord(
        kind="page",
        url=urls.in_language(urls.CHECKLISTS, voice.language, voice.first_language),
        title=voice.say("明察暗访检查单"),
        aliases=(voice.say("行风监督员检查单"),),
        station="",
        materials=(),
        body="",
        facts=voice.say("每个站所一份，可以打印"),
        lang=voice.language,
    )
