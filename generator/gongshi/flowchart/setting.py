"""Sets words into boxes and pills: how large each becomes and where each line stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gongshi.cjk import width, wrap
from gongshi.flowchart.chart import Box
from gongshi.flowchart.drawing import Anchor, Line, Tone


@dataclass(frozen=True, slots=True, eq=False)
class Metrics:
    """Sizes of type and spaces, in px."""

    box: float = 212.0
    """The width of a wide drawing's boxes."""
    title: float = 16.0
    text: float = 14.0
    label: float = 14.0
    ending: float = 15.0
    title_line: float = 22.0
    text_line: float = 19.0
    pad_x: float = 16.0
    pad_top: float = 11.0
    pad_bottom: float = 13.0
    pill_pad: float = 11.0
    pill_text: float = 128.0
    """The widest text of a pill before it takes a second line."""
    end_pad: float = 24.0
    box_gap: float = 20.0
    pill_gap: float = 16.0
    rail: float | None = None
    """How far from a box's left side its lines run; in the middle when not given."""
    round: float = 14.0
    square: float = 3.0
    is_compact: bool = False
    """Who and time share a line where both fit."""


_SMALL = Metrics(title=15.0, text=13.0, label=13.0, title_line=21.0, text_line=18.0)
WIDE = (
    Metrics(),
    replace(_SMALL, box=172.0, pad_x=12.0, pill_text=112.0, end_pad=18.0),
    replace(_SMALL, box=138.0, pad_x=10.0, pill_text=92.0, end_pad=12.0, box_gap=14.0),
    replace(
        _SMALL,
        box=122.0,
        pad_x=9.0,
        pill_text=84.0,
        pill_pad=8.0,
        end_pad=10.0,
        box_gap=14.0,
        pill_gap=12.0,
    ),
)
"""For wide drawings, the roomiest first: about three, four, five and six columns fit a page."""
NARROW = Metrics(
    ending=16.0,
    title_line=23.0,
    text_line=20.0,
    pad_top=10.0,
    pad_bottom=12.0,
    pill_text=224.0,
    rail=22.0,
    is_compact=True,
)

_BASELINE = 0.36
"""How far below the middle of its line the baseline of Han text stands, in em."""


@dataclass(frozen=True, slots=True)
class Setting:
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


class _Column:
    """Lines set one under the other."""

    def __init__(self, left: float, right: float, top: float) -> None:
        self.lines: list[Line] = []
        self.left = left
        self.right = right
        self.y = top

    def add(self, texts: Sequence[str], size: float, leading: float, tone: Tone) -> None:
        bold = tone is Tone.TITLE
        for text in texts:
            self.lines.append(
                Line(self.left, self._baseline(size, leading), text, size, tone, bold)
            )
            self.y += leading

    def add_right(self, text: str, size: float, leading: float, tone: Tone) -> None:
        """Add to the right end of the line that comes next."""
        baseline = self._baseline(size, leading)
        bold = tone is Tone.NUMBER
        self.lines.append(Line(self.right, baseline, text, size, tone, bold, Anchor.END))

    def _baseline(self, size: float, leading: float) -> float:
        return round(self.y + leading / 2 + _BASELINE * size, 2)


def set_box(box: Box, box_width: float, metrics: Metrics, who: str) -> Setting:
    """Return a step's words in a box of that width."""
    column = _Column(metrics.pad_x, box_width - metrics.pad_x, metrics.pad_top)
    inside = column.right - column.left
    number = str(box.number)
    beside = width(number, bold=True) * metrics.text + 8
    title = wrap(box.title or box.id, (inside - beside) / metrics.title, bold=True)
    column.add_right(number, metrics.text, metrics.title_line, Tone.NUMBER)
    column.add(title, metrics.title, metrics.title_line, Tone.TITLE)
    both = (width(who) + width(box.time) + 1) * metrics.text
    if metrics.is_compact and who and box.time and both <= inside:
        column.add_right(box.time, metrics.text, metrics.text_line, Tone.TIME)
        column.add((who,), metrics.text, metrics.text_line, Tone.WHO)
    else:
        limit = inside / metrics.text
        column.add(wrap(who, limit), metrics.text, metrics.text_line, Tone.WHO)
        column.add(wrap(box.time, limit), metrics.text, metrics.text_line, Tone.TIME)
    note = wrap(box.note, inside / metrics.text)
    column.add(note, metrics.text, metrics.text_line, Tone.NOTE)
    return Setting(box_width, column.y + metrics.pad_bottom, tuple(column.lines))


@lru_cache(maxsize=8192)
def set_pill(
    text: str, metrics: Metrics, tone: Tone = Tone.LABEL, *, limit: float | None = None
) -> Setting:
    """Return a short text centred in a pill; long ones take several lines."""
    bold = tone is Tone.ENDING
    size, pad = (metrics.ending, metrics.end_pad) if bold else (metrics.label, metrics.pill_pad)
    inside = max((limit or metrics.pill_text + 2 * pad) - 2 * pad, 2 * size)
    texts = wrap(text, inside / size, bold=bold, balance=True)
    leading = size + 5
    pill_width = max((width(t, bold=bold) for t in texts), default=1.0) * size + 2 * pad
    pad_y = 9.0 if bold else 4.0
    middle = pill_width / 2
    lines = tuple(
        Line(
            middle,
            round(pad_y + leading * (row + 0.5) + _BASELINE * size, 2),
            line,
            size,
            tone,
            bold,
            Anchor.MIDDLE,
        )
        for row, line in enumerate(texts)
    )
    return Setting(pill_width, 2 * pad_y + leading * max(len(texts), 1), lines)


def line_span(line: Line) -> tuple[float, float]:
    """Return the left and right end of a line of text by our own generous measure."""
    long = width(line.text, bold=line.bold) * line.size
    left = {
        Anchor.START: line.x,
        Anchor.MIDDLE: line.x - long / 2,
        Anchor.END: line.x - long,
    }[line.anchor]
    return left, left + long
