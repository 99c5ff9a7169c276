"""Words by language and the small plain scalars: ids, links, phone numbers."""

import pickle
from typing import Any

import pytest
from markupsafe import Markup
from pydantic import TypeAdapter, ValidationError

from gongshi.board import text
from gongshi.board.text import Link, Prose, Said, Text


def read(annotation: Any, value: object) -> Any:
    return TypeAdapter(annotation).validate_python(value)


def is_read(annotation: Any, value: object) -> bool:
    try:
        read(annotation, value)
    except ValidationError:
        return False
    return True


# ---- words ----------------------------------------------------------------------------------


def test_a_bare_string_is_chinese() -> None:
    assert Text("换证") == {"zh": "换证"}


def test_words_are_said_in_the_language_that_is_asked_for() -> None:
    assert Text({"zh": "换证", "en": "Renewal"}).said("en") == Said("Renewal")


def test_words_without_that_language_are_said_in_the_first_and_marked() -> None:
    assert Text({"zh": "换证"}).said("en") == Said("换证", "zh")


def test_a_text_is_a_value() -> None:
    words = Text("换证")

    with pytest.raises(AttributeError):
        words._by_language = {}
    assert words == Text("换证")


@pytest.mark.parametrize("cls", [Text, Prose])
def test_equal_texts_have_one_hash_whatever_their_order(cls: type[Text]) -> None:
    one, other = cls({"zh": "甲", "en": "a"}), cls({"en": "a", "zh": "甲"})

    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize("cls", [Text, Prose])
def test_a_text_survives_the_way_to_another_process(cls: type[Text]) -> None:
    words = cls({"zh": "甲", "en": "a"})

    again = pickle.loads(pickle.dumps(words))  # noqa: S301 - what was pickled here

    assert type(again) is cls
    assert again == words


def test_a_text_changes_no_more_when_the_words_it_was_made_of_do() -> None:
    words = {"zh": "甲"}
    made = Text(words)

    words["zh"] = "乙"

    assert made == {"zh": "甲"}


@pytest.mark.parametrize(
    "value",
    [
        *("", "  \n", {}, {"zh": ""}, {"zh": 1}, {"zh": ["a"]}, {"ZH": "a"}, {1: "a"}, 1, None),
        *(["a"], {"zh": "a\u202eb"}, "a\0b", "a\u200bb"),
    ],
)
def test_what_holds_no_words_is_no_text(value: object) -> None:
    assert not is_read(Text, value)


def test_a_text_kept_as_json_is_judged_again() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Text).validate_json('{"zh": "a\\u202eb"}')


def test_what_is_said_is_escaped_in_html_and_marked_with_its_language() -> None:
    assert Markup("{}").format(Said("<b>")) == "&lt;b&gt;"
    assert Markup("{}").format(Said("<b>", "zh")) == '<span lang="zh-CN">&lt;b&gt;</span>'


# ---- ids and other plain scalars ------------------------------------------------------------


@pytest.mark.parametrize("value", ["a", "1", "id-card-renewal", "2026-03", "a" * 64])
def test_an_id_is_part_of_an_address(value: str) -> None:
    assert read(text.Id, value) == value


@pytest.mark.parametrize(
    "value",
    [
        *("", "A", "身份证", "a" * 65, "..", ".", "-a", "a-", "a--b", "a_b", "a b", "a/b", "a\n"),
        *("a.b", "ａ", "é", "a\u200b", "%2e", 1),
    ],
)
def test_anything_else_is_no_id(value: object) -> None:
    assert not is_read(text.Id, value)


@pytest.mark.parametrize("value", ["2026-03", "A1", "a_b", "2026.1"])
def test_an_entry_of_a_ledger_may_have_an_older_kind_of_number(value: str) -> None:
    assert read(text.EntryId, value) == value


@pytest.mark.parametrize("value", ["../a", "a/", "/a", "a b", "一", "a" * 65, ""])
def test_but_no_path(value: str) -> None:
    assert not is_read(text.EntryId, value)


