"""Rules on what is cited, and on how a decision can be looked at again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Final

from gongshi.board.board import BoardSettings
from gongshi.board.common import Citation, Remedy
from gongshi.board.duration import Duration
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.words import (
    CitationStatus,
    FeeNature,
    Nature,
    ProcedureType,
    StationKind,
)
from gongshi.checks.case import Case, ProcedureCase, StationCase
from gongshi.checks.rule import ERROR, FILES, PROCEDURES, WARNING, At
from gongshi.checks.tables import table
from gongshi.checks.telling import en, zh
from gongshi.checks.walk import collect, nodes
from gongshi.diagnostics.finding import Message, Path

_BRACKET: Final = re.compile(r"[（(][^（()）]*[）)]$")
_VERSION: Final = re.compile(r"[（(][^（()）]*?(?P<year>(?:19|20)[0-9]{2})[^（()）]*[）)]")
_ARTICLE: Final = re.compile(r"第[零一二三四五六七八九十百]+条(?:之[一二三四五六七八九])?")
_REVIEW: Final = re.compile(r"行政复议|administrative review|reconsideration", re.IGNORECASE)
_LAWSUIT: Final = re.compile(r"行政诉讼|administrative (?:lawsuit|litigation)", re.IGNORECASE)
_GOVERNMENT: Final = re.compile(r"人民政府|government", re.IGNORECASE)

REVIEW_LIMIT: Final = Duration.parse("60日")
"""行政复议法, art. 20: within sixty days of learning of the act."""

LAWSUIT_LIMIT: Final = Duration.parse("6个月")
"""行政诉讼法, art. 46: within six months of learning of the act."""

VERTICAL: Final = {StationKind.TAX}
"""Kinds of station under vertical leadership, whose acts the body above reviews."""


def _citations(case: Case) -> Iterator[tuple[Path, Citation]]:
    for path, node in nodes(case.value):
        if isinstance(node, Citation):
            yield path, node


def title_of(citation: Citation) -> str:
    """Return the bare title of a law: without marks, brackets at its end and the country's name."""
    title = citation.title.said("zh").plain.strip().strip("《》")
    return _BRACKET.sub("", title).strip("《》").removeprefix("中华人民共和国")


@FILES.rule(
    "GS231",
    42,
    ERROR,
    "不引用已经废止的法律法规。\n\n"
    "婚姻法、收养法、继承法、物权法、合同法等自2021年1月1日起由民法典代替（民法典第一千二百六十条）。"
    "比对的清单在 checks/data/repealed_laws.yml，也看「效力: 已废止」。",
)
def laws_are_in_force(case: Case) -> Iterator[At]:
    """No repealed law is cited.

    The laws on marriage, adoption, inheritance, property, contracts and others gave way to the
    Civil Code on 1 January 2021 (its art. 1260). The list is checks/data/repealed_laws.yml; a
    citation that says ``status: repealed`` counts as well.
    """
    if not any(map(_repealed, case.bag.citations)):
        return
    for path, citation in _citations(case):
        entry = _repealed(citation)
        if entry is not None:
            yield At((*path, "title"), _is_repealed(citation, entry))


def _repealed(citation: Citation) -> dict[str, Any] | None:
    title = title_of(citation)
    for entry in table("repealed_laws"):
        if title in entry["laws"]:
            return entry  # type: ignore[no-any-return]
    return {} if citation.status is CitationStatus.REPEALED else None


def _is_repealed(citation: Citation, entry: dict[str, Any]) -> Message:
    if not entry:
        return Message(
            f"「{zh(citation.title)}」写明已经废止",
            f"{en(citation.title)} is said to be repealed",
            "改引现行的依据",
            "cite what is in force",
        )
    return Message(
        f"「{zh(citation.title)}」已于{entry['since']}废止",
        f"{en(citation.title)} was repealed on {entry['since']}",
        f"改引「{entry['replaced_by']}」的相应条文",
        f"cite the article of {entry['replaced_by_en']}",
    )


@FILES.rule(
    "GS232",
    44,
    WARNING,
    "依据写明是哪份文件；法律法规写到条。\n\n「按有关规定」查不到，也无从核对。",
)
def citations_are_exact(case: Case) -> Iterator[At]:
    """A citation names its document, and of a law or regulation the article.

    "The relevant rules" cannot be found, let alone checked.
    """
    if not any(map(_vague, case.bag.citations)):
        return
    for path, citation in _citations(case):
        message = _vague(citation)
        if message is not None:
            yield At((*path, "title"), message)


def has_articles(title: str) -> bool:
    """Whether a document of that title is divided into articles, as laws and regulations are."""
    words = table("vague_citations")
    return title.endswith(tuple(words["with_articles"])) and not title.endswith(words["but_not"])


