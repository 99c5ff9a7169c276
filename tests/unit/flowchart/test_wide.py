"""What is particular to the wide drawing."""

from collections.abc import Callable, Sequence

import pytest

from gongshi.engines.graphviz import Placer, dot_text
from gongshi.errors import EngineError
from gongshi.flowchart.chart import Chart, Words
from gongshi.flowchart.columns import COLUMN
from gongshi.flowchart.drawing import Drawing, DrawnBox, EdgeKind, Form, PillKind
from gongshi.flowchart.flow import Flow
from gongshi.flowchart.wide import shapes, wide
from tests.unit.flowchart.charts import (
    BUSINESS,
    ID_CARD,
    LAND,
    ME,
    NEWBORN,
    OFFICE,
    THIRTY,
    TWO,
    a_chart,
    held_lines,
)

WORDS = Words()


def drawn(chart: Chart) -> Drawing:
    return wide(chart, WORDS, Placer())


def by_step(drawing: Drawing) -> dict[str, DrawnBox]:
    return {box.step: box for box in drawing.boxes}


@pytest.mark.parametrize("chart", [TWO, ID_CARD, LAND, BUSINESS, THIRTY])
def test_the_main_way_runs_straight_down(chart: Chart) -> None:
    boxes = by_step(drawn(chart))
    flow = Flow(chart)
    places = {round(boxes[flow.boxes[place].id].rect.middle) for place in flow.main}

    assert len(places) == 1


def test_side_ways_stand_right_of_the_main_way_those_that_end_last() -> None:
    boxes = by_step(drawn(ID_CARD))

    assert boxes["sign"].rect.x < boxes["correct"].rect.x < boxes["refuse"].rect.x


def test_applicant_office_and_others_differ_by_shape() -> None:
    boxes = by_step(drawn(ID_CARD))

    assert boxes["apply"].form is Form.ROUND
    assert boxes["examine"].form is Form.SQUARE
    assert boxes["sign"].form is Form.RULED
    assert boxes["refuse"].refused
    assert boxes["examine"].gate == (boxes["examine"].rect.middle, boxes["examine"].rect.bottom)


def test_a_line_back_is_of_its_own_kind_and_reaches_the_side_of_the_step() -> None:
    drawing = drawn(ID_CARD)
    (back,) = [edge for edge in drawing.edges if edge.kind is EdgeKind.BACK]

    assert (back.source, back.target) == ("correct", "examine")
    assert back.points[-1][0] == pytest.approx(by_step(drawing)["examine"].rect.right)


def test_a_way_over_many_steps_is_said_instead_of_drawn() -> None:
    said = [p for p in drawn(THIRTY).pills if p.kind in {PillKind.BACK, PillKind.JUMP}]

    assert {(pill.source, pill.target, pill.lines[0].text) for pill in said} == {
        ("s20", "s1", "回到第2步"),
        ("s21", "s6", "回到第7步"),
    }


def test_parallel_ways_part_and_meet_at_a_bar_over_all_of_them() -> None:
    drawing = drawn(BUSINESS)
    boxes = by_step(drawing)
    first, last = boxes["seal"].rect.middle, boxes["insure"].rect.middle

    assert len(drawing.bars) == 2
    for bar in drawing.bars:
        assert bar.rect.x < first
        assert bar.rect.right > last
    assert {pill.lines[0].text for pill in drawing.pills} >= {"同时进行", "都办完后"}


def test_every_step_stands_in_the_lane_of_its_station() -> None:
    drawing = drawn(NEWBORN)
    lanes = {"".join(line.text for line in band.lines): band.rect for band in drawing.bands}

    assert list(lanes) == list(NEWBORN.lanes)
    for box in NEWBORN.boxes:
        lane, rect = lanes[box.lane], by_step(drawing)[box.id].rect
        assert lane.x < rect.x
        assert rect.right < lane.right


def test_the_name_over_a_lane_is_not_told_again_in_it() -> None:
    lines = by_step(drawn(NEWBORN))["register"].lines

    assert [line.text for line in lines] == [
        "4",
        "出生登记，",
        "打印户口页",
        "户籍窗口",
        "1个工作日",
    ]


def test_one_station_alone_has_no_lane() -> None:
    assert drawn(ID_CARD).bands == ()


def test_no_word_of_the_chart_reaches_graphviz() -> None:
    told = str(shapes(LAND, WORDS))

    assert not any(box.title in told or box.id in told for box in LAND.boxes)


def test_charts_of_the_same_form_share_a_shape() -> None:
    one = a_chart(("a", "甲", "", "", ME), ("b", "乙", "", "", OFFICE), ways=[("a", "b")])
    other = a_chart(
        ("x", "关于出具不予受理通知书的说明" * 3, "窗口", "当场", OFFICE),
        ("y", "办理", "窗口", "", ME),
        ways=[("x", "y")],
    )

    assert shapes(one, WORDS) == shapes(other, WORDS)


class Broken:
    """An engine that lays nothing out."""

    name = "broken"
    version = "0"

    def plain(self, dots: Sequence[str]) -> list[str | EngineError]:
        return [EngineError(self.name, "no") for _ in dots]


def test_a_failed_layout_is_an_error_and_not_a_drawing() -> None:
    with pytest.raises(EngineError, match="broken: no"):
        wide(TWO, WORDS, Placer(Broken()))


def test_graphviz_is_told_widths_rows_and_bonds(golden: Callable[[str, str], None]) -> None:
    (shape,) = shapes(ID_CARD, WORDS)

    golden("flowchart-id-card.dot", dot_text(shape))


def fan(count: int) -> Chart:
    """Return a decision with so many ways out."""
    ways = [("a", f"s{at}", "材料不齐，一次性告知") for at in range(count)]
    steps = [
        (f"s{at}", "出具不予受理通知书", "综合服务窗口", "当场", OFFICE) for at in range(count)
    ]
    return a_chart(("a", "受理", "窗口", "", OFFICE), *steps, ways=ways)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_up_to_five_columns_fit_a_page_unscaled(count: int) -> None:
    assert drawn(fan(count)).width <= COLUMN


def test_six_columns_fit_a_page_that_shrinks_them_by_a_tenth() -> None:
    assert 0.9 * drawn(fan(6)).width <= COLUMN


def test_few_columns_have_larger_type_than_many() -> None:
    few, many = (min(line.size for _, line in held_lines(drawn(fan(n)))) for n in (3, 6))

    assert (few, many) == (14, 13)


def test_lines_with_nothing_in_their_way_are_straight() -> None:
    drawing = drawn(ID_CARD)
    bends = {(edge.source, edge.target): len(edge.points) - 2 for edge in drawing.edges}

    assert bends["apply", "examine"] == 0
    assert bends["examine", "sign"] == 0
    assert bends["correct", "examine"] == 1
