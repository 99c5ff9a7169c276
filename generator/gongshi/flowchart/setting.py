"""Sets words into boxes and pills: how large each becomes and where each line stands in it."""

from dataclasses import dataclass, replace
from functools import lru_cache

from gongshi.cjk import width, wrap
from gongshi.flowchart.chart import Box
from gongshi.flowchart.drawing import Anchor, Line, Setting, Tone


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


def set_box(box: Box, box_width: float, metrics: Metrics) -> Setting:
    """Return a step's words in a box of that width."""
    words = (box.title or box.id, box.who, box.time, box.note)
    return _set_box(str(box.number), words, box_width, metrics)


@lru_cache(maxsize=8192)
def _set_box(
    number: str, words: tuple[str, str, str, str], box_width: float, metrics: Metrics
) -> Setting:
    title, who, time, note = words
    size, leading, left = metrics.text, metrics.text_line, metrics.pad_x
    right = box_width - left
    inside = right - left
    y, step = metrics.pad_top, metrics.title_line
    baseline = y + step / 2 + _BASELINE * size
    lines = [Line(right, round(baseline, 2), number, size, Tone.NUMBER, True, Anchor.END)]
    beside = width(number, bold=True) * size + 8
    for text in wrap(title, (inside - beside) / metrics.title, bold=True):
        baseline = y + step / 2 + _BASELINE * metrics.title
        lines.append(Line(left, round(baseline, 2), text, metrics.title, Tone.TITLE, True))
        y += step
    limit = inside / size
    baseline = leading / 2 + _BASELINE * size
    if metrics.is_compact and who and time and width(who) + width(time) + 1 <= limit:
        at = round(y + baseline, 2)
        lines.append(Line(right, at, time, size, Tone.TIME, False, Anchor.END))
        time = ""
    for text, tone in ((who, Tone.WHO), (time, Tone.TIME), (note, Tone.NOTE)):
        for line in wrap(text, limit):
            lines.append(Line(left, round(y + baseline, 2), line, size, tone))
            y += leading
    return Setting(box_width, y + metrics.pad_bottom, tuple(lines))


@lru_cache(maxsize=8192)
def set_pill(
    text: str, metrics: Metrics, tone: Tone = Tone.LABEL, limit: float | None = None
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
