"""Nodes to values: forms, words, numbers, days, texts, and what is said where they are none."""

from datetime import date

import pytest

from gongshi.authoring.binder import MOST_MISTAKES
from gongshi.board.common import Actor, Citation, Status
from gongshi.board.duration import Duration
from gongshi.board.money import Money
from gongshi.board.procedure import AllWays, Channel, Limit, MoneyRange, Visits, Way
from gongshi.board.text import Prose, Text
from gongshi.board.words import ChannelKind, Default, MaterialForm, Nothing, State
from tests.unit.authoring.reading import (
    EVALUATIONS,
    RECTIFICATIONS,
    STATION,
    marked,
    mistake,
    mistakes,
    value_of,
)

# ---- forms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("legal_basis: [办法]", "legal_basis", (Citation(title=Text("办法")),)),
        ("channels: [counter, 网上]", "channels", (
            Channel(kind=ChannelKind.COUNTER), Channel(kind=ChannelKind.ONLINE)
        )),
        ("visits: 1", "visits", Visits(times=1)),
        ("fees: none", "fees", Nothing.NONE),
        ("收费: 无", "fees", Nothing.NONE),
        ("remedies: default", "remedies", Default.DEFAULT),
        ("status: suspended", "status", Status(state=State.SUSPENDED)),
        ("状态: 废止", "status", Status(state=State.RETIRED)),
        ("contact: post:window", "contact", Actor(post="window")),
        ("contact: {post: window}", "contact", Actor(post="window")),
        ("title: 换证", "title", Text("换证")),
        ("title: {zh: 换证, en: Renewal}", "title", Text({"zh": "换证", "en": "Renewal"})),
        ("summary: |\n  甲\n  乙\n", "summary", Prose("甲\n乙")),
        ("summary: >\n  甲\n  乙\n", "summary", Prose("甲 乙")),
        ("title: '  换证  '", "title", Text("换证")),
        ("glossary: {首问: 第一个接待的人}", "glossary", {"首问": Text("第一个接待的人")}),
        ("aliases: [12:30, no, 0123, 0o17, 1e3, ±]", "aliases", (
            "12:30", "no", "0123", "0o17", "1e3", "±"
        )),
        ("audience: []", "audience", ()),
    ],
)  # fmt: skip
def test_a_value_may_be_written_in_short(text: str, field: str, expected: object) -> None:
    assert getattr(value_of(text), field) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60日", Limit(duration=Duration.parse("60日"))),
        ("none", Nothing.NONE),
        ("无", Nothing.NONE),
        ("{duration: 60日}", Limit(duration=Duration.parse("60日"))),
        ("[60日]", (Limit(duration=Duration.parse("60日")),)),
    ],
)
def test_a_limit_may_be_none_one_or_several(text: str, expected: object) -> None:
    assert value_of(f"time_limit: {{statutory: {text}}}").time_limit.statutory == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b", "b"),
        ("[b]", (Way(to="b"),)),
        ("[{to: b, when: 甲}]", (Way(to="b", when=Text("甲")),)),
        ("{all: [b, c]}", AllWays(all=("b", "c"))),
        ("{同时: [b, c]}", AllWays(all=("b", "c"))),
    ],
)
def test_a_step_may_lead_on_in_several_ways(text: str, expected: object) -> None:
    assert value_of(f"steps: [{{id: a, name: 甲, next: {text}}}]").steps[0].next == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", Money.parse("20")),
        ('"0.3583"', Money.parse("0.3583")),
        ("20元", Money.parse("20")),
        ("{from: 10, to: 50}", MoneyRange(from_=Money.parse("10"), to=Money.parse("50"))),
        ("{最低: 10, 最高: 50}", MoneyRange(from_=Money.parse("10"), to=Money.parse("50"))),
    ],
)
def test_an_amount_may_be_a_range(text: str, expected: object) -> None:
    assert value_of(f"fees: [{{item: 甲, amount: {text}}}]").fees[0].amount == expected


