"""The pages of the whole board: the first page, the lists, the registers, the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from gongshi import urls
from gongshi.board.folder import BulletinFile, ProcedureFile, StationFolder
from gongshi.board.ledgers import ComplaintFigures
from gongshi.board.text import Said, Text, html_tag
from gongshi.board.words import ProcedureType, StationKind
from gongshi.views.chrome import SECTIONS, Link, search_index
from gongshi.views.directory import Directory, Neighbours
from gongshi.views.listings import (
    BulletinView,
    EvaluationView,
    FeeGroup,
    LedgerEntry,
    ProcedureGroup,
    bulletin_view,
    evaluation_view,
    fee_groups,
    is_free,
    ledger,
    ledger_entry,
    procedure_groups,
)
from gongshi.views.parts import Complain, ComplaintChannel, Notice, RemedyView, Scene, Words
from gongshi.views.procedure import ProcedureWords
from gongshi.views.search import SearchRecord
from gongshi.views.shared import open_hours
from gongshi.views.station import ComplaintRow
from gongshi.views.voice import Voice

FIRST_ON_HOME = 3
"""How many procedures of a life event the home page names."""

LATEST_CHANGES = 6
LATEST_BULLETINS = 5
HOME_STATIONS = 24
"""A district with more stations lists them on their own page."""

HINTS = ("身份证", "营业执照", "结婚登记", "居住证", "养犬登记")
"""Questions to begin with, of which those that the board can answer are shown."""

MOST_HINTS = 3

NO_NEIGHBOURS = Neighbours({}, {})


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow a list by."""

    id: str
    title: Words

    @property
    def lang(self) -> str:
        """The language of the title where it is not the page's, for it stands without markup."""
        return html_tag(self.title.lang) if isinstance(self.title, Said) else ""


@dataclass(frozen=True, slots=True)
class EventView:
    """A life event with its first procedures."""

    name: Words
    url: str
    procedures: tuple[Link, ...]
    more: str


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
class Figure:
    """A figure of the supervision."""

    name: str
    value: str
    note: str | None
    url: str | None
    alert: bool


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A procedure's limits."""

    title: Words
    url: str
    station: Words | None
    case: str | None
    statutory: str | None
    committed: str | None
    saved: str | None


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """Limits under one heading."""

    title: str
    rows: tuple[LimitRow, ...]


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link of the site map with those below it."""

    title: Words
    url: str
    links: tuple[MapLink, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluatedStation:
    """A station with its latest evaluation."""

    name: Words
    url: str
    evaluations: tuple[EvaluationView, ...]


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """Where a search box finds its index."""

    base: str
    index: str
    page: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page."""

    question: str
    hints: tuple[Link, ...]
    search: SearchPlace
    life_events: tuple[EventView, ...]
    life_events_url: str
    procedures: Link
    stations: tuple[StationGroup, ...]
    stations_url: str
    changes: tuple[LatelyChanged, ...]
    changes_url: str | None
    supervision: tuple[Figure, ...]
    supervision_url: str
    bulletins: tuple[BulletinView, ...]
    bulletins_url: str
    text: Markup


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that is a heading and a list; which fields are filled its template says."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    groups: tuple[Any, ...] = ()
    stations: tuple[Choice, ...] = ()
    audiences: tuple[Choice, ...] = ()
    themes: tuple[Choice, ...] = ()
    free: tuple[Link, ...] = ()
    events: tuple[EventView, ...] = ()
    bulletins: tuple[BulletinView, ...] = ()
    changes: tuple[LatelyChanged, ...] = ()
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class SupervisionPage:
    """Supervision over the whole board."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    figures: tuple[Figure, ...]
    complain: Complain
    ledger: tuple[LedgerEntry, ...]
    stations: tuple[EvaluatedStation, ...]
    complaints: tuple[ComplaintRow, ...]


@dataclass(frozen=True, slots=True)
class SearchBlock:
    """Everything that is found, and what to try when nothing is."""

    base: str
    index: str
    page: str
    all: str
    suggestions: tuple[str, ...]
    topics: tuple[Link, ...]
    hotline: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of the search."""

    crumbs: tuple[Link, ...]
    title: Words
    search: SearchBlock


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """The page for dead addresses."""

    title: str
    lead: str
    search: SearchPlace
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OldReview:
    """Something that was not confirmed for too long."""

    title: Words
    url: str
    reviewed: str


