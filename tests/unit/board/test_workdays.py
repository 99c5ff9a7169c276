"""Working days and last days, on the calendars that the package ships."""

import doctest
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongshi.board import workdays
from gongshi.board.duration import Duration, Unit
from gongshi.board.workdays import (
    CalendarUnknownError,
    Later,
    Span,
    WorkCalendar,
    YearDays,
    last_day,
    later_possible,
    longest_of,
    longest_span,
    misplaced_days,
    span_of,
)

ROOT = Path(__file__).resolve().parents[3]
SHIPPED_FILE = ROOT / "generator" / "gongshi" / "checks" / "data" / "calendars.yml"
NODE_CASES = ROOT / "tests" / "node" / "workdays-cases.json"

ENTRIES = yaml.safe_load(SHIPPED_FILE.read_text(encoding="utf-8"))
SHIPPED = tuple(YearDays.of(entry) for entry in ENTRIES)
CALENDAR = WorkCalendar.of(SHIPPED)
NOTHING = WorkCalendar.of(())

ONE_DAY = timedelta(days=1)

known_days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
early_days = st.dates(date(2024, 1, 1), date(2025, 12, 31))
day_units = st.sampled_from([Unit.WORKDAY, Unit.DAY, Unit.MONTH, Unit.HOUR])
short_limits = st.builds(Duration, st.integers(1, 30), st.sampled_from([Unit.WORKDAY, Unit.DAY]))


def limit(text: str) -> Duration:
    return Duration.parse(text)


def ends(accepted: str, text: str, calendar: WorkCalendar = CALENDAR) -> str:
    return last_day(date.fromisoformat(accepted), limit(text), calendar).isoformat()


def counted_one_by_one(accepted: date, duration: Duration, calendar: WorkCalendar) -> date:
    """Find the last day as one would with a finger on a calendar."""
    day = accepted
    if duration.unit is Unit.WORKDAY:
        left = duration.amount
        while left:
            day += ONE_DAY
            left -= calendar.is_workday(day)
        return day
    day += duration.amount * ONE_DAY
    while not calendar.is_workday(day):
        day += ONE_DAY
    return day


# ---- the calendars ---------------------------------------------------------------------------


def test_the_shipped_calendars_name_their_notices() -> None:
    notices = {entry["year"]: entry["notice"] for entry in ENTRIES}

    assert {year: notice["document_no"] for year, notice in notices.items()} == {
        2024: "国办发明电〔2023〕7号",
        2025: "国办发明电〔2024〕12号",
        2026: "国办发明电〔2025〕7号",
    }
    for year, notice in notices.items():
        assert notice["title"] == f"国务院办公厅关于{year}年部分节假日安排的通知"
        assert notice["url"].startswith("https://www.gov.cn/zhengce/content/")


@pytest.mark.parametrize(
    ("year", "holidays", "made_up", "worked"),
    [(2024, 28, 8, 251), (2025, 28, 5, 248), (2026, 33, 6, 248)],
)
def test_the_shipped_years_have_as_many_days_as_their_notices(
    year: int, holidays: int, made_up: int, worked: int
) -> None:
    (days,) = [days for days in SHIPPED if days.year == year]

    assert (len(set(days.holidays)), len(set(days.workdays))) == (holidays, made_up)
    assert sum(CALENDAR.is_workday(day) for day in CALENDAR.days() if day.year == year) == worked
    assert misplaced_days(days) == ()


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        ("2026-02-14", True),  # a Saturday worked for Spring Festival
        ("2026-02-23", False),  # a Monday off
        ("2026-02-24", True),
        ("2026-09-20", True),  # a Sunday worked for National Day
        ("2026-10-03", False),
        ("2026-11-28", False),  # an ordinary Saturday
        ("2025-10-08", False),
        ("2024-02-09", True),  # New Year's Eve, which the notice left a workday
    ],
)
def test_a_day_is_worked_as_the_notice_says(day: str, is_worked: bool) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day)) is is_worked


def test_an_ordinary_weekend_is_no_holiday() -> None:
    assert CALENDAR.is_holiday(date(2026, 10, 3))
    assert not CALENDAR.is_holiday(date(2026, 11, 28))


