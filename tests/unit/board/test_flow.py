"""The flow as a graph: what is reached, where it goes round, how long its longest way is."""

from collections.abc import Callable
from typing import Any

import pytest

from gongshi.board.flow import Flow, holder, is_counted
from gongshi.board.procedure import Step
from gongshi.board.words import ChannelKind, End
from gongshi.board.workdays import Span, WorkCalendar
from gongshi.checks.tables import shipped_years

CALENDAR = WorkCalendar.of(shipped_years())


def a_step(step_id: str, **changes: Any) -> Step:
    """Return a step of a post, with changes."""
    return Step.model_validate({"id": step_id, "name": step_id, "actor": "post:window"} | changes)


def a_flow(*steps: Step) -> Flow:
    return Flow(steps)


def names(flow: Flow, numbers: Any) -> list[str]:
    return sorted(flow.steps[number].id for number in numbers)


def longest(flow: Flow) -> tuple[list[str], Span]:
    way = flow.longest_way(CALENDAR)
    assert way is not None
    return [flow.steps[number].id for number in way.steps], way.span


# ---- Soundness ---------------------------------------------------------------------------------


def test_a_step_to_which_no_way_leads_is_not_reached() -> None:
    flow = a_flow(a_step("a", next="c"), a_step("b", next="c"), a_step("c", end="granted"))

    assert names(flow, flow.reachable) == ["a", "c"]
    assert names(flow, flow.starts) == ["a"]


def test_a_step_of_the_applicant_to_which_no_way_leads_is_another_start() -> None:
    flow = a_flow(
        a_step("a", next="c"), a_step("b", actor="applicant", next="c"), a_step("c", end="granted")
    )

    assert names(flow, flow.starts) == ["a", "b"]
    assert names(flow, flow.reachable) == ["a", "b", "c"]


def test_a_step_without_way_on_or_end_leads_to_no_end() -> None:
    choice = [{"to": "b", "when": "x"}, {"to": "c", "when": "y"}]
    flow = a_flow(a_step("a", next=choice), a_step("b"), a_step("c", end="refused"))

    assert names(flow, flow.ending) == ["a", "c"]


def test_of_two_steps_with_one_id_the_first_counts() -> None:
    flow = a_flow(a_step("a", next="b"), a_step("b", end="granted"), a_step("b", next="a"))

    assert flow.positions == {"a": 0, "b": 1}
    assert flow.doubles == (2,)
    assert flow.reachable == {0, 1}


def test_a_way_to_no_step_is_told_by_its_number() -> None:
    choice = [{"to": "b", "when": "x"}, {"to": "nowhere", "when": "y"}]
    flow = a_flow(a_step("a", next=choice), a_step("b", next={"all": ["c", "a"]}))

    assert flow.dangling == ((0, 1), (1, 0))


def test_a_flow_without_steps_answers_every_question() -> None:
    flow = a_flow()

    assert flow.starts == flow.ends == flow.order == flow.returns == ()
    assert flow.cycles == ()
    assert flow.reachable == flow.ending == frozenset()
    assert flow.longest_way(CALENDAR) is None
    assert flow.number_along((), set(End)) is None


def test_a_step_that_leads_to_itself_is_a_circle() -> None:
    choice = [{"to": "a", "when": "x"}, {"to": "b", "when": "y"}]
    flow = a_flow(a_step("a", next=choice), a_step("b", end="granted"))

    (cycle,) = flow.cycles

    assert names(flow, cycle.steps) == ["a"]
    assert [edge.target for edge in cycle.exits] == [1]


def test_a_circle_without_exit_has_none() -> None:
    flow = a_flow(a_step("a", next="b"), a_step("b", next="c"), a_step("c", next="b"))

    (cycle,) = flow.cycles

    assert names(flow, cycle.steps) == ["b", "c"]
    assert cycle.exits == ()


def test_a_circle_that_is_not_reached_is_not_told() -> None:
    flow = a_flow(a_step("a", end="granted"), a_step("b", next="c"), a_step("c", next="b"))

    assert flow.cycles == ()


def test_a_plain_flow_has_no_circle() -> None:
    flow = a_flow(
        a_step("a", next={"all": ["b", "c"]}),
        a_step("b", next="d"),
        a_step("c", next="d"),
        a_step("d", join="all", end="granted"),
    )

    assert flow.cycles == ()


# ---- The longest way -----------------------------------------------------------------------------


def test_steps_one_after_the_other_are_added() -> None:
    flow = a_flow(
        a_step("a", within="2个工作日", next="b"), a_step("b", within="3个工作日", end="granted")
    )

    assert longest(flow) == (["a", "b"], Span(workdays=5))


