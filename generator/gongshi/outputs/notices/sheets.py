"""Which notices a station has, and what each is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Final, TypeVar

from markupsafe import Markup

from gongshi import labels, urls
from gongshi.board.common import Reviewed
from gongshi.board.folder import ProcedureFile
from gongshi.board.text import html_tag
from gongshi.board.version import version_of
from gongshi.board.words import CheckResult
from gongshi.engines import qr, typst
from gongshi.engines.graphviz import Placer
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.wide import wide
from gongshi.outputs.notices.flows import ROOMS, flow_value
from gongshi.outputs.notices.values import Value, plainly
from gongshi.settings import CHINA
from gongshi.views.checklist import CheckPart, checklist
from gongshi.views.flow import words_of
from gongshi.views.parts import Fact, FeeView, LimitView, MaterialView, ProcedurePage, Row, Scene
from gongshi.views.procedure import ProcedureWords, procedure_page
from gongshi.views.shared import (
    commitment_views,
    complain,
    public_address,
    station_view,
)
from gongshi.views.station import StationWords
from gongshi.views.voice import Voice

S = TypeVar("S", MaterialView, FeeView, LimitView)
"""What holds in some situations only."""

FOLDER: Final = urls.NOTICES.rstrip("/")
_SAID: Final = re.compile(r'say\(\s*"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: its id, which is that of its template, its Chinese name, its paper."""

    id: str
    zh: str
    paper: str


GUIDE: Final = Kind("guide", "办事指南", "a4")
SLIP: Final = Kind("slip", "一次性告知单", "a4")
POSTER: Final = Kind("flowchart", "办理流程图", "a3")
SMALL_POSTER: Final = Kind("flowchart-a4", "办理流程图", "a4")
OF_PROCEDURES: Final = (GUIDE, SLIP, POSTER, SMALL_POSTER)

FEES: Final = Kind("fees", "收费公示", "a3")
COMMITMENTS: Final = Kind("commitments", "服务承诺与时限", "a3")
POSTS: Final = Kind("posts", "岗位公示", "a3")
CARDS: Final = Kind("cards", "岗位牌", "a4")
DESK_CARDS: Final = Kind("desk-cards", "桌面岗位牌", "a4")
SUPERVISION: Final = Kind("supervision", "监督公示", "a3")
RECTIFICATIONS: Final = Kind("rectifications", "整改公示", "a3")
EVALUATIONS: Final = Kind("evaluations", "评议结果公示", "a3")
BOOKLET: Final = Kind("booklet", "站所公示册", "a4")
CHECKLIST: Final = Kind("checklist", "明察暗访检查单", "a4")
OF_STATIONS: Final = (
    *(FEES, COMMITMENTS, POSTS, CARDS, DESK_CARDS, SUPERVISION, RECTIFICATIONS, EVALUATIONS),
    *(BOOKLET, CHECKLIST),
)

KINDS: Final = (*OF_PROCEDURES, *OF_STATIONS)
"""Every kind of notice, in the order in which pages name them."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice to be made: where it goes, what it is of, and what makes its value."""

    path: str
    kind: Kind
    procedure: str
    situation: str
    situation_text: str
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

    @property
    def archive_path(self) -> str:
        """Where all notices of the station lie in one archive."""
        path = f"{FOLDER}/{self.scene.folder.id}/notices.zip"
        return urls.in_language(path, self.language, self.scene.board.first_language)

    def say_archive(self) -> str:
        """Return what the archive is called."""
        return self.voice("").say("全部公示单")

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


def notices_of(desk: Desk) -> Iterator[Notice]:
    """Return every notice of a station in one language, those of its procedures first."""
    folder = desk.scene.folder
    active = [_OfProcedure(desk, each) for each in folder.procedures if each.procedure.is_active]
    for each in active:
        yield from each.notices()
    yield from _OfStation(desk, active).notices()
    yield from _OfVisit(desk).notices()


