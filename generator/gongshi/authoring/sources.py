"""The files of a board on disk: which there are, what each is, and which nobody would read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from gongshi.authoring.messages import nearest, shown
from gongshi.board.text import ID
from gongshi.diagnostics.finding import Diagnostic, Message, Severity, Span
from gongshi.engines.yaml import MAX_BYTES

STATIONS: Final = "stations"
CONTENT: Final = "content"
BULLETINS: Final = "content/bulletins"
BOARD_FILE: Final = "stations/board.yml"
STATION_FILE: Final = "station.yml"
PROCEDURES: Final = "procedures"
LEDGERS: Final = ("rectifications.yml", "evaluations.yml", "complaints.yml", "inspections.yml")
LONGEST_ID: Final = 64

_LIST_PAGE: Final = "index"
_IN_A_FILE_SYSTEM: Final = Span(1, 1, 2)


class UnreadableError(Exception):
    """A file that cannot be read, with what is to be said of it; ``is_gone`` if there is none."""

    def __init__(self, diagnostic: Diagnostic, *, is_gone: bool = False) -> None:
        """Keep what is wrong."""
        super().__init__(diagnostic.message.en)
        self.diagnostic = diagnostic
        self.is_gone = is_gone


@dataclass(frozen=True, slots=True)
class StationSource:
    """A station's folder: its files, relative to the board, with the digests of their content."""

    id: str
    files: tuple[tuple[str, str], ...]

    @property
    def procedures(self) -> tuple[str, ...]:
        """The files of its procedures."""
        return tuple(name for name, _ in self.files if is_procedure(name))

    def has(self, name: str) -> bool:
        """Whether a file of that name stands in the folder."""
        return f"{STATIONS}/{self.id}/{name}" in dict(self.files)


@dataclass(frozen=True, slots=True)
class Sources:
    """All files of a board, and what is wrong with their names."""

    stations: tuple[StationSource, ...]
    bulletins: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...]


def is_procedure(file: str) -> bool:
    """Whether a file stands in a station's folder of procedures."""
    return file.split("/")[2:-1] == [PROCEDURES]