def test_an_unpublished_year_is_refused_and_named() -> None:
    with pytest.raises(CalendarUnknownError, match="2027") as caught:
        CALENDAR.is_workday(date(2027, 1, 4))

    assert caught.value.year == 2027
    with pytest.raises(CalendarUnknownError):
        CALENDAR.is_holiday(date(2027, 1, 4))


def test_a_board_s_own_year_replaces_the_shipped_one() -> None:
    own = YearDays(2026, (date(2026, 3, 2),), ())

    merged = WorkCalendar.of((*SHIPPED, own))

    assert not merged.is_workday(date(2026, 3, 2))
    assert merged.is_workday(date(2026, 10, 1))
    assert not merged.is_workday(date(2025, 10, 1))


def test_a_notice_may_move_days_of_the_december_before() -> None:
    years = [
        YearDays(2018, (), ()),
        YearDays(2019, (date(2018, 12, 31), date(2019, 1, 1)), (date(2018, 12, 29),)),
    ]

    calendar = WorkCalendar.of(reversed(years))

    assert calendar.is_workday(date(2018, 12, 29))
    assert not calendar.is_workday(date(2018, 12, 31))
    assert misplaced_days(years[1]) == ()


def test_days_that_no_notice_can_mean_are_found() -> None:
    both, weekday, elsewhere = date(2026, 5, 9), date(2026, 5, 6), date(2062, 1, 1)
    odd = YearDays(2026, (both, elsewhere, date(2026, 5, 1)), (both, weekday))

    assert misplaced_days(odd) == (weekday, both, elsewhere)


def test_a_board_without_calendars_knows_no_day() -> None:
    assert list(NOTHING.days()) == []
    assert NOTHING.compact() == {}
    with pytest.raises(CalendarUnknownError):
        last_day(date(2026, 11, 24), limit("1个工作日"), NOTHING)


def test_the_page_gets_the_days_by_year() -> None:
    may = WorkCalendar.of(
        [YearDays(2026, (date(2026, 5, 4), date(2026, 5, 1)), (date(2026, 5, 9),))]
    )

    assert may.compact() == {"2026": {"off": "0501 0504", "on": "0509"}}


# ---- the last day ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "text", "last"),
    [
        ("2026-11-24", "15个工作日", "2026-12-15"),
        ("2026-11-24", "1个工作日", "2026-11-25"),
        ("2026-11-28", "1个工作日", "2026-11-30"),  # accepted on a Saturday
        ("2026-02-13", "3个工作日", "2026-02-25"),  # over Spring Festival, one Saturday worked
        ("2026-11-24", "10日", "2026-12-04"),
        ("2026-09-21", "10日", "2026-10-08"),  # ends in a holiday, so on the next workday
        ("2026-08-31", "6日", "2026-09-07"),  # ends on a Sunday
        ("2026-01-31", "1个月", "2026-02-28"),  # no 31 February: its last day, a worked Saturday
        ("2024-01-31", "1个月", "2024-02-29"),
        ("2025-11-24", "1年", "2026-11-24"),
        ("2024-02-29", "1年", "2025-02-28"),
        ("2025-12-15", "12个月", "2026-12-15"),
        ("2026-11-24", "4小时", "2026-11-24"),
        ("2026-11-28", "4小时", "2026-11-30"),  # accepted on a day off
        ("2026-11-24", "48小时", "2026-11-26"),
        ("2026-11-24", "30分钟", "2026-11-24"),
        ("2026-11-28", "当场", "2026-11-28"),
    ],
)
def test_a_limit_ends_on_its_last_day(accepted: str, text: str, last: str) -> None:
    assert ends(accepted, text) == last


@pytest.mark.parametrize("text", ["27个工作日", "40日", "2个月", "1年", "960小时"])
def test_a_limit_that_runs_into_an_unpublished_year_is_refused(text: str) -> None:
    with pytest.raises(CalendarUnknownError, match="2027"):
        ends("2026-11-25", text)


def test_working_days_are_not_counted_across_a_gap_of_years() -> None:
    gap = WorkCalendar.of([SHIPPED[0], SHIPPED[2]])

    with pytest.raises(CalendarUnknownError, match="2025"):
        ends("2024-12-30", "10个工作日", gap)