class _Frame:
    """What surrounds every notice of one page: head, foot, language, words of the templates."""

    def __init__(self, desk: Desk, url: str) -> None:
        self.desk = desk
        self.voice = desk.voice(url)
        self.station = desk.scene.folder.station

    def path(self, *parts: str) -> str:
        """Return where a notice goes."""
        path = "/".join((FOLDER, self.desk.scene.folder.id, *parts))
        first = self.desk.scene.board.first_language
        return urls.in_language(f"{path}.pdf", self.desk.language, first)

    def framed(
        self, kind: Kind, head: Mapping[str, object], reviewed: Reviewed | None, version: str
    ) -> dict[str, Value]:
        """Return the value of a notice but for what it shows."""
        voice, board = self.voice, self.desk.scene.board
        named = {"title": "", "situation": "", "status": "", **head}
        title = str(named["title"] or voice.text(self.station.name).plain)
        address = public_address(board, voice.page)
        return {
            "title": voice.listed((title, voice.say(kind.zh)), " · "),
            "author": voice.text(self.station.name).plain,
            "lang": self.desk.language,
            "region": html_tag(self.desk.language).partition("-")[2].lower() or None,
            "fonts": [typst.FAMILY],
            "paper": kind.paper,
            "words": self._interface(),
            "head": plainly(
                {
                    "authority": voice.text(self.station.authority),
                    "station": voice.text(self.station.name),
                    "kind": voice.say(kind.zh),
                    "demo": board.demo,
                    **named,
                }
            ),
            "foot": {
                "reviewed": voice.date(reviewed.date) if reviewed else voice.say("还没有人核对过"),
                "version": version,
                "hotline": board.hotline or "",
                "qr": _code(address) if address else None,
                "url": address.partition("://")[2],
            },
        }

    def _interface(self) -> Mapping[str, str]:
        """Return what the templates say in the notice's language."""
        if self.desk.language == labels.SOURCE_LANGUAGE:
            return {}
        templates = self.desk.templates.values()
        return {text: self.voice.say(text) for each in templates for text in texts_of(each)}


class _OfProcedure(_Frame):
    """The notices of one procedure in one language."""

    def __init__(self, desk: Desk, file: ProcedureFile) -> None:
        super().__init__(desk, urls.procedure(desk.scene.folder.id, file.id))
        self.file = file
        self.words = ProcedureWords(desk.scene, file, self.voice)

    def notices(self) -> Iterator[Notice]:
        """Return the guide, a slip for each situation of which exactly one holds, the posters."""
        yield self._notice(GUIDE, "", lambda: self.page)
        for situation in self._situations():
            yield self._notice(SLIP, situation, partial(self._narrowed, situation))
        if self.words.drawn.boxes:
            yield self._notice(POSTER, "", lambda: None)
            yield self._notice(SMALL_POSTER, "", lambda: None)

    @cached_property
    def page(self) -> ProcedurePage:
        """Everything that the procedure's page says."""
        return procedure_page(self.words, Markup(), Markup())

    def _situations(self) -> tuple[str, ...]:
        exclusive = [group for group in self.words.groups() if group.exclusive]
        return tuple(option.id for option in exclusive[0].options) if exclusive else ("",)

    def _notice(
        self, kind: Kind, situation: str, page: Callable[[], ProcedurePage | None]
    ) -> Notice:
        name = f"{kind.id}-{situation}" if situation else kind.id
        reviewed = self.file.procedure.reviewed

        def value() -> Value:
            named = {
                "title": self.voice.text(self.file.procedure.title),
                "situation": self.words.situations_text((situation,)),
            }
            made = self.framed(kind, named, reviewed, version_of(self.file.procedure))
            return {**made, "page": plainly(page()), "flow": self.flow(kind)}

        return Notice(
            path=self.path(self.file.id, name),
            kind=kind,
            procedure=self.file.id,
            situation=situation,
            situation_text=self.words.situations_text((situation,)),
            title=self.voice.say(kind.zh),
            moment=_moment(reviewed),
            value=value,
        )

    def _narrowed(self, situation: str) -> ProcedurePage:
        """Return the page as it is for one situation; what others ask for is left out."""
        page, words = self.page, self.words
        others = {
            option.id
            for group in page.situations
            if any(option.id == situation for option in group.options)
            for option in group.options
        } - {situation}

        def held(items: tuple[S, ...]) -> tuple[S, ...]:
            return tuple(
                replace(each, situations_text=told(each.situations))
                for each in items
                if not each.situations or not set(each.situations) <= others
            )

        def told(situations: tuple[str, ...]) -> str:
            return "" if situation in situations else words.situations_text(situations)

        return replace(
            page,
            facts=tuple(_fact_in(fact, situation) for fact in page.facts),
            materials=held(page.materials),
            fees=held(page.fees),
            time=replace(page.time, limits=held(page.time.limits)),
        )

    def flow(self, kind: Kind) -> Value:
        """Return the flowchart as large as the paper of a kind allows, or none."""
        drawn = self.words.drawn
        if kind.id not in ROOMS or not drawn.boxes:
            return None
        words = words_of(self.words.cast.voice)
        return flow_value(kind.id, wide(drawn, words, self.desk.placer), narrow(drawn, words))


