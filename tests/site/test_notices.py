"""Notices as a clerk prints them: whole, tagged, readable, and made once."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pdfua
import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from gongshi.cli import main
from gongshi.outputs.notices.sheets import KINDS
from tests.site.boards import change, copy_sample

STATION = "xinqiao-police"
PAPERS = {"a4": (595, 842), "a3": (842, 1191)}
CARD = f"{STATION}/id-card-renewal"


def printed(board: Path, *options: str) -> tuple[int, Path]:
    with pytest.raises(SystemExit) as ended:
        main(["notices", "-C", str(board), "--station", STATION, "--workers", "1", *options])
    return int(str(ended.value.code)), board / "notices"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sample(tmp_path_factory.mktemp("notices"))


@pytest.fixture(scope="module")
def folder(board: Path) -> Path:
    code, made = printed(board)
    assert code == 0
    return made


def every(folder: Path) -> Iterator[tuple[Path, PdfReader]]:
    for path in sorted(folder.rglob("*.pdf")):
        yield path, PdfReader(path)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def words_of(path: Path) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))


def kind_of(path: Path) -> str:
    stems = [each.id for each in KINDS if path.stem == each.id or path.stem.startswith("slip-")]
    return path.stem if path.stem in stems else "slip"


def test_there_is_every_kind_in_both_languages(folder: Path) -> None:
    kinds = {each.id for each in KINDS}

    assert {kind_of(path) for path in (folder / STATION).rglob("*.pdf")} == kinds
    assert {kind_of(path) for path in (folder / "en" / STATION).rglob("*.pdf")} == kinds


def test_each_is_on_its_paper_with_title_language_and_outline(folder: Path) -> None:
    papers = {each.id: PAPERS[each.paper] for each in KINDS}
    for path, pdf in every(folder):
        width, height = (round(float(side)) for side in pdf.pages[0].mediabox[2:])
        assert (width, height) == papers[kind_of(path)], path
        assert pdf.metadata is not None
        assert pdf.metadata.title, path
        assert str(pdf.root_object["/Lang"]) == ("en" if "en" in path.parts else "zh-CN"), path
        assert pdf.outline, path


def test_the_checker_for_accessible_documents_finds_nothing(folder: Path) -> None:
    found = [
        (path.name, each.rule_id, each.message)
        for path, _ in every(folder)
        for each in pdfua.validate(str(path)).findings
        if each.severity >= pdfua.Severity.WARNING
    ]
    assert found == []


def test_a_sheet_of_one_page_is_small(folder: Path) -> None:
    large = [
        (path.name, path.stat().st_size)
        for path, pdf in every(folder)
        if len(pdf.pages) == 1 and path.stat().st_size > 80_000 and kind_of(path) != "slip"
    ]
    assert large == []


def test_ordinary_slips_are_one_sheet(folder: Path) -> None:
    cards = [*(folder / STATION).glob("id-card-*/slip*.pdf")]

    assert len(cards) > 4
    assert {path.name for path in cards if len(PdfReader(path).pages) > 1} == set()


def test_a_slip_holds_what_its_situation_asks_for_and_not_what_others_do(folder: Path) -> None:
    damaged = words_of(folder / CARD / "slip-damaged.pdf")
    renamed = words_of(folder / CARD / "slip-renamed.pdf")

    assert "40元" in damaged
    assert "20元" not in damaged
    assert "居民户口簿" in renamed
    assert "居民户口簿" not in damaged


def test_the_code_leads_to_the_procedure_s_page(folder: Path) -> None:
    picture = drawn(folder / CARD / "slip-damaged.pdf")

    found = {each.text for each in zxingcpp.read_barcodes(picture)}
    assert found == {f"https://gongshi.example/qinghe/stations/{CARD}/"}


def drawn(path: Path) -> Image.Image:
    """Draw the first page, as it would be printed."""
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{path.name}")'
    png = typst.Compiler(root=str(path.parent)).compile(
        input=source.encode(), format="png", ppi=150
    )
    assert isinstance(png, bytes)
    return Image.open(BytesIO(png)).convert("L")


def test_what_lies_there_is_not_made_again(board: Path, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path, _ in every(folder)}
    code, _ = printed(board)

    assert code == 0
    assert {path: path.stat().st_mtime_ns for path, _ in every(folder)} == before


def test_a_changed_fee_makes_the_sheets_of_its_procedure_anew(tmp_path: Path) -> None:
    board = copy_sample(tmp_path)
    wanted = ("--kind", "flowchart", "--kind", "fees", "--kind", "posts")
    _, folder = printed(board, *wanted)
    before = {path: path.stat().st_mtime_ns for path, _ in every(folder / STATION)}
    file = board / "stations" / STATION / "procedures" / "id-card-renewal.yml"
    change(file, "amount: 40\n", "amount: 41\n")

    printed(board, *wanted)

    after = {path: path.stat().st_mtime_ns for path, _ in every(folder / STATION)}
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {folder / CARD / "flowchart.pdf", folder / STATION / "fees.pdf"}
    assert "41元" in words_of(folder / STATION / "fees.pdf")


def test_one_situation_is_printed_alone(tmp_path: Path) -> None:
    board = copy_sample(tmp_path)
    code, folder = printed(board, "--kind", "slip", "--situation", "damaged", "--to", "x")

    assert code == 0
    assert {path.stem for path in (board / "x").rglob("*.pdf")} == {"slip-damaged"}
    assert not folder.exists()


@pytest.mark.parametrize("option", ["--station", "--kind", "--procedure"])
def test_what_there_is_not_is_told_with_what_there_is(
    board: Path, option: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["notices", "-C", str(board), option, "nowhere"])

    assert ended.value.code == 2
    assert "nowhere" in capfd.readouterr().err


def test_a_refused_board_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    board = copy_sample(tmp_path)
    (board / "stations" / STATION / "station.yml").write_text("name: [", encoding="utf-8")
    code, folder = printed(board)

    assert code == 1
    assert not folder.exists()
    assert "station.yml" in capfd.readouterr().err