@dataclass(frozen=True, slots=True)
class SetAsideView:
    """A check that is set aside, and why."""

    title: Words
    url: str
    rule: str
    reason: Words


@dataclass(frozen=True, slots=True)
class AboutDataPage:
    """What is published, how good it is by the board's own checks, and what was set aside."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    files: tuple[Any, ...]
    licence: Link | None
    scores: tuple[Any, ...]
    ignored: tuple[SetAsideView, ...]
    overdue: tuple[OldReview, ...]


REVIEW_OVERDUE_DAYS = 180
"""From what age on a confirmation is told as overdue."""


class BoardWords:
    """The whole board in one language, from one page."""

    def __init__(self, directory: Directory, voice: Voice) -> None:
        """Know the directory and the page's voice."""
        self.directory = directory
        self.board = directory.board
        self.voice = voice

    def crumbs(self) -> tuple[Link, ...]:
        """Return the way from the first page."""
        return (Link(self.voice.say("首页"), self.voice.way("")),)

    def words(self) -> tuple[ProcedureWords, ...]:
        """Return every active procedure of every active station."""
        return tuple(
            self._words(folder, each)
            for folder in self.directory.stations
            if folder.station.is_active
            for each in folder.procedures
            if each.procedure.is_active
        )

    @cached_property
    def _by_event(self) -> Mapping[str, tuple[ProcedureWords, ...]]:
        """The procedures of each life event, also the suspended."""
        found: dict[str, list[ProcedureWords]] = {}
        for each in self.listed():
            if not each.procedure.is_retired:
                for event in each.procedure.life_events:
                    found.setdefault(event, []).append(each)
        return {event: tuple(members) for event, members in found.items()}

    def listed(self) -> tuple[ProcedureWords, ...]:
        """Return every procedure of every active station, also the suspended; the retired last."""
        every = [
            self._words(folder, each)
            for folder in self.directory.stations
            if folder.station.is_active
            for each in folder.procedures
        ]
        return tuple(sorted(every, key=lambda each: each.procedure.is_retired))

    def _words(self, folder: StationFolder, file: ProcedureFile) -> ProcedureWords:
        scene = Scene(
            self.board, folder, NO_NEIGHBOURS, self.directory.calendar, self.directory.today
        )
        return ProcedureWords(scene, file, self.voice)

    def names(self) -> dict[str, Text]:
        """Return the stations' names by id."""
        return {
            folder.id: folder.station.name
            for folder in self.directory.stations
            if folder.station.name
        }

    def search(self) -> SearchPlace:
        """Return where a search box on this page finds its index."""
        base = urls.relative("", self.voice.page) or "./"
        return SearchPlace(base, search_index(self.voice.language), self.voice.way("search/"))

    def hints(self) -> tuple[str, ...]:
        """Return a few questions with which to begin: words in the names of procedures."""
        names = {
            name.casefold()
            for each in self.words()
            for name in (self.voice.text(each.procedure.title).plain, *each.procedure.aliases)
        }
        hints = (self.voice.say(hint) for hint in HINTS)
        known = (hint for hint in hints if any(hint.casefold() in name for name in names))
        return tuple(islice(known, MOST_HINTS))

    # ---- lists

    def station_groups(self) -> tuple[StationGroup, ...]:
        """Return the stations by kind."""
        by_kind: dict[StationKind | None, list[StationLine]] = {}
        for folder in self.directory.stations:
            by_kind.setdefault(folder.station.kind, []).append(self._station_line(folder))
        return tuple(
            StationGroup(self.voice.word(kind) or None, tuple(by_kind[kind]))
            for kind in (*StationKind, None)
            if kind in by_kind
        )

    def _station_line(self, folder: StationFolder) -> StationLine:
        voice, station = self.voice, folder.station
        count = sum(each.procedure.is_active for each in folder.procedures)
        badge = None
        if not station.is_active:
            badge = voice.word(station.status.state)
        elif any(each.from_ <= self.directory.today <= each.to for each in station.closures):
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

    def events(self, most: int | None = None) -> tuple[EventView, ...]:
        """Return the life events under which there is anything, with their first procedures."""
        return tuple(
            EventView(
                name=self.voice.text(event.name),
                url=self.voice.way(urls.life_event(event.id)),
                procedures=tuple(
                    Link(
                        self.voice.text(each.procedure.title),
                        self.voice.way(urls.procedure(each.scene.folder.id, each.file.id)),
                    )
                    for each in (members if most is None else members[:most])
                ),
                more=self.voice.say("共 %(n)s 项", n=len(members)),
            )
            for event in self.board.life_events
            if (members := self.of_event(event.id))
        )

    def of_event(self, event_id: str) -> tuple[ProcedureWords, ...]:
        """Return the procedures of a life event, also the suspended."""
        return self._by_event.get(event_id, ())

    def changes(self, most: int | None = None) -> tuple[LatelyChanged, ...]:
        """Return what changed, newest first."""
        found = []
        for folder in self.directory.stations:
            name, home = self.voice.text(folder.station.name), urls.station(folder.id)
            found += [
                (change.date, name, home, name, change.why) for change in folder.station.changes
            ]
            for each in folder.procedures:
                title = self.voice.text(each.procedure.title)
                url = urls.procedure(folder.id, each.id)
                found += [
                    (change.date, title, url, name, change.why) for change in each.procedure.changes
                ]
        found.sort(key=lambda row: (row[0].toordinal(), row[2]), reverse=True)
        return tuple(
            LatelyChanged(
                self.voice.date(day),
                title,
                self.voice.way(url),
                name,
                self.voice.text(why),
                "neutral",
                "",
            )
            for day, title, url, name, why in found[:most]
        )

    def bulletins(self, most: int | None = None) -> tuple[BulletinView, ...]:
        """Return the bulletins, newest first."""
        names = self.names()
        ordered = sorted(
            self.directory.bulletins, key=lambda each: (each.bulletin.date, each.id), reverse=True
        )
        return tuple(
            bulletin_view(each, self.voice, names, self.directory.today) for each in ordered[:most]
        )

    def limit_groups(self) -> tuple[LimitGroup, ...]:
        """Return every limit, by the type of procedure."""
        groups: dict[ProcedureType | None, list[LimitRow]] = {}
        for words in self.words():
            groups.setdefault(words.procedure.type, []).extend(self._limit_rows(words))
        return tuple(
            LimitGroup(self.voice.word(kind) or self.voice.say("其他"), tuple(groups[kind]))
            for kind in (*ProcedureType, None)
            if groups.get(kind)
        )

    def _limit_rows(self, words: ProcedureWords) -> Iterable[LimitRow]:
        for case in words.limits():
            yield LimitRow(
                title=self.voice.text(words.procedure.title),
                url=self.voice.way(urls.procedure(words.scene.folder.id, words.file.id)) + "#time",
                station=self.voice.text(words.station.name),
                case=case.situations_text or None,
                statutory=case.statutory.text if case.statutory else None,
                committed=case.committed.text if case.committed else None,
                saved=self.voice.say("约早 %(n)s 天", n=case.saved) if case.saved else None,
            )

    # ---- supervision

    def figures(self) -> tuple[Figure, ...]:
        """Return the supervision in a few figures."""
        say, here = self.voice.say, self.voice.way("supervision/")
        states = [entry.state for entry in self.ledger()]
        figures = [
            Figure(
                say("正在整改"),
                say("%(n)s 件", n=states.count("open")),
                None,
                here + "#rectifications",
                alert=False,
            )
        ]
        overdue = states.count("overdue")
        figures.append(
            Figure(
                say("超期没有整改"),
                say("%(n)s 件", n=overdue),
                None,
                here + "#rectifications",
                alert=overdue > 0,
            )
        )
        latest = self.complaints()[:1]
        for row in latest:
            note = (
                say("按期答复 %(n)s 件", n=row.answered_in_time)
                if row.answered_in_time is not None
                else None
            )
            name = say("%(period)s 收到投诉", period=row.period)
            figures.append(
                Figure(
                    name, say("%(n)s 件", n=row.received), note, here + "#complaints", alert=False
                )
            )
        figures += self._evaluated(here)
        return tuple(figures)

    def _evaluated(self, here: str) -> list[Figure]:
        say = self.voice.say
        entries = [
            each for folder in self.directory.stations for each in folder.evaluations.entries
        ]
        if not entries:
            return []
        year = max(each.year for each in entries)
        scores = [each.score for each in entries if each.year == year and each.score is not None]
        if not scores:
            return []
        average = f"{sum(scores) / len(scores):.1f}"
        return [
            Figure(
                say("%(year)s 年群众评议", year=year),
                say("%(score)s 分", score=average),
                say("%(n)s 个站所平均", n=len(scores)),
                here + "#evaluations",
                alert=False,
            )
        ]

    def ledger(self) -> tuple[LedgerEntry, ...]:
        """Return the ledger of all stations, the overdue first."""
        entries = [
            ledger_entry(
                entry,
                self.voice,
                self.directory.today,
                Link(self.voice.text(folder.station.name), self.voice.way(urls.station(folder.id))),
                folder.id,
            )
            for folder in self.directory.stations
            for entry in folder.rectifications.entries
        ]
        return ledger(entries)

    def complaints(self) -> tuple[ComplaintRow, ...]:
        """Return the complaints of all stations by period, the latest first."""
        by_period: dict[str, list[ComplaintFigures]] = {}
        for folder in self.directory.stations:
            for each in folder.complaints.entries:
                by_period.setdefault(each.period, []).append(each)
        return tuple(
            ComplaintRow(
                period,
                sum(each.received for each in rows),
                _sum(each.answered_in_time for each in rows),
                _sum(each.upheld for each in rows),
                None,
            )
            for period, rows in sorted(by_period.items(), reverse=True)
        )

    def evaluated(self) -> tuple[EvaluatedStation, ...]:
        """Return the stations that were evaluated, each with its latest year."""
        return tuple(
            EvaluatedStation(
                self.voice.text(folder.station.name),
                self.voice.way(urls.station(folder.id)) + "#evaluations",
                (
                    evaluation_view(
                        max(folder.evaluations.entries, key=lambda each: each.year), self.voice
                    ),
                ),
            )
            for folder in self.directory.stations
            if folder.evaluations.entries
        )

    # ---- about the data

    def overdue(self) -> tuple[OldReview, ...]:
        """Return what was not confirmed for too long."""
        rows = []
        for words in self.words():
            reviewed = words.procedure.reviewed
            if reviewed and (self.directory.today - reviewed.date).days <= REVIEW_OVERDUE_DAYS:
                continue
            rows.append(
                OldReview(
                    self.voice.text(words.procedure.title),
                    self.voice.way(urls.procedure(words.scene.folder.id, words.file.id)),
                    self.voice.date(reviewed.date) if reviewed else self.voice.say("没有核对过"),
                )
            )
        return tuple(rows)

    def exempt(self) -> tuple[SetAsideView, ...]:
        """Return the checks that are set aside, each with its place and the published reason."""
        return tuple(
            SetAsideView(*self._place_of(each.file), each.code, self.voice.text(each.reason))
            for each in self.directory.set_aside
        )

    def _place_of(self, file: str) -> tuple[Words, str]:
        """Return the name of what a file is about, and its address."""
        parts = file.removesuffix(".yml").removesuffix(".md").split("/")
        folder = self.directory.station(parts[1])
        if folder is None:
            is_bulletin = parts[0] == "content"
            name = self.voice.say("通报") if is_bulletin else self.voice.text(self.board.name)
            return name, self.voice.way(urls.bulletin(parts[-1]) if is_bulletin else "")
        here = next((each for each in folder.procedures if each.file == file), None)
        if here is None:
            return self.voice.text(folder.station.name), self.voice.way(urls.station(folder.id))
        url = self.voice.way(urls.procedure(folder.id, here.id))
        return self.voice.text(here.procedure.title), url

    def map_groups(self, markdown_pages: Iterable[tuple[str, str]]) -> tuple[MapLink, ...]:
        """Return everything there is, as links two levels deep."""
        voice, say = self.voice, self.voice.say
        sections = (
            *(MapLink(say(words), voice.way(url)) for _, words, url in SECTIONS),
            MapLink(say("近来的变动"), voice.way("changes/")),
        )
        stations = tuple(
            MapLink(
                voice.text(folder.station.name),
                voice.way(urls.station(folder.id)),
                tuple(
                    MapLink(
                        voice.text(each.procedure.title),
                        voice.way(urls.procedure(folder.id, each.id)),
                    )
                    for each in folder.procedures
                ),
            )
            for folder in self.directory.stations
        )
        events = tuple(MapLink(event.name, event.url) for event in self.events(0))
        pages = tuple(
            MapLink(voice.plain(title), urls.relative(url, voice.page))
            for title, url in markdown_pages
        )
        groups = (
            MapLink(say("栏目"), "", sections),
            MapLink(say("站所"), voice.way("stations/"), stations),
            MapLink(say("主题"), voice.way("life-events/"), events),
            MapLink(say("其他页面"), "", pages),
        )
        return tuple(group for group in groups if group.links)


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


