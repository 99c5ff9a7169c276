"""When a station is open: weekly hours, seasons, public holidays and closures, in China's time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby, pairwise
from typing import Any, ClassVar, NamedTuple, Self

from gongshi.board.spelling import (
    FULL_WIDTH_DIGITS,
    HALF_WIDTH,
    Refusal,
    Spelled,
    SpellingError,
    table,
)
from gongshi.board.workdays import ONE_DAY, SATURDAY, WorkCalendar

CHINA = timezone(timedelta(hours=8), "CST")
"""The one legal time of all provinces; it has no summer time."""

MIDNIGHT = 24 * 60
LAST_MINUTE = 59
SHORTEST_RUN = 3
"""Days of the week in a row are said as a range from this number on."""

LOOK_AHEAD_DAYS = 400
"""How far the next change is sought: over a year, so that every season comes round."""

_INTERVAL = re.compile(r"(\d{1,2}):(\d{2}) ?[-–—~至到] ?(\d{1,2}):(\d{2})", re.ASCII)

_HINT_ZH = "写成 08:30-12:00，跨过午夜的分成两段"
_HINT_EN = "write 08:30-12:00; split hours that pass midnight in two"

INTERVAL_REFUSALS = table(
    Refusal(
        "not_interval", "「{text}」不是时段", "{text} is not a time interval", _HINT_ZH, _HINT_EN
    ),
    Refusal(
        "no_such_time",
        "时段「{text}」里有不存在的时刻",
        "the interval {text} names a time that does not exist",
        "时刻从 00:00 到 24:00",
        "times go from 00:00 to 24:00",
    ),
    Refusal(
        "ends_first",
        "时段「{text}」的结束不晚于开始",
        "the interval {text} does not end after it starts",
        _HINT_ZH,
        _HINT_EN,
    ),
)


class IntervalError(SpellingError):
    """What is written is no interval of a day."""

    kind: ClassVar[str] = "interval"
    refusals: ClassVar[Mapping[str, Refusal]] = INTERVAL_REFUSALS


@dataclass(frozen=True, slots=True, order=True)
class Interval(Spelled):
    """A part of one day, in minutes after midnight; it is open at its start and shut at its end.

    >>> Interval.parse("8:30—12:00").spelled()
    '08:30-12:00'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start <= MIDNIGHT and 0 <= self.end <= MIDNIGHT):
            raise IntervalError("no_such_time", f"{self.start}-{self.end}")
        if self.end <= self.start:
            raise IntervalError("ends_first", f"{clock(self.start)}-{clock(self.end)}")

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read ``08:30-12:00``; the day ends at ``24:00``."""
        if not isinstance(written, str):
            raise IntervalError("not_interval", written)
        match = _INTERVAL.fullmatch(" ".join(written.translate(HALF_WIDTH).split()))
        if match is None:
            raise IntervalError("not_interval", written)
        hour, minute, end_hour, end_minute = map(int, match.groups())
        if minute > LAST_MINUTE or end_minute > LAST_MINUTE:
            raise IntervalError("no_such_time", written)
        try:
            return cls(hour * 60 + minute, end_hour * 60 + end_minute)
        except IntervalError as error:
            raise IntervalError(error.reason, written) from None

    def spelled(self) -> str:
        """Return the interval as files have it."""
        return f"{clock(self.start)}-{clock(self.end)}"

    def __str__(self) -> str:
        return f"{clock(self.start)}–{clock(self.end)}"

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the pattern of an interval."""
        digit = f"[0-9{FULL_WIDTH_DIGITS}]"
        time_of_day = rf"{digit}{{1,2}}[:\uff1a]{digit}{{2}}"
        return {
            "type": "string",
            "pattern": rf"^ *{time_of_day} *[-\uff0d–—~\uff5e至到] *{time_of_day} *$",
            "examples": ["08:30-12:00"],
        }


def clock(minute: int) -> str:
    """Return a minute of the day as a clock shows it.

    >>> clock(510)
    '08:30'
    """
    return f"{minute // 60:02}:{minute % 60:02}"


