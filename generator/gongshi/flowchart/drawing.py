"""A finished flowchart as plain geometry (px, y downwards), ready for any writer.

Everything that is drawn is here with its place and its words; a writer adds colours and its own
syntax, never a measure.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Point = tuple[float, float]

CORNER = 8.0
TIP_LENGTH = 8.0
TIP_WIDTH = 8.0
HAIR = 0.05
"""What is nearer than this counts as the same place."""


class Tone(StrEnum):
    """What a line of text is, which decides its colour."""

    TITLE = "title"
    NUMBER = "number"
    WHO = "who"
    TIME = "time"
    NOTE = "note"
    LABEL = "label"
    ENDING = "ending"
    LANE = "lane"


class Anchor(StrEnum):
    """Which point of a line of text stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Line(NamedTuple):
    """One line of text: x by its anchor, y the baseline."""

    x: float
    y: float
    text: str
    size: float
    tone: Tone
    bold: bool = False
    anchor: Anchor = Anchor.START


class Rect(NamedTuple):
    """A rectangle by its left upper corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The x half way."""
        return self.x + self.width / 2

    @property
    def centre(self) -> float:
        """The y half way."""
        return self.y + self.height / 2


class Form(StrEnum):
    """The shape of a step's box, so that who acts is seen without colour."""

    ROUND = "applicant"
    SQUARE = "office"
    RULED = "outside"
    """Square, with a second rule inside at the left and right."""


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A step's box and the words in it."""

    step: str
    number: int
    rect: Rect
    radius: float
    form: Form
    lines: tuple[Line, ...]
    refused: bool = False
    gate: Point | None = None
    """The centre of the small diamond of a decision, on the box's lower border."""
    situations: tuple[str, ...] = ()


class PillKind(StrEnum):
    """What a pill says."""

    BRANCH = "branch"
    """The condition of a way out."""
    TOGETHER = "together"
    """Several ways are gone at once."""
    JOIN = "join"
    """Several ways are waited for."""
    BACK = "back"
    """A way back to an earlier step, said instead of drawn."""
    JUMP = "jump"
    """A way to a later step, said instead of drawn."""
    FROM = "from"
    """Where a part that stands by itself comes from."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A small rounded label."""

    kind: PillKind
    rect: Rect
    radius: float
    lines: tuple[Line, ...]
    source: str = ""
    target: str = ""
    situations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class End:
    """The pill in which a way ends."""

    step: str
    end: str
    rect: Rect
    radius: float
    lines: tuple[Line, ...]
    situations: tuple[str, ...] = ()


class EdgeKind(StrEnum):
    """How a line is drawn."""

    PLAIN = "plain"
    BACK = "back"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of horizontal and vertical pieces along one way, arrow tip at its last point.

    Ways to the same step may run together; without `tip` a line flows into another one.
    An empty `target` leads to an end or a reference.
    """

    source: str
    target: str
    points: tuple[Point, ...]
    kind: EdgeKind = EdgeKind.PLAIN
    tip: bool = True
    situations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """The thick rule at which parallel ways part or meet."""

    rect: Rect
    situations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A swim lane: the station's name over the column in which it acts."""

    rect: Rect
    head: float
    """The height of the part with the name."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A flowchart with everything in its place."""

    title: str
    description: str
    lang: str
    width: float
    height: float
    boxes: tuple[DrawnBox, ...] = ()
    pills: tuple[Pill, ...] = ()
    ends: tuple[End, ...] = ()
    edges: tuple[Edge, ...] = ()
    bars: tuple[Bar, ...] = ()
    bands: tuple[Band, ...] = ()
    is_narrow: bool = False


class Move(NamedTuple):
    """One piece of a drawn line: straight to `to`, or bent around `around` when that is given."""

    to: Point
    around: Point | None = None


def rounded(edge: Edge) -> tuple[Point, tuple[Move, ...]]:
    """Return where a line starts and its pieces, corners rounded and room left for the tip."""
    points = edge.points
    if edge.tip:
        points = (*points[:-1], _towards(points[-1], points[-2], TIP_LENGTH - 1))
    moves: list[Move] = []
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
        moves.append(Move(_towards(corner, before, radius)))
        moves.append(Move(_towards(corner, after, radius), around=corner))
    moves.append(Move(points[-1]))
    return points[0], tuple(moves)


def tip(edge: Edge) -> tuple[Point, Point, Point]:
    """Return the corners of the arrow's tip, its point first."""
    (x0, y0), (x, y) = edge.points[-2], edge.points[-1]
    length = _length((x0, y0), (x, y)) or 1.0
    dx, dy = (x - x0) / length, (y - y0) / length
    back_x, back_y = x - dx * TIP_LENGTH, y - dy * TIP_LENGTH
    half = TIP_WIDTH / 2
    return (
        (x, y),
        (back_x - dy * half, back_y + dx * half),
        (back_x + dy * half, back_y - dx * half),
    )


def straightened(points: list[Point]) -> tuple[Point, ...]:
    """Return the line without points that repeat or lie within a straight piece."""
    kept: list[Point] = []
    for x, y in points:
        if kept and abs(kept[-1][0] - x) < HAIR and abs(kept[-1][1] - y) < HAIR:
            continue
        while len(kept) > 1 and _is_straight(kept[-2], kept[-1], (x, y)):
            kept.pop()
        kept.append((x, y))
    return tuple(kept)


def _is_straight(a: Point, b: Point, c: Point) -> bool:
    if abs(a[0] - b[0]) < HAIR:
        return abs(b[0] - c[0]) < HAIR
    return abs(a[1] - b[1]) < HAIR and abs(b[1] - c[1]) < HAIR


def _length(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(start: Point, goal: Point, distance: float) -> Point:
    """Return the point at `distance` from `start` on the way to `goal`."""
    length = _length(start, goal)
    share = min(distance / length, 1.0) if length else 0.0
    return (start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share)
