"""The pages of one station: its own, its procedures', and what leads from their old addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from gongshi import urls
from gongshi.board.folder import ProcedureFile
from gongshi.board.text import html_tag
from gongshi.engines.graphviz import Placer
from gongshi.engines.jinja import plain
from gongshi.job import Job
from gongshi.outputs.pages import drawings
from gongshi.outputs.pages.shell import Shell, ShellKey
from gongshi.outputs.pages.stamp import Body, calendar_script, page
from gongshi.outputs.pages.studio import Folders, body
from gongshi.views import checklists
from gongshi.views.directory import redirects
from gongshi.views.parts import Printed, Scene
from gongshi.views.procedure import ProcedureWords, procedure_page
from gongshi.views.search import SearchRecord
from gongshi.views.shared import public_address
from gongshi.views.station import StationWords, station_page
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class Studio:
    """What all pages of a station are made in: its scene, the templates, one language."""

    scene: Scene
    folders: Folders
    language: str
    placer: Placer

    @property
    def printed(self) -> tuple[Printed, ...]:
        """The notices that were made of the station in the language."""
        return self.scene.printed.get(self.language, ())

    def voice(self, url: str) -> Voice:
        """Return the voice of a page at an address."""
        first = self.scene.board.first_language
        return Voice(self.language, first, urls.in_language(url, self.language, first))


def plan(
    studio: Studio, shells: Mapping[ShellKey, Shell], digests: Mapping[str, str]
) -> Iterator[Job]:
    """Return a job for every page of the station in one language.

    ``digests`` are those of its files.
    """
    scene = studio.scene
    folder = scene.folder

    def job(url: str, inputs: tuple[str, ...], make: Callable[[], Body]) -> Job:
        first = scene.board.first_language
        path = urls.file_of(urls.in_language(url, studio.language, first))
        return Job(path, (studio.language, *inputs), lambda: page(make(), scene.board, shells))

    home = digests[folder.file]
    for file in folder.procedures:
        url = urls.procedure(folder.id, file.id)
        printed = [each for each in studio.printed if each.procedure == file.id]
        inputs = (home, digests[file.file], repr((scene.past.of(file.id), printed)))
        yield job(url, inputs, partial(procedure_body, studio, file))
    around = repr((scene.bulletins, scene.past.own, studio.printed))
    whole = (*(digests[name] for name in sorted(digests)), around)
    yield job(urls.station(folder.id), whole, partial(station_body, studio))
    yield from _checklist(studio, shells, whole)
    for old, new in redirects(folder).items():
        path = urls.file_of(urls.in_language(old, studio.language, scene.board.first_language))
        yield Job(path, (studio.language, new), partial(moved, studio, old, new))


def _checklist(
    studio: Studio, shells: Mapping[ShellKey, Shell], whole: tuple[str, ...]
) -> Iterator[Job]:
    """Return the jobs for the checklist of a station in use: its page and its form."""
    scene, language = studio.scene, studio.language
    if not scene.folder.station.is_active:
        return
    url = urls.checklist(scene.folder.id)
    path = urls.file_of(urls.in_language(url, language, scene.board.first_language))
    inputs = (language, *whole)
    yield Job(path, inputs, lambda: page(checklist_body(studio), scene.board, shells))
    yield Job(
        path.removesuffix("index.html") + checklists.FORM,
        inputs,
        lambda: checklists.form_text(scene, studio.voice(url)).encode(),
    )


def checklist_body(studio: Studio) -> Body:
    """Return the page of the station's checklist."""
    scene = studio.scene
    url = urls.checklist(scene.folder.id)
    view = checklists.checklist_page(scene, studio.voice(url))
    return Body(
        url=url,
        section="supervision",
        language=studio.language,
        title=plain(view.title),
        description=plain(view.lead),
        html=body(studio.folders, studio.language, "checklist", view),
        languages=scene.board.languages,
    )


def procedure_body(studio: Studio, file: ProcedureFile) -> Body:
    """Return the page of one procedure."""
    scene = studio.scene
    url = urls.procedure(scene.folder.id, file.id)
    words = ProcedureWords(scene, file, studio.voice(url))
    wide, narrow = drawings.of(words.drawn, words.cast.voice, studio.placer)
    view = procedure_page(words, wide, narrow)
    html = body(studio.folders, studio.language, "procedure", view) + calendar_script(
        scene.calendar
    )
    station = words.voice.text(scene.folder.station.name).plain
    title = words.voice.text(file.procedure.title).plain
    return Body(
        url=url,
        section="stations",
        language=studio.language,
        title=f"{title} · {station}",
        description=words.description(),
        html=html,
        languages=scene.board.languages,
    )


def station_body(studio: Studio) -> Body:
    """Return the page of the station itself."""
    scene = studio.scene
    url = urls.station(scene.folder.id)
    voice = studio.voice(url)
    view = station_page(StationWords(scene, voice))
    html = body(studio.folders, studio.language, "station", view) + calendar_script(scene.calendar)
    return Body(
        url=url,
        section="stations",
        language=studio.language,
        title=voice.text(scene.folder.station.name).plain,
        description=voice.text(scene.folder.station.summary or scene.folder.station.address).plain,
        html=html,
        languages=scene.board.languages,
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """What a page at an old address says."""

    lang: str
    title: str
    url: str
    canonical: str | None
    icon: str


def moved(studio: Studio, old: str, new: str) -> bytes:
    """Return the document at an old address, that leads to the new one at once."""
    voice, board = studio.voice(old), studio.scene.board
    address = public_address(board, urls.in_language(new, studio.language, board.first_language))
    title, icon = voice.say("页面已搬家"), voice.file("assets/images/seal.svg")
    view = Moved(html_tag(studio.language), title, voice.way(new), address or None, icon)
    return body(studio.folders, studio.language, "redirect", view).encode()


def search_records(studio: Studio) -> Iterator[SearchRecord]:
    """Return what the search knows of the station and of its procedures."""
    scene = studio.scene
    for file in scene.folder.procedures:
        words = ProcedureWords(scene, file, studio.voice(urls.procedure(scene.folder.id, file.id)))
        yield words.search_record()
    yield StationWords(scene, studio.voice(urls.station(scene.folder.id))).search_record()
    if scene.folder.station.is_active:
        yield checklists.search_record(scene, studio.voice(urls.checklist(scene.folder.id)))
