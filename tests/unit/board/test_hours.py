"""Opening hours: seasons, holidays, make-up workdays, closures, and the next change."""

import doctest
import json
import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from gongshi.board import hours
from gongshi.board.hours import (
    CHINA,
    INTERVAL_REFUSALS,
    Closing,
    Interval,
    IntervalError,
    OpenDays,
    OpenHours,
    joined,
    overlap,
)
from gongshi.board.workdays import WorkCalendar, YearDays

ROOT = Path(__file__).resolve().parents[3]
SHIPPED_FILE = ROOT / "generator" / "gongshi" / "checks" / "data" / "calendars.yml"
NODE_CASES = ROOT / "tests" / "node" / "open-now-cases.json"
CALENDAR = WorkCalendar.of(
    YearDays.of(entry) for entry in yaml.safe_load(SHIPPED_FILE.read_text(encoding="utf-8"))
)

MORNING, AFTERNOON = Interval.parse("08:30-12:00"), Interval.parse("14:00-17:30")
SUMMER_AFTERNOON = Interval.parse("14:30-18:00")
WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))

OFFICE = OpenHours(
    (
        OpenDays(WEEKDAYS, (MORNING, AFTERNOON), "10-01", "05-31"),
        OpenDays(WEEKDAYS, (MORNING, SUMMER_AFTERNOON), "06-01", "09-30"),
        OpenDays(frozenset({5}), (Interval.parse("09:00-11:00"),)),
    ),
    closings=(Closing(date(2026, 12, 1), date(2026, 12, 3), "大厅搬迁"),),
)
DUTY_ROOM = OpenHours((OpenDays(EVERY_DAY, (Interval(0, 1440),)),), keeps_holidays=False)
NIGHT_SHIFT = OpenHours(
    (
        OpenDays(frozenset({4}), (Interval.parse("20:00-24:00"),)),
        OpenDays(frozenset({5}), (Interval.parse("00:00-06:00"),)),
    ),
    keeps_holidays=False,
)
MARKET = OpenHours((OpenDays(frozenset({5, 6}), (Interval.parse("09:00-16:00"),)),))
NEVER = OpenHours(())

REFUSED = {
    "8点到12点": "not_interval",
    "08:30": "not_interval",
    "": "not_interval",
    830: "not_interval",
    "25:00-26:00": "no_such_time",
    "08:60-12:00": "no_such_time",
    "08:00-24:01": "no_such_time",
    "12:00-08:30": "ends_first",
    "08:30-08:30": "ends_first",
    "22:00-06:00": "ends_first",
}

moments = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=CHINA) + timedelta(minutes=minutes)
)
schedules = st.sampled_from([OFFICE, DUTY_ROOM, NIGHT_SHIFT, MARKET, NEVER])


class Window(BaseModel, frozen=True):
    open: Interval


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def change(schedule: OpenHours, text: str) -> str:
    """Say the next change as text, or that there is none."""
    until = schedule.next_change(at(text), CALENDAR)
    return f"{until:%Y-%m-%d %H:%M}" if until else "never"


# ---- intervals -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["08:30-12:00", "8:30-12:00", "08:30 – 12:00", "08:30—12:00", "08:30~12:00",
             "08:30至12:00", "08\uff1a30\uff0d12\uff1a00"],
)  # fmt: skip
def test_an_interval_is_read_however_it_is_dashed(text: str) -> None:
    assert Interval.parse(text) == MORNING
    assert re.search(Interval.json_schema()["pattern"], text)


@pytest.mark.parametrize(("written", "reason"), REFUSED.items(), ids=map(repr, REFUSED))
def test_what_is_no_interval_is_refused_for_its_reason(written: object, reason: str) -> None:
    with pytest.raises(IntervalError) as caught:
        Interval.parse(written)

    assert caught.value.code == f"interval_{reason}"
    assert set(REFUSED.values()) == set(INTERVAL_REFUSALS)


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_an_interval_is_read_back_from_its_spelling(start: int, length: int) -> None:
    interval = Interval(start, min(start + length, 1440))

    assert Interval.parse(interval.spelled()) == Interval.parse(str(interval)) == interval


def test_a_field_reads_an_interval_and_refuses_with_a_code() -> None:
    window = Window.model_validate({"open": "8:30-12:00"})

    assert window.model_dump_json() == '{"open":"08:30-12:00"}'
    with pytest.raises(ValidationError, match="interval_ends_first"):
        Window.model_validate({"open": "12:00-08:30"})


