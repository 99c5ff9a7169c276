"""The whole story on one screen: survey, directory, render, publish."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as cache_once
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, TypeVar

from markupsafe import Markup
from pydantic import TypeAdapter, ValidationError

from gongshi import checks, labels, settings, urls
from gongshi.authoring import articles as authored
from gongshi.authoring import hostfile, loader, sources
from gongshi.authoring import listings as asked
from gongshi.authoring.papers import papers_of
from gongshi.authoring.sources import Sources, StationSource
from gongshi.board.board import BoardSettings
from gongshi.board.folder import BulletinFile, StationFolder
from gongshi.board.listing import Listing
from gongshi.board.workdays import WorkCalendar
from gongshi.checks import NO_ACCOUNT, Account, Facts, Judged, Named, Reference
from gongshi.diagnostics import report
from gongshi.diagnostics.finding import Diagnostic, Severity
from gongshi.engines.executors import Crew
from gongshi.engines.git import Absence
from gongshi.engines.graphviz import Placer
from gongshi.errors import PublishError
from gongshi.outputs import feeds
from gongshi.outputs.notices import sheets
from gongshi.outputs.notices.bundle import archive
from gongshi.outputs.notices.press import Pressed, pages_of
from gongshi.outputs.pages import (
    articles,
    assets,
    board_pages,
    listings,
    shell,
    station_pages,
    studio,
)
from gongshi.outputs.pages.board_pages import Press
from gongshi.outputs.pages.shell import Shell, ShellKey
from gongshi.outputs.pages.station_pages import Studio
from gongshi.outputs.search import index
from gongshi.publish import verify
from gongshi.publish.cache import Cache, canonical, digest
from gongshi.publish.manifest import Shard
from gongshi.publish.site import Staging
from gongshi.publish.standing import Inputs, remember
from gongshi.publish.writer import Stage, Writer
from gongshi.review import history
from gongshi.review.history import History, Past
from gongshi.review.trail import Trail, Trails, trails
from gongshi.settings import Settings
from gongshi.views import directory as directories
from gongshi.views.chrome import Chrome, Link, Site, chrome, rooted, search_index
from gongshi.views.directory import Directory, Exempt, Found, Neighbours
from gongshi.views.parts import Printed, Scene
from gongshi.views.search import SearchRow, row
from gongshi.views.shared import public_address
from gongshi.views.voice import Voice

Tell = Callable[[int, int], None]
"""Is told how many stations are done of how many."""


def silent(_done: int, _all: int) -> None:
    """Tell nobody."""


# ---- who does the work -----------------------------------------------------------------------

FEW_PROCEDURES = 150
"""Up to so many procedures one process is done before others have started."""

W = TypeVar("W", "SurveyWork", "PastWork", "StationWork")
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Staff:
    """Who does the work of one run, and who is told how far it is."""

    run: Settings
    crew: Crew
    tell: Tell

    def begin(self, do: Callable[[W], M], works: Sequence[W]) -> Iterator[tuple[W, M]]:
        """Begin work on stations, a piece for each: in several processes, or here if it is little.

        The process that has read a station for one piece of work is given its next one as well.
        """
        weight = sum(work.weight for work in works)
        if self.run.workers is None and weight <= FEW_PROCEDURES:
            return ((work, do(work)) for work in works)
        return self.crew.do(do, works, lambda work: work.source.id)


# ---- survey: every station by itself ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What crosses from a station to the rest: its slim folder, what it names, what is wrong."""

    folder: StationFolder | None
    references: tuple[Reference, ...]
    diagnostics: tuple[Diagnostic, ...]
    set_aside: tuple[Exempt, ...] = ()
    account: Account = NO_ACCOUNT


FRESH_STATIONS = 32
"""How many stations a process remembers between judging and rendering them."""


def _read(
    root: Path, source: StationSource, languages: tuple[str, ...], cache: Cache
) -> loader.Read[StationFolder]:
    """Read a station, or recall it where this process read the same bytes a moment ago."""
    key = (root, source, languages)
    if key not in _fresh:
        _fresh[key] = loader.read_station(root, source, languages, cache.shelf("values"))
        if len(_fresh) > FRESH_STATIONS:
            del _fresh[next(iter(_fresh))]
    return _fresh[key]


_fresh: dict[tuple[Path, StationSource, tuple[str, ...]], loader.Read[StationFolder]] = {}


@dataclass(frozen=True, slots=True)
class SurveyWork:
    """Everything by which one station is judged; it can be sent to another process."""

    root: Path
    cache: Cache
    source: StationSource
    board: BoardSettings
    facts: Facts
    key: str

    @property
    def weight(self) -> int:
        """How many procedures there are."""
        return len(self.source.procedures)

    @property
    def whole_key(self) -> str:
        """The digest of all that decides what is found, the files of the station included."""
        return digest(self.key, canonical(self.source.files))


