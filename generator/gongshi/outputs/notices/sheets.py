"""Which notices a station has, and what each is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

from gongshi import labels, urls
from gongshi.board.folder import ProcedureFile
from gongshi.board.text import html_tag
from gongshi.engines import qr, typst
from gongshi.engines.graphviz import Placer
from gongshi.flowchart.chart import Chart
from gongshi.flowchart.drawing import Drawing
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.paper import Room, Sheets, arranged
from gongshi.flowchart.wide import wide
from gongshi.outputs.notices.values import Value, plainly
from gongshi.settings import CHINA
from gongshi.views.flow import words_of
from gongshi.views.parts import Fact, ProcedurePage, Scene
from gongshi.views.procedure import ProcedureWords, procedure_page, version_of
from gongshi.views.shared import public_address
from gongshi.views.voice import Voice

FOLDER: Final = "notices"
_SAID: Final = re.compile(r'say\(\s*"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: its id, its Chinese name, the paper it is set on."""

    id: str
    zh: str
    paper: str


GUIDE: Final = Kind("guide", "办事指南", "a4")
SLIP: Final = Kind("slip", "一次性告知单", "a4")
POSTER: Final = Kind("flowchart", "办理流程图", "a3")
KINDS: Final = (GUIDE, SLIP, POSTER)
"""Every kind of notice, in the order in which pages name them."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sheet to be made: where it goes, what it is of, and what makes its value."""

    path: str
    kind: Kind
    procedure: str
    situation: str
    title: str
    moment: int
    value: Callable[[], Value]


@dataclass(frozen=True, slots=True)
class Desk:
    """What all notices of a station are made on: its scene, the templates, one language."""

    scene: Scene
    templates: Mapping[str, bytes]
    language: str
    placer: Placer

    def voice(self, url: str) -> Voice:
        """Return the voice of the page at an address, to which the notice leads."""
        first = self.scene.board.first_language
        return Voice(self.language, first, urls.in_language(url, self.language, first))


@cache
def templates(folders: tuple[Path, ...]) -> Mapping[str, bytes]:
    """Return every notice template by its path; an earlier folder wins, so the board's is first."""
    found: dict[str, bytes] = {}
    for folder in reversed(folders):
        for path in sorted((folder / FOLDER).rglob("*.typ")):
            found[path.relative_to(folder / FOLDER).as_posix()] = path.read_bytes()
    return found


def notices_of(desk: Desk, file: ProcedureFile) -> Iterator[Notice]:
    """Return the notices of one procedure."""
    made = _OfProcedure(desk, file)
    yield made.notice(GUIDE)
    yield from map(made.slip, made.situations())
    if made.chart.boxes:
        yield made.notice(POSTER)


