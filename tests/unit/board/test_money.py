"""Money and rates: exact, never a float, said as people read them."""

import doctest
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from gongshi.board import money
from gongshi.board.money import (
    MONEY_REFUSALS,
    RATE_REFUSALS,
    Money,
    MoneyError,
    Rate,
    RateError,
)
from gongshi.board.spelling import SpellingError

READ = {
    20: "20",
    "20": "20",
    "20.00": "20",
    "0.3583": "0.3583",
    "0.000001": "0.000001",
    "20元": "20",
    " 20 元 ": "20",
    "¥20": "20",
    "20 CNY": "20",
    "1,234,567.50": "1234567.5",
    "10000": "10000",
    "0": "0",
    "\uffe5\uff11\uff12\uff0e\uff15": "12.5",
    Decimal("1E+3"): "1000",
}

REFUSED = {
    "": "empty",
    "-1": "negative",
    Decimal("-0.5"): "negative",
    "0.1234567": "too_many_places",
    0.1: "inexact",
    20.0: "inexact",
    "5万元": "not_money",
    "1e5": "not_money",
    "1,00": "not_money",
    "¥20元": "not_money",
    "20 USD": "not_money",
    "免费": "not_money",
    "NaN": "not_money",
    "9" * 13: "not_money",
    True: "not_money",
    None: "not_money",
}

REFUSED_RATES = {
    "": "empty",
    "1.5": "bare_number",
    1.5: "bare_number",
    15: "bare_number",
    "-1%": "negative",
    "100.01%": "too_large",
    "0.1234567%": "too_many_places",
    "3‰": "not_rate",
    "1.5%左右": "not_rate",
    None: "not_rate",
    True: "not_rate",
}

amounts = st.decimals(min_value=0, max_value=10**12 - 1, places=6, allow_nan=False)


def refusal_of(kind: type[Money] | type[Rate], written: object) -> SpellingError | None:
    """Read what is written and return the refusal, if it is refused."""
    try:
        kind.parse(written)
    except (MoneyError, RateError) as error:
        return error
    return None


class Charge(BaseModel, frozen=True):
    amount: Money
    rate: Rate


@pytest.mark.parametrize(("written", "meant"), READ.items(), ids=map(repr, READ))
def test_an_amount_is_read_exactly(written: object, meant: str) -> None:
    assert Money.parse(written).spelled() == meant


@pytest.mark.parametrize(("written", "reason"), REFUSED.items(), ids=map(repr, REFUSED))
def test_what_is_no_amount_is_refused_for_its_reason(written: object, reason: str) -> None:
    with pytest.raises(MoneyError) as caught:
        Money.parse(written)

    assert caught.value.code == f"money_{reason}"


@pytest.mark.parametrize(("written", "reason"), REFUSED_RATES.items(), ids=map(repr, REFUSED_RATES))
def test_what_is_no_rate_is_refused_for_its_reason(written: object, reason: str) -> None:
    with pytest.raises(RateError) as caught:
        Rate.parse(written)

    assert caught.value.code == f"rate_{reason}"


def test_every_reason_is_proved_by_an_example() -> None:
    assert set(REFUSED.values()) == set(MONEY_REFUSALS)
    assert set(REFUSED_RATES.values()) == set(RATE_REFUSALS)


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.decimals())
def test_whatever_is_written_is_read_or_refused(written: object) -> None:
    for kind in (Money, Rate):
        refused = refusal_of(kind, written)

        assert refused is None or all((refused.zh, refused.en, refused.hint_zh, refused.hint_en))


@given(amounts)
def test_an_amount_is_read_back_from_whatever_form_it_is_said_in(amount: Decimal) -> None:
    value = Money(amount)

    assert Money.parse(value.spelled()) == value
    assert Money.parse(value.said("zh")) == value
    assert Money.parse(value.said("en")) == value


@given(st.decimals(min_value=0, max_value=100, places=6, allow_nan=False))
def test_a_rate_is_read_back_from_what_is_said(percent: Decimal) -> None:
    rate = Rate(percent)

    assert Rate.parse(rate.said("zh")) == rate
    assert rate.said("zh") == rate.said("en") == rate.spelled() == str(rate)


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ("20.00", "20元", "¥20"),
        ("0.3583", "0.3583元", "¥0.3583"),
        ("1000", "1000元", "¥1,000"),
        ("10000", "10,000元", "¥10,000"),
        ("1234567.50", "1,234,567.5元", "¥1,234,567.5"),
        ("0", "0元", "¥0"),
    ],
)
def test_an_amount_is_said_without_needless_digits(written: str, zh: str, en: str) -> None:
    amount = Money.parse(written)

    assert (amount.said("zh"), amount.said("en"), str(amount)) == (zh, en, zh)


def test_amounts_compare_by_value_and_not_by_their_digits() -> None:
    assert Money.parse("20") == Money.parse("20.00")
    assert hash(Money.parse("20")) == hash(Money.parse("20.00"))
    assert Money.parse("9") < Money.parse("10")
    assert Money.parse("0.00").is_zero
    assert not Money.parse("0.01").is_zero


def test_fields_read_money_and_rates_and_write_plain_text() -> None:
    charge = Charge.model_validate({"amount": "20.50元", "rate": "1.50%"})

    assert charge.model_dump_json() == '{"amount":"20.5","rate":"1.5%"}'
    assert Charge.model_validate_json(charge.model_dump_json()) == charge


def test_a_field_refuses_a_float_with_a_code() -> None:
    with pytest.raises(ValidationError) as caught:
        Charge.model_validate({"amount": 0.1, "rate": 1.5})

    assert [error["type"] for error in caught.value.errors()] == [
        "money_inexact",
        "rate_bare_number",
    ]


@pytest.mark.parametrize("amount", [Decimal(-1), Decimal("NaN"), Decimal("0.0000001")])
def test_a_value_that_cannot_be_is_not_made(amount: Decimal) -> None:
    with pytest.raises(MoneyError):
        Money(amount)
    with pytest.raises(RateError):
        Rate(amount)


def test_the_schema_knows_every_text_that_is_read() -> None:
    _, text = Money.json_schema()["anyOf"]
    read = {written for written in READ if isinstance(written, str)}

    assert {written for written in read if re.search(text["pattern"], written)} == read
    assert re.search(Rate.json_schema()["pattern"], "1.5\uff05")


@given(st.data())
def test_what_the_schema_allows_is_read(data: st.DataObject) -> None:
    _, text = Money.json_schema()["anyOf"]
    pattern = text["pattern"].replace("$", r"\Z")
    written = data.draw(st.from_regex(pattern).filter(lambda drawn: not has_two_currencies(drawn)))

    assert Money.parse(written) >= Money(Decimal(0))


def has_two_currencies(written: str) -> bool:
    """Whether the sign stands before the number and the word behind it."""
    return written.strip()[0] in "¥\uffe5" and written.strip()[-1] in "元圆币Yn"


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(money).failed == 0
