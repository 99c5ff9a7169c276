"""A flowchart on paper: readable, whole, cut only between its steps."""

from itertools import pairwise

import pytest

from gongshi.engines.graphviz import Placer
from gongshi.flowchart.chart import Words
from gongshi.flowchart.drawing import Drawing
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.paper import MARK, SMALLEST, Room, arranged, crossings, cut
from gongshi.flowchart.wide import wide
from tests.unit.flowchart.charts import SAMPLES

A4 = Room(493, 690, least=8, most=10)


def boxes(drawings: tuple[Drawing, ...]) -> list[str]:
    return [box.step for drawing in drawings for box in drawing.boxes]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_on_a_sheet_of_a4_every_step_stands_once_and_can_be_read(name: str) -> None:
    chart = SAMPLES[name]
    made = arranged(wide(chart, Words(), Placer()), narrow(chart, Words()), A4)

    shown = [step for sheet in made.sheets for step in boxes(sheet)]
    assert sorted(shown) == sorted(box.id for box in chart.boxes)
    assert made.unit * SMALLEST >= A4.least
    for sheet in made.sheets:
        across = sum(each.width for each in sheet) * made.unit + made.gutter * (len(sheet) - 1)
        assert across <= A4.width + 0.1
        assert max(each.height for each in sheet) * made.unit <= A4.height + 0.1


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_pieces_hold_all_words_and_none_is_cut(name: str) -> None:
    drawing = narrow(SAMPLES[name], Words())
    pieces = tuple(cut(drawing, 400))

    assert sum(len(each.pills) for each in pieces) == len(drawing.pills)
    assert sum(len(each.ends) for each in pieces) == len(drawing.ends)
    for piece in pieces:
        rects = [each.rect for each in piece.boxes]
        rects += [each.rect for each in piece.pills]
        rects += [each.rect for each in piece.ends]
        assert all(rect.y >= -0.1 and rect.bottom <= piece.height + 0.1 for rect in rects)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_lines_of_pieces_stay_within_them(name: str) -> None:
    for piece in cut(narrow(SAMPLES[name], Words()), 400):
        heights = [y for edge in piece.edges for _, y in edge.points]
        assert all(-0.1 <= y <= piece.height + 0.1 for y in heights)


def test_every_arrow_tip_of_the_drawing_is_in_one_piece() -> None:
    for chart in SAMPLES.values():
        drawing = narrow(chart, Words())
        tips = sum(edge.tip for edge in drawing.edges)

        assert sum(edge.tip for each in cut(drawing, 400) for edge in each.edges) == tips


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_where_a_drawing_is_cut_lines_go_on_at_the_same_places(name: str) -> None:
    pieces = tuple(cut(narrow(SAMPLES[name], Words()), 400))

    assert crossings(pieces[0])[0] == ()
    assert crossings(pieces[-1])[1] == ()
    for upper, lower in pairwise(pieces):
        assert crossings(upper)[1]
        assert crossings(upper)[1] == crossings(lower)[0]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_drawing_that_is_cut_leaves_room_for_the_marks(name: str) -> None:
    chart, room = SAMPLES[name], Room(493, 585, least=8, most=20)
    made = arranged(wide(chart, Words(), Placer()), narrow(chart, Words()), room)

    pieces = [piece for sheet in made.sheets for piece in sheet]
    marks = 2 * MARK if len(pieces) > 1 else 0
    assert all((piece.height + marks) * made.unit <= room.height + 0.1 for piece in pieces)


def test_a_poster_of_thirty_steps_can_be_read_from_two_steps_away_on_three_sheets() -> None:
    chart, room = SAMPLES["thirty"], Room(752, 830, least=16, most=36)
    made = arranged(wide(chart, Words(), Placer()), narrow(chart, Words()), room)

    assert len(made.sheets) == 3
    assert made.unit * SMALLEST >= 16
