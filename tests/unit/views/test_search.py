"""Records become rows: folded bodies, and how every name is read."""

import json
from typing import Any

import pytest

from gongshi.views.search import SearchRecord, fold, row


def a_record(**changes: Any) -> SearchRecord:
    """A valid record, with changes."""
    given: dict[str, Any] = {
        "kind": "procedure",
        "url": "stations/xinqiao-police/id-card-renewal/",
        "title": "居民身份证换领",
        "aliases": ("换身份证",),
        "station": "新桥派出所",
        "materials": ("居民户口簿",),
        "body": "有效期满时换领。",
        "facts": "20元 · 20个工作日",
    }
    return SearchRecord(**given | changes)


def sounds_of(title: str) -> set[str]:
    bare = a_record(title=title, aliases=(), station="", materials=())
    return set(row(bare).sounds.split())


def test_a_row_keeps_what_a_result_shows() -> None:
    made = row(a_record(status="暂停办理", lang="en"))

    assert made.kind == "procedure"
    assert made.url == "stations/xinqiao-police/id-card-renewal/"
    assert (made.title, made.aliases) == ("居民身份证换领", ("换身份证",))
    assert (made.station, made.materials) == ("新桥派出所", ("居民户口簿",))
    assert (made.facts, made.status, made.lang) == ("20元 · 20个工作日", "暂停办理", "en")


def test_a_row_survives_json() -> None:
    made = row(a_record())

    assert json.loads(json.dumps(made)) == [
        list(value) if isinstance(value, tuple) else value for value in made
    ]


def test_every_name_is_read() -> None:
    sounds = row(a_record()).sounds.split()

    assert {"身shen", "份fen", "证zheng", "换huan", "派pai", "簿bu"} <= set(sounds)


def test_the_body_is_not_read() -> None:
    assert "期qi" not in row(a_record()).sounds.split()


@pytest.mark.parametrize(
    ("title", "sound"),
    [
        ("长辈版", "长zhang"),
        ("长期居留", "长chang"),
        ("行政许可", "行xing"),
        ("银行开户", "行hang"),
        ("重新办理", "重chong"),
        ("律师执业", "律lv"),
    ],
)
def test_a_phrase_decides_how_a_character_is_read(title: str, sound: str) -> None:
    assert {each for each in sounds_of(title) if each[0] == sound[0]} == {sound}


def test_one_title_may_hold_both_readings() -> None:
    assert {"长zhang", "长chang"} <= sounds_of("长辈长期护理")


def test_without_a_phrase_the_common_reading_stands_first_and_the_others_beside_it() -> None:
    made = row(a_record(title="重", aliases=(), station="", materials=()))

    assert made.sounds == "重zhong"
    assert "重chong" in made.alternates.split()


def test_a_reading_that_is_settled_elsewhere_is_no_alternate() -> None:
    made = row(a_record(title="重 重新", aliases=(), station="", materials=()))

    assert "重chong" in made.sounds.split()
    assert "重chong" not in made.alternates.split()


def test_names_without_han_characters_have_no_readings() -> None:
    made = row(a_record(title="ID card", aliases=(), station="", materials=()))

    assert (made.sounds, made.alternates) == ("", "")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("年满16周岁的。登记指纹!", "年满16周岁的 登记指纹"),
        ("ＩＤ卡（二代）", "id卡 二代"),
        ("  Proof\tof\nResidence ", "proof of residence"),
        ("Café No. 3", "cafe no 3"),
        ("、。!", ""),
    ],
)
def test_case_width_accents_and_punctuation_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded
