"""Files to values: a board's settings, a station's folder, a bulletin, and all their mistakes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from gongshi.authoring import places, sources
from gongshi.authoring.binder import (
    BROKEN,
    MOST_MISTAKES,
    Binder,
    Mistake,
    TooManyMistakesError,
)
from gongshi.authoring.shapes import Shape, shape_of
from gongshi.authoring.sources import (
    BOARD_FILE,
    LEDGERS,
    STATION_FILE,
    STATIONS,
    Sources,
    StationSource,
    UnreadableError,
)
from gongshi.board.board import BoardSettings
from gongshi.board.bulletin import Bulletin
from gongshi.board.folder import BulletinFile, LedgerFile, ProcedureFile, StationFolder
from gongshi.board.ledgers import ComplaintFigures, Evaluation, Inspection, Rectification
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import FIRST_LANGUAGE, LANGUAGE
from gongshi.diagnostics.finding import (
    LINES,
    Diagnostic,
    Finding,
    Message,
    Severity,
    Span,
    excerpt,
)
from gongshi.diagnostics.finding import Path as Path_
from gongshi.engines import yaml
from gongshi.settings import program_digest

T = TypeVar("T")

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*?\n)??)---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a file was read as: the value, or nothing where a mistake of form stands in the way."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of file holds, and whether YAML stands at the head of a Markdown page."""

    annotation: Any
    is_page: bool = False

    @property
    def shape(self) -> Shape:
        """The forms that the file's content may take."""
        return shape_of(self.annotation)


_LEDGER_KINDS: Final = {
    "rectifications.yml": Kind(tuple[Rectification, ...]),
    "evaluations.yml": Kind(tuple[Evaluation, ...]),
    "complaints.yml": Kind(tuple[ComplaintFigures, ...]),
    "inspections.yml": Kind(tuple[Inspection, ...]),
}
_BOARD: Final = Kind(BoardSettings)
_STATION: Final = Kind(Station)
_PROCEDURE: Final = Kind(Procedure)
_BULLETIN: Final = Kind(Bulletin, is_page=True)


def kind_of(file: str) -> Kind:
    """Return what a file of the board holds, by its name relative to the board."""
    if file == BOARD_FILE:
        return _BOARD
    if file.endswith(".md"):
        return _BULLETIN
    if sources.is_procedure(file):
        return _PROCEDURE
    return _LEDGER_KINDS.get(file.rsplit("/", 1)[-1], _STATION)


# ---- files of a board -----------------------------------------------------------------------


def read_board(root: Path) -> Read[BoardSettings]:
    """Return what board.yml says; its own languages decide how its texts are read."""
    try:
        data = sources.read(root, BOARD_FILE)
    except UnreadableError as error:
        return Read(None, (_NO_BOARD if error.is_gone else error.diagnostic,))
    return read(data, BOARD_FILE, _languages(data))


class Store(Protocol):
    """Where values are kept between runs, under the digest of the bytes they were read from."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, or nothing."""

    def put(self, key: str, value: bytes) -> None:
        """Keep the bytes under the key."""


def read_station(
    root: Path, source: StationSource, languages: tuple[str, ...], store: Store | None = None
) -> Read[StationFolder]:
    """Return a station's folder with every file of it that could be read.

    There is no folder where a file is not what it was when the board was looked through: what is
    made of it would be kept under the digest of something else.
    """
    files: dict[str, Read[Any]] = {}
    lost: list[Diagnostic] = []
    for file, expected in source.files:
        try:
            data = sources.read(root, file)
        except UnreadableError as error:
            lost.append(error.diagnostic)
            continue
        if expected and sources.digest(data) != expected:
            lost.append(sources.changed(file))
        files[file] = read_kept(data, file, languages, store)
    diagnostics = (*lost, *(each for one in files.values() for each in one.diagnostics))
    folder = None if lost else _folder(source, files)
    return Read(folder, diagnostics)


