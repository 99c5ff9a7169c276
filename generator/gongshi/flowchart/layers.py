"""The wide drawing as rows: boxes, labels and the places where lines pass, and what is linked.

A line leaves a row only downwards or upwards into the channel between two rows and passes a row
only where an item of its own keeps the place free. So no line ever meets a box or a label.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from gongshi.engines.graphviz import Bond, Shape
from gongshi.flowchart.chart import Box, Words
from gongshi.flowchart.drawing import EdgeKind, PillKind, Setting, Tone
from gongshi.flowchart.flow import Flow, Link
from gongshi.flowchart.order import Order, Path
from gongshi.flowchart.pieces import has_end
from gongshi.flowchart.setting import WIDE, Metrics, set_box, set_pill

_VIA_WIDTH = 16.0
_STEP = 8.0
LANE_PAD = 12.0
"""The space at the sides of a swim lane."""
LONGEST_SPAN = 12
"""A way over more ranks of steps than this is said in a pill instead of drawn."""


class Sort(Enum):
    """What an item of a row is."""

    BOX = auto()
    PILL = auto()
    END = auto()
    VIA = auto()
    """A place kept free for a line that passes the row."""


_EMPTY = Setting(_VIA_WIDTH, 0.0, ())

_At = tuple[int, int, Path]
"""The row of an item, the step to which it belongs and its path."""


@dataclass(eq=False, slots=True)
class Item:
    """Something that takes room in a row."""

    sort: Sort
    row: int
    box: int
    """The step that it belongs to, by which it stands in a swim lane."""
    path: Path
    setting: Setting = _EMPTY
    link: Link | None = None
    pill: PillKind = PillKind.BRANCH
    gap: float = 0.0
    """The space between it and its neighbours."""
    lane: int = 0
    """The swim lane in which it stands."""
    x: float = 0.0
    """The middle."""
    y: float = 0.0
    """The upper side."""
    width: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self.width, self.height, _ = self.setting

    @property
    def slot(self) -> float:
        """Its width with the space at its sides."""
        return self.width + self.gap


class Trail(NamedTuple):
    """All that one line passes, from its step to where it leads."""

    link: Link
    items: tuple[Item, ...]
    kind: EdgeKind = EdgeKind.PLAIN


def _in_lane(box: Box) -> Box:
    """Return a box that does not tell the name over its lane again."""
    who = box.who.removeprefix(box.lane).strip()
    return replace(box, who=who) if who and who != box.who else box


class _Rows:
    """Which row stands where: over the boxes of a rank joins, under them forks and labels."""

    def __init__(self, flow: Flow) -> None:
        self.boxes: list[int] = []
        self.forks: dict[int, int] = {}
        self.labels: dict[int, int] = {}
        self.joins: dict[int, int] = {}
        self.ranks: list[tuple[int, bool]] = []
        """For each row its rank and whether it stands under the boxes of that."""
        forks = {flow.ranks[link.source] for link in flow.links if link.parallel}
        labels = {flow.ranks[link.source] for link in flow.links if link.label}
        joins = {flow.ranks[place] for place in flow.meetings}
        last = max(
            (flow.ranks[place] + _is_followed(flow, place) for place in flow.order), default=-1
        )
        for rank in range(last + 1):
            if rank in joins:
                self.joins[rank] = self._next(rank)
            self.boxes.append(self._next(rank))
            if rank in forks:
                self.forks[rank] = self._next(rank, is_under=True)
            if rank in labels:
                self.labels[rank] = self._next(rank, is_under=True)

    def _next(self, rank: int, *, is_under: bool = False) -> int:
        self.ranks.append((rank, is_under))
        return len(self.ranks) - 1


def is_said(flow: Flow, link: Link) -> bool:
    """Tell whether a way is said in a pill: too long to be drawn, or back from under a bar."""
    is_back = link.parallel and link in flow.back
    return is_back or abs(flow.ranks[link.target] - flow.ranks[link.source]) > LONGEST_SPAN


def _is_followed(flow: Flow, place: int) -> bool:
    return has_end(flow, place) or any(is_said(flow, link) for link in flow.out[place])


class Layers:
    """The rows of one chart, filled."""

    def __init__(self, flow: Flow, words: Words, metrics: Metrics = WIDE[0]) -> None:
        self.flow = flow
        self.words = words
        self.metrics = metrics
        self.lanes = flow.chart.lanes
        self._lane = {name: number for number, name in enumerate(self.lanes)}
        self.items: list[Item] = []
        self.rows: list[list[Item]] = []
        """The items of each row from left to right; `shapes` fills them."""
        self.trails: list[Trail] = []
        self._order = Order(flow)
        self._rows = _Rows(flow)
        self._ties: dict[tuple[Item, Item], int] = {}
        self._shared: dict[tuple[object, ...], Item] = {}
        self._boxes = {place: self._add(self._box(place)) for place in flow.order}
        for place in flow.order:
            self._lead_out(place)

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._rows.ranks)

    # ---- items ---------------------------------------------------------------------------------

    @property
    def least_width(self) -> float:
        """The width that the fullest rows take at least."""
        rows: dict[tuple[int, int], float] = defaultdict(float)
        for item in self.items:
            rows[item.lane, item.row] += item.slot
        fullest = [0.0] * max(len(self.lanes), 1)
        for (lane, _), width in rows.items():
            fullest[lane] = max(fullest[lane], width)
        return sum(fullest) - self.metrics.box_gap

    def _add(self, item: Item) -> Item:
        if self._lane:
            item.lane = self._lane.get(self.flow.boxes[item.box].lane, 0)
        self.items.append(item)
        return item

    def _box(self, place: int) -> Item:
        box = self.flow.boxes[place]
        setting = set_box(_in_lane(box) if self.lanes else box, self.metrics.box, self.metrics)
        row, path = self._rows.boxes[self.flow.ranks[place]], self._order.of_step(place)
        return Item(Sort.BOX, row, place, path, setting, gap=self.metrics.box_gap)

    def _pill(
        self, text: str, at: _At, link: Link | None = None, pill: PillKind = PillKind.BRANCH
    ) -> Item:
        setting = set_pill(text, self.metrics)
        return self._add(Item(Sort.PILL, *at, setting, link, pill, self.metrics.pill_gap))

    def _label(self, link: Link, row: int, place: int) -> Item:
        return self._pill(link.label, (row, place, self._order.of_way(link)), link)

    def _together(self, pill: PillKind, row: int, place: int) -> Item:
        """Return the words at a bar, made once for each step that parts or meets ways."""
        if (pill, place) not in self._shared:
            is_fork = pill is PillKind.TOGETHER
            path = self._order.below(place) if is_fork else self._order.of_step(place)
            text = self.words.together if is_fork else self.words.join
            self._shared[pill, place] = self._pill(text, (row, place, path), None, pill)
        return self._shared[pill, place]

    def _via(self, key: object, row: int, place: int, path: Path) -> Item:
        """Return a place for lines to pass, made once for each key and row."""
        if (key, row) not in self._shared:
            self._shared[key, row] = self._add(Item(Sort.VIA, row, place, path))
        return self._shared[key, row]

    def _tie(self, items: Iterable[Item], *, is_main: bool = False) -> None:
        """Keep items of neighbouring rows one above the other."""
        for tail, head in pairwise(items):
            if tail.lane == head.lane:
                weight = _MAIN_WEIGHT if is_main else _weight(tail, head)
                self._ties[tail, head] = max(weight, self._ties.get((tail, head), 0))

    # ---- ways ----------------------------------------------------------------------------------

    def _lead_out(self, place: int) -> None:
        """Lead all ways out of a step."""
        if has_end(self.flow, place):
            self._end(place)
        for link in self.flow.out[place]:
            if is_said(self.flow, link):
                self._said(link)
            elif link in self.flow.back:
                self._back(link)
            else:
                self._onward(link)

    def _lead(self, trail: Trail) -> None:
        self._tie(trail.items, is_main=self.flow.is_main(trail.link))
        self.trails.append(trail)

    def _end(self, place: int) -> None:
        text = self.words.ending(self.flow.boxes[place].end or "")
        setting = set_pill(text, self.metrics, Tone.ENDING, self.metrics.box)
        tail, gap = self._boxes[place], self.metrics.box_gap
        path = self._order.below(place)
        end = self._add(Item(Sort.END, tail.row + 1, place, path, setting, gap=gap))
        self._tie((tail, end), is_main=True)
        self.trails.append(Trail(Link(place, place), (tail, end)))

    def _said(self, link: Link) -> None:
        """Say a way instead of drawing it."""
        is_back = link in self.flow.back
        words = self.words.back if is_back else self.words.jump
        if link.source == link.target:
            words = self.words.again
        text = words.format(n=self.flow.boxes[link.target].number)
        items = self._down_to_label(link, link.source)
        at = (items[-1].row + 1, link.source, self._order.of_way(link))
        chip = self._pill(text, at, link, PillKind.BACK if is_back else PillKind.JUMP)
        self._lead(Trail(link, (*items, chip)))

    def _down_to_label(self, link: Link, place: int) -> list[Item]:
        """Return what a way passes from its step to its fork and label, where it has them."""
        rank = self.flow.ranks[link.source]
        items = [self._boxes[link.source]]
        if link.parallel:
            items.append(self._together(PillKind.TOGETHER, self._rows.forks[rank], link.source))
        if not link.label:
            return items
        row, path = self._rows.labels[rank], self._order.of_way(link)
        between = range(items[-1].row + 1, row)
        vias = [self._via(("out", link), at, place, path) for at in between]
        return [*items, *vias, self._label(link, row, place)]

    def _onward(self, link: Link) -> None:
        tail, head = self._boxes[link.source], self._boxes[link.target]
        between = [self._passing(link, row) for row in range(tail.row + 1, head.row)]
        kind = EdgeKind.REFUSED if self.flow.is_refused(link.target) else EdgeKind.PLAIN
        self._lead(Trail(link, (tail, *between, head), kind))

    def _passing(self, link: Link, row: int) -> Item:
        """Return what a way passes in a row between its two steps."""
        flow, order, rows = self.flow, self._order, self._rows
        rank = flow.ranks[link.source]
        if link.parallel and row == rows.forks[rank]:
            return self._together(PillKind.TOGETHER, row, link.source)
        if link.label and row == rows.labels[rank]:
            return self._label(link, row, link.target)
        is_met = link.target in flow.meetings
        if is_met and row == rows.joins[flow.ranks[link.target]]:
            return self._together(PillKind.JOIN, row, link.target)
        if is_met:
            # Those that are waited for arrive each by itself.
            return self._via(("to", link), row, link.source, order.of_way(link))
        # Ways to one step run together, along the one that comes from nearest, else the leftmost.
        at, is_under = rows.ranks[row]
        path = order.of_passing(link, at, is_under=is_under)
        via = self._via(("to", link.target), row, link.target, path)
        if via.link is not None:
            mine, known = order.nearness(link), order.nearness(via.link)
            if mine < known or (mine == known and path > via.path):
                return via
        via.link, via.path = link, path
        return via

    def _back(self, link: Link) -> None:
        """Lead a way back upwards, beside everything, to the side of the earlier step."""
        starts = self._down_to_label(link, link.source)
        head = self._boxes[link.target]
        first = starts[-1].row - (not link.label and link.source != link.target)
        key = ("back", link.target, self._order.is_left(link))
        vias = []
        for row in range(first, head.row - 1, -1):
            path = self._order.of_return(link, is_beside=row == head.row)
            vias.append(self._via(key, row, link.target, path))
        is_label = vias[0].row == starts[-1].row
        self._tie(starts)
        self._tie(reversed(vias if is_label else [starts[-1], *vias]))
        self.trails.append(Trail(link, (*starts, *vias, head), EdgeKind.BACK))

    # ---- for Graphviz --------------------------------------------------------------------------

    def shapes(self) -> list[tuple[list[Item], Shape]]:
        """Return for each lane its items and their shape: lanes are laid out side by side."""
        lanes: list[list[Item]] = [[] for _ in self.lanes or ("",)]
        self.rows = [[] for _ in range(self.row_count)]
        # Graphviz takes the order of a row as it is given.
        for item in sorted(self.items, key=lambda item: (item.lane, item.row, item.path)):
            lanes[item.lane].append(item)
            self.rows[item.row].append(item)
        ties: list[list[tuple[Item, Item, int]]] = [[] for _ in lanes]
        for (tail, head), weight in self._ties.items():
            ties[tail.lane].append((tail, head, weight))
        return [
            (items, self._shape(items, bonds)) for items, bonds in zip(lanes, ties, strict=True)
        ]

    def _shape(self, items: list[Item], ties: list[tuple[Item, Item, int]]) -> Shape:
        number = {item: place for place, item in enumerate(items)}
        rows: list[list[int]] = [[] for _ in range(self.row_count)]
        for place, item in enumerate(items):
            rows[item.row].append(place)
        bonds = sorted(Bond(number[tail], number[head], weight) for tail, head, weight in ties)
        # Rounded up, so that labels of about the same length share a shape.
        widths = tuple([ceil((item.width + item.gap) / _STEP) * _STEP for item in items])
        return Shape(widths, tuple(map(tuple, rows)), tuple(bonds))


_MAIN_WEIGHT = 200


def _weight(tail: Item, head: Item) -> int:
    """Return how much it matters that two items stand exactly one above the other."""
    if tail.sort is Sort.PILL or head.sort is Sort.PILL:
        return _weight_of_label(tail, head)
    if tail.sort is Sort.VIA:
        return 24 if head.sort is Sort.VIA else 1
    return 12 if head.sort is Sort.BOX else 4


def _weight_of_label(tail: Item, head: Item) -> int:
    if head.pill is PillKind.TOGETHER or tail.pill is PillKind.JOIN:
        return 30
    if head.pill is PillKind.JOIN or tail.pill is PillKind.TOGETHER:
        return 2
    return 24 if tail.sort is Sort.PILL and head.sort is not Sort.VIA else 4
