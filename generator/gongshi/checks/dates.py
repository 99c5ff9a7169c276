"""Rules on dates and hours: in order, not out of date, and known to the calendar."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, Final

from gongshi.board.bulletin import Objections
from gongshi.board.hours import overlap
from gongshi.board.procedure import Procedure
from gongshi.board.station import OpenPeriod, Station
from gongshi.board.words import BulletinKind
from gongshi.board.workdays import ONE_DAY, SATURDAY, WorkCalendar, misplaced_days
from gongshi.checks.case import BoardCase, BulletinCase, Case, StationCase
from gongshi.checks.rule import BOARD, BULLETINS, ERROR, FILES, STATIONS, WARNING, At
from gongshi.checks.walk import nodes
from gongshi.diagnostics.finding import Message, Path

OPEN_TO_OBJECTION: Final = {BulletinKind.VACANCY, BulletinKind.CONSULTATION}
"""Bulletins that are nothing without the days on which objections are taken."""

SHORTEST_NOTICE: Final = 5
"""For so many working days at least objections are taken."""

REVIEW_DAYS: Final = 180
"""After so many days content has to be confirmed again."""

_STILL_OPEN: Final = re.compile(
    r"公示中|正在公示|正在征求|征求意见中|now open|under consultation", re.IGNORECASE
)


@BULLETINS.rule(
    "GS501",
    62,
    ERROR,
    "公示期先起后止，不少于5个工作日，写明提异议的电话。\n\n"
    "竞争上岗公示和征求意见必须有公示期；征求意见可以写别的方式。",
)
def objections_can_be_made(case: BulletinCase) -> Iterator[At]:
    """Objections are taken for at least 5 working days, in order, with a telephone.

    A vacancy and a consultation are nothing without; a consultation may name another way.
    """
    bulletin = case.bulletin
    objections = bulletin.objections
    if objections is None:
        if bulletin.kind in OPEN_TO_OBJECTION:
            yield At(("kind",), _NO_PERIOD)
        return
    if objections.to < objections.from_:
        yield At(("objections", "to"), _OUT_OF_ORDER)
    else:
        days = _workdays(objections, case.facts.calendar)
        if days < SHORTEST_NOTICE:
            yield At(("objections", "to"), _too_short(days))
    has_other_way = bulletin.kind is BulletinKind.CONSULTATION and objections.how is not None
    if objections.phone is None and not has_other_way:
        yield At(("objections", "from"), _NO_PHONE)


def _workdays(objections: Objections, calendar: WorkCalendar) -> int:
    """Return the working days of a period; in an unpublished year every weekday may be one."""
    number, day = 0, objections.from_
    while day <= objections.to and number < SHORTEST_NOTICE:
        is_known = day.year in calendar.years
        number += calendar.is_workday(day) if is_known else day.weekday() < SATURDAY
        day += ONE_DAY
    return number


def _too_short(days: int) -> Message:
    return Message(
        f"公示期只有{days}个工作日，不少于{SHORTEST_NOTICE}个",
        f"objections are taken for {days} working days, at least {SHORTEST_NOTICE} are needed",
        "把「至」往后移",
        "move the last day",
    )


_NO_PERIOD = Message(
    "这类通报没有写公示期",
    "a bulletin of this kind has no period for objections",
    "补上「公示期:」",
    "add objections",
)
_NO_PHONE = Message(
    "公示期没有写电话",
    "there is no telephone for objections",
    "补上「电话:」",
    "add phone",
)
_OUT_OF_ORDER = Message(
    "结束早于开始",
    "the end is before the beginning",
    "核对两个日期",
    "check both dates",
)


@BULLETINS.rule(
    "GS502",
    62,
    WARNING,
    "公示期过了，不再写「公示中」。\n\n过期的公示还挂着，读者以为还能提异议。",
)
def past_periods_are_closed(case: BulletinCase) -> Iterator[At]:
    """A bulletin whose period is over does not say that it is still open.

    Whoever reads it would think that objections are still taken.
    """
    objections = case.bulletin.objections
    if objections is None or objections.to >= case.facts.today:
        return
    for name in ("title", "summary"):
        text = getattr(case.bulletin, name)
        if text is not None and any(_STILL_OPEN.search(said) for said in text.values()):
            yield At(
                (name,),
                Message(
                    f"公示期到{objections.to}已经结束，还写着公示中",
                    f"objections were taken until {objections.to}, and it is said to be open",
                    "改为公示结果",
                    "say what came of it",
                ),
            )


@FILES.rule(
    "GS503",
    63,
    WARNING,
    "站所和事项的内容180天内核对过，核对日期不在将来。\n\n核对是人做的事，不是文件的修改时间。",
)
def content_was_reviewed(case: Case) -> Iterator[At]:
    """What a station and its procedures say was confirmed within 180 days, on no day to come.

    A review is an act of a person, never the date of a file.
    """
    if not isinstance(case.value, (Station, Procedure)):
        return
    reviewed, today = case.value.reviewed, case.facts.today
    if reviewed is None or not case.value.is_active:
        return
    age = (today - reviewed.date).days
    if age > REVIEW_DAYS:
        yield At(("reviewed", "date"), _old_review(age))
    elif age < 0:
        yield At(("reviewed", "date"), _FUTURE)


def _old_review(age: int) -> Message:
    return Message(
        f"上次核对已过{age}天，超过{REVIEW_DAYS}天",
        f"last confirmed {age} days ago, more than {REVIEW_DAYS}",
        "逐项核对内容，再改核对日期",
        "check the content, then change the date",
    )


_FUTURE = Message(
    "核对日期在将来",
    "the date of the review is still to come",
    "写真正核对的那一天",
    "write the day on which it was checked",
)


@BOARD.rule(
    "GS504",
    71,
    WARNING,
    "今年的工作日历是知道的。\n\n"
    "没有国务院办公厅的放假通知，到期日推算不出，网页会说明；不拿周末猜。",
)
def calendar_is_known(case: BoardCase) -> Iterator[At]:
    """The working days of this year are known.

    Without the State Council's notice no last day can be worked out, and nothing is guessed.
    """
    year = case.facts.today.year
    if year not in case.facts.calendar.years:
        yield At(
            ("calendars",),
            Message(
                f"没有{year}年的工作日历",
                f"there is no calendar of working days for {year}",
                f"在「工作日历」里照放假通知写上{year}年",
                f"add {year} to calendars from the notice on holidays",
            ),
        )


@BOARD.rule(
    "GS505",
    71,
    ERROR,
    "工作日历的日子放得对：放假日和上班日不重复，调休上班的是周末，都在那一年。\n\n"
    "年初的假期可以从前一年十二月开始。",
)
def calendar_days_are_possible(case: BoardCase) -> Iterator[At]:
    """A calendar's days are possible: off or worked, worked on weekends alone, in their year.

    A holiday at New Year may begin in the December before.
    """
    for number, published in enumerate(case.board.calendars):
        wrong = set(misplaced_days(published))
        for name in ("holidays", "workdays") if wrong else ():
            for place, day in enumerate(getattr(published, name)):
                if day in wrong:
                    yield At(("calendars", number, name, place), _misplaced(day, published.year))


def _misplaced(day: datetime.date, year: int) -> Message:
    return Message(
        f"{day}放在{year}年的日历里不对",
        f"{day} cannot stand there in the calendar of {year}",
        "和放假通知逐日核对",
        "check it against the notice",
    )


@STATIONS.rule(
    "GS506",
    47,
    ERROR,
    "办公时间说得通：同一天的时段不重叠，季节的日子存在。\n\n网页按它说现在开不开门。",
)
def hours_are_possible(case: StationCase) -> Iterator[At]:
    """Hours are possible: apart from each other, in a season whose days exist.

    The page says by them whether the station is open now.
    """
    for number, period in enumerate(case.station.hours):
        yield from _hours(("hours", number), period)


def _hours(path: Path, period: OpenPeriod) -> Iterator[At]:
    if overlap(period.open) is not None:
        yield At((*path, "open"), _OVERLAP)
    for name, day in (("from", period.from_), ("to", period.to)):
        if day is not None and not _is_day(day):
            yield At((*path, name), _NO_SUCH_DAY)


def _is_day(said: str) -> bool:
    try:
        datetime.date.fromisoformat(f"2024-{said}")
    except ValueError:
        return False
    return True


_OVERLAP = Message(
    "同一天的开放时段重叠",
    "hours of one day overlap",
    "合并重叠的时段",
    "join the hours that overlap",
)
_NO_SUCH_DAY = Message("没有这一天", "there is no such day", "核对月和日", "check month and day")


@FILES.rule(
    "GS507",
    None,
    ERROR,
    "写了起止日期的，先起后止。\n\n临时停办、暂停办理等；通报的公示期由 GS501 查。",
)
def dates_are_in_order(case: Case) -> Iterator[At]:
    """Where a beginning and an end are dated the beginning comes first.

    Closures, suspensions and the like; a bulletin's period is looked at by GS501.
    """
    if not any(map(_is_out_of_order, case.bag.dated)):
        return
    for path, node in nodes(case.value):
        if _is_out_of_order(node):
            yield At((*path, "to"), _OUT_OF_ORDER)


def _is_out_of_order(node: Any) -> bool:
    begin, end = getattr(node, "from_", None), getattr(node, "to", None)
    if isinstance(node, Objections) or not isinstance(begin, datetime.date):
        return False
    return isinstance(end, datetime.date) and end < begin