def _folder(source: StationSource, files: dict[str, Read[Any]]) -> StationFolder | None:
    folder = f"{STATIONS}/{source.id}"
    station = files.get(f"{folder}/{STATION_FILE}")
    if station is None or station.value is None:
        return None
    procedures = [(file, files[file].value) for file in source.procedures]
    ledgers = (_ledger(files, f"{folder}/{name}") for name in LEDGERS)
    return StationFolder(
        source.id,
        f"{folder}/{STATION_FILE}",
        station.value,
        tuple(
            ProcedureFile(_name_of(file, ".yml"), file, procedure)
            for file, procedure in procedures
            if procedure is not None
        ),
        *ledgers,
    )


def _ledger(files: dict[str, Read[Any]], file: str) -> LedgerFile[Any]:
    one = files.get(file)
    return LedgerFile(file, one.value if one is not None and one.value is not None else ())


def read_bulletin(root: Path, file: str, languages: tuple[str, ...]) -> Read[BulletinFile]:
    """Return the front matter of a bulletin."""
    try:
        data = sources.read(root, file)
    except UnreadableError as error:
        return Read(None, (error.diagnostic,))
    one: Read[Bulletin] = read(data, file, languages)
    if one.value is None:
        return Read(None, one.diagnostics)
    return Read(BulletinFile(_name_of(file, ".md"), file, one.value), one.diagnostics)


def mistakes(root: Path, found: Sources) -> Iterator[Diagnostic]:
    """Go through the mistakes of form of all stations and bulletins.

    It is for a board whose own file cannot be read, so that its mistakes do not hide the others.
    """
    try:
        languages = _languages(sources.read(root, BOARD_FILE))
    except UnreadableError:
        languages = (FIRST_LANGUAGE,)
    for source in found.stations:
        yield from read_station(root, source, languages).diagnostics
    for file, _ in found.bulletins:
        yield from read_bulletin(root, file, languages).diagnostics


def _name_of(file: str, suffix: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(suffix)


def read_kept(data: bytes, file: str, languages: tuple[str, ...], store: Store | None) -> Read[Any]:
    """Return what a file says, from the store where it was read before without a mistake."""
    if store is None:
        return read(data, file, languages)
    adapter = _adapter(kind_of(file).annotation)
    key = _key(data, file, languages)
    if (kept := store.get(key)) is not None:
        try:
            return Read(adapter.validate_json(kept), ())
        except ValidationError:
            pass
    one = read(data, file, languages)
    if one.value is not None and not one.diagnostics:
        store.put(key, adapter.dump_json(one.value, by_alias=True, exclude_unset=True))
    return one


def _key(data: bytes, file: str, languages: tuple[str, ...]) -> str:
    made = hashlib.blake2b(digest_size=20)
    for part in (program_digest(), repr(kind_of(file).annotation), ",".join(languages)):
        made.update(part.encode() + b"\0")
    made.update(data)
    return made.hexdigest()


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


# ---- bytes to values ------------------------------------------------------------------------


def read(data: bytes, file: str, languages: tuple[str, ...]) -> Read[Any]:
    """Return the value of a file's bytes, and everything that is wrong with its form."""
    kind = kind_of(file)
    text = ""
    try:
        text = yaml.decode(data)
        source = _front_matter(text) if kind.is_page else text
        node = yaml.parse(source)
    except yaml.YamlError as error:
        mistake = Mistake(error.code, error.span, error.message)
        return Read(None, _told(file, text or yaml.readable(data), [mistake]))
    value, mistakes = _bound(node, kind.shape, source, languages)
    return Read(value, _told(file, text, mistakes) if mistakes else ())


def _bound(
    node: yaml.Node, shape: Shape, text: str, languages: tuple[str, ...]
) -> tuple[Any, list[Mistake]]:
    binder = Binder(text, languages)
    try:
        value = binder.bind(node, shape)
    except TooManyMistakesError:
        last = binder.mistakes[-1]
        return None, [*binder.mistakes, Mistake("GS147", last.span, _AND_MORE)]
    return None if value is BROKEN else value, binder.mistakes


def _told(file: str, text: str, mistakes: Iterable[Mistake]) -> tuple[Diagnostic, ...]:
    lines = text.split("\n")
    found = (_diagnostic(Severity.ERROR, file, lines, mistake) for mistake in mistakes)
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.order))


