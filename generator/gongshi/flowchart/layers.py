"""The wide drawing as rows: boxes, labels and the places where lines pass, and what is linked.

A line leaves a row only downwards or upwards into the channel between two rows and passes a row
only where an item of its own keeps the place free. So no line ever meets a box or a label.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise
from math import ceil

from gongshi.engines.graphviz import Bond, Shape
from gongshi.flowchart.chart import Words
from gongshi.flowchart.drawing import EdgeKind, PillKind, Tone
from gongshi.flowchart.flow import Flow, Link
from gongshi.flowchart.order import Order, Path
from gongshi.flowchart.pieces import has_end
from gongshi.flowchart.setting import WIDE, Metrics, Setting, set_box, set_pill

_VIA_WIDTH = 16.0
_STEP = 8.0
_END_LIMIT = 190.0
LANE_PAD = 12.0
"""The space at the sides of a swim lane."""
_COLUMN = 744.0
"""The width of a page's column, which a drawing of up to four columns fits."""
_WIDEST_BOX = 208.0
_NARROWEST_BOX = 144.0
_SMALL_PAD = 12.0
_LEFT_LABELS = 90.0
"""The room for labels of ways back, left of the main way."""
LONGEST_SPAN = 12
"""A way over more ranks of steps than this is said in a pill instead of drawn."""


class Sort(Enum):
    """What an item of a row is."""

    BOX = auto()
    PILL = auto()
    END = auto()
    VIA = auto()
    """A place kept free for a line that passes the row."""


_GAPS = {Sort.BOX: 20.0, Sort.PILL: 16.0, Sort.END: 20.0, Sort.VIA: 0.0}


_EMPTY = Setting(_VIA_WIDTH, 0.0, ())


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
    x: float = 0.0
    """The middle."""
    y: float = 0.0
    """The upper side."""
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self.height = self.setting.height

    @property
    def width(self) -> float:
        """Its own width."""
        return self.setting.width

    @property
    def slot(self) -> float:
        """Its width with the space at its sides."""
        return self.width + _GAPS[self.sort]


@dataclass(frozen=True, slots=True)
class Trail:
    """All that one line passes, from its step to where it leads."""

    link: Link
    items: tuple[Item, ...]
    kind: EdgeKind = EdgeKind.PLAIN


class _Rows:
    """Which row stands where: over the boxes of a rank joins, under them forks and labels."""

    def __init__(self, flow: Flow) -> None:
        self.boxes: list[int] = []
        self.forks: dict[int, int] = {}
        self.labels: dict[int, int] = {}
        self.joins: dict[int, int] = {}
        self.count = 0
        forks = {flow.ranks[link.source] for link in flow.links if link.parallel}
        labels = {flow.ranks[link.source] for link in flow.links if link.label}
        joins = {flow.ranks[place] for place in flow.meetings}
        last = max(
            (flow.ranks[place] + _is_followed(flow, place) for place in flow.order), default=-1
        )
        for rank in range(last + 1):
            if rank in joins:
                self.joins[rank] = self._next()
            self.boxes.append(self._next())
            if rank in forks:
                self.forks[rank] = self._next()
            if rank in labels:
                self.labels[rank] = self._next()

    def _next(self) -> int:
        self.count += 1
        return self.count - 1


def is_said(flow: Flow, link: Link) -> bool:
    """Tell whether a way is said in a pill: too long to be drawn, or back from under a bar."""
    is_back = link.parallel and link in flow.back
    return is_back or abs(flow.ranks[link.target] - flow.ranks[link.source]) > LONGEST_SPAN


def _is_followed(flow: Flow, place: int) -> bool:
    return has_end(flow, place) or any(is_said(flow, link) for link in flow.out[place])


