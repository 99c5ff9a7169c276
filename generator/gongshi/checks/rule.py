"""What a rule is: a code, what it weighs, what it is shown, and the function that judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import getdoc
from typing import Any, Generic, NamedTuple, TypeVar

from gongshi.checks.case import (
    BoardCase,
    BulletinCase,
    Case,
    IgnoreCase,
    LedgerCase,
    ProcedureCase,
    StationCase,
)
from gongshi.diagnostics.finding import Finding, Message, Path, Severity

C = TypeVar("C", bound=Case)

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


class At(NamedTuple):
    """A place in the data and what is wrong there; ``file`` where it is not the case's own."""

    path: Path
    message: Message
    on_key: bool = False
    file: str = ""


Check = Callable[[C], Iterator[At]]


@dataclass(frozen=True)
class Rule(Generic[C]):
    """One thing that must be true of a board.

    ``number`` is its number in the table of rules that the project started from, if it has one.
    The English text for readers is the docstring of the function, the Chinese one is ``zh``;
    the first paragraph of each says what must be true, the others why.
    """

    code: str
    number: int | None
    severity: Severity
    scope: Scope[C]
    zh: str
    check: Check[C]
    is_hint_in_demo: bool = False

    def judge(self, case: C) -> Iterator[Finding]:
        """Return what the rule finds in a case."""
        severity = HINT if self.is_hint_in_demo and case.board.demo else self.severity
        for at in self.check(case):
            yield Finding(self.code, severity, at.file or case.file, at.path, at.message, at.on_key)

    def said(self, language: str) -> str:
        """Return what must be true and why."""
        return self.zh if language == "zh" else (getdoc(self.check) or "")


@dataclass(frozen=True)
class Scope(Generic[C]):
    """What a rule is shown, one after the other: every file, or every file of one kind."""

    name: str
    zh: str
    case: type[C]

    def rule(
        self, code: str, number: int | None, severity: Severity, zh: str, **more: Any
    ) -> Callable[[Check[C]], Rule[C]]:
        """Make a rule of the function below."""

        def make(check: Check[C]) -> Rule[C]:
            return Rule(code, number, severity, self, zh, check, **more)

        return make


FILES = Scope("every file", "每个文件", Case)
"""Every file of a station, every bulletin and the board's own file."""

PROCEDURES = Scope("procedures in use", "在用的事项", ProcedureCase)
"""Procedures that are not retired, at stations that are not."""

STATIONS = Scope("stations in use", "在用的站所", StationCase)
"""Stations that are not retired."""

LEDGERS = Scope("ledgers", "台账", LedgerCase)
"""The four ledgers of a station."""

BULLETINS = Scope("bulletins", "通报", BulletinCase)
"""Bulletins."""

BOARD = Scope("the board", "公示栏整体", BoardCase)
"""What can be judged only when all stations are known."""

EXEMPTIONS = Scope("exemptions", "免检", IgnoreCase)
"""What a file sets aside, once everything else is judged."""
