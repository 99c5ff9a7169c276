"""The wide drawing: Graphviz says how things stand side by side, the rest is worked out here."""

from collections.abc import Iterable

from gongshi.cjk import wrap
from gongshi.engines.graphviz import Placer, Shape
from gongshi.flowchart.chart import Chart, Words
from gongshi.flowchart.columns import Sheet, first_try, sheet
from gongshi.flowchart.drawing import (
    Anchor,
    Band,
    Bar,
    Drawing,
    DrawnBox,
    Edge,
    EdgeKind,
    End,
    Line,
    Pill,
    PillKind,
    Point,
    Rect,
    Tone,
    straightened,
)
from gongshi.flowchart.flow import Flow, Link, flow_of
from gongshi.flowchart.layers import Item, Layers, Sort, Trail
from gongshi.flowchart.pieces import drawn_box, drawn_end, drawn_pill
from gongshi.flowchart.routing import (
    BAR,
    Net,
    Passage,
    Routes,
    beside,
    border,
    channel_height,
    ends,
    set_heights,
)
from gongshi.flowchart.setting import WIDE

_MARGIN = 8.0
_LANE_SIZE = 15.0
_LANE_LINE = 21.0
_BAR_REACH = 18.0
_BAR_GAP = 7.0
_LEVEL = 44.0
"""Boxes of a row are made equally high unless they differ by more."""


def shapes(chart: Chart, words: Words) -> list[Shape]:
    """Return what Graphviz has to lay out for the chart, so that many can be made in one go."""
    flow = flow_of(chart)
    return [shape for _, shape in Layers(flow, words, WIDE[first_try(flow)]).shapes()]


def wide(chart: Chart, words: Words, placer: Placer) -> Drawing:
    """Return the chart laid out from top to bottom with its side ways beside; EngineError else."""
    return _Wide(sheet(flow_of(chart), words, placer)).drawing()


class _Wide:
    def __init__(self, made: Sheet) -> None:
        self.layers = made.layers
        self.flow = made.layers.flow
        self.spans = made.spans
        self.width = made.width
        self.routes = Routes(made.layers)
        self.heads = self._lane_heads()
        self.head = max((len(texts) for texts in self.heads), default=0) * _LANE_LINE
        self.head += 18.0 if self.heads else 0.0
        self.height = self._set_y(self.head + (16.0 if self.heads else _MARGIN))

    # ---- places --------------------------------------------------------------------------------

    def _lane_heads(self) -> list[tuple[str, ...]]:
        return [
            wrap(lane, (right - left - 16) / _LANE_SIZE, bold=True, balance=True)
            for lane, (left, right) in zip(self.layers.lanes, self.spans, strict=False)
        ]

    def _set_y(self, top: float) -> float:
        """Place rows and channels from top to bottom and return where the drawing ends."""
        rows = self.layers.rows
        y = top + self._set_channel(-1, [], rows[0] if rows else [], top)
        for number, row in enumerate(rows):
            height = _level(row)
            for item in row:
                is_centred = item.sort is Sort.PILL
                item.y = round(y + (height - item.height) / 2 if is_centred else y, 1)
            y += height
            following = rows[number + 1] if number + 1 < len(rows) else []
            y += self._set_channel(number, row, following, y)
        return y + _MARGIN

    def _set_channel(self, number: int, above: list[Item], below: list[Item], top: float) -> float:
        nets = self.routes.channels.get(number, [])
        if not nets and not (above and below):
            return 0.0
        has_gate = any(self._gate(item) for item in above)
        has_tip = any(item.sort in {Sort.BOX, Sort.END} for item in below)
        set_heights(nets, top, has_gate=has_gate)
        return channel_height(nets, has_gate=has_gate, has_tip=has_tip)

    def _gate(self, item: Item) -> bool:
        return item.sort is Sort.BOX and self.flow.is_decision(item.box)

    # ---- what is drawn -------------------------------------------------------------------------

    def drawing(self) -> Drawing:
        chart, words = self.flow.chart, self.layers.words
        items = self.layers.items
        return Drawing(
            title=words.drawing.format(title=chart.title),
            description=words.description.format(steps=len(self.flow.boxes)),
            lang=chart.lang,
            width=round(self.width, 1),
            height=round(self.height, 1),
            boxes=tuple(self._box(item) for item in items if item.sort is Sort.BOX),
            pills=tuple(self._pill(item) for item in items if item.sort is Sort.PILL),
            ends=tuple(self._end(item) for item in items if item.sort is Sort.END),
            edges=tuple(self._edges()),
            bars=tuple(self._bars()),
            bands=tuple(self._bands()),
        )

    def _box(self, item: Item) -> DrawnBox:
        return drawn_box(self.flow, item.box, item.setting, _rect(item), self.layers.metrics)

    def _pill(self, item: Item) -> Pill:
        rect = _rect(item)
        link = item.link or Link(item.box, item.box)
        return drawn_pill(self.flow, item.pill, item.setting, (rect.x, rect.y), link)

    def _end(self, item: Item) -> End:
        rect = _rect(item)
        return drawn_end(self.flow, item.box, item.setting, (rect.x, rect.y))

    def _edges(self) -> Iterable[Edge]:
        drawn: set[Item] = set()
        for trail, passages in self.routes.passages:
            yield from self._edge(trail, passages, drawn)

    def _edge(self, trail: Trail, passages: list[Passage], drawn: set[Item]) -> Iterable[Edge]:
        """Return a trail's line in its parts: cut where its kind changes and at a bar."""
        boxes = self.flow.boxes
        link = trail.link
        source = boxes[link.source].id
        target = boxes[link.target].id if trail.items[-1].sort is not Sort.END else ""
        situations = self.flow.situations(link)
        parts, has_tip = _parts(trail, passages, drawn)
        for number, (kind, points) in enumerate(parts, 1):
            tip = has_tip and number == len(parts)
            yield Edge(source, target, straightened(points), kind, tip, situations)

    def _bars(self) -> Iterable[Bar]:
        """Return the bars, with a gap where a line of other ways runs through."""
        for net in (net for nets in self.routes.channels.values() for net in nets if net.has_bar):
            gaps = self.routes.gaps(net)
            first = max(net.left - _BAR_REACH, 0.0)
            last = min(net.right + _BAR_REACH, self.width)
            starts = [first, *(x + _BAR_GAP for x in gaps)]
            stops = [*(x - _BAR_GAP for x in gaps), last]
            for left, right in zip(starts, stops, strict=True):
                if left < right:
                    rect = Rect(left, net.y - BAR / 2, right - left, BAR)
                    yield Bar(rect, _situations(net, self.flow))

    def _bands(self) -> Iterable[Band]:
        for (left, right), texts in zip(self.spans, self.heads, strict=False):
            lines = tuple(
                Line(
                    (left + right) / 2,
                    round(9 + _LANE_LINE * (row + 0.5) + 0.36 * _LANE_SIZE, 1),
                    text,
                    _LANE_SIZE,
                    Tone.LANE,
                    bold=True,
                    anchor=Anchor.MIDDLE,
                )
                for row, text in enumerate(texts)
            )
            yield Band(Rect(left, 0.5, right - left, self.height - 1), self.head, lines)


