"""The chart as a graph: which ways lead back, how deep each step stands, which way is the main."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from gongshi.flowchart.chart import Box, Chart


class Link(NamedTuple):
    """A way between two steps given by their places in the chart."""

    source: int
    target: int
    label: str = ""
    parallel: bool = False


@dataclass(frozen=True, eq=False)
class Flow:
    """What can be known of a chart without drawing it.

    Ways to steps that do not exist are left out, as are repetitions. A step that no start reaches
    counts as a start of its own, so that nothing is lost.
    """

    chart: Chart

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The steps, each id once."""
        return tuple({box.id: box for box in reversed(self.chart.boxes)}.values())[::-1]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {box.id: place for place, box in enumerate(self.boxes)}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The ways, in the order in which they are written."""
        places = self._places
        found = (
            Link(places[way.source], places[way.target], way.label.strip(), way.parallel)
            for way in self.chart.ways
            if way.source in places and way.target in places
        )
        return self._told_once(tuple(dict.fromkeys(found)))

    @staticmethod
    def _told_once(links: tuple[Link, ...]) -> tuple[Link, ...]:
        """Return the links with `parallel` kept only where at least two go out together."""
        together: dict[int, set[int]] = defaultdict(set)
        for link in links:
            if link.parallel:
                together[link.source].add(link.target)
        return tuple(
            dict.fromkeys(
                link
                if not link.parallel or len(together[link.source]) > 1
                else Link(link.source, link.target, link.label)
                for link in links
            )
        )

    @cached_property
    def out(self) -> tuple[tuple[Link, ...], ...]:
        """The ways out of each step."""
        found: list[list[Link]] = [[] for _ in self.boxes]
        for link in self.links:
            found[link.source].append(link)
        return tuple(map(tuple, found))

    @cached_property
    def joins(self) -> frozenset[int]:
        """The steps that wait for all of their ways."""
        return frozenset(self._places[step] for step in self.chart.join_all if step in self._places)

    @cached_property
    def meetings(self) -> frozenset[int]:
        """The steps that wait for several ways and say so."""
        entering = Counter(link.target for ways in self.onward for link in ways)
        return frozenset(place for place in self.joins if entering[place] > 1)

    @cached_property
    def _walk(self) -> tuple[tuple[int, ...], tuple[int, ...], frozenset[Link]]:
        """The starts, the steps so that each comes before what follows it, and the ways back."""
        unseen, open_, done = 0, 1, 2
        state = [unseen] * len(self.boxes)
        starts: list[int] = []
        finished: list[int] = []
        back: set[Link] = set()
        wanted = [self._places[step] for step in self.chart.starts if step in self._places]
        for root in (*wanted, *range(len(self.boxes))):
            if state[root] != unseen:
                continue
            starts.append(root)
            state[root] = open_
            stack = [(root, iter(self.out[root]))]
            while stack:
                place, ways = stack[-1]
                link = next(ways, None)
                if link is None:
                    state[place] = done
                    finished.append(place)
                    stack.pop()
                elif state[link.target] == open_:
                    back.add(link)
                elif state[link.target] == unseen:
                    state[link.target] = open_
                    stack.append((link.target, iter(self.out[link.target])))
        return tuple(starts), tuple(reversed(finished)), frozenset(back)

    @property
    def starts(self) -> tuple[int, ...]:
        """The steps with which a way begins."""
        return self._walk[0]

    @property
    def order(self) -> tuple[int, ...]:
        """All steps; each stands before those that its ways, except the ways back, lead to."""
        return self._walk[1]

    @property
    def back(self) -> frozenset[Link]:
        """The ways that lead back to a step that was passed."""
        return self._walk[2]

    @cached_property
    def onward(self) -> tuple[tuple[Link, ...], ...]:
        """The ways out of each step that do not lead back."""
        return tuple(tuple(link for link in ways if link not in self.back) for ways in self.out)

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """How far below the start each step stands: right under the lowest that leads to it."""
        ranks = [0] * len(self.boxes)
        entered = set()
        for place in self.order:
            for link in self.onward[place]:
                ranks[link.target] = max(ranks[link.target], ranks[place] + 1)
                entered.add(link.target)
        for place in reversed(self.order):
            following = [ranks[link.target] for link in self.onward[place]]
            if place not in entered and following:
                # A second start stands close to where it joins.
                ranks[place] = min(following) - 1
        return tuple(ranks)

    @cached_property
    def _best(self) -> tuple[Link | None, ...]:
        """The way out of each step that the drawing follows straight down.

        It is the first that is written and can reach an end that grants.
        """
        best: list[Link | None] = [None] * len(self.boxes)
        grants = [box.end == "granted" for box in self.boxes]
        for place in reversed(self.order):
            ways = self.onward[place]
            granting = (link for link in ways if grants[link.target])
            best[place] = next(granting, ways[0] if ways else None)
            grants[place] = grants[place] or any(grants[link.target] for link in ways)
        return tuple(best)

    def follow(self, start: int) -> tuple[int, ...]:
        """Return the steps of the best way from here to its end."""
        way = [start]
        while (link := self._best[way[-1]]) is not None:
            way.append(link.target)
        return tuple(way)

    def best(self, place: int) -> Link | None:
        """Return the way out that the drawing follows straight down."""
        return self._best[place]

    @cached_property
    def main(self) -> tuple[int, ...]:
        """The steps of the main way."""
        return self.follow(self.starts[0]) if self.boxes else ()

    def is_main(self, link: Link) -> bool:
        """Say whether a way is a piece of the main way."""
        return link == self._best[link.source] and link.source in self.main

    def reaches(self, place: int, goal: int) -> bool:
        """Say whether ways that do not lead back reach a step from another."""
        return goal in self._below[place]

    def below(self, place: int) -> frozenset[int]:
        """Return the step and all that ways which do not lead back reach from it."""
        return self._below[place]

    @cached_property
    def _below(self) -> tuple[frozenset[int], ...]:
        below: list[frozenset[int]] = [frozenset()] * len(self.boxes)
        for place in reversed(self.order):
            below[place] = frozenset({place}).union(
                *(below[link.target] for link in self.onward[place])
            )
        return tuple(below)

    def is_decision(self, place: int) -> bool:
        """Say whether somebody decides here which way it goes on."""
        return place in self._decisions

    @cached_property
    def _decisions(self) -> frozenset[int]:
        return frozenset(place for place, ways in enumerate(self.out) if _is_choice(ways))

    def is_refused(self, place: int) -> bool:
        """Say whether the step ends the way with a refusal."""
        return self.boxes[place].end == "refused"

    def situations(self, link: Link) -> tuple[str, ...]:
        """Return the situations in which a way can be gone, none for always."""
        before, after = self.boxes[link.source].situations, self.boxes[link.target].situations
        return shared_situations(before, after) if before or after else ()


def _is_choice(ways: Sequence[Link]) -> bool:
    together = sum(link.parallel for link in ways)
    return len(ways) - together + bool(together) > 1 and any(link.label for link in ways)


@lru_cache(maxsize=16)
def flow_of(chart: Chart) -> Flow:
    """Return the graph of a chart; several drawings of it share one."""
    return Flow(chart)


def shared_situations(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return the situations in which both of two neighbours are met, none for always."""
    if not before or not after:
        return tuple(before or after)
    return tuple(name for name in before if name in after) or tuple(
        dict.fromkeys((*before, *after))
    )