def test_the_applicants_steps_and_uncounted_ones_take_no_time() -> None:
    flow = a_flow(
        a_step("a", actor="applicant", within="30日", next="b"),
        a_step("b", within="2个工作日", next="c"),
        a_step("c", within="60日", counts=False, next="d"),
        a_step("d", within="1个工作日", end="granted"),
    )

    assert longest(flow) == (["b", "d"], Span(workdays=3))


@pytest.mark.parametrize(
    "on", [{"all": ["b", "c"]}, [{"to": "b", "when": "x"}, {"to": "c", "when": "y"}]]
)
def test_of_parallel_ways_and_of_a_choice_the_longer_counts(on: Any) -> None:
    flow = a_flow(
        a_step("a", within="1个工作日", next=on),
        a_step("b", within="5个工作日", next="d"),
        a_step("c", within="2个工作日", next="d"),
        a_step("d", within="1个工作日", join="all", end="granted"),
    )

    assert longest(flow) == (["a", "b", "d"], Span(workdays=7))


def test_a_circle_is_gone_once() -> None:
    choice = [{"to": "b", "when": "x"}, {"to": "c", "when": "y"}]
    flow = a_flow(
        a_step("a", within="5个工作日", next=choice),
        a_step("b", actor="applicant", next="a"),
        a_step("c", within="1个工作日", end="granted"),
    )

    assert longest(flow) == (["a", "c"], Span(workdays=6))


def test_a_way_that_never_ends_does_not_count() -> None:
    choice = [{"to": "b", "when": "x"}, {"to": "c", "when": "y"}]
    flow = a_flow(
        a_step("a", within="1个工作日", next=choice),
        a_step("b", within="50个工作日", next="b"),
        a_step("c", end="granted"),
    )

    assert longest(flow) == (["a"], Span(workdays=1))


def test_a_flow_that_cannot_end_has_no_longest_way() -> None:
    flow = a_flow(a_step("a", within="1个工作日", next="b"), a_step("b", next="a"))

    assert flow.longest_way(CALENDAR) is None


@pytest.mark.parametrize(
    ("days", "workdays", "slower"), [("20日", "10个工作日", "b"), ("10日", "10个工作日", "c")]
)
def test_mixed_units_are_weighed_on_the_calendar(days: str, workdays: str, slower: str) -> None:
    """Ten working days take at least two weeks; over a long holiday they take far longer."""
    choice = [{"to": "b", "when": "x"}, {"to": "c", "when": "y"}]
    flow = a_flow(
        a_step("a", next=choice),
        a_step("b", within=days, end="granted"),
        a_step("c", within=workdays, end="granted"),
    )

    assert longest(flow)[0] == [slower]


def test_neither_of_two_mixed_ways_is_lost_before_the_end() -> None:
    choice = [{"to": "b", "when": "x"}, {"to": "c", "when": "y"}]
    flow = a_flow(
        a_step("a", next=choice),
        a_step("b", within="3个月", next="d"),
        a_step("c", within="90个工作日", next="d"),
        a_step("d", within="1个工作日", end="granted"),
    )

    assert longest(flow) == (["c", "d"], Span(workdays=91))


# ---- One case ------------------------------------------------------------------------------------


def staged() -> Flow:
    """A flow with a survey in one situation, and a step that exists online alone."""
    choice = [{"to": "survey", "when": "x"}, {"to": "decide", "when": "y"}]
    return a_flow(
        a_step("apply", actor="applicant", next="scan"),
        a_step("scan", channel="online", within="1个工作日", next="examine"),
        a_step("examine", within="2个工作日", next=choice),
        a_step("survey", situations=["heavy"], within="10个工作日", next="decide"),
        a_step("decide", within="1个工作日", end="granted"),
    )


@pytest.mark.parametrize(
    ("situations", "channel", "steps"),
    [
        (None, None, ["scan", "examine", "survey", "decide"]),
        (["heavy"], ChannelKind.ONLINE, ["scan", "examine", "survey", "decide"]),
        ([], ChannelKind.ONLINE, ["scan", "examine", "decide"]),
        (["light"], ChannelKind.COUNTER, ["examine", "decide"]),
    ],
)
def test_a_case_passes_the_steps_that_it_knows(
    situations: list[str] | None, channel: ChannelKind | None, steps: list[str]
) -> None:
    assert longest(staged().where(situations, channel))[0] == steps


def test_a_step_that_a_case_does_not_know_is_passed_through_where_it_is_the_only_way() -> None:
    flow = a_flow(
        a_step("a", within="1个工作日", next="b"),
        a_step("b", situations=["rare"], within="9个工作日", next="c"),
        a_step("c", within="1个工作日", end="granted"),
    )

    assert longest(flow.where([], None)) == (["a", "c"], Span(workdays=2))


def test_a_start_of_another_channel_is_left_out() -> None:
    flow = a_flow(
        a_step("counter", actor="applicant", channel="counter", next="c"),
        a_step("online", actor="applicant", channel="online", next="c"),
        a_step("c", end="granted"),
    )

    assert names(flow, flow.where(None, ChannelKind.ONLINE).starts) == ["online"]


