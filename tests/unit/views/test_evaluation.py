"""Evaluations are drawn where enough people answered, and lead to what came of them."""

from datetime import date
from typing import Any

import pytest

from gongshi.board.folder import LedgerFile, StationFolder
from gongshi.board.ledgers import Answers, Evaluation, Rectification
from gongshi.board.station import Station
from gongshi.board.words import FoundBy
from gongshi.views.evaluation import Evaluated, evaluated, is_low, is_telling, taken_up
from gongshi.views.voice import Voice

VOICE = Voice("zh", "zh", "stations/a/")


def an_evaluation(year: int = 2025, **changes: Any) -> Evaluation:
    """A valid evaluation, with changes."""
    return Evaluation(year=year, responses=100, score=90.5, rank=3, of=42).model_copy(
        update=changes
    )


def found(number: str, found_on: date | None, by: FoundBy = FoundBy.EVALUATION) -> Rectification:
    return Rectification(id=number, found_by=by, found_on=found_on)


def a_station(
    *evaluations: Evaluation, rectifications: tuple[Rectification, ...] = ()
) -> StationFolder:
    """A station with those ledgers."""
    return StationFolder(
        "a",
        "stations/a/station.yml",
        Station(),
        rectifications=LedgerFile("", rectifications),
        evaluations=LedgerFile("", evaluations),
    )


def shown(*evaluations: Evaluation) -> Evaluated:
    return evaluated(a_station(*evaluations), VOICE)


def test_the_years_are_drawn_from_left_to_right_and_a_better_score_stands_higher() -> None:
    chart = shown(an_evaluation(2025, score=95), an_evaluation(2024, score=80)).chart

    assert chart is not None
    first, last = chart.points
    assert (first.year, last.year) == (2024, 2025)
    assert first.x < last.x
    assert first.y > last.y
    assert chart.said == "2024 年 80 分、2025 年 95 分"


def test_a_year_that_is_missing_is_a_gap_and_no_line() -> None:
    chart = shown(*(an_evaluation(year) for year in (2021, 2022, 2024, 2025))).chart

    assert chart is not None
    assert [(line.x1, line.x2) for line in chart.lines] == [
        (chart.points[0].x, chart.points[1].x),
        (chart.points[2].x, chart.points[3].x),
    ]
    steps = [later.x - one.x for one, later in zip(chart.points, chart.points[1:], strict=False)]
    assert steps[1] == pytest.approx(2 * steps[0], abs=0.02)


def test_too_few_answers_are_said_and_not_drawn() -> None:
    few = an_evaluation(2025, responses=29, score=100, answers=Answers(very=29))

    page = shown(few, an_evaluation(2024))

    assert page.chart is None
    assert page.rows[0].small == "只收到 29 份评议，太少，不画图、不参加比较。"
    assert [answer.share for answer in page.rows[0].answers] == ["", "", "", ""]
    assert page.rows[0].score == "100"
    assert page.rows[1].small is None


def test_thirty_answers_are_enough() -> None:
    assert is_telling(an_evaluation(responses=30))
    assert not is_telling(an_evaluation(responses=29))


def test_nobody_knows_how_many_answered_is_said_too() -> None:
    page = shown(an_evaluation(2025, responses=None), an_evaluation(2024))

    assert page.chart is None
    assert page.rows[0].small == "没有公布收到多少份评议，不画图、不参加比较。"


@pytest.mark.parametrize("score", [-1.0, 101.0, None])
def test_a_score_that_cannot_be_is_not_drawn(score: float | None) -> None:
    page = shown(an_evaluation(2025, score=score), an_evaluation(2024), an_evaluation(2023))

    assert page.chart is not None
    assert [point.year for point in page.chart.points] == [2023, 2024]


def test_one_year_is_no_drawing_and_only_the_latest_years_are_drawn() -> None:
    assert shown(an_evaluation(2025)).chart is None

    chart = shown(*(an_evaluation(year) for year in range(2000, 2026))).chart

    assert chart is not None
    assert [point.year for point in chart.points] == list(range(2018, 2026))


def test_the_bars_of_the_answers_fill_the_whole_width() -> None:
    answers = Answers(very=1, fairly=1, neutral=1, poor=97)

    (row,) = shown(an_evaluation(answers=answers)).rows

    assert [answer.count for answer in row.answers] == [1, 1, 1, 97]
    assert row.answers[-1].x + row.answers[-1].width == pytest.approx(100)


@pytest.mark.parametrize(
    ("rank", "of", "expected"),
    [(40, 42, True), (42, 42, True), (39, 42, False), (9, 9, False), (None, 42, False)],
)
def test_the_last_three_of_at_least_ten_are_low(
    rank: int | None, of: int, *, expected: bool
) -> None:
    assert is_low(an_evaluation(rank=rank, of=of)) is expected


@pytest.mark.parametrize(
    ("found_on", "year"),
    [
        (date(2025, 12, 10), 2025),
        (date(2026, 3, 12), 2025),
        (date(2026, 7, 1), 2026),
        (date(2024, 2, 1), None),
        (None, None),
    ],
)
def test_an_entry_belongs_to_the_evaluation_that_had_just_been_held(
    found_on: date | None, year: int | None
) -> None:
    years = [an_evaluation(each) for each in (2025, 2026)]
    station = a_station(*years, rectifications=(found("1", found_on),))

    belongs = {each.year: [entry.id for entry in taken_up(each, station)] for each in years}

    assert belongs == {each: ["1"] if each == year else [] for each in (2025, 2026)}


def test_what_others_found_did_not_come_of_an_evaluation() -> None:
    entry = found("1", date(2025, 12, 10), FoundBy.COMPLAINT)

    assert taken_up(an_evaluation(2025), a_station(rectifications=(entry,))) == []
