"""The same list of diagnostics, told as text for people or as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from gongshi import cjk
from gongshi.diagnostics.finding import Diagnostic, Severity

LONGEST_SOURCE = 160
"""How many cells of a source line are shown."""

_SEVERITY_ZH = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}


def counts(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """Return how many there are of each severity."""
    found = Counter(diagnostic.severity.value for diagnostic in diagnostics)
    return {severity.value: found[severity.value] for severity in Severity}


def as_text(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """Return every diagnostic with its source line, a caret below it and what to do."""
    return "\n".join(_told(diagnostic, language) for diagnostic in diagnostics)


def summary(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """Return one line that counts them."""
    number = counts(diagnostics)
    if language == "zh":
        return "、".join(
            f"{number[severity.value]} 个{_SEVERITY_ZH[severity]}" for severity in Severity
        )
    return ", ".join(f"{number[severity.value]} {severity.value}s" for severity in Severity)


def as_json(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """Return one object with the findings and their counts."""
    found = {"findings": plain(diagnostics, language), "counts": counts(diagnostics)}
    return json.dumps(found, ensure_ascii=False, indent=2)


def plain(diagnostics: Sequence[Diagnostic], language: str) -> list[dict[str, str | int]]:
    """Return the findings as plain data."""
    return [
        {
            "code": diagnostic.code,
            "severity": diagnostic.severity.value,
            "file": diagnostic.file,
            "line": diagnostic.span.line,
            "column": diagnostic.span.column,
            "end_column": diagnostic.span.end_column,
            "message": diagnostic.message.said(language),
            "hint": diagnostic.message.hint(language),
        }
        for diagnostic in diagnostics
    ]


def _told(diagnostic: Diagnostic, language: str) -> str:
    span = diagnostic.span
    head = (
        f"{diagnostic.file}:{span.line}:{span.column}: "
        f"{diagnostic.severity.value} {diagnostic.code}: {diagnostic.message.said(language)}"
    )
    lines = [head, *_source_lines(diagnostic)]
    if hint := diagnostic.message.hint(language):
        lines.append(f"  hint: {hint}")
    return "\n".join(lines)


def _source_lines(diagnostic: Diagnostic) -> list[str]:
    """Return the source line and the carets under it, moved by display cells and cut to a width."""
    source = diagnostic.source
    start = diagnostic.span.column - diagnostic.source_column
    before, marked_on = source[max(0, start - LONGEST_SOURCE) : start], source[start:]
    left = _printable(before)
    right = _printable(marked_on[:LONGEST_SOURCE])
    if not (left + right).strip():
        return []
    kept = _fitting(left[::-1], LONGEST_SOURCE // 2)
    is_cut = kept < len(left) or len(before) < diagnostic.span.column - 1
    left = "…" * is_cut + left[len(left) - kept :]
    shown = right[: _fitting(right, LONGEST_SOURCE - cjk.cells(left))]
    carets = "^" * max(1, cjk.cells(shown[: diagnostic.span.length]))
    ending = "…" if len(shown) < len(marked_on) else ""
    return [
        f"  | {left}{shown.rstrip() if not ending else shown}{ending}",
        f"  | {' ' * cjk.cells(left)}{carets}",
    ]


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _fitting(text: str, cells: int) -> int:
    """Return how many of the first characters fit into so many columns of a terminal."""
    for number, char in enumerate(text):
        cells -= cjk.cells(char)
        if cells < 0:
            return number
    return len(text)
