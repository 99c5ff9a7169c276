"""Files of strangers are read in a process that is stopped in time."""

import signal
from pathlib import Path

import pytest

from bench.files import pdf
from gongshi.engines import papers


def test_what_forms_say_comes_in_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.pdf" for name in ("b", "a")]
    for path in paths:
        path.write_bytes(pdf(f"Form {path.stem}"))

    assert [each.words for each in papers.read(paths)] == ["Form b", "Form a"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n%%EOF\n", b"no form at all"])
def test_a_file_that_is_no_form_has_a_flaw_and_no_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)

    (extract,) = papers.read([path])

    assert extract.flaw
    assert extract.words == ""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a clock of the processor")
def test_a_file_that_never_ends_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    endless, whole = tmp_path / "endless.pdf", tmp_path / "whole.pdf"
    endless.write_bytes(pdf(") Tj (a" * 3_000_000))
    whole.write_bytes(pdf("whole"))

    assert list(papers.read([endless, whole], seconds=2)) == [
        papers.Extract(flaw="stopped"),
        papers.Extract("whole"),
    ]


def test_what_was_had_of_a_file_can_be_kept() -> None:
    extract = papers.Extract("词\n句", ("GPS GPSLatitude",), "")

    assert papers.Extract.unpack(extract.pack()) == extract
