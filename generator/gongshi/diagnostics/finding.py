"""A finding is wrong at a place of the data; a diagnostic tells it at a place in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Path = tuple[str | int, ...]
"""A place in the data of a file: names of fields and numbers of items."""

LINES: Final = "lines"
"""With the number of a line behind it: a place in a page, which has no fields."""

_KEPT_BEFORE: Final = 100
_KEPT_AFTER: Final = 200


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Message:
    """What is there and what is allowed, and one thing to do, in both languages."""

    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""

    def said(self, language: str) -> str:
        """Return what is wrong."""
        return self.zh if language == "zh" else self.en

    def hint(self, language: str) -> str:
        """Return what to do."""
        return self.hint_zh if language == "zh" else self.hint_en


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the data of a file; ``on_key`` points at the key instead of its value.

    ``file`` is relative to the board, ``path`` may lead to something that is not there:
    the nearest thing above it that is there is pointed at.
    """

    code: str
    severity: Severity
    file: str
    path: Path
    message: Message
    on_key: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one line; lines and columns count characters from 1, the end is exclusive."""

    line: int
    column: int
    end_column: int

    @property
    def length(self) -> int:
        """How many characters it covers, at least one."""
        return max(1, self.end_column - self.column)

    def within(self, lines: Sequence[str]) -> Span:
        """Return the part of the span that a file has; what is missing is marked after its end."""
        if self.line > len(lines):
            last = len(lines[-1]) + 1 if lines else 1
            return Span(max(1, len(lines)), last, last + 1)
        length = len(lines[self.line - 1])
        column = min(self.column, length + 1)
        return Span(self.line, column, min(self.end_column, max(length, column) + 1))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place in a file, and of the source line what is worth showing."""

    code: str
    severity: Severity
    file: str
    span: Span
    message: Message
    source: str = ""
    source_column: int = 1
    """The column at which ``source`` begins: a line may be a megabyte long."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key by which diagnostics are told: by file, then by place."""
        return (self.file, self.span.line, self.span.column, self.code, self.message.zh)


def excerpt(line: str, column: int) -> tuple[str, int]:
    """Return the part of a line around a column, and the column at which that part begins."""
    start = max(0, column - 1 - _KEPT_BEFORE)
    return line[start : column - 1 + _KEPT_AFTER], start + 1