def recall_survey(work: SurveyWork) -> Surveyed | None:
    """Return what was found in one station when the same was looked at before."""
    kept = work.cache.get("survey", work.whole_key)
    try:
        return None if kept is None else _surveyed().validate_json(kept)
    except ValidationError:
        return None


def survey_station(work: SurveyWork) -> Surveyed:
    """Read one station and judge it by the rules that need no other."""
    cache, languages = work.cache, work.board.languages
    read = _read(work.root, work.source, languages, cache)
    if read.value is None:
        return Surveyed(None, (), read.diagnostics)
    judged = checks.check_station(read.value, work.board, work.facts)
    placed = tuple(loader.place(work.root, judged.findings, languages))
    found = Surveyed(
        directories.slim(read.value),
        checks.references(read.value),
        read.diagnostics + placed,
        _exempt(judged),
        judged.account,
    )
    cache.put(
        "survey",
        work.whole_key,
        _surveyed().dump_json(found, by_alias=True, exclude_unset=True),
    )
    cache.flush()
    return found


def _exempt(judged: Judged) -> tuple[Exempt, ...]:
    """Return what was found and set aside, each check of a file once."""
    found = (
        Exempt(each.finding.file, each.finding.code, each.reason, each.since)
        for each in judged.set_aside
    )
    return tuple(dict.fromkeys(found))


@cache_once
def _surveyed() -> TypeAdapter[Surveyed]:
    return TypeAdapter(Surveyed)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was read of a board, and everything that is wrong with it, in the order of the files."""

    board: BoardSettings | None
    directory: Directory | None
    sources: Sources
    references: tuple[Reference, ...]
    diagnostics: tuple[Diagnostic, ...]

    def is_refused(self, is_strict: bool) -> bool:
        """Whether no site may be made of it: an error, or under strict a warning."""
        heavy = {Severity.ERROR, Severity.WARNING} if is_strict else {Severity.ERROR}
        return any(diagnostic.severity in heavy for diagnostic in self.diagnostics)


def settings_of(root: Path, language: str = "zh", target: Path | None = None) -> Settings:
    """Return the settings of a run on a board's folder, whose site goes where mkdocs.yml says."""
    root = root.resolve()
    host = hostfile.read(root)
    return Settings(
        root, target or root / (host.site_dir if host else "site"), settings.clock(), language
    )


def survey(run: Settings, tell: Tell = silent) -> Survey:
    """Read the whole board, judge every station, then the board."""
    with Crew(run.workers, settings.WORKERS_NEED) as crew:
        return _survey(Staff(run, crew, tell))


def _survey(staff: Staff) -> Survey:
    run = staff.run
    read = loader.read_board(run.root)
    board = read.value
    has_stations = (run.root / sources.STATIONS).is_dir()
    found = sources.scan(run.root) if has_stations else Sources((), (), ())
    diagnostics = [*read.diagnostics, *found.diagnostics]
    if board is None:
        diagnostics += loader.mistakes(run.root, found)
        return Survey(None, None, found, (), _ordered(diagnostics))
    facts = Facts(run.today, checks.calendar(board), sources.content_files(run.root))
    stations = _survey_all(staff, found, board, facts)
    bulletins = [
        loader.read_bulletin(run.root, file, board.languages) for file, _ in found.bulletins
    ]
    diagnostics += [each for one in stations for each in one.diagnostics]
    diagnostics += [each for one in bulletins for each in one.diagnostics]
    directory = Directory(
        board,
        tuple(one.folder for one in stations if one.folder),
        tuple(one.value for one in bulletins if one.value),
        facts.calendar,
        run.today,
    )
    ids = _ids(found)
    diagnostics += authored.mistakes(run.root, facts.content_files, _known(board, ids))
    references = tuple(_readable(stations, ids))
    with Cache(run.cache) as cache:
        shelf = cache.shelf("papers")
        facts = replace(facts, papers=papers_of(run.root, facts.content_files, shelf))
    judged = checks.check_board(
        board,
        directory.bulletins,
        directory.stations,
        references,
        frozenset(source.id for source in found.stations),
        facts,
    )
    diagnostics += loader.place(run.root, judged.findings, board.languages)
    aside = (*(each for one in stations for each in one.set_aside), *_exempt(judged))
    directory = replace(
        directory,
        set_aside=tuple(dict.fromkeys(aside)),
        found=_found(diagnostics),
        accounts={one.folder.id: one.account for one in stations if one.folder},
    )
    return Survey(board, directory, found, references, _ordered(diagnostics))


def _ids(found: Sources) -> dict[str, set[str]]:
    """Return the ids of all stations, each with those of its procedures, readable or not."""
    return {
        source.id: {file.rsplit("/", 1)[-1].removesuffix(".yml") for file in source.procedures}
        for source in found.stations
    }


def _known(board: BoardSettings, ids: Mapping[str, Collection[str]]) -> asked.Known:
    """Return the ids that a Markdown page may name."""
    return asked.Known(ids, tuple(event.id for event in board.life_events))