class _OfStation(_Frame):
    """The notices of a whole station in one language."""

    def __init__(self, desk: Desk, procedures: Sequence[_OfProcedure], url: str = "") -> None:
        super().__init__(desk, url or urls.station(desk.scene.folder.id))
        self.procedures = procedures
        self.words = StationWords(desk.scene, self.voice)

    def notices(self) -> Iterator[Notice]:
        """Return the notices of which there is something to say."""
        station, folder = self.station, self.desk.scene.folder
        if self.procedures:
            yield self._notice(FEES, self._fees)
        if station.commitments or self.procedures:
            yield self._notice(COMMITMENTS, self._commitments)
        if station.posts:
            yield self._notice(POSTS, self._posts)
            yield self._notice(CARDS, self._posts)
            yield self._notice(DESK_CARDS, self._posts)
        yield self._notice(SUPERVISION, self._supervision)
        if folder.rectifications.entries:
            yield self._notice(RECTIFICATIONS, self._rectifications)
        if folder.evaluations.entries:
            yield self._notice(EVALUATIONS, self._evaluations)
        yield self._notice(BOOKLET, self._booklet)

    def _notice(self, kind: Kind, shown: Callable[[], Value]) -> Notice:
        reviewed = self.station.reviewed

        def value() -> Value:
            return {**self.framed(kind, {}, reviewed, self._version), "page": plainly(shown())}

        return Notice(
            path=self.path(kind.id),
            kind=kind,
            procedure="",
            situation="",
            situation_text="",
            title=self.voice.say(kind.zh),
            moment=_moment(reviewed),
            value=value,
        )

    @property
    def _version(self) -> str:
        return self.words.verify().version

    def _fees(self) -> Value:
        charged = [(each.words, each.words.fees()) for each in self.procedures]
        return {
            "charged": [
                {"title": words.voice.text(words.procedure.title), "fees": fees}
                for words, fees in charged
                if not all(map(words.is_free, words.procedure.fee_list))
            ],
            "free": [
                words.voice.text(words.procedure.title)
                for words, _ in charged
                if words.procedure.fees is not None
                and all(map(words.is_free, words.procedure.fee_list))
            ],
        }

    def _commitments(self) -> Value:
        return {
            "commitments": commitment_views(self.words.station, self.words.voice),
            "rules": self.words.rule_rows(),
            "limits": [
                {
                    "title": each.words.voice.text(each.file.procedure.title),
                    "limits": each.words.limits(),
                }
                for each in self.procedures
                if each.words.limits()
            ],
        }

    def _posts(self) -> Value:
        return {"posts": self.words.posts(), "rules": self.words.rule_rows()}

    def _supervision(self) -> Value:
        own = self.station.remedies
        return {
            "complain": complain(
                self.desk.scene, self.voice, own if isinstance(own, tuple) else None
            ),
            "leaders": self.words.leaders(),
            "supervisors": self.words.supervisors(),
            "discipline": self.voice.texts(self.station.discipline),
            "accountability": self.words.accountability(),
        }

    def _rectifications(self) -> Value:
        return {"ledger": self.words.ledger().entries}

    def _evaluations(self) -> Value:
        return {"evaluations": self.words.evaluations().rows, "honours": self.words.honours()}

    def _booklet(self) -> Value:
        return {
            "place": station_view(self.desk.scene.folder, self.voice, None),
            "procedures": [
                {
                    "title": each.words.voice.text(each.file.procedure.title),
                    "page": each.page,
                    "flow": each.flow(BOOKLET),
                }
                for each in self.procedures
            ],
            **self._fees(),
            **self._commitments(),
            **self._posts(),
            **self._supervision(),
            **self._rectifications(),
            **self._evaluations(),
        }


class _OfVisit(_OfStation):
    """What supervisors take along to a station; it leads to the checklist's own page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, (), urls.checklist(desk.scene.folder.id))

    def notices(self) -> Iterator[Notice]:
        """Return the checklist, where there is anything to check."""
        parts = checklist(self.desk.scene, self.voice)
        if parts:
            yield self._notice(CHECKLIST, partial(self._checks, parts))

    def _checks(self, parts: tuple[CheckPart, ...]) -> Value:
        voice, station = self.voice, self.station
        facts = (
            Row(voice.say("地址"), voice.text(station.address)),
            Row(voice.say("电话"), station.phone or ""),
        )
        return {
            "parts": parts,
            "facts": tuple(row for row in facts if row.value),
            "results": tuple(voice.word(each) for each in CheckResult),
        }


def _fact_in(fact: Fact, situation: str) -> Fact:
    """Return an answer as it is in one situation."""
    held = next((each for each in fact.variants if situation in each.situations), None)
    if held is None:
        return replace(fact, variants=()) if situation else fact
    return replace(fact, value=held.value, note=held.note or fact.note, variants=())


@cache
def texts_of(template: bytes) -> tuple[str, ...]:
    """Return what a template says of its own, which is in Chinese, as ``say("…")``."""
    return tuple(_SAID.findall(template.decode()))


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


def _moment(reviewed: Reviewed | None) -> int:
    """Return the time stamp of a sheet: the day of its last confirmation, never that of a run."""
    known = reviewed.date if reviewed else date(2000, 1, 1)
    return int(datetime(known.year, known.month, known.day, tzinfo=CHINA).timestamp())