def _level(row: list[Item]) -> float:
    """Make the boxes of a row equally high where that is no waste, and return the row's height."""
    height = max((item.height for item in row), default=0.0)
    for item in row:
        if item.sort is Sort.BOX and height - item.height <= _LEVEL:
            item.height = height
    return height


def _rect(item: Item) -> Rect:
    return Rect(round(item.x - item.width / 2, 2), item.y, item.width, item.height)


def _parts(
    trail: Trail, passages: list[Passage], drawn: set[Item]
) -> tuple[list[tuple[EdgeKind, list[Point]]], bool]:
    """Return the line in pieces of one kind each, and whether a tip ends it.

    A way back flows into the line of an earlier one to the same step instead of running over it,
    where its dashes would fill the gaps of the other's.
    """
    is_back = trail.kind is EdgeKind.BACK
    has_label = any(item.sort is Sort.PILL for item in trail.items)
    parts: list[tuple[EdgeKind, list[Point]]] = []
    points: list[Point] = []
    kind = EdgeKind.PLAIN if is_back and has_label else trail.kind
    for passage in passages:
        joins = is_back and passage.head in drawn
        new = _points(passage, is_cut=joins)
        if passage.net is not None and passage.net.has_bar:
            parts.append((kind, points + new[:2]))
            points, new = [], new[2:]
        points.extend(new)
        if joins:
            return [*parts, (kind, points)], False
        if is_back and passage.head.sort is Sort.VIA and kind is EdgeKind.BACK:
            drawn.add(passage.head)
        if is_back and passage.head.sort is Sort.PILL:
            parts.append((kind, points))
            points, kind = [], EdgeKind.BACK
    return [*parts, (kind, points)], trail.items[-1].sort is not Sort.PILL


def _points(passage: Passage, *, is_cut: bool) -> list[Point]:
    net = passage.net
    if net is None:
        return beside(passage)
    start, end = ends(passage, net)
    if net.is_straight and not is_cut:
        return [(start, border(passage.tail, net)), (end, border(passage.head, net))]
    points = [(start, border(passage.tail, net)), (start, net.y), (end, net.y)]
    return points if is_cut else [*points, (end, border(passage.head, net))]


def _situations(net: Net, flow: Flow) -> tuple[str, ...]:
    """Return the situations of the step at which a bar parts or gathers ways."""
    for port in net.ports:
        if port.item.pill in {PillKind.TOGETHER, PillKind.JOIN}:
            return flow.boxes[port.item.box].situations
    return ()
