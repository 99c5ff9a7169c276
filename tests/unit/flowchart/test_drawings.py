"""Both drawings of any chart: nothing missing, nothing outside its place, nothing in the way."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.engines.graphviz import Placer
from gongshi.flowchart.chart import Box, Chart, Role, Way, Words
from gongshi.flowchart.drawing import Drawing
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.wide import wide
from tests.unit.flowchart.charts import (
    SAMPLES,
    crossing,
    drawn_ways,
    held_lines,
    meant_ways,
    outside,
    overlapping,
    pieces,
    spilling,
)

WORDS = Words()
PLACER = Placer()
SAMPLE = pytest.mark.parametrize("chart", SAMPLES.values(), ids=SAMPLES)
SAID = ("", "受理", "出具不予受理通知书并书面说明理由" * 4, "Submit the application", "W" * 40)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Any chart: loops, loose ends, steps nobody reaches, several starts, lanes."""
    count = draw(st.integers(1, 12))
    said = st.sampled_from(SAID)
    lanes = draw(st.sampled_from([("",), ("甲站", "乙站"), ("甲站", "乙站", "青禾区丙所")]))
    ends = st.sampled_from([None, None, None, "granted", "refused", "withdrawn"])
    situations = st.sampled_from([(), (), ("a",), ("a", "b")])
    boxes = tuple(
        Box(
            f"s{at}",
            at + 1,
            draw(said),
            draw(said),
            draw(said),
            draw(st.sampled_from(Role)),
            draw(ends),
            draw(st.sampled_from(lanes)),
            situations=draw(situations),
            note=draw(st.sampled_from(["", "不计入时限"])),
        )
        for at in range(count)
    )
    step = st.integers(0, count).map(lambda at: f"s{at}")  # the last one does not exist
    way = st.builds(Way, step, step, st.sampled_from(["", "材料齐全", SAID[2]]), st.booleans())
    return Chart(
        "办事",
        boxes,
        tuple(draw(st.lists(way, max_size=2 * count))),
        tuple(draw(st.lists(step, max_size=2))),
        join_all=frozenset(draw(st.lists(step, max_size=3))),
    )


def assert_whole(drawing: Drawing, chart: Chart) -> None:
    """Hold what every drawing must hold."""
    assert sorted(box.step for box in drawing.boxes) == sorted(box.id for box in chart.boxes)
    assert drawn_ways(drawing) == meant_ways(chart)
    assert spilling(drawing) == []
    assert overlapping(drawing) == []
    assert crossing(drawing) == []
    assert outside(drawing) == []
    for edge in drawing.edges:
        for (x0, y0), (x1, y1) in pairwise(edge.points):
            assert abs(x0 - x1) < 0.1 or abs(y0 - y1) < 0.1


@given(charts())
def test_any_chart_is_drawn_whole_in_a_wide_column(chart: Chart) -> None:
    assert_whole(wide(chart, WORDS, PLACER), chart)


@given(charts())
def test_any_chart_is_drawn_whole_on_a_telephone(chart: Chart) -> None:
    drawing = narrow(chart, WORDS)

    assert_whole(drawing, chart)
    assert drawing.width <= 358
    assert all(line.size >= 14 for _, line in held_lines(drawing))


@SAMPLE
def test_a_sample_is_drawn_whole_in_both_forms(chart: Chart) -> None:
    assert_whole(wide(chart, WORDS, PLACER), chart)
    assert_whole(narrow(chart, WORDS), chart)


@SAMPLE
def test_an_arrow_ends_on_the_border_of_what_it_points_at(chart: Chart) -> None:
    for drawing in (wide(chart, WORDS, PLACER), narrow(chart, WORDS)):
        rects = [piece.rect for piece in pieces(drawing)]
        tips = [edge.points[-1] for edge in drawing.edges if edge.tip]

        for x, y in tips:
            assert any(
                rect.x - 0.1 <= x <= rect.right + 0.1
                and rect.y - 0.1 <= y <= rect.bottom + 0.1
                and min(abs(x - rect.x), abs(x - rect.right), abs(y - rect.y)) < 0.1
                for rect in rects
            )


@SAMPLE
def test_the_same_chart_gives_the_same_drawing(chart: Chart) -> None:
    assert wide(chart, WORDS, Placer()) == wide(chart, WORDS, Placer())
    assert narrow(chart, WORDS) == narrow(chart, WORDS)