def _vague(citation: Citation) -> Message | None:
    words = table("vague_citations")
    title = title_of(citation)
    if any(phrase in title for phrase in words["phrases"]):
        return Message(
            f"「{zh(citation.title)}」没有说是哪份文件",
            f"{en(citation.title)} does not say which document",
            "写文件的标题和文号",
            "write the document's title and number",
        )
    if has_articles(title) and citation.article is None and citation.text is None:
        return Message(
            f"「{zh(citation.title)}」没有写到条",
            f"no article of {en(citation.title)} is named",
            "补上「条款:」",
            "add article",
        )
    return None


@FILES.rule(
    "GS233",
    46,
    ERROR,
    "企业站所不写行政复议、行政诉讼。\n\n"
    "供电等企业的行为不是行政行为，救济是投诉、仲裁、民事诉讼。"
    "企业站所没有自己的救济途径时，用的是 board.yml 的默认途径，也会报出。",
)
def enterprise_has_no_administrative_appeal(case: Case) -> Iterator[At]:
    """An enterprise names no administrative review and no administrative lawsuit.

    Its acts are not administrative; the ways are a complaint, arbitration or a civil suit. Where it
    has no remedies of its own those of board.yml would be shown, which is reported too.
    """
    if not isinstance(case, (StationCase, ProcedureCase)):
        return
    if case.station.nature is not Nature.ENTERPRISE:
        return
    own = case.value.remedies
    if isinstance(own, tuple):
        for number, remedy in enumerate(own):
            if _is_administrative(remedy):
                yield At(("remedies", number, "name"), _NOT_FOR_ENTERPRISES)
    elif isinstance(case, StationCase) and any(map(_is_administrative, case.board.remedies)):
        yield At(("nature",), _NOT_FOR_ENTERPRISES)


def _is_administrative(remedy: Remedy) -> bool:
    said = list(remedy.name.values())
    return any(_REVIEW.search(words) or _LAWSUIT.search(words) for words in said)


_NOT_FOR_ENTERPRISES = Message(
    "企业站所的救济途径里有行政复议或行政诉讼",
    "an enterprise shows administrative review or an administrative lawsuit",
    "写「救济途径:」，如 向主管部门投诉、民事诉讼",
    "write its own remedies, such as a complaint to the regulator or a civil suit",
)


@FILES.rule(
    "GS234",
    46,
    WARNING,
    "行政复议写60日内、向人民政府申请，行政诉讼写6个月内起诉。\n\n"
    "行政复议法2024年施行后，由本级人民政府统一受理，税务等垂直领导的除外。",
)
def remedies_are_right(case: Case) -> Iterator[At]:
    """Administrative review goes to a government within 60 days, a lawsuit within 6 months.

    Since the law of 2024 the government of the same level takes reviews, except those of bodies
    under vertical leadership, such as tax.
    """
    if not isinstance(case.value, (BoardSettings, Station, Procedure)):
        return
    remedies = case.value.remedies
    is_vertical = _kind(case) in VERTICAL
    for number, remedy in enumerate(remedies if isinstance(remedies, tuple) else ()):
        for name, message in _wrong(remedy, is_vertical):
            yield At(("remedies", number, name), message)


def _kind(case: Case) -> StationKind | None:
    return case.station.kind if isinstance(case, (StationCase, ProcedureCase)) else None


def _wrong(remedy: Remedy, is_vertical: bool) -> Iterator[tuple[str, Message]]:
    said = " ".join(remedy.name.values())
    is_review = _REVIEW.search(said) is not None
    if not is_review and not _LAWSUIT.search(said):
        return
    right = REVIEW_LIMIT if is_review else LAWSUIT_LIMIT
    if remedy.within != right:
        yield (
            "name" if remedy.within is None else "within",
            Message(
                f"「{zh(remedy.name)}」的期限应是{right}",
                f"{en(remedy.name)} has a limit of {right.said('en')}",
                f"写「期限: {right}」",
                f"write within: {right.said('en')}",
            ),
        )
    if is_review and not is_vertical and not _GOVERNMENT.search(" ".join(remedy.to.values())):
        yield (
            "to",
            Message(
                f"行政复议机关写成「{zh(remedy.to)}」，应是人民政府",
                f"review is said to be by {en(remedy.to)}, it is by the government",
                "写本级人民政府",
                "name the government of the same level",
            ),
        )


