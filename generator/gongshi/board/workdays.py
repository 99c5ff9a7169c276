"""Working days and the last day of a limit, on calendars that never guess an unpublished year."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, Self

from gongshi.board.duration import Duration, Unit

ONE_DAY = timedelta(days=1)
SATURDAY = 5
DECEMBER = 12
MONTHS_A_YEAR = 12
SECONDS = {Unit.HOUR: 3600, Unit.MINUTE: 60, Unit.SECOND: 1, Unit.IMMEDIATE: 0}
SECONDS_A_DAY = 24 * 3600


class CalendarUnknownError(LookupError):
    """The working days of a year are asked for, but its holidays are not published."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year

    def __str__(self) -> str:
        return f"the working days of {self.year} are not published"


class PublishedYear(Protocol):
    """A year's days as a notice publishes them: days off, and weekend days that are worked."""

    @property
    def year(self) -> int:
        """The year that the notice is for."""

    @property
    def holidays(self) -> Iterable[date]:
        """Days off, weekends inside a holiday included."""

    @property
    def workdays(self) -> Iterable[date]:
        """Weekend days that are worked instead."""


class YearDays(NamedTuple):
    """A published year as plain days."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Self:
        """Take a year from plain data as a file has it, with ISO dates."""
        return cls(
            int(entry["year"]),
            tuple(date.fromisoformat(str(day)) for day in entry["holidays"]),
            tuple(date.fromisoformat(str(day)) for day in entry["workdays"]),
        )


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days off and the make-up workdays of the years whose notices are known.

    >>> may = WorkCalendar.of([YearDays(2026, (date(2026, 5, 1), date(2026, 5, 4)), ())])
    >>> may.workday_after(date(2026, 4, 30), 1)
    datetime.date(2026, 5, 5)
    """

    years: frozenset[int]
    holidays: frozenset[date]
    workdays: frozenset[date]

    @classmethod
    def of(cls, years: Iterable[PublishedYear]) -> Self:
        """Join published years; of two for one year the later in the sequence counts alone.

        A notice may also move days of the December before its year, and overrules the older one.
        """
        last_said = {published.year: published for published in years}
        holidays: set[date] = set()
        workdays: set[date] = set()
        for _, published in sorted(last_said.items()):
            off, on = set(published.holidays), set(published.workdays)
            holidays = (holidays - on) | off
            workdays = (workdays - off) | on
        return cls(frozenset(last_said), frozenset(holidays), frozenset(workdays))

    def is_workday(self, day: date) -> bool:
        """Return whether offices work on that day; an unpublished year raises."""
        self._require(day, day)
        if day in self.workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def is_holiday(self, day: date) -> bool:
        """Return whether the day belongs to a public holiday; an ordinary weekend does not."""
        self._require(day, day)
        return day in self.holidays

    def workday_on_or_after(self, day: date) -> date:
        """Return the day itself if it is worked, else the next workday."""
        ordinals = _workday_ordinals(self)
        return self._reach(day, bisect_left(ordinals, day.toordinal()))

    def workday_after(self, day: date, number: int) -> date:
        """Return the workday with that number, counted from the day after ``day``."""
        ordinals = _workday_ordinals(self)
        return self._reach(day, bisect_right(ordinals, day.toordinal()) + number - 1)

    def days(self) -> Iterator[date]:
        """Go through every day of the known years."""
        for year in sorted(self.years):
            first = date(year, 1, 1)
            for offset in range((date(year, DECEMBER, 31) - first).days + 1):
                yield first + offset * ONE_DAY

    def compact(self) -> dict[str, dict[str, str]]:
        """Return the days by year as ``MMDD`` for the page, where scripts read them."""
        return {
            str(year): {
                "off": _month_days(self.holidays, year),
                "on": _month_days(self.workdays, year),
            }
            for year in sorted(self.years)
        }

    def _reach(self, start: date, position: int) -> date:
        ordinals = _workday_ordinals(self)
        if position >= len(ordinals):
            raise CalendarUnknownError(next(y for y in count(start.year) if y not in self.years))
        day = date.fromordinal(ordinals[position])
        self._require(start, day)
        return day

    def _require(self, first: date, last: date) -> None:
        for year in range(first.year, last.year + 1):
            if year not in self.years:
                raise CalendarUnknownError(year)


@dataclass(frozen=True, slots=True)
class Span:
    """Durations that follow each other: added within a unit, kept apart between units.

    Working days and calendar days are never turned into each other by a number;
    only a calendar can say when a span ends.
    """

    months: int = 0
    days: int = 0
    workdays: int = 0
    seconds: int = 0

    def __add__(self, other: Span) -> Span:
        return Span(
            self.months + other.months,
            self.days + other.days,
            self.workdays + other.workdays,
            self.seconds + other.seconds,
        )

    @property
    def counts_days(self) -> bool:
        """Whether any day has to be counted; else all is done on the day of acceptance."""
        return bool(self.months or self.days or self.workdays or self.seconds >= SECONDS_A_DAY)

    @property
    def rough_days(self) -> float:
        """About how many days it takes, for drawing and for years that no calendar reaches."""
        return self.months * 30.44 + self.days + self.workdays * 1.46 + self.seconds / SECONDS_A_DAY