# ---- Who holds the case --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "held"),
    [
        ("applicant", None),
        ("post:window", ""),
        ("other/post:window", "other"),
        ("office:市局", "office:市局"),
        (None, None),
    ],
)
def test_who_holds_a_case(actor: str | None, held: str | None) -> None:
    assert holder(a_step("a", actor=actor)) == held


def test_a_step_counts_unless_the_applicant_acts_or_it_says_so() -> None:
    assert is_counted(a_step("a"))
    assert not is_counted(a_step("a", counts=False))
    assert not is_counted(a_step("a", actor="applicant"))
    assert not is_counted(a_step("a", actor=None))


def test_a_hand_over_goes_straight_from_one_office_to_another() -> None:
    flow = a_flow(
        a_step("a", next="b"),
        a_step("b", actor="office:X", next="c"),
        a_step("c", actor="applicant", next="d"),
        a_step("d", actor="office:Y", end="granted"),
    )

    assert [(edge.source, edge.target) for edge in flow.hand_overs] == [(0, 1)]


def test_an_office_that_gets_a_case_back_from_another_is_told() -> None:
    flow = a_flow(
        a_step("a", next="b"),
        a_step("b", actor="office:X", next="c"),
        a_step("c", actor="office:Y", next="d"),
        a_step("d", actor="office:X", next="e"),
        a_step("e", end="granted"),
    )

    assert names(flow, flow.returns) == ["d"]


def test_what_the_applicant_brings_back_and_a_circle_are_no_returns() -> None:
    choice = [{"to": "b", "when": "x"}, {"to": "e", "when": "y"}]
    flow = a_flow(
        a_step("a", next="b"),
        a_step("b", actor="office:X", next="c"),
        a_step("c", actor="applicant", next="d"),
        a_step("d", actor="office:X", next=choice),
        a_step("e", end="granted"),
    )

    assert flow.returns == ()


def test_where_the_case_comes_in_it_may_go_out() -> None:
    flow = a_flow(
        a_step("a", actor="office:X", next="b"),
        a_step("b", actor="office:Y", next="c"),
        a_step("c", actor="office:X", end="granted"),
    )

    assert flow.returns == ()


def test_chosen_steps_are_counted_on_the_shortest_and_the_longest_way_to_such_an_end() -> None:
    choice = [
        {"to": "b", "when": "x"},
        {"to": "c", "when": "y"},
        {"to": "no", "when": "z"},
    ]
    flow = a_flow(
        a_step("a", next=choice),
        a_step("b", next="c"),
        a_step("c", end="granted"),
        a_step("no", end="refused"),
    )

    assert flow.number_along({0, 1, 2}, {End.GRANTED}) == (2, 3)
    assert flow.number_along({0, 1, 2}, {End.REFUSED}) == (1, 1)
    assert flow.number_along({0}, {End.FILED}) is None


# ---- Hostile flows -------------------------------------------------------------------------------

LARGE = 5_000


def a_chain() -> Flow:
    return a_flow(
        *(a_step(f"s{n}", within="1日", next=f"s{n + 1}") for n in range(LARGE)),
        a_step(f"s{LARGE}", end="granted"),
    )


def a_ladder() -> Flow:
    """Each step leads to the next two and back to the first; units are mixed."""
    units = ("1日", "1个工作日", "1个月", "1小时")
    number = LARGE // 2
    steps = [
        a_step(
            f"s{n}",
            within=units[n % 4],
            actor=f"office:o{n}",
            next=[{"to": f"s{n + 1}"}, {"to": f"s{min(n + 2, number)}"}, {"to": "s0"}],
        )
        for n in range(number)
    ]
    return a_flow(*steps, a_step(f"s{number}", end="granted"))


def a_crowd() -> Flow:
    """Every step is unreachable, unknown to the case, and leads to the last."""
    return a_flow(
        *(a_step(f"s{n}", situations=["x"], next="last") for n in range(LARGE)),
        a_step("last", end="granted"),
    ).where([], None)


@pytest.mark.parametrize("make", [a_chain, a_ladder, a_crowd])
def test_a_hostile_flow_is_answered_without_deep_recursion(make: Callable[[], Flow]) -> None:
    flow = make()

    assert flow.reachable <= set(range(len(flow.steps)))
    assert len(flow.cycles) <= 1
    assert flow.returns == ()
    assert flow.longest_way(CALENDAR) is not None


def test_a_way_longer_than_dates_can_say_is_weighed_by_its_usual_length() -> None:
    flow = a_flow(
        *(a_step(f"s{n}", within="100年", next=f"s{n + 1}") for n in range(200)),
        a_step("s200", end="granted"),
    )

    assert longest(flow)[1] == Span(months=200 * 1200)
