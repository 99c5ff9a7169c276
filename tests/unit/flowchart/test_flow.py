"""The chart as a graph."""

from gongshi.flowchart.chart import Way
from gongshi.flowchart.flow import Flow, Link
from tests.unit.flowchart.charts import BUSINESS, ID_CARD, LAND, ME, OFFICE, a_chart, ended


def names(flow: Flow, places: tuple[int, ...]) -> list[str]:
    return [flow.boxes[place].id for place in places]


def test_the_main_way_is_the_first_that_can_be_granted() -> None:
    flow = Flow(ID_CARD)

    assert names(flow, flow.main) == ["apply", "examine", "sign", "make", "collect"]


def test_a_refusal_written_first_is_not_the_main_way() -> None:
    flow = Flow(
        a_chart(
            ("a", "审查", "", "", OFFICE),
            ended(("no", "不予办理", "", "", OFFICE), 2, "refused"),
            ended(("yes", "发证", "", "", OFFICE), 3, "granted"),
            ways=[("a", "no", "不符合"), ("a", "yes", "符合")],
        )
    )

    assert names(flow, flow.main) == ["a", "yes"]


def test_a_way_to_a_passed_step_leads_back() -> None:
    flow = Flow(LAND)

    back = {(flow.boxes[link.source].id, flow.boxes[link.target].id) for link in flow.back}

    assert back == {("correct", "receive"), ("decide", "examine")}


def test_a_step_stands_below_all_that_lead_to_it() -> None:
    flow = Flow(LAND)

    for ways in flow.onward:
        for link in ways:
            assert flow.ranks[link.source] < flow.ranks[link.target]


def test_a_step_that_no_start_reaches_is_a_start() -> None:
    flow = Flow(a_chart(("a", "甲", "", "", ME), ("b", "乙", "", "", ME)))

    assert names(flow, flow.starts) == ["a", "b"]


def test_ways_to_nowhere_and_repetitions_are_left_out() -> None:
    steps = (("a", "甲", "", "", ME), ("b", "乙", "", "", ME))
    flow = Flow(a_chart(*steps, ways=[("a", "b"), ("a", "b"), ("a", "gone"), ("gone", "b")]))

    assert flow.links == (Link(0, 1),)


def test_a_single_parallel_way_is_an_ordinary_one() -> None:
    steps = (("a", "甲", "", "", ME), ("b", "乙", "", "", ME))
    flow = Flow(a_chart(*steps, ways=[Way("a", "b", parallel=True)]))

    assert not flow.links[0].parallel


def test_several_labelled_ways_make_a_decision_but_parallel_ones_do_not() -> None:
    flow = Flow(BUSINESS)

    decisions = [box.id for place, box in enumerate(flow.boxes) if flow.is_decision(place)]

    assert decisions == ["check"]


def test_a_way_is_gone_in_the_situations_of_its_two_steps() -> None:
    flow = Flow(LAND)

    assert {link.label: flow.situations(link) for link in flow.out[5]} == {
        "无需查看或公告": (),
        "房屋建成需查看": ("built",),
        "继承未公证": ("inherited",),
        "申请人撤回": (),
    }