def test_an_overlap_is_found_and_touching_is_none() -> None:
    late = Interval.parse("11:59-13:00")

    assert overlap([AFTERNOON, late, MORNING]) == (MORNING, late)
    assert overlap([MORNING, Interval.parse("12:00-13:00"), AFTERNOON]) is None


def test_intervals_that_touch_or_overlap_become_one() -> None:
    parts = [Interval(600, 700), Interval(0, 60), Interval(60, 90), Interval(620, 650)]

    assert joined(parts) == (Interval(0, 90), Interval(600, 700))


# ---- open and closed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-24T08:29", False),
        ("2026-11-24T08:30", True),
        ("2026-11-24T11:59", True),
        ("2026-11-24T12:00", False),
        ("2026-11-24T17:29", True),
        ("2026-06-01T17:45", True),  # summer hours
        ("2026-10-08T17:45", False),  # winter hours again
        ("2026-11-28T10:00", True),  # Saturday morning
        ("2026-11-28T11:30", False),
        ("2026-11-29T10:00", False),
        ("2026-10-01T10:00", False),  # National Day
        ("2026-10-03T10:00", False),  # the Saturday inside it
        ("2026-02-14T15:00", True),  # a Saturday worked by Friday's hours
        ("2026-09-20T15:00", True),  # a Sunday worked by Monday's hours
        ("2026-12-02T10:00", False),  # moving house
    ],
)
def test_an_office_is_open_as_its_hours_and_the_calendar_say(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(moment), CALENDAR) is is_open


def test_a_station_that_keeps_no_holidays_follows_its_week_alone() -> None:
    assert DUTY_ROOM.is_open(at("2026-10-01T03:00"), CALENDAR)
    assert not NIGHT_SHIFT.is_open(at("2026-10-01T03:00"), CALENDAR)


def test_a_weekend_market_is_closed_in_a_holiday_and_open_on_a_worked_weekend() -> None:
    assert not MARKET.is_open(at("2026-10-03T10:00"), CALENDAR)
    assert MARKET.is_open(at("2026-10-10T10:00"), CALENDAR)


@pytest.mark.parametrize(
    ("schedule", "moment", "expected"),
    [
        (OFFICE, "2026-11-24T09:00", "2026-11-24 12:00"),
        (OFFICE, "2026-11-24T12:30", "2026-11-24 14:00"),
        (OFFICE, "2026-11-24T20:00", "2026-11-25 08:30"),
        (OFFICE, "2026-11-28T12:00", "2026-11-30 08:30"),
        (OFFICE, "2026-09-30T20:00", "2026-10-08 08:30"),
        (OFFICE, "2026-11-30T20:00", "2026-12-04 08:30"),
        (DUTY_ROOM, "2026-11-24T09:00", "never"),
        (NIGHT_SHIFT, "2026-11-27T23:00", "2026-11-28 06:00"),
        (NIGHT_SHIFT, "2026-11-28T06:00", "2026-12-04 20:00"),
        (NEVER, "2026-11-24T09:00", "never"),
        (OpenHours((OpenDays(EVERY_DAY, (Interval.parse("18:00-24:00"),)),)), "2026-11-24T19:00",
         "2026-11-25 00:00"),
        (OpenHours((OpenDays(EVERY_DAY, (MORNING,), "06-01", "06-30"),)), "2026-07-01T09:00",
         "2027-06-01 08:30"),
    ],
)  # fmt: skip
def test_the_next_change_is_found_over_nights_holidays_and_seasons(
    schedule: OpenHours, moment: str, expected: str
) -> None:
    assert change(schedule, moment) == expected


@given(schedules, moments)
def test_a_station_stays_as_it_is_until_the_next_change_and_not_longer(
    schedule: OpenHours, moment: datetime
) -> None:
    opening = schedule.opening(moment, CALENDAR)
    until = opening.until or moment + timedelta(days=10)

    just_before = schedule.is_open(until - timedelta(minutes=1), CALENDAR)
    assert just_before is opening.is_open
    assert schedule.is_open(until, CALENDAR) is (opening.is_open is (opening.until is None))