def _found(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[Found, ...]]:
    """Return how often each rule found something in each file, by station: never what it found."""
    counted = Counter((each.file, each.code, each.severity) for each in diagnostics)
    found: dict[str, list[Found]] = {}
    for key, number in sorted(counted.items()):
        folder, _, below = key[0].partition("/")
        is_of_station = folder == sources.STATIONS and "/" in below
        station = below.partition("/")[0] if is_of_station else ""
        found.setdefault(station, []).append(Found(*key, number))
    return {station: tuple(each) for station, each in found.items()}


def _readable(stations: Sequence[Surveyed], ids: Mapping[str, set[str]]) -> Iterable[Reference]:
    """Go through the references but those to procedures that are there and could not be read."""
    read = {
        (one.folder.id, each.id) for one in stations if one.folder for each in one.folder.procedures
    }
    for one in stations:
        for each in one.references:
            is_there = each.id in ids.get(each.station, set())
            if each.kind is not Named.PROCEDURE or not is_there or (each.station, each.id) in read:
                yield each


def _survey_all(staff: Staff, found: Sources, board: BoardSettings, facts: Facts) -> list[Surveyed]:
    """Judge every station that was not judged before by itself, as its files stand now."""
    run = staff.run
    with Cache(run.cache) as cache:
        key = digest(
            settings.program_digest(),
            board.model_dump_json(by_alias=True),
            run.today.isoformat(),
            canonical([facts.calendar.compact(), dict(facts.content_files)]),
        )
        works = [
            SurveyWork(run.root, cache, source, board, facts, key) for source in found.stations
        ]
        done = {work.source.id: kept for work in works if (kept := recall_survey(work))}
        missing = [work for work in works if work.source.id not in done]
        for work, made in staff.begin(survey_station, missing):
            done[work.source.id] = made
            staff.tell(len(done), len(works))
    return [done[source.id] for source in found.stations]


def _ordered(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.order))


# ---- the past: every station by itself -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PastWork:
    """Everything by which the past of one station is told; it can be sent to another process."""

    run: Settings
    cache: Cache
    source: StationSource
    board: BoardSettings
    calendar: WorkCalendar
    trail: Trail

    @property
    def weight(self) -> int:
        """How many changes are looked at."""
        return len(self.trail.own) + sum(map(len, self.trail.procedures.values()))


def recall_past(work: PastWork) -> Past | None:
    """Return the past of one station where every change was looked at before."""
    reading = _reading(work.run, work.board, work.calendar, work.cache)
    return history.recall(work.trail, reading)


def read_past(work: PastWork) -> Past:
    """Tell the past of one station from what its files held."""
    past = history.past_of(work.trail, _reading(work.run, work.board, work.calendar, work.cache))
    work.cache.flush()
    return past


# ---- render: every station by itself, in whatever process ------------------------------------


class Listed(NamedTuple):
    """What lists of the whole board say of a station, by language."""

    rows: Mapping[str, tuple[SearchRow, ...]]
    printed: Mapping[str, tuple[Printed, ...]]


@dataclass(frozen=True, slots=True)
class StationWork:
    """Everything that the pages of one station are made from; it can be sent to another process."""

    run: Settings
    stage: Stage
    source: StationSource
    board: BoardSettings
    neighbours: Neighbours
    calendar: WorkCalendar
    shells: Mapping[ShellKey, Shell]
    bulletins: tuple[BulletinFile, ...]
    home: str
    key: str
    trail: Trail
    past: Past

    @property
    def weight(self) -> int:
        """How many procedures there are."""
        return len(self.source.procedures)

    @property
    def whole_key(self) -> str:
        """The digest of all that decides what is made, the files of the station included."""
        told = repr((self.bulletins, self.trail, self.run.has_notices))
        return digest(self.key, canonical(self.source.files), told)

    def writer(self) -> Writer:
        """Return what writes the station's pages."""
        return Writer(self.stage, f"station/{self.source.id}", self.whole_key)

    def made(self, writer: Writer, listed: Listed) -> StationMade:
        """Return what was written and kept, looked at for where its links lead."""
        shard = writer.shard()
        facts = verify.facts_of(shard, self.stage.root, self.stage.cache, self.home)
        return StationMade(shard, facts, listed.rows, listed.printed)


@dataclass(frozen=True, slots=True)
class StationMade:
    """What comes back: the files that were made, what they link, and rows of the search."""

    shard: Shard
    facts: verify.Facts
    rows: Mapping[str, tuple[SearchRow, ...]]
    printed: Mapping[str, tuple[Printed, ...]]
    """The notices that were made, by language."""


def keep_station(work: StationWork) -> StationMade | None:
    """Keep the pages of one station where no input of any has changed, all of them or none."""
    kept, writer = work.stage.cache.get("search", work.whole_key), work.writer()
    return work.made(writer, _listed(kept)) if kept is not None and writer.keep() else None


def render_station(work: StationWork) -> StationMade:
    """Make the pages of one station, but for those of which no input has changed."""
    cache, writer = work.stage.cache, work.writer()
    listed = _rendered(work, writer)
    cache.put("search", work.whole_key, canonical(listed))
    made = work.made(writer, listed)
    cache.flush()
    return made


