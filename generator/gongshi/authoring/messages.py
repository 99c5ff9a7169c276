"""What a mistake of form is called: the sentences of the reader, and one table for pydantic's."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from gongshi.diagnostics.finding import Message

_SHOWN: Final = 40
"""How many characters of what was written are said again."""

_LONGEST_GUESS: Final = 64
"""Longer words are not compared with those that are known: nobody mistypes so much."""

_KEYS_SHOWN: Final = 16


def shown(text: str) -> str:
    """Return what was written as a message can hold it: one line, and not too long."""
    text = " ".join(text[: _SHOWN * 2].split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like ``word``, or nothing."""
    return _nearest(word, tuple(known)) if len(word) <= _LONGEST_GUESS else ""


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    folded = {each.casefold(): each for each in reversed(known)}
    close = difflib.get_close_matches(word.strip().casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


# ---- keys and words -------------------------------------------------------------------------


class Owner(NamedTuple):
    """The model whose keys are meant: what it is called, and its keys by both spellings."""

    zh: str
    en: str
    titles: tuple[str, ...]
    keys: tuple[str, ...]


def unknown_key(key: str, owner: Owner) -> Message:
    """Say that a key is not one of the model's."""
    if key == "<<":
        return Message(
            "不支持合并键 <<",
            "merge keys << are not allowed",
            "把内容写全",
            "write the content out",
        )
    close = nearest(key, (*owner.keys, *owner.titles))
    return Message(
        f"不认识的键「{shown(key)}」",
        f"unknown key {shown(key)}",
        f"是不是「{close}」？"
        if close
        else f"「{owner.zh}」可用的键：{_listed('、', owner.titles)}",
        f"did you mean {close}?"
        if close
        else f"the keys of {owner.en} are {_listed(', ', owner.keys)}",
    )


def _listed(comma: str, words: tuple[str, ...]) -> str:
    return comma.join(words[:_KEYS_SHOWN]) + ("…" if len(words) > _KEYS_SHOWN else "")


def unknown_word(word: str, known: Mapping[str, Any]) -> Message:
    """Say that a word is not one of a fixed list, and which there are."""
    close = nearest(word, known)
    entries = dict.fromkeys(known.values())
    pairs = "、".join(f"{entry.zh}（{entry.value}）" for entry in entries)
    return Message(
        f"「{shown(word)}」不在可选的词里",
        f"{shown(word)} is not one of the allowed words",
        f"是不是「{close}」？" if close else f"可选：{pairs}",
        f"did you mean {close}?" if close else f"allowed: {', '.join(entries)}",
    )


def missing(title: str, key: str) -> Message:
    """Say that a key must be there."""
    return Message(
        f"缺少「{title}」（{key}）", f"{key} is missing", f"补上「{title}:」", f"add {key}:"
    )


def doubled(key: str, title: str = "", name: str = "") -> Message:
    """Say that a key, or the other spelling of it, stands twice."""
    if title:
        return Message(
            f"「{title}」（{name}）写了两次",
            f"{name} stands twice",
            "合并成一个，中文和英文键只写一个",
            "keep one of them, in one spelling",
        )
    return Message(
        f"「{shown(key)}」写了两次", f"{shown(key)} stands twice", "只留一个", "keep one of them"
    )


def wrong_form(expected: Iterable[str], found: str, text: str = "") -> Message:
    """Say that a list, a mapping or a text stands where another belongs."""
    zh = "或".join(FORMS[form][0] for form in expected)
    en = " or ".join(FORMS[form][1] for form in expected)
    found_zh, found_en = FORMS[found]
    hint_zh, hint_en = f"改写成{zh}", f"write {en}"
    if "Mapping" in expected and re.search("\uff1a\\S", text):
        hint_zh, hint_en = "全角冒号改成半角，后面留一个空格", "write an ASCII colon and a blank"
    return Message(
        f"这里应是{zh}，现在是{found_zh}", f"expected {en}, found {found_en}", hint_zh, hint_en
    )


FORMS: Final = {
    "Scalar": ("文字", "text"),
    "Sequence": ("列表", "a list"),
    "Mapping": ("键值", "a mapping"),
}

# ---- texts by language ----------------------------------------------------------------------

EMPTY: Final = Message(
    "这里是空的", "nothing stands here", "写入内容，或删去这个键", "write it, or remove the key"
)


def unknown_language(language: str, known: tuple[str, ...]) -> Message:
    """Say that a board does not have a language."""
    return Message(
        f"「{shown(language)}」不是本公示栏的语言",
        f"{shown(language)} is not a language of this board",
        f"可用：{'、'.join(known)}；在 board.yml 的「语言」里增加",
        f"known: {', '.join(known)}; add it to languages in board.yml",
    )


def first_language_missing(language: str) -> Message:
    """Say that the words that everybody is shown are not there."""
    return Message(
        f"缺少默认语言「{language}」的文字",
        f"the words in the first language {language} are missing",
        f"补上「{language}:」",
        f"add {language}:",
    )


# ---- truths, numbers, days ------------------------------------------------------------------


def no_truth(text: str, plain: bool) -> Message:
    """Say that neither true nor false stands here."""
    return Message(
        f"「{shown(text)}」不是 是 或 否",
        f"{shown(text)} is neither true nor false",
        "写 是 或 否（true 或 false）" + ("" if plain else "，不加引号"),
        "write true or false" + ("" if plain else ", unquoted"),
    )


def no_whole_number(text: str, plain: bool) -> Message:
    """Say that no whole number stands here."""
    return _no_number(text, plain, "整数", "whole number")


def no_number(text: str, plain: bool) -> Message:
    """Say that no number stands here."""
    return _no_number(text, plain, "数字", "number")


def _no_number(text: str, plain: bool, zh: str, en: str) -> Message:
    if plain and re.fullmatch(r"[-+]?[0-9]{16,}", text):
        return Message(
            f"「{shown(text)}」太大", f"{shown(text)} is too large", "核对数字", "check the number"
        )
    return Message(
        f"「{shown(text)}」不是{zh}",
        f"{shown(text)} is not a {en}",
        f"写一个{zh}" + ("" if plain else "，不加引号"),
        f"write a {en}" + ("" if plain else ", unquoted"),
    )


_DAY_PARTS: Final = re.compile(r"([0-9]{4})[-/.年 ]+([0-9]{1,2})[-/.月 ]+([0-9]{1,2})\s*日?")


def no_day(text: str, _plain: bool) -> Message:
    """Say that no day stands here, and how the one that may be meant is written."""
    meant = "2026-11-24"
    if match := _DAY_PARTS.fullmatch(text.strip()):
        year, month, day = map(int, match.groups())
        try:
            meant = date(year, month, day).isoformat()
        except ValueError:
            return Message(
                f"没有「{shown(text)}」这一天",
                f"there is no day {shown(text)}",
                "核对月份和日期",
                "check the month and the day",
            )
    return Message(
        f"「{shown(text)}」不是日期",
        f"{shown(text)} is not a date",
        f"写成 {meant}",
        f"write {meant}",
    )


# ---- what pydantic refuses ------------------------------------------------------------------


class _Refusal(NamedTuple):
    code: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str


_BY_TYPE: Final[Mapping[str, _Refusal]] = {
    "string_pattern_mismatch": _Refusal(
        "GS120", "「{input}」的写法不对", "{input} is not written as it must be", "", ""
    ),
    "string_too_long": _Refusal(
        "GS121",
        "文字超过 {max_length} 个字符",
        "longer than {max_length} characters",
        "写短一些",
        "write less",
    ),
    "string_too_short": _Refusal("GS122", EMPTY.zh, EMPTY.en, EMPTY.hint_zh, EMPTY.hint_en),
    "greater_than_equal": _Refusal(
        "GS126",
        "{input} 小于 {ge}",
        "{input} is less than {ge}",
        "写 {ge} 或更大的数",
        "write {ge} or more",
    ),
    "less_than_equal": _Refusal(
        "GS126",
        "{input} 大于 {le}",
        "{input} is more than {le}",
        "写 {le} 或更小的数",
        "write {le} or less",
    ),
    "too_short": _Refusal(
        "GS127", "列表是空的", "the list is empty", "至少写一项", "write at least one item"
    ),
    "link_characters": _Refusal(
        "GS128",
        "链接里有空格、引号或反斜杠",
        "the link holds a blank, a quote or a backslash",
        "重新复制链接",
        "copy the link anew",
    ),
    "link_scheme": _Refusal(
        "GS128",
        "不接受 {scheme}: 开头的链接",
        "a link of {scheme}: is not accepted",
        "用 https:、http:、mailto:、tel: 或 content/ 里的路径",
        "use https:, http:, mailto:, tel: or a path inside content/",
    ),
    "link_host": _Refusal(
        "GS128",
        "链接没有写网站",
        "the link names no host",
        "写全，如 https://www.example.cn/",
        "write it in full, such as https://www.example.cn/",
    ),
    "link_target": _Refusal(
        "GS128",
        "{scheme}: 后面没有地址",
        "nothing follows {scheme}:",
        "写全，如 mailto:gongshi@example.cn、tel:12345",
        "write it in full, such as mailto:gongshi@example.cn, tel:12345",
    ),
    "link_outside": _Refusal(
        "GS128",
        "链接指到 content/ 以外",
        "the link leads out of content/",
        "写 content/ 里的路径，不以 / 开头，不用 ..",
        "write a path inside content/, without a leading / and without ..",
    ),
    "actor": _Refusal(
        "GS129",
        "「{input}」不是办理人的写法",
        "{input} names nobody who acts",
        "写 applicant、post:<岗位>、<站所>/post:<岗位> 或 office:<名称>",
        "write applicant, post:<id>, <station>/post:<id> or office:<name>",
    ),
    "language_twice": _Refusal(
        "GS113", "一种语言写了两次", "a language stands twice", "只留一个", "keep one of them"
    ),
}

_UNKNOWN: Final = _Refusal(
    "GS131",
    "「{input}」不合这里的写法",
    "{input} does not fit here: {msg}",
    "对照 gongshi schema 的说明改写",
    "write it as gongshi schema describes it",
)

_PATTERN_HINTS: Final = (
    (
        "[0-9+*#() ",
        "只写数字、空格、- 和 +，如 0000-12345678",
        "use digits, blanks, - and +, such as 0000-12345678",
    ),
    ("(0[1-9]|1[0-2])-", "写月-日，如 10-01", "write month-day, such as 10-01"),
    (
        "[0-9]{4}(",
        "写 2026、2026-Q2、2026-H1 或 2026-04",
        "write 2026, 2026-Q2, 2026-H1 or 2026-04",
    ),
    ("GS[0-9]", "写规则代码，如 GS204", "write the code of a rule, such as GS204"),
    ("[a-z]{2,3}", "写语言代码，如 zh、en", "write the tag of a language, such as zh, en"),
    (
        "/[a-z0-9]",
        "写成 站所/事项，如 xinqiao-police/id-card-renewal",
        "write station/procedure, such as xinqiao-police/id-card-renewal",
    ),
    (
        "[A-Za-z0-9]+(",
        "用字母、数字、连字符和点，如 2026-03",
        "use letters, digits, hyphens and dots, such as 2026-03",
    ),
    (
        "[a-z0-9]+(-",
        "用小写字母、数字和连字符，如 id-card-renewal",
        "use lower-case letters, digits and hyphens, such as id-card-renewal",
    ),
)
"""What to write, by a part of the pattern that was not met."""


def refused(error: Mapping[str, Any], written: str) -> tuple[str, Message]:
    """Return code and sentence for one of pydantic's errors about what was written."""
    context = dict(error.get("ctx") or {})
    if "zh" in context and "en" in context:
        said = (context[key] for key in ("zh", "en", "hint_zh", "hint_en"))
        return "GS130", Message(*(" ".join(str(each).split()) for each in said))
    kind = str(error["type"])
    code, *sentences = _BY_TYPE.get(kind, _UNKNOWN)
    if kind == "string_pattern_mismatch":
        sentences[2:] = _hints_for(str(context.get("pattern", "")))
    words = {
        name: shown(value) if isinstance(value, str) else value
        for name, value in {"msg": error["msg"], **context, "input": written}.items()
    }
    return code, Message(*(sentence.format_map(words) for sentence in sentences))


def _hints_for(pattern: str) -> tuple[str, str]:
    for part, zh, en in _PATTERN_HINTS:
        if part in pattern:
            return zh, en
    return _UNKNOWN.hint_zh, _UNKNOWN.hint_en
