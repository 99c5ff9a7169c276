"""What a mistake of form is called: one table from pydantic's error types, and the sentences of the reader."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from gongshi.diagnostics.finding import Message


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like ``word``, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def unknown_key(key: str, known: Iterable[str], title: str) -> Message:
    """Say that a key is not one of the model's."""
    close = nearest(key, known)
    return Message(
        f"不认识的键「{key}」",
        f"unknown key {key}",
        f"是不是「{close}」?" if close else f"查看{title}有哪些键:gongshi schema",
        f"did you mean {close}?" if close else "see gongshi schema for the keys",
    )


def unknown_word(word: str, known: Mapping[str, Any]) -> Message:
    """Say that a word is not one of a fixed list, and which there are."""
    close = nearest(word, known)
    pairs = list(dict.fromkeys(f"{entry.zh}({entry.value})" for entry in known.values()))
    plain = list(dict.fromkeys(str(entry.value) for entry in known.values()))
    return Message(
        f"「{word}」不在可选的词里",
        f"{word} is not one of the allowed words",
        f"是不是「{close}」?" if close else f"可选:{'、'.join(pairs)}",
        f"did you mean {close}?" if close else f"allowed: {', '.join(plain)}",
    )


def missing(title: str, name: str) -> Message:
    """Say that a key must be there."""
    return Message(
        f"缺少「{title}」({name})", f"{name} is missing", f"补上「{title}:」", f"add {name}:"
    )


def wrong_form(expected_zh: str, expected_en: str, found_zh: str, found_en: str) -> Message:
    """Say that a list, a mapping or a text stands where another belongs."""
    return Message(
        f"这里应是{expected_zh},现在是{found_zh}",
        f"expected {expected_en}, found {found_en}",
        f"改写成{expected_zh}",
        f"write {expected_en}",
    )


FORMS: Final = {
    "Scalar": ("文字", "text"),
    "Sequence": ("列表", "a list"),
    "Mapping": ("键值", "a mapping"),
}

BOTH_SPELLINGS = "同一个字段写了两次"

_TABLE: Final[Mapping[str, tuple[str, str, str, str, str]]] = {
    "string_pattern_mismatch": (
        "GS120",
        "「{input}」的写法不对",
        "{input} is not written as it must be",
        "",
        "",
    ),
    "string_too_long": (
        "GS121",
        "文字超过 {max_length} 个字符",
        "longer than {max_length} characters",
        "写短一些",
        "write less",
    ),
    "string_too_short": (
        "GS122",
        "这里是空的",
        "nothing stands here",
        "写入内容,或删去这个键",
        "write it, or remove the key",
    ),
    "date_from_datetime_parsing": (
        "GS123",
        "「{input}」不是日期",
        "{input} is not a date",
        "写成 2026-11-24",
        "write 2026-11-24",
    ),
    "date_parsing": (
        "GS123",
        "「{input}」不是日期",
        "{input} is not a date",
        "写成 2026-11-24",
        "write 2026-11-24",
    ),
    "date_type": (
        "GS123",
        "「{input}」不是日期",
        "{input} is not a date",
        "写成 2026-11-24",
        "write 2026-11-24",
    ),
    "date_from_datetime_inexact": (
        "GS123",
        "「{input}」不是日期",
        "{input} is not a date",
        "写成 2026-11-24",
        "write 2026-11-24",
    ),
    "int_type": (
        "GS124",
        "「{input}」不是整数",
        "{input} is not a whole number",
        "写一个整数,不加引号",
        "write a whole number, unquoted",
    ),
    "int_parsing": (
        "GS124",
        "「{input}」不是整数",
        "{input} is not a whole number",
        "写一个整数,不加引号",
        "write a whole number, unquoted",
    ),
    "int_from_float": (
        "GS124",
        "「{input}」不是整数",
        "{input} is not a whole number",
        "写一个整数",
        "write a whole number",
    ),
    "int_parsing_size": (
        "GS124",
        "「{input}」太大",
        "{input} is too large",
        "核对数字",
        "check the number",
    ),
    "float_type": (
        "GS124",
        "「{input}」不是数字",
        "{input} is not a number",
        "写一个数字,不加引号",
        "write a number, unquoted",
    ),
    "float_parsing": (
        "GS124",
        "「{input}」不是数字",
        "{input} is not a number",
        "写一个数字,不加引号",
        "write a number, unquoted",
    ),
    "finite_number": (
        "GS124",
        "「{input}」不是有限的数",
        "{input} is not a finite number",
        "写一个数字",
        "write a number",
    ),
    "bool_type": (
        "GS125",
        "「{input}」不是 是 或 否",
        "{input} is neither true nor false",
        "写 是 或 否(true 或 false)",
        "write true or false",
    ),
    "bool_parsing": (
        "GS125",
        "「{input}」不是 是 或 否",
        "{input} is neither true nor false",
        "写 是 或 否(true 或 false)",
        "write true or false",
    ),
    "greater_than_equal": (
        "GS126",
        "{input} 小于 {ge}",
        "{input} is less than {ge}",
        "写 {ge} 或更大的数",
        "write {ge} or more",
    ),
    "less_than_equal": (
        "GS126",
        "{input} 大于 {le}",
        "{input} is more than {le}",
        "写 {le} 或更小的数",
        "write {le} or less",
    ),
    "too_short": (
        "GS127",
        "列表是空的",
        "the list is empty",
        "至少写一项",
        "write at least one item",
    ),
    "text_empty": (
        "GS122",
        "这里是空的",
        "nothing stands here",
        "写入内容,或删去这个键",
        "write it, or remove the key",
    ),
    "link_characters": (
        "GS128",
        "链接里有空格、引号或反斜杠",
        "the link holds a blank, a quote or a backslash",
        "重新复制链接",
        "copy the link anew",
    ),
    "link_scheme": (
        "GS128",
        "不接受 {scheme} 开头的链接",
        "a link of {scheme} is not accepted",
        "用 https:、http:、mailto:、tel: 或 content/ 里的路径",
        "use https:, http:, mailto:, tel: or a path inside content/",
    ),
    "link_host": (
        "GS128",
        "链接没有写网站",
        "the link names no host",
        "写全,如 https://www.example.cn/",
        "write it in full, such as https://www.example.cn/",
    ),
    "link_outside": (
        "GS128",
        "链接指到 content/ 以外",
        "the link leads out of content/",
        "写 content/ 里的路径,不以 / 开头,不用 ..",
        "write a path inside content/, without a leading / and without ..",
    ),
    "actor": (
        "GS129",
        "「{input}」不是办理人的写法",
        "{input} names nobody who acts",
        "写 applicant、post:<岗位>、<站所>/post:<岗位> 或 office:<名称>",
        "write applicant, post:<id>, <station>/post:<id> or office:<name>",
    ),
}

