"""The chart as sentences."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given

from gongshi.flowchart.chart import ENGLISH, Chart, Words
from gongshi.flowchart.outline import OutlineItem, WayKind, outline
from tests.unit.flowchart.charts import BUSINESS, ID_CARD, SAMPLES, TWO
from tests.unit.flowchart.test_drawings import charts

WORDS = Words()


def every(items: Iterable[OutlineItem]) -> Iterator[OutlineItem]:
    for item in items:
        yield item
        for way in item.ways:
            yield from every(way.items)


def lines(items: Iterable[OutlineItem], indent: str = "") -> Iterator[str]:
    for item in items:
        yield f"{indent}{item.box.number}. {item.box.title}"
        for way in item.ways:
            yield f"{indent}   {way.sentence}"
            yield from lines(way.items, indent + "      ")


def test_ways_out_are_told_as_sentences_with_their_own_steps_inside() -> None:
    assert list(lines(outline(ID_CARD, WORDS))) == [
        "1. 提出申请",
        "2. 受理审查",
        "   如果材料不齐：",
        "      3. 一次补齐材料",
        "         回到第2步。",
        "   如果不符合条件：",
        "      7. 出具不予受理通知书",
        "         不予办理，到此结束。",
        "   如果材料齐全：接着第4步。",
        "4. 审核签发",
        "5. 制作证件",
        "6. 领取新证",
        "   办结。",
    ]


def test_parallel_ways_are_told_side_by_side_and_then_awaited() -> None:
    (licence,) = [item for item in outline(BUSINESS, WORDS) if item.box.id == "licence"]

    assert [way.kind for way in licence.ways] == [WayKind.SIDE] * 3 + [WayKind.ONWARD]
    assert [item.box.id for item in licence.ways[2].items] == ["insure", "fund"]
    assert licence.ways[3].sentence == "以上都办完后，接着第8步。"


def test_a_condition_that_says_if_itself_is_not_told_twice() -> None:
    chart = Chart(
        TWO.title,
        TWO.boxes,
        (*TWO.ways, type(TWO.ways[0])("issue", "apply", "如果有误")),
        TWO.starts,
    )

    assert "   如果有误：回到第1步。" in lines(outline(chart, WORDS))


def test_the_sentences_follow_the_words_given() -> None:
    assert "   If 材料齐全: Then step 4." in lines(outline(ID_CARD, ENGLISH))


@pytest.mark.parametrize("chart", SAMPLES.values(), ids=SAMPLES)
def test_every_step_of_a_sample_is_told_once(chart: Chart) -> None:
    told = [item.box for item in every(outline(chart, WORDS))]

    assert sorted(told, key=lambda box: box.number) == list(chart.boxes)


@given(charts())
def test_every_step_of_any_chart_is_told_once(chart: Chart) -> None:
    told = [item.box for item in every(outline(chart, WORDS))]

    assert sorted(told, key=lambda box: box.number) == list(chart.boxes)
