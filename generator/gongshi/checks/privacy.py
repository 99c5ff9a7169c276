"""Rules on what may not be published: numbers of persons, and what is not finished."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

from gongshi.board.board import BoardSettings
from gongshi.board.station import Leader, Person, Station
from gongshi.board.text import Link
from gongshi.checks.case import Case
from gongshi.checks.rule import ERROR, FILES, At
from gongshi.checks.tables import table
from gongshi.checks.walk import nodes, words
from gongshi.diagnostics.finding import Message, Path

# What a search looks for first is a fixed sign; what must not stand before it is asked afterwards.
_ID_NUMBER: Final = re.compile(r"[1-9](?<![0-9A-Za-z].)[0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_CARD: Final = re.compile(r"[456](?<![0-9A-Za-z-].)[0-9 ]{15,23}(?![0-9A-Za-z])")
_MOBILE: Final = re.compile(
    r"1(?:(?<![0-9A-Za-z]1)|(?<=861))[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])"
)
_HOME: Final = re.compile(r"家住|(?:现住址|家庭住址|家庭地址)[:：]|单元[0-9]+[室号]")

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10X98765432"
_CARD_LENGTHS: Final = range(16, 20)
_ISSUERS: Final = ("62", *(f"4{digit}" for digit in range(10)), "51", "52", "53", "54", "55")
"""How the numbers of the three large networks begin."""
_NOT_WORDS: Final = {"codes", "document_no", "site_code", "icp", "police_record", "badge"}
"""Fields whose long numbers are no persons'."""


class _Private(NamedTuple):
    zh: str
    en: str
    pattern: re.Pattern[str]
    is_meant: Callable[[str], bool]


def is_id_number(said: str) -> bool:
    """Whether 18 characters are a citizen's number: a date of birth inside, and the check digit."""
    year, month, day = int(said[6:10]), int(said[10:12]), int(said[12:14])
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):  # noqa: PLR2004 - dates
        return False
    total = sum(int(digit) * weight for digit, weight in zip(said[:17], _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11] == said[17].upper()


def is_card_number(said: str) -> bool:
    """Whether digits are a bank card's number: of the right length, and by Luhn's sum."""
    digits = [int(char) for char in said if char.isdigit()]
    if len(digits) not in _CARD_LENGTHS or not said.startswith(_ISSUERS):
        return False
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    return (sum(digits[::-2]) + sum(doubled)) % 10 == 0


def _always(_said: str) -> bool:
    return True


_PRIVATE: Final = (
    _Private("公民身份号码", "a citizen's identity number", _ID_NUMBER, is_id_number),
    _Private("银行卡号", "the number of a bank card", _CARD, is_card_number),
    _Private("个人手机号", "a private mobile number", _MOBILE, _always),
    _Private("家庭住址", "a home address", _HOME, _always),
)


@FILES.rule(
    "GS251",
    54,
    ERROR,
    "不公布公民身份号码、银行卡号、个人手机号和家庭住址。\n\n"
    "公示的是岗位和公开电话。真有县级政府把干部的身份号码挂到网上。"
    "看得到的是 YAML 里的文字，PDF、照片里的要人工检查。",
)
def nobody_is_exposed(case: Case) -> Iterator[At]:
    """No identity number, bank card, private mobile number or home address is published.

    A board shows posts and office telephones. What is looked at are the words of the YAML; PDFs and
    pictures have to be looked at by people.
    """
    found = [kind for kind in _PRIVATE if kind.pattern.search(case.bag.words)]
    if not found:
        return
    for path, said in words(case.value):
        if isinstance(said, Link) and said.startswith("http"):
            continue
        kind = next((kind for kind in found if _holds(kind, path, said)), None)
        if kind is not None:
            yield At(
                path,
                Message(
                    f"这里有{kind.zh}",
                    f"here stands {kind.en}",
                    "删去；电话写单位的座机，名单去标识化",
                    "remove it; give the office's telephone, and no numbers of persons",
                ),
            )


def _holds(kind: _Private, path: Path, said: str) -> bool:
    if not _NOT_WORDS.isdisjoint(path):
        return False
    if kind.pattern is _HOME and path[-1:] == ("address",):
        return False
    return any(kind.is_meant(match[0]) for match in kind.pattern.finditer(said))


@FILES.rule(
    "GS252",
    70,
    ERROR,
    "正式公示栏里没有 TODO、待补充、××× 这样的占位，也没有演示用的电话、网址和姓名。\n\n"
    "写明「演示: 是」的公示栏只提示占位，虚构的内容合起来提示一次。",
    is_hint_in_demo=True,
)
def nothing_is_a_placeholder(case: Case) -> Iterator[At]:
    """A real board holds no TODO or 待补充, and no telephones, addresses and names of the sample.

    A board with ``demo: true`` is hinted at what is unfinished, and once at what is invented.
    """
    is_demo = case.board.demo
    if is_demo and isinstance(case.value, BoardSettings):
        yield At(("demo",), _DEMO)
    if any(word in case.bag.words for word in _words(is_demo)):
        for path, said in words(case.value):
            if match := _pattern(is_demo).search(said):
                yield At(path, _is_placeholder(match[0]))
    if not is_demo and isinstance(case.value, Station):
        yield from _invented_names(case.value)


def _invented_names(value: Station) -> Iterator[At]:
    name = re.compile(table("placeholders")["fictional"]["name"])
    for path, node in nodes(value):
        if isinstance(node, (Leader, Person)) and name.fullmatch(node.name):
            yield At((*path, "name"), _is_placeholder(node.name))


@cache
def _words(is_demo: bool) -> tuple[str, ...]:
    entries = table("placeholders")
    invented = () if is_demo else entries["fictional"]["words"]
    return (*entries["unfinished"]["latin"], *entries["unfinished"]["words"], *invented)


@cache
def _pattern(is_demo: bool) -> re.Pattern[str]:
    latin = set(table("placeholders")["unfinished"]["latin"])
    parts = (
        rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" if word in latin else re.escape(word)
        for word in _words(is_demo)
    )
    return re.compile("|".join(parts))


def _is_placeholder(word: str) -> Message:
    return Message(
        f"「{word}」是占位或演示内容",
        f"{word} is a placeholder or sample data",
        "换成真实的内容",
        "put the real thing there",
    )


_DEMO = Message(
    "演示公示栏：电话、网址、姓名是虚构的，不作错误",
    "a demonstration: invented telephones, addresses and names are no errors",
    "正式发布前换成真实内容，删去这一行",
    "before publishing put in what is real and remove this line",
)