def _reading(
    run: Settings, board: BoardSettings, calendar: WorkCalendar, cache: Cache
) -> history.Reading:
    values, kept = cache.shelf("values"), cache.shelf("past")
    return history.Reading(run.root, board.languages, calendar, values, kept)


def _rendered(work: StationWork, writer: Writer) -> Listed:
    """Write every notice and page of a station and return what lists say of it."""
    board, cache = work.board, work.stage.cache
    folder = _read(work.run.root, work.source, board.languages, cache).value
    if folder is None:
        raise PublishError(
            f"站所「{work.source.id}」的文件在生成时被改动，请再生成一次",
            f"files of the station {work.source.id} changed during the build: build again",
        )
    today = work.run.today
    scene = Scene(board, folder, work.neighbours, work.calendar, today, work.bulletins, work.past)
    placer = Placer(store=cache.shelf("layout"))
    if work.run.has_notices:
        scene = replace(scene, printed=dict(_printed(work, writer, scene, placer)))
    rows = {}
    for language in board.languages:
        made = Studio(scene, work.run.template_folders, language, placer)
        for job in station_pages.plan(made, work.shells, dict(work.source.files)):
            key = digest(work.key, *job.inputs)
            if not writer.reuse(job.path, key):
                writer.write(job.path, job.make(), key)
        rows[language] = tuple(map(row, station_pages.search_records(made)))
    return Listed(rows, scene.printed)


def _listed(data: bytes) -> Listed:
    rows, printed = json.loads(data)
    return Listed(
        {language: tuple(SearchRow(*each) for each in made) for language, made in rows.items()},
        {language: tuple(Printed(*each) for each in made) for language, made in printed.items()},
    )


def _printed(
    work: StationWork, writer: Writer, scene: Scene, placer: Placer
) -> Iterator[tuple[str, tuple[Printed, ...]]]:
    """Write the notices of a station whose value has changed, and what packs them all."""
    templates = sheets.templates(work.run.template_folders)
    for language in work.board.languages:
        desk = sheets.Desk(scene, templates, language, placer)
        made, keys = [], []
        for notice in sheets.notices_of(desk):
            pressed = Pressed(notice, templates)
            made.append(_pressed(work, writer, pressed))
            keys.append(pressed.key)
        made.append(_packed(work, writer, desk, made, digest(*keys)))
        yield language, tuple(made)


def _pressed(work: StationWork, writer: Writer, pressed: Pressed) -> Printed:
    """Write one notice, or keep it."""
    notice, cache = pressed.notice, work.stage.cache
    kept = cache.get("notice", pressed.key)
    if kept is None or not writer.reuse(notice.path, pressed.key):
        sheet = pressed.sheet
        writer.write(notice.path, sheet.pdf, pressed.key)
        kept = canonical([pages_of(sheet.pdf), len(sheet.pdf), sheet.missing])
        cache.put("notice", pressed.key, kept)
    about = (notice.title, notice.procedure, notice.situation_text, notice.path)
    return Printed(notice.kind.id, *about, *json.loads(kept))


def _packed(
    work: StationWork, writer: Writer, desk: sheets.Desk, made: Sequence[Printed], key: str
) -> Printed:
    """Write the archive of all notices of a station, or keep it."""
    path = desk.archive_path
    folder = path.rpartition("/")[0] + "/"
    if not writer.reuse(path, key):
        files = ((one.path, (work.stage.root / one.path).read_bytes()) for one in made)
        data = archive((name.removeprefix(folder), data) for name, data in files)
        writer.write(path, data, key)
    size = (work.stage.root / path).stat().st_size
    return Printed("archive", desk.say_archive(), "", "", path, 0, size)


# ---- one build, from the survey to the switch ------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShellPlan:
    """A shell to be rendered: which, and as which Markdown page the host is given it."""

    key: ShellKey
    source: str