def test_what_depends_on_unpublished_holidays_is_not_certain() -> None:
    assert OFFICE.opening(at("2026-12-31T10:00"), CALENDAR).is_certain
    assert not OFFICE.opening(at("2026-12-31T20:00"), CALENDAR).is_certain
    assert not OFFICE.opening(at("2027-01-04T10:00"), CALENDAR).is_certain
    assert OFFICE.is_open(at("2027-01-04T10:00"), CALENDAR)
    assert DUTY_ROOM.opening(at("2027-01-04T10:00"), CALENDAR).is_certain


def test_a_closure_says_why() -> None:
    closing = OFFICE.opening(at("2026-12-03T10:00"), CALENDAR).closing

    assert closing is not None
    assert closing.why == "大厅搬迁"
    assert OFFICE.opening(at("2026-12-04T10:00"), CALENDAR).closing is None


def test_a_moment_counts_by_china_s_clock_wherever_it_was_read() -> None:
    in_new_york = datetime(2026, 11, 23, 20, 0, tzinfo=timezone(timedelta(hours=-5)))

    assert OFFICE.is_open(in_new_york, CALENDAR)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.is_open(datetime(2026, 11, 24, 9, 0), CALENDAR)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("since", "until", "day", "holds"),
    [
        ("10-01", "05-31", "2026-12-31", True),
        ("10-01", "05-31", "2026-05-31", True),
        ("10-01", "05-31", "2026-06-01", False),
        ("06-01", "09-30", "2026-10-01", False),
        ("06-01", "", "2026-12-31", True),
        ("", "05-31", "2026-06-01", False),
        ("", "", "2024-02-29", True),
    ],
)
def test_a_season_holds_on_both_its_ends_and_over_new_year(
    since: str, until: str, day: str, holds: bool
) -> None:
    assert OpenDays(WEEKDAYS, (), since, until).holds_on(date.fromisoformat(day)) is holds


def test_the_hours_are_said_in_words() -> None:
    assert OFFICE.said("zh") == (
        "周一至周五 08:30–12:00、14:00–17:30（10月1日至5月31日）",
        "周一至周五 08:30–12:00、14:30–18:00（6月1日至9月30日）",
        "周六 09:00–11:00",
    )
    assert OFFICE.said("en")[0] == (
        "Monday to Friday 08:30–12:00, 14:00–17:30 (1 October to 31 May)"
    )
    assert DUTY_ROOM.said("zh") == ("每天 全天",)
    assert MARKET.said("en") == ("Saturday, Sunday 09:00–16:00",)


def test_days_are_said_as_ranges_and_single_days_together() -> None:
    odd = OpenHours((OpenDays(frozenset({0, 1, 2, 4, 6}), (MORNING,)),))

    assert odd.said("zh") == ("周一至周三、周五、周日 08:30–12:00",)


# ---- what the browser must agree with --------------------------------------------------------

SCHEDULES = {
    "office": OFFICE, "duty room": DUTY_ROOM, "night shift": NIGHT_SHIFT, "market": MARKET,
    "never": NEVER,
}  # fmt: skip
CASE_MOMENTS = [
    datetime(2026, 1, 1, tzinfo=CHINA) + timedelta(minutes=step * 8971) for step in range(59)
] + [at(f"2026-{rest}") for rest in (
    "02-14T15:00", "02-15T09:30", "09-20T15:00", "09-30T18:30", "10-03T10:00", "11-24T08:30",
    "11-24T12:00", "11-27T23:30", "11-28T06:00", "12-02T10:00", "12-31T20:00",
)]  # fmt: skip


def node_cases() -> str:
    cases = [
        {
            "hours": schedule.compact(),
            "moments": [answer(schedule, moment) for moment in CASE_MOMENTS],
        }
        for schedule in SCHEDULES.values()
    ]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    return f'{{"calendar": {json.dumps(CALENDAR.compact())},\n"openings": [\n{lines}\n]}}\n'


def answer(schedule: OpenHours, moment: datetime) -> list[object]:
    """The moment, whether it is open, the next change, whether that is certain, and why closed."""
    opening = schedule.opening(moment, CALENDAR)
    return [
        f"{moment:%Y-%m-%d %H:%M}",
        opening.is_open,
        f"{opening.until:%Y-%m-%d %H:%M}" if opening.until else None,
        opening.is_certain,
        opening.closing.why if opening.closing else None,
    ]


def test_the_cases_for_the_browser_s_own_clock_are_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        NODE_CASES.write_text(node_cases(), encoding="utf-8")

    assert NODE_CASES.read_text(encoding="utf-8") == node_cases()


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(hours).failed == 0
