"""A flowchart on paper: as large as the sheet allows, in columns and on more sheets where it must.

Where the wide drawing would be too small to read, the narrow one is cut between its steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from gongshi.flowchart.drawing import Drawing, Edge, Point, Rect

SMALLEST: Final = 14.0
"""The height of the smallest words of a drawing, in its own pixels."""

MARK: Final = 30.0
"""The height, in pixels, of the mark above or below a piece at which its lines go on."""

_GUTTER: Final = 18.0
_CUT: Final = 1.4
_NEAR: Final = 0.1
_SHARES: Final = (1.0, 0.75, 0.5, 0.25, 0.0)


@dataclass(frozen=True, slots=True)
class Room:
    """The space for a flowchart on a sheet, and how small and large its least words may be.

    All in points.
    """

    width: float
    height: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Sheets:
    """Drawings side by side on one sheet or several, all in one scale: ``unit`` points a pixel."""

    unit: float
    gutter: float
    sheets: tuple[tuple[Drawing, ...], ...]


def arranged(wide: Drawing, narrow: Drawing, room: Room) -> Sheets:
    """Return the arrangement on the fewest sheets, and among those the one that reads best.

    That is the largest, unless another is in one piece and not much smaller.
    """
    unit = min(room.width / wide.width, room.height / wide.height, room.most / SMALLEST)
    found = [Sheets(unit, 0, ((wide,),))] if unit * SMALLEST >= room.least else []
    found += _in_columns(narrow, room)
    return min(found, key=lambda made: (len(made.sheets), -made.unit / _worth(made)))


def _worth(made: Sheets) -> float:
    """Return how many times larger words must be to make up for a drawing that is cut."""
    return 1.0 if sum(map(len, made.sheets)) == 1 else _CUT


def _in_columns(drawing: Drawing, room: Room) -> Iterator[Sheets]:
    """Go through the ways to set the narrow drawing in one column, two, three and so on."""
    least = room.least / SMALLEST
    most = max(1, int((room.width + _GUTTER) // (drawing.width * least + _GUTTER)))
    for columns in range(1, most + 1):
        width = (room.width - _GUTTER * (columns - 1)) / columns
        unit = min(width / drawing.width, room.most / SMALLEST)
        whole = room.height / drawing.height
        if columns == 1 and least <= whole < unit:
            # Somewhat smaller it stands on the sheet in one piece.
            yield Sheets(whole, 0, ((drawing,),))
        for share in _SHARES:
            # Or with fewer cuts.
            tried = least + (unit - least) * share
            pieces = _even(drawing, room.height / tried, columns)
            sheets = tuple(pieces[at : at + columns] for at in range(0, len(pieces), columns))
            yield Sheets(tried, _GUTTER, sheets)


def _even(drawing: Drawing, height: float, columns: int) -> tuple[Drawing, ...]:
    """Cut a drawing into as few pieces as there must be, the last no shorter than it must be.

    Pieces leave room for the marks where their lines go on.
    """
    if drawing.height <= height:
        return (drawing,)
    height -= 2 * MARK
    pieces = tuple(cut(drawing, height))
    if 1 < len(pieces) <= columns:
        low = drawing.height / len(pieces)
        for tried in (low * 1.02, low * 1.08, low * 1.16, low * 1.25):
            if tried < height and len(even := tuple(cut(drawing, tried))) == len(pieces):
                return even
    return pieces


def cut(drawing: Drawing, height: float) -> Iterator[Drawing]:
    """Cut a drawing into pieces of at most a height, where no words are cut.

    A piece that nothing can be cut out of is left as high as it is.
    """
    breaks = list(_breaks(drawing))
    top = 0.0
    while drawing.height - top > height:
        bottom = max((y for y in breaks if top < y <= top + height), default=None)
        if bottom is None:
            bottom = min((y for y in breaks if y > top), default=drawing.height)
        if bottom >= drawing.height:
            break
        yield _piece(drawing, top, bottom)
        top = bottom
    yield _piece(drawing, top, drawing.height)


def crossings(piece: Drawing) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return where lines of a piece come in from above and go on below, from the left."""

    def at(height: float) -> tuple[float, ...]:
        points = {x for edge in piece.edges for x, y in edge.points if abs(y - height) < _NEAR}
        bars = {
            bar.rect.x + bar.rect.width / 2
            for bar in piece.bars
            if min(abs(bar.rect.y - height), abs(bar.rect.bottom - height)) < _NEAR
        }
        return tuple(sorted(points | bars))

    return at(0.0), at(piece.height)