# ---- one function a page ----------------------------------------------------------------------


def home(words: BoardWords, text: Markup) -> HomePage:
    """Return the first page; ``text`` is what the board itself says there."""
    voice, say = words.voice, words.voice.say
    page = voice.way("search/")
    hints = tuple(Link(hint, f"{page}?q={quote(hint)}") for hint in words.hints())
    count = sum(not each.procedure.is_retired for each in words.listed())
    every = tuple(line for group in words.station_groups() for line in group.stations)
    return HomePage(
        question=say("您想办什么事？"),
        hints=hints,
        search=words.search(),
        life_events=words.events(FIRST_ON_HOME),
        life_events_url=voice.way("life-events/"),
        procedures=Link(say("全部 %(n)s 个事项", n=count), voice.way("procedures/")),
        stations=(StationGroup(None, every),) if len(every) <= HOME_STATIONS else (),
        stations_url=voice.way("stations/"),
        changes=words.changes(LATEST_CHANGES),
        changes_url=voice.way("changes/"),
        supervision=words.figures(),
        supervision_url=voice.way("supervision/"),
        bulletins=words.bulletins(LATEST_BULLETINS),
        bulletins_url=voice.way("bulletins/"),
        text=text,
    )


def procedures(words: BoardWords) -> ListPage:
    """Return all procedures, with what they can be narrowed by."""
    voice, say = words.voice, words.voice.say
    every = words.listed()
    offered = sum(not each.procedure.is_retired for each in every)
    audiences = dict.fromkeys(each for one in every for each in one.procedure.audience)
    themes = {each for one in every for each in one.procedure.life_events}
    stations = dict.fromkeys(one.scene.folder.id for one in every)
    names = words.names()
    return ListPage(
        crumbs=words.crumbs(),
        title=say("全部事项"),
        lead=say(
            "%(stations)s 个站所的 %(n)s 个事项，按主题排列。", stations=len(stations), n=offered
        ),
        groups=procedure_groups(every, with_station=True),
        stations=tuple(Choice(each, voice.text(names[each])) for each in stations if each in names),
        audiences=tuple(Choice(each.value, voice.word(each)) for each in audiences),
        themes=tuple(
            Choice(event.id, voice.text(event.name))
            for event in words.board.life_events
            if event.id in themes
        ),
    )


def stations(words: BoardWords) -> ListPage:
    """Return all stations by kind."""
    say = words.voice.say
    lead = say("%(n)s 个站所的地址、电话、办公时间和能办的事。", n=len(words.directory.stations))
    return ListPage(words.crumbs(), say("站所"), lead, groups=words.station_groups())


def fees(words: BoardWords) -> ListPage:
    """Return every fee that is charged anywhere, and what costs nothing."""
    voice, say = words.voice, words.voice.say
    every = words.words()
    groups: tuple[FeeGroup, ...] = fee_groups(every, with_station=True)
    return ListPage(
        words.crumbs(),
        say("收费公示"),
        say("各站所的全部收费都在这里，清单以外一律不得收费。"),
        groups=groups,
        free=tuple(
            Link(
                Markup("{} · {}").format(
                    voice.text(each.procedure.title), voice.text(each.station.name)
                ),
                voice.way(urls.procedure(each.scene.folder.id, each.file.id)),
            )
            for each in every
            if is_free(each.procedure)
        ),
    )


def time_limits(words: BoardWords) -> ListPage:
    """Return every limit, of the law and promised."""
    say = words.voice.say
    lead = say("法律规定多久办好，站所承诺多久办好。")
    return ListPage(words.crumbs(), say("办理时限"), lead, groups=words.limit_groups())