def digest(data: bytes) -> str:
    """Return the digest by which a file's content is known."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def scan(root: Path) -> Sources:
    """Return the files of a board, in the order of their names whatever the disk says."""
    scanner = _Scanner(root)
    stations = tuple(scanner.stations())
    bulletins = tuple(scanner.bulletins())
    scanner.look_for_ways_out(CONTENT)
    found = sorted(set(scanner.found), key=lambda diagnostic: diagnostic.order)
    return Sources(stations, bulletins, tuple(found))


def read(root: Path, file: str) -> bytes:
    """Return the bytes of a file, at most one more than a file may have.

    Anything that is no plain file inside the board raises ``UnreadableError``.
    """
    path = root / file
    try:
        if _is_linked(root, file) and (fault := _Scanner(root).link_fault(path)):
            raise UnreadableError(_about(file, "GS142", fault))
        # A pipe that took a file's place must not hold up the build.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            os.close(descriptor)
            raise UnreadableError(_about(file, "GS141", _NO_PLAIN_FILE))
        with os.fdopen(descriptor, "rb") as stream:
            # Room is taken for as much as is asked for, and few files are large.
            data = stream.read(min(found.st_size, MAX_BYTES) + 1)
            is_whole = len(data) <= found.st_size
            return data if is_whole else data + stream.read(MAX_BYTES + 1 - len(data))
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableError(changed(file), is_gone=True) from None
    except OSError as error:
        raise UnreadableError(_unreadable(file, error)) from None


def changed(file: str) -> Diagnostic:
    """Say that a file is no longer what it was when the board was looked through."""
    return _about(file, "GS146", _CHANGED)


def content_files(root: Path) -> dict[str, int]:
    """Return the files of content/ with their sizes in bytes, without links out of the board."""
    scanner = _Scanner(root)
    prefix = len(f"{CONTENT}/")
    sizes = {}
    for name, entry in scanner.walk(CONTENT):
        with suppress(OSError):
            if entry.is_file() and not (entry.is_symlink() and scanner.link_fault(entry)):
                sizes[name[prefix:]] = entry.stat().st_size
    return dict(sorted(sizes.items()))


class _Scanner:
    """Goes through the folders of a board and collects what is wrong with what stands there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Diagnostic] = []

    def stations(self) -> Iterator[StationSource]:
        for name, entry in self.entries(STATIONS):
            if self._is_folder(entry):
                if not self._complain(name + "/", _bad_id(entry.name)):
                    yield self._station(entry.name)
            elif name != BOARD_FILE:
                self._stray(name, ("board.yml",))

    def bulletins(self) -> Iterator[tuple[str, str]]:
        for name, entry in self.entries(BULLETINS):
            if entry.name.endswith(".md"):
                yield from self._file(name, entry, ".md")
            else:
                self._stray(name, ("*.md",))

    def _station(self, station_id: str) -> StationSource:
        folder = f"{STATIONS}/{station_id}"
        known = (STATION_FILE, *LEDGERS)
        files: list[tuple[str, str]] = []
        has_station = False
        for name, entry in self.entries(folder):
            if entry.name == PROCEDURES and self._is_folder(entry):
                files.extend(self._procedures(name))
            elif entry.name in known:
                has_station |= entry.name == STATION_FILE
                files.extend(self._digested(name))
            else:
                self._stray(name, (*known, f"{PROCEDURES}/"))
        if not has_station:
            self._complain(f"{folder}/{STATION_FILE}", ("GS143", _NO_STATION_FILE))
        return StationSource(station_id, tuple(sorted(files)))

    def _procedures(self, folder: str) -> Iterator[tuple[str, str]]:
        for name, entry in self.entries(folder):
            if entry.name.endswith(".yml"):
                yield from self._file(name, entry, ".yml")
            else:
                self._stray(name, ("*.yml",))

    def _file(self, name: str, entry: os.DirEntry[str], suffix: str) -> Iterator[tuple[str, str]]:
        """Return a file whose name is an id, with its digest, unless something is wrong with it."""
        problem = _bad_id(entry.name.removesuffix(suffix))
        if suffix == ".md" and entry.name == f"{_LIST_PAGE}.md":
            problem = ("GS140", _TAKEN)
        if not self._complain(name, problem):
            yield from self._digested(name)

    def _digested(self, name: str) -> Iterator[tuple[str, str]]:
        try:
            yield name, digest(read(self.root, name))
        except UnreadableError as error:
            self.found.append(error.diagnostic)

    def look_for_ways_out(self, folder: str) -> None:
        """Note every link below a folder that leads out of the board."""
        for _ in self.walk(folder):
            pass

    def walk(self, folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Go through all that stands below a folder, not into links."""
        waiting = [folder]
        while waiting:
            for name, entry in self.entries(waiting.pop()):
                yield name, entry
                if self._is_folder(entry) and not entry.is_symlink():
                    waiting.append(name)

    def entries(self, folder: str) -> list[tuple[str, os.DirEntry[str]]]:
        """Return what stands in a folder, in the order of the names, noting links that lead out.

        Hidden files are nobody's business; what a link out leads to is not looked at.
        """
        path = self.root / folder
        if _is_link(path) and self._complain_of_link(folder, path):
            return []
        try:
            with os.scandir(path) as entries:
                seen = sorted(entries, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            self.found.append(_unreadable(folder + "/", error))
            return []
        named = ((f"{folder}/{entry.name}", entry) for entry in seen if entry.name[0] != ".")
        return [
            (name, entry)
            for name, entry in named
            # Whoever reads the board's own file complains of it.
            if not (
                entry.is_symlink() and name != BOARD_FILE and self._complain_of_link(name, entry)
            )
        ]

    def _complain_of_link(self, name: str, link: os.PathLike[str]) -> bool:
        fault = self.link_fault(link)
        return self._complain(name, ("GS142", fault) if fault else None)

    def link_fault(self, link: os.PathLike[str]) -> Message | None:
        """Return why a link cannot be followed: it leads nowhere, or out of the board."""
        try:
            target = Path(os.path.realpath(link, strict=True))
        except OSError:
            return _LEADS_NOWHERE
        return None if any(map(target.is_relative_to, self._homes)) else _LEADS_OUT

    @cached_property
    def _homes(self) -> tuple[Path, ...]:
        """Where links may lead: into stations and content, not to what else lies about."""
        real = Path(os.path.realpath(self.root))
        homes = (Path(os.path.realpath(real / name)) for name in (STATIONS, CONTENT))
        return tuple(home for home in homes if home.is_relative_to(real))

    def _is_folder(self, entry: os.DirEntry[str]) -> bool:
        with suppress(OSError):
            return entry.is_dir()
        return False

    def _stray(self, name: str, known: tuple[str, ...]) -> None:
        self._complain(name, ("GS141", _nobody_reads(name, known)))

    def _complain(self, file: str, problem: tuple[str, Message] | None) -> bool:
        """Note a problem, if there is one, and return whether there is."""
        if problem is not None:
            self.found.append(_about(file, *problem))
        return problem is not None


def _is_linked(root: Path, file: str) -> bool:
    """Whether a file or one of the folders it stands in, up to the board's own, is a link."""
    place = str(root)
    for part in file.split("/"):
        place = f"{place}/{part}"
        if os.path.islink(place):  # noqa: PTH114 - every file is looked at, and a path takes longer
            return True
    return False


def _is_link(path: Path) -> bool:
    """Whether there is a link of that name, as far as can be seen."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def _about(file: str, code: str, message: Message) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, _printable(file), _IN_A_FILE_SYSTEM, message)


def _printable(name: str) -> str:
    """Return a name as it can be printed: file systems hold names that are no text."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _unreadable(file: str, error: OSError) -> Diagnostic:
    reason = os.strerror(error.errno) if error.errno else ""
    return _about(
        file,
        "GS146",
        Message(
            f"读不了（{reason}）",
            f"cannot be read ({reason})",
            "检查文件的权限",
            "check the permissions of the file",
        ),
    )


def _bad_id(name: str) -> tuple[str, Message] | None:
    if ID.fullmatch(name) and len(name) <= LONGEST_ID:
        return None
    told = shown(_printable(name))
    return "GS140", Message(
        f"「{told}」不能作编号（它是网页地址的一部分）",
        f"{told} cannot be an id (it is part of an address)",
        "改名：小写字母、数字和连字符，最多 64 个字符，如 id-card-renewal",
        "rename it: lower-case letters, digits and hyphens, at most 64, such as id-card-renewal",
    )


def _nobody_reads(file: str, known: tuple[str, ...]) -> Message:
    close = nearest(_printable(file.rsplit("/", 1)[-1]), known)
    return Message(
        "没有程序会读这个文件",
        "nobody reads this file",
        f"是不是「{close}」？" if close else f"这里可以放：{'、'.join(known)}；否则移走",
        f"did you mean {close}?"
        if close
        else f"here may stand: {', '.join(known)}; else move it away",
    )


_TAKEN: Final = Message(
    "「index」是通报列表页的地址",
    "index is the address of the list of bulletins",
    "改名，如 2026-11-24-notice.md",
    "rename it, such as 2026-11-24-notice.md",
)
_NO_PLAIN_FILE: Final = Message(
    "这里应是文件，现在不是",
    "a file belongs here, and this is none",
    "移走它，放入文件",
    "move it away and put the file here",
)
_LEADS_NOWHERE: Final = Message(
    "符号链接指向的文件不存在",
    "the symbolic link leads nowhere",
    "删去链接，放入文件本身",
    "replace the link by the file itself",
)
_LEADS_OUT: Final = Message(
    "符号链接指到公示栏的 stations/ 和 content/ 以外",
    "the symbolic link leads out of the board's stations/ and content/",
    "删去链接，放入文件本身",
    "replace the link by the file itself",
)
_CHANGED: Final = Message(
    "文件在读取时不见了或变了",
    "the file vanished or changed while it was read",
    "再运行一次",
    "run it again",
)
_NO_STATION_FILE: Final = Message(
    "站所文件夹里没有 station.yml",
    "the station's folder has no station.yml",
    "补上 station.yml，可用 gongshi new station 生成",
    "add station.yml; gongshi new station makes one",
)
