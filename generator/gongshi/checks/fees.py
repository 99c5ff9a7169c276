"""Rules on charges: by whose leave, how much, and that nothing is charged which may not be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongshi.board.common import Citation
from gongshi.board.money import Money
from gongshi.board.procedure import Fee, MoneyRange
from gongshi.board.words import FeeNature
from gongshi.checks.case import ProcedureCase
from gongshi.checks.laws import has_articles, title_of
from gongshi.checks.rule import ERROR, PROCEDURES, WARNING, At
from gongshi.checks.telling import en, zh
from gongshi.diagnostics.finding import Message

_VAGUE: Final = re.compile(r"按(?:有关|相关|国家|上级)?(?:规定|标准|政策)|按实际|视情况|面议")
_DEPOSIT: Final = re.compile(r"押金|保证金|抵押金|风险金|培训费|会员费|赞助|资料费|自愿")
_FORM_FEE: Final = re.compile(r"表格(?:工本)?费|申请书(?:格式)?(?:文本)?费|格式文本费|听证费")
_FIRM: Final = re.compile(r"有限(?:责任)?公司|(?:公司|集团)$")


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
    if catalogue is None:
        return
    known: dict[str, set[str | None]] = {}
    for each in catalogue:
        known.setdefault(_bare(zh(each.item)), {None}).add(each.document_no)
    for number, fee in _numbered(case):
        if fee.nature is not FeeNature.ADMINISTRATIVE or fee.basis is None or _is_free(fee):
            continue
        item, document_no = _bare(zh(fee.item)), fee.basis.document_no
        if item not in known or document_no not in known[item]:
            yield At(
                ("fees", number, "item"),
                Message(
                    f"「{zh(fee.item)}」（{fee.basis.document_no or '无文号'}）不在收费目录清单里",
                    f"{en(fee.item)} ({fee.basis.document_no or 'no number'}) is not in the"
                    " catalogue of fees",
                    "核对项目名称和文号；清单里没有的不得收",
                    "check its name and number; what is not in the catalogue may not be charged",
                ),
            )


def _bare(item: str) -> str:
    return re.split(r"[（(]", item, maxsplit=1)[0].strip()


@PROCEDURES.rule(
    "GS226",
    35,
    ERROR,
    "不代收、不搭车：没有押金、保证金、培训费和「自愿」缴纳的钱，中介服务不点名公司。\n\n"
    "不得以任何名义搭车收费，不得指定中介机构（优化营商环境条例第十七条、第四十三条）。",
)
def nothing_rides_along(case: ProcedureCase) -> Iterator[At]:
    """There are no deposits, no trainings, no "voluntary" payments and no named firm.

    Nothing may be charged along with a procedure and no firm may be named (Regulations on the
    Business Environment, arts. 17 and 43).
    """
    for number, fee in _numbered(case):
        if any(_DEPOSIT.search(said) for said in fee.item.values()):
            yield At(("fees", number, "item"), _RIDES_ALONG)
    for number, kind in enumerate(case.procedure.intermediaries):
        if any(_FIRM.search(said) for said in kind.values()):
            yield At(("intermediaries", number), _NAMED_FIRM)


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
    "减免写明依据。\n\n没有依据的减免，窗口和群众各说各的。",
)
def reductions_have_a_basis(case: ProcedureCase) -> Iterator[At]:
    """A reduction has a basis.

    Without one the counter and the citizen can each claim what they like.
    """
    for number, fee in _numbered(case):
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