_PATTERNS: Final = {
    "id": (
        "用小写字母、数字和连字符,如 id-card-renewal",
        "use lower-case letters, digits and hyphens, such as id-card-renewal",
    ),
    "Phone": (
        "只写数字、空格、- 和 +,如 0000-12345678",
        "use digits, blanks, - and +, such as 0000-12345678",
    ),
}


def _pattern_hint(pattern: str) -> tuple[str, str]:
    hints = (
        (
            "[0-9+*#() ",
            (
                "只写数字、空格、- 和 +,如 0000-12345678",
                "use digits, blanks, - and +, such as 0000-12345678",
            ),
        ),
        ("(0[1-9]|1[0-2])-", ("写月-日,如 10-01", "write month-day, such as 10-01")),
        ("[01][0-9]|2[0-3]", ("写成 08:30-12:00", "write 08:30-12:00")),
        (
            "[0-9]{4}(",
            ("写 2026、2026-Q2、2026-H1 或 2026-04", "write 2026, 2026-Q2, 2026-H1 or 2026-04"),
        ),
        ("GS[0-9]", ("写规则代码,如 GS204", "write the code of a rule, such as GS204")),
        (
            "/[a-z0-9]",
            (
                "写成 站所/事项,如 xinqiao-police/id-card-renewal",
                "write station/procedure, such as xinqiao-police/id-card-renewal",
            ),
        ),
        ("[a-z0-9]+(-", _PATTERNS["id"]),
    )
    for needle, hint in hints:
        if needle in pattern:
            return hint
    return ("", "")


def of_error(error: Mapping[str, Any], shown: str) -> tuple[str, Message]:
    """Return code and sentence for one of pydantic's errors; ``shown`` is what was written."""
    context = dict(error.get("ctx") or {})
    if "zh" in context and "en" in context:
        return "GS130", Message(
            context["zh"], context["en"], context.get("hint_zh", ""), context.get("hint_en", "")
        )
    code, zh, en, hint_zh, hint_en = _TABLE.get(
        str(error["type"]),
        (
            "GS131",
            "「{input}」不合这里的写法",
            "{input} does not fit here: " + str(error["msg"]).replace("{", "(").replace("}", ")"),
            "",
            "",
        ),
    )
    if error["type"] == "string_pattern_mismatch":
        hint_zh, hint_en = _pattern_hint(str(context.get("pattern", "")))
    words = {**context, "input": shown if len(shown) <= 40 else shown[:39] + "…"}
    return code, Message(
        zh.format_map(words),
        en.format_map(words),
        hint_zh.format_map(words),
        hint_en.format_map(words),
    )
