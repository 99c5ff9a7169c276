"""The flow of a procedure as a graph: where it starts and ends, what is reached, how long it takes.

Drawing it belongs to ``flowchart``, judging it to ``checks``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from gongshi.board.duration import Duration
from gongshi.board.procedure import Step
from gongshi.board.text import Text
from gongshi.board.words import ChannelKind, End
from gongshi.board.workdays import Span, WorkCalendar, longest_span, span_of

OWN_STATION: Final = ""
"""The holder of a step that a post of the procedure's own station takes."""

MOST_SPANS: Final = 8
"""How many spans of mixed units are kept at a step, so that a hostile flow stays cheap."""

FARTHEST_DAYS: Final = 200 * 366
"""A span that takes longer is beyond every calendar, and beyond what dates can say."""

MOST_HOLDERS: Final = 32
"""For how many offices it is asked whether a case comes back to them."""


class Edge(NamedTuple):
    """A way from one step to another, by their numbers; ``way`` is its number among the ways on."""

    source: int
    target: int
    way: int
    when: Text | None
    is_parallel: bool


class Cycle(NamedTuple):
    """Steps that lead round in a circle, and the ways by which the circle is left."""

    steps: frozenset[int]
    exits: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class LongestWay:
    """The steps of the office that together take longest, in the order in which they are gone."""

    steps: tuple[int, ...]
    durations: tuple[Duration, ...]

    @property
    def span(self) -> Span:
        """What they take one after the other; only a calendar says when it ends."""
        return span_of(self.durations)


class _Taken(NamedTuple):
    """What a way has taken so far: a span, the last counted step and what came before it."""

    span: Span
    step: int
    before: _Taken | None