@pytest.mark.parametrize(
    ("text", "file", "expected", "found"),
    [
        ("- a", None, "键值", "列表"),
        ("a", None, "键值", "文字"),
        ("a: 1", EVALUATIONS, "列表", "键值"),
        ("a", EVALUATIONS, "列表", "文字"),
        ("aliases: 换证", None, "列表", "文字"),
        ("aliases: {a: b}", None, "列表", "键值"),
        ("title: [换证]", None, "文字", "列表"),
        ("title: {zh: [换证]}", None, "文字", "列表"),
        ("visits: [1]", None, "文字或键值", "列表"),
        ("effective: {a: b}", None, "文字", "键值"),
        ("fees: {item: 甲}", None, "文字或列表", "键值"),
        ("codes: a", None, "键值", "文字"),
        ("steps: [a]", None, "键值", "文字"),
        ("glossary: [a]", None, "键值", "列表"),
        ("remedies: {a: b}", None, "文字或列表", "键值"),
        ("time_limit: {statutory: [[60日]]}", None, "文字或键值", "列表"),
    ],
)
def test_a_wrong_form_is_told_with_the_right_one(
    text: str, file: str | None, expected: str, found: str
) -> None:
    diagnostic = mistake(text, file) if file else mistake(text)

    assert diagnostic.code == "GS115"
    assert diagnostic.message.zh == f"这里应是{expected}，现在是{found}"


# ---- keys -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title: 甲\ntitle: 乙", "title"),
        ("title: 甲\n事项名称: 乙", "事项名称"),
        ("事项名称: 甲\n事项名称: 乙", "事项名称"),
        ("visits: {times: 1, 次数: 2}", "次数"),
        ("title: {zh: 甲, zh: 乙}", "zh"),
        ("glossary: {首问: 甲, 首问: 乙}", "首问"),
        ("title: 甲\n'title': 乙", "'title'"),
    ],
)
def test_a_key_that_stands_twice_is_told_at_the_second(text: str, key: str) -> None:
    diagnostic = mistake(text)

    assert diagnostic.code == "GS113"
    assert marked(text, diagnostic) == key
    assert diagnostic.span.column == text.split("\n")[diagnostic.span.line - 1].rindex(key) + 1


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("titel: 甲", "是不是「title」？"),
        ("Title: 甲", "是不是「title」？"),
        ("事项名: 甲", "是不是「事项名称」？"),
        ("材料: []", "是不是「申请材料」？"),
        ("steps: [{id: a, name: 甲, nxet: b}]", "是不是「next」？"),
        ("办理流程: [{编号: a, 名称: 甲, 下步: b}]", "是不是「下一步」？"),
        ("codes: {甲乙丙丁: a}", "「事项编码」可用的键：基本编码、实施编码"),
        ("<<: {a: b}", "把内容写全"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_or_with_all(text: str, zh: str) -> None:
    diagnostic = mistake(text)

    assert diagnostic.code == "GS112"
    assert diagnostic.message.hint_zh == zh


def test_keys_of_a_model_are_told_in_english_by_their_english_names() -> None:
    diagnostic = mistake("fees: [{item: 甲, reductions: [{who: 乙, quux: 1}]}]")

    assert diagnostic.message.en == "unknown key quux"
    assert diagnostic.message.hint_en == (
        "the keys of reduction are who, amount, rate, note, basis"
    )


def test_a_missing_key_is_told_by_both_names() -> None:
    diagnostic = mistake("situations:\n  - id: new")

    assert diagnostic.code == "GS114"
    assert diagnostic.message.zh == "缺少「名称」（title）"


# ---- nothing --------------------------------------------------------------------------------


@pytest.mark.parametrize("nothing", ["", "~", "null"])
@pytest.mark.parametrize(
    "key", ["title", "aliases", "fees", "visits", "effective", "status", "contact", "glossary"]
)
def test_a_key_without_content_is_told(key: str, nothing: str) -> None:
    assert mistake(f"{key}: {nothing}\nsummary: 甲").code == "GS122"


@pytest.mark.parametrize(
    "text",
    [
        *("aliases: [甲, ~]", "conditions:\n  -\n  - 甲", "title: {zh: }", "title: {zh: ~, en: a}"),
        *('title: ""', "title: ' '", "title: {zh: 甲, en: ''}", "codes: {basic: ''}"),
        *("glossary: {首问: ~}", "glossary: {'': 甲}", "map: ''"),
    ],
)
def test_nothing_is_told_wherever_it_stands(text: str) -> None:
    file = STATION if text.startswith("map") else None

    assert (mistake(text, file) if file else mistake(text)).code == "GS122"


# ---- words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["original", "原件", '"original"', "'原件'"])
def test_a_word_may_be_written_in_both_languages(word: str) -> None:
    (material,) = value_of(f"materials: [{{name: 甲, form: {word}}}]").materials

    assert material.form is MaterialForm.ORIGINAL


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("form: orginal", "是不是「original」？"),
        ("form: Original", "是不是「original」？"),
        ("form: 原件件", "是不是「原件」？"),
        ("need: 也许", "可选：必要（required）、非必要（optional）、容缺后补（later）"),
    ],
)
def test_another_word_is_told_with_the_nearest_or_with_all(text: str, hint: str) -> None:
    diagnostic = mistake(f"materials: [{{name: 甲, {text}}}]")

    assert diagnostic.code == "GS119"
    assert diagnostic.message.hint_zh == hint


