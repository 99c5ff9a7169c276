"""A page speaks one language, and marks what it can only say in another."""

from __future__ import annotations

from datetime import date

import pytest
from markupsafe import Markup

from gongshi.board.text import Prose, Said, Text
from gongshi.views.voice import Voice

ZH = Voice("zh", "zh", "stations/")
EN = Voice("en", "zh", "en/stations/")

BOTH = Text({"zh": "身份证", "en": "ID card"})
CHINESE = Text("证<件>")
MARKED = Markup('<span lang="zh-CN">证&lt;件&gt;</span>')


@pytest.mark.parametrize(
    ("voice", "number", "words"),
    [(ZH, 1, "1 份"), (ZH, 2, "2 份"), (EN, 1, "1 item"), (EN, 2, "2 items")],
)
def test_a_count_is_said_in_the_form_of_the_language(voice: Voice, number: int, words: str) -> None:
    assert voice.say("%(n)s 份", n=number) == words


def test_a_name_and_its_value_are_joined_by_the_colon_of_the_language() -> None:
    assert ZH.pair("例", "甲") == "例：甲"
    assert EN.pair("Example", "A") == "Example: A"


def test_a_note_stands_in_the_brackets_of_the_language() -> None:
    assert ZH.aside("暂停", "装修") == "暂停（装修）"
    assert EN.aside("Suspended", "moving") == "Suspended (moving)"


def test_things_are_listed_by_the_commas_of_the_language() -> None:
    assert ZH.listed(["甲", "乙"]) == "甲、乙"
    assert EN.listed(["A", "B"]) == "A, B"
    assert EN.listed(["A", "B"], "; ") == "A; B"


def test_what_is_said_in_another_language_stays_marked_inside_other_words() -> None:
    said = EN.text(CHINESE)

    assert EN.pair("Name", said) == "Name: " + MARKED
    assert EN.listed([said, "<b>"]) == MARKED + Markup(", &lt;b&gt;")
    assert isinstance(EN.pair("Name", said), Markup)


def test_words_of_the_pages_own_language_stay_bare_text() -> None:
    said = EN.pair("Name", EN.text(BOTH))

    assert said == "Name: ID card"
    assert not isinstance(said, Markup)


def test_html_inside_other_words_stays_html_and_the_words_are_escaped() -> None:
    assert EN.aside("a < b", Markup("<em>c</em>")) == Markup("a &lt; b (<em>c</em>)")


def test_a_name_in_chinese_letters_is_marked_in_other_languages_alone() -> None:
    assert EN.plain("周某") == Said("周某", "zh")
    assert EN.plain("033001") == Said("033001")
    assert ZH.plain("周某") == Said("周某")
    assert not EN.plain(None)


def test_the_voice_of_a_text_is_that_of_the_page_or_of_the_original() -> None:
    assert EN.original(BOTH) == EN
    assert EN.original(CHINESE) == Voice("zh", "zh", EN.page)


def test_dates_and_reviews_are_said_as_people_of_the_language_write_them() -> None:
    day = date(2026, 10, 8)

    assert ZH.reviewed(day, "周某") == "2026年10月8日由周某核对"
    assert EN.reviewed(day, "Zhou") == "Reviewed on 8 October 2026 by Zhou"


def test_prose_in_another_language_is_marked_as_a_whole() -> None:
    assert EN.prose(Prose("**证**")) == Markup("<span lang='zh-CN'><strong>证</strong></span>")
