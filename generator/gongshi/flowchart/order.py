"""Where steps and ways stand from left to right: the way straight down first, side ways after it.

The same few rules for every chart keep a picture steady when a step is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gongshi.flowchart.flow import Flow, Link

Path = tuple[float, ...]

_DOWN = 0.0
_LEFT_OF_ALL = -2.0
_LEFT = -1.0
_LAST = 1000.0
_BESIDE = 0.2
_INSIDE = 0.3


@dataclass(frozen=True)
class Order:
    """The tree of ways: a step hangs on the nearest step that leads to it.

    A path names the branch taken at each step of the tree; sorted, paths run from left to right.
    """

    flow: Flow

    @cached_property
    def _paths(self) -> dict[int, Path]:
        flow = self.flow
        parents: dict[int, Link] = {}
        for place in flow.order:
            for link in flow.onward[place]:
                known = parents.get(link.target)
                if known is None or self.nearness(link) > self.nearness(known):
                    parents[link.target] = link
        paths: dict[int, Path] = {start: (float(at),) for at, start in enumerate(flow.starts)}
        for place in flow.order:
            if place in parents:
                paths[place] = self.of_way(parents[place], paths)
        return paths

    def nearness(self, link: Link) -> tuple[bool, int]:
        """Return by what one of several ways to a step says where the step stands."""
        return self.flow.is_main(link), self.flow.ranks[link.source]

    def of_step(self, place: int) -> Path:
        """Return the path of a step."""
        return self._paths[place]

    def of_way(self, link: Link, paths: dict[int, Path] | None = None) -> Path:
        """Return the path of a way below its step."""
        return (*(paths or self._paths)[link.source], self._branch(link))

    def of_passing(self, link: Link, rank: int, *, is_under: bool) -> Path:
        """Return the path of a way where it passes a rank, over or under the steps there."""
        if link not in self._inner:
            return self.of_way(link)
        below = [place for place in self.flow.main if self.flow.ranks[place] < rank + is_under]
        return (*self._paths[below[-1]], self._branch(link))

    @cached_property
    def _inner(self) -> frozenset[Link]:
        """The ways past some steps of the main way that run close to it.

        Those that meet fewer lines when they run outside, right of all side ways, do that.
        """
        flow = self.flow
        at = {place: number for number, place in enumerate(flow.main)}
        skips = (
            link
            for place in flow.main
            for link in flow.onward[place]
            if link.target in at and not flow.is_main(link) and not link.parallel
        )
        return frozenset(
            link
            for link in skips
            if self._runs_inside(link, flow.main[at[link.source] + 1 : at[link.target]])
        )

    def _runs_inside(self, skip: Link, passed: Sequence[int]) -> bool:
        """Say whether a way past steps of the main way meets no more lines close to it."""
        flow = self.flow
        main = frozenset(flow.main)
        last = flow.ranks[skip.target]
        leaving = [[w for w in flow.onward[place] if w.target not in main] for place in passed]
        entering = {w.target for w in flow.links if w.source not in main} & set(passed)
        inside = sum(map(bool, leaving)) + len(entering)
        return inside <= sum(flow.ranks[w.target] >= last for ways in leaving for w in ways)

    def below(self, place: int) -> Path:
        """Return the path of what stands straight under a step."""
        return (*self._paths[place], _DOWN)

    def _branch(self, link: Link) -> float:
        flow = self.flow
        if link in flow.back:
            return _LEFT if self.is_left(link) else _LAST
        if link == flow.best(link.source):
            return _DOWN
        if link in self._inner:
            return _INSIDE + flow.ranks[link.target] / _LAST
        # Ways that go on stand nearer than those that end at once.
        at = 1.0 + flow.out[link.source].index(link)
        return at if flow.out[link.target] else at + _LAST / 2

    def is_left(self, link: Link) -> bool:
        """Say whether a way back runs at the left: those within the main way do."""
        boxes = self.flow.boxes
        is_within = {link.source, link.target} <= set(self.flow.main)
        return is_within and boxes[link.source].lane == boxes[link.target].lane

    def of_return(self, link: Link, *, is_beside: bool) -> Path:
        """Return the path of a line back: beside its goal, or below that among its ways.

        It runs just right of the side way that it comes from, or left of all ways.
        """
        *above, own = self._paths[link.target]
        is_left = self.is_left(link)
        if is_beside:
            return (*above, own - _BESIDE if is_left else own + _BESIDE)
        if is_left:
            return (*above, own, _LEFT_OF_ALL)
        sides = (
            self._branch(way)
            for way in self.flow.onward[link.target]
            if way != self.flow.best(way.source) and self.flow.reaches(way.target, link.source)
        )
        return (*above, own, min(sides, default=2 * _LAST) + _BESIDE)
