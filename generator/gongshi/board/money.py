"""Exact amounts and rates as people write them: ``20``, ``0.3583元``, ``1.5%``; never a float."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from gongshi.board.spelling import (
    FULL_WIDTH_DIGITS,
    HALF_WIDTH,
    Refusal,
    Spelled,
    SpellingError,
    table,
)

PLACES = 6
"""Decimal places that are kept; prices per kilowatt-hour or cubic metre have four."""

WHOLE = 100
"""A rate is at most the whole, in per cent."""

_WHOLE = r"[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3}"
_NUMBER = rf"(?P<number>(?P<sign>-?)(?:{_WHOLE})(?:\.(?P<places>[0-9]+))?)"
_MONEY = re.compile(rf"(?P<before>¥)? *{_NUMBER} *(?P<after>元|圆|人民币|CNY|yuan)?")
_RATE = re.compile(rf"{_NUMBER} *%")

_MONEY_HINT_ZH = "写成数字，如 20、0.3583、20元"
_MONEY_HINT_EN = "write a number, such as 20, 0.3583, 20元"
_RATE_HINT_ZH = "写成百分数，如 1.5%；千分之三写 0.3%"
_RATE_HINT_EN = "write a percentage, such as 1.5%"

MONEY_REFUSALS = table(
    Refusal("empty", "金额是空的", "the amount is empty", _MONEY_HINT_ZH, _MONEY_HINT_EN),
    Refusal(
        "negative",
        "金额「{text}」小于零",
        "the amount {text} is below zero",
        "减免写在 减免（reductions）里",
        "put what is taken off under reductions",
    ),
    Refusal(
        "too_many_places",
        "金额「{text}」的小数超过六位",
        "the amount {text} has more than six decimal places",
        "最多写六位小数",
        "write at most six decimal places",
    ),
    Refusal(
        "inexact",
        "金额「{text}」是二进制浮点数，不是准确的数",
        "the amount {text} is a binary float, which is not exact",
        "给出文字或 Decimal",
        "give text or a Decimal",
    ),
    Refusal(
        "not_money",
        "「{text}」不是金额",
        "{text} is not an amount of money",
        _MONEY_HINT_ZH,
        _MONEY_HINT_EN,
    ),
)

RATE_REFUSALS = table(
    Refusal("empty", "费率是空的", "the rate is empty", _RATE_HINT_ZH, _RATE_HINT_EN),
    Refusal(
        "bare_number",
        "费率「{text}」没有百分号",
        "the rate {text} has no percent sign",
        _RATE_HINT_ZH,
        _RATE_HINT_EN,
    ),
    Refusal(
        "negative",
        "费率「{text}」小于零",
        "the rate {text} is below zero",
        _RATE_HINT_ZH,
        _RATE_HINT_EN,
    ),
    Refusal(
        "too_large",
        "费率「{text}」超过 100%",
        "the rate {text} is above 100%",
        "核对小数点",
        "check the decimal point",
    ),
    Refusal(
        "too_many_places",
        "费率「{text}」的小数超过六位",
        "the rate {text} has more than six decimal places",
        "最多写六位小数",
        "write at most six decimal places",
    ),
    Refusal("not_rate", "「{text}」不是费率", "{text} is not a rate", _RATE_HINT_ZH, _RATE_HINT_EN),
)


class MoneyError(SpellingError):
    """What is written is no amount of money."""

    kind: ClassVar[str] = "money"
    refusals: ClassVar[Mapping[str, Refusal]] = MONEY_REFUSALS


class RateError(SpellingError):
    """What is written is no rate."""

    kind: ClassVar[str] = "rate"
    refusals: ClassVar[Mapping[str, Refusal]] = RATE_REFUSALS


@dataclass(frozen=True, slots=True, order=True)
class Money(Spelled):
    """An amount in yuan (CNY), exact to six places and never below zero; 20 and 20.00 are the same.

    >>> Money.parse("20.00元").said("en")
    '¥20'
    """

    amount: Decimal

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise MoneyError("not_money", self.amount)
        if self.amount < 0:
            raise MoneyError("negative", self.amount)
        if _places(self.amount) > PLACES:
            raise MoneyError("too_many_places", self.amount)

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read an amount from text, an int or a Decimal; a float is refused as inexact."""
        text = _text_of(written, MoneyError, "not_money")
        match = _MONEY.fullmatch(text)
        if match is None or (match["before"] and match["after"]):
            raise MoneyError("not_money", written)
        return cls(_exact(match, MoneyError, written))

    def said(self, language: str) -> str:
        """Return the amount as a page shows it in one language: ``10,000元`` or ``¥10,000``."""
        return {
            "zh": f"{_plain(self.amount, groups_from=10_000)}元",
            "en": f"¥{_plain(self.amount, groups_from=1_000)}",
        }[language]

    def spelled(self) -> str:
        """Return the bare number as data has it."""
        return _plain(self.amount)

    def __str__(self) -> str:
        return self.said("zh")

    @property
    def is_zero(self) -> bool:
        """Whether nothing is to be paid."""
        return not self.amount

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return what is read: a number, or text with the currency."""
        text = rf"^ *[¥\uffe5]? *{_schema_number()} *(?:元|圆|人民币|CNY|yuan)? *$"
        return {
            "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": text}],
            "examples": ["20", "20.00", "0.3583", "20元"],
        }


@dataclass(frozen=True, slots=True, order=True)
class Rate(Spelled):
    """A share of a base, in per cent, exact to six places.

    >>> Rate.parse("1.50%").said("zh")
    '1.5%'
    """

    percent: Decimal

    def __post_init__(self) -> None:
        if not isinstance(self.percent, Decimal) or not self.percent.is_finite():
            raise RateError("not_rate", self.percent)
        if self.percent < 0:
            raise RateError("negative", self.percent)
        if self.percent > WHOLE:
            raise RateError("too_large", self.percent)
        if _places(self.percent) > PLACES:
            raise RateError("too_many_places", self.percent)

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a percentage; without its sign it is refused, since 0.015 may be meant as 1.5%."""
        if isinstance(written, (int, float, Decimal)) and not isinstance(written, bool):
            raise RateError("bare_number", written)
        text = _text_of(written, RateError, "not_rate")
        match = _RATE.fullmatch(text)
        if match is None:
            raise RateError("bare_number" if re.fullmatch(_NUMBER, text) else "not_rate", written)
        try:
            return cls(_exact(match, RateError, written))
        except RateError as error:
            raise RateError(error.reason, written) from None

    def said(self, _language: str) -> str:
        """Return the percentage, which is written the same in every language."""
        return self.spelled()

    def spelled(self) -> str:
        """Return the percentage with its sign."""
        return f"{_plain(self.percent)}%"

    def __str__(self) -> str:
        return self.spelled()

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the pattern of a percentage."""
        text = rf"^ *{_schema_number()} *[%\uff05] *$"
        return {"type": "string", "pattern": text, "examples": ["1.5%"]}


def _schema_number() -> str:
    digit = f"[0-9{FULL_WIDTH_DIGITS}]"
    whole = rf"{digit}{{1,12}}|{digit}{{1,3}}(?:[,\uff0c]{digit}{{3}}){{1,3}}"
    return rf"(?:{whole})(?:[.\uff0e]{digit}{{1,{PLACES}}})?"


def _text_of(written: object, error: type[SpellingError], otherwise: str) -> str:
    if isinstance(written, float):
        raise error("inexact", written)
    if isinstance(written, bool) or not isinstance(written, (str, int, Decimal)):
        raise error(otherwise, written)
    text = f"{written:f}" if isinstance(written, Decimal) else str(written)
    text = text.translate(HALF_WIDTH).strip()
    if not text:
        raise error("empty", written)
    return text


def _exact(match: re.Match[str], error: type[SpellingError], written: object) -> Decimal:
    if match["sign"]:
        raise error("negative", written)
    if len(match["places"] or "") > PLACES:
        raise error("too_many_places", written)
    return Decimal(match["number"].replace(",", ""))


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _plain(number: Decimal, groups_from: int | None = None) -> str:
    grouped = groups_from is not None and number >= groups_from
    text = f"{number:,f}" if grouped else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
