"""A finding says what is wrong at a place of the data; a diagnostic says it at a place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]
"""A place in the data of a file: names of fields and numbers of items."""


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


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place in a file and the source line to show."""

    code: str
    severity: Severity
    file: str
    span: Span
    message: Message
    source: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key by which diagnostics are told: by file, then by place."""
        return (self.file, self.span.line, self.span.column, self.code, self.message.zh)
