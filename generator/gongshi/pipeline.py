"""The whole story on one screen: survey, directory, render, publish."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongshi import settings
from gongshi.authoring import loader, sources
from gongshi.board.board import BoardSettings
from gongshi.board.folder import BulletinFile, StationFolder
from gongshi.diagnostics.finding import Diagnostic, Severity
from gongshi.settings import Settings


@dataclass(frozen=True, slots=True)
class Survey:
    """What was read of a board, and everything that is wrong with it, in the order of the files."""

    board: BoardSettings | None
    folders: tuple[StationFolder, ...]
    bulletins: tuple[BulletinFile, ...]
    diagnostics: tuple[Diagnostic, ...]

    def is_refused(self, is_strict: bool) -> bool:
        """Whether no site may be made of it: an error, or under strict a warning."""
        heavy = {Severity.ERROR, Severity.WARNING} if is_strict else {Severity.ERROR}
        return any(diagnostic.severity in heavy for diagnostic in self.diagnostics)


def settings_of(root: Path, language: str = "zh", target: Path | None = None) -> Settings:
    """Return the settings of a run on a board's folder."""
    root = root.resolve()
    return Settings(root, target or root / "site", settings.clock(), language)


def survey(run: Settings) -> Survey:
    """Read the whole board and judge it."""
    board = loader.read_board(run.root)
    diagnostics = list(board.diagnostics)
    languages = board.value.languages if board.value else ("zh",)
    found = sources.scan(run.root) if (run.root / sources.STATIONS).is_dir() else sources.Sources((), (), ())
    diagnostics += found.diagnostics
    folders, bulletins = [], []
    for source in found.stations:
        station = loader.read_station(run.root, source, languages)
        diagnostics += station.diagnostics
        folders += [station.value] if station.value else []
    for file, _ in found.bulletins:
        bulletin = loader.read_bulletin(run.root, file, languages)
        diagnostics += bulletin.diagnostics
        bulletins += [bulletin.value] if bulletin.value else []
    diagnostics.sort(key=lambda diagnostic: diagnostic.order)
    return Survey(board.value, tuple(folders), tuple(bulletins), tuple(diagnostics))