# ---- truths, numbers, days ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("true", True), ("True", True), ("TRUE", True), ("是", True), ('"是"', True)),
        *(("false", False), ("False", False), ("FALSE", False), ("否", False)),
    ],
)
def test_a_truth_is_read(written: str, expected: bool) -> None:
    (fee,) = value_of(f"fees: [{{item: 甲, optional: {written}}}]").fees

    assert fee.optional is expected


@pytest.mark.parametrize(
    "written", ["yes", "no", "on", "off", "y", "1", "0", "tRUE", '"true"', "'false'", "对"]
)
def test_no_other_word_is_a_truth(written: str) -> None:
    diagnostic = mistake(f"fees: [{{item: 甲, optional: {written}}}]")

    assert diagnostic.code == "GS125"
    assert ("不加引号" in diagnostic.message.hint_zh) == (written[0] in "'\"")


@pytest.mark.parametrize(
    ("written", "expected"),
    [*(("3", 3), ("+3", 3), ("003", 3), ("0o17", 15), ("0x10", 16), ("0", 0), ("99", 99))],
)
def test_a_whole_number_is_read_as_the_core_schema_says(written: str, expected: int) -> None:
    assert value_of(f"visits: {written}").visits.times == expected


@pytest.mark.parametrize(
    "written",
    [
        *('"1"', "'1'", "1.0", "1e2", "1_000", "1,000", "一", "１", "0b1", "017o", "±1", ".inf"),
        *(".nan", "1e400", "9" * 19, "9" * 5_000, "0x", "--1", "true", "12:30"),
    ],
)
def test_anything_else_is_no_whole_number(written: str) -> None:
    assert mistake(f"visits: {written}").code == "GS124"


@pytest.mark.parametrize("written", ["-1", "100", "0o144", "999999999999999"])
def test_a_number_out_of_its_range_is_told(written: str) -> None:
    assert mistake(f"visits: {written}").code == "GS126"


@pytest.mark.parametrize(
    ("written", "expected"),
    [("93.2", 93.2), ("93", 93.0), (".5", 0.5), ("1e1", 10.0), ("-0.5", -0.5), ("5.", 5.0)],
)
def test_a_number_is_read_as_the_core_schema_says(written: str, expected: float) -> None:
    (evaluation,) = value_of(f"- {{year: 2025, score: {written}}}", EVALUATIONS)

    assert evaluation.score == expected


