"""Where the items of the wide drawing stand from left to right, as roomy as a page's column allows.

Graphviz places them; what is nearly straight is made straight here.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import add, sub
from typing import NamedTuple

from gongshi.engines.graphviz import Placer
from gongshi.flowchart.chart import Words
from gongshi.flowchart.drawing import HAIR, PillKind
from gongshi.flowchart.flow import Flow
from gongshi.flowchart.layers import LANE_PAD, Item, Layers, Sort, Trail
from gongshi.flowchart.setting import WIDE

COLUMN = 772.0
"""The width of a page's column on a computer's screen."""
_SHRUNK = 856.0
"""What still fits it when the drawing shrinks by a tenth."""
_WINDOW = 1400.0
"""The widest that a whole window shows."""
_MARGIN = 8.0
_FEW = 3
"""The columns for which the roomiest setting is right."""
_BESIDE_BOX = 12.0
_BESIDE_LABEL = 10.0
_BETWEEN_LINES = 14.0
_NUDGE = 20.0
"""How far a label may give way without leaving what it labels."""
_CORNER = 14.0
"""How far from a box's corner a line may leave it."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Items with their x; `spans` are the swim lanes or the one span that stands for none."""

    layers: Layers
    spans: tuple[Span, ...]
    width: float


def sheet(flow: Flow, words: Words, placer: Placer) -> Sheet:
    """Return the items of a chart in their columns; EngineError when Graphviz fails.

    A drawing too wide for a page is set closer. When nothing helps, it is at least as roomy as a
    window allows.
    """
    tried: list[Sheet] = []
    for metrics in WIDE[first_try(flow) :]:
        layers = Layers(flow, words, metrics)
        if layers.least_width <= COLUMN or metrics is WIDE[-1]:
            tried.append(_placed(layers, placer))
            if tried[-1].width <= COLUMN:
                break
    for limit in (COLUMN, _SHRUNK, _WINDOW):
        for made in tried:
            if made.width <= limit:
                return _straightened(made)
    return _straightened(tried[-1])


def first_try(flow: Flow) -> int:
    """Return which of the settings a chart's columns call for."""
    columns: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    has_lanes = bool(flow.chart.lanes)
    for box, rank in zip(flow.boxes, flow.ranks, strict=True):
        columns[box.lane if has_lanes else ""][rank] += 1
    count = sum(max(ranks.values()) for ranks in columns.values())
    return min(max(count - _FEW, 0), len(WIDE) - 1)


def _placed(layers: Layers, placer: Placer) -> Sheet:
    has_lanes = bool(layers.lanes)
    pad, left = (LANE_PAD, 0.5) if has_lanes else (0.0, _MARGIN)
    spans = []
    shapes = layers.shapes()
    if has_lanes:
        placer.prepare(shape for _, shape in shapes)
    for items, shape in shapes:
        places = placer.place(shape)
        halves = [item.width / 2 for item in items]
        first = min(map(sub, places, halves), default=0.0)
        last = max(map(add, places, halves), default=120.0)
        for item, x in zip(items, places, strict=True):
            item.x = round(x + left + pad - first, 1)
        right = left + last - first + 2 * pad
        spans.append((left, right))
        left = right
    return Sheet(layers, tuple(spans), left + (0.5 if has_lanes else _MARGIN))


# ---- lines made straight -----------------------------------------------------------------------


class _Room:
    """How far an item may move between its neighbours in the row and the lane."""

    def __init__(self, made: Sheet) -> None:
        self._rows = made.layers.rows
        pad = LANE_PAD if made.layers.lanes else 0.0
        self._spans = [(left + pad, right - pad) for left, right in made.spans]

    @cached_property
    def _places(self) -> dict[Item, int]:
        return {item: place for row in self._rows for place, item in enumerate(row)}

    def _around(self, item: Item) -> tuple[Item | None, Item | None]:
        """Return the neighbours in the row and the lane."""
        row, place = self._rows[item.row], self._places[item]
        before = row[place - 1] if place else None
        after = row[place + 1] if place + 1 < len(row) else None
        return (
            before if before and before.lane == item.lane else None,
            after if after and after.lane == item.lane else None,
        )

    def of(self, item: Item) -> Span:
        """Return the least and the greatest x that the item may have."""
        before, after = self._around(item)
        left, right = self._spans[item.lane]
        half = _half(item)
        low = before.x + _half(before) + _distance(before, item) if before else left
        high = after.x - _half(after) - _distance(after, item) if after else right
        return min(low + half, item.x), max(high - half, item.x)

    def shove(self, item: Item, x: float) -> None:
        """Move the label left of an item so far that the item may stand at x, if that is little."""
        label = self._around(item)[0]
        if label is None or label.sort is not Sort.PILL or not _can_move(label):
            return
        wanted = x - _half(item) - _half(label) - _distance(label, item)
        if wanted < label.x and wanted >= max(self.of(label)[0], label.x - _NUDGE):
            label.x = wanted


