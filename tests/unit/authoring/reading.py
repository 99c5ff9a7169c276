"""Reads a text as one kind of file of a board, for the tests of the reader."""

from typing import Any

from gongshi.authoring import loader
from gongshi.diagnostics.finding import Diagnostic

PROCEDURE = "stations/chengdong/procedures/renewal.yml"
STATION = "stations/chengdong/station.yml"
BOARD = "stations/board.yml"
EVALUATIONS = "stations/chengdong/evaluations.yml"
RECTIFICATIONS = "stations/chengdong/rectifications.yml"
BULLETIN = "content/bulletins/notice.md"


def value_of(text: str, file: str = PROCEDURE) -> Any:
    """Return what a text without a mistake says."""
    read = loader.read(text.encode(), file, ("zh", "en"))
    assert read.diagnostics == ()
    return read.value


def mistakes(text: str, file: str = PROCEDURE) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a text that has no value."""
    read = loader.read(text.encode(), file, ("zh", "en"))
    assert read.value is None
    return read.diagnostics


def mistake(text: str, file: str = PROCEDURE) -> Diagnostic:
    """Return the one thing that is wrong with a text."""
    (diagnostic,) = mistakes(text, file)
    return diagnostic


def marked(text: str, diagnostic: Diagnostic) -> str:
    """Return the part of a text that a diagnostic points at."""
    span = diagnostic.span
    return text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]