@pytest.mark.parametrize(
    "written", [".inf", "-.Inf", ".nan", "1e400", '"93"', "93分", "inf", "nan", "1" * 41]
)
def test_anything_else_is_no_number(written: str) -> None:
    assert mistake(f"- {{year: 2025, score: {written}}}", EVALUATIONS).code == "GS124"


@pytest.mark.parametrize("written", ["2026-02-28", '"2026-02-28"', "'2026-02-28'"])
def test_a_day_is_text(written: str) -> None:
    assert value_of(f"effective: {written}").effective == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2026-02-30", "核对月份和日期"),
        ("2026-13-01", "核对月份和日期"),
        ("0000-01-01", "核对月份和日期"),
        ("2026/2/3", "写成 2026-02-03"),
        ("2026.2.3", "写成 2026-02-03"),
        ("2026-2-3", "写成 2026-02-03"),
        ("2026年2月3日", "写成 2026-02-03"),
        ("20260203", "写成 2026-11-24"),
        ("1699920000", "写成 2026-11-24"),
        ("2026-02-03T00:00:00", "写成 2026-11-24"),
        ("2026-02-03 00:00", "写成 2026-11-24"),
        ("2026-W05-1", "写成 2026-11-24"),
        ("２０２６-02-03", "写成 2026-11-24"),
        ("明天", "写成 2026-11-24"),
    ],
)
def test_anything_else_is_no_day(written: str, hint: str) -> None:
    diagnostic = mistake(f"effective: {written}")

    assert diagnostic.code == "GS123"
    assert diagnostic.message.hint_zh == hint


# ---- texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("title: {zh: 甲, fr: a}", "GS133", "fr"),
        ("title: {en: Renewal}", "GS134", "en"),
        ("title: {}", "GS134", "{}"),
        ("title: {zh: 甲, en: a<b>c}", "GS132", "<b>"),
        ("summary: 请看<br>说明", "GS132", "<br>"),
        ('summary: "甲\\n<i>乙</i>"', "GS132", "<i>"),
        ("summary: 见[说明](javascript:x)", "GS132", "javascript:x"),
        ('summary: "![图](a.png)"', "GS132", "!["),
        ('summary: "a&#x202e;b"', "GS103", "&"),
        ("glossary: {<b>: 甲}", "GS132", "<b>"),
    ],
)
def test_what_is_wrong_with_a_text_is_told_where_it_stands(text: str, code: str, at: str) -> None:
    diagnostic = mistake(text)

    assert diagnostic.code == code
    assert marked(text, diagnostic) == at


def test_inside_a_text_of_several_lines_the_line_is_told() -> None:
    text = "summary: |\n  第一行\n  第二行有<b>标签</b>\n  第三行\n"

    diagnostic = mistake(text)

    assert (diagnostic.span.line, diagnostic.span.column, diagnostic.span.length) == (3, 7, 3)


def test_inside_a_plain_text_of_several_lines_as_well() -> None:
    text = "title: 甲\nsummary: 第一行\n  第二行\n  <b>第三行\n"

    diagnostic = mistake(text)

    assert (diagnostic.span.line, diagnostic.span.column) == (4, 3)


def test_a_text_that_says_a_sign_otherwise_than_it_is_read_is_marked_from_its_start() -> None:
    text = 'summary: "\\x3cb>"'

    assert marked(text, mistake(text)) == '"\\x3cb>"'


# ---- many mistakes --------------------------------------------------------------------------


