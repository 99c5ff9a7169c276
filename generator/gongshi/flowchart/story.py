"""The chart told from top to bottom, each step once: side ways inside, jumps by their number.

The narrow drawing and the list of sentences both follow this order.
"""

from collections import deque
from functools import lru_cache
from typing import NamedTuple

from gongshi.flowchart.flow import Flow, Link

LONGEST_SIDE = 4
"""A side way of more steps is told in a part of its own."""
DEEPEST = 3


class Branch(NamedTuple):
    """A way out beside the one that goes on; without a strand it leads to a step told elsewhere."""

    link: Link
    strand: "Strand | None" = None


class Knot(NamedTuple):
    """A step with what leaves it."""

    place: int
    branches: tuple[Branch, ...] = ()
    together: tuple["Strand", ...] = ()
    """Ways gone at once."""
    meeting: int | None = None
    """Where these meet, if anywhere: the next knot or a step told elsewhere."""
    onward: Link | None = None
    """The way to the next knot."""


class Strand(NamedTuple):
    """Steps told one after the other, and the way that leads to the first."""

    link: Link | None
    knots: tuple[Knot, ...] = ()
    meets: Link | None = None
    """The way from the last step (or straight) to where parallel ways meet, told by the group.

    Where ways part once more from the last step, it is all of these that lead there.
    """


class _Stop(NamedTuple):
    """A step of a strand before what leaves it is told."""

    place: int
    following: int | None
    """The next step of the strand."""
    meeting: int | None
    """Where the parallel ways that leave it meet."""
    goal: int | None
    """Where the parallel ways meet of which the strand is one; only at its last step."""


_Plan = tuple[_Stop, ...]


@lru_cache(maxsize=16)
def tell(flow: Flow) -> tuple[Strand, ...]:
    """Return the main way with all that hangs on it, then the parts that stand by themselves."""
    return _Teller(flow).tell()


class _Teller:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.taken: set[int] = set()
        self.later: deque[Link] = deque()

    def tell(self) -> tuple[Strand, ...]:
        parts: list[Strand] = []
        starts = deque(self.flow.starts)
        while starts or self.later:
            link = self.later.popleft() if self.later else None
            place = link.target if link else starts.popleft()
            if place not in self.taken:
                parts.append(self._strand(self._plan(place), link, 0))
        return tuple(parts)

    # ---- which steps follow each other ---------------------------------------------------------

    def _plan(self, start: int, goal: int | None = None) -> _Plan:
        """Follow the best way until it ends or comes to a step that has its place already."""
        stops: list[_Stop] = []
        place = start
        while True:
            meeting = following = None
            if self._is_parted(place):
                meeting = following = self._meeting(place)
            elif link := self.flow.best(place):
                following = link.target
            if following is None or following in self.taken:
                return (*stops, _Stop(place, None, meeting, goal))
            stops.append(_Stop(place, following, meeting, None))
            place = following

    def _is_parted(self, place: int) -> bool:
        return any(link.parallel for link in self.flow.out[place])

    def _meeting(self, place: int) -> int | None:
        """Return the first step to which all parallel ways lead, rather one that waits for them."""
        flow = self.flow
        together = [link for link in flow.out[place] if link.parallel]
        if any(link in flow.back for link in together):
            return None
        common = frozenset.intersection(*(flow.below(link.target) for link in together))
        return min(common, key=lambda p: (p not in flow.joins, flow.ranks[p], p), default=None)

    # ---- what leaves them ----------------------------------------------------------------------

    def _strand(self, plan: _Plan, link: Link | None, depth: int) -> Strand:
        self.taken.update(stop.place for stop in plan)
        knots = tuple(self._knot(stop, depth) for stop in plan)
        return Strand(link, knots, self._meets(plan[-1]))

    def _meets(self, stop: _Stop) -> Link | None:
        """Return what leads from the last step of a strand to where its group meets."""
        if stop.goal is None:
            return None
        if stop.meeting == stop.goal:
            return Link(stop.place, stop.goal)
        ways = self.flow.onward[stop.place]
        return next((link for link in ways if self._is_meeting(link, stop)), None)

    @staticmethod
    def _is_meeting(link: Link, stop: _Stop) -> bool:
        return link.target == stop.goal and not link.label and not link.parallel

    def _knot(self, stop: _Stop, depth: int) -> Knot:
        together: list[Strand] = []
        branches: list[Branch] = []
        told = {self._meets(stop)}
        onward: Link | None = None
        if stop.meeting is None:
            ways = self.flow.onward[stop.place]
            onward = next((link for link in ways if link.target == stop.following), None)
        for link in self.flow.out[stop.place]:
            if link.parallel:
                together.append(self._side(link, depth, stop.meeting))
            elif link not in {onward, *told}:
                branches.append(self._branch(link, depth))
        return Knot(stop.place, tuple(branches), tuple(together), stop.meeting, onward)

    def _side(self, link: Link, depth: int, meeting: int | None) -> Strand:
        """Tell one of the ways that are gone at once."""
        if link.target == meeting:
            return Strand(link, meets=link)
        if self._is_told(link):
            return Strand(link)
        if depth >= DEEPEST:
            self.later.append(link)
            return Strand(link)
        return self._strand(self._plan(link.target, meeting), link, depth + 1)

    def _branch(self, link: Link, depth: int) -> Branch:
        """Tell a side way in place when it is short, else later."""
        if self._is_told(link):
            return Branch(link)
        plan = self._plan(link.target)
        if depth >= DEEPEST or len(plan) > LONGEST_SIDE:
            self.later.append(link)
            return Branch(link)
        return Branch(link, self._strand(plan, link, depth + 1))

    def _is_told(self, link: Link) -> bool:
        return link in self.flow.back or link.target in self.taken
