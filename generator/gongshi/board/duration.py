"""Time limits as people write them: ``20个工作日``, ``60 days``, ``当场``; never a bare number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Self

from gongshi.board.spelling import (
    FULL_WIDTH_DIGITS,
    HALF_WIDTH,
    Refusal,
    Spelled,
    SpellingError,
    table,
)


class Unit(StrEnum):
    """What a limit is counted in; working days and calendar days are different things."""

    WORKDAY = "workday"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"
    MONTH = "month"
    YEAR = "year"
    IMMEDIATE = "immediate"


class _Spelling(NamedTuple):
    zh: str
    one: str
    many: str
    also: tuple[str, ...]
    in_a_century: int


_UNITS: Mapping[Unit, _Spelling] = {
    Unit.WORKDAY: _Spelling(
        "个工作日", "working day", "working days", ("工作日", "workday", "workdays"), 36_525
    ),
    Unit.DAY: _Spelling(
        "日", "day", "days", ("天", "个自然日", "自然日", "calendar day", "calendar days"), 36_525
    ),
    Unit.HOUR: _Spelling("小时", "hour", "hours", ("个小时",), 876_600),
    Unit.MINUTE: _Spelling("分钟", "minute", "minutes", (), 52_596_000),
    Unit.SECOND: _Spelling("秒", "second", "seconds", ("秒钟",), 3_155_760_000),
    Unit.MONTH: _Spelling("个月", "month", "months", (), 1_200),
    Unit.YEAR: _Spelling("年", "year", "years", (), 100),
}

_AT_ONCE = {"zh": "当场", "en": "on the spot"}
_AT_ONCE_ALSO = ("即时", "immediate", "immediately")

_UNIT_OF: Mapping[str, Unit] = {
    word: unit
    for unit, said in _UNITS.items()
    for word in (said.zh, said.one, said.many, *said.also)
}
_AT_ONCE_WORDS = frozenset((*_AT_ONCE.values(), *_AT_ONCE_ALSO))
_NUMBER_AND_UNIT = re.compile(r"(?P<number>[0-9]{1,12}) *(?P<unit>[^0-9 .,:~-][^0-9]*)?")

_HINT_ZH = "写明数字和单位，如 20个工作日、60日、30分钟、6个月、当场"
_HINT_EN = (
    "write a number and its unit, such as 20 working days, 60 days, 30 minutes, 6 months, immediate"
)

DURATION_REFUSALS = table(
    Refusal(
        "bare_number",
        "时限「{text}」没有单位，分不清工作日和自然日",
        "the limit {text} has no unit, so working days and calendar days cannot be told apart",
        "写成 20个工作日 或 20日",
        "write 20 working days or 20 days",
    ),
    Refusal(
        "not_whole",
        "时限「{text}」不是整数",
        "the limit {text} is not a whole number",
        "用小一级的单位写成整数，半天写 4小时",
        "use the next smaller unit; half a day is 4 hours",
    ),
    Refusal(
        "not_positive",
        "时限「{text}」不大于零",
        "the limit {text} is not above zero",
        "当场办结的写 当场",
        "write immediate for what is done on the spot",
    ),
    Refusal(
        "too_long",
        "时限「{text}」超过一百年",
        "the limit {text} is longer than a hundred years",
        "核对数字和单位",
        "check the number and the unit",
    ),
    Refusal(
        "range",
        "时限「{text}」是一个范围，不是最长的期限",
        "the limit {text} is a range, not the longest time",
        "只写最长的期限，如 10个工作日",
        "write the longest time alone, such as 10 working days",
    ),
    Refusal(
        "unknown_unit",
        "时限「{text}」的单位不认识",
        "the limit {text} has an unknown unit",
        "可用的单位：个工作日、日、小时、分钟、秒、个月、年",
        "the units are working days, days, hours, minutes, seconds, months, years",
    ),
    Refusal(
        "no_number",
        "时限「{text}」没有写明数字",
        "the limit {text} has no number",
        _HINT_ZH,
        _HINT_EN,
    ),
    Refusal("empty", "时限是空的", "the limit is empty", _HINT_ZH, _HINT_EN),
    Refusal(
        "not_text", "时限应是文字，这里不是", "a limit is text, and this is not", _HINT_ZH, _HINT_EN
    ),
)


class DurationError(SpellingError):
    """What is written is no time limit."""

    kind: ClassVar[str] = "duration"
    refusals: ClassVar[Mapping[str, Refusal]] = DURATION_REFUSALS


@dataclass(frozen=True, slots=True)
class Duration(Spelled):
    """How long something takes at most, in the unit in which it was promised or enacted.

    Two durations of different units have no order of their own: which one ends later depends
    on the calendar and is answered by ``gongshi.board.workdays``.
    The amount of an immediate duration is 0, every other amount is positive.

    >>> Duration.parse("20 working days").said("zh")
    '20个工作日'
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit is Unit.IMMEDIATE:
            if self.amount:
                raise DurationError("not_positive", self.amount)
        elif self.amount < 1:
            raise DurationError("not_positive", self.amount)
        elif self.amount > _UNITS[self.unit].in_a_century:
            raise DurationError("too_long", self.amount)

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a limit in Chinese or English; a bare number is refused, since its unit decides.

        Numerals are digits, half or full width: 二十 and 廿 are refused like any word.
        """
        if isinstance(written, (int, float)) and not isinstance(written, bool):
            raise DurationError("bare_number", written)
        if not isinstance(written, str):
            raise DurationError("not_text", written)
        text = " ".join(written.translate(HALF_WIDTH).split())
        if text in _AT_ONCE_WORDS:
            return cls(0, Unit.IMMEDIATE)
        match = _NUMBER_AND_UNIT.fullmatch(text)
        if match is None:
            raise DurationError(_why_unreadable(text), written)
        if match["unit"] is None:
            raise DurationError("bare_number", written)
        unit = _UNIT_OF.get(match["unit"])
        if unit is None:
            raise DurationError("unknown_unit", written)
        try:
            return cls(int(match["number"]), unit)
        except DurationError as error:
            raise DurationError(error.reason, written) from None

    def said(self, language: str) -> str:
        """Return the limit in words of one language, ``zh`` or ``en``."""
        if self.unit is Unit.IMMEDIATE:
            return _AT_ONCE[language]
        spelling = _UNITS[self.unit]
        by_language = {
            "zh": f"{self.amount}{spelling.zh}",
            "en": f"{self.amount} {spelling.one if self.amount == 1 else spelling.many}",
        }
        return by_language[language]

    def spelled(self) -> str:
        """Return the limit as data and files have it: in Chinese."""
        return self.said("zh")

    def __str__(self) -> str:
        return self.said("zh")

    @property
    def is_immediate(self) -> bool:
        """Whether the matter is done while the applicant waits."""
        return self.unit is Unit.IMMEDIATE

    @property
    def is_within_a_day(self) -> bool:
        """Whether the limit is said in hours or less, so that no day has to be counted."""
        return self.unit in _NO_DAYS

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the pattern of every spelling that is read, for ECMA regular expressions."""
        units = "|".join(
            re.escape(word).replace(r"\ ", " +") for word in sorted(_UNIT_OF, reverse=True)
        )
        at_once = "|".join(re.escape(word).replace(r"\ ", " +") for word in sorted(_AT_ONCE_WORDS))
        return {
            "type": "string",
            "pattern": f"^ *(?:[0-9{FULL_WIDTH_DIGITS}]{{1,12}} *(?:{units})|{at_once}) *$",
            "examples": ["20个工作日", "60日", "30分钟", "6个月", "当场", "20 working days"],
        }


_NO_DAYS = frozenset((Unit.HOUR, Unit.MINUTE, Unit.SECOND, Unit.IMMEDIATE))


def _why_unreadable(text: str) -> str:
    if not text:
        return "empty"
    if text.startswith("-"):
        return "not_positive"
    if re.search(r"[0-9][^0-9]*[-~—–至到][^0-9]*[0-9]", text):
        return "range"
    if re.match(r"[0-9]+\.[0-9]", text) or "半" in text or "half" in text:
        return "not_whole"
    if re.match(r"[0-9]{13}", text):
        return "too_long"
    return "unknown_unit" if text[0].isdecimal() else "no_number"
