"""Rules on the flow: that it can be gone, that somebody acts in each step, what time it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongshi.board.duration import Duration
from gongshi.board.flow import Cycle, holder, is_counted
from gongshi.board.procedure import Step
from gongshi.board.words import ChannelKind, End, ProcedureType
from gongshi.checks.case import ProcedureCase
from gongshi.checks.promises import Promise, is_below_half, overrun, summed
from gongshi.checks.rule import ERROR, PROCEDURES, WARNING, At
from gongshi.checks.tables import table
from gongshi.checks.telling import en, missing, unknown, zh
from gongshi.diagnostics.finding import Message

APPLIED_FOR: Final = {
    ProcedureType.LICENCE,
    ProcedureType.CONFIRMATION,
    ProcedureType.BENEFIT,
    ProcedureType.REWARD,
}
"""Acts that somebody applies for and that may be refused."""

IN_PERSON: Final = {
    None,
    ChannelKind.COUNTER,
    ChannelKind.SELF_SERVICE,
}
REMOTE: Final = {
    ChannelKind.ONLINE,
    ChannelKind.APP,
    ChannelKind.WECHAT,
    ChannelKind.MAIL,
    ChannelKind.PHONE,
    ChannelKind.HOME_VISIT,
}

_CORRECTION: Final = re.compile(
    r"补正|补齐|补交|补充|补全|一次性告知|一次告知|correct|complete the|missing|incomplete",
    re.IGNORECASE,
)
_MANY_TIMES: Final = re.compile(r"多次|反复|不限次数|随时|many times|repeatedly", re.IGNORECASE)
_PAPER: Final = re.compile(r"书|单|文书|凭证|written|notice|letter", re.IGNORECASE)
_STAGES: Final = (
    "提出申请|申请|申报|提交|收件|受理|审核|审查|审批|复核|复审|初审|核准|核查|决定|签发|批准|"
    "办结|办理|送达|发证|颁证|制证|领取|领证|取件|归档|登记|公示|公告|告知|补正"
)
_STAGE_ONLY: Final = re.compile(rf"(?:{_STAGES}|[与和及、并\s])+")


@PROCEDURES.rule(
    "GS301",
    10,
    ERROR,
    "计入时限的步骤，最长的一条路合计不超过承诺。\n\n"
    "对承诺区分的每种情形和渠道，从开始到结束，并行的取长，申请人的步骤和不计入的步骤除外，"
    "环路只算一次；工作日和自然日不相加，在日历上比较。",
)
def steps_fit_the_promise(case: ProcedureCase) -> Iterator[At]:
    """The counted steps on the longest way come to no more than the promise.

    For every situation and channel that the promise tells apart: from the start to an end, of
    parallel ways the longer, without the applicant's steps and those that do not count, circles
    once. Working days and calendar days are compared on the calendar, not added.
    """
    for promise in case.promises:
        promised = promise.placed.limit.duration
        for way in promise.ways:
            if overrun(way.span, promised, case.facts.calendar) is not None:
                yield At(
                    promise.placed.duration_path,
                    Message(
                        f"步骤合计{summed(way.durations, 'zh')}，超过承诺时限（{promised}）",
                        f"the steps come to {summed(way.durations, 'en')}, more than the promised"
                        f" limit ({promised.said('en')})",
                        "缩短步骤的时限，或延长承诺",
                        "shorten the steps' limits, or promise more time",
                    ),
                )
                break


@PROCEDURES.rule(
    "GS302",
    10,
    WARNING,
    "计入时限的步骤合计不少于承诺的一半。\n\n差得太多，要么步骤没写时限，要么承诺可以更短。",
)
def steps_fill_the_promise(case: ProcedureCase) -> Iterator[At]:
    """The counted steps come to at least half of the promise.

    Else steps lack their limits, or a shorter promise could be kept.
    """
    for promise in case.promises:
        if promise.ways and _is_too_little(promise, case):
            promised = promise.placed.limit.duration
            most = max(promise.ways, key=lambda way: way.span.rough_days)
            yield At(
                promise.placed.duration_path,
                Message(
                    f"步骤合计只有{summed(most.durations, 'zh')}，不到承诺时限（{promised}）的一半",
                    f"the steps come to {summed(most.durations, 'en')} alone, less than half of the"
                    f" promised limit ({promised.said('en')})",
                    "给步骤补上「时限:」，或缩短承诺",
                    "add within to the steps, or promise less",
                ),
            )


def _is_too_little(promise: Promise, case: ProcedureCase) -> bool:
    promised = promise.placed.limit.duration
    if promised.is_within_a_day:
        return False
    calendar = case.facts.calendar
    return all(is_below_half(way.span, promised, calendar) for way in promise.ways)


@PROCEDURES.rule(
    "GS303",
    11,
    ERROR,
    "不计入时限的步骤写明法律依据；许可只限听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审。\n\n"
    "行政许可法第四十五条：所需时间要书面告知申请人。其他事项按所引的法律。",
)
def uncounted_steps_have_a_basis(case: ProcedureCase) -> Iterator[At]:
    """A step that does not count has a legal basis, and in a licence is one of the law's kinds.

    Administrative Licensing Law, art. 45: hearing, tender, auction, inspection, test, quarantine,
    appraisal, expert review, whose time is told in writing. Elsewhere the cited law decides.
    """
    is_licence = case.procedure.type is ProcedureType.LICENCE
    for number, step in enumerate(case.procedure.steps):
        if step.counts or step.actor is None or step.actor.is_applicant:
            continue
        if step.basis is None:
            yield At(("steps", number, "counts"), _NO_CLOCK_BASIS)
        elif is_licence and not _stops_the_clock(step):
            yield At(("steps", number, "counts"), _NOT_SPECIAL)


def _stops_the_clock(step: Step) -> bool:
    kinds = table("licensing_law")["uncounted"]
    said = " ".join((*step.name.values(), *(step.action or {}).values()))
    return any(word in said for word in kinds["words"])


_NO_CLOCK_BASIS = Message(
    "不计入时限，却没有依据",
    "the step does not count, and no law is cited",
    "补上「依据:」，或改为计入时限",
    "add basis, or let it count",
)
_NOT_SPECIAL = Message(
    "许可里不计入时限的只能是听证、检验、检测、鉴定、专家评审等",
    "in a licence only hearings, tests, appraisals, expert reviews and the like do not count",
    "改为计入时限",
    "let it count",
)


@PROCEDURES.rule(
    "GS304",
    13,
    ERROR,
    "许可、确认、给付、奖励写明材料不齐怎么补正：一次告知，5个工作日以内，不是「可多次」。\n\n"
    "行政许可法第三十二条。企业和公共服务不要求。",
)
def correction_is_told_once(case: ProcedureCase) -> Iterator[At]:
    """What is missing is told once and within 5 working days, with a way to put it right.

    Administrative Licensing Law, art. 32. It holds for licences, confirmations, benefits and
    rewards, not for public services nor for an enterprise.
    """
    if not _is_applied_for(case):
        return
    found = False
    most = Duration.parse(table("licensing_law")["notice"]["limit"])

    def late(within: Duration) -> bool:
        return overrun(within, most, case.facts.calendar) is not None

    for number, step in enumerate(case.procedure.steps):
        words = _words_of(step)
        if not _CORRECTION.search(words):
            continue
        found = True
        if _MANY_TIMES.search(words):
            yield At(("steps", number, "name"), _MANY_CORRECTIONS)
        elif is_counted(step) and step.within is not None and late(step.within):
            yield At(("steps", number, "within"), _too_late(step.within, most))
    if not found:
        yield At(("steps",), _NO_CORRECTION, on_key=True)


def _is_applied_for(case: ProcedureCase) -> bool:
    procedure = case.procedure
    return procedure.type in APPLIED_FOR and not case.is_of_enterprise and bool(procedure.steps)


def _words_of(step: Step) -> str:
    texts = [step.name, step.action, *(way.when for way in step.ways)]
    return " ".join(words for text in texts if text is not None for words in text.values())


def _too_late(within: Duration, most: Duration) -> Message:
    return Message(
        f"告知补正的步骤用时（{within}）超过{most}",
        f"what is missing is told within {within.said('en')}, more than {most.said('en')}",
        f"改为{most}以内",
        f"write {most.said('en')} or less",
    )


_MANY_CORRECTIONS = Message(
    "补正写成可以多次",
    "corrections are said to be asked for many times",
    "改为一次性告知全部内容",
    "say that everything is told at once",
)
_NO_CORRECTION = Message(
    "流程里没有材料不齐时的补正",
    "the flow has no way for what is missing",
    "加一条「材料不齐，一次性告知」的分支，通到补正步骤",
    "add a branch for missing documents that leads to a step of correction",
)


@PROCEDURES.rule(
    "GS305",
    14,
    ERROR,
    "许可、确认、给付、奖励有不予办理的结局，并出具书面决定。\n\n"
    "不予受理、不予许可要出具书面凭证、说明理由（行政许可法第三十二条、第三十八条）。",
)
def refusal_is_in_writing(case: ProcedureCase) -> Iterator[At]:
    """The flow can end with a refusal, and the refusal is handed over in writing.

    Administrative Licensing Law, arts. 32 and 38: a written paper with the reasons. It holds for
    licences, confirmations, benefits and rewards, not for an enterprise.
    """
    if not _is_applied_for(case):
        return
    refused = [n for n, step in enumerate(case.procedure.steps) if step.end is End.REFUSED]
    if not refused:
        yield At(("steps",), _NO_REFUSAL, on_key=True)
    for number in refused:
        step = case.procedure.steps[number]
        texts = (step.name, step.action)
        if step.document is None and not any(
            _PAPER.search(said) for text in texts if text is not None for said in text.values()
        ):
            yield At(("steps", number, "name"), _NO_PAPER)


_NO_REFUSAL = Message(
    "流程里没有不予办理的结局",
    "no way of the flow ends with a refusal",
    "加一个「结束: 不予办理」的步骤，出具通知书",
    "add a step with end: refused that hands over a notice",
)
_NO_PAPER = Message(
    "不予办理没有写出具什么文书",
    "it is not said which paper the refusal is",
    "补上「文书:」，如 不予受理通知书",
    "add document, such as a notice of refusal",
)


@PROCEDURES.rule(
    "GS306",
    15,
    ERROR,
    "流程走得通：每一步都走得到，都通到一个结局，「下一步」都在，编号不重复。\n\n"
    "从第一步开始；另有申请人的步骤没有别的步骤通向它的，也算开始。",
)
def flow_is_sound(case: ProcedureCase) -> Iterator[At]:
    """Every step is reached and leads to an end, every way leads to a step, and no id stands twice.

    A case begins with the first step, or with one of the applicant to which no way leads.
    """
    flow = case.flow
    ids = [step.id for step in flow.steps]
    for number in flow.doubles:
        yield At(("steps", number, "id"), _doubled(ids[number]))
    for number, way in flow.dangling:
        step = flow.steps[number]
        target = step.ways[way].to
        place = _place_of_way(step, way)
        yield At(("steps", number, *place), unknown("步骤", "step", target, ids))
    doubles = set(flow.doubles)
    for number, step in enumerate(flow.steps):
        if number in doubles:
            continue
        if number not in flow.reachable:
            yield At(("steps", number, "id"), _unreached(step))
        elif number not in flow.ending:
            yield At(("steps", number, "id"), _endless(step))


def _place_of_way(step: Step, way: int) -> tuple[str | int, ...]:
    if step.is_parallel:
        return ("next", "all", way)
    return ("next",) if isinstance(step.next, str) else ("next", way, "to")


def _doubled(step_id: str) -> Message:
    return Message(
        f"步骤编号「{step_id}」写了两次",
        f"two steps have the id {step_id}",
        "改其中一个",
        "change one of them",
    )


def _unreached(step: Step) -> Message:
    return Message(
        f"没有哪一步通到「{zh(step.name)}」",
        f"no way leads to {en(step.name)}",
        f"在前一步写「下一步: {step.id}」，或删去这一步",
        f"write next: {step.id} at the step before, or remove this one",
    )


def _endless(step: Step) -> Message:
    return Message(
        f"从「{zh(step.name)}」走不到结局",
        f"no way leads from {en(step.name)} to an end",
        "补上「下一步:」，或写「结束:」",
        "add next, or end",
    )


@PROCEDURES.rule(
    "GS307",
    16,
    WARNING,
    "环路写明怎么出来；同一情形、同一渠道只有一个开始。\n\n没有条件的环路，就是没完没了的补正。",
)
def circles_can_be_left(case: ProcedureCase) -> Iterator[At]:
    """A circle says by which condition it is left, and a case begins in one place.

    A circle without a condition is an endless demand for corrections. Starts in different channels
    or situations are different cases.
    """
    flow = case.flow
    for cycle in flow.cycles:
        if cycle.exits and not _has_condition(case, cycle):
            number = min(cycle.steps)
            yield At(("steps", number, "id"), _no_condition(flow.steps[number]))
    first, *others = flow.starts or (0,)
    for number in others:
        if _begin_alike(flow.steps[first], flow.steps[number]):
            yield At(("steps", number, "id"), _second_start(flow.steps[first]))


def _has_condition(case: ProcedureCase, cycle: Cycle) -> bool:
    """Whether a step at which the circle can be left says when."""
    return any(
        edge.when is not None for leave in cycle.exits for edge in case.flow.ways[leave.source]
    )


def _begin_alike(one: Step, other: Step) -> bool:
    channels_meet = one.channel is None or other.channel is None or one.channel is other.channel
    in_both = set(one.situations) & set(other.situations)
    return channels_meet and bool(in_both or not one.situations or not other.situations)


def _no_condition(step: Step) -> Message:
    return Message(
        f"从「{zh(step.name)}」开始的环路没有写什么条件出来",
        f"the circle through {en(step.name)} does not say when it is left",
        "给环路里的分支写「条件:」",
        "add when to the ways of the choice in the circle",
    )


def _second_start(first: Step) -> Message:
    return Message(
        f"「{zh(first.name)}」之外又有一个开始",
        f"a second start beside {en(first.name)}",
        "接到前面的步骤，或写明「渠道:」「适用情形:」",
        "lead to it from another step, or say for which channel or situations it is",
    )


@PROCEDURES.rule(
    "GS308",
    17,
    WARNING,
    "判断有两条以上的路，每条写明条件。\n\n没有条件，看的人不知道自己走哪条。",
)
def choices_are_labelled(case: ProcedureCase) -> Iterator[At]:
    """A decision has at least two ways out, each with its condition.

    Without it the reader does not know which one is theirs.
    """
    for number, step in enumerate(case.procedure.steps):
        if not isinstance(step.next, tuple):
            continue
        path = ("steps", number, "next")
        if len(step.next) == 1 and step.next[0].when is not None:
            yield At((*path, 0, "when"), _ONE_WAY)
        for way, on in enumerate(step.next if len(step.next) > 1 else ()):
            if on.when is None:
                yield At((*path, way, "to"), _NO_LABEL)


_ONE_WAY = Message(
    "有条件，却只有一条路",
    "there is a condition, but one way alone",
    "补上条件不满足时的路，或去掉条件",
    "add the way for when it does not hold, or remove the condition",
)
_NO_LABEL = Message("这条路没有写条件", "this way has no condition", "补上「条件:」", "add when")


@PROCEDURES.rule(
    "GS309",
    18,
    WARNING,
    "步骤写明做什么，不只写「受理」「审核」「办结」。\n\n2017年的检查里，25%的事项只有环节名称。",
)
def steps_say_what_is_done(case: ProcedureCase) -> Iterator[At]:
    """A step says what is done in it, not "acceptance" or "review" alone.

    In a check of 2017, 25 % of the items gave only the names of stages.
    """
    for number, step in enumerate(case.procedure.steps):
        if step.action is None and _STAGE_ONLY.fullmatch(step.name.said("zh").plain):
            yield At(
                ("steps", number, "name"),
                Message(
                    f"步骤只写了「{zh(step.name)}」，没有写做什么",
                    f"the step says {en(step.name)} alone, not what is done",
                    "补上「操作:」",
                    "add action",
                ),
            )


@PROCEDURES.rule(
    "GS310",
    19,
    ERROR,
    "每一步写明谁办；岗位是站所里有的。\n\n写到岗位，办事的人才知道该找谁。",
)
def somebody_acts_in_each_step(case: ProcedureCase) -> Iterator[At]:
    """In every step somebody acts, and a post that acts is one of the station's.

    Only then does anybody know whom to ask. Posts of other stations are looked for by GS401.
    """
    posts = {post.id for post in case.station.posts}
    known = posts | {None}
    for number, step in enumerate(case.procedure.steps):
        if step.actor is None:
            yield At(("steps", number, "name"), missing("办理人", "actor"))
        elif step.actor.station is None and step.actor.post not in known:
            path = ("steps", number, "actor")
            yield At(path, unknown("岗位", "post", str(step.actor.post), posts))
    contact = case.procedure.contact
    if contact is not None and contact.station is None and contact.post not in known:
        yield At(("contact",), unknown("岗位", "post", str(contact.post), posts))


@PROCEDURES.rule(
    "GS311",
    20,
    WARNING,
    "案件在单位之间移交时有人接手：写明接手的岗位或时限；交出去的不再转回同一个单位。\n\n"
    "推诿就出在谁都不负责的移交上。站所自己收件、发件的进出不算。",
)
def hand_overs_have_an_owner(case: ProcedureCase) -> Iterator[At]:
    """When a case goes from one office to another somebody takes it, and it does not come back.

    Somebody is a post, or an office with a time limit. Where nobody answers for a hand-over the
    case is passed around. That the station itself takes it in and hands it out is not meant.
    """
    flow = case.flow
    told = set()
    for edge in flow.hand_overs:
        source, target = flow.steps[edge.source], flow.steps[edge.target]
        if _has_post(source) or _has_post(target) or target.within is not None:
            continue
        if edge.target not in told:
            told.add(edge.target)
            yield At(("steps", edge.target, "actor"), _unowned(source, target))
    for number in flow.returns:
        if number not in told:
            yield At(("steps", number, "actor"), _back_again(flow.steps[number]))


def _has_post(step: Step) -> bool:
    return step.actor is not None and step.actor.post is not None


def _unowned(source: Step, target: Step) -> Message:
    return Message(
        f"从「{zh(source.name)}」移交到「{zh(target.name)}」，没有人接手",
        f"from {en(source.name)} to {en(target.name)} nobody takes the case over",
        "写明接手的岗位，或给这一步写「时限:」",
        "name the post that takes it, or add within to this step",
    )


def _back_again(step: Step) -> Message:
    office = str(step.actor.office) if step.actor and step.actor.office else holder(step) or ""
    return Message(
        f"案件又回到「{office}」",
        f"the case is back at {office}",
        "把同一单位的步骤排在一起",
        "put the steps of one office together",
    )


@PROCEDURES.rule(
    "GS312",
    21,
    WARNING,
    "到现场次数和流程里到窗口的步骤对得上。\n\n"
    "数的是申请人的、写明「地点」的步骤；能在网上办的，可以更少。",
)
def visits_agree_with_the_flow(case: ProcedureCase) -> Iterator[At]:
    """The number of visits agrees with the steps for which the flow sends people to a counter.

    Counted are the applicant's steps that say where. What can be done from afar may take fewer.
    """
    visits = case.procedure.visits
    if visits is None or not case.flow.steps:
        return
    at_counter = [n for n, step in enumerate(case.flow.steps) if _is_visit(step)]
    granted = set(End) - {End.REFUSED, End.WITHDRAWN}
    number = case.flow.number_along(at_counter, granted)
    if number is None:
        return
    fewest, most = number
    if any(channel.kind in REMOTE for channel in case.procedure.channels):
        fewest = 0
    if not fewest <= visits.times <= most:
        yield At(("visits", "times"), _other_number(visits.times, most))


def _is_visit(step: Step) -> bool:
    is_mine = step.actor is not None and step.actor.is_applicant
    return is_mine and step.where is not None and step.channel in IN_PERSON


def _other_number(said: int, most: int) -> Message:
    return Message(
        f"到现场次数写{said}次，流程里申请人要到场{most}次",
        f"{said} visits are said, and the flow has {most}",
        "改次数，或核对申请人步骤的「地点」",
        "correct the number, or check where of the applicant's steps",
    )


@PROCEDURES.rule(
    "GS313",
    22,
    WARNING,
    "到现场超过一次的，写明原因。\n\n「最多跑一次」做不到的，要说为什么。",
)
def more_visits_have_a_reason(case: ProcedureCase) -> Iterator[At]:
    """More than one visit has a reason.

    One visit is the rule.
    """
    visits = case.procedure.visits
    if visits is not None and visits.times > 1 and visits.why is None:
        yield At(
            ("visits", "times"),
            Message(
                f"到现场{visits.times}次，没有写原因",
                f"{visits.times} visits without a reason",
                "补上「原因:」，或减少次数",
                "add why, or ask for fewer",
            ),
        )