def life_events(words: BoardWords) -> ListPage:
    """Return all life events."""
    say = words.voice.say
    return ListPage(words.crumbs(), say("按主题找"), None, events=words.events())


def life_event(words: BoardWords, event_id: str) -> ListPage:
    """Return one life event with its procedures at every station."""
    event = next(each for each in words.board.life_events if each.id == event_id)
    crumbs = (*words.crumbs(), Link(words.voice.say("主题"), words.voice.way("life-events/")))
    lines = procedure_groups(words.of_event(event_id), with_station=True)
    every = tuple(line for group in lines for line in group.procedures)
    group = ProcedureGroup(event_id, None, every)
    lead = words.voice.text(event.summary) or None
    return ListPage(crumbs, words.voice.text(event.name), lead, groups=(group,) if every else ())


def bulletins(words: BoardWords) -> ListPage:
    """Return all bulletins."""
    say = words.voice.say
    return ListPage(words.crumbs(), say("通报和公告"), None, bulletins=words.bulletins())


def changes(words: BoardWords) -> ListPage:
    """Return all changes."""
    say = words.voice.say
    lead = say("事项和站所的变动，写明原因。")
    return ListPage(words.crumbs(), say("近来的变动"), lead, changes=words.changes())


def supervision(words: BoardWords) -> SupervisionPage:
    """Return the supervision over the whole board."""
    voice, say, board = words.voice, words.voice.say, words.board
    channels = (
        (ComplaintChannel(say("热线"), board.hotline, f"tel:{board.hotline}"),)
        if board.hotline
        else ()
    )
    remedies = tuple(
        RemedyView(
            voice.text(each.name),
            voice.text(each.to),
            voice.duration(each.within) if each.within else None,
        )
        for each in board.remedies
    )
    return SupervisionPage(
        crumbs=words.crumbs(),
        title=say("监督"),
        lead=say("向谁投诉、整改了什么、群众怎么评。"),
        figures=words.figures(),
        complain=Complain(channels, remedies, None),
        ledger=words.ledger(),
        stations=words.evaluated(),
        complaints=words.complaints(),
    )