@PROCEDURES.rule(
    "GS235",
    45,
    WARNING,
    "许可由法律、法规、规章设定，收费不以自己的通知为依据。\n\n"
    "行政许可法第十四条至第十七条、第五十八条：规范性文件不得设定许可。",
)
def basis_has_the_rank(case: ProcedureCase) -> Iterator[At]:
    """A licence rests on a law or regulation, and a fee on no notice of one's own.

    Administrative Licensing Law, arts. 14 to 17 and 58: a normative document sets no licence.
    """
    procedure = case.procedure
    if procedure.type is ProcedureType.LICENCE and procedure.legal_basis:
        ranks = (*table("vague_citations")["with_articles"], "决定")
        if not any(title_of(each).endswith(tuple(ranks)) for each in procedure.legal_basis):
            yield At(("legal_basis", 0, "title"), _NO_RANK)
    own = [name for name in (case.station.name, case.station.authority) if name is not None]
    for number, fee in enumerate(procedure.fee_list):
        issuer = fee.basis.issued_by if fee.basis is not None else None
        if fee.nature is FeeNature.ADMINISTRATIVE and issuer is not None and issuer in own:
            yield At(("fees", number, "basis", "issued_by"), _OWN_NOTICE)


_NO_RANK = Message(
    "许可的依据里没有法律、法规或规章",
    "no law or regulation is among the bases of the licence",
    "补上设定许可的法律、法规或规章",
    "add the law or regulation that sets it",
)
_OWN_NOTICE = Message(
    "收费依据是本单位自己的文件",
    "the fee rests on the office's own notice",
    "写批准收费的上级文件",
    "cite the document that allows the fee",
)


@FILES.rule(
    "GS236",
    43,
    WARNING,
    "引用的是法律的现行版本，条文号是现在的。\n\n"
    "行政处罚法2021年、行政复议法2023年修订，条文号都移了。"
    "标题里写着旧年份、用了旧文号、说的事已经移到别的条的，报出；"
    "比对的清单在 checks/data/amended_laws.yml。",
)
def laws_are_cited_as_they_are_now(case: Case) -> Iterator[At]:
    """What is cited is a law as it stands now, by the numbers that its articles have now.

    The laws on penalties (2021) and on administrative review (2023) were renumbered. Told are an
    old year in the title, an old number of issue, and what has moved to another article; the list
    is checks/data/amended_laws.yml.
    """
    if not any(map(_is_suspect, case.bag.citations)):
        return
    for path, citation in _citations(case):
        entry = _amended().get(title_of(citation))
        if entry is None or case.facts.today < date.fromisoformat(entry["since"]):
            continue
        if _is_of_old_version(citation, entry):
            yield At((*path, "title"), _old_version(citation, entry))
        elif citation.article is not None:
            moved = _moved(citation, entry, _subject(case.value, path, citation))
            if moved is not None:
                yield At((*path, "article"), _has_moved(citation, moved))


@cache
def _amended() -> dict[str, dict[str, Any]]:
    return {entry["law"]: entry for entry in table("amended_laws")}


def _is_suspect(citation: Citation) -> bool:
    """Whether a citation is worth a look at what it is about."""
    entry = _amended().get(title_of(citation))
    if entry is None:
        return False
    said = citation.article.said("zh").plain if citation.article is not None else ""
    has_moved = any(moved["from"] in said for moved in entry.get("moved", ()))
    return has_moved or _is_of_old_version(citation, entry)


def _is_of_old_version(citation: Citation, entry: dict[str, Any]) -> bool:
    numbers = entry.get("old_numbers", ())
    if citation.document_no is not None and citation.document_no in numbers:
        return True
    match = _VERSION.search(citation.title.said("zh").plain)
    return match is not None and int(match["year"]) < int(entry["amended"])


def _subject(value: Any, path: Path, citation: Citation) -> str:
    """Return the words that a citation is about: those of what rests on it, or its own."""
    if path[-1] != "basis":
        return citation.text.said("zh").plain if citation.text is not None else ""
    for step in path[:-1]:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return collect(value).words


def _moved(citation: Citation, entry: dict[str, Any], subject: str) -> dict[str, Any] | None:
    articles = set(_ARTICLE.findall(citation.article.said("zh").plain if citation.article else ""))
    for moved in entry.get("moved", ()):
        is_about = any(word in subject for word in moved["words"])
        if moved["from"] in articles and moved["to"] not in articles and is_about:
            return moved  # type: ignore[no-any-return]
    return None


def _old_version(citation: Citation, entry: dict[str, Any]) -> Message:
    return Message(
        f"「{zh(citation.title)}」已于{entry['amended']}年修改，{entry['since']}起施行",
        f"{en(citation.title)} was amended in {entry['amended']}, in force since {entry['since']}",
        "改引现行版本，核对条文号",
        "cite it as it is in force, and check the article",
    )


def _has_moved(citation: Citation, moved: dict[str, Any]) -> Message:
    return Message(
        f"「{zh(citation.title)}」修订后，{moved['from']}移到了{moved['to']}",
        f"in {en(citation.title)} as amended, {moved['from']} has become {moved['to']}",
        f"改为{moved['to']}",
        f"write {moved['to']}",
    )
