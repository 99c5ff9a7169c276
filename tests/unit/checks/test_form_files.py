"""Every mistake of form has a bad file that says what is expected, or a folder made here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gongshi.checks.tables import table
from tests.unit.checks.small_board import BOARDS, MINIMAL, PLACES, Mark, judge, marks_of, put

FORM = sorted((BOARDS / "form").glob("GS*.yml"))

PROCEDURE = PLACES["procedure"]


@pytest.mark.parametrize("path", FORM, ids=lambda path: path.stem)
def test_a_mistake_of_form_is_reported_exactly_where_it_says(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file = put(tmp_path, text)

    diagnostics = judge(tmp_path).diagnostics

    actual = sorted(Mark(d.span.line, d.span.column, d.span.length, d.code) for d in diagnostics)
    assert actual == marks_of(text)
    assert {(d.file, d.code) for d in diagnostics} == {(file, path.stem)}


def write(file: str, data: bytes) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(data)

    return make


def append(file: str, data: bytes) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / file).write_bytes((root / file).read_bytes() + data)

    return make


def link_out(root: Path) -> None:
    (root / "stations" / "chengdong" / "rectifications.yml").symlink_to("/dev/null")


def remove_station_file(root: Path) -> None:
    (root / "stations" / "chengxi" / "station.yml").unlink()


def remove_board_file(root: Path) -> None:
    (root / "stations" / "board.yml").unlink()


OTHERS: dict[str, list[Callable[[Path], None]]] = {
    "GS101": [append(PROCEDURE, b"#" * 1024 * 1024)],
    "GS102": [write(PROCEDURE, "title: 换证".encode("gb18030"))],
    "GS103": [append(PROCEDURE, f"local_reason: a{chr(code)}b\n".encode())
              for code in (0, 0x200B, 0x202E, 0xFEFF)],
    "GS106": [write(PROCEDURE, b""), write(PROCEDURE, b"# nothing\n")],
    "GS140": [
        write("stations/Cheng_Dong/station.yml", b"name: a\n"),
        write("stations/chengdong/procedures/Renewal 2.yml", b"title: a\n"),
    ],
    "GS141": [
        write("stations/chengdong/station.yaml", b"name: a\n"),
        write("stations/notes.txt", b"a\n"),
        write("content/bulletins/picture.png", b"a\n"),
    ],
    "GS142": [link_out],
    "GS143": [remove_station_file],
    "GS144": [write(PLACES["bulletin"], "没有题头\n".encode())],
    "GS145": [remove_board_file],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "make"),
    [(code, make) for code, makes in OTHERS.items() for make in makes],
)
def test_what_no_bad_file_can_show_is_reported(
    code: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    put(tmp_path, "# board\nname: 江滨区基层站所公示栏\n")
    make(tmp_path)

    codes = {diagnostic.code for diagnostic in judge(tmp_path).diagnostics}

    assert codes == {code}


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_a_mark_at_the_start_and_any_end_of_line_are_fine(
    before: bytes, end: bytes, tmp_path: Path
) -> None:
    put(tmp_path, "# board\nname: 江滨区基层站所公示栏\n")
    data = (MINIMAL / PROCEDURE).read_bytes()
    (tmp_path / PROCEDURE).write_bytes(before + data.replace(b"\n", end))

    assert judge(tmp_path).diagnostics == ()


def test_every_code_of_the_reader_is_shown_but_the_one_that_no_field_needs() -> None:
    """GS131 tells what no other sentence fits; the model has no such field.

    What a disk does meanwhile (GS146) and too many mistakes (GS147) are shown in the tests of the
    loader, since they do not come alone; lists in pages (GS148) in those of the lists.
    """
    shown = {path.stem for path in FORM} | set(OTHERS)

    assert set(table("form")) - shown == {"GS131", "GS146", "GS147", "GS148"}