def search(words: BoardWords) -> SearchPage:
    """Return the page of the search."""
    voice, say = words.voice, words.voice.say
    place = words.search()
    block = SearchBlock(
        base=place.base,
        index=place.index,
        page=place.page,
        all=voice.way("procedures/"),
        suggestions=words.hints(),
        topics=tuple(Link(each.name, each.url) for each in words.events(0)),
        hotline=words.board.hotline or "",
    )
    return SearchPage(words.crumbs(), say("搜索"), block)


def not_found(words: BoardWords, base: str) -> NotFoundPage:
    """Return the page for dead addresses, which is shown anywhere below ``base``."""
    say = words.voice.say
    return NotFoundPage(
        title=say("没有找到这一页"),
        lead=say("地址可能写错了，或者事项已经改名。可以搜索，或从下面的页面找。"),
        search=SearchPlace(base, search_index(words.voice.language), f"{base}search/"),
        links=tuple(Link(say(title), base + url) for _, title, url in SECTIONS),
    )


def about_data(words: BoardWords) -> AboutDataPage:
    """Return what is published and how good it is."""
    say = words.voice.say
    return AboutDataPage(
        crumbs=words.crumbs(),
        title=say("数据说明"),
        lead=say("本站全部内容由各站所的数据文件生成，生成前逐项检查。"),
        files=(),
        licence=None,
        scores=(),
        ignored=words.exempt(),
        overdue=words.overdue(),
    )


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """The head of a bulletin's page."""

    title: Words
    facts: tuple[Words, ...]
    notice: Notice | None


def bulletin(words: BoardWords, file: BulletinFile) -> BulletinPage:
    """Return a bulletin with its heading, its stations and its objection period."""
    names, voice = words.names(), words.voice
    line = bulletin_view(file, voice, names, words.directory.today)
    stations = tuple(
        Markup('<a href="{}">{}</a>').format(link.url, link.title) for link in line.stations
    )
    objections = file.bulletin.objections
    notice = None
    if line.objections and objections:
        kind = "future" if line.open else "stale"
        notice = Notice(kind, line.objections, voice.text(objections.how) or None)
    return BulletinPage(line.title, (line.kind, line.date, *stations), notice)


def search_records(words: BoardWords) -> tuple[SearchRecord, ...]:
    """Return what the search knows of bulletins."""
    names = words.names()
    voice = words.voice
    return tuple(
        SearchRecord(
            kind="bulletin",
            url=urls.bulletin(each.id),
            title=(title := voice.text(each.bulletin.title)).plain,
            aliases=(voice.word(each.bulletin.kind),),
            station=voice.listed(
                voice.text(names[station]).plain
                for station in each.bulletin.stations
                if station in names
            ),
            materials=(),
            body=voice.text(each.bulletin.summary).plain,
            facts=voice.date(each.bulletin.date),
            lang=title.lang or voice.language,
        )
        for each in words.directory.bulletins
    )


View = Callable[[BoardWords], object]