@given(known_days, short_limits)
def test_the_last_day_is_the_one_counted_with_a_finger(accepted: date, duration: Duration) -> None:
    assert outcome(accepted, duration, last_day) == outcome(accepted, duration, counted_one_by_one)


def outcome(
    accepted: date, duration: Duration, count: Callable[[date, Duration, WorkCalendar], date]
) -> date | int:
    """Return the last day, or the year that is unknown."""
    try:
        return count(accepted, duration, CALENDAR)
    except CalendarUnknownError as error:
        return error.year


@given(early_days, st.integers(1, 60), day_units)
def test_a_longer_limit_never_ends_earlier(accepted: date, amount: int, unit: Unit) -> None:
    amount = min(amount, 11) if unit is Unit.MONTH else amount

    shorter = last_day(accepted, Duration(amount, unit), CALENDAR)
    longer = last_day(accepted, Duration(amount + 1, unit), CALENDAR)

    assert accepted <= shorter <= longer


@given(early_days, st.integers(1, 60), day_units)
def test_a_later_acceptance_never_ends_earlier(accepted: date, amount: int, unit: Unit) -> None:
    duration = Duration(min(amount, 11) if unit is Unit.MONTH else amount, unit)

    first = last_day(accepted, duration, CALENDAR)
    second = last_day(accepted + ONE_DAY, duration, CALENDAR)

    assert first <= second


@given(early_days, st.integers(1, 60), day_units)
def test_a_limit_never_ends_on_a_day_off(accepted: date, amount: int, unit: Unit) -> None:
    duration = Duration(min(amount, 11) if unit is Unit.MONTH else amount, unit)

    assert CALENDAR.is_workday(last_day(accepted, duration, CALENDAR))


@given(early_days, st.integers(1, 60))
def test_as_many_days_are_worked_as_the_limit_counts(accepted: date, amount: int) -> None:
    last = last_day(accepted, Duration(amount, Unit.WORKDAY), CALENDAR)

    passed = [accepted + n * ONE_DAY for n in range(1, (last - accepted).days + 1)]
    assert sum(map(CALENDAR.is_workday, passed)) == amount


# ---- spans -----------------------------------------------------------------------------------


def test_durations_are_added_within_a_unit_and_never_between_units() -> None:
    steps = map(
        limit, ["5个工作日", "10个工作日", "当场", "3日", "1年", "2个月", "2小时", "30分钟"]
    )

    assert span_of(steps) == Span(months=14, days=3, workdays=15, seconds=9000)


@given(early_days, st.lists(st.integers(1, 10), min_size=1, max_size=5))
def test_steps_in_working_days_end_where_their_sum_ends(accepted: date, steps: list[int]) -> None:
    durations = [Duration(amount, Unit.WORKDAY) for amount in steps]

    one_by_one = accepted
    for duration in durations:
        one_by_one = last_day(one_by_one, duration, CALENDAR)

    assert last_day(accepted, span_of(durations), CALENDAR) == one_by_one


def test_a_span_counts_calendar_days_first_and_goes_on_from_a_workday() -> None:
    span = span_of([limit("2个工作日"), limit("4日"), limit("1小时")])

    # Four days from a Tuesday end on a Saturday, so on Monday; two working days later is Wednesday.
    assert last_day(date(2026, 11, 24), span, CALENDAR) == date(2026, 12, 2)


def test_a_way_without_time_ends_on_the_day_itself() -> None:
    assert last_day(date(2026, 11, 28), span_of([limit("当场")]), CALENDAR) == date(2026, 11, 28)
    assert span_of([]) == Span()


def test_the_worst_case_is_the_most_days_between_acceptance_and_end() -> None:
    days = [day for day in CALENDAR.days() if day < date(2026, 11, 1)]

    assert longest_span(limit("15个工作日"), CALENDAR) == max(
        (last_day(day, limit("15个工作日"), CALENDAR) - day).days for day in days
    )
    assert longest_span(limit("当场"), CALENDAR) == 0


def test_the_worst_case_of_a_limit_beyond_all_calendars_is_unknown() -> None:
    assert longest_span(limit("5年"), CALENDAR) is None
    assert longest_span(limit("1日"), NOTHING) is None


