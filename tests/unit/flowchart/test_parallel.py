"""Ways gone at the same time: told and drawn so everywhere, and choices never."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given

from gongshi.engines.graphviz import Placer
from gongshi.flowchart.chart import Box, Chart, Way, Words
from gongshi.flowchart.drawing import HAIR, Drawing, PillKind, Point, Rect
from gongshi.flowchart.flow import Flow
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.outline import WayKind, outline
from gongshi.flowchart.wide import wide
from tests.unit.flowchart.charts import NESTED, OFFICE, SAMPLES, a_chart, crosses
from tests.unit.flowchart.test_drawings import charts
from tests.unit.flowchart.test_outline import every, lines

WORDS = Words()
PLACER = Placer()
APART = a_chart(
    ("a", "受理", "窗口", "", OFFICE),
    Box("b", 2, "制证", "制证岗", end="granted"),
    Box("c", 3, "存档", "档案室", end="filed"),
    ways=[Way("a", "b", parallel=True), Way("a", "c", parallel=True)],
)
"""Parallel ways that never meet."""
ELSEWHERE = a_chart(
    ("a", "受理", "窗口", "", OFFICE),
    ("x", "复核", "窗口", "", OFFICE),
    ("b", "勘查", "窗口", "", OFFICE),
    ("c", "评审", "窗口", "", OFFICE),
    Box("d", 5, "决定", "窗口", end="granted"),
    ways=[
        ("a", "d", "齐全"),
        ("a", "x", "有疑问"),
        Way("x", "b", parallel=True),
        Way("x", "c", parallel=True),
        ("b", "d"),
        ("c", "d"),
    ],
    joins=["d"],
)
"""Parallel ways of a side way that meet in the main way."""


def bars(drawing: Drawing) -> list[Rect]:
    return [bar.rect for bar in drawing.bars]


def forks(drawing: Drawing) -> dict[str, Rect]:
    return {p.source: p.rect for p in drawing.pills if p.kind is PillKind.TOGETHER}


def is_on(point: Point, rect: Rect) -> bool:
    x, y = point
    return rect.x - HAIR <= x <= rect.right + HAIR and rect.y - HAIR <= y <= rect.bottom + HAIR


def through_forks(drawing: Drawing) -> set[tuple[str, str]]:
    """Return the ways of a wide drawing whose line passes the words of its step's fork."""
    words = forks(drawing)
    return {
        (edge.source, edge.target)
        for edge in drawing.edges
        if edge.source in words
        and edge.target
        and any(crosses(a, b, words[edge.source]) for a, b in pairwise(edge.points))
    }


def from_bars(drawing: Drawing) -> set[tuple[str, str]]:
    """Return the ways of a narrow drawing whose line begins at a bar."""
    return {
        (edge.source, edge.target)
        for edge in drawing.edges
        if edge.target and any(is_on(edge.points[0], bar.rect) for bar in drawing.bars)
    }


def ways(chart: Chart, *, parallel: bool) -> set[tuple[str, str]]:
    flow = Flow(chart)
    return {
        (flow.boxes[link.source].id, flow.boxes[link.target].id)
        for link in flow.links
        if link.parallel is parallel
    }


def assert_told_right(chart: Chart) -> None:
    flow = Flow(chart)
    told = {item.box.id: item for item in every(outline(chart, WORDS))}
    for place, box in enumerate(flow.boxes):
        kinds = Counter(way.kind for way in told[box.id].ways)
        together = [link for link in flow.out[place] if link.parallel]
        assert kinds[WayKind.SIDE] == len(together)
        if len(together) == len(flow.out[place]):
            assert kinds[WayKind.BRANCH] == kinds[WayKind.BACK] == 0
            assert not told[box.id].is_decision


def assert_drawn_right(chart: Chart) -> None:
    parallel, alone = ways(chart, parallel=True), ways(chart, parallel=False)
    steps = {source for source, _ in parallel}
    wide_, narrow_ = wide(chart, WORDS, PLACER), narrow(chart, WORDS)
    assert through_forks(wide_) == parallel
    assert parallel <= from_bars(narrow_)
    assert not from_bars(narrow_) & (alone - parallel)
    for drawing in (wide_, narrow_):
        assert set(forks(drawing)) == steps
        gates = {box.step for box in drawing.boxes if box.gate}
        assert gates <= {source for source, _ in alone}


@given(charts())
def test_parallel_ways_of_any_chart_are_told_as_gone_at_once_and_no_choice_is(
    chart: Chart,
) -> None:
    assert_told_right(chart)


@given(charts())
def test_parallel_ways_of_any_chart_are_drawn_from_a_bar_and_no_choice_is(chart: Chart) -> None:
    assert_drawn_right(chart)


@pytest.mark.parametrize("chart", [*SAMPLES.values(), APART, ELSEWHERE])
def test_parallel_ways_of_a_sample_are_told_and_drawn_as_such(chart: Chart) -> None:
    assert_told_right(chart)
    assert_drawn_right(chart)


def test_a_group_that_meets_where_the_outer_one_meets_is_told_inside_it() -> None:
    assert list(lines(outline(NESTED, WORDS)))[1:21] == [
        "2. 分发第一批",
        "   同时：",
        "      3. 签发出生医学证明",
        "      4. 出生登记",
        "         如果信息有误：",
        "            5. 只补落户这一项",
        "               回到第4步。",
        "         如果落户完成：接着第6步。",
        "      6. 分发第二批",
        "         同时：",
        "            7. 居民医保参保",
        "            8. 医保费申报",
        "         同时：",
        "            9. 社会保障卡申领",
        "         同时：",
        "            10. 接种建档",
        "         以上都办完后，接着第12步。",
        "   同时：",
        "      11. 生育登记凭证",
        "   以上都办完后，接着第12步。",
    ]


def test_parallel_ways_that_never_meet_are_told_to_their_ends() -> None:
    assert list(lines(outline(APART, WORDS))) == [
        "1. 受理",
        "   同时：",
        "      2. 制证",
        "         办结。",
        "   同时：",
        "      3. 存档",
        "         存档，到此结束。",
    ]
    assert not any(p.kind is PillKind.JOIN for p in narrow(APART, WORDS).pills)


def test_a_group_that_meets_in_a_step_told_elsewhere_says_where() -> None:
    assert list(lines(outline(ELSEWHERE, WORDS))) == [
        "1. 受理",
        "   如果有疑问：",
        "      2. 复核",
        "         同时：",
        "            3. 勘查",
        "         同时：",
        "            4. 评审",
        "         以上都办完后，接着第5步。",
        "   如果齐全：接着第5步。",
        "5. 决定",
        "   办结。",
    ]
    said = {p.kind: p.lines[0].text for p in narrow(ELSEWHERE, WORDS).pills}
    assert said[PillKind.JOIN] == "都办完后"
    assert said[PillKind.JUMP] == "转第5步"


def test_the_bar_of_an_inner_group_runs_into_the_bar_of_the_outer_one() -> None:
    drawing = narrow(NESTED, WORDS)
    outer, inner = sorted(bars(drawing), key=lambda bar: bar.x)
    joined = [
        edge
        for edge in drawing.edges
        if is_on(edge.points[0], inner) and is_on(edge.points[-1], outer)
    ]

    assert outer.y < inner.y
    assert inner.bottom < outer.bottom
    assert len(joined) == 1
    assert [p.kind for p in drawing.pills].count(PillKind.JOIN) == 1
