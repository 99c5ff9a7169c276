"""Posts for one person, and the published days on which one of two is alone."""

import datetime
from typing import Any

from gongshi.board.coverage import lone_days, single_posts
from gongshi.board.station import Station
from gongshi.board.words import Holder

TODAY = datetime.date(2026, 11, 24)
POSTS = [
    {"id": "desk", "name": "窗口", "a": {"name": "吴某"}, "b": {"name": "郑某"}},
    {"id": "archive", "name": "档案", "a": {"name": "卫某"}, "single": "编制一人"},
]


def a_station(*roster: dict[str, Any]) -> Station:
    return Station.model_validate({"name": "新桥派出所", "posts": POSTS, "roster": list(roster)})


def a_day(day: str, only: str = "b", post: str = "desk") -> dict[str, Any]:
    return {"post": post, "date": datetime.date.fromisoformat(day), "only": only}


def test_a_post_without_a_second_person_is_single() -> None:
    assert [post.id for post in single_posts(a_station())] == ["archive"]


def test_days_come_in_order_from_the_first_that_is_asked_for() -> None:
    station = a_station(a_day("2026-12-09"), a_day("2026-11-23"), a_day("2026-11-24", only="a"))

    found = lone_days(station, TODAY)

    assert [each.day.isoformat() for each in found] == ["2026-11-24", "2026-12-09"]


def test_a_day_names_the_person_who_is_there() -> None:
    first, second = lone_days(
        a_station(a_day("2026-12-01", only="a"), a_day("2026-12-02", only="b")), TODAY
    )

    assert (first.only, first.person and first.person.name) == (Holder.A, "吴某")
    assert (second.only, second.person and second.person.name) == (Holder.B, "郑某")


def test_a_day_of_no_post_and_a_second_for_the_same_day_are_left_out() -> None:
    station = a_station(
        a_day("2026-12-01", only="a"), a_day("2026-12-01", only="b"), a_day("2026-12-02", post="x")
    )

    found = lone_days(station, TODAY)

    assert [(each.day.day, each.only) for each in found] == [(1, Holder.A)]
