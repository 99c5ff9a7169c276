"""What is promised beyond the law, worked out on the calendars that the package ships."""

from datetime import date, timedelta
from typing import Any

import pytest

from gongshi.board.duration import Duration
from gongshi.board.procedure import Procedure
from gongshi.board.promise import Lead, Pair, lead, pairs
from gongshi.board.workdays import WorkCalendar, last_day
from tests.unit.board.test_workdays import CALENDAR

REASONS = [
    {"id": "expired", "title": "期满", "group": "reason"},
    {"id": "damaged", "title": "损坏", "group": "reason"},
    {"id": "abroad", "title": "在国外"},
]
UNKNOWN = WorkCalendar.of([])


def led(promise: str, statute: str, calendar: WorkCalendar = CALENDAR) -> Lead:
    return lead(Duration.parse(promise), Duration.parse(statute), calendar)


def a_procedure(statutory: str, *committed: dict[str, Any]) -> Procedure:
    limits = {"statutory": {"duration": statutory}, "committed": committed}
    fields = {"situations": REASONS, "channels": [{"kind": "counter"}], "time_limit": limits}
    return Procedure.model_validate({"title": "换领"} | fields)


def told(pair: Pair) -> tuple[tuple[str, ...], str, str]:
    lawful, promised = (str(each.duration) if each else "" for each in pair[2:])
    return (pair.situations, lawful, promised)


@pytest.mark.parametrize(
    ("promise", "statute"),
    [
        ("20个工作日", "20个工作日"),
        ("30日", "30日"),
        ("当场", "当场"),
        ("60分钟", "1小时"),
        ("20个工作日", "30日"),
    ],
)
def test_what_ends_no_earlier_or_may_end_later_leads_by_nothing(promise: str, statute: str) -> None:
    found = led(promise, statute)

    assert found == Lead(0, 0)
    assert not found.is_earlier


def test_half_the_workdays_lead_by_about_half() -> None:
    found = led("10个工作日", "20个工作日")

    assert found.share == pytest.approx(0.5, abs=0.02)
    assert 14 <= found.days <= 16


def test_workdays_against_days_are_the_mean_over_every_workday_of_acceptance() -> None:
    promise, statute = Duration.parse("15个工作日"), Duration.parse("60日")
    last = date(2026, 10, 1)
    accepted = [date(2024, 1, 1) + timedelta(days=n) for n in range(1000)]
    known = [day for day in accepted if CALENDAR.is_workday(day) and day < last]
    ends = [(last_day(day, promise, CALENDAR), last_day(day, statute, CALENDAR)) for day in known]
    expected = sum((theirs - mine).days for mine, theirs in ends) / len(ends)

    found = led("15个工作日", "60日")

    assert found.days == pytest.approx(expected, abs=0.5)
    assert 0.6 < found.share < 0.7


def test_on_the_spot_gives_back_all_of_the_time_and_hours_nearly_all() -> None:
    at_once, hours = led("当场", "7日"), led("4小时", "7日")

    assert at_once.share == 1
    assert 0.9 < hours.share < 1
    assert at_once.days > hours.days > at_once.days - 1


def test_within_a_day_the_clock_decides() -> None:
    found = led("30分钟", "1小时")

    assert found.share == 0.5


def test_without_a_calendar_the_rough_length_decides() -> None:
    found = led("10日", "20日", UNKNOWN)

    assert found == Lead(10, 0.5)


def test_one_limit_of_each_is_one_pair() -> None:
    found = pairs(a_procedure("60日", {"duration": "20个工作日"}))

    assert [told(each) for each in found] == [((), "60日", "20个工作日")]


def test_a_case_without_a_limit_of_its_own_in_law_has_that_for_all() -> None:
    special = {"duration": "当场", "situations": ["expired"]}

    found = pairs(a_procedure("60日", {"duration": "20个工作日"}, special))

    assert [told(each) for each in found] == [
        ((), "60日", "20个工作日"),
        (("expired",), "60日", "当场"),
    ]


def test_the_law_stands_alone_as_long_as_some_case_is_promised_nothing() -> None:
    special = {"duration": "当场", "situations": ["expired"]}

    found = pairs(a_procedure("60日", special))

    assert [told(each) for each in found] == [(("expired",), "60日", "当场"), ((), "60日", "")]


def test_the_law_does_not_stand_alone_where_every_answer_to_a_question_is_promised() -> None:
    each = [
        {"duration": "当场", "situations": ["expired"]},
        {"duration": "5日", "situations": ["damaged"]},
    ]

    found = pairs(a_procedure("60日", *each))

    assert [told(pair)[0] for pair in found] == [("expired",), ("damaged",)]


def test_a_promise_for_every_channel_leaves_no_case_out() -> None:
    found = pairs(a_procedure("60日", {"duration": "5日", "channels": ["counter"]}))

    assert [told(pair) for pair in found] == [((), "60日", "5日")]


def test_without_limits_there_are_no_pairs() -> None:
    assert pairs(Procedure.model_validate({"title": "换领"})) == ()
