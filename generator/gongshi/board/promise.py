"""What is promised beyond the law: which limits stand against each other, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from gongshi.board.duration import Duration
from gongshi.board.procedure import Limit, Procedure
from gongshi.board.words import ChannelKind
from gongshi.board.workdays import (
    SECONDS_A_DAY,
    WorkCalendar,
    last_days,
    later_possible,
    span_of,
)

EVERY_CASE: tuple[tuple[str, ...], tuple[ChannelKind, ...]] = ((), ())
"""The cases of a limit that names none."""


class Pair(NamedTuple):
    """What the law sets and the station promises in the same cases; either may be left out."""

    situations: tuple[str, ...]
    channels: tuple[ChannelKind, ...]
    lawful: Limit | None
    promised: Limit | None


def pairs(procedure: Procedure) -> tuple[Pair, ...]:
    """Return the law against the promise, a pair for each case that is told apart.

    The law for all cases stands alone only where some case is left for which nothing is promised.
    """
    limits = procedure.time_limit
    if limits is None:
        return ()
    lawful, promised = limits.statutory_limits, limits.committed_limits
    said = {(each.situations, each.channels): None for each in promised}
    cases = said | {(each.situations, each.channels): None for each in lawful}
    if EVERY_CASE not in said and _are_all_cases(promised, procedure):
        cases.pop(EVERY_CASE, None)
    return tuple(
        Pair(*case, governing(lawful, *case), governing(promised, *case)) for case in cases
    )


def _are_all_cases(promised: tuple[Limit, ...], procedure: Procedure) -> bool:
    """Tell whether promises for single cases leave none out: of a question, or of the channels."""
    answers: dict[str, set[str]] = {}
    for situation in procedure.situations:
        if situation.group:
            answers.setdefault(situation.group, set()).add(situation.id)
    situations = {each for limit in promised if not limit.channels for each in limit.situations}
    channels = {each for limit in promised if not limit.situations for each in limit.channels}
    ways = {each.kind for each in procedure.channels}
    return any(group <= situations for group in answers.values()) or bool(ways and ways <= channels)


def governing(
    limits: tuple[Limit, ...], situations: tuple[str, ...], channels: tuple[ChannelKind, ...]
) -> Limit | None:
    """Return the limit of exactly these cases, else the one that holds for all."""
    general = None
    for each in limits:
        if (each.situations, each.channels) == (situations, channels):
            return each
        if general is None and not each.situations and not each.channels:
            general = each
    return general


@dataclass(frozen=True, slots=True)
class Lead:
    """How much earlier than the law a promise ends, on average over the days of acceptance.

    ``days`` are calendar days; ``share`` is the part of the lawful time that is promised away,
    from 0 to 1. Both are 0 where nothing is promised beyond the law.
    """

    days: float
    share: float

    @property
    def is_earlier(self) -> bool:
        """Whether anything is promised beyond the law."""
        return self.share > 0


NO_LEAD = Lead(0, 0)


@lru_cache(maxsize=4096)
def lead(promise: Duration, statute: Duration, calendar: WorkCalendar) -> Lead:
    """Return by how much a promise ends before the law would have it.

    Working days and calendar days are compared on the calendar: every workday is tried as the day
    of acceptance of which both ends fall in known years. A promise that can end later than the law
    on any of them leads by nothing. Two limits within one day are compared by the clock, and limits
    that end in no known year by their rough length.
    """
    promised, lawful = span_of([promise]), span_of([statute])
    if later_possible(promise, statute, calendar):
        return NO_LEAD
    if not promised.counts_days and not lawful.counts_days:
        return _of(promised.seconds / SECONDS_A_DAY, lawful.seconds / SECONDS_A_DAY)
    number, mine, theirs = _taken(promise, statute, calendar)
    if not number:
        return _of(promised.rough_days, lawful.rough_days)
    return _of(mine / number, theirs / number)


class _Taken(NamedTuple):
    number: int
    promised: float
    lawful: float


def _taken(promise: Duration, statute: Duration, calendar: WorkCalendar) -> _Taken:
    """Return over how many days of acceptance was gone, and the days of both limits in all."""
    number = mine = theirs = 0
    lawful = last_days(span_of([statute]), calendar)
    for accepted, end in last_days(span_of([promise]), calendar).items():
        if accepted in lawful and calendar.is_workday(accepted):
            number += 1
            mine += (end - accepted).days
            theirs += (lawful[accepted] - accepted).days
    clocks = _by_the_clock(promise), _by_the_clock(statute)
    return _Taken(number, mine + number * clocks[0], theirs + number * clocks[1])


def _by_the_clock(limit: Duration) -> float:
    """Return the part of a day that a limit in hours, minutes or seconds takes beyond full days."""
    return span_of([limit]).seconds % SECONDS_A_DAY / SECONDS_A_DAY


def _of(promised: float, lawful: float) -> Lead:
    if promised >= lawful:
        return NO_LEAD
    return Lead(lawful - promised, 1 - promised / lawful)
