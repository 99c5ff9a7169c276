"""Who holds a case when, and how often it changes hands."""

from typing import Any

import pytest

from gongshi.board.duration import Duration
from gongshi.board.handover import HandOver, hand_over
from gongshi.board.procedure import Procedure
from gongshi.board.workdays import Span, span_of

CITIZEN, OWN, BRANCH, CITY = "applicant", "post:desk", "office:分局", "office:制证中心"


def a_step(name: str, actor: str, within: str = "", **fields: Any) -> dict[str, Any]:
    limit = {"within": Duration.parse(within)} if within else {}
    return {"id": name, "name": name, "actor": actor} | limit | fields


def way(*targets: str) -> list[dict[str, str]]:
    return [{"to": target} for target in targets]


def found(*steps: dict[str, Any]) -> HandOver | None:
    return hand_over(Procedure.model_validate({"title": "换领", "steps": steps}).steps)


def held(*steps: dict[str, Any]) -> HandOver:
    found_ = found(*steps)
    assert found_ is not None
    return found_


def span(*durations: str) -> Span:
    return span_of(map(Duration.parse, durations))


IN_A_ROW = (
    a_step("apply", CITIZEN, "30日", next="accept"),
    a_step("accept", OWN, "1个工作日", next="review"),
    a_step("review", BRANCH, "3个工作日", next="make"),
    a_step("make", CITY, "10个工作日", next="issue"),
    a_step("issue", OWN, "2个工作日", next="collect"),
    a_step("collect", CITIZEN, end="granted"),
)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (a_step("apply", CITIZEN, next="decide"), a_step("decide", OWN, "5日", end="granted")),
        (a_step("apply", CITIZEN, next="look"), a_step("look", BRANCH, "5日", end="granted")),
    ],
)
def test_where_at_most_one_office_holds_the_case_there_is_no_map(
    steps: tuple[dict[str, Any], ...],
) -> None:
    assert found(*steps) is None


def test_offices_come_in_the_order_in_which_they_have_the_case() -> None:
    told = held(*IN_A_ROW)

    assert list(told.times) == ["", "office:分局", "office:制证中心"]
    assert told.longest == ("office:制证中心",)
    assert told.hand_overs == 3


def test_every_step_begins_when_those_before_it_have_taken_all_of_their_time() -> None:
    told = held(*IN_A_ROW)

    assert [(each.step, each.start.workdays, each.end.workdays) for each in told.holds] == [
        (1, 0, 1),
        (2, 1, 4),
        (3, 4, 14),
        (4, 14, 16),
    ]
    assert told.course == span("16个工作日")


def test_what_an_office_takes_before_and_after_another_is_added() -> None:
    assert held(*IN_A_ROW).times[""] == span("3个工作日")


def test_parallel_ways_run_side_by_side() -> None:
    told = held(
        a_step("send", OWN, "1个工作日", next={"all": ["left", "right"]}),
        a_step("left", BRANCH, "5个工作日", next="join"),
        a_step("right", CITY, "2个工作日", next="join"),
        a_step("join", OWN, "1个工作日", join="all", end="granted"),
    )

    starts = {each.step: each.start.workdays for each in told.holds}
    assert starts == {0: 0, 1: 1, 2: 1, 3: 6}
    assert told.course == span("7个工作日")
    assert told.hand_overs == 2


def test_of_two_ways_of_one_office_the_longer_counts_once() -> None:
    told = held(
        a_step("send", OWN, "1个工作日", next={"all": ["left", "right"]}),
        a_step("left", OWN, "5个工作日", next="join"),
        a_step("right", OWN, "2个工作日", next="join"),
        a_step("join", CITY, "1个工作日", end="granted"),
    )

    assert told.times[""] == span("6个工作日")


def test_an_office_to_which_the_case_comes_back_is_named() -> None:
    told = held(
        a_step("accept", OWN, next="one"),
        a_step("one", BRANCH, next="two"),
        a_step("two", CITY, next="three"),
        a_step("three", BRANCH, end="granted"),
    )

    assert told.again == {"office:分局"}


def test_a_case_that_the_citizen_carries_changes_hands_as_well() -> None:
    told = held(
        a_step("accept", OWN, "1日", next="carry"),
        a_step("carry", CITIZEN, next="pay"),
        a_step("pay", BRANCH, "1日", end="granted"),
    )

    assert told.hand_overs == 1


def test_of_several_ways_that_with_most_changes_of_hands_counts() -> None:
    told = held(
        a_step("accept", OWN, next=way("short", "long")),
        a_step("short", OWN, end="granted"),
        a_step("long", BRANCH, next="make"),
        a_step("make", CITY, end="granted"),
    )

    assert told.hand_overs == 2


def test_a_way_back_is_gone_once() -> None:
    told = held(
        a_step("accept", OWN, "1日", next="review"),
        a_step("review", BRANCH, "2日", next=way("accept", "done")),
        a_step("done", OWN, "1日", end="granted"),
    )

    assert told.course == span("4日")
    assert told.hand_overs == 2


def test_without_any_limit_nobody_has_it_longest() -> None:
    told = held(a_step("accept", OWN, next="review"), a_step("review", BRANCH, end="granted"))

    assert told.longest == ()
    assert told.course == Span()
