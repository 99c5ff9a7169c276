"""Rules on what may not be published: numbers of persons, and what is not finished."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

from gongshi.board.board import BoardSettings
from gongshi.board.bulletin import Bulletin
from gongshi.board.paper import PaperKind
from gongshi.board.station import Leader, Person, Station, Supervisor
from gongshi.board.text import Link
from gongshi.checks.case import BoardCase, Case
from gongshi.checks.rule import ERROR, FILES, WARNING, At
from gongshi.checks.tables import table
from gongshi.checks.walk import nodes, words
from gongshi.diagnostics.finding import LINES, Message, Path

# What a search looks for first is a fixed sign; what must not stand before it is asked afterwards.
_ID_NUMBER: Final = re.compile(r"[1-9](?<![0-9A-Za-z].)[0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_CARD: Final = re.compile(r"[456](?<![0-9A-Za-z-].)[0-9 ]{15,23}(?![0-9A-Za-z])")
_MOBILE: Final = re.compile(
    r"1(?:(?<![0-9A-Za-z]1)|(?<=861))[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])"
)
_HOME: Final = re.compile(r"家住|(?:现住址|家庭住址|家庭地址)[:：]|单元[0-9]+[室号]")

_MORE_THAN_A_NAME: Final = re.compile(
    r"[0-9０-９@（(，,；;：:]|出生|生于|籍贯|学历|毕业|党员|团员|性别|民族"
)

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石韦贾夏付邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤"
)
_COMPLAINED: Final = r"(?:等[^，。；]{0,6})?(?:来电|来信|来访|实名)?(?:反映|投诉|举报|信访|控告)"
_NAMED: Final = re.compile(
    rf"[{_SURNAMES}](?:[\u4e00-\u9fff]{{0,2}}(?:先生|女士|小姐|大爷|大妈|大娘|老人|师傅|同志))"
    rf"{_COMPLAINED}"
    rf"|(?:居民|村民|市民|群众|业主|商户|经营者)[{_SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}"
    rf"(?<!某){_COMPLAINED}"
    rf"|(?:投诉|举报|反映|来信|信访)人(?:姓名)?(?:是|为|叫|[：:（(])\s*"
    rf"[{_SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}"
)
"""Whoever complains, by name: a surname and a title, a name after 居民, or after 投诉人."""

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
    "YAML、content/ 里的文章、PDF 表格的文字和属性、照片的拍摄信息都看；"
    "画在图里的字和病人、孩子的姓名要人工检查。"
    "文章和文件里确实可以公布的，在 board.yml 里免检。",
)
def nobody_is_exposed(case: Case) -> Iterator[At]:
    """No identity number, bank card, private mobile number or home address is published.

    A board shows posts and office telephones. Looked at are the YAML, the pages of content/, words
    and properties of PDF forms, and what pictures say of how they were taken; writing in a picture
    and names of patients and children have to be looked at by people. What a page or a file may
    show is set aside in board.yml.
    """
    if isinstance(case, BoardCase):
        yield from _in_papers(case)
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


def _in_papers(case: BoardCase) -> Iterator[At]:
    """Go through the numbers of persons in what stands beside the YAML, one a file and kind."""
    for paper in case.facts.papers:
        for kind in _PRIVATE:
            # A blank form has a line for the address; a number that is printed is somebody's.
            if kind.pattern is _HOME and paper.kind is not PaperKind.PAGE:
                continue
            match = next(
                (m for m in kind.pattern.finditer(paper.words) if kind.is_meant(m[0])), None
            )
            if match is not None:
                line = paper.words.count("\n", 0, match.start()) + 1
                is_page = paper.kind is PaperKind.PAGE
                path: Path = (LINES, line) if is_page else ()
                yield At(path, _published(kind), file=paper.file)


def _published(kind: _Private) -> Message:
    return Message(
        f"这个文件里有{kind.zh}",
        f"in this file stands {kind.en}",
        "删去后重新导出；示范文本用「×」或写明不填真实号码",
        "remove it and export the file again; a filled sample needs no real numbers",
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
    "写明「演示: 是」的公示栏只提示占位，虚构的内容合起来提示一次。content/ 里的文章也看。",
    is_hint_in_demo=True,
)
def nothing_is_a_placeholder(case: Case) -> Iterator[At]:
    """A real board holds no TODO or the like, and no telephones, addresses, names of the sample.

    A board with ``demo: true`` is hinted at what is unfinished, and once at what is invented. The
    pages of content/ are looked at as well.
    """
    is_demo = case.board.demo
    for paper in case.pages if isinstance(case, BoardCase) else ():
        if match := _pattern(is_demo).search(paper.words):
            line = paper.words.count("\n", 0, match.start()) + 1
            yield At((LINES, line), _is_placeholder(match[0]), file=paper.file)
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


@FILES.rule(
    "GS253",
    55,
    WARNING,
    "站所里的人只写姓名、岗位和工号。\n\n"
    "姓名里不写出生、籍贯、学历、党派这些，工号不是身份号码、电话号码。"
    "公示是为了找得到人，不是公开个人档案。",
)
def people_are_told_by_name_and_post(case: Case) -> Iterator[At]:
    """The people of a station are told by name, post and badge alone.

    No birth, origin, education or party stands in a name, and a badge is no identity number or
    telephone. A board says whom to ask and opens nobody's file.
    """
    if not isinstance(case.value, Station):
        return
    for path, person in _people(case.value):
        if _MORE_THAN_A_NAME.search(person.name):
            yield At((*path, "name"), _MORE_SAID)
        badge = person.badge if isinstance(person, Person) else None
        if badge is not None and _is_private_number(badge):
            yield At((*path, "badge"), _NO_BADGE)


def _people(station: Station) -> Iterator[tuple[Path, Leader | Person | Supervisor]]:
    for number, leader in enumerate(station.leaders):
        yield ("leaders", number), leader
    for number, post in enumerate(station.posts):
        for holder, person in (("a", post.a), ("b", post.b)):
            if person is not None:
                yield ("posts", number, holder), person
    watching = station.supervision.supervisors if station.supervision is not None else ()
    for number, supervisor in enumerate(watching):
        yield ("supervision", "supervisors", number), supervisor


def _is_private_number(badge: str) -> bool:
    match = _ID_NUMBER.search(badge)
    return (match is not None and is_id_number(match[0])) or _MOBILE.fullmatch(badge) is not None


_MORE_SAID = Message(
    "姓名里写了姓名以外的内容",
    "more than a name is said of a person",
    "只留姓名；职务写在「职务」里，其他的删去",
    "keep the name alone; the office held goes to title, the rest away",
)
_NO_BADGE = Message(
    "工号是身份号码或手机号码",
    "the badge is an identity number or a mobile number",
    "换成单位编的工号",
    "give the number that the office gave out",
)


@FILES.rule(
    "GS254",
    56,
    WARNING,
    "台账和通报不写投诉人、举报人的姓名。\n\n"
    "在一个村里，「张先生反映」就等于公布了是谁。写「群众反映」，或写第几号投诉。"
    "「张某」已经去标识，不算。",
)
def complainants_are_not_named(case: Case) -> Iterator[At]:
    """Ledgers and bulletins do not name whoever complained.

    In a village a surname and a title tell everybody who it was. Say that people reported it, or
    the number of the complaint; 张某 is anonymous enough.
    """
    if not isinstance(case.value, (tuple, Bulletin)) or not _NAMED.search(case.bag.words):
        return
    for path, said in words(case.value):
        if _NAMED.search(said):
            yield At(path, _COMPLAINANT)


_COMPLAINANT = Message(
    "这里写了投诉人或举报人的姓名",
    "whoever complained is named here",
    "改为「群众反映」「有投诉说」",
    "say that somebody complained, and not who",
)
