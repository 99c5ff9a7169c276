"""Rules on charges: by whose leave, how much, and that nothing is charged which may not be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from gongshi.board.common import Citation
from gongshi.board.money import Money
from gongshi.board.procedure import Fee, MoneyRange
from gongshi.board.words import CitationStatus, FeeNature
from gongshi.checks.case import ProcedureCase
from gongshi.checks.laws import has_articles, title_of
from gongshi.checks.rule import ERROR, PROCEDURES, WARNING, At
from gongshi.checks.tables import table
from gongshi.checks.telling import en, zh
from gongshi.diagnostics.finding import Message

_VAGUE: Final = re.compile(r"按(?:有关|相关|国家|上级)?(?:规定|标准|政策)|按实际|视情况|面议")
_DEPOSIT: Final = re.compile(r"押金|保证金|抵押金|风险金|培训费|会员费|赞助|资料费|自愿")
_FORM_FEE: Final = re.compile(r"表格(?:工本)?费|申请书(?:格式)?(?:文本)?费|格式文本费|听证费")
_FIRM: Final = re.compile(r"有限(?:责任)?公司|(?:公司|集团)$")
_FOR_OTHERS: Final = re.compile(r"代收|代办费|服务商|中介费")
_YEAR: Final = re.compile(r"[〔\[［(（](?P<year>(?:19|20)[0-9]{2})[〕\]］)）]")

OLD_BASIS_YEARS: Final = 10
"""A document on fees that is older says whether it still holds."""


def _numbered(case: ProcedureCase) -> Iterator[tuple[int, Fee]]:
    return enumerate(case.procedure.fee_list)


def _is_free(fee: Fee) -> bool:
    return isinstance(fee.amount, Money) and fee.amount.is_zero


def _is_by_choice(fee: Fee) -> bool:
    """Whether the fee is a price for something that the citizen may do without."""
    return fee.optional and fee.nature is FeeNature.OPERATING


@PROCEDURES.rule(
    "GS221",
    3,
    ERROR,
    "每一项收费写明依据。\n\n"
    "没有法律、行政法规规定，许可不收费（行政许可法第五十八条）；按公布的项目和标准收（第五十九条）。"
    "免收的项目和自愿选择的经营服务除外。",
)
def fees_have_a_basis(case: ProcedureCase) -> Iterator[At]:
    """Every charge has a basis.

    A licence costs nothing unless a law says so (Administrative Licensing Law, art. 58), and only
    what is published is charged (art. 59). What is free and priced services by choice are exempt.
    """
    for number, fee in _numbered(case):
        if fee.basis is None and not _is_free(fee) and not _is_by_choice(fee):
            yield At(
                ("fees", number, "item"),
                Message(
                    f"「{zh(fee.item)}」没有收费依据",
                    f"the charge {en(fee.item)} has no basis",
                    "补上「依据:」，写文件标题和文号",
                    "add basis with the document's title and number",
                ),
            )


@PROCEDURES.rule(
    "GS222",
    3,
    WARNING,
    "收费依据写明文号；是法律法规的，写到条。\n\n没有文号，群众查不到是哪份文件。",
)
def fee_basis_has_a_number(case: ProcedureCase) -> Iterator[At]:
    """The basis of a charge has its document number, or is a law whose article is named.

    Without a number nobody can find the document.
    """
    for number, fee in _numbered(case):
        if fee.basis is None or _is_free(fee) or _can_be_found(fee.basis):
            continue
        yield At(
            ("fees", number, "basis"),
            Message(
                f"收费依据「{zh(fee.basis.title)}」没有文号",
                f"the basis {en(fee.basis.title)} has no document number",
                "补上「文号:」",
                "add document_no",
            ),
        )


def _can_be_found(basis: Citation) -> bool:
    if basis.document_no is not None:
        return True
    return has_articles(title_of(basis)) and basis.article is not None


@PROCEDURES.rule(
    "GS223",
    37,
    WARNING,
    "收多少钱算得出来：金额、费率或公式，写明单位。\n\n"
    "只写范围、「按规定」，或费率没有基数，群众算不出要带多少钱。",
)
def amounts_can_be_worked_out(case: ProcedureCase) -> Iterator[At]:
    """What is charged can be worked out: an amount, a rate or a formula, and for each what.

    A bare range, "as the rules say" or a rate of nothing tells nobody how much to bring.
    """
    for number, fee in _numbered(case):
        problem = _not_worked_out(fee)
        if problem is not None:
            name, message = problem
            yield At(("fees", number, name), message)


def _not_worked_out(fee: Fee) -> tuple[str, Message] | None:
    if fee.formula is not None:
        vague = any(_VAGUE.search(said) for said in fee.formula.values())
        return ("formula", _VAGUE_FORMULA) if vague and fee.example is None else None
    if isinstance(fee.amount, MoneyRange) and fee.amount.by is None:
        return "amount", _BARE_RANGE
    if fee.rate is not None:
        return ("rate", _RATE_OF_NOTHING) if fee.of is None else None
    if fee.amount is None:
        return "item", _NO_AMOUNT
    if fee.unit is None and not _is_free(fee):
        return "amount", _NO_UNIT
    return None


_VAGUE_FORMULA = Message(
    "公式没有说怎么算",
    "the formula does not say how it is worked out",
    "写明公式，或补上「举例:」",
    "write the formula, or add an example",
)
_BARE_RANGE = Message(
    "金额只有范围，没有说按什么定",
    "the amount is a range without what decides",
    "补上「按:」或「计算公式:」",
    "add by, or a formula",
)
_RATE_OF_NOTHING = Message(
    "费率没有计费基数", "the rate is of nothing", "补上「计费基数:」", "add of"
)
_BRACKET = re.compile("[（(]")
_NO_AMOUNT = Message("没有写收多少", "it is not said how much", "补上「金额:」", "add amount")
_NO_UNIT = Message(
    "金额没有计量单位", "the amount has no unit", "补上「计量单位:」，如 证、本、件", "add unit"
)


@PROCEDURES.rule(
    "GS224",
    41,
    ERROR,
    "在用的事项写明收费；不收费的写「无」。\n\n不写等于没有告诉群众要不要带钱。",
)
def fees_are_said(case: ProcedureCase) -> Iterator[At]:
    """A procedure in use says what it costs, or outright that it is free.

    Silence does not tell anybody whether to bring money.
    """
    if case.procedure.is_active and case.procedure.fees in (None, ()):
        yield At(
            ("fees",),
            Message(
                "没有写收费",
                "fees is missing",
                "不收费的写「收费: 无」（fees: none）",
                "write fees: none if it is free",
            ),
        )


@PROCEDURES.rule(
    "GS225",
    34,
    ERROR,
    "行政事业性收费在公布的收费目录清单里。\n\n"
    "目录清单之外的一律不得收（优化营商环境条例第二十五条）。"
    "按项目名称（括号之前）和文号与 board.yml 的收费目录清单比对。",
)
def fees_are_in_the_catalogue(case: ProcedureCase) -> Iterator[At]:
    """An administrative fee is in the published catalogue.

    What is outside it may not be charged (Regulations on the Business Environment, art. 25). The
    item's name before any bracket and the document number are compared with board.yml.
    """
    catalogue = case.board.fee_catalogue
    meant = [(number, fee) for number, fee in _numbered(case) if _is_of_the_state(fee)]
    if catalogue is None or not meant:
        return
    known: dict[str, set[str | None]] = {}
    for each in catalogue:
        known.setdefault(_bare(zh(each.item)), {None}).add(each.document_no)
    for number, fee in meant:
        item, document_no = _bare(zh(fee.item)), fee.basis.document_no if fee.basis else None
        if item not in known or document_no not in known[item]:
            yield At(
                ("fees", number, "item"),
                Message(
                    f"「{zh(fee.item)}」（{document_no or '无文号'}）不在收费目录清单里",
                    f"{en(fee.item)} ({document_no or 'no number'}) is not in the"
                    " catalogue of fees",
                    "核对项目名称和文号；清单里没有的不得收",
                    "check its name and number; what is not in the catalogue may not be charged",
                ),
            )


def _is_of_the_state(fee: Fee) -> bool:
    """Whether a fee is an administrative one with its legal basis, and more than nothing."""
    is_administrative = fee.nature is FeeNature.ADMINISTRATIVE
    return is_administrative and fee.basis is not None and not _is_free(fee)


def _bare(item: str) -> str:
    return _BRACKET.split(item, maxsplit=1)[0].strip()


@PROCEDURES.rule(
    "GS226",
    35,
    ERROR,
    "不代收、不搭车：没有押金、保证金、培训费和「自愿」缴纳的钱，不替别人收钱，中介服务不点名公司。\n\n"
    "不得以任何名义搭车收费，不得指定中介机构（优化营商环境条例第十七条、第四十三条）。",
)
def nothing_rides_along(case: ProcedureCase) -> Iterator[At]:
    """No deposits, no trainings, no "voluntary" payments, nothing for others, no named firm.

    Nothing may be charged along with a procedure and no firm may be named (Regulations on the
    Business Environment, arts. 17 and 43).
    """
    for number, fee in _numbered(case):
        if any(_DEPOSIT.search(said) for said in fee.item.values()):
            yield At(("fees", number, "item"), _RIDES_ALONG)
        elif _is_for_others(fee, case):
            yield At(("fees", number, "item"), _FOR_A_FIRM)
    for number, kind in enumerate(case.procedure.intermediaries):
        if any(_FIRM.search(said) for said in kind.values()):
            yield At(("intermediaries", number), _NAMED_FIRM)


def _is_for_others(fee: Fee, case: ProcedureCase) -> bool:
    """Whether an office takes money for somebody else; what people choose to buy is theirs."""
    if fee.optional or case.is_of_enterprise:
        return False
    payee = tuple(fee.payee.values()) if fee.payee is not None else ()
    return any(map(_FIRM.search, payee)) or any(map(_FOR_OTHERS.search, fee.item.values()))


_FOR_A_FIRM = Message(
    "办事时替公司或中介收钱",
    "money is taken for a firm or an intermediary along with the procedure",
    "删去；群众自愿选择的写「自愿: 是」",
    "remove it; what people may do without has optional: true",
)
_RIDES_ALONG = Message(
    "办事时收押金、保证金、培训、资料或「自愿」一类的钱",
    "a deposit, a training or a voluntary payment goes along with the procedure",
    "删去；有法律依据的用免检写明",
    "remove it, or set the check aside with the law that allows it",
)
_NAMED_FIRM = Message(
    "中介服务写了公司名称",
    "a firm is named as intermediary",
    "只写中介的种类，如 房屋测绘",
    "name the kind of service alone",
)


@PROCEDURES.rule(
    "GS227",
    36,
    ERROR,
    "申请书格式文本和听证不收费。\n\n行政许可法第五十八条、第四十七条。",
)
def forms_and_hearings_are_free(case: ProcedureCase) -> Iterator[At]:
    """Forms of application and hearings cost nothing.

    Administrative Licensing Law, arts. 58 and 47.
    """
    for number, fee in _numbered(case):
        if not _is_free(fee) and _FORM_FEE.search(zh(fee.item)):
            yield At(("fees", number, "item"), _NO_SUCH_FEE)
    for number, step in enumerate(case.procedure.steps):
        if step.fee is not None and "听证" in zh(step.name):
            yield At(("steps", number, "fee"), _NO_SUCH_FEE)


_NO_SUCH_FEE = Message(
    "表格或听证收了费", "a form or a hearing is charged for", "删去这项收费", "remove this charge"
)


@PROCEDURES.rule(
    "GS228",
    39,
    WARNING,
    "减免写明依据；收费文件里有减免的，写出来。\n\n"
    "没有依据的减免，窗口和群众各说各的；不写的减免，知道的人才享受得到。"
    "比对的清单在 checks/data/fee_reductions.yml。",
)
def reductions_have_a_basis(case: ProcedureCase) -> Iterator[At]:
    """A reduction has a basis, and those that the fee's document grants are told.

    Without a basis the counter and the citizen can each claim what they like; untold, it is only
    for those who know. The list is checks/data/fee_reductions.yml.
    """
    for number, fee in _numbered(case):
        granted = _untold(fee, case.procedure.fee_list)
        if granted is not None:
            yield At(
                ("fees", number, "item"),
                Message(
                    f"没有写减免：{granted['who_zh']}",
                    f"a reduction is not told: {granted['who_en']}",
                    "补上「减免:」",
                    "add reductions",
                ),
            )
        for place, reduction in enumerate(fee.reductions):
            if reduction.basis is None:
                yield At(
                    ("fees", number, "reductions", place, "who"),
                    Message(
                        f"「{zh(reduction.who)}」的减免没有依据",
                        f"the reduction for {en(reduction.who)} has no basis",
                        "补上「依据:」",
                        "add basis",
                    ),
                )


def _untold(fee: Fee, fees: tuple[Fee, ...]) -> dict[str, Any] | None:
    """Return a reduction that the fee's document grants and that is not told of, if there is."""
    if fee.basis is None or _is_free(fee):
        return None
    item, names = _bare(zh(fee.item)), {fee.basis.document_no, title_of(fee.basis)}
    for entry in table("fee_reductions"):
        if item == entry["item"] and not names.isdisjoint(entry["basis"]):
            said = " ".join(_told(fees, item))
            return None if any(word in said for word in entry["words"]) else entry
    return None


