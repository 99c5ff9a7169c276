"""What is better and what is worse for the citizen, for each kind of thing that can change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongshi.board.base import Word
from gongshi.board.duration import Duration
from gongshi.board.hours import OpenDays, OpenHours, joined
from gongshi.board.money import Money
from gongshi.board.procedure import Fee, Material, MoneyRange, Step
from gongshi.board.station import Closure, OpenPeriod
from gongshi.board.words import Need
from gongshi.board.workdays import ONE_DAY, WorkCalendar, later_possible, longest_span, span_of
from gongshi.review.change import Effect

BETTER, WORSE, NEUTRAL = Effect.BETTER, Effect.WORSE, Effect.NEUTRAL


@dataclass(frozen=True, slots=True)
class Yardstick:
    """By what better and worse are measured: the working days, and the day of the change."""

    calendar: WorkCalendar
    day: date


Judge = Callable[[Any, Any, Yardstick], Effect]
"""What the change from the first thing to the second means; taken back it means the reverse."""

Weight = Callable[[Any, Yardstick], Effect]
"""What one thing more in a list means."""


def neither(_before: object, _after: object, _by: Yardstick) -> Effect:
    """Be no better and no worse."""
    return NEUTRAL


def fewer(before: Any, after: Any, _by: Yardstick) -> Effect:
    """Be better where the number is smaller."""
    return _less(before, after)


def _less(before: Any, after: Any) -> Effect:
    return BETTER if after < before else WORSE if after > before else NEUTRAL


def yes(before: bool, after: bool, _by: Yardstick) -> Effect:
    """Be better where it is so."""
    return _less(after, before)


def no(before: bool, after: bool, _by: Yardstick) -> Effect:
    """Be better where it is not so."""
    return _less(before, after)


def first_of(*best_first: Word, otherwise: Word | None = None) -> Judge:
    """Return the judge of words that stand here with the best one first."""

    def judge(before: Word | None, after: Word | None, _by: Yardstick) -> Effect:
        known = [each or otherwise for each in (before, after)]
        places = [best_first.index(each) for each in known if each in best_first]
        return _less(*places) if len(places) == len(known) else NEUTRAL

    return judge


def cheaper(before: object, after: object, _by: Yardstick) -> Effect:
    """Be better where less is charged; a range where neither end is more."""
    ends = [_ends(before), _ends(after)]
    if None in ends:
        return NEUTRAL
    (low, high), (new_low, new_high) = (each for each in ends if each)
    judged = {_less(low, new_low), _less(high, new_high)} - {NEUTRAL}
    return judged.pop() if len(judged) == 1 else NEUTRAL


def _ends(amount: object) -> tuple[Money, Money] | None:
    if isinstance(amount, MoneyRange):
        return amount.from_, amount.to
    return (amount, amount) if isinstance(amount, Money) else None


def sooner(before: Duration, after: Duration, by: Yardstick) -> Effect:
    """Be better where it ends sooner on the calendar, in the worst case; the number says nothing.

    Where the worst cases are alike, a day on which only one of them ends later decides.
    """
    if not (isinstance(before, Duration) and isinstance(after, Duration)):
        return NEUTRAL
    days = longest_span(before, by.calendar), longest_span(after, by.calendar)
    if None in days:
        return _less(*(span_of([each]).rough_days for each in (before, after)))
    if days[0] != days[1]:
        return _less(*days)
    is_later = later_possible(after, before, by.calendar) is not None
    is_sooner = later_possible(before, after, by.calendar) is not None
    return NEUTRAL if is_later == is_sooner else WORSE if is_later else BETTER


def later(before: Duration, after: Duration, by: Yardstick) -> Effect:
    """Be better where the citizen has more time."""
    return sooner(after, before, by)


def narrower(before: tuple[str, ...], after: tuple[str, ...], _by: Yardstick) -> Effect:
    """Be better where a burden holds in fewer cases; none named means all."""
    old, new = set(before), set(after)
    if bool(old) != bool(new):
        return BETTER if new else WORSE
    return BETTER if new < old else WORSE if new > old else NEUTRAL


def by_office(before: object, after: object, _by: Yardstick) -> Effect:
    """Be better where the office acts and not the citizen."""
    return _less(*(int(getattr(each, "is_applicant", False)) for each in (before, after)))


def longer_open(
    before: tuple[OpenPeriod, ...], after: tuple[OpenPeriod, ...], _by: Yardstick
) -> Effect:
    """Be better where it is open whenever it was before, and longer."""
    old, new = (OpenHours(tuple(map(_open_days, each))) for each in (before, after))
    gained = lost = False
    for number in range(366):
        day = _NEW_YEAR + number * ONE_DAY
        was, now = old.on(day, _NO_HOLIDAYS), new.on(day, _NO_HOLIDAYS)
        both = joined((*was, *now))
        gained, lost = gained or both != was, lost or both != now
    return NEUTRAL if gained == lost else BETTER if gained else WORSE


_NEW_YEAR = date(2028, 1, 1)
"""Of a leap year, so that every day on which a season may begin is tried."""
_NO_HOLIDAYS = WorkCalendar(frozenset(), frozenset(), frozenset())


def _open_days(period: OpenPeriod) -> OpenDays:
    return period.open_days


# ---- what one thing more means ----------------------------------------------------------------


def more_to_bring(material: Material, _by: Yardstick) -> Effect:
    """Be worse, unless there is nothing to bring or nobody insists on it."""
    return NEUTRAL if material.shared or material.need is Need.OPTIONAL else WORSE


def more_to_pay(fee: Fee, _by: Yardstick) -> Effect:
    """Be worse, unless it is nothing or of the citizen's own will."""
    is_nothing = isinstance(fee.amount, Money) and fee.amount.is_zero
    return NEUTRAL if fee.optional or is_nothing else WORSE


def more_to_do(step: Step, _by: Yardstick) -> Effect:
    """Be worse where the citizen has to act."""
    return WORSE if step.actor is not None and step.actor.is_applicant else NEUTRAL


def closed_longer(closure: Closure, by: Yardstick) -> Effect:
    """Be worse, unless it is over."""
    return NEUTRAL if closure.to < by.day else WORSE
