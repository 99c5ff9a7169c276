"""The files of a board on disk: which there are, what each is, and which nobody would read."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongshi.authoring.messages import nearest
from gongshi.board.text import ID_PATTERN
from gongshi.diagnostics.finding import Diagnostic, Message, Severity, Span

STATIONS: Final = "stations"
BULLETINS: Final = "content/bulletins"
BOARD_FILE: Final = "stations/board.yml"
STATION_FILE: Final = "station.yml"
PROCEDURES: Final = "procedures"
LEDGERS: Final = ("rectifications.yml", "evaluations.yml", "complaints.yml", "inspections.yml")
LONGEST_ID: Final = 64

_ID = re.compile(ID_PATTERN)
_START = Span(1, 1, 2)


@dataclass(frozen=True, slots=True)
class StationSource:
    """A station's folder: the names of its files, relative to the board, with the digests of their content."""

    id: str
    files: tuple[tuple[str, str], ...]

    @property
    def procedures(self) -> tuple[str, ...]:
        """The files of its procedures."""
        return tuple(name for name, _ in self.files if f"/{PROCEDURES}/" in name)

    def has(self, name: str) -> bool:
        """Whether a file of that name stands in the folder."""
        return f"{STATIONS}/{self.id}/{name}" in dict(self.files)


@dataclass(frozen=True, slots=True)
class Sources:
    """All files of a board, and what is wrong with their names."""

    stations: tuple[StationSource, ...]
    bulletins: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...]


def scan(root: Path) -> Sources:
    """Return the files of a board, in the order of their names whatever the disk says."""
    found: list[Diagnostic] = []
    folder = root / STATIONS
    stations = []
    for entry in _entries(folder):
        name = f"{STATIONS}/{entry.name}"
        if _leads_out(root, entry):
            found.append(_outside(name))
        elif entry.is_dir():
            if problem := _bad_id(entry.name, name + "/"):
                found.append(problem)
            else:
                stations.append(_station(root, entry.name, found))
        elif entry.name != "board.yml":
            found.append(_stray(name, ("board.yml",)))
    bulletins = tuple(_files(root, BULLETINS, ".md", found))
    return Sources(tuple(stations), bulletins, tuple(found))


def content_files(root: Path) -> dict[str, int]:
    """Return the files of content/ with their sizes in bytes; links that lead out of the board are left out."""
    content = root / "content"
    return {
        path.relative_to(content).as_posix(): path.stat().st_size
        for path in sorted(content.rglob("*"))
        if path.is_file() and path.resolve().is_relative_to(root.resolve())
    }


def _station(root: Path, station_id: str, found: list[Diagnostic]) -> StationSource:
    folder = f"{STATIONS}/{station_id}"
    files: list[tuple[str, str]] = []
    known = (STATION_FILE, *LEDGERS)
    for entry in _entries(root / folder):
        name = f"{folder}/{entry.name}"
        if _leads_out(root, entry):
            found.append(_outside(name))
        elif entry.is_dir() and entry.name == PROCEDURES:
            files.extend(_files(root, f"{folder}/{PROCEDURES}", ".yml", found))
        elif entry.is_file() and entry.name in known:
            files.append((name, _digest(Path(entry.path))))
        else:
            found.append(_stray(name, (*known, f"{PROCEDURES}/")))
    if not any(name == f"{folder}/{STATION_FILE}" for name, _ in files):
        found.append(_no_station_file(folder))
    return StationSource(station_id, tuple(sorted(files)))


def _files(
    root: Path, folder: str, suffix: str, found: list[Diagnostic]
) -> Iterator[tuple[str, str]]:
    if not (root / folder).is_dir():
        return
    for entry in _entries(root / folder):
        name = f"{folder}/{entry.name}"
        if _leads_out(root, entry):
            found.append(_outside(name))
        elif not entry.is_file() or not entry.name.endswith(suffix):
            found.append(_stray(name, (f"*{suffix}",)))
        elif problem := _bad_id(entry.name.removesuffix(suffix), name):
            found.append(problem)
        else:
            yield name, _digest(Path(entry.path))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what stands in a folder, but for hidden files, in the order of the names."""
    with os.scandir(folder) as entries:
        return sorted(
            (entry for entry in entries if not entry.name.startswith(".")),
            key=lambda entry: entry.name,
        )


def _leads_out(root: Path, entry: os.DirEntry[str]) -> bool:
    if not entry.is_symlink():
        return False
    try:
        return not Path(entry.path).resolve(strict=True).is_relative_to(root.resolve())
    except OSError:
        return True


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _bad_id(name: str, file: str) -> Diagnostic | None:
    if _ID.fullmatch(name) and len(name) <= LONGEST_ID:
        return None
    return _about_file(
        "GS140",
        file,
        Message(
            f"「{name}」不能作编号(它是网页地址的一部分)",
            f"{name} cannot be an id (it is part of an address)",
            "改名:小写字母、数字和连字符,最多 64 个字符,如 id-card-renewal",
            "rename it: lower-case letters, digits and hyphens, at most 64, such as id-card-renewal",
        ),
    )


def _stray(file: str, known: tuple[str, ...]) -> Diagnostic:
    close = nearest(file.rsplit("/", 1)[-1], known)
    return _about_file(
        "GS141",
        file,
        Message(
            "没有程序会读这个文件",
            "nobody reads this file",
            f"是不是「{close}」?" if close else f"这里可以放:{'、'.join(known)};否则移走",
            f"did you mean {close}?"
            if close
            else f"here may stand: {', '.join(known)}; else move it away",
        ),
    )


def _outside(file: str) -> Diagnostic:
    return _about_file(
        "GS142",
        file,
        Message(
            "符号链接指到公示栏文件夹以外",
            "the symbolic link leads out of the board's folder",
            "删去链接,放入文件本身",
            "replace the link by the file itself",
        ),
    )


def _no_station_file(folder: str) -> Diagnostic:
    return _about_file(
        "GS143",
        f"{folder}/{STATION_FILE}",
        Message(
            "站所文件夹里没有 station.yml",
            "the station's folder has no station.yml",
            "补上 station.yml,可用 gongshi new station 生成",
            "add station.yml; gongshi new station makes one",
        ),
    )


def _about_file(code: str, file: str, message: Message) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, file, _START, message)
