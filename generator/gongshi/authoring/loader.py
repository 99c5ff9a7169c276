"""Files to values: a board's settings, a station's folder, a bulletin; every mistake of every file is collected."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from gongshi.authoring.binder import BROKEN, Binder, Places
from gongshi.authoring.shapes import Shape, shape_of
from gongshi.authoring.sources import (
    BOARD_FILE,
    LEDGERS,
    PROCEDURES,
    STATION_FILE,
    STATIONS,
    StationSource,
)
from gongshi.board.board import BoardSettings
from gongshi.board.bulletin import Bulletin
from gongshi.board.folder import BulletinFile, LedgerFile, ProcedureFile, StationFolder
from gongshi.board.ledgers import ComplaintFigures, Evaluation, Inspection, Rectification
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.diagnostics.finding import Diagnostic, Finding, Message, Severity, Span
from gongshi.engines import yaml
from gongshi.settings import program_digest

T = TypeVar("T")

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*(\n|\Z)", re.S)
_LANGUAGES = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


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


def kind_of(file: str) -> Kind:
    """Return what a file of the board holds, by its name relative to the board."""
    name = file.rsplit("/", 1)[-1]
    if file == BOARD_FILE:
        return Kind(BoardSettings)
    if file.endswith(".md"):
        return Kind(Bulletin, is_page=True)
    if f"/{PROCEDURES}/" in file:
        return Kind(Procedure)
    return _LEDGER_KINDS.get(name, Kind(Station))


def read_board(root: Path) -> Read[BoardSettings]:
    """Return what board.yml says; its own languages decide how its texts are read."""
    if not (root / BOARD_FILE).is_file():
        return Read(None, (_no_board_file(),))
    data = (root / BOARD_FILE).read_bytes()
    return read(data, BOARD_FILE, _languages(data))


class Store(Protocol):
    """Where values are kept between runs, under the digest of the bytes that they were read from."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, or nothing."""

    def put(self, key: str, value: bytes) -> None:
        """Keep the bytes under the key."""


def read_station(
    root: Path, source: StationSource, languages: tuple[str, ...], store: Store | None = None
) -> Read[StationFolder]:
    """Return a station's folder with every file of it that could be read."""
    files = {
        file: _read_kept((root / file).read_bytes(), file, languages, store)
        for file, _ in source.files
    }
    diagnostics = tuple(each for one in files.values() for each in one.diagnostics)
    folder = f"{STATIONS}/{source.id}"
    station = files.get(f"{folder}/{STATION_FILE}")
    if station is None or station.value is None:
        return Read(None, diagnostics)
    procedures = tuple(
        ProcedureFile(file.rsplit("/", 1)[-1].removesuffix(".yml"), file, files[file].value)
        for file in source.procedures
        if files[file].value is not None
    )
    ledgers = {name: _ledger(files, f"{folder}/{name}") for name in LEDGERS}
    return Read(
        StationFolder(
            source.id,
            f"{folder}/{STATION_FILE}",
            station.value,
            procedures,
            *(ledgers[name] for name in LEDGERS),
        ),
        diagnostics,
    )


def read_bulletin(root: Path, file: str, languages: tuple[str, ...]) -> Read[BulletinFile]:
    """Return the front matter of a bulletin."""
    one: Read[Bulletin] = read((root / file).read_bytes(), file, languages)
    if one.value is None:
        return Read(None, one.diagnostics)
    name = file.rsplit("/", 1)[-1].removesuffix(".md")
    return Read(BulletinFile(name, file, one.value), one.diagnostics)


def _read_kept(
    data: bytes, file: str, languages: tuple[str, ...], store: Store | None
) -> Read[Any]:
    """Return what a file says, from the store where its bytes were read before without a mistake."""
    if store is None:
        return read(data, file, languages)
    kind = kind_of(file)
    made = hashlib.blake2b(digest_size=20)
    for part in (program_digest(), repr(kind.annotation), ",".join(languages)):
        made.update(part.encode() + b"\0")
    made.update(data)
    key = made.hexdigest()
    if (kept := store.get(key)) is not None:
        try:
            return Read(_adapter(kind.annotation).validate_json(kept), ())
        except ValidationError:
            pass
    one = read(data, file, languages)
    if one.value is not None and not one.diagnostics:
        store.put(key, _adapter(kind.annotation).dump_json(one.value, by_alias=True, exclude_unset=True))
    return one


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def read(data: bytes, file: str, languages: tuple[str, ...]) -> Read[Any]:
    """Return the value of a file's bytes, and everything that is wrong with its form."""
    value, binder, text = _bind(data, file, languages)
    lines = text.split("\n")
    diagnostics = tuple(
        Diagnostic(code, severity, file, span, message, _line(lines, span.line))
        for code, severity, span, message in binder.mistakes
    )
    return Read(value, diagnostics)


def place(
    root: Path, findings: Iterable[Finding], languages: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Give findings their places: each file that has one is read again for its spans."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    for file, group in by_file.items():
        path = root / file
        places, lines = Places(), [""]
        if path.is_file():
            _, binder, text = _bind(path.read_bytes(), file, languages)
            places, lines = binder.places, text.split("\n")
        for finding in group:
            span = places.find(finding.path, on_key=finding.on_key)
            source = _line(lines, span.line)
            yield Diagnostic(finding.code, finding.severity, file, span, finding.message, source)


def _bind(data: bytes, file: str, languages: tuple[str, ...]) -> tuple[Any, Binder, str]:
    binder = Binder(languages)
    kind = kind_of(file)
    text = ""
    try:
        text = yaml.decode(data)
        node = yaml.parse(_front_matter(text) if kind.is_page else text)
    except yaml.YamlError as error:
        binder.mistakes.append((error.code, Severity.ERROR, error.span, error.message))
        return None, binder, text or data[: yaml.MAX_BYTES].decode("utf-8", "replace")
    value = binder.bind(node, kind.shape)
    return (None if value is BROKEN else value), binder, text


def _front_matter(text: str) -> str:
    """Return the YAML at the head of a page, on the lines on which it stands."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise yaml.YamlError(
            "GS144",
            Span(1, 1, 2),
            Message(
                "通报开头没有 --- 之间的题头",
                "the bulletin has no front matter between --- lines",
                "在文件开头写 ---、title、date、kind、---",
                "begin the file with ---, title, date, kind, ---",
            ),
        )
    return "\n" + match["yaml"]


def _languages(data: bytes) -> tuple[str, ...]:
    """Return the languages that board.yml names, before it is read as a whole."""
    try:
        node = yaml.parse(yaml.decode(data))
    except yaml.YamlError:
        return ("zh",)
    entries = node.entries if isinstance(node, yaml.Mapping) else ()
    for key, value in entries:
        if key.text in ("languages", "语言") and isinstance(value, yaml.Sequence):
            named = tuple(
                item.text
                for item in value.items
                if isinstance(item, yaml.Scalar) and _LANGUAGES.fullmatch(item.text)
            )
            return named or ("zh",)
    return ("zh",)


def _ledger(files: dict[str, Read[Any]], file: str) -> LedgerFile[Any]:
    one = files.get(file)
    return LedgerFile(file, one.value if one is not None and one.value is not None else ())


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _no_board_file() -> Diagnostic:
    return Diagnostic(
        "GS145",
        Severity.ERROR,
        BOARD_FILE,
        Span(1, 1, 2),
        Message(
            "这里不是公示栏文件夹:没有 stations/board.yml",
            "this is no board's folder: there is no stations/board.yml",
            "用 -C 指明文件夹,或用 gongshi new board 新建",
            "name the folder with -C, or make one with gongshi new board",
        ),
    )