class Build:
    """One build of a site; the host's hooks call it in order.

    First the survey; then the host renders shells and Markdown pages; then `finish` makes all pages
    of the board, and `publish` puts the whole before the public. `abandon` leaves the old site.
    """

    def __init__(self, run: Settings, tell: Tell = silent, inputs: Inputs | None = None) -> None:
        """Survey the board; open a staging for the site where one may be made.

        A site that was made of ``inputs`` is known again by the next build.
        """
        studio.renew()
        self.run = run
        self._inputs = inputs
        self.problems: tuple[str, ...] = ()
        self.staff = Staff(run, Crew(run.workers, settings.WORKERS_NEED), tell)
        self.cache = Cache(run.cache)
        self.shells_made: dict[ShellKey, Shell] = {}
        self.markdown_pages: frozenset[str] = frozenset()
        self._titles: dict[str, str] = {}
        self._speaking = labels.SOURCE_LANGUAGE
        self._root_of_dead_ends = "/"
        self._staging: Staging | None = None
        self._host: Shard | None = None
        self._home_text: dict[str, str] = {}
        self._asked: dict[str, tuple[Listing, ...]] = {}
        self._to_fill: dict[str, str] = {}
        self._with_lists: dict[str, str] = {}
        try:
            self.survey = _survey(self.staff)
            if self.survey.board is not None and not self.survey.is_refused(run.is_strict):
                apart = [run.root / name for name in ("stations", "content", "templates", ".git")]
                self._staging = Staging(run.target, self.cache, apart)
        except BaseException:
            self.abandon()
            raise

    @property
    def board(self) -> BoardSettings:
        """The board's settings."""
        assert self.survey.board is not None  # noqa: S101 - a refused survey is never built
        return self.survey.board

    @property
    def directory(self) -> Directory:
        """The board as its lists see it."""
        assert self.survey.directory is not None  # noqa: S101 - a refused survey is never built
        return self.survey.directory

    @property
    def staging(self) -> Staging:
        """Where the site grows."""
        assert self._staging is not None  # noqa: S101 - a refused survey is never built
        return self._staging

    @cached_property
    def trails(self) -> Trails:
        """What Git knows of the board's files."""
        return trails(self.run.root, self.directory.stations, self.run.today)

    @cached_property
    def styles(self) -> assets.Asset:
        """The one style sheet."""
        return assets.stylesheet(self.run.template_folders)

    @cached_property
    def script(self) -> assets.Asset:
        """The one script."""
        return assets.script(self.run.template_folders)

    @cached_property
    def site(self) -> Site:
        """What the head and foot of every page need to know."""
        return Site(
            self.board, self.styles.path, self.script.path, self.run.today, self.markdown_pages
        )

    # ---- what the host asks for

    def pages_found(self, pages: Iterable[str]) -> None:
        """Be told the addresses of the Markdown pages."""
        self.markdown_pages = frozenset(pages)

    @cached_property
    def plans(self) -> Mapping[str, ShellPlan]:
        """The shells, by the Markdown page that stands for each."""
        board = self.board
        kinds = {(page.section, urls.depth(page.url)) for page in board_pages.PAGES}
        kinds |= {
            ("home", 0),
            ("stations", 2),
            ("stations", 3),
            ("supervision", 2),
            ("life-events", 2),
            ("site-map", 1),
        }
        plans = {}
        for section, depth in sorted(kinds):
            for language in board.languages:
                deep = depth + (language != board.first_language)
                folder = f"shell/{'deep/' * (deep - 2)}" if deep > 1 else ""
                source = f"{folder}shell-{section}-{depth}-{language}.md"
                if section == "home":
                    # The board's own words for the first page stand where that page will stand.
                    source = urls.in_language("index.md", language, board.first_language)
                plans[source] = ShellPlan(ShellKey(section, deep, language), source)
        return plans

    def shells(self) -> Iterable[ShellPlan]:
        """Return the shells that the host has to render."""
        return self.plans.values()

    def shell_of(self, source: str) -> ShellPlan | None:
        """Return the shell that a page stands for, if it does."""
        return self.plans.get(source)

    def say(self, text: str) -> str:
        """Return an interface text in the language of the page that is being rendered."""
        return labels.gettext_of(self._speaking)(text)

    def chrome(self, source: str, url: str, title: str) -> Chrome:
        """Return what stands around a page that the host renders."""
        plan = self.shell_of(source)
        if plan is not None:
            self._speaking = plan.key.language
            return chrome(self.site, plan.key.language, url, plan.key.section, shell.language_token)
        return self._chrome_of_article(source, url, title)

    def chrome_of_dead_end(self, base: str) -> Chrome:
        """Return what stands around the page that a host shows for dead addresses."""
        first = self.board.first_language
        self._speaking = first
        around = chrome(
            self.site, first, "", "404", lambda tag: urls.in_language("", tag, first) or "./"
        )
        self._root_of_dead_ends = base if base.endswith("/") else f"{base}/"
        return rooted(around, self._root_of_dead_ends)

    def _chrome_of_article(self, source: str, url: str, title: str) -> Chrome:
        """Return what stands around a Markdown page."""
        board = self.board
        language = self._language_of(url)
        self._speaking = language
        own = url.removeprefix(f"{language}/") if language != board.first_language else url

        def address_in(tag: str) -> str:
            there = urls.in_language(own, tag, board.first_language)
            home = urls.in_language("", tag, board.first_language)
            return urls.relative(there if there in self.markdown_pages else home, url)

        section = "bulletins" if own.startswith("bulletins/") else ""
        around = chrome(self.site, language, url, section, address_in)
        self._titles[url] = title
        bulletin = next(
            (each for each in self.directory.bulletins if each.file == f"content/{source}"), None
        )
        crumbs = (
            Link(
                self.say("公告"),
                urls.relative(urls.in_language("bulletins/", language, board.first_language), url),
            ),
        )
        return replace(
            around,
            shell=False,
            title=title,
            url=public_address(board, url),
            crumbs=crumbs if section else (),
            heading=board_pages.heading(self._press(language), bulletin, url)
            if bulletin
            else Markup(),
        )

    def markdown(self, text: str, source: str) -> str:
        """Return a Markdown page with a mark in place of each list of the board."""
        known = _known(self.board, _ids(self.survey.sources))
        planted, self._asked[source] = asked.planted(text, known, listings.PLANTED)
        return planted

    def article(self, html: str, source: str, url: str) -> str:
        """Return a Markdown page made safe, its links into the board led to their pages."""
        language = self._language_of(url)
        safe = articles.safe(html, Voice(language, self.board.first_language, url))
        safe = listings.marked(safe, self._asked.pop(source, ()), source)
        if self.shell_of(source) is not None:
            self._home_text[language] = safe
        elif listings.has_marks(safe):
            self._to_fill[source] = url
        return safe

    def _language_of(self, url: str) -> str:
        """Return the language of a Markdown page: that of the folder in which it stands."""
        others = self.board.languages[1:]
        return next((tag for tag in others if url.startswith(f"{tag}/")), self.board.first_language)

    def themed(self, output: str, source: str) -> str:
        """Keep a shell, or a page with lists to be filled, and write nothing.

        Give the page for dead addresses its body; mend any other page.
        """
        mended = shell.repaired(output, source)
        plan = self.shell_of(source)
        if plan is not None:
            self.shells_made[plan.key] = shell.cut(mended, plan.key, self.board.languages)
            return ""
        if source == "404.html":
            press = self._press(self.board.first_language)
            return board_pages.not_found(mended, press, self._root_of_dead_ends)
        if source in self._to_fill:
            self._with_lists[self._to_fill.pop(source)] = mended
            return ""
        return mended

    # ---- what the host made before

    @cached_property
    def _templates(self) -> str:
        """The digest of everything by which pages look as they do."""
        return settings.templates_digest(self.run.template_folders)

    @cached_property
    def host_key(self) -> str:
        """The digest of everything that the host's own work depends on."""
        run = self.run
        versions = (version(name) for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2"))
        files = [run.root / hostfile.FILE, *sorted((run.root / "content").rglob("*"))]
        return digest(
            settings.program_digest(),
            self._templates,
            self.board.model_dump_json(by_alias=True),
            run.today.isoformat(),
            *versions,
            *(
                part
                for path in files
                if path.is_file()
                for part in (path.relative_to(run.root).as_posix(), path.read_bytes())
            ),
        )

    def recall(self) -> bool:
        """Take over what the host made from the same inputs, if all of it is there still."""
        if self._staging is None or hostfile.read(self.run.root) is None:
            return False
        made = shell.unpack(self.cache.get("host", self.host_key))
        writer = Writer(self.staging.stage, "host", self.host_key)
        if made is None or not writer.keep():
            return False
        self.shells_made, self._titles, self._home_text, self._with_lists = made
        self.markdown_pages = frozenset(self._titles)
        self._host = writer.shard()
        return True

    def _host_shard(self) -> Shard:
        """Return the files that the host made, and remember its shells for the next build."""
        if self._host is None:
            writer = Writer(self.staging.stage, "host", self.host_key)
            writer.absorb(self.staging.host)
            self._host = writer.shard()
            made = (self._titles, self._home_text, self._with_lists)
            self.cache.put("host", self.host_key, shell.pack(self.shells_made, *made))
        return self._host

    # ---- what is made here

    def _base_key(self) -> str:
        """Return the digest of what every page depends on.

        Program, templates, board, calendar, day, shells.
        """
        return digest(
            settings.program_digest(),
            self._templates,
            self.board.model_dump_json(by_alias=True),
            canonical(self.directory.calendar.compact()),
            self.run.today.isoformat(),
            *(text for made in self.shells_made.values() for text in (*made.pieces, *made.tokens)),
        )

    def _station_works(self, base: str) -> list[StationWork]:
        """Return the work of every station."""
        around = surroundings(self.survey)
        sections = ("stations", "supervision")
        shells = {key: made for key, made in self.shells_made.items() if key.section in sections}
        about = directories.bulletins_about(self.directory)
        return [
            StationWork(
                self.run,
                self.staging.stage,
                source,
                self.board,
                around[source.id],
                self.directory.calendar,
                shells,
                about[source.id],
                self._home,
                digest(base, repr(around[source.id])),
                self.trails.stations.get(source.id, Trail()),
                self.directory.history.of(source.id),
            )
            for source in self.survey.sources.stations
        ]

    @property
    def _home(self) -> str:
        """The public address, so that links to it are known as the site's own."""
        return f"{self.board.public_url.rstrip('/')}/" if self.board.public_url else ""

    def _press(self, language: str) -> Press:
        press = Press(
            self.directory,
            self.run.template_folders,
            language,
            tuple(sorted((title, url) for url, title in self._titles.items())),
            self._home_text.get(language, ""),
            self.run.has_notices,
            {name: key for source in self.survey.sources.stations for name, key in source.files},
        )
        if not listings.has_marks(press.home_text):
            return press
        home = urls.in_language("", language, self.board.first_language)
        return replace(press, home_text=listings.filled(press.home_text, press, home))

    def _remember(self) -> None:
        """Put what was at the stations and on the board before into the directory."""
        known, calendar = self.trails, self.directory.calendar
        works = [
            PastWork(self.run, self.cache, source, self.board, calendar, trail)
            for source in self.survey.sources.stations
            if (trail := known.stations.get(source.id)) is not None
        ]
        pasts = {work.source.id: kept for work in works if (kept := recall_past(work)) is not None}
        missing = [work for work in works if work.source.id not in pasts]
        pasts |= {work.source.id: past for work, past in self.staff.begin(read_past, missing)}
        reading = _reading(self.run, self.board, calendar, self.cache)
        past = History(known.absence, known.since, pasts, history.read(known.board, reading))
        self.survey = replace(self.survey, directory=replace(self.directory, history=past))

    def _lists(self, base: str) -> Shard:
        """Make the pages of the whole board, the style sheet and the script."""
        writer = Writer(self.staging.stage, "board", self._lists_key(base))
        if writer.keep():
            return writer.shard()
        for language in self.board.languages:
            press = self._press(language)
            pages = board_pages.plan(press, self.shells_made)
            lists = listings.plan(press, self._with_lists_in(language))
            for job in (*pages, *lists, *feeds.plan(self.directory, language)):
                key = digest(base, *job.inputs)
                if not writer.reuse(job.path, key):
                    writer.write(job.path, job.make(), key)
        for asset in (self.styles, self.script):
            writer.write(asset.path, asset.data)
        return writer.shard()

    def _notices(self, base: str, made: Sequence[StationMade]) -> Shard:
        """Make the page of all notices, where notices are printed."""
        writer = Writer(self.staging.stage, "notices")
        ids = [source.id for source in self.survey.sources.stations]
        for language in self.board.languages if self.run.has_notices else ():
            printed = {
                station_id: one.printed.get(language, ())
                for station_id, one in zip(ids, made, strict=True)
            }
            job = board_pages.printed_page(self._press(language), self.shells_made, printed)
            key = digest(base, *job.inputs)
            if not writer.reuse(job.path, key):
                writer.write(job.path, job.make(), key)
        return writer.shard()

    def _search(self, base: str, made: Sequence[StationMade]) -> Shard:
        """Make the search index from the rows of all stations."""
        writer = Writer(self.staging.stage, "search", self._lists_key(base))
        if writer.keep():
            return writer.shard()
        for language in self.board.languages:
            rows = [each for one in made for each in one.rows[language]]
            rows += map(row, board_pages.search_records(self._press(language)))
            scripts = index(rows, language)
            writer.write(search_index(language), scripts.entry.text.encode())
            for file in scripts.shards:
                writer.write(f"assets/{file.name}", file.text.encode())
        return writer.shard()

    def _with_lists_in(self, language: str) -> dict[str, str]:
        """Return the Markdown pages of a language whose lists are to be filled, by address."""
        return {
            url: html
            for url, html in self._with_lists.items()
            if self._language_of(url) == language
        }

    def _lists_key(self, base: str) -> str:
        """Return the digest of what is listed anywhere: files of stations, and Markdown pages."""
        files = [[source.id, source.files] for source in self.survey.sources.stations]
        lists = canonical([files, self._with_lists])
        return digest(base, self.host_key, lists, repr(self.trails))

    def _sitemap(self, shards: Sequence[Shard]) -> Shard:
        """Make the sitemap of every page that is to be found."""
        writer = Writer(self.staging.stage, "sitemap")
        if self._home:
            hidden = {"404.html", *map(urls.file_of, self._not_to_be_found())}
            paths = (row.path for shard in shards for row in shard.rows)
            pages = [
                path.removesuffix("index.html")
                for path in paths
                if path.endswith(".html") and path not in hidden
            ]
            for name, data in feeds.sitemap(self._home, pages).items():
                writer.write(name, data)
        return writer.shard()

    def _not_to_be_found(self) -> Iterable[str]:
        """Go through the addresses that lead elsewhere or show nothing of their own."""
        for language in self.board.languages:
            moved = [
                old for folder in self.directory.stations for old in directories.redirects(folder)
            ]
            for url in ("search/", *moved):
                yield urls.in_language(url, language, self.board.first_language)

    def finish(self) -> tuple[str, ...]:
        """Make every page of the board, settle the staged site and judge it.

        Return what is wrong with it.
        """
        base = self._base_key()
        self._remember()
        works = self._station_works(base)
        done = {work.source.id: kept for work in works if (kept := keep_station(work))}
        missing = [work for work in works if work.source.id not in done]
        # From the last one back: a process remembers those that it judged last.
        begun = self.staff.begin(render_station, missing[::-1])
        # Beside the workers, what does not need what they make.
        others = [self._lists(base), self._host_shard()]
        facts = verify.Facts()
        # The lists are long, and a change is seen on a few of them.
        for file in others[0].rows:
            facts.add(self._facts_of(Shard(file.path, "", (file,))))
        facts.add(self._facts_of(others[1]))
        for work, made in begun:
            done[work.source.id] = made
            self.staff.tell(len(done), len(works))
        stations = [done[work.source.id] for work in works]
        others.append(self._notices(base, stations))
        others.append(self._search(base, stations))
        others.append(self._sitemap([*(one.shard for one in stations), *others]))
        for shard in others[-3:]:
            facts.add(self._facts_of(shard))
        for one in stations:
            facts.add(one.facts)
        shards = [*(one.shard for one in stations), *others]
        self.staging.settle(shards)
        self._unset = tuple(
            unset(each, self.run.language)
            for one in stations
            for made in one.printed.values()
            for each in made
            if each.missing
        )
        self.problems = self._problems(facts, shards)
        return self.problems

    def _facts_of(self, shard: Shard) -> verify.Facts:
        return verify.facts_of(shard, self.staging.root, self.cache, self._home)

    def _problems(self, facts: verify.Facts, shards: Sequence[Shard]) -> tuple[str, ...]:
        """Return what is wrong with the staged site, in words."""
        problems = verify.judge(facts, {row.path for shard in shards for row in shard.rows})
        is_chinese = self.run.language == "zh"
        return tuple(
            f"{each.page}: {each.message_zh if is_chinese else each.message_en}"
            for each in problems
        )

    def publish(self) -> None:
        """Put the finished site before the public."""
        self.staging.switch()
        # Another time Git may answer.
        if self._inputs is not None and self.trails.absence is not Absence.FAILED:
            remember(self._inputs, self.cache, self.run.target, self.messages)
        self.cache.sweep()
        self.abandon()

    @property
    def messages(self) -> tuple[str, ...]:
        """What is to be said of the board and its site."""
        return (*told(self.survey, self.run.language), *self._unset, *self.problems)

    def abandon(self) -> None:
        """Let go; a site that was not published leaves the old one as it is."""
        self.staff.crew.close()
        if self._staging is not None:
            self._staging.close()
        self.cache.close()


def unset(printed: Printed, language: str) -> str:
    """Return what is said of a notice with characters that its typeface lacks."""
    if language == "zh":
        return f"{printed.path}：字体里没有「{printed.missing}」，印成了 〓"
    return f"{printed.path}: the typeface lacks {printed.missing}, 〓 stands for it"


def surroundings(survey: Survey) -> dict[str, Neighbours]:
    """Return, for each station, what its pages and notices may say of the others."""
    assert survey.directory is not None  # noqa: S101 - a refused survey is never built
    return directories.neighbours(survey.directory, _named(survey.references))


def _named(references: Iterable[Reference]) -> dict[str, frozenset[str]]:
    """Return, for each station, the ids of the other stations that its files name."""
    named: dict[str, set[str]] = {}
    for reference in references:
        station_id = reference.file.split("/")[1]
        named.setdefault(station_id, set()).add(reference.station)
    return {station_id: frozenset(ids) for station_id, ids in named.items()}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build that did without the host."""

    is_made: bool
    messages: tuple[str, ...]


def rebuild(
    run: Settings, tell: Tell = silent, inputs: Inputs | None = None
) -> Outcome | Build | None:
    """Build a site from what the host made before.

    Where that is not enough the build comes back as it was begun, for the host to go on with.
    Nothing comes back where only the host knows what mkdocs.yml means: otherwise where the site
    goes, how strictly it is judged and how many processes there are may be said there as well.
    """
    host = hostfile.read(run.root)
    if host is None:
        return None
    workers = host.workers if run.workers is None else run.workers
    run = replace(run, workers=workers, is_strict=run.is_strict or host.is_strict)
    build = Build(run, tell, inputs)
    is_left_to_host = False
    try:
        if build.survey.is_refused(run.is_strict):
            messages = (*told(build.survey, run.language), refusal(run.language))
            return Outcome(is_made=False, messages=messages)
        if not build.recall():
            is_left_to_host = True
            return build
        problems = build.finish()
        if problems and run.is_strict:
            return Outcome(is_made=False, messages=(*problems, refusal(run.language)))
        build.publish()
        return Outcome(is_made=True, messages=build.messages)
    finally:
        if not is_left_to_host:
            build.abandon()


def told(survey: Survey, language: str) -> tuple[str, ...]:
    """Return what is wrong with a board, and how much, as messages for people."""
    if not survey.diagnostics:
        return ()
    text = report.as_text(survey.diagnostics, language)
    return (text, report.summary(survey.diagnostics, language))


def refusal(language: str) -> str:
    """Return the sentence that says that the old site was left alone."""
    if language == "zh":
        return "没有生成网站：先改正上面的错误"
    return "no site was made: mend the errors above first"