Limit = Duration | Span


class Later(NamedTuple):
    """A day of acceptance on which a promise ends later than the law allows, with both ends."""

    accepted: date
    promised: date
    lawful: date


def span_of(durations: Iterable[Duration]) -> Span:
    """Return what the durations take one after the other."""
    return sum(map(_span, durations), Span())


def last_day(accepted: date, limit: Limit, calendar: WorkCalendar) -> date:
    """Return the last day on which the office still keeps its time limit.

    The day of acceptance is not counted (Civil Code, art. 201). A limit in months or years ends on
    the day of the same number, or on the last of the month where there is none (art. 202).
    A limit in days, months or years never ends on a day off, but on the next workday (art. 203).
    Hours, minutes and seconds end on the day of acceptance, or the next workday after a day off;
    every full 24 hours are one day more. What is immediate ends on the day itself.
    In a span months and days come first, then working days, then hours.

    >>> may = WorkCalendar.of([YearDays(2026, (date(2026, 5, 1), date(2026, 5, 4)), ())])
    >>> last_day(date(2026, 4, 29), Duration.parse("2个工作日"), may)
    datetime.date(2026, 5, 5)
    """
    span = _span(limit)
    day = accepted
    if span.months or span.days:
        day = calendar.workday_on_or_after(_months_after(day, span.months) + span.days * ONE_DAY)
    if span.workdays:
        day = calendar.workday_after(day, span.workdays)
    if span.seconds:
        day = calendar.workday_on_or_after(day + span.seconds // SECONDS_A_DAY * ONE_DAY)
    return day


@lru_cache(maxsize=64)
def last_days(span: Span, calendar: WorkCalendar) -> Mapping[date, date]:
    """Return for every day of acceptance the last day, as far as both lie in known years."""
    found = {}
    for accepted in calendar.days():
        # Beyond the known years nothing is known.
        with suppress(CalendarUnknownError):
            found[accepted] = last_day(accepted, span, calendar)
    return MappingProxyType(found)


@lru_cache(maxsize=4096)
def later_possible(promise: Limit, statute: Limit, calendar: WorkCalendar) -> Later | None:
    """Return the first day of acceptance on which the promise ends later than the law, if any.

    Every day is tried whose both ends fall in known years, days off included, since some offices
    accept on them. Two limits within one day are compared by the clock.
    """
    promised, lawful = _span(promise), _span(statute)
    is_by_the_clock = not (promised.counts_days or lawful.counts_days)
    is_more = is_by_the_clock and promised.seconds > lawful.seconds
    lawful_days = last_days(lawful, calendar)
    for accepted, end in last_days(promised, calendar).items():
        lawful_end = lawful_days.get(accepted)
        if lawful_end is not None and (end > lawful_end or is_more):
            return Later(accepted, end, lawful_end)
    return None


@lru_cache(maxsize=4096)
def longest_span(limit: Limit, calendar: WorkCalendar) -> int | None:
    """Return how many days lie between acceptance and last day in the worst case.

    ``None`` says that the limit ends in no known year, whatever the day of acceptance.
    """
    ends = last_days(_span(limit), calendar)
    return max(((end - accepted).days for accepted, end in ends.items()), default=None)


def longest_of(spans: Iterable[Span], calendar: WorkCalendar) -> Span:
    """Return the span that takes longest in the worst case; none at all takes no time."""

    def length(span: Span) -> tuple[float, float]:
        days = longest_span(span, calendar)
        return (span.rough_days if days is None else days, span.rough_days)

    return max(spans, key=length, default=Span())


def misplaced_days(published: PublishedYear) -> tuple[date, ...]:
    """Return the days that a notice for that year cannot mean, sorted.

    A day must lie in the year or the December before it, cannot be off and worked at once,
    and only a weekend day can be worked instead of another.
    """
    off, on = frozenset(published.holidays), frozenset(published.workdays)
    wrong = {day for day in off | on if not _is_near(day, published.year)}
    wrong |= off & on
    wrong |= {day for day in on if day.weekday() < SATURDAY}
    return tuple(sorted(wrong))


def _is_near(day: date, year: int) -> bool:
    return day.year == year or (day.year == year - 1 and day.month == DECEMBER)


def _span(limit: Limit) -> Span:
    if isinstance(limit, Span):
        return limit
    match limit.unit:
        case Unit.WORKDAY:
            return Span(workdays=limit.amount)
        case Unit.DAY:
            return Span(days=limit.amount)
        case Unit.MONTH:
            return Span(months=limit.amount)
        case Unit.YEAR:
            return Span(months=limit.amount * MONTHS_A_YEAR)
    return Span(seconds=limit.amount * SECONDS[limit.unit])


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_days(days: Iterable[date], year: int) -> str:
    return " ".join(f"{day:%m%d}" for day in sorted(days) if day.year == year)


@lru_cache(maxsize=16)
def _workday_ordinals(calendar: WorkCalendar) -> tuple[int, ...]:
    return tuple(day.toordinal() for day in calendar.days() if calendar.is_workday(day))
