"""Notices on the site: linked where they are asked for, listed, packed, and made only when new."""

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.site.boards import build, change, copy_minimal, files, read

STATION = "chengdong"
PROCEDURE = f"stations/{STATION}/renewal/"
FILE = f"stations/{STATION}/procedures/renewal.yml"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    board = copy_minimal(tmp_path)
    assert build(board, strict=True, workers=1, notices=True)
    return board


def links(site: Path, url: str, form: str) -> list[str]:
    """Return the paths of the files of a form that a page links."""
    html = (site / url / "index.html").read_text(encoding="utf-8")
    found = re.findall(rf'href="([^"]+\.{form})"', html)
    paths = {os.path.normpath(f"{url}{each}") for each in found}
    return sorted(path for path in paths if path.startswith("notices/"))


def test_a_procedure_links_its_notices_with_what_they_weigh(board: Path) -> None:
    site = board / "site"
    html = (site / PROCEDURE / "index.html").read_text(encoding="utf-8")

    paths = links(site, PROCEDURE, "pdf")
    assert {Path(path).stem for path in paths} >= {"guide", "slip-damaged", "flowchart"}
    for path in paths:
        pages = len(PdfReader(site / path).pages)
        size = round((site / path).stat().st_size / 1000)
        assert f"PDF · {pages} 页 · {size} kB" in html


def test_a_station_links_its_own_notices_and_all_of_them_in_one_archive(board: Path) -> None:
    site = board / "site"
    own = links(site, f"stations/{STATION}/", "pdf")
    (packed,) = links(site, f"stations/{STATION}/", "zip")

    assert f"notices/{STATION}/booklet.pdf" in own
    with zipfile.ZipFile(io.BytesIO((site / packed).read_bytes())) as archive:
        made = {name for name, _ in named(site / "notices" / STATION, "*.pdf")}
        assert set(archive.namelist()) == made
        for name in made:
            assert archive.read(name) == (site / "notices" / STATION / name).read_bytes()


def named(folder: Path, pattern: str) -> list[tuple[str, Path]]:
    return [(path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob(pattern))]


def test_the_page_of_all_notices_lists_every_one(board: Path) -> None:
    site = board / "site"
    every = {f"notices/{name}" for name, _ in named(site / "notices", "*.pdf")}

    assert set(links(site, "notices/", "pdf")) == every
    assert "公示单" in read(site, "site-map/").text


def test_without_notices_no_page_speaks_of_them(tmp_path: Path) -> None:
    board = copy_minimal(tmp_path)
    assert build(board, strict=True, workers=1)

    assert not (board / "site" / "notices").exists()
    assert links(board / "site", PROCEDURE, "pdf") == []


def test_notices_come_and_go_with_the_option(board: Path) -> None:
    assert build(board, workers=1)
    assert not (board / "site" / "notices").exists()

    assert build(board, workers=1, notices=True)
    assert (board / "site" / "notices" / STATION / "booklet.pdf").is_file()


def test_only_what_says_something_new_is_printed_again(board: Path) -> None:
    before = {name: path.stat().st_mtime_ns for name, path in named(board / "site", "*.pdf")}
    change(board / FILE, "amount: 20\n", "amount: 25\n")

    assert build(board, workers=1, notices=True)

    after = {name: path.stat().st_mtime_ns for name, path in named(board / "site", "*.pdf")}
    fresh = {name for name in after if after[name] != before.get(name)}
    assert f"notices/{STATION}/renewal/guide.pdf" in fresh
    assert f"notices/{STATION}/fees.pdf" in fresh
    assert f"notices/{STATION}/supervision.pdf" not in fresh
    assert f"notices/{STATION}/posts.pdf" not in fresh


def test_the_same_board_is_printed_to_the_same_bytes(board: Path, tmp_path: Path) -> None:
    other = copy_minimal(tmp_path / "other")
    assert build(other, workers=2, notices=True)

    made = {name: data for name, data in files(board / "site").items() if "notices/" in name}
    assert made == {
        name: data for name, data in files(other / "site").items() if "notices/" in name
    }


def test_a_character_that_cannot_be_printed_is_told_and_does_not_stop_the_build(
    board: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    change(board / FILE, "title: 证件换领\n", "title: 证件换领\U00020bb7\n")
    capfd.readouterr()

    assert build(board, workers=1, notices=True)
    assert "\U00020bb7" in capfd.readouterr().err