def test_all_mistakes_of_a_file_are_told_at_once_in_their_order() -> None:
    text = (
        "titel: 换证\n"
        "visits: 一次\n"
        "effective: 2026-02-30\n"
        "materials:\n"
        "  - {name: 甲, form: orginal, need: ~}\n"
        "  - {form: copy}\n"
        "steps:\n"
        "  - {id: A, name: 甲, actor: 谁, within: 3}\n"
        "audience: [person, robot]\n"
    )

    told = [(each.code, each.span.line, marked(text, each)) for each in mistakes(text)]

    assert told == [
        ("GS112", 1, "titel"),
        ("GS124", 2, "一次"),
        ("GS123", 3, "2026-02-30"),
        ("GS119", 5, "orginal"),
        ("GS122", 5, "~"),
        ("GS114", 6, "form"),
        ("GS120", 8, "A"),
        ("GS129", 8, "谁"),
        ("GS130", 8, "3"),
        ("GS119", 9, "robot"),
    ]


def test_a_mistake_three_levels_deep_is_marked() -> None:
    text = (
        "steps:\n"
        "  - {id: a, name: 甲, next: b}\n"
        "  - {id: b, name: 乙, next: c}\n"
        "  - id: c\n"
        "    name: 丙\n"
        "    next:\n"
        "      - {to: a, when: 补正}\n"
        "      - {to: Granted, when: 通过}\n"
        "fees:\n"
        "  - item: 工本费\n"
        "    reductions:\n"
        "      - {who: 甲, amount: 0}\n"
        "      - who: 乙\n"
        "        basis: {title: 办法, document_no: [1]}\n"
    )

    told = [(each.span.line, each.span.column, marked(text, each)) for each in mistakes(text)]

    assert told == [(8, 14, "Granted"), (14, 42, "1")]


def test_ten_thousand_mistakes_are_told_one_by_one() -> None:
    text = "audience:\n" + "".join(f"  - w{number}\n" for number in range(10_000))

    told = mistakes(text)

    assert [each.span.line for each in told] == list(range(2, 10_002))
    assert {each.code for each in told} == {"GS119"}


def test_after_very_many_mistakes_the_rest_is_not_read() -> None:
    told = mistakes("audience: [" + "x," * (MOST_MISTAKES + 100) + "]")

    assert len(told) == MOST_MISTAKES + 1
    assert [each.code for each in told[-2:]] in (["GS119", "GS147"], ["GS147", "GS119"])


def test_mistakes_in_a_line_of_a_megabyte_keep_little_of_it() -> None:
    told = mistakes("audience: [" + "x," * 500_000 + "]")

    assert max(len(each.source) for each in told) <= 300


@pytest.mark.parametrize("key", ["x" * 1_000_000, "a\nb", "x " * 10_000])
def test_what_is_said_of_a_long_or_broken_key_is_one_short_line(key: str) -> None:
    quoted = key.replace("\n", "\n\n  ")

    diagnostic = mistake(f"? '{quoted}'\n: a")

    assert "\n" not in diagnostic.message.zh
    assert len(diagnostic.message.zh) < 80


@pytest.mark.parametrize(
    "text",
    [
        "visits: {v}",
        "effective: {v}",
        "contact: {v}",
        "type: {v}",
        "progress: 'ftp:{v}'",
        "life_events: [{v}]",
        "fees: [{{item: 甲, amount: {v}}}]",
        "fees: [{{item: 甲, rate: {v}}}]",
        "time_limit: {{committed: {v}}}",
        "title: {{{v}: 甲}}",
    ],
)
def test_what_is_said_of_a_long_value_is_one_short_line(text: str) -> None:
    for diagnostic in mistakes(text.format(v="x" * 100_000)):
        assert len(diagnostic.message.zh) < 120
        assert len(diagnostic.message.en) < 200


@pytest.mark.parametrize("written", ['"2026-03"', "2026-03"])
def test_an_id_of_a_ledger_may_look_like_a_number(written: str) -> None:
    (entry,) = value_of(f"- {{id: {written}}}", RECTIFICATIONS)

    assert entry.id == "2026-03"