def overlap(intervals: Iterable[Interval]) -> tuple[Interval, Interval] | None:
    """Return the first two intervals of one day that share a minute, if any do."""
    ordered = sorted(intervals)
    for earlier, later in pairwise(ordered):
        if later.start < earlier.end:
            return earlier, later
    return None


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Hours that hold on some days of the week (0 is Monday), in a season where it has one.

    ``since`` and ``until`` are ``MM-DD`` and both belong to the season; one that starts later
    in the year than it ends passes New Year. An empty one leaves that side of the year open.
    """

    weekdays: frozenset[int]
    intervals: tuple[Interval, ...]
    since: str = ""
    until: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the day is in the season."""
        since, until, today = self.since or "01-01", self.until or "12-31", f"{day:%m-%d}"
        if since <= until:
            return since <= today <= until
        return today >= since or today <= until


@dataclass(frozen=True, slots=True)
class Closing:
    """Days on which a station is closed out of the ordinary, the last one included."""

    since: date
    until: date
    why: str = ""


class Opening(NamedTuple):
    """Whether a station is open at a moment, and until when that stays so."""

    is_open: bool
    until: datetime | None
    """The next change in China's time; ``None`` where none comes within a year."""
    is_certain: bool
    """Whether all holidays up to the next change are published."""
    closing: Closing | None
    """Why it is closed, where it is closed out of the ordinary."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """All that decides when a station is open.

    With ``keeps_holidays`` it is closed on public holidays and works on make-up workdays by the
    hours of the nearest weekday; without, only the weekly hours count.
    """

    weekly: tuple[OpenDays, ...]
    keeps_holidays: bool = True
    closings: tuple[Closing, ...] = ()

    def on(self, day: date, calendar: WorkCalendar) -> tuple[Interval, ...]:
        """Return the hours of one day, joined; an unpublished year counts as ordinary."""
        if self.closing_on(day) is not None:
            return ()
        if not self.keeps_holidays or day.year not in calendar.years:
            return self._weekly_on(day, day.weekday())
        if day in calendar.holidays:
            return ()
        if day in calendar.workdays:
            nearest = SATURDAY - 1 if day.weekday() == SATURDAY else 0
            return self._weekly_on(day, nearest) or self._weekly_on(day, day.weekday())
        return self._weekly_on(day, day.weekday())

    def closing_on(self, day: date) -> Closing | None:
        """Return why the station is closed out of the ordinary that day, if it is."""
        return next((c for c in self.closings if c.since <= day <= c.until), None)

    def is_open(self, at: datetime, calendar: WorkCalendar) -> bool:
        """Return whether the station is open at a moment."""
        return self.opening(at, calendar).is_open

    def next_change(self, at: datetime, calendar: WorkCalendar) -> datetime | None:
        """Return when the station next opens or closes, if it does within a year."""
        return self.opening(at, calendar).until

    def opening(self, at: datetime, calendar: WorkCalendar) -> Opening:
        """Return whether the station is open at a moment with a time zone, and until when."""
        if at.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        here = at.astimezone(CHINA)
        today, minute = here.date(), here.hour * 60 + here.minute
        is_open = any(i.start <= minute < i.end for i in self.on(today, calendar))
        until = next(self._changes(today, minute, is_open, calendar), None)
        last_day = today if until is None else until.date()
        is_certain = not self.keeps_holidays or all(
            year in calendar.years for year in range(today.year, last_day.year + 1)
        )
        return Opening(is_open, until, is_certain, self.closing_on(today))

    def compact(self) -> dict[str, Any]:
        """Return the same as plain data for the page, where a script reads it."""
        return {
            "weekly": [
                {
                    "days": "".join(str(day) for day in sorted(hours.weekdays)),
                    "open": [[interval.start, interval.end] for interval in hours.intervals],
                    "since": hours.since,
                    "until": hours.until,
                }
                for hours in self.weekly
            ],
            "keepsHolidays": self.keeps_holidays,
            "closings": [
                {"since": c.since.isoformat(), "until": c.until.isoformat(), "why": c.why}
                for c in self.closings
            ],
        }

    def said(self, language: str) -> tuple[str, ...]:
        """Return the weekly hours in words, a line for each set of days."""
        return tuple(_line(hours, language) for hours in self.weekly)

    def rows(self, language: str) -> tuple[HoursRow, ...]:
        """Return the weekly hours in words, days, hours and season apart."""
        return tuple(_row(hours, language) for hours in self.weekly)

    def _weekly_on(self, day: date, weekday: int) -> tuple[Interval, ...]:
        return joined(
            interval
            for hours in self.weekly
            if weekday in hours.weekdays and hours.holds_on(day)
            for interval in hours.intervals
        )

    def _changes(
        self, today: date, minute: int, is_open: bool, calendar: WorkCalendar
    ) -> Iterator[datetime]:
        """Go through the moments after now at which the station is no longer as it is now."""
        for offset in range(LOOK_AHEAD_DAYS):
            day = today + offset * ONE_DAY
            now = minute if offset == 0 else -1
            intervals = self.on(day, calendar)
            if is_open:
                tomorrow = self.on(day + ONE_DAY, calendar)
                goes_on = bool(tomorrow) and tomorrow[0].start == 0
                ends = (i.end for i in intervals if i.end > now)
                yield from (_at(day, end) for end in ends if end < MIDNIGHT or not goes_on)
            else:
                yield from (_at(day, i.start) for i in intervals if i.start > now)


def joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the intervals sorted, those that touch or overlap made one."""
    result: list[Interval] = []
    for interval in sorted(intervals):
        if result and interval.start <= result[-1].end:
            earlier = result.pop()
            result.append(Interval(earlier.start, max(earlier.end, interval.end)))
        else:
            result.append(interval)
    return tuple(result)


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), CHINA) + timedelta(minutes=minute)


