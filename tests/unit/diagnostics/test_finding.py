"""A span keeps to the file that it is a place in."""

import pytest

from gongshi.diagnostics.finding import Span, excerpt

LINES = ["title: 换证", "", "a"]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(1, 8, 10), Span(1, 8, 10)),
        (Span(1, 8, 99), Span(1, 8, 10)),
        (Span(1, 8, 8), Span(1, 8, 8)),
        (Span(1, 50, 60), Span(1, 10, 11)),
        (Span(2, 1, 9), Span(2, 1, 2)),
        (Span(3, 1, 2), Span(3, 1, 2)),
        (Span(4, 1, 2), Span(3, 2, 3)),
        (Span(99, 7, 9), Span(3, 2, 3)),
    ],
)
def test_a_span_ends_where_its_line_ends(span: Span, expected: Span) -> None:
    assert span.within(LINES) == expected


def test_of_no_lines_the_start_is_marked() -> None:
    assert Span(3, 4, 5).within([]) == Span(1, 1, 2)


def test_an_empty_span_counts_as_one_character() -> None:
    assert Span(1, 4, 4).length == 1


def test_a_short_line_is_shown_whole() -> None:
    assert excerpt("title: 换证", 8) == ("title: 换证", 1)


@pytest.mark.parametrize("column", [1, 101, 5_000, 1_000_000])
def test_of_a_long_line_the_part_around_the_column_is_kept(column: int) -> None:
    line = "".join(str(number % 10) for number in range(1, 1_000_001))

    shown, first = excerpt(line, column)

    assert len(shown) <= 300
    assert shown[column - first] == line[column - 1]