@dataclass(frozen=True)
class Flow:
    """The steps of a procedure with the ways between them, for all cases or for one.

    ``situations`` are the ones that hold and ``channel`` is the one that is used; ``None`` lets all
    pass. A step that the case does not know is passed through in no time where it is the only way
    on, and is not entered where there is another. Of steps with one id the first counts, and a way
    to a step that is not there is left out. Every question takes time in proportion to the ways.
    """

    steps: tuple[Step, ...]
    situations: frozenset[str] | None = None
    channel: ChannelKind | None = None

    def where(self, situations: Collection[str] | None, channel: ChannelKind | None) -> Flow:
        """Return the same flow for one case: this one, where no step depends on the case."""
        if not any(step.situations or step.channel for step in self.steps):
            return self
        held = None if situations is None else frozenset(situations)
        return replace(self, situations=held, channel=channel)

    def is_gone(self, number: int) -> bool:
        """Whether the step exists in this case."""
        step = self.steps[number]
        if self.channel is not None and step.channel not in (None, self.channel):
            return False
        if self.situations is None or not step.situations:
            return True
        return not self.situations.isdisjoint(step.situations)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The number of each step by its id."""
        return {step.id: number for number, step in reversed(tuple(enumerate(self.steps)))}

    @property
    def doubles(self) -> tuple[int, ...]:
        """The steps whose id stands before them already."""
        places = self.positions
        return tuple(n for n, step in enumerate(self.steps) if places[step.id] != n)

    @property
    def dangling(self) -> tuple[tuple[int, int], ...]:
        """The ways that lead to no step: the number of the step and of the way."""
        return tuple(
            (number, way)
            for number, step in enumerate(self.steps)
            for way, on in enumerate(step.ways)
            if on.to not in self.positions
        )

    @cached_property
    def ways(self) -> tuple[tuple[Edge, ...], ...]:
        """The ways on from each step that can be gone in this case."""
        places = self.positions
        found = []
        for number, step in enumerate(self.steps):
            is_parallel = step.is_parallel
            edges = [
                Edge(number, places[on.to], way, on.when, is_parallel)
                for way, on in enumerate(step.ways)
                if on.to in places
            ]
            found.append(tuple([edge for edge in edges if self.is_gone(edge.target)] or edges))
        return tuple(found)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The steps with which a case may begin.

        It is the first of the file, and any other to which no way leads and at which the applicant
        acts. One that the case does not know is left out as long as there is another.
        """
        entered = {self.positions.get(on.to) for step in self.steps for on in step.ways}
        found = tuple(
            number
            for number, step in enumerate(self.steps)
            if number == 0
            or (number not in entered and step.actor is not None and step.actor.is_applicant)
        )
        return tuple(number for number in found if self.is_gone(number)) or found[:1]

    @property
    def ends(self) -> tuple[int, ...]:
        """The steps with which a case may end."""
        return tuple(number for number, step in enumerate(self.steps) if step.end is not None)

    @cached_property
    def reachable(self) -> frozenset[int]:
        """The steps that some way from a start leads to."""
        return _spread(self.starts, [[edge.target for edge in ways] for ways in self.ways])

    @cached_property
    def ending(self) -> frozenset[int]:
        """The steps from which some way leads to an end."""
        return _spread(self.ends, _reversed(self.ways))

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """The circles among the reachable steps, each as large as it gets."""
        found = []
        for steps in _components(self.ways):
            first = min(steps)
            is_circle = len(steps) > 1 or any(edge.target == first for edge in self.ways[first])
            if is_circle and first in self.reachable:
                exits = (edge for n in sorted(steps) for edge in self.ways[n])
                found.append(
                    Cycle(steps, tuple(edge for edge in exits if edge.target not in steps))
                )
        return tuple(found)

    @cached_property
    def _onward(self) -> tuple[tuple[int, ...], frozenset[tuple[int, int]]]:
        """The reachable steps, each before those it leads to, and the ways back to a passed one."""
        order, back = _walk(self.starts, self.ways)
        return order, back

    @property
    def order(self) -> tuple[int, ...]:
        """The reachable steps, each before those that its ways, but for the ways back, lead to."""
        return self._onward[0]

    def is_back(self, edge: Edge) -> bool:
        """Whether a way leads back to a step that was passed before."""
        return (edge.source, edge.target) in self._onward[1]

    def longest_way(self, calendar: WorkCalendar) -> LongestWay | None:
        """Return the way from a start to an end on which the office has most time, if any ends.

        Only counted steps of the office take time; the applicant's own steps and steps that do not
        count take none. Of a choice and of parallel ways the longest counts, and each step counts
        once, however often a circle leads through it. Spans of mixed units are weighed on the
        calendar by the worst day of acceptance.
        """
        taken: list[list[_Taken]] = [[] for _ in self.steps]
        for start in self.starts:
            taken[start] = [_Taken(Span(), -1, None)]
        ended: list[_Taken] = []
        for number in self.order:
            here = self._added(number, taken[number])
            if self.steps[number].end is not None:
                ended += here
            for edge in self.ways[number]:
                if not self.is_back(edge):
                    _keep_longest(taken[edge.target], here)
        if not ended:
            return None
        longest = max(ended, key=lambda each: _length(each.span, calendar))
        steps = tuple(_steps_of(longest))
        durations = (self.steps[number].within for number in steps)
        return LongestWay(steps, tuple(each for each in durations if each is not None))

    def _added(self, number: int, taken: list[_Taken]) -> list[_Taken]:
        step = self.steps[number]
        if not (is_counted(step) and self.is_gone(number)) or step.within is None:
            return taken
        own = span_of([step.within])
        return [_Taken(before.span + own, number, before) for before in taken]

    def number_along(
        self, chosen: Collection[int], ends: Collection[End]
    ) -> tuple[int, int] | None:
        """Return how many of the chosen steps ways to such ends pass: the fewest, the most."""
        counted: dict[int, tuple[int, int]] = dict.fromkeys(self.starts, (0, 0))
        ended: list[tuple[int, int]] = []
        for number in self.order:
            least, most = counted[number]
            here = number in chosen and self.is_gone(number)
            passed = (least + here, most + here)
            if self.steps[number].end in ends:
                ended.append(passed)
            for edge in self.ways[number]:
                if not self.is_back(edge):
                    least, most = counted.get(edge.target, passed)
                    counted[edge.target] = (min(least, passed[0]), max(most, passed[1]))
        if not ended:
            return None
        return min(least for least, _ in ended), max(most for _, most in ended)

    @property
    def hand_overs(self) -> tuple[Edge, ...]:
        """The ways by which a case goes from one office or station straight to another."""
        holders = [holder(step) for step in self.steps]
        return tuple(
            edge
            for ways in self.ways
            for edge in ways
            if None not in (holders[edge.source], holders[edge.target])
            and holders[edge.source] != holders[edge.target]
        )

    @property
    def returns(self) -> tuple[int, ...]:
        """The steps at which a case is back at an office that had handed it to another before.

        Where a case comes in, and the station itself, are not meant, nor is a way back.
        """
        found: set[int] = set()
        holders = [holder(step) for step in self.steps]
        held = (holders[number] for number in self.order if holders[number] is not None)
        entrance = next(held, OWN_STATION)
        offices = dict.fromkeys(
            name for name in holders if name not in (None, OWN_STATION, entrance)
        )
        for office in tuple(offices)[:MOST_HOLDERS]:
            found |= self._back_at(office, holders)
        return tuple(sorted(found))

    def _back_at(self, office: str | None, holders: Sequence[str | None]) -> set[int]:
        """Go through the steps once and carry whether the case was here, then elsewhere."""
        at_it, elsewhere = 1, 2
        state: dict[int, int] = {}
        found = set()
        for number in self.order:
            here = state.get(number, 0)
            if holders[number] == office:
                if here == elsewhere:
                    found.add(number)
                here = at_it
            elif holders[number] is not None and here == at_it:
                here = elsewhere
            for edge in self.ways[number]:
                if not self.is_back(edge):
                    state[edge.target] = max(here, state.get(edge.target, 0))
        return found