def _half(item: Item) -> float:
    """Return how far an item reaches to each side; a passing line is thin."""
    return 0.0 if item.sort is Sort.VIA else item.width / 2


def _distance(one: Item, other: Item) -> float:
    """Return the least space between two neighbours."""
    if one.sort is Sort.VIA and other.sort is Sort.VIA:
        return _BETWEEN_LINES
    is_label = one.sort is Sort.PILL or other.sort is Sort.PILL
    return _BESIDE_LABEL if is_label else _BESIDE_BOX


def _straightened(made: Sheet) -> Sheet:
    """Move labels and passing lines by what is free beside them, where that saves bends."""
    layers = made.layers
    room = _Room(made)
    settled: set[Item] = set()
    for trail in sorted(layers.trails, key=lambda trail: not layers.flow.is_main(trail.link)):
        for run in _runs(trail, settled):
            if not run.is_straight:
                _settle(run, room)
            settled.update(run.items)
    return made


class _Run(NamedTuple):
    """Items of a trail one under the other that can move, and what stands over and under them."""

    items: tuple[Item, ...]
    before: Item | None
    after: Item | None

    @property
    def is_straight(self) -> bool:
        """Say whether nothing is to be won by moving it."""
        x = self.items[0].x
        if any(item.x != x for item in self.items):
            return False
        before, after = self.before, self.after
        if before and before.row > self.items[0].row:
            return abs(before.x - x) <= _half(before) - _CORNER
        return (before is None or before.x == x) and (after is None or after.x == x)


def _can_move(item: Item) -> bool:
    if item.sort is Sort.PILL:
        return item.pill is not PillKind.TOGETHER and item.pill is not PillKind.JOIN
    return item.sort is Sort.VIA


def _runs(trail: Trail, settled: set[Item]) -> Iterator[_Run]:
    """Return the parts of a trail that can still be moved."""
    items = trail.items
    start = 1
    while start < len(items):
        end = start
        while (
            end < len(items)
            and _can_move(items[end])
            and items[end] not in settled
            and (end == start or items[end].row != items[end - 1].row)
        ):
            end += 1
        if end > start:
            after = items[end] if end < len(items) else None
            yield _Run(
                items[start:end],
                _unless_beside(items[start - 1], items[start]),
                _unless_beside(after, items[end - 1]),
            )
        start = max(end, start + 1)


def _unless_beside(neighbour: Item | None, item: Item) -> Item | None:
    return neighbour if neighbour and neighbour.row != item.row else None


def _settle(run: _Run, room: _Room) -> None:
    """Give the items of a run one x, or as few different ones as their neighbours allow."""
    rest = list(run.items)
    before = run.before
    if before and before.row > rest[0].row:
        room.shove(rest[0], before.x + _half(before) - _CORNER)
    while rest:
        part: list[Item] = []
        low, high = float("-inf"), float("inf")
        while rest:
            least, greatest = room.of(rest[0])
            if max(low, least) > min(high, greatest):
                break
            low, high = max(low, least), min(high, greatest)
            part.append(rest.pop(0))
        x = _best(part, (low, high), before, None if rest else run.after)
        for item in part:
            item.x = x
        before = part[-1]


def _best(part: list[Item], span: Span, before: Item | None, after: Item | None) -> float:
    """Return the x from which the lines over and under the items run straight, if there is one."""
    for wish, reach in _wishes(part, before, after):
        x = _clamped(wish, span)
        if abs(x - wish) <= reach + HAIR:
            return x
    return _clamped(max(part, key=lambda item: item.width).x, span)


def _wishes(part: list[Item], before: Item | None, after: Item | None) -> Iterator[Span]:
    """Return where a straight line may meet what stands under and over it, and how near to that."""
    reach = after.width / 4 if after and after.sort is Sort.BOX else 0.0
    if before and before.row > part[0].row:
        # A way back leaves a step anywhere on its upper side.
        side = max(_half(before) - _CORNER, 0.0)
        yield _clamped(part[0].x, (before.x - side, before.x + side)), 0.0
        yield before.x, side
    elif before and after and abs(before.x - after.x) <= reach:
        yield before.x, 0.0
    if after:
        yield after.x, reach
    if before:
        yield before.x, 0.0


def _clamped(x: float, span: Span) -> float:
    return min(max(x, span[0]), span[1])
