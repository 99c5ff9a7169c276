"""The same diagnostics as text for people and as JSON for programs."""

import json

import pytest

from gongshi import cjk
from gongshi.diagnostics import report
from gongshi.diagnostics.finding import Diagnostic, Message, Severity, Span, excerpt

MESSAGE = Message(
    "承诺时限长于法定时限", "the promise is longer than the law", "改为 15日", "write 15 days"
)
PLACE = Span(41, 14, 20)
FILE = "stations/chengguan/procedures/residence.yml"


def a_diagnostic(
    line: str = "  committed: 20个工作日",
    span: Span = PLACE,
    message: Message = MESSAGE,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    return Diagnostic("GS203", severity, FILE, span, message, *excerpt(line, span.column))


def test_a_diagnostic_is_told_with_its_line_a_caret_and_what_to_do() -> None:
    told = report.as_text([a_diagnostic()], "zh")

    assert told == (
        f"{FILE}:41:14: error GS203: 承诺时限长于法定时限\n"
        "  |   committed: 20个工作日\n"
        "  |              ^^^^^^^^^^\n"
        "  hint: 改为 15日"
    )


def test_it_is_told_in_english_as_well() -> None:
    head, *_, hint = report.as_text([a_diagnostic()], "en").split("\n")

    assert head == f"{FILE}:41:14: error GS203: the promise is longer than the law"
    assert hint == "  hint: write 15 days"


def test_without_a_hint_nothing_is_said_of_one() -> None:
    assert "hint" not in report.as_text([a_diagnostic(message=Message("甲", "a"))], "zh")


def test_without_a_source_line_there_is_no_caret() -> None:
    assert "|" not in report.as_text([a_diagnostic(line="")], "zh")


@pytest.mark.parametrize(
    ("line", "column", "end"),
    [
        ("名称: 换证", 5, 7),
        ("  - {名称: 旧证, form: x}", 13, 17),
        ("a: 𠮷野家", 4, 5),
        ("a:\tb", 4, 5),
        ("e\u0301e\u0301: x", 7, 8),
    ],
)
def test_carets_stand_under_what_they_mark_by_the_width_of_a_terminal(
    line: str, column: int, end: int
) -> None:
    told = report.as_text([a_diagnostic(line, Span(1, column, end))], "zh")

    shown, carets = (each.removeprefix("  | ") for each in told.split("\n")[1:3])
    before = len(carets) - len(carets.lstrip())
    assert before == cjk.cells(shown[: column - 1])
    assert carets.count("^") == cjk.cells(line[column - 1 : end - 1])


def test_a_caret_may_stand_after_the_end_of_the_line() -> None:
    told = report.as_text([a_diagnostic("a: [b", Span(1, 6, 7))], "zh")

    assert told.split("\n")[2] == "  |      ^"


@pytest.mark.parametrize("column", [1, 60, 200, 5_000, 900_000, 1_048_576])
@pytest.mark.parametrize("char", ["x", "公"])
def test_a_line_of_a_megabyte_is_shown_in_part(char: str, column: int) -> None:
    line = char * 1_048_576

    told = report.as_text([a_diagnostic(line, Span(1, column, column + 3))], "zh")

    shown, carets = told.split("\n")[1:3]
    assert cjk.cells(shown) <= report.LONGEST_SOURCE + 6
    assert carets.strip(" |^") == ""
    assert carets.count("^") >= 1
    assert ("…" in shown[:6]) == (cjk.cells(char) * (column - 1) > report.LONGEST_SOURCE // 2)


def test_marks_that_go_on_beyond_what_is_shown_are_cut() -> None:
    told = report.as_text([a_diagnostic("x" * 1_000, Span(1, 1, 1_001))], "zh")

    assert max(map(len, told.split("\n"))) <= report.LONGEST_SOURCE + 6


def test_what_cannot_be_printed_is_a_blank() -> None:
    told = report.as_text([a_diagnostic("a: \x1b[31m\u202eb", Span(1, 4, 5))], "zh")

    assert "\x1b" not in told
    assert "\u202e" not in told


def test_the_summary_counts_each_severity() -> None:
    some = [a_diagnostic(), a_diagnostic(), a_diagnostic(severity=Severity.HINT)]

    assert report.summary(some, "zh") == "2 个错误、0 个警告、1 个提示"
    assert report.summary(some, "en") == "2 errors, 0 warnings, 1 hints"


def test_json_holds_every_finding_and_the_counts() -> None:
    told = json.loads(report.as_json([a_diagnostic()], "zh"))

    assert told == {
        "findings": [
            {
                "code": "GS203",
                "severity": "error",
                "file": FILE,
                "line": 41,
                "column": 14,
                "end_column": 20,
                "message": "承诺时限长于法定时限",
                "hint": "改为 15日",
            }
        ],
        "counts": {"error": 1, "warning": 0, "hint": 0},
    }


def test_json_is_for_people_of_any_language() -> None:
    assert "承诺" in report.as_json([a_diagnostic()], "zh")
    assert "promise" in report.as_json([a_diagnostic()], "en")
