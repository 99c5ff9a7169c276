"""Flowcharts as notices show them: arranged on the paper of their kind, as values for Typst."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongshi.flowchart.drawing import Drawing
from gongshi.flowchart.paper import MARK, Room, Sheets, arranged, crossings
from gongshi.outputs.notices.values import Value

ROOMS: Final = {
    "guide": Room(493, 680, least=8, most=10),
    "booklet": Room(493, 680, least=8, most=10),
    "flowchart": Room(752, 830, least=16, most=36),
    "flowchart-a4": Room(493, 585, least=8, most=20),
}
"""The space for the flowchart on each kind of notice that has one."""

_HEIGHTS: Final = (560, 480, 400, 340, 290, 240)
_LOWER: Final = {"guide": _HEIGHTS, "booklet": _HEIGHTS}
"""Where it stands between other words: the heights that it may make do with, the highest first."""


def flow_value(kind: str, wide: Drawing, narrow: Drawing) -> Value:
    """Return a flowchart, drawn twice, as large as the paper of a kind allows.

    ``smaller`` are arrangements of it that are lower, on one sheet each.
    """
    room = ROOMS[kind]
    lower = (replace(room, height=height) for height in _LOWER.get(kind, ()))
    found = [_arranged(arranged(wide, narrow, each)) for each in (room, *lower)]
    smaller: list[Value] = []
    for each in found[1:]:
        if len(each["sheets"]) == 1 and each["height"] < (smaller or found[:1])[-1]["height"]:
            smaller.append(each)
    return {
        "alt": f"{wide.title}. {wide.description}",
        "lang": wide.lang,
        **found[0],
        "smaller": smaller,
    }


def _arranged(made: Sheets) -> Value:
    drawings = [_marked(each, made.sheets, number) for number, each in enumerate(made.sheets)]
    return {
        "unit": round(made.unit, 4),
        "gutter": made.gutter,
        "height": max(_height(each) for sheet in drawings for each in sheet) * made.unit,
        "sheets": drawings,
    }


def _height(drawing: Value) -> float:
    marks = (drawing["above"], drawing["below"])
    return float(drawing["height"]) + MARK * sum(each is not None for each in marks)


def _marked(
    sheet: tuple[Drawing, ...], sheets: tuple[tuple[Drawing, ...], ...], number: int
) -> list[Value]:
    """Return the drawings of a sheet, each with where its lines come from and go on to."""
    made = []
    for column, drawing in enumerate(sheet):
        above, below = crossings(drawing)
        came = "column" if column else "sheet" if number else ""
        goes = "column" if column + 1 < len(sheet) else "sheet" if number + 1 < len(sheets) else ""
        made.append(
            {
                **_plain(drawing),
                "above": {"to": came, "lines": above} if came else None,
                "below": {"to": goes, "lines": below} if goes else None,
            }
        )
    return made


def _plain(drawing: Drawing) -> dict[str, Value]:
    return {
        "width": drawing.width,
        "height": drawing.height,
        "boxes": [
            {
                "rect": each.rect,
                "radius": each.radius,
                "form": each.form.value,
                "refused": each.refused,
                "gate": each.gate,
                "lines": each.lines,
            }
            for each in drawing.boxes
        ],
        "pills": [
            {"rect": each.rect, "radius": each.radius, "lines": each.lines}
            for each in drawing.pills
        ],
        "ends": [
            {"rect": each.rect, "radius": each.radius, "end": each.end, "lines": each.lines}
            for each in drawing.ends
        ],
        "edges": [
            {"points": each.points, "kind": each.kind.value, "tip": each.tip}
            for each in drawing.edges
        ],
        "bars": [{"rect": each.rect} for each in drawing.bars],
        "bands": [{"rect": each.rect, "lines": each.lines} for each in drawing.bands],
    }
