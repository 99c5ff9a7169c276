"""Who holds a case when: the steps of every office in their course, and how often it changes hands.

Only for a procedure in which more than one office acts; where one office holds all, nothing is
worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

from gongshi.board.flow import MOST_HOLDERS, Flow, holder
from gongshi.board.procedure import Step
from gongshi.board.workdays import Span, span_of


class Hold(NamedTuple):
    """A step in which an office holds the case, and when, if every step takes all of its time.

    The spans are counted from the beginning, without the time that the applicant takes.
    """

    step: int
    holder: str
    start: Span
    end: Span


@dataclass(frozen=True, slots=True)
class HandOver:
    """How a case goes from office to office."""

    holds: tuple[Hold, ...]
    """In the order in which they begin."""
    times: dict[str, Span]
    """How long each office has it at most on any one way, in the order in which they have it."""
    course: Span
    """How long all of them together have it, parallel ways side by side."""
    hand_overs: int
    """How often it goes from one office to another, on the way with most of that."""
    again: frozenset[str]
    """The offices to which it comes back after another had it."""

    @property
    def longest(self) -> tuple[str, ...]:
        """Return the offices that have it longest, none where none has it for any time."""
        most = max(span.rough_days for span in self.times.values())
        if not most:
            return ()
        return tuple(each for each, span in self.times.items() if span.rough_days == most)


def hand_over(steps: tuple[Step, ...]) -> HandOver | None:
    """Return how a case goes from office to office, if more than one holds it."""
    if not _are_several({holder(step) for step in steps} - {None}):
        return None
    flow = Flow(steps)
    begun = _spread(flow, lambda _number: True)
    holds = []
    for number in flow.order:
        who = holder(steps[number])
        if who is not None:
            start = begun[number]
            holds.append(Hold(number, who, start, start + _own(steps[number])))
    holds.sort(key=lambda each: (each.start.rough_days, each.step))
    holders = dict.fromkeys(each.holder for each in holds)
    if not _are_several(holders):
        return None
    times = {}
    for who in tuple(holders)[:MOST_HOLDERS]:
        mine = frozenset(each.step for each in holds if each.holder == who)
        ends = _spread(flow, mine.__contains__)
        times[who] = max(
            (ends[number] + _own(steps[number]) for number in mine), key=lambda one: one.rough_days
        )
    return HandOver(
        holds=tuple(holds),
        times=times,
        course=max((each.end for each in holds), key=lambda one: one.rough_days),
        hand_overs=_changes(flow),
        again=frozenset(who for n in flow.returns if (who := holder(steps[n])) is not None),
    )


def _are_several(holders: Collection[object]) -> bool:
    return len(holders) > 1


def _own(step: Step) -> Span:
    """Return the time that an office has for a step; the applicant's own time does not count."""
    return span_of([step.within]) if step.within and holder(step) is not None else Span()


def _spread(flow: Flow, is_counted: Callable[[int], bool]) -> list[Span]:
    """Return for each step the longest time that counted steps before it take on any one way."""
    begun = [Span()] * len(flow.steps)
    for number in flow.order:
        end = begun[number]
        if is_counted(number):
            end += _own(flow.steps[number])
        for edge in flow.ways[number]:
            if not flow.is_back(edge):
                longer = (begun[edge.target], end)
                begun[edge.target] = max(longer, key=lambda one: one.rough_days)
    return begun


def _changes(flow: Flow) -> int:
    """Return how often a case changes hands on the way with most of that.

    It does not matter whether one office sends it to the next or the applicant carries it.
    """
    counted: list[dict[str | None, int]] = [{} for _ in flow.steps]
    for start in flow.starts:
        counted[start] = {None: 0}
    most = 0
    for number in flow.order:
        here = _moved_to(holder(flow.steps[number]), counted[number])
        most = max(most, *here.values())
        for edge in flow.ways[number]:
            if not flow.is_back(edge):
                there = counted[edge.target]
                for who, times in here.items():
                    there[who] = max(times, there.get(who, 0))
    return most


def _moved_to(who: str | None, before: dict[str | None, int]) -> dict[str | None, int]:
    """Return how often a case changed hands once a step holds it, by who had it last."""
    if who is None:
        return before
    return {who: max(times + (last not in (None, who)) for last, times in before.items())}
