"""Numbers of persons in what stands beside the YAML: pages, forms, pictures."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from bench.files import pdf
from tests.unit.checks.small_board import MINIMAL, judge

ID_NUMBER = "11010519491231002X"
WRONG_CHECK_DIGIT = "110105194912310021"
MOBILE = "13800138000"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "board")
    return tmp_path / "board"


def found(board: Path) -> list[tuple[str, str, int]]:
    return [(d.code, d.file, d.span.line) for d in judge(board).diagnostics]


@pytest.mark.parametrize("number", [ID_NUMBER, MOBILE, "6222020200112230004"])
def test_a_number_of_a_person_in_a_form_is_found(board: Path, number: str) -> None:
    (board / "content" / "forms" / "filled.pdf").write_bytes(pdf(f"Applicant {number}"))

    assert found(board) == [("GS251", "content/forms/filled.pdf", 1)]


@pytest.mark.parametrize("number", [WRONG_CHECK_DIGIT, "021-50100001", "2026111312345"])
def test_other_numbers_in_a_form_are_no_persons(board: Path, number: str) -> None:
    (board / "content" / "forms" / "filled.pdf").write_bytes(pdf(f"Number {number}"))

    assert found(board) == []


def test_a_number_in_the_properties_of_a_form_is_found(board: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({NameObject("/Author"): TextStringObject(f"张敏 {MOBILE}")})
    writer.write(board / "content" / "forms" / "filled.pdf")

    assert found(board) == [("GS251", "content/forms/filled.pdf", 1)]


def test_a_form_with_a_password_cannot_be_looked_into(board: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(board / "content" / "forms" / "filled.pdf")

    assert found(board) == [("GS258", "content/forms/filled.pdf", 1)]


def test_a_number_in_a_page_is_found_on_its_line(board: Path) -> None:
    (board / "content" / "help.md").write_text(f"# 帮助\n\n找老张 {MOBILE}\n", encoding="utf-8")

    assert found(board) == [("GS251", "content/help.md", 3)]


def test_a_number_in_the_body_of_a_bulletin_is_found_on_its_line(board: Path) -> None:
    page = board / "content" / "bulletins" / "notice.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n身份号码 {ID_NUMBER}\n", encoding="utf-8")

    assert found(board) == [("GS251", "content/bulletins/notice.md", text.count("\n") + 2)]


def test_a_retired_hotline_and_a_placeholder_in_a_page_are_found(board: Path) -> None:
    (board / "content" / "help.md").write_text("# 帮助\n\n打 12358。\n\nTODO\n", encoding="utf-8")

    assert found(board) == [
        ("GS243", "content/help.md", 3),
        ("GS252", "content/help.md", 5),
    ]


def test_what_a_page_may_show_is_set_aside_in_the_boards_own_file(board: Path) -> None:
    (board / "content" / "help.md").write_text(f"# 帮助\n\n值班 {MOBILE}\n", encoding="utf-8")
    settings = board / "stations" / "board.yml"
    with settings.open("a", encoding="utf-8") as file:
        file.write("ignore: [{rule: GS251, reason: 值班手机是公家的}]\n")

    judgement = judge(board)

    assert judgement.diagnostics == ()
    assert [each.finding.file for each in judgement.set_aside] == ["content/help.md"]