class Layers:
    """The rows of one chart, filled."""

    def __init__(self, flow: Flow, words: Words) -> None:
        self.flow = flow
        self.words = words
        self.lanes = flow.chart.lanes
        self.items: list[Item] = []
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
        return self._rows.count

    # ---- items ---------------------------------------------------------------------------------

    def lane(self, item: Item) -> int:
        """Return the swim lane in which an item stands."""
        lane = self.flow.boxes[item.box].lane
        return self.lanes.index(lane) if lane in self.lanes else 0

    @cached_property
    def _box_width(self) -> float:
        """The width of every box: smaller where many columns stand side by side."""
        columns: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for place, rank in enumerate(self.flow.ranks):
            lane = self.flow.boxes[place].lane if self.lanes else ""
            columns[lane][rank].add(place)
        for link in filter(self.flow.is_main, self.flow.links):
            # The main way keeps its column where it passes other steps.
            lane = self.flow.boxes[link.target].lane if self.lanes else ""
            for rank in range(self.flow.ranks[link.source] + 1, self.flow.ranks[link.target]):
                columns[lane][rank].add(-1)
        count = sum(max(map(len, ranks.values())) for ranks in columns.values())
        room = _COLUMN - 2 * LANE_PAD * len(self.lanes)
        if any(link.label and self._order.is_left(link) for link in self.flow.back):
            room -= _LEFT_LABELS
        fitting = room // max(count, 1) - _GAPS[Sort.BOX]
        return min(max(fitting, _NARROWEST_BOX), _WIDEST_BOX)

    @cached_property
    def metrics(self) -> Metrics:
        """The sizes of type; a small box has less space at its sides."""
        return WIDE if self._box_width == _WIDEST_BOX else replace(WIDE, pad_x=_SMALL_PAD)

    def _add(self, item: Item) -> Item:
        self.items.append(item)
        return item

    def _box(self, place: int) -> Item:
        box = self.flow.boxes[place]
        setting = set_box(box, self._box_width, self.metrics, box.who)
        row = self._rows.boxes[self.flow.ranks[place]]
        return Item(Sort.BOX, row, place, self._order.of_step(place), setting)

    def _label(self, link: Link, row: int, place: int) -> Item:
        setting = set_pill(link.label, WIDE)
        return self._add(Item(Sort.PILL, row, place, self._order.of_way(link), setting, link))

    def _together(self, pill: PillKind, row: int, place: int) -> Item:
        """Return the words at a bar, made once for each step that parts or meets ways."""
        is_fork = pill is PillKind.TOGETHER
        path = self._order.below(place) if is_fork else self._order.of_step(place)
        if (pill, place) not in self._shared:
            setting = set_pill(self.words.together if is_fork else self.words.join, WIDE)
            item = Item(Sort.PILL, row, place, path, setting, pill=pill)
            self._shared[pill, place] = self._add(item)
        return self._shared[pill, place]

    def _via(self, key: object, row: int, place: int, path: Path) -> Item:
        """Return a place for lines to pass, made once for each key and row."""
        if (key, row) not in self._shared:
            self._shared[key, row] = self._add(Item(Sort.VIA, row, place, path))
        return self._shared[key, row]

    def _tie(self, items: Iterable[Item], *, is_main: bool = False) -> None:
        """Keep items of neighbouring rows one above the other."""
        for tail, head in pairwise(items):
            if self.lane(tail) == self.lane(head):
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
        setting = set_pill(text, WIDE, Tone.ENDING, limit=_END_LIMIT)
        tail = self._boxes[place]
        end = self._add(Item(Sort.END, tail.row + 1, place, self._order.below(place), setting))
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
        chip = Item(
            Sort.PILL,
            items[-1].row + 1,
            link.source,
            self._order.of_way(link),
            set_pill(text, WIDE),
            link,
            PillKind.BACK if is_back else PillKind.JUMP,
        )
        self._lead(Trail(link, (*items, self._add(chip))))

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
        # Ways to one step run together, but those that are waited for arrive each by itself.
        key = ("to", link.target, link if is_met else None)
        return self._via(key, row, link.target, order.of_way(link))

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
        for item in self.items:
            lanes[self.lane(item)].append(item)
        return [(items, self._shape(items)) for items in lanes]

    def _shape(self, items: list[Item]) -> Shape:
        # Graphviz takes the order of a row as it is given.
        items.sort(key=lambda item: (item.row, item.path))
        number = {item: place for place, item in enumerate(items)}
        rows: list[list[int]] = [[] for _ in range(self.row_count)]
        for item in items:
            rows[item.row].append(number[item])
        bonds = sorted(
            (number[tail], number[head], weight)
            for (tail, head), weight in self._ties.items()
            if tail in number
        )
        # Rounded up, so that labels of about the same length share a shape.
        widths = tuple(ceil(item.slot / _STEP) * _STEP for item in items)
        return Shape(widths, tuple(map(tuple, rows)), tuple(Bond(*bond) for bond in bonds))


_MAIN_WEIGHT = 200


def _weight(tail: Item, head: Item) -> int:
    """Return how much it matters that two items stand exactly one above the other."""
    kinds = {tail.sort, head.sort}
    if head.pill is PillKind.TOGETHER or tail.pill is PillKind.JOIN:
        return 30
    if PillKind.JOIN in {tail.pill, head.pill} or PillKind.TOGETHER in {tail.pill, head.pill}:
        return 2
    if kinds == {Sort.VIA} or (tail.sort is Sort.PILL and head.sort is not Sort.VIA):
        return 24
    if kinds == {Sort.BOX}:
        return 12
    return 1 if tail.sort is Sort.VIA and head.sort is Sort.BOX else 4
