"""Leads the lines of the wide drawing through the channels between its rows.

In a channel every net of lines has one horizontal track; lines that come from one step or lead to
one step share a net.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from gongshi.flowchart.drawing import HAIR, EdgeKind, PillKind, Point
from gongshi.flowchart.flow import Flow
from gongshi.flowchart.layers import Item, Layers, Sort, Trail

TRACK = 14.0
_CORNER_ROOM = 16.0
_TIP_ROOM = 22.0
_STRAIGHT = 28.0
_BAR_ROOM = 4.0
GATE = 8.0
"""Half the diagonal of a decision's diamond."""
BAR = 4.0
_PORT_GAP = 20.0
_PORT_MARGIN = 14.0
_NEAR = 6.0


class Port(NamedTuple):
    """Where lines meet an item: under it, the channel's upper bank, or over it."""

    item: Item
    is_upper: bool


@dataclass(eq=False, slots=True)
class Net:
    """Lines that run together through one channel."""

    channel: int
    kind: EdgeKind
    ports: dict[Port, float] = field(default_factory=dict)
    """The x at which the net meets each item."""
    has_bar: bool = False
    track: int = 0
    y: float = 0.0

    left: float = 0.0
    """Its leftmost x, known like the right one when all ports are set."""
    right: float = 0.0

    def measure(self) -> None:
        """Note how far the net reaches, now that its ports are set."""
        places = self.ports.values()
        self.left, self.right = min(places), max(places)

    @property
    def is_straight(self) -> bool:
        """Say whether it needs no track."""
        return self.right - self.left < HAIR and not self.has_bar


class Passage(NamedTuple):
    """A piece of a trail: through a net, or beside, within a row."""

    tail: Item
    head: Item
    net: Net | None


_Key = tuple[int, str, Item]
"""A channel, and the item that what shares a net comes from, leads to or runs back to."""