@pytest.mark.parametrize("value", ["a/b", "xinqiao-police/id-card-renewal"])
def test_a_procedure_is_named_with_its_station(value: str) -> None:
    assert read(text.ProcedureRef, value) == value


@pytest.mark.parametrize("value", ["a", "a/b/c", "../a", "a/", "A/b"])
def test_it_is_named_by_two_ids(value: str) -> None:
    assert not is_read(text.ProcedureRef, value)


@pytest.mark.parametrize(
    "value", ["12345", "0000-12345678", "+86 (10) 1234", "12345678转801", "*#"]
)
def test_a_telephone_is_text(value: str) -> None:
    assert read(text.Phone, value) == value


@pytest.mark.parametrize("value", ["", "1", "一二三", "123;45", "tel:12345", "1" * 41, "123\n45"])
def test_what_cannot_be_dialled_is_no_telephone(value: str) -> None:
    assert not is_read(text.Phone, value)


@pytest.mark.parametrize("value", ["13-01", "00-01", "1-1", "10-32", "2026-10-01"])
def test_a_day_of_any_year_has_two_digits_each(value: str) -> None:
    assert not is_read(text.MonthDay, value)


@pytest.mark.parametrize("value", ["2026-Q5", "2026-H3", "2026-13", "26", "2026-1"])
def test_a_period_is_a_year_or_a_part_of_one(value: str) -> None:
    assert not is_read(text.Period, value)


def test_plain_text_is_trimmed_and_not_endless() -> None:
    assert read(text.Plain, " a ") == "a"
    assert not is_read(text.Plain, " ")
    assert not is_read(text.Plain, "a" * 1_001)


@pytest.mark.parametrize(
    "annotation", [text.Id, text.EntryId, text.ProcedureRef, text.Phone, text.Period]
)
@pytest.mark.parametrize("part", ["a-", "a", "1 ", "-", "2026-", "a/", "("])
def test_endless_input_is_refused_at_once(annotation: Any, part: str) -> None:
    assert not is_read(annotation, part * 200_000)


# ---- links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "is_local"),
    [
        ("https://www.example.cn/", False),
        ("HTTPS://www.example.cn", False),
        ("http://公示.中国/路径", False),
        ("mailto:a@example.cn", False),
        ("tel:12345", False),
        ("forms/id-card.pdf", True),
        ("申请表.pdf", True),
        ("forms/a..b.pdf", True),
        ("forms/a.pdf#page=2", True),
    ],
)
def test_a_link_can_be_followed(value: str, is_local: bool) -> None:
    link = read(Link, value)

    assert link == value
    assert link.is_local is is_local


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("javascript:alert(1)", "link_scheme"),
        ("JavaScript:alert(1)", "link_scheme"),
        ("data:text/html,a", "link_scheme"),
        ("file:///etc/passwd", "link_scheme"),
        ("station:a", "link_scheme"),
        ("https:///a", "link_host"),
        ("https:a", "link_host"),
        ("https://", "link_host"),
        ("https://@a", "link_host"),
        ("mailto:", "link_target"),
        ("tel://", "link_target"),
        ("/etc/passwd", "link_outside"),
        ("//www.example.cn/", "link_outside"),
        ("../a", "link_outside"),
        ("a/../../b", "link_outside"),
        ("a/%2e%2e/b", "link_outside"),
        ("%2Fetc", "link_outside"),
        ("a%5C..%5Cb", "link_outside"),
        ("?a", "link_outside"),
        ("#a", "link_outside"),
        ("a b", "link_characters"),
        ("a\\b", "link_characters"),
        ('a"b', "link_characters"),
        ("a<b", "link_characters"),
        ("a\u202eb", "link_characters"),
        ("java\tscript:a", "link_characters"),
        ("https://www.example.cn/\n", "link_characters"),
        ("", "string_too_short"),
        ("a" * 2_001, "string_too_long"),
    ],
)
def test_a_link_that_cannot_or_should_not_be_followed_is_refused(value: str, kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read(Link, value)

    assert [error["type"] for error in caught.value.errors()] == [kind]
