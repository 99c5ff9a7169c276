"""The chart told from top to bottom, each step once: side ways inside, jumps by their number.

The narrow drawing and the list of sentences both follow this order.
"""

from collections import deque
from dataclasses import dataclass, replace

from gongshi.flowchart.flow import Flow, Link

LONGEST_SIDE = 4
"""A side way of more steps is told in a part of its own."""
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Branch:
    """A way out beside the one that goes on; without a strand it leads to a step told elsewhere."""

    link: Link
    strand: "Strand | None" = None


@dataclass(frozen=True, slots=True)
class Knot:
    """A step with what leaves it."""

    place: int
    branches: tuple[Branch, ...] = ()
    together: tuple["Strand", ...] = ()
    """Ways gone at once; they meet in the next knot."""
    onward: Link | None = None
    """The way to the next knot."""


@dataclass(frozen=True, slots=True)
class Strand:
    """Steps told one after the other, and the way that leads to the first."""

    link: Link | None
    knots: tuple[Knot, ...] = ()
    meets: Link | None = None
    """The way from the last step (or straight) to where parallel ways meet, told by the group."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The steps of a strand before what leaves them is told."""

    places: tuple[int, ...]
    meetings: tuple[int | None, ...]
    """For each step whether parallel ways leave it that meet in the next one."""


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
                parts.append(self._strand(self._plan(place, 0), link, 0, None))
        return tuple(parts)

    # ---- which steps follow each other ---------------------------------------------------------

    def _plan(self, start: int, depth: int) -> _Plan:
        """Follow the best way until it ends or comes to a step that has its place already."""
        places = [start]
        meetings: list[int | None] = []
        while True:
            together = self._together(places[-1]) if depth < DEEPEST else ()
            if together:
                following = self._meeting(together, {*places})
            else:
                link = self.flow.best(places[-1])
                following = link.target if link else None
            if following in self.taken:
                following = None
            meetings.append(following if together else None)
            if following is None:
                return _Plan(tuple(places), tuple(meetings))
            places.append(following)

    def _together(self, place: int) -> tuple[Link, ...]:
        return tuple(link for link in self.flow.onward[place] if link.parallel)

    def _meeting(self, together: tuple[Link, ...], passed: set[int]) -> int | None:
        """Return the first step to which all parallel ways lead."""
        flow = self.flow
        common = set.intersection(*(set(flow.below(link.target)) for link in together))
        free = common - self.taken - passed
        return min(free, key=lambda p: (p not in flow.joins, flow.ranks[p], p), default=None)

    # ---- what leaves them ----------------------------------------------------------------------

    def _strand(self, plan: _Plan, link: Link | None, depth: int, meeting: int | None) -> Strand:
        self.taken.update(plan.places)
        strand = Strand(link)
        for at, place in enumerate(plan.places):
            following = plan.places[at + 1] if at + 1 < len(plan.places) else None
            outer = meeting if following is None else None
            knot, meets = self._knot(place, following, depth, (plan.meetings[at], outer))
            strand = replace(strand, knots=(*strand.knots, knot), meets=meets)
        return strand

    def _knot(
        self,
        place: int,
        following: int | None,
        depth: int,
        meetings: tuple[int | None, int | None],
    ) -> tuple[Knot, Link | None]:
        """Return a step with its ways, and the one that leads its strand to the outer meeting."""
        own, outer = meetings
        together: list[Strand] = []
        branches: list[Branch] = []
        onward: Link | None = None
        meets: Link | None = None
        for link in self.flow.out[place]:
            is_forward = link not in self.flow.back
            if link.parallel and is_forward and own is not None:
                together.append(self._side_by_side(link, depth, own))
            elif link.target == following and is_forward and onward is None and own is None:
                onward = link
            elif link.target == outer and is_forward and meets is None and not link.label:
                meets = link
            else:
                branches.append(self._branch(link, depth))
        return Knot(place, tuple(branches), tuple(together), onward), meets

    def _side_by_side(self, link: Link, depth: int, meeting: int) -> Strand:
        if link.target == meeting:
            return Strand(link, meets=link)
        if link.target in self.taken:
            return Strand(link)
        return self._strand(self._plan(link.target, depth + 1), link, depth + 1, meeting)

    def _branch(self, link: Link, depth: int) -> Branch:
        """Tell a side way in place when it is short, else later."""
        if link in self.flow.back or link.target in self.taken:
            return Branch(link)
        plan = self._plan(link.target, depth + 1)
        if depth >= DEEPEST or len(plan.places) > LONGEST_SIDE:
            self.later.append(link)
            return Branch(link)
        return Branch(link, self._strand(plan, link, depth + 1, None))