def is_counted(step: Step) -> bool:
    """Whether the step is part of the office's time limit."""
    return step.counts and step.actor is not None and not step.actor.is_applicant


def holder(step: Step) -> str | None:
    """Return which office or station holds the case in a step; nobody while the applicant acts."""
    if step.actor is None or step.actor.is_applicant:
        return None
    if step.actor.office is not None:
        return f"office:{step.actor.office}"
    return step.actor.station or OWN_STATION


def _spread(begin: Iterable[int], onward: Sequence[Sequence[int]]) -> frozenset[int]:
    seen = set(begin)
    waiting = list(seen)
    while waiting:
        for target in onward[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def _reversed(ways: Sequence[Sequence[Edge]]) -> list[list[int]]:
    sources: list[list[int]] = [[] for _ in ways]
    for edges in ways:
        for edge in edges:
            sources[edge.target].append(edge.source)
    return sources


def _walk(
    begin: Iterable[int], ways: Sequence[Sequence[Edge]]
) -> tuple[tuple[int, ...], frozenset[tuple[int, int]]]:
    """Go down every way once; return the steps in order and the ways that lead back."""
    unseen, open_, done = 0, 1, 2
    state = [unseen] * len(ways)
    finished: list[int] = []
    back: set[tuple[int, int]] = set()
    for start in begin:
        if state[start] != unseen:
            continue
        state[start] = open_
        stack = [(start, iter(ways[start]))]
        while stack:
            number, left = stack[-1]
            edge = next(left, None)
            if edge is None:
                state[number] = done
                finished.append(number)
                stack.pop()
            elif state[edge.target] == open_:
                back.add((number, edge.target))
            elif state[edge.target] == unseen:
                state[edge.target] = open_
                stack.append((edge.target, iter(ways[edge.target])))
    return tuple(reversed(finished)), frozenset(back)


def _components(ways: Sequence[Sequence[Edge]]) -> list[frozenset[int]]:
    """Return the steps in groups whose members all lead to each other (Kosaraju's two passes)."""
    order, _ = _walk(range(len(ways)), ways)
    sources = _reversed(ways)
    left = set(range(len(ways)))
    found = []
    for number in order:
        if number not in left:
            continue
        left.discard(number)
        group, waiting = {number}, [number]
        while waiting:
            for source in sources[waiting.pop()]:
                if source in left:
                    left.discard(source)
                    group.add(source)
                    waiting.append(source)
        found.append(frozenset(group))
    return found


def _keep_longest(kept: list[_Taken], more: Iterable[_Taken]) -> None:
    """Add what no kept span covers in every unit, and drop what it covers itself."""
    for each in more:
        if any(_covers(other.span, each.span) for other in kept):
            continue
        kept[:] = [other for other in kept if not _covers(each.span, other.span)]
        kept.append(each)
        if len(kept) > MOST_SPANS:
            kept.remove(min(kept, key=lambda other: other.span.rough_days))


def _covers(longer: Span, shorter: Span) -> bool:
    return (
        longer.months >= shorter.months
        and longer.days >= shorter.days
        and longer.workdays >= shorter.workdays
        and longer.seconds >= shorter.seconds
    )


def worst_days(span: Span, calendar: WorkCalendar) -> int | None:
    """Return how many days a span takes in the worst case; nothing beyond the known years."""
    return None if span.rough_days > FARTHEST_DAYS else longest_span(span, calendar)


def _length(span: Span, calendar: WorkCalendar) -> tuple[float, float]:
    days = worst_days(span, calendar)
    return (span.rough_days if days is None else days, span.rough_days)


def _steps_of(taken: _Taken | None) -> list[int]:
    steps = []
    while taken is not None:
        if taken.step >= 0:
            steps.append(taken.step)
        taken = taken.before
    return steps[::-1]
