"""Rules on what may be asked for, and on what must be said of each material."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from gongshi.board.procedure import Material
from gongshi.board.station import Station
from gongshi.board.words import MaterialForm, MaterialSource
from gongshi.checks.case import ProcedureCase
from gongshi.checks.rule import ERROR, HINT, PROCEDURES, WARNING, At
from gongshi.checks.tables import table
from gongshi.checks.telling import en, zh
from gongshi.diagnostics.finding import Message

_IDENTITY: Final = re.compile(r"身份证|户口簿|户口本|\b(?:identity|ID) cards?\b|household register")
_ID_CARD: Final = re.compile(r"身份证|\b(?:identity|ID) card", re.IGNORECASE)
_COPY: Final = re.compile(r"复印件|影印件|photocop", re.IGNORECASE)
_REPORT: Final = re.compile(r"申请报告|书面申请|application (?:report|letter)", re.IGNORECASE)
_APPLICATION_FORM: Final = re.compile(r"申请表|申请书|申报表|application form", re.IGNORECASE)
_TO_FILL_IN: Final = re.compile(
    r"(?:申请|登记|审批|申报|备案|审核)(?:表|书)|承诺书|\bform\b", re.IGNORECASE
)
_PROOF: Final = re.compile(r"^[^或]*证明(?:[（(][^（()）]*[）)])?$")
_COPYING: Final = {MaterialForm.COPY, MaterialForm.ORIGINAL_AND_COPY}


def _numbered(case: ProcedureCase) -> Iterator[tuple[int, Material]]:
    return enumerate(case.procedure.material_list)


def _named(pattern: re.Pattern[str], material: Material) -> bool:
    return any(pattern.search(said) for said in material.name.values())


@PROCEDURES.rule(
    "GS212",
    24,
    ERROR,
    "不要求群众提交本站所或主管部门自己核发的材料，也不给免提交的材料再写必要性。\n\n"
    "政府部门内部核查就能办的，不得设定证明事项（优化营商环境条例第四十四条）。"
    "核验身份用的居民身份证、户口簿和要交回的旧证除外。",
)
def own_papers_are_not_asked_for(case: ProcedureCase) -> Iterator[At]:
    """Nothing is asked for that the station or its authority issued, nor what is shared.

    What the administration can look up itself may not be made a proof to bring (Regulations on the
    Business Environment, art. 44). Identity cards, household registers and old documents that are
    handed back are exempt.
    """
    for number, material in _numbered(case):
        if material.shared:
            if material.need is not None:
                yield At(("materials", number, "need"), _SHARED)
        elif not (material.returned or _named(_IDENTITY, material)):
            issuer = _own_issuer(material, case.station)
            if issuer:
                yield At(("materials", number, "issued_by"), _own(issuer))


_SHARED = Message(
    "免提交的材料又写了必要性",
    "the material is fetched by the office, and yet it is said to be needed",
    "删去「必要性」（need）",
    "remove need",
)


def _own_issuer(material: Material, station: Station) -> str:
    """Return the station or authority that issues the material itself, if one does."""
    if material.issued_by is None:
        return ""
    for own in (station.name, station.authority):
        for language, said in material.issued_by.items():
            if own is not None and own.get(language, said + "?") in said:
                return own[language]
    return ""


def _own(issuer: str) -> Message:
    return Message(
        f"材料由{issuer}自己核发，不应再要群众提交",
        f"{issuer} issues this itself and may not ask for it",
        "写「免提交: 是」并删去必要性；要交回的旧证写「交回: 是」",
        "write shared: true without need; for an old document that is handed back, returned: true",
    )


@PROCEDURES.rule(
    "GS213",
    25,
    ERROR,
    "不要求已经取消的证明：法定身份证件或户口簿能证明的，和不归派出所出具的。\n\n"
    "公安部等十二部门2016年的意见（公通字〔2016〕21号）：九类由身份证件证明，五类由户口簿证明，"
    "婚姻状况、文化程度等由主管部门核查。户口簿确实证明不了的，用免检写明理由。",
)
def abolished_proofs_are_not_asked_for(case: ProcedureCase) -> Iterator[At]:
    """No proof is asked for of what identity papers prove or the police do not certify.

    The opinion of twelve ministries of 2016 lists nine facts that identity papers prove, five that
    the household register proves, and others, such as marriage and education, that are no work of
    the police. Where the register cannot prove it, set the check aside with the reason.
    """
    for number, material in _numbered(case):
        group = _abolished(material)
        if group is not None:
            yield At(
                ("materials", number, "name"),
                Message(
                    f"「{zh(material.name)}」已经取消：{group['zh']}",
                    f"{en(material.name)} may no longer be asked for: {group['en']}",
                    group["hint_zh"],
                    group["hint_en"],
                ),
            )


def _abolished(material: Material) -> dict[str, Any] | None:
    name = re.sub(
        r"[（(][^（()）]*[）)]|\s|的|情况|公民|本人|成员", "", material.name.said("zh").plain
    )
    issuer = material.issued_by.said("zh").plain if material.issued_by else ""
    issuer += material.obtain.said("zh").plain if material.obtain else ""
    for group in table("abolished_proofs")["groups"]:
        issuers = group.get("issuers")
        if issuers is not None and not any(word in issuer for word in issuers):
            continue
        facts = (said for fact in group["proofs"] for said in (fact["fact"], *fact.get("also", ())))
        if any(f"{fact}证明" in (name, name.removesuffix("材料")) for fact in facts):
            return group  # type: ignore[no-any-return]
    return None


@PROCEDURES.rule(
    "GS214",
    28,
    WARNING,
    "不收居民身份证复印件。\n\n窗口刷证、调用电子证照就能核对，不必让群众复印。",
)
def no_copy_of_id_card(case: ProcedureCase) -> Iterator[At]:
    """No copy of an identity card is asked for.

    The counter reads the card or fetches the electronic one.
    """
    for number, material in _numbered(case):
        if material.shared or not _named(_ID_CARD, material):
            continue
        if _named(_COPY, material) or material.form in _COPYING or material.copies:
            place = "name" if _named(_COPY, material) else "form"
            place = "copies" if place == "form" and material.copies else place
            yield At(
                ("materials", number, place),
                Message(
                    "要求身份证复印件",
                    "a copy of the identity card is asked for",
                    "只核验原件，或写「免提交: 是」",
                    "look at the original alone, or write shared: true",
                ),
            )


@PROCEDURES.rule(
    "GS215",
    29,
    WARNING,
    "申请表和申请报告只要一种。\n\n两样写的是同一件事。",
)
def one_application_is_enough(case: ProcedureCase) -> Iterator[At]:
    """An application form and a written application are not both asked for.

    They say the same thing.
    """
    asked = [each for each in _numbered(case) if not each[1].shared]
    if not any(_named(_APPLICATION_FORM, material) for _, material in asked):
        return
    for number, material in asked:
        if _named(_REPORT, material) and not _named(_APPLICATION_FORM, material):
            yield At(
                ("materials", number, "name"),
                Message(
                    "既要申请表，又要申请报告",
                    "both an application form and a written application are asked for",
                    "只留申请表",
                    "keep the form alone",
                ),
            )


@PROCEDURES.rule(
    "GS216",
    30,
    WARNING,
    "每份材料写明形式、份数和来源；不是自备的写明到哪里取。\n\n免提交的材料不必写。",
)
def materials_are_described(case: ProcedureCase) -> Iterator[At]:
    """Of each material the form, the number and the source are said, and where to get it.

    Where to get it is needed unless the applicant has it; what is fetched needs none of this.
    """
    for number, material in _numbered(case):
        lacking = _lacking(material)
        if lacking:
            yield At(
                ("materials", number, "name"),
                Message(
                    f"没有写{'、'.join(title for title, _ in lacking)}",
                    f"not said: {', '.join(name for _, name in lacking)}",
                    f"补上「{lacking[0][0]}:」",
                    f"add {lacking[0][1]}",
                ),
            )


def _lacking(material: Material) -> list[tuple[str, str]]:
    if material.shared:
        return []
    lacking = []
    is_electronic = material.form is MaterialForm.ELECTRONIC
    if material.form is None:
        lacking.append(("形式", "form"))
    if material.originals is None and material.copies is None and not is_electronic:
        lacking.append(("份数", "originals"))
    if material.source is None:
        lacking.append(("来源渠道", "source"))
    elif material.source is not MaterialSource.APPLICANT and material.obtain is None:
        lacking.append(("来源渠道说明", "obtain"))
    return lacking


@PROCEDURES.rule(
    "GS217",
    31,
    WARNING,
    "要填写的表格有空白表格和示范文本。\n\n"
    "2017年的检查里，约四成事项没有表格可下载。窗口打印、只需签字的写「来源渠道: 政府部门核发」。",
)
def forms_can_be_had(case: ProcedureCase) -> Iterator[At]:
    """A form to fill in comes with a blank one and a filled one.

    In a check of 2017 about two in five items had no form to download. What the counter prints and
    the applicant only signs has ``source: government``.
    """
    for number, material in _numbered(case):
        is_made_there = material.shared or material.source is MaterialSource.GOVERNMENT
        if is_made_there or material.form is MaterialForm.ELECTRONIC:
            continue
        if not _named(_TO_FILL_IN, material):
            continue
        for name, title, said in (
            ("template", "空白表格", "blank form"),
            ("sample", "示范文本", "filled sample"),
        ):
            if getattr(material, name) is None:
                yield At(
                    ("materials", number, "name"),
                    Message(
                        f"「{zh(material.name)}」没有{title}",
                        f"{en(material.name)} has no {said}",
                        f"补上「{title}:」，文件放在 content/forms/",
                        f"add {name}, with the file in content/forms/",
                    ),
                )
                break


@PROCEDURES.rule(
    "GS218",
    33,
    HINT,
    "同一种证件用同一个名称，名称里不写形式。\n\n"
    "「身份证」「居民身份证原件」和「居民身份证」是一样东西，名称不同，检索和去重都会漏。",
)
def materials_have_canonical_names(case: ProcedureCase) -> Iterator[At]:
    """A document goes by its one official name, without its form.

    Where one document has several names, searches and comparisons miss it.
    """
    for number, material in _numbered(case):
        name = material.name.said("zh").plain
        right = next(
            (each["name"] for each in table("canonical_names") if name in each["not"]), None
        )
        if right is not None:
            yield At(
                ("materials", number, "name"),
                Message(
                    f"「{name}」的正式名称是「{right}」",
                    f"the official name of {name} is {right}",
                    f"写「{right}」，形式写在「形式」里",
                    f"write {right}, and its form under form",
                ),
            )


@PROCEDURES.rule(
    "GS219",
    26,
    ERROR,
    "要求群众提交的证明写明依据。\n\n"
    "证明事项应当有法律、法规或者国务院决定依据，公用企事业单位也一样（优化营商环境条例第四十四条）。"
    "看的是名称以「证明」结尾的材料；可以用别的材料代替的（「……或者……」）不算。",
)
def proofs_have_a_basis(case: ProcedureCase) -> Iterator[At]:
    """A proof that is asked for has a basis.

    A proof needs a law, a regulation or a decision of the State Council, also from a public utility
    (Regulations on the Business Environment, art. 44). Meant is what is called 证明 at its end,
    unless another paper will do (或).
    """
    for number, material in _numbered(case):
        is_proof = _PROOF.search(material.name.said("zh").plain) is not None
        if is_proof and material.basis is None and not material.shared and not material.returned:
            yield At(
                ("materials", number, "name"),
                Message(
                    f"「{zh(material.name)}」没有写依据",
                    f"{en(material.name)} has no basis",
                    "补上「依据:」；没有依据的不要",
                    "add basis; do not ask for it without one",
                ),
            )


@PROCEDURES.rule(
    "GS220",
    27,
    WARNING,
    "要求群众提交的证明可以用告知承诺代替；不能代替的在「备注」里写明原因。\n\n"
    "证明事项推行告知承诺制（国办发〔2020〕42号）。备注里写到「承诺」就算说明了。"
    "看的是 GS219 说的证明；企业站所和免提交、要交回的不算。",
)
def proofs_may_be_declared(case: ProcedureCase) -> Iterator[At]:
    """A signed declaration may replace a proof, or the note says why it may not.

    Declarations in place of proofs are the rule (国办发〔2020〕42号); a note that speaks of 承诺
    counts as the reason. Meant are the proofs of GS219; an enterprise, what is fetched and what is
    handed back are exempt.
    """
    if case.is_of_enterprise:
        return
    for number, material in _numbered(case):
        is_proof = _PROOF.search(material.name.said("zh").plain) is not None
        if is_proof and _has_to_be_brought(material):
            yield At(
                ("materials", number, "name"),
                Message(
                    f"「{zh(material.name)}」没有写能不能用告知承诺代替",
                    f"it is not said whether a declaration may replace {en(material.name)}",
                    "能代替的写「告知承诺: 是」；不能的在「备注」里写为什么不能用承诺代替",
                    "write declaration: true, or say in note why a declaration (承诺) will not do",
                ),
            )


def _has_to_be_brought(material: Material) -> bool:
    """Whether no declaration will do and nobody says why; of what may not be asked others tell."""
    if material.declaration or material.shared or material.returned:
        return False
    if material.basis is None or _abolished(material) is not None:
        return False
    notes = material.note.values() if material.note is not None else ()
    return not any("承诺" in said for said in notes)