class _Words(NamedTuple):
    weekdays: tuple[str, ...]
    every_day: str
    all_day: str
    through: str
    between_days: str
    between_hours: str
    season: str


_WORDS: Mapping[str, _Words] = {
    "zh": _Words(
        ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        "每天", "全天", "{}至{}", "、", "、", "{line}（{season}）",
    ),
    "en": _Words(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "every day", "all day", "{} to {}", ", ", ", ", "{line} ({season})",
    ),
}  # fmt: skip

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class HoursRow(NamedTuple):
    """Hours of some days in words; no season where they hold all year."""

    days: str
    hours: str
    season: str


def _row(hours: OpenDays, language: str) -> HoursRow:
    words = _WORDS[language]
    times = words.between_hours.join(
        words.all_day if (i.start, i.end) == (0, MIDNIGHT) else str(i) for i in hours.intervals
    )
    days = _days_said(hours.weekdays, words)
    if not (hours.since or hours.until):
        return HoursRow(days, times, "")
    since, until = hours.since or "01-01", hours.until or "12-31"
    season = words.through.format(_month_day(since, language), _month_day(until, language))
    return HoursRow(days, times, season)


def _line(hours: OpenDays, language: str) -> str:
    row = _row(hours, language)
    line = f"{row.days} {row.hours}"
    return _WORDS[language].season.format(line=line, season=row.season) if row.season else line


def _days_said(weekdays: frozenset[int], words: _Words) -> str:
    if len(weekdays) == len(words.weekdays):
        return words.every_day
    # Days in a row keep the same distance from their place in the sorted set.
    runs = [
        [words.weekdays[day] for _, day in run]
        for _, run in groupby(enumerate(sorted(weekdays)), key=lambda pair: pair[1] - pair[0])
    ]
    said = (
        [words.through.format(run[0], run[-1])] if len(run) >= SHORTEST_RUN else run for run in runs
    )
    return words.between_days.join(name for names in said for name in names)


def _month_day(text: str, language: str) -> str:
    month, day = map(int, text.split("-"))
    return f"{month}月{day}日" if language == "zh" else f"{day} {_MONTHS[month - 1]}"