class Routes:
    """The nets of all channels and how each trail passes them; the items have their x."""

    def __init__(self, layers: Layers) -> None:
        self._flow: Flow = layers.flow
        self._rows = layers.rows
        self._links: dict[int, list[tuple[Item, Item]]] = defaultdict(list)
        self._nets: dict[_Key, Net] = {}
        self._net_of: dict[tuple[Item, Item], Net] = {}
        self.passages: list[tuple[Trail, list[Passage]]] = []
        self.channels: dict[int, list[Net]] = defaultdict(list)
        hops = [
            (trail, [(*pair, self._back_net(*pair)) for pair in pairwise(trail.items)])
            for trail in layers.trails
        ]
        self._make_nets()
        for trail, pairs in hops:
            self.passages.append((trail, [self._passage(*pair) for pair in pairs]))
        self._set_ports()
        for nets in self.channels.values():
            for net in nets:
                net.measure()
            _set_tracks(nets)

    # ---- nets ----------------------------------------------------------------------------------

    def _back_net(self, tail: Item, head: Item) -> Net | None:
        """Return the net of a piece that runs upwards; the pieces downwards wait for each other."""
        if tail.row < head.row:
            if (tail, head) not in self._links[tail.row]:
                self._links[tail.row].append((tail, head))
            return None
        if tail.row > head.row:
            channel = head.row
            ports = (Port(tail, is_upper=False), Port(head, is_upper=True))
        elif self._is_beside(tail, head):
            return None
        else:
            # Around: under a label into the line up, or over a step's box from above.
            is_upper = head.sort is Sort.VIA
            channel = tail.row if is_upper else tail.row - 1
            ports = (Port(tail, is_upper), Port(head, is_upper))
        return self._net((channel, "back", head), ports, EdgeKind.BACK)

    def _is_beside(self, a: Item, b: Item) -> bool:
        """Say whether only passing lines stand between two items of a row."""
        if a.sort is Sort.BOX:
            return False  # what leaves a step leaves it downwards
        left, right = min(a.x, b.x), max(a.x, b.x)
        between = (item for item in self._rows[a.row] if left < item.x < right)
        return all(item.sort is Sort.VIA for item in between)

    def _net(self, key: _Key, ports: Iterable[Port], kind: EdgeKind) -> Net:
        if key not in self._nets:
            self._nets[key] = Net(key[0], kind)
            self.channels[key[0]].append(self._nets[key])
        net = self._nets[key]
        for port in ports:
            net.ports.setdefault(port, port.item.x)
        return net

    def _make_nets(self) -> None:
        """Gather what comes from one item or leads to one, so that each net is a star."""
        for channel, pairs in self._links.items():
            leaving: dict[Item, int] = defaultdict(int)
            for tail, _ in pairs:
                leaving[tail] += 1
            for tail, head in pairs:
                is_fan = leaving[tail] > 1 and head.pill is not PillKind.JOIN
                key = (channel, "from", tail) if is_fan else (channel, "to", head)
                ports = (Port(tail, is_upper=True), Port(head, is_upper=False))
                net = self._net(key, ports, EdgeKind.PLAIN)
                self._net_of[tail, head] = net
        for channel in self._links:
            for net in self.channels[channel]:
                net.has_bar = _is_barred(net)

    def _passage(self, tail: Item, head: Item, net: Net | None) -> Passage:
        return Passage(tail, head, net or self._net_of.get((tail, head)))

    # ---- ports ---------------------------------------------------------------------------------

    def gaps(self, bar: Net) -> list[float]:
        """Return where lines that have nothing to do with a bar run through it."""
        return sorted(
            x
            for net in self.channels[bar.channel]
            for port, x in net.ports.items()
            if net is not bar
            and bar.left < x < bar.right
            and (net.is_straight or (net.y > bar.y if port.is_upper else net.y < bar.y))
        )

    def _set_ports(self) -> None:
        """Give every net its place at the boxes it meets: the middle for the main one."""
        meets: dict[Port, list[Net]] = defaultdict(list)
        for nets in self.channels.values():
            for net in nets:
                for port in net.ports:
                    if port.item.sort is Sort.BOX:
                        meets[port].append(net)
        # From top to bottom, so that a box can follow the one above it.
        for port in sorted(meets, key=lambda port: (port.item.row, port.is_upper)):
            self._spread(port, meets[port])

    def _spread(self, port: Port, nets: list[Net]) -> None:
        if len(nets) == 1:
            nets[0].ports[port] = self._middle(port, nets[0], is_alone=True)
            return
        first = min(nets, key=lambda net: _claim(net, port))
        first.ports[port] = self._middle(port, first, is_alone=False)
        others = sorted((net for net in nets if net is not first), key=lambda net: _wish(net, port))
        middle = first.ports[port]
        half = port.item.width / 2 - _PORT_MARGIN
        left, right = port.item.x - half, port.item.x + half
        # Leftwards from the middle and rightwards from it, each at the place it would like best.
        edge = middle - _PORT_GAP
        for net in reversed([net for net in others if _wish(net, port) < middle]):
            net.ports[port] = edge = max(left, min(edge, _wish(net, port)))
            edge -= _PORT_GAP
        edge = middle + _PORT_GAP
        for net in [net for net in others if _wish(net, port) >= middle]:
            net.ports[port] = edge = min(right, max(edge, _wish(net, port)))
            edge += _PORT_GAP

    def _middle(self, port: Port, net: Net, *, is_alone: bool) -> float:
        """Return the middle of a box, or a place near it from which the line runs straight."""
        item = port.item
        others = [x for other, x in net.ports.items() if other != port]
        if len(others) != 1 or self._has_gate(port):
            return item.x
        if net.kind is EdgeKind.BACK and is_alone:
            reach = item.width / 2 - _PORT_MARGIN
        else:
            reach = item.width / 4
        return others[0] if abs(others[0] - item.x) <= reach else item.x

    def _has_gate(self, port: Port) -> bool:
        return port.is_upper and self._flow.is_decision(port.item.box)


def _is_barred(net: Net) -> bool:
    """Say whether the net fans out under a fork or in over a join."""
    upper = [port.item.pill for port in net.ports if port.is_upper]
    lower = [port.item.pill for port in net.ports if not port.is_upper]
    if len(lower) > 1:
        return upper == [PillKind.TOGETHER]
    return len(upper) > 1 and lower == [PillKind.JOIN]


