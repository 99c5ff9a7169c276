"""The map of hands: what its sentences, lanes and bars say."""

from typing import Any

from gongshi.board.duration import Duration
from gongshi.board.text import Text
from gongshi.views import handover
from gongshi.views.directory import Neighbour, Neighbours
from gongshi.views.parts import HandOverView
from tests.unit.views.test_procedure import REASONS, a_procedure, words_of

HEALTH = Neighbour("health", Text("卫生健康办公室"), {"desk": Text("窗口")}, {})
AROUND = Neighbours({"health": HEALTH}, {})


def a_step(name: str, actor: str, within: str = "", **fields: Any) -> dict[str, Any]:
    limit = {"within": Duration.parse(within)} if within else {}
    return {"id": name, "name": name, "actor": actor} | limit | fields


def view(*steps: dict[str, Any], language: str = "zh") -> HandOverView:
    procedure = a_procedure(steps=steps, situations=REASONS)
    found = handover.map_of(words_of(procedure, language, AROUND))
    assert found is not None
    return found


STEPS = (
    a_step("accept", "post:desk", "当场", next="check"),
    a_step("check", "health/post:desk", "4个工作日", next="review", situations=["moved"]),
    a_step("review", "office:区分局", next="issue"),
    a_step("issue", "post:desk", "1个工作日", end="granted"),
)


def test_where_one_office_acts_there_is_none() -> None:
    procedure = a_procedure(steps=(a_step("decide", "post:desk", "5日", end="granted"),))

    assert handover.map_of(words_of(procedure)) is None


def test_the_sentences_count_the_offices_and_name_the_longest() -> None:
    assert view(*STEPS).summary == (
        "先后经手 3 家，最多移交 3 次。",
        "在卫生健康办公室手里最久，最多4个工作日。",
    )


def test_a_lane_has_the_name_the_time_and_the_steps_of_an_office() -> None:
    own, health, branch = view(*STEPS).lanes

    assert [str(lane.name) for lane in (own, health, branch)] == [
        "新桥派出所",
        "卫生健康办公室",
        "区分局",
    ]
    assert [lane.time for lane in (own, health, branch)] == [
        "1个工作日",
        "4个工作日",
        "没有写时限",
    ]
    numbers = [(step.number, step.url) for step in own.steps]
    assert numbers == [(1, "#step-accept"), (4, "#step-issue")]
    assert health.is_longest
    assert not own.is_longest


def test_bars_stand_on_one_scale() -> None:
    own, health, branch = view(*STEPS).lanes

    assert [(bar.x, bar.width, bar.kind) for bar in own.bars] == [
        (0.0, 1.0, "tick"),
        (80.0, 20.0, "timed"),
    ]
    assert [(bar.x, bar.width, bar.kind) for bar in health.bars] == [(0.0, 80.0, "timed")]
    assert [(bar.x, bar.kind) for bar in branch.bars] == [(80.0, "open")]


def test_an_office_that_acts_in_some_situations_only_says_in_which() -> None:
    own, health, _ = view(*STEPS).lanes

    assert (own.situations, health.situations) == ((), ("moved",))
    assert health.bars[0].situations == health.steps[0].situations == ("moved",)


def test_units_are_not_added_up_but_named_one_after_the_other() -> None:
    own, _ = view(
        a_step("accept", "post:desk", "90分钟", next="wait"),
        a_step("wait", "post:desk", "10日", next="review"),
        a_step("review", "office:区分局", "2个工作日", next="issue"),
        a_step("issue", "post:desk", "2个工作日", end="granted"),
    ).lanes

    assert own.time == "10日加2个工作日加1小时加30分钟"


def test_without_any_time_nothing_is_drawn() -> None:
    found = view(
        a_step("accept", "post:desk", next="review"),
        a_step("review", "office:区分局", end="granted"),
    )

    assert found.summary == ("先后经手 2 家，最多移交 1 次。",)
    assert all(lane.bars == () for lane in found.lanes)