class _OfProcedure:
    """The notices of one procedure in one language."""

    def __init__(self, desk: Desk, file: ProcedureFile) -> None:
        self.desk = desk
        self.file = file
        self.url = urls.procedure(desk.scene.folder.id, file.id)
        self.voice = desk.voice(self.url)
        self.words = ProcedureWords(desk.scene, file, self.voice)

    @property
    def chart(self) -> Chart:
        return self.words.drawn

    @cached_property
    def page(self) -> ProcedurePage:
        return procedure_page(self.words, Markup(), Markup())

    def situations(self) -> tuple[str, ...]:
        """Return the situations that have a slip each: those of which exactly one holds."""
        exclusive = [group for group in self.page.situations if group.exclusive]
        return tuple(option.id for option in exclusive[0].options) if exclusive else ("",)

    def notice(self, kind: Kind) -> Notice:
        return self._notice(kind, "", lambda: self._value(kind, self.page, ""))

    def slip(self, situation: str) -> Notice:
        return self._notice(
            SLIP, situation, lambda: self._value(SLIP, self._narrowed(situation), situation)
        )

    def _notice(self, kind: Kind, situation: str, value: Callable[[], Value]) -> Notice:
        name = f"{kind.id}-{situation}" if situation else kind.id
        folder, first = self.desk.scene.folder, self.desk.scene.board.first_language
        path = f"{FOLDER}/{folder.id}/{self.file.id}/{name}.pdf"
        reviewed = self.file.procedure.reviewed
        return Notice(
            path=urls.in_language(path, self.desk.language, first),
            kind=kind,
            procedure=self.file.id,
            situation=situation,
            title=self.voice.say(kind.zh),
            moment=_moment(reviewed.date if reviewed else None),
            value=value,
        )

    def _narrowed(self, situation: str) -> ProcedurePage:
        """Return the page as it is for one situation; what others ask for is left out."""
        page = self.page
        others = {
            option.id
            for group in page.situations
            if any(option.id == situation for option in group.options)
            for option in group.options
        } - {situation}

        def holds(situations: tuple[str, ...]) -> bool:
            return not situations or not set(situations) <= others

        def told(situations: tuple[str, ...]) -> str:
            return "" if situation in situations else self.words.situations_text(situations)

        return replace(
            page,
            facts=tuple(_fact_in(fact, situation) for fact in page.facts),
            materials=tuple(
                replace(each, situations_text=told(each.situations))
                for each in page.materials
                if holds(each.situations)
            ),
            fees=tuple(
                replace(each, situations_text=told(each.situations))
                for each in page.fees
                if holds(each.situations)
            ),
            time=replace(
                page.time,
                limits=tuple(
                    replace(each, situations_text=told(each.situations))
                    for each in page.time.limits
                    if holds(each.situations)
                ),
            ),
        )

    # ---- the value -----------------------------------------------------------------------------

    def _value(self, kind: Kind, page: ProcedurePage, situation: str) -> Value:
        desk, voice = self.desk, self.voice
        station, board = desk.scene.folder.station, desk.scene.board
        title = voice.text(self.file.procedure.title)
        reviewed = self.file.procedure.reviewed
        address = public_address(board, voice.page)
        return {
            "title": voice.listed((title.plain, voice.say(kind.zh)), " · "),
            "author": voice.text(station.name).plain,
            "lang": desk.language,
            "region": html_tag(desk.language).partition("-")[2].lower() or None,
            "fonts": [typst.FAMILY],
            "paper": kind.paper,
            "words": self._interface(),
            "head": plainly(
                {
                    "authority": voice.text(station.authority),
                    "station": voice.text(station.name),
                    "kind": voice.say(kind.zh),
                    "title": title,
                    "situation": self.words.situations_text((situation,)) if situation else "",
                    "status": page.badge.text if page.badge else "",
                    "demo": board.demo,
                }
            ),
            "foot": {
                "reviewed": voice.date(reviewed.date) if reviewed else voice.say("还没有人核对过"),
                "version": version_of(self.file.procedure),
                "hotline": board.hotline or "",
                "qr": _code(address) if address else None,
                "url": address.partition("://")[2],
            },
            "page": plainly(page),
            "flow": self._flow(ROOMS[kind.id]) if kind.id in ROOMS else None,
        }

    def _interface(self) -> Mapping[str, str]:
        """Return what the templates say in the notice's language."""
        if self.desk.language == labels.SOURCE_LANGUAGE:
            return {}
        return {text: self.voice.say(text) for text in _texts(tuple(self.desk.templates.values()))}

    def _flow(self, room: Room) -> Value:
        if not self.chart.boxes:
            return None
        words = words_of(self.words.cast.voice)
        drawn = wide(self.chart, words, self.desk.placer)
        made = arranged(drawn, narrow(self.chart, words), room)
        return {
            "alt": f"{drawn.title}. {drawn.description}",
            "lang": drawn.lang,
            **_plain_sheets(made),
        }


ROOMS: Final = {
    GUIDE.id: Room(493, 690, least=8, most=10),
    POSTER.id: Room(706, 880, least=11, most=36),
}
"""The space for the flowchart on each kind of notice that has one."""


def _plain_sheets(made: Sheets) -> Value:
    return {
        "unit": round(made.unit, 4),
        "gutter": made.gutter,
        "sheets": [[_plain_drawing(each) for each in columns] for columns in made.sheets],
    }


def _plain_drawing(drawing: Drawing) -> Value:
    return {
        "width": drawing.width,
        "height": drawing.height,
        "boxes": [
            {
                "rect": each.rect,
                "radius": each.radius,
                "form": each.form.value,
                "refused": each.refused,
                "gate": each.gate,
                "lines": each.lines,
            }
            for each in drawing.boxes
        ],
        "pills": [
            {"rect": each.rect, "radius": each.radius, "lines": each.lines}
            for each in drawing.pills
        ],
        "ends": [
            {"rect": each.rect, "radius": each.radius, "end": each.end, "lines": each.lines}
            for each in drawing.ends
        ],
        "edges": [
            {"points": each.points, "kind": each.kind.value, "tip": each.tip}
            for each in drawing.edges
        ],
        "bars": [{"rect": each.rect} for each in drawing.bars],
        "bands": [{"rect": each.rect, "lines": each.lines} for each in drawing.bands],
    }


def _fact_in(fact: Fact, situation: str) -> Fact:
    """Return an answer as it is in one situation."""
    held = next((each for each in fact.variants if situation in each.situations), None)
    if held is None:
        return replace(fact, variants=()) if situation else fact
    return replace(fact, value=held.value, note=held.note or fact.note, variants=())


@cache
def _texts(templates: tuple[bytes, ...]) -> tuple[str, ...]:
    return tuple(sorted({text for each in templates for text in _SAID.findall(each.decode())}))


@lru_cache(maxsize=64)
def _code(address: str) -> str:
    """Return the address as a picture of its code, black on white."""
    rows = qr.matrix(address)
    size = len(rows) + 2 * qr.BORDER
    path = "".join(
        f"M{x + qr.BORDER} {y + qr.BORDER}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, module in enumerate(row)
        if module == "1"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path d="{path}"/></svg>'
    )


def _moment(day: date | None) -> int:
    """Return the time stamp of a sheet: the day of its last confirmation, never that of a run."""
    known = day or date(2000, 1, 1)
    return int(datetime(known.year, known.month, known.day, tzinfo=CHINA).timestamp())