def _claim(net: Net, port: Port) -> tuple[bool, bool, int]:
    """Return by what a net gets the middle of a box: not by leading back, by running straight."""
    is_straight = abs(_wish(net, port) - port.item.x) < HAIR
    return net.kind is EdgeKind.BACK, not is_straight, -len(net.ports)


def _wish(net: Net, port: Port) -> float:
    """Return the x at which the net would meet an item if it could choose."""
    return min(
        (x for other, x in net.ports.items() if other != port),
        key=lambda x: abs(x - port.item.x),
        default=port.item.x,
    )


# ---- tracks ------------------------------------------------------------------------------------


def _set_tracks(nets: list[Net]) -> None:
    """Give nets that would meet tracks of their own, in the order that crosses least."""
    ordered: list[Net] = []
    bent = [net for net in nets if not net.is_straight]
    for net in sorted(bent, key=lambda net: (net.left, net.right)):
        places = range(len(ordered) + 1)
        best = min(places, key=lambda at: _cost(ordered[:at], net, ordered[at:]))
        ordered.insert(best, net)
    for at, net in enumerate(ordered):
        above = [other.track + 1 for other in ordered[:at] if _overlap(net, other)]
        net.track = max(above, default=0)


def _cost(above: list[Net], net: Net, below: list[Net]) -> int:
    return sum(_crossings(other, net) for other in above) + sum(
        _crossings(net, other) for other in below
    )


def _overlap(a: Net, b: Net) -> bool:
    return a.left - _CORNER_ROOM < b.right and b.left - _CORNER_ROOM < a.right


def _crossings(above: Net, below: Net) -> int:
    """Return how often two nets meet when one runs above the other; running along counts much."""
    count = 0
    for port, x in below.ports.items():
        if port.is_upper and above.left - _NEAR < x < above.right + _NEAR:
            count += 1
            count += 100 * sum(
                not other.is_upper and abs(x - at) < _NEAR for other, at in above.ports.items()
            )
    for port, x in above.ports.items():
        if not port.is_upper and below.left - _NEAR < x < below.right + _NEAR:
            count += 1
    return count


# ---- heights -----------------------------------------------------------------------------------


def channel_height(nets: list[Net], *, has_gate: bool, has_tip: bool) -> float:
    """Return the height that a channel needs for its tracks, corners and tips."""
    head = GATE if has_gate else 0.0
    tracks = max((net.track + 1 for net in nets if not net.is_straight), default=0)
    foot = _TIP_ROOM if has_tip else _CORNER_ROOM
    if not tracks:
        return head + (_STRAIGHT if has_tip else 22.0)
    room = _BAR_ROOM if any(net.has_bar for net in nets) else 0.0
    return head + _CORNER_ROOM + (tracks - 1) * TRACK + foot + room


def set_heights(nets: list[Net], top: float, *, has_gate: bool) -> None:
    """Place the tracks of a channel that begins at `top`."""
    for net in nets:
        net.y = top + (GATE if has_gate else 0.0) + _CORNER_ROOM + net.track * TRACK


def ends(passage: Passage, net: Net) -> tuple[float, float]:
    """Return the x at which a passage leaves and reaches its items."""
    if passage.tail.row == passage.head.row:
        is_upper = net.channel == passage.tail.row
        return net.ports[Port(passage.tail, is_upper)], net.ports[Port(passage.head, is_upper)]
    is_down = passage.tail.row < passage.head.row
    return net.ports[Port(passage.tail, is_down)], net.ports[Port(passage.head, not is_down)]


def border(item: Item, net: Net) -> float:
    """Return the y at which a line meets an item: its side towards the net."""
    if item.sort is Sort.VIA:
        return net.y
    return item.y + item.height if net.channel == item.row else item.y


def beside(passage: Passage) -> list[Point]:
    """Return the line between an item and the line that passes at its side."""
    tail, head = passage.tail, passage.head
    item, via = (head, tail) if tail.sort is Sort.VIA else (tail, head)
    side = item.width / 2 if via.x > item.x else -item.width / 2
    y = item.y + item.height / 2
    line = [(item.x + side, y), (via.x, y)]
    return line if item is tail else line[::-1]
