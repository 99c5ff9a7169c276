"""Time limits: what is read, what is refused and why, and what is said."""

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from gongshi.board import duration
from gongshi.board.duration import DURATION_REFUSALS, Duration, DurationError, Unit

READ = {
    "20个工作日": Duration(20, Unit.WORKDAY),
    "20 个工作日": Duration(20, Unit.WORKDAY),
    "20 工作日": Duration(20, Unit.WORKDAY),
    " 20  working  days ": Duration(20, Unit.WORKDAY),
    "1 working day": Duration(1, Unit.WORKDAY),
    "5 workdays": Duration(5, Unit.WORKDAY),
    "60日": Duration(60, Unit.DAY),
    "60天": Duration(60, Unit.DAY),
    "60 个自然日": Duration(60, Unit.DAY),
    "60 days": Duration(60, Unit.DAY),
    "30 calendar days": Duration(30, Unit.DAY),
    "2小时": Duration(2, Unit.HOUR),
    "30分钟": Duration(30, Unit.MINUTE),
    "90秒": Duration(90, Unit.SECOND),
    "6个月": Duration(6, Unit.MONTH),
    "6 months": Duration(6, Unit.MONTH),
    "1年": Duration(1, Unit.YEAR),
    "当场": Duration(0, Unit.IMMEDIATE),
    "即时": Duration(0, Unit.IMMEDIATE),
    "immediate": Duration(0, Unit.IMMEDIATE),
    "\uff12\uff10\u3000个工作日": Duration(20, Unit.WORKDAY),
}

REFUSED = {
    "20": "bare_number",
    20: "bare_number",
    2.5: "bare_number",
    "1.5日": "not_whole",
    "半天": "not_whole",
    "half a day": "not_whole",
    "0日": "not_positive",
    "-3日": "not_positive",
    "5-10个工作日": "range",
    "5至10个工作日": "range",
    "6月": "unknown_unit",
    "2周": "unknown_unit",
    "20日内": "unknown_unit",
    "20 Days": "unknown_unit",
    "101年": "too_long",
    "9" * 40 + "日": "too_long",
    "二十个工作日": "no_number",
    "尽快": "no_number",
    "": "empty",
    " \u3000": "empty",
    None: "not_text",
    True: "not_text",
    ("20日",): "not_text",
}

units = st.sampled_from([unit for unit in Unit if unit is not Unit.IMMEDIATE])
durations = st.builds(Duration, st.integers(1, 100), units) | st.just(Duration(0, Unit.IMMEDIATE))


def refusal_of(written: object) -> DurationError | None:
    """Read what is written and return the refusal, if it is refused."""
    try:
        Duration.parse(written)
    except DurationError as error:
        return error
    return None


class Step(BaseModel, frozen=True):
    within: Duration


@pytest.mark.parametrize(("text", "meant"), READ.items(), ids=READ)
def test_a_limit_is_read_in_both_languages_and_both_widths(text: str, meant: Duration) -> None:
    assert Duration.parse(text) == meant


@pytest.mark.parametrize(("written", "reason"), REFUSED.items(), ids=map(repr, REFUSED))
def test_what_is_no_limit_is_refused_for_its_reason(written: object, reason: str) -> None:
    with pytest.raises(DurationError) as caught:
        Duration.parse(written)

    assert caught.value.reason == reason
    assert caught.value.code == f"duration_{reason}"


def test_every_reason_is_proved_by_an_example() -> None:
    assert set(REFUSED.values()) == set(DURATION_REFUSALS)


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.none())
def test_whatever_is_written_is_read_or_refused(written: object) -> None:
    refused = refusal_of(written)

    assert refused is None or all((refused.zh, refused.en, refused.hint_zh, refused.hint_en))


@given(durations, st.sampled_from(["zh", "en"]))
def test_what_is_said_is_read_back_as_the_same_limit(limit: Duration, language: str) -> None:
    assert Duration.parse(limit.said(language)) == limit


def test_a_limit_is_said_with_the_right_number_in_english() -> None:
    one, many = Duration(1, Unit.WORKDAY), Duration(20, Unit.WORKDAY)

    assert (one.said("en"), many.said("en")) == ("1 working day", "20 working days")
    assert (one.said("zh"), many.said("zh")) == ("1个工作日", "20个工作日")


@pytest.mark.parametrize("amount", [-1, 0, 1201])
def test_a_limit_that_cannot_be_is_not_made(amount: int) -> None:
    with pytest.raises(DurationError):
        Duration(amount, Unit.MONTH)


def test_what_is_immediate_has_no_amount() -> None:
    with pytest.raises(DurationError):
        Duration(1, Unit.IMMEDIATE)


def test_only_hours_and_less_stay_within_a_day() -> None:
    short = {unit for unit in Unit if Duration(unit is not Unit.IMMEDIATE, unit).is_within_a_day}

    assert short == {Unit.HOUR, Unit.MINUTE, Unit.SECOND, Unit.IMMEDIATE}
    assert Duration.parse("当场").is_immediate
    assert not Duration.parse("1秒").is_immediate


def test_a_field_reads_a_limit_and_writes_it_in_one_spelling() -> None:
    step = Step.model_validate({"within": "20 working days"})

    assert step.within == Duration(20, Unit.WORKDAY)
    assert step.model_dump_json() == '{"within":"20个工作日"}'
    assert Step.model_validate_json(step.model_dump_json()) == step
    assert hash(step) == hash(Step(within=Duration(20, Unit.WORKDAY)))


def test_a_field_refuses_with_a_code_and_both_languages() -> None:
    with pytest.raises(ValidationError) as caught:
        Step.model_validate({"within": 20})

    (error,) = caught.value.errors()
    assert error["type"] == "duration_bare_number"
    assert error["loc"] == ("within",)
    assert error["ctx"] == {
        "text": "20",
        "zh": "时限「20」没有单位，分不清工作日和自然日",
        "en": "the limit 20 has no unit, so working days and calendar days cannot be told apart",
        "hint_zh": "写成 20个工作日 或 20日",
        "hint_en": "write 20 working days or 20 days",
    }


def test_a_long_text_is_shortened_in_its_message() -> None:
    with pytest.raises(DurationError) as caught:
        Duration.parse("很快" * 100)

    assert caught.value.text == "很快" * 19 + "很…"


def test_a_number_too_large_for_decimal_text_is_refused_like_any_other() -> None:
    with pytest.raises(DurationError) as caught:
        Duration.parse(1 << 100_000)

    assert caught.value.reason == "bare_number"


def test_the_schema_knows_every_spelling_that_is_read() -> None:
    pattern = re.compile(Step.model_json_schema()["properties"]["within"]["pattern"])
    read = {text.strip() for text in READ}

    assert {text for text in read if pattern.search(text.replace("\u3000", " "))} == read


@given(st.data())
def test_what_the_schema_allows_is_read_unless_its_number_is_out_of_range(
    data: st.DataObject,
) -> None:
    pattern = Step.model_json_schema()["properties"]["within"]["pattern"].replace("$", r"\Z")
    text = data.draw(st.from_regex(pattern))

    refused = refusal_of(text)

    assert refused is None or refused.reason in {"not_positive", "too_long"}


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(duration).failed == 0
