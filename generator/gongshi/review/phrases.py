"""How changes are said and judged: one visible table, and sentences for all that is not in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from gongshi.board.words import Handling, MaterialForm, Need, Start, State
from gongshi.review import judges
from gongshi.review.change import Effect
from gongshi.review.judges import Judge, Weight

BETTER, WORSE, NEUTRAL = Effect.BETTER, Effect.WORSE, Effect.NEUTRAL


class Pair(NamedTuple):
    """One thing in the languages of the console; ``{}`` stands for what it is about."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """How changes of a field are told: its name, its judge, what it means to have one more."""

    name: Pair | None = None
    """Its name in a sentence; left out, its title in the model."""
    judge: Judge = judges.neither
    more: Effect | Weight = NEUTRAL
    """What an entry more means, or that it is said at all; to lose it means the reverse."""
    added: Pair | None = None
    dropped: Pair | None = None
    """The sentences for an entry more and one less, for yes and no, for something and nothing."""


def _form() -> Judge:
    return judges.first_of(
        *(MaterialForm.ELECTRONIC, MaterialForm.ORIGINAL_OR_COPY, MaterialForm.COPY),
        *(MaterialForm.ORIGINAL, MaterialForm.ORIGINAL_AND_COPY),
    )


PHRASES: Final[Mapping[str, Phrase]] = {
    # ---- a procedure
    "title": Phrase(Pair("事项名称", "name")),
    "handling": Phrase(judge=judges.first_of(Handling.IMMEDIATE, Handling.COMMITTED)),
    "audience": Phrase(more=BETTER),
    "quantity_limit": Phrase(more=WORSE),
    "legal_basis": Phrase(Pair("设定依据", "legal basis"), more=BETTER),
    "conditions": Phrase(
        Pair("受理条件", "condition"),
        more=WORSE,
        added=Pair("多了一条受理条件：{}", "one condition more: {}"),
        dropped=Pair("少了一条受理条件：{}", "one condition less: {}"),
    ),
    "prohibited": Phrase(
        Pair("禁止性要求", "ground for refusal"),
        more=WORSE,
        added=Pair("多了一条禁止性要求：{}", "one ground for refusal more: {}"),
        dropped=Pair("少了一条禁止性要求：{}", "one ground for refusal less: {}"),
    ),
    "situations": Phrase(
        Pair("情形", "situation"),
        added=Pair("多了一种情形：{}", "one situation more: {}"),
        dropped=Pair("不再区分情形：{}", "no longer told apart: {}"),
    ),
    "materials": Phrase(
        Pair("申请材料", "material"),
        more=judges.more_to_bring,
        added=Pair("新增材料：{}", "new material: {}"),
        dropped=Pair("不再要{}", "no longer asked for: {}"),
    ),
    "materials.form": Phrase(judge=_form()),
    "materials.originals": Phrase(Pair("原件份数", "originals"), judges.fewer),
    "materials.copies": Phrase(Pair("复印件份数", "copies"), judges.fewer),
    "materials.need": Phrase(
        judge=judges.first_of(Need.OPTIONAL, Need.LATER, Need.REQUIRED, otherwise=Need.REQUIRED)
    ),
    "materials.declaration": Phrase(
        judge=judges.yes,
        added=Pair("{}可以用告知承诺代替", "{} may be replaced by a signed declaration"),
        dropped=Pair(
            "{}不能再用告知承诺代替", "{} may no longer be replaced by a signed declaration"
        ),
    ),
    "materials.shared": Phrase(
        judge=judges.yes,
        added=Pair("{}不用交了，由窗口调取", "{} need not be brought: the office fetches it"),
        dropped=Pair("{}要自己交了", "{} has to be brought by the applicant"),
    ),
    "materials.situations": Phrase(judge=judges.narrower),
    "materials.obtain": Phrase(Pair("去哪里开", "where to get it")),
    "materials.template": Phrase(
        more=BETTER,
        added=Pair("{}有空白表格可以下载", "{} has a blank form to download"),
        dropped=Pair("{}没有空白表格可以下载了", "{} has no blank form to download any more"),
    ),
    "materials.sample": Phrase(
        more=BETTER,
        added=Pair("{}有填好的示范可以看", "{} has a filled sample to look at"),
        dropped=Pair("{}没有填好的示范了", "{} has no filled sample any more"),
    ),
    "materials.basis": Phrase(more=BETTER),
    "steps": Phrase(
        Pair("环节", "step"),
        more=judges.more_to_do,
        added=Pair("多了一个环节：{}", "one step more: {}"),
        dropped=Pair("少了一个环节：{}", "one step less: {}"),
    ),
    "steps.actor": Phrase(judge=judges.by_office),
    "steps.within": Phrase(Pair("时限", "time"), judges.sooner, BETTER),
    "steps.counts": Phrase(
        judge=judges.yes,
        added=Pair("{}计入办理时限了", "{} counts towards the time limit"),
        dropped=Pair("{}不再计入办理时限", "{} no longer counts towards the time limit"),
    ),
    "steps.fee": Phrase(more=WORSE),
    "steps.situations": Phrase(),
    "steps.next": Phrase(Pair("去向", "way on")),
    "steps.next.all": Phrase(
        added=Pair("{}之后的几步同时进行", "the steps after {} are taken at once"),
        dropped=Pair("{}之后的几步只走其中一步", "of the steps after {} one is taken"),
    ),
    "steps.wait.queue": Phrase(judge=judges.sooner),
    "steps.wait.counter": Phrase(judge=judges.sooner),
    "time_limit.statutory": Phrase(Pair("法定时限", "limit of law"), judges.sooner, BETTER),
    "time_limit.committed": Phrase(Pair("承诺时限", "promised limit"), judges.sooner, BETTER),
    "time_limit.extension": Phrase(Pair("可延长的时限", "extension"), judges.sooner, WORSE),
    "time_limit.starts": Phrase(judge=judges.first_of(Start.APPLIED, Start.ACCEPTED)),
    "time_limit.excluded": Phrase(Pair("不计入时限的", "not counted"), more=WORSE),
    "fees": Phrase(
        Pair("收费", "fee"),
        more=judges.more_to_pay,
        added=Pair("新收{}", "new fee: {}"),
        dropped=Pair("不再收{}", "no longer charged: {}"),
    ),
    "fees.amount": Phrase(Pair("费用", "fee"), judges.cheaper),
    "fees.rate": Phrase(judge=judges.fewer),
    "fees.optional": Phrase(
        judge=judges.yes,
        added=Pair("{}由本人自愿选择", "{} is of the citizen's own choice"),
        dropped=Pair("{}不再由本人自愿选择", "{} is no longer of the citizen's own choice"),
    ),
    "fees.situations": Phrase(judge=judges.narrower),
    "fees.basis": Phrase(more=BETTER),
    "fees.reductions": Phrase(Pair("减免", "reduction"), more=BETTER),
    "fees.reductions.amount": Phrase(Pair("减免后的费用", "reduced fee"), judges.cheaper, BETTER),
    "fees.reductions.rate": Phrase(judge=judges.fewer, more=BETTER),
    "outcomes": Phrase(Pair("办理结果", "outcome"), more=BETTER),
    "outcomes.delivery": Phrase(more=BETTER),
    "channels": Phrase(
        Pair("办理渠道", "channel"),
        more=BETTER,
        added=Pair("多了一个办理渠道：{}", "one way more to apply: {}"),
        dropped=Pair("少了一个办理渠道：{}", "one way less to apply: {}"),
    ),
    "visits": Phrase(Pair("到现场次数", "visits"), judges.fewer),
    "progress.url": Phrase(more=BETTER),
    "progress.phone": Phrase(more=BETTER),
    "intermediaries": Phrase(Pair("中介服务", "paid third party"), more=WORSE),
    "remedies": Phrase(Pair("救济途径", "remedy"), more=BETTER),
    "remedies.within": Phrase(Pair("期限", "time to appeal"), judges.later),
    "status": Phrase(Pair("状态", "status"), judges.first_of(*State)),
    "timings": Phrase(Pair("实际用时", "timings")),
    "contact": Phrase(Pair("咨询岗位", "post that answers questions")),
    # ---- a station
    "hours": Phrase(Pair("办公时间", "opening hours"), judges.longer_open),
    "closed_on_holidays": Phrase(
        judge=judges.no,
        added=Pair("法定节假日休息了", "closed on public holidays"),
        dropped=Pair("法定节假日也办理了", "open on public holidays"),
    ),
    "closures": Phrase(Pair("临时停办", "closure"), more=judges.closed_longer),
    "appointment.channels": Phrase(Pair("预约渠道", "way to make an appointment"), more=BETTER),
    "appointment.lead_time": Phrase(judge=judges.sooner),
    "appointment.out_of_hours": Phrase(more=BETTER),
    "phone": Phrase(more=BETTER),
    "address": Phrase(more=BETTER),
    "posts": Phrase(Pair("岗位", "post")),
    "posts.a": Phrase(Pair("A岗", "A"), more=BETTER),
    "posts.b": Phrase(Pair("B岗", "B"), more=BETTER),
    "posts.phone": Phrase(more=BETTER),
    "posts.first_contact": Phrase(
        judge=judges.yes,
        added=Pair("{}是首问岗了", "{} takes every newcomer"),
        dropped=Pair("{}不再是首问岗", "{} no longer takes every newcomer"),
    ),
    "commitments": Phrase(
        Pair("服务承诺", "commitment"),
        more=BETTER,
        added=Pair("新增服务承诺：{}", "new commitment: {}"),
        dropped=Pair("不再承诺：{}", "no longer promised: {}"),
    ),
    "commitments.measure": Phrase(more=BETTER),
    "commitments.limit": Phrase(judge=judges.sooner, more=BETTER),
    "commitments.remedy": Phrase(more=BETTER),
    "first_inquiry": Phrase(more=BETTER),
    "one_time_notice": Phrase(more=BETTER),
    "discipline": Phrase(Pair("办事纪律", "rule of discipline"), more=BETTER),
    "accountability": Phrase(Pair("责任追究", "accountability"), more=BETTER),
    "supervision.phones": Phrase(Pair("监督电话", "complaint line"), more=BETTER),
    "supervision.phones.independent": Phrase(
        judge=judges.yes,
        added=Pair("{}标明是独立渠道", "{} is said to be independent"),
        dropped=Pair("{}不再标明是独立渠道", "{} is no longer said to be independent"),
    ),
    "supervision.online": Phrase(more=BETTER),
    "supervision.mailbox": Phrase(more=BETTER),
    "supervision.address": Phrase(more=BETTER),
    "supervision.supervisors": Phrase(Pair("行风监督员", "lay supervisor"), more=BETTER),
    # ---- the board
    "hotline": Phrase(more=BETTER),
    "feedback": Phrase(more=BETTER),
    # ---- housekeeping
    "reviewed": Phrase(Pair("核对", "last confirmed")),
    "changes": Phrase(Pair("变更原因", "reason for a change")),
    "was": Phrase(Pair("曾用编号", "former id")),
}
"""What has a sentence or a judge of its own; every other field is told by its title."""

PLAIN: Final = Phrase()
