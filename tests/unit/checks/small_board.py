"""A small board in order, and what the program says of it once a part is replaced by a bad one."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gongshi import checks
from gongshi.authoring import loader, sources
from gongshi.authoring.papers import papers_of
from gongshi.board.board import BoardSettings
from gongshi.board.folder import BulletinFile, StationFolder
from gongshi.diagnostics.finding import Diagnostic, Finding

BOARDS = Path(__file__).resolve().parents[2] / "boards"
MINIMAL = BOARDS / "minimal"
TODAY = date(2026, 11, 24)

STATION = "stations/chengdong"
PLACES = {
    "board": "stations/board.yml",
    "station": f"{STATION}/station.yml",
    "procedure": f"{STATION}/procedures/renewal.yml",
    "sibling": "stations/chengxi/procedures/enquiry.yml",
    "rectifications": f"{STATION}/rectifications.yml",
    "evaluations": f"{STATION}/evaluations.yml",
    "complaints": f"{STATION}/complaints.yml",
    "inspections": f"{STATION}/inspections.yml",
    "bulletin": "content/bulletins/notice.md",
}

HEAD = re.compile(
    r"# (?P<kind>[a-z]+)(?: without (?P<without>[a-z_, ]+?))?(?: on (?P<today>[0-9-]{10}))?"
)
MARK = re.compile(r"(?P<sign>#(?P<blank>\s*))(?P<carets>\^+) (?P<code>GS\d{3})")
AND = re.compile(r"^# and ", re.MULTILINE)
KEY = re.compile(r"([a-z_]+):")


class Store(dict[str, bytes]):
    """What forms say, kept for all tests of a process."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


STORE = Store()


class Mark(NamedTuple):
    """Where a file says that a diagnostic is expected."""

    line: int
    column: int
    length: int
    code: str


class Head(NamedTuple):
    """What the first line of a bad file says: what it is, what it leaves out, on which day."""

    kind: str
    without: frozenset[str]
    today: date


def head_of(text: str) -> Head:
    """Return what the first line says."""
    match = HEAD.fullmatch(text.partition("\n")[0])
    assert match is not None, "the first line must say what the file is"
    without = frozenset(filter(None, re.split(r"[, ]+", match["without"] or "")))
    today = date.fromisoformat(match["today"]) if match["today"] else TODAY
    return Head(match["kind"], without, today)


def marks_of(text: str) -> list[Mark]:
    """Return the marks of a file: carets under a line, from the column of the first.

    A sign that stands right before its carets counts as one, so that column 1 can be marked.
    """
    marks, above = [], 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.lstrip().startswith("#"):
            above = number
        for match in MARK.finditer(line) if line.lstrip().startswith("#") else ():
            counts = not match["blank"]
            column = match.start("carets") + (0 if counts else 1)
            marks.append(Mark(above, column, len(match["carets"]) + counts, match["code"]))
    return sorted(marks)


def whole_file(text: str, good: str) -> str:
    """Return a bad part followed by all top-level keys of the good file that it does not have."""
    has = set(KEY.findall("\n".join(re.findall(r"^[a-z_]+:", text, re.MULTILINE))))
    blocks = re.split(r"^(?=[a-z_]+:)", good, flags=re.MULTILINE)
    left_out = has | head_of(text).without
    kept = (block for block in blocks if (key := KEY.match(block)) and key[1] not in left_out)
    return text.rstrip("\n") + "\n" + "".join(kept)


def put(root: Path, text: str) -> str:
    """Put a bad part into a copy of the small board, and return the file that it stands in.

    A line ``# and <kind>`` begins a part that stands in another file.
    """
    shutil.copytree(MINIMAL, root, dirs_exist_ok=True)
    (root / "content" / "forms" / "empty.pdf").touch()
    text, *others = AND.split(text)
    file = _put_part(root, text)
    for other in others:
        _put_part(root, f"# {other}")
    return file


def _put_part(root: Path, text: str) -> str:
    kind, _, today = head_of(text)
    for path in root.rglob("*.yml"):
        # On another day everything has been confirmed on that day.
        if today != TODAY:
            good = path.read_text(encoding="utf-8")
            path.write_text(good.replace("2026-10-08", today.isoformat()), encoding="utf-8")
    file = root / PLACES[kind]
    if kind == "bulletin":
        file.write_text(f"---\n{text}---\n", encoding="utf-8")
    elif kind in ("board", "station", "procedure", "sibling"):
        good = file.read_text(encoding="utf-8")
        file.write_text(whole_file(text, good), encoding="utf-8")
    else:
        file.write_text(text, encoding="utf-8")
    return PLACES[kind]


class Judgement(NamedTuple):
    """Everything that is said of a board, and what it sets aside."""

    diagnostics: tuple[Diagnostic, ...]
    set_aside: tuple[checks.SetAside, ...]


def judge(root: Path, today: date = TODAY) -> Judgement:
    """Read a board and judge it, station by station and then as a whole."""
    read = loader.read_board(root)
    board: BoardSettings | None = read.value
    diagnostics = list(read.diagnostics)
    if board is None:
        return Judgement(tuple(diagnostics), ())
    scanned = sources.scan(root)
    diagnostics += scanned.diagnostics
    stations: list[StationFolder] = []
    for source in scanned.stations:
        station = loader.read_station(root, source, board.languages)
        diagnostics += station.diagnostics
        stations += [station.value] if station.value else []
    bulletins: list[BulletinFile] = []
    for file, _ in scanned.bulletins:
        bulletin = loader.read_bulletin(root, file, board.languages)
        diagnostics += bulletin.diagnostics
        bulletins += [bulletin.value] if bulletin.value else []
    files = content_files(root)
    facts = checks.Facts(today, checks.calendar(board), files, papers_of(root, files, STORE))
    judged = checks.Judged()
    for folder in stations:
        judged += checks.check_station(folder, board, facts)
    judged += checks.check_board(
        board,
        tuple(bulletins),
        tuple(stations),
        tuple(each for folder in stations for each in checks.references(folder)),
        frozenset(source.id for source in scanned.stations),
        facts,
    )
    diagnostics += placed(root, judged.findings, board)
    return Judgement(tuple(diagnostics), judged.set_aside)


def placed(
    root: Path, findings: tuple[Finding, ...], board: BoardSettings
) -> tuple[Diagnostic, ...]:
    """Give findings their places in the files."""
    return tuple(loader.place(root, findings, board.languages))


def content_files(root: Path) -> dict[str, int]:
    """Return the files in content/ with their sizes."""
    content = root / "content"
    return {
        path.relative_to(content).as_posix(): path.stat().st_size
        for path in content.rglob("*")
        if path.is_file()
    }
