"""The calendar of posts that stand on one person, and who answers."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from gongshi.board.board import BoardSettings
from gongshi.board.folder import StationFolder
from gongshi.board.station import Station
from gongshi.board.workdays import WorkCalendar, YearDays
from gongshi.views import coverage
from gongshi.views.board import BoardWords
from gongshi.views.coverage import PostsPage
from gongshi.views.directory import Directory
from gongshi.views.voice import Voice

TODAY = datetime.date(2026, 11, 24)
"""A Tuesday."""

POSTS = [
    {"id": "desk", "name": "窗口", "counter": "2号", "a": {"name": "吴某"}, "b": {"name": "郑某"}},
    {"id": "archive", "name": "档案", "a": {"name": "卫某"}, "single": "编制一人"},
]
HOURS = [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": ["08:30-12:00"]}]
CALENDAR = WorkCalendar.of([YearDays(2026, (datetime.date(2026, 12, 1),), ())])


def page_of(*days: str, language: str = "zh", **fields: Any) -> PostsPage:
    roster = [
        {"post": "desk", "date": datetime.date.fromisoformat(day), "only": "b"} for day in days
    ]
    station = Station.model_validate(
        {"name": "新桥派出所", "posts": POSTS, "hours": HOURS, "roster": roster} | fields
    )
    folder = StationFolder("xinqiao", "stations/xinqiao/station.yml", station, ())
    board = BoardSettings.model_validate({"name": "公示栏", "languages": ("zh", "en")})
    directory = Directory(board, (folder,), (), CALENDAR, TODAY)
    return coverage.posts(BoardWords(directory, Voice(language, "zh", "posts/")))


def test_the_calendar_has_whole_weeks_from_this_one_and_four_at_least() -> None:
    page = page_of()

    assert [week[0].day for week in page.weeks] == [
        "2026-11-23",
        "2026-11-30",
        "2026-12-07",
        "2026-12-14",
    ]
    assert {len(week) for week in page.weeks} == {7}


def test_the_calendar_reaches_to_the_last_published_day_but_not_for_ever() -> None:
    near, far = page_of("2027-01-05"), page_of("2028-01-05")

    assert near.weeks[-1][0].day == "2027-01-04"
    assert len(far.weeks) == coverage.MOST_WEEKS
    assert [each.day for each in far.days] == ["2028-01-05"]


def test_a_day_says_how_many_posts_stand_on_one_person_and_leads_to_them() -> None:
    page = page_of("2026-12-02")
    (day,) = [day for week in page.weeks for day in week if day.alone]

    assert (day.day, day.alone) == ("2026-12-02", 1)
    assert day.url == f"#{page.days[0].id}"
    assert day.told == "2026年12月2日、1 个岗位只有一人"


def test_days_off_are_those_of_the_calendar_and_beyond_it_the_weekends() -> None:
    page = page_of("2027-01-08")
    off = {day.day for week in page.weeks for day in week if day.is_off}

    assert "2026-12-01" in off
    assert {"2026-11-28", "2026-11-29", "2027-01-09"} <= off
    assert not off & {"2026-11-30", "2027-01-04"}


def test_a_line_names_the_post_the_person_and_a_station_that_is_closed_that_day() -> None:
    open_, closed = page_of("2026-12-02", "2026-12-05", phone="0000-1").days

    assert (open_.posts[0].only, str(open_.posts[0].person)) == ("只有 B 岗在", "郑某")
    assert (open_.posts[0].phone, open_.posts[0].note) == ("0000-1", None)
    assert closed.posts[0].note == "这天站所不开门"
    assert closed.title == "2026年12月5日（周六）"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2026-11-24",), "2026年11月24日有 1 个岗位只有一人在。"),
        (("2026-11-25",), "2026年11月24日没有公布单人值守。"),
        (("2026-11-23",), "2026年11月24日没有公布单人值守。"),
    ],
)
def test_the_day_of_the_build_is_told(days: tuple[str, ...], told: str) -> None:
    assert page_of(*days).today == told


def test_a_post_for_one_stands_apart_with_its_reason() -> None:
    (single,) = page_of().singles

    told = tuple(map(str, (single.post, single.person, single.reason)))
    assert told == ("档案", "卫某", "编制一人")
    assert single.url == "../stations/xinqiao/#post-archive"


def test_who_answers_is_named_by_role_and_what_is_not_said_is_none() -> None:
    leaders = [{"role": "first", "name": "陈某"}, {"role": "direct", "name": "周某"}]

    (line,) = page_of(leaders=leaders).stations

    assert (str(line.first), line.supervising, str(line.direct)) == ("陈某", None, "周某")
    assert line.covered == "1/2"


def test_a_station_says_how_many_of_its_posts_have_two_people() -> None:
    voice = Voice("zh", "zh", "stations/xinqiao/")
    station = Station.model_validate({"name": "所", "posts": POSTS})
    folder = StationFolder("xinqiao", "stations/xinqiao/station.yml", station, ())
    whole = replace(folder, station=Station.model_validate({"name": "所", "posts": POSTS[:1]}))
    empty = replace(folder, station=Station.model_validate({"name": "所"}))

    assert coverage.note(folder, voice) == ("2 个岗位，1 个有 A、B 两人互相顶岗，1 个只有一人。")
    assert coverage.note(whole, voice) == "1 个岗位都有 A、B 两人互相顶岗。"
    assert coverage.note(empty, voice) is None
