"""What is particular to the narrow drawing."""

import pytest

from gongshi.flowchart.chart import Chart, Words
from gongshi.flowchart.drawing import Drawing, PillKind
from gongshi.flowchart.narrow import WIDTH, narrow
from tests.unit.flowchart.charts import (
    BUSINESS,
    ID_CARD,
    LAND,
    NESTED,
    NEWBORN,
    THIRTY,
    TWO,
    held_lines,
    outside,
    spilling,
)

WORDS = Words()


SIX = Chart(ID_CARD.title, ID_CARD.boxes[:6], ID_CARD.ways, ID_CARD.starts)


def said(drawing: Drawing, kind: PillKind) -> list[tuple[str, str]]:
    return [(p.source, p.lines[0].text) for p in drawing.pills if p.kind is kind]


@pytest.mark.parametrize(
    ("chart", "steps"), [(TWO, 2), (SIX, 6), (LAND, 15), (THIRTY, 30), (NESTED, 13)]
)
def test_a_telephone_holds_it_unscaled_whatever_its_length(chart: Chart, steps: int) -> None:
    drawing = narrow(chart, WORDS)

    assert len(drawing.boxes) == steps
    assert drawing.width <= 320
    assert min(line.size for _, line in held_lines(drawing)) >= 14
    assert spilling(drawing) == outside(drawing) == []


def test_side_ways_stand_indented_between_the_steps_of_the_main_way() -> None:
    rects = {box.step: box.rect for box in narrow(ID_CARD, WORDS).boxes}

    assert rects["examine"].x == rects["sign"].x < rects["correct"].x == rects["refuse"].x
    assert rects["examine"].y < rects["correct"].y < rects["refuse"].y < rects["sign"].y
    assert all(rect.right == WIDTH - 1 for rect in rects.values())


def test_a_way_back_is_said_by_the_number_of_its_step() -> None:
    assert said(narrow(ID_CARD, WORDS), PillKind.BACK) == [("correct", "回到第2步")]


def test_a_way_to_a_step_told_elsewhere_is_said_by_its_number() -> None:
    jumps = said(narrow(LAND, WORDS), PillKind.JUMP)

    assert jumps == [
        ("visit", "转第10步"),
        ("post", "转第10步"),
        ("object", "转第10步"),
        ("decide", "转第11步"),
    ]


def test_a_step_that_is_done_again_says_so() -> None:
    assert ("s13", "重做本步") in said(narrow(THIRTY, WORDS), PillKind.BACK)


def test_parallel_ways_stand_beside_one_bar() -> None:
    drawing = narrow(BUSINESS, WORDS)
    rects = {box.step: box.rect for box in drawing.boxes}
    (bar,) = drawing.bars

    for step in ("seal", "tax", "insure", "fund"):
        assert bar.rect.right < rects[step].x
        assert bar.rect.y < rects[step].y
        assert rects[step].bottom < bar.rect.bottom
    assert bar.rect.bottom < rects["collect"].y


def test_a_joint_procedure_names_the_other_station_in_its_steps() -> None:
    drawing = narrow(NEWBORN, WORDS)
    text = {box.step: "".join(line.text for line in box.lines) for box in drawing.boxes}

    assert text["register"] == "4出生登记，打印户口页1个工作日新桥派出所 户籍窗口"
