"""A review of two states of a board: read both, compare them, judge what is new."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gongshi import checks, pipeline
from gongshi.authoring import loader
from gongshi.authoring.sources import CONTENT, STATIONS
from gongshi.board.folder import StationFolder
from gongshi.board.text import Text
from gongshi.diagnostics.finding import Diagnostic
from gongshi.engines import git
from gongshi.engines.git import NoHistoryError
from gongshi.errors import SettingsError
from gongshi.publish.cache import Cache
from gongshi.review import findings
from gongshi.review.compare import Board, compare
from gongshi.review.judges import Yardstick
from gongshi.review.report import Place, Review, titles
from gongshi.settings import Settings

BETWEEN = ".."


@dataclass(frozen=True, slots=True)
class State:
    """A board as it was or is: what it says, what the checks find, which files cannot be read."""

    board: Board
    diagnostics: tuple[Diagnostic, ...]
    unreadable: frozenset[Place]


def review(run: Settings, before: str, after: str | None) -> Review:
    """Compare two states of a board, each named by a folder or by anything Git knows a commit by.

    ``before`` may name both, ``main..HEAD``; left out, the second is the folder as it stands.
    """
    old_name, new_name = _named(run.root, before, after)
    with ExitStack() as stack:
        old = _state(run, stack.enter_context(_folder(run.root, old_name)), old_name)
        new = _state(run, stack.enter_context(_folder(run.root, new_name)), new_name or "")
    lost = old.unreadable | new.unreadable
    sides = _without(old.board, lost), _without(new.board, lost)
    calendar = checks.calendar(new.board.settings)
    changes = compare(*sides, Yardstick(calendar, run.today))
    found = (
        *findings.objections(*sides, changes),
        *findings.new_ones(old.diagnostics, new.diagnostics),
    )
    return Review(changes, found, titles([*_titles(new.board), *_titles(old.board)]))


def _named(root: Path, before: str, after: str | None) -> tuple[str, str | None]:
    if after is not None or BETWEEN not in before or (root / before).is_dir():
        return before, after
    old, _, new = before.partition(BETWEEN)
    return old or "HEAD", new.lstrip(".") or "HEAD"


@contextmanager
def _folder(root: Path, name: str | None) -> Iterator[Path]:
    """Give the folder of a state; one that is in Git alone is written to a folder that goes."""
    if name is None:
        yield root
    elif (root / name / STATIONS).is_dir():
        yield (root / name).resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="gongshi-") as folder:
            target = Path(folder).resolve()
            try:
                git.extract(root.resolve(), name, (STATIONS, CONTENT), target)
            except NoHistoryError as error:
                raise _unknown(name, error) from None
            yield target


def _unknown(name: str, error: NoHistoryError) -> SettingsError:
    said = " ".join(error.said.split()) or error.why.value
    return SettingsError(
        f"「{name}」不是公示栏文件夹，也不是这里的 git 版本（{said}）",
        f"{name} is neither a board's folder nor a revision known here ({said})",
    )


def _state(run: Settings, root: Path, name: str) -> State:
    settings = replace(run, root=root)
    survey = pipeline.survey(settings)
    if survey.board is None:
        raise SettingsError(
            f"「{name}」的 stations/board.yml 读不出来",
            f"stations/board.yml of {name} cannot be read",
        )
    with Cache(settings.cache) as cache:
        board, unreadable = _read(survey, root, cache)
    return State(board, survey.diagnostics, unreadable)


def _read(survey: pipeline.Survey, root: Path, cache: Cache) -> tuple[Board, frozenset[Place]]:
    """Read the stations whole; the survey keeps only what lists show."""
    settings = survey.board
    assert settings is not None  # noqa: S101 - looked at before
    folders: list[StationFolder] = []
    unreadable: set[Place] = set()
    for source in survey.sources.stations:
        read = loader.read_station(root, source, settings.languages, cache.shelf("values")).value
        if read is None:
            unreadable.add((source.id, None))
            continue
        folders.append(read)
        there = {each.file for each in read.procedures}
        for file in source.procedures:
            if file not in there:
                name = file.rsplit("/", 1)[-1].removesuffix(".yml")
                unreadable.add((source.id, name))
    return Board(settings, tuple(folders)), frozenset(unreadable)


def _without(board: Board, lost: frozenset[Place]) -> Board:
    """Leave out what cannot be read on one of the sides: the findings tell of it."""
    stations = tuple(
        replace(
            folder,
            procedures=tuple(
                each for each in folder.procedures if (folder.id, each.id) not in lost
            ),
        )
        for folder in board.stations
        if (folder.id, None) not in lost
    )
    return Board(board.settings, stations)


def _titles(board: Board) -> Iterator[tuple[Place, Text | None]]:
    for folder in board.stations:
        yield (folder.id, None), folder.station.name
        for each in folder.procedures:
            yield (folder.id, each.id), each.procedure.title
