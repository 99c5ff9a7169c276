"""Which law governs a promise, for which cases it is made, and how long the office's steps take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, NamedTuple

from gongshi.board.duration import Duration, DurationError, Unit
from gongshi.board.flow import Flow, LongestWay, worst_days
from gongshi.board.procedure import Limit, Procedure, TimeLimit
from gongshi.board.words import ChannelKind
from gongshi.board.workdays import (
    SECONDS_A_DAY,
    Later,
    Span,
    WorkCalendar,
    later_possible,
    span_of,
)
from gongshi.diagnostics.finding import Path

MOST_LIMITS: Final = 24
"""So many promises, and limits of law, a procedure may tell apart (GS205)."""

MOST_CASES: Final = 64
"""So many combinations of situations are tried for one promise."""

MOST_STEPS: Final = 100_000
"""So many steps are gone through for all promises together, so that a hostile file stays cheap."""


class Placed(NamedTuple):
    """A limit and its place in the file."""

    path: Path
    limit: Limit

    @property
    def duration_path(self) -> Path:
        """The place of its words."""
        return (*self.path, "duration")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised limit, the limits of law that govern it, and the longest ways it must hold for."""

    placed: Placed
    statutes: tuple[Placed, ...]
    ways: tuple[LongestWay, ...]


def placed(name: str, value: object) -> tuple[Placed, ...]:
    """Return the limits of one kind with their places, however they are written."""
    if isinstance(value, Limit):
        return (Placed(("time_limit", name), value),)
    if isinstance(value, tuple):
        return tuple(Placed(("time_limit", name, n), each) for n, each in enumerate(value))
    return ()


def promises_of(procedure: Procedure, flow: Flow, calendar: WorkCalendar) -> tuple[Promise, ...]:
    """Return every promise of a procedure."""
    time_limit = procedure.time_limit
    if time_limit is None:
        return ()
    found = []
    promises = placed("committed", time_limit.committed)[:MOST_LIMITS]
    most = max(1, min(MOST_CASES, MOST_STEPS // (len(promises) * len(flow.steps) + 1)))
    for each in promises:
        cases = islice(_cases(procedure, time_limit, each.limit), most)
        flows = {id(one): one for one in (flow.where(*case) for case in cases)}
        ways = (one.longest_way(calendar) for one in flows.values())
        found.append(
            Promise(
                each,
                _statutes(time_limit, each.limit),
                tuple(way for way in ways if way is not None),
            )
        )
    return tuple(found)


def _statutes(time_limit: TimeLimit, promised: Limit) -> tuple[Placed, ...]:
    """Return the limits of law that hold where a promise holds; the special before the general."""
    found: Iterable[Placed] = placed("statutory", time_limit.statutory)[:MOST_LIMITS]
    others = [each for each in time_limit.committed_limits if each is not promised]
    for name in ("situations", "channels"):
        taken = {word for each in others for word in getattr(each, name)}
        found = _governing(tuple(found), name, getattr(promised, name), taken)
    return tuple(found)


def _governing(
    laws: Sequence[Placed], name: str, wanted: Iterable[str], taken: Iterable[str]
) -> Iterator[Placed]:
    """Go through the laws that hold for the wanted words, or where none is for those not taken."""
    wanted, taken = set(wanted), set(taken)
    special = {word for law in laws for word in getattr(law.limit, name)}
    for law in laws:
        words = set(getattr(law.limit, name))
        is_general = not words and (not wanted or wanted - special)
        is_meant = words & wanted if wanted else words - taken
        if is_general or is_meant:
            yield law


def _cases(
    procedure: Procedure, time_limit: TimeLimit, promised: Limit
) -> Iterator[tuple[frozenset[str] | None, ChannelKind | None]]:
    """Go through the cases that a promise is made for: which situations hold, by which channel."""
    others = [each for each in time_limit.committed_limits if each is not promised]
    channels = _channels(procedure, promised, others)
    held = _held(procedure, promised, others)
    return ((situations, channel) for situations in held for channel in channels)


def _channels(
    procedure: Procedure, promised: Limit, others: Sequence[Limit]
) -> Sequence[ChannelKind | None]:
    told_apart = {step.channel for step in procedure.steps if step.channel is not None}
    if not told_apart:
        return (None,)
    if promised.channels:
        return promised.channels
    taken = {channel for each in others for channel in each.channels}
    offered = dict.fromkeys(channel.kind for channel in procedure.channels)
    return tuple(kind for kind in (offered or told_apart) if kind not in taken) or (None,)


def _held(
    procedure: Procedure, promised: Limit, others: Sequence[Limit]
) -> Iterator[frozenset[str] | None]:
    """Go through the situations that may hold together: of a group one, of the free ones all."""
    if not procedure.situations:
        yield None
        return
    told_apart = {word for step in procedure.steps for word in step.situations}
    taken = {word for each in others for word in each.situations} - set(promised.situations)
    for one in promised.situations or ("",):
        groups: dict[str, list[str]] = {}
        free = {one}
        for situation in procedure.situations:
            if situation.id in taken:
                continue
            if situation.group is None:
                free.add(situation.id)
            elif situation.id in told_apart or situation.id == one:
                groups.setdefault(situation.group, []).append(situation.id)
        choices = [[one] if one in ids else ids for ids in groups.values()]
        yield from (frozenset((*free, *chosen)) for chosen in product(*choices))


class Overrun(NamedTuple):
    """That a limit ends later than another: on which day, where a calendar says so."""

    day: Later | None


def overrun(longer: Duration | Span, shorter: Duration, calendar: WorkCalendar) -> Overrun | None:
    """Return that one limit may end later than another, if it may.

    Where a limit reaches beyond every known year, limits are compared by their usual length.
    """
    long, short = (
        span_of([_coarse(longer)]) if isinstance(longer, Duration) else longer,
        span_of([shorter]),
    )
    if short.counts_days and not long.counts_days:
        # What is done on the day of acceptance never ends later than a limit of days.
        return None
    if worst_days(long, calendar) is None:
        return Overrun(None) if long.rough_days > short.rough_days else None
    day = later_possible(long, short, calendar)
    return None if day is None else Overrun(day)


def _coarse(limit: Duration) -> Duration:
    """Return a limit of many hours, minutes or seconds in full days of hours, which alone count."""
    days = span_of([limit]).seconds // SECONDS_A_DAY
    return Duration(days * 24, Unit.HOUR) if days else limit


def is_below_half(way: Span, promise: Duration, calendar: WorkCalendar) -> bool:
    """Whether the steps take less than half of the promise, in the worst case of the calendar."""
    span = span_of([promise])
    whole, part = worst_days(span, calendar), worst_days(way, calendar)
    if _unit(way) == _unit(span) or whole is None or part is None:
        return way.rough_days * 2 < span.rough_days
    return part * 2 < whole


def _unit(span: Span) -> tuple[bool, ...]:
    return (bool(span.months), bool(span.days), bool(span.workdays), bool(span.seconds))


def summed(durations: Iterable[Duration], language: str) -> str:
    """Say what durations come to, each unit by itself."""
    amounts: Counter[Unit] = Counter()
    for each in durations:
        amounts[each.unit] += each.amount
    totals = (
        _total(amount, unit, language)
        for unit, amount in amounts.items()
        if unit is not Unit.IMMEDIATE
    )
    joined = ("＋" if language == "zh" else " + ").join(totals)
    return joined or Duration(0, Unit.IMMEDIATE).said(language)


def _total(amount: int, unit: Unit, language: str) -> str:
    try:
        return Duration(amount, unit).said(language)
    except DurationError:
        return "一百年以上" if language == "zh" else "more than a hundred years"
