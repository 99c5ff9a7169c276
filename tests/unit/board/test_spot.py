"""The ids of what a visit checks: stable, valid, never shared by two things."""

import re

import pytest

from gongshi.board.spot import LONGEST_ID, is_of_queue, point_of, promise_digest, spot_id
from gongshi.board.station import Commitment
from gongshi.board.text import ID_PATTERN
from gongshi.board.words import SpotPoint


def a_promise(text: str, **more: str) -> Commitment:
    return Commitment.model_validate({"text": text} | more)


def test_a_point_without_a_subject_is_its_own_id() -> None:
    assert spot_id(SpotPoint.PHONE_ANSWERED) == "phone-answered"


@pytest.mark.parametrize("subject", ["x" * 64, "2026.03_a", "ZG-2026-01", "a--b"])
def test_an_id_is_valid_whatever_it_is_checked_of(subject: str) -> None:
    spot = spot_id(SpotPoint.RECTIFICATION_DONE, subject)

    assert re.fullmatch(ID_PATTERN, spot)
    assert len(spot) <= LONGEST_ID
    assert point_of(spot) is SpotPoint.RECTIFICATION_DONE


def test_two_things_never_share_an_id() -> None:
    subjects = ["ZG-01", "zg-01", "zg.01", "zg_01", *(f"{'x' * 63}{end}" for end in "abc")]

    spots = {spot_id(SpotPoint.RECTIFICATION_DONE, each) for each in subjects}

    assert len(spots) == len(subjects)


@pytest.mark.parametrize("point", SpotPoint)
def test_a_point_is_read_back_from_its_id(point: SpotPoint) -> None:
    assert point_of(point.value) is point
    assert point_of(spot_id(point, "household-window")) is point


@pytest.mark.parametrize("spot", ["b-presence", "b", "phone", "on-timely", "household-window"])
def test_what_is_no_point_is_none(spot: str) -> None:
    assert point_of(spot) is None


def test_another_wording_is_another_promise() -> None:
    first, second = a_promise("当场办结"), a_promise("3日办结")

    assert promise_digest(first) != promise_digest(second)
    assert promise_digest(first) == promise_digest(a_promise("当场办结", limit="当场"))


def test_a_promise_about_waiting_has_a_limit_and_speaks_of_the_queue() -> None:
    assert is_of_queue(a_promise("排队不超过20分钟", limit="20分钟"))
    assert not is_of_queue(a_promise("排队有座位"))
    assert not is_of_queue(a_promise("当场办结", limit="当场"))
