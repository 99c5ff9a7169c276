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


class Setting(NamedTuple):
    """Lines placed from the left upper corner of what holds them, and its size."""

    width: float
    height: float
    lines: tuple[Line, ...]

    def at(self, x: float, y: float) -> tuple[Line, ...]:
        """Return the lines with the corner moved to a place."""
        return tuple(
            Line(x0 + x, round(y0 + y, 2), text, size, tone, bold, anchor)
            for x0, y0, text, size, tone, bold, anchor in self.lines
        )


class Form(StrEnum):
    """The shape of a step's box, so that who acts is seen without colour."""

    ROUND = "applicant"
    SQUARE = "office"
    RULED = "outside"
    """Square, with a second rule inside at the left and right."""


class DrawnBox(NamedTuple):
    """A step's box and the words in it."""

    step: str
    number: int
    rect: Rect
    radius: float
    form: Form
    words: Setting
    refused: bool = False
    gate: Point | None = None
    """The centre of the small diamond of a decision, on the box's lower border."""
    situations: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The words in their places."""
        return self.words.at(self.rect.x, self.rect.y)


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


class Pill(NamedTuple):
    """A small rounded label."""

    kind: PillKind
    rect: Rect
    radius: float
    words: Setting
    source: str = ""
    target: str = ""
    situations: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The words in their places."""
        return self.words.at(self.rect.x, self.rect.y)


class End(NamedTuple):
    """The pill in which a way ends."""

    step: str
    end: str
    rect: Rect
    radius: float
    words: Setting
    situations: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The words in their places."""
        return self.words.at(self.rect.x, self.rect.y)


class EdgeKind(StrEnum):
    """How a line is drawn."""

    PLAIN = "plain"
    BACK = "back"
    REFUSED = "refused"


class Edge(NamedTuple):
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


class Bar(NamedTuple):
    """The thick rule at which parallel ways part or meet."""

    rect: Rect
    situations: tuple[str, ...] = ()


class Band(NamedTuple):
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


class Heading(NamedTuple):
    """Where a straight piece of a line leads: one of the four directions."""

    x: int
    y: int


def heading(start: Point, end: Point) -> Heading:
    """Return the direction from a point to the next one of a line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(dx) > abs(dy):
        return _RIGHT if dx > 0 else _LEFT
    return _DOWN if dy >= 0 else _UP


_RIGHT, _LEFT, _DOWN, _UP = Heading(1, 0), Heading(-1, 0), Heading(0, 1), Heading(0, -1)


def corner_radius(before: Point, corner: Point, after: Point) -> float:
    """Return how far the corner of a line is rounded, less where its pieces are short."""
    short = abs(corner[0] - before[0]) + abs(corner[1] - before[1])
    other = abs(after[0] - corner[0]) + abs(after[1] - corner[1])
    return min(CORNER, short / 2, other / 2)


def straightened(points: list[Point]) -> tuple[Point, ...]:
    """Return the line without points that repeat or lie within a straight piece."""
    if len(points) == 2:  # noqa: PLR2004 - the two ends of a straight line
        return points[0], points[1]
    kept = points[:1]
    for x, y in points[1:]:
        x1, y1 = kept[-1]
        is_down, is_across = abs(x1 - x) < HAIR, abs(y1 - y) < HAIR
        if is_down and is_across:
            continue
        if len(kept) > 1:
            x0, y0 = kept[-2]
            if (is_down and abs(x0 - x1) < HAIR) or (is_across and abs(y0 - y1) < HAIR):
                kept.pop()
        kept.append((x, y))
    return tuple(kept)