def place(
    root: Path, findings: Iterable[Finding], _languages: tuple[str, ...] = ()
) -> Iterator[Diagnostic]:
    """Give findings their places: each file that has one is parsed again."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    for file, group in by_file.items():
        node, lines = _parsed_again(root, file)
        shape = kind_of(file).shape
        for each in group:
            if each.path[:1] == (LINES,):
                lines = lines or _lines_of(root, file)
                span = _line(lines, each.path)
            else:
                span = places.find(node, shape, each.path, on_key=each.on_key) if node else _START
            mistake = Mistake(each.code, span, each.message)
            yield _diagnostic(each.severity, file, lines, mistake)


def _lines_of(root: Path, file: str) -> list[str]:
    with suppress(UnreadableError, yaml.YamlError):
        return yaml.decode(sources.read(root, file)).split("\n")
    return []


def _line(lines: list[str], path: Path_) -> Span:
    """Return the words of a line, which a path names by its number."""
    number = next((step for step in path[1:] if isinstance(step, int)), 1)
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    start = len(line) - len(line.lstrip())
    return Span(number, start + 1, len(line.rstrip()) + 1)


def _parsed_again(root: Path, file: str) -> tuple[yaml.Node | None, list[str]]:
    """Return the nodes and lines of a file, none of it if it cannot be read any more."""
    try:
        text = yaml.decode(sources.read(root, file))
        node = yaml.parse(_front_matter(text) if kind_of(file).is_page else text)
    except (UnreadableError, yaml.YamlError):
        return None, []
    return node, text.split("\n")


def _diagnostic(severity: Severity, file: str, lines: list[str], mistake: Mistake) -> Diagnostic:
    code, span, message = mistake
    span = span.within(lines)
    source = excerpt(lines[span.line - 1] if lines else "", span.column)
    return Diagnostic(code, severity, file, span, message, *source)


def _front_matter(text: str) -> str:
    """Return the YAML at the head of a page, on the lines on which it stands."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise yaml.YamlError("GS144", _START, _NO_FRONT_MATTER)
    return "\n" + match["yaml"]


def front_matter_of(text: str) -> str:
    """Return the front matter of a page with the lines around it, nothing where there is none."""
    match = _FRONT_MATTER.match(text)
    return match[0] if match else ""


def _languages(data: bytes) -> tuple[str, ...]:
    """Return the languages that board.yml names, before it is read as a whole."""
    try:
        node = yaml.parse(yaml.decode(data))
    except yaml.YamlError:
        return (FIRST_LANGUAGE,)
    entries = node.entries if isinstance(node, yaml.Mapping) else ()
    for key, value in entries:
        if key.text in _LANGUAGES_KEYS and isinstance(value, yaml.Sequence):
            named = tuple(
                item.text
                for item in value.items
                if isinstance(item, yaml.Scalar) and LANGUAGE.fullmatch(item.text)
            )
            return named or (FIRST_LANGUAGE,)
    return (FIRST_LANGUAGE,)


_LANGUAGES_KEYS: Final = ("languages", BoardSettings.model_fields["languages"].title)
_START: Final = Span(1, 1, 2)

_AND_MORE: Final = Message(
    f"错误超过 {MOST_MISTAKES} 个，后面的没有列出",
    f"more than {MOST_MISTAKES} mistakes; the rest is not told",
    "先改正上面的",
    "mend those above first",
)
_NO_FRONT_MATTER: Final = Message(
    "通报开头没有 --- 之间的题头",
    "the bulletin has no front matter between --- lines",
    "在文件开头写 ---、title、date、kind、---",
    "begin the file with ---, title, date, kind, ---",
)
_NO_BOARD: Final = Diagnostic(
    "GS145",
    Severity.ERROR,
    BOARD_FILE,
    _START,
    Message(
        "这里不是公示栏文件夹：没有 stations/board.yml",
        "this is no board's folder: there is no stations/board.yml",
        "用 -C 指明文件夹，或用 gongshi new board 新建",
        "name the folder with -C, or make one with gongshi new board",
    ),
)