def _told(fees: tuple[Fee, ...], item: str) -> Iterator[str]:
    """Go through what is said of who pays less for an item, or nothing."""
    for fee in fees:
        if _bare(zh(fee.item)) == item:
            texts = (fee.item, fee.note, *(each.who for each in fee.reductions))
            yield from (words for text in texts if text is not None for words in text.values())


@PROCEDURES.rule(
    "GS230",
    40,
    WARNING,
    f"收费依据超过{OLD_BASIS_YEARS}年的，核对后写明「效力: 现行有效」。\n\n"
    "二十年前的文件可能早已降低标准或停收。年份看文号；免收的项目不算。",
)
def old_fee_bases_are_looked_at_again(case: ProcedureCase) -> Iterator[At]:
    """A fee's basis of more than ten years ago is said to be still in force.

    What a document of twenty years ago allows may long have been lowered or ended. The year is that
    of its number; what is free is exempt.
    """
    for number, fee in _numbered(case):
        basis = fee.basis
        if basis is None or basis.status is CitationStatus.IN_FORCE or _is_free(fee):
            continue
        match = _YEAR.search(basis.document_no or "")
        if match is not None and case.facts.today.year - int(match["year"]) > OLD_BASIS_YEARS:
            yield At(
                ("fees", number, "basis", "document_no"),
                Message(
                    f"收费依据是{match['year']}年的文件，没有写还有没有效",
                    f"the fee rests on a document of {match['year']}, not said to be in force",
                    "核对现行标准，再写「效力: 现行有效」",
                    "check what holds now, then add status: in-force",
                ),
            )