def _breaks(drawing: Drawing) -> Iterator[float]:
    """Go through the heights between two steps at which only lines straight down are cut."""
    solid = sorted(
        [(rect.y, rect.bottom) for rect in _rects(drawing)]
        + [(y - 2.0, y + 2.0) for edge in drawing.edges for y in _levels(edge)]
    )
    reach = 0.0
    for start, stop in solid:
        if start > reach:
            yield round((reach + start) / 2, 2) if reach else start
        reach = max(reach, stop)


def _rects(drawing: Drawing) -> Iterator[Rect]:
    yield from (box.rect for box in drawing.boxes)
    yield from (
        Rect(x - 8, y - 8, 16, 16) for box in drawing.boxes if box.gate for x, y in [box.gate]
    )
    yield from (pill.rect for pill in drawing.pills)
    yield from (end.rect for end in drawing.ends)
    # A rule that runs down beside ways gone at once may be cut like a line.
    yield from (bar.rect for bar in drawing.bars if bar.rect.width > bar.rect.height)


def _levels(edge: Edge) -> Iterator[float]:
    """Go through the heights of the pieces of a line that lead across, and of its tip."""
    for (x, y), (next_x, _) in zip(edge.points, edge.points[1:], strict=False):
        if x != next_x:
            yield y
    if edge.tip:
        yield edge.points[-1][1] - 4.0


def _piece(drawing: Drawing, top: float, bottom: float) -> Drawing:
    def inside(rect: Rect) -> bool:
        return top <= rect.centre < bottom

    def lifted(rect: Rect) -> Rect:
        return rect._replace(y=rect.y - top)

    return replace(
        drawing,
        height=round(bottom - top, 2),
        boxes=tuple(
            box._replace(rect=lifted(box.rect), gate=box.gate and (box.gate[0], box.gate[1] - top))
            for box in drawing.boxes
            if inside(box.rect)
        ),
        pills=tuple(p._replace(rect=lifted(p.rect)) for p in drawing.pills if inside(p.rect)),
        ends=tuple(end._replace(rect=lifted(end.rect)) for end in drawing.ends if inside(end.rect)),
        bars=tuple(
            bar._replace(rect=_clipped(bar.rect, top, bottom))
            for bar in drawing.bars
            if bar.rect.y < bottom and bar.rect.bottom > top
        ),
        edges=tuple(_edges(drawing.edges, top, bottom)),
    )


def _clipped(rect: Rect, top: float, bottom: float) -> Rect:
    y = max(rect.y, top)
    return rect._replace(y=y - top, height=min(rect.bottom, bottom) - y)


def _edges(edges: Iterable[Edge], top: float, bottom: float) -> Iterator[Edge]:
    """Go through what of the lines lies between two heights."""
    for edge in edges:
        runs: list[list[Point]] = [[]]
        for (x0, y0), (x1, y1) in zip(edge.points, edge.points[1:], strict=False):
            low, high = min(y0, y1), max(y0, y1)
            if high < top or low > bottom or (low == high and high >= bottom):
                if runs[-1]:
                    runs.append([])
                continue
            start = (x0, min(max(y0, top), bottom) - top)
            stop = (x1, min(max(y1, top), bottom) - top)
            if runs[-1] and runs[-1][-1] != start:
                runs.append([])
            runs[-1] += [stop] if runs[-1] else [start, stop]
        runs = [run for run in runs if len(run) > 1]
        for number, run in enumerate(runs, 1):
            ends_here = number == len(runs) and top <= edge.points[-1][1] <= bottom
            yield edge._replace(points=tuple(run), tip=edge.tip and ends_here)
