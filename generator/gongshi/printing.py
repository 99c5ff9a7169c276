"""Notices for a printer: survey the board, press what was asked for, leave the rest as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gongshi import pipeline
from gongshi.authoring import loader
from gongshi.authoring.sources import StationSource
from gongshi.board.board import BoardSettings
from gongshi.board.workdays import WorkCalendar
from gongshi.engines.executors import Crew
from gongshi.engines.graphviz import Placer
from gongshi.errors import SettingsError
from gongshi.outputs.notices import sheets
from gongshi.outputs.notices.press import Pressed, pages_of
from gongshi.outputs.notices.sheets import KINDS, Desk, Notice
from gongshi.publish.writer import save
from gongshi.settings import Settings
from gongshi.views.directory import Neighbours
from gongshi.views.parts import Scene


@dataclass(frozen=True, slots=True)
class Order:
    """Which notices are wanted; what is empty narrows nothing."""

    station: str = ""
    procedure: str = ""
    kinds: tuple[str, ...] = ()
    situation: str = ""

    def wants(self, notice: Notice) -> bool:
        """Return whether a notice is among them."""
        return (
            (not self.kinds or notice.kind.id in self.kinds)
            and self.procedure in ("", notice.procedure)
            and self.situation in ("", notice.situation)
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """A notice that lies in its folder."""

    path: str
    pages: int
    size: int
    is_new: bool
    missing: str
    """Characters that the typeface lacks; on the sheet 〓 stands for them."""


@dataclass(frozen=True, slots=True)
class _Work:
    run: Settings
    source: StationSource
    board: BoardSettings
    neighbours: Neighbours
    calendar: WorkCalendar
    order: Order
    target: Path


def press(
    run: Settings, survey: pipeline.Survey, order: Order, target: Path, tell: pipeline.Tell
) -> tuple[Printed, ...]:
    """Print the notices of an order into a folder; those that are there already are kept.

    ``survey`` is that of a board on which there are no errors.
    """
    directory = survey.directory
    if directory is None:
        return ()
    _refuse_unknown(order, survey)
    around = pipeline.surroundings(survey)
    works = [
        _Work(run, source, directory.board, around[source.id], directory.calendar, order, target)
        for source in survey.sources.stations
        if order.station in ("", source.id)
    ]
    done: dict[str, tuple[Printed, ...]] = {}
    with Crew(run.workers, preload=("gongshi.printing",)) as crew:
        for work, printed in crew.do(_print, works):
            done[work.source.id] = printed
            tell(len(done), len(works))
    return tuple(each for work in works for each in done[work.source.id])


def _refuse_unknown(order: Order, survey: pipeline.Survey) -> None:
    stations = {source.id for source in survey.sources.stations}
    _refuse("站所", "station", order.station, stations)
    for kind in order.kinds:
        _refuse("公示单", "kind of notice", kind, [each.id for each in KINDS])
    procedures = {
        each.id
        for folder in (survey.directory.stations if survey.directory else ())
        if order.station in ("", folder.id)
        for each in folder.procedures
    }
    _refuse("事项", "procedure", order.procedure, procedures)


def _refuse(zh: str, en: str, name: str, known: Iterable[str]) -> None:
    listed = sorted(known)
    if name and name not in listed:
        raise SettingsError(
            f"没有{zh}「{name}」；有：{'、'.join(listed)}",
            f"there is no {en} {name}; there are {', '.join(listed)}",
        )


def _print(work: _Work) -> tuple[Printed, ...]:
    return tuple(_printed(each, work.target) for each in _ordered(work))


def _ordered(work: _Work) -> Iterator[Pressed]:
    board = work.board
    folder = loader.read_station(work.run.root, work.source, board.languages).value
    if folder is None:
        return
    scene = Scene(board, folder, work.neighbours, work.calendar, work.run.today)
    templates = sheets.templates(work.run.template_folders)
    for language in board.languages:
        desk = Desk(scene, templates, language, Placer())
        for notice in sheets.notices_of(desk):
            if work.order.wants(notice):
                yield Pressed(notice, templates)


def _printed(pressed: Pressed, target: Path) -> Printed:
    path = pressed.notice.path.replace(f"{sheets.FOLDER}/", "", 1)
    place = target / path
    there = place.read_bytes() if place.is_file() else b""
    if pressed.is_in(there):
        return Printed(path, pages_of(there), len(there), is_new=False, missing="")
    sheet = pressed.sheet
    save(place, sheet.pdf)
    return Printed(path, pages_of(sheet.pdf), len(sheet.pdf), is_new=True, missing=sheet.missing)