def test_the_longest_of_several_ways_is_found_on_the_calendar() -> None:
    # Twelve working days outlast fifteen days only where a holiday lies between.
    ways = [Span(days=15), Span(workdays=12), Span(workdays=3, seconds=3600)]

    assert longest_of(ways, CALENDAR) == Span(workdays=12)
    assert longest_of([Span(months=60), Span(months=72)], CALENDAR) == Span(months=72)
    assert longest_of([], CALENDAR) == Span()


# ---- the promise against the law -------------------------------------------------------------


@pytest.mark.parametrize(
    ("promise", "statute"),
    [
        ("20个工作日", "60日"),
        ("15个工作日", "15个工作日"),
        ("1个工作日", "1日"),
        ("14个工作日", "30日"),
        ("60分钟", "1小时"),
        ("当场", "1个工作日"),
        ("4小时", "1个工作日"),
        ("30日", "6个月"),
    ],
)
def test_a_promise_that_never_ends_later_passes(promise: str, statute: str) -> None:
    assert later_possible(limit(promise), limit(statute), CALENDAR) is None


@pytest.mark.parametrize(
    ("promise", "statute"),
    [
        ("20个工作日", "15个工作日"),
        ("20日", "15个工作日"),
        ("15个工作日", "20日"),
        ("10个工作日", "20日"),  # only over Spring Festival
        ("1个月", "30日"),
        ("2小时", "1小时"),
        ("1分钟", "当场"),
        ("1个工作日", "4小时"),
    ],
)
def test_a_promise_that_can_end_later_is_found_with_its_day(promise: str, statute: str) -> None:
    later = later_possible(limit(promise), limit(statute), CALENDAR)

    assert later is not None
    assert later.promised == last_day(later.accepted, limit(promise), CALENDAR)
    assert later.lawful == last_day(later.accepted, limit(statute), CALENDAR)


def test_the_first_day_on_which_the_promise_is_later_is_named() -> None:
    later = later_possible(limit("10个工作日"), limit("20日"), CALENDAR)

    assert later == Later(date(2025, 1, 16), date(2025, 2, 6), date(2025, 2, 5))


def test_a_comparison_on_no_calendar_finds_nothing() -> None:
    assert later_possible(limit("20个工作日"), limit("15个工作日"), NOTHING) is None


@given(short_limits, short_limits)
def test_a_promise_is_compared_on_every_day_whose_ends_are_known(
    promise: Duration, statute: Duration
) -> None:
    found = later_possible(promise, statute, CALENDAR)

    assert (found and found.accepted) == next(days_later(promise, statute), None)


def days_later(promise: Duration, statute: Duration) -> Iterator[date]:
    for day in CALENDAR.days():
        promised, lawful = (outcome(day, each, last_day) for each in (promise, statute))
        if isinstance(promised, date) and isinstance(lawful, date) and promised > lawful:
            yield day


# ---- what the browser must agree with --------------------------------------------------------

CASE_LIMITS = (
    "1个工作日", "5个工作日", "15个工作日", "20个工作日", "45个工作日",
    "1日", "7日", "20日", "60日", "1个月", "6个月", "1年", "4小时", "24小时", "72小时", "当场",
)  # fmt: skip
CASE_DAYS = [
    *[day for day in CALENDAR.days() if day.year > 2024][::19],
    date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 13), date(2026, 2, 14), date(2026, 9, 19),
    date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 24), date(2026, 11, 28),
    date(2026, 12, 31),
]  # fmt: skip


def node_cases() -> str:
    cases = [
        {
            "limit": {"amount": limit(text).amount, "unit": limit(text).unit},
            "ends": {day.isoformat(): end_or_year(day, limit(text)) for day in CASE_DAYS},
        }
        for text in CASE_LIMITS
    ]
    lines = ",\n".join(json.dumps(case) for case in cases)
    calendar = json.dumps(CALENDAR.compact())
    return f'{{"calendar": {calendar},\n"lastDay": [\n{lines}\n]}}\n'


def end_or_year(day: date, duration: Duration) -> str | int:
    end = outcome(day, duration, last_day)
    return end.isoformat() if isinstance(end, date) else end


def test_the_cases_for_the_browser_s_own_count_are_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        NODE_CASES.write_text(node_cases(), encoding="utf-8")

    assert NODE_CASES.read_text(encoding="utf-8") == node_cases()


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(workdays).failed == 0
