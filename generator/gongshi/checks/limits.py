"""Rules on time limits: that there are some, and that promises keep within the law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongshi.board.duration import Duration, Unit
from gongshi.board.procedure import Limit
from gongshi.board.words import Handling, ProcedureType, Start
from gongshi.checks.case import ProcedureCase
from gongshi.checks.promises import MOST_LIMITS, Overrun, overrun, placed
from gongshi.checks.rule import ERROR, PROCEDURES, WARNING, At
from gongshi.checks.tables import table
from gongshi.diagnostics.finding import Message

UNPROMISED: Final = {ProcedureType.LEVY, ProcedureType.INSPECTION, ProcedureType.PENALTY}
"""Acts that nobody applies for need no promised limit."""

_DELIVERY: Final = re.compile(r"送达|颁发|发证|发照|制证|打证|\bissu|\bdeliver", re.IGNORECASE)


@PROCEDURES.rule(
    "GS203",
    5,
    ERROR,
    "承诺时限可以短于法定时限，不能更长。\n\n"
    "承诺和法定的单位不同时不能只比数字：对日历上每一个受理日分别推算两个到期日，"
    "只要有一天承诺到期更晚就不行（行政许可法第四十二条）。",
)
def promise_within_law(case: ProcedureCase) -> Iterator[At]:
    """A promised limit may shorten the limit of law, never lengthen it.

    Working days and calendar days are not compared by number: for every day of acceptance both last
    days are worked out, and one day on which the promise ends later is enough (Administrative
    Licensing Law, art. 42).
    """
    for promise in case.promises:
        promised = promise.placed.limit.duration
        for statute in promise.statutes:
            lawful = statute.limit.duration
            late = overrun(promised, lawful, case.facts.calendar)
            if late is not None:
                yield At(promise.placed.duration_path, _too_long(promised, lawful, late))
                break


def _too_long(promised: Duration, lawful: Duration, late: Overrun) -> Message:
    zh, en = _on_a_day(late)
    return Message(
        f"承诺时限（{promised}）长于法定时限（{lawful}）{zh}",
        f"the promised limit ({promised.said('en')}) is longer than the limit of law"
        f" ({lawful.said('en')}){en}",
        f"改为任何一天受理都不晚于{lawful}的时限",
        f"promise a limit that never ends later than {lawful.said('en')}",
    )


def _on_a_day(late: Overrun) -> tuple[str, str]:
    day = late.day
    if day is None or day.promised == day.lawful:
        return "", ""
    return (
        f"：{day.accepted}受理的，承诺到{day.promised}，法定到{day.lawful}",
        f": accepted on {day.accepted}, the promise ends on {day.promised}, the law's limit on"
        f" {day.lawful}",
    )


@PROCEDURES.rule(
    "GS204",
    6,
    WARNING,
    "承诺时限短于法定时限才算承诺。\n\n和法定时限一样长，等于没有承诺。",
)
def promise_shortens_law(case: ProcedureCase) -> Iterator[At]:
    """A promised limit is shorter than the limit of law.

    One of the same length promises nothing.
    """
    for promise in case.promises:
        promised = promise.placed.limit.duration
        if not promised.is_immediate and any(
            statute.limit.duration == promised for statute in promise.statutes
        ):
            yield At(
                promise.placed.duration_path,
                Message(
                    f"承诺时限和法定时限一样（{promised}）",
                    f"the promised limit is the same as the limit of law ({promised.said('en')})",
                    "写一个更短的、做得到的时限",
                    "promise a shorter limit that can be kept",
                ),
            )


@PROCEDURES.rule(
    "GS205",
    4,
    ERROR,
    "在用的事项写明法定时限和承诺时限。\n\n"
    "法律没有规定的，法定时限写「无」；征收、检查、处罚不要求承诺。"
    "2017年的一次检查里，三分之一的办事指南缺时限、收费或电话。",
)
def limits_are_said(case: ProcedureCase) -> Iterator[At]:
    """A procedure in use says how long it may take by law and how long the station promises.

    Where no law sets a limit it says ``none``; levies, inspections and penalties need no promise.
    In a check of 2017 a third of the guides lacked limits, fees or contacts.
    """
    if not case.procedure.is_active:
        return
    limit = case.procedure.time_limit
    if limit is None:
        yield At(("time_limit",), _no_limit("办结时限", "time_limit"))
        return
    if limit.statutory is None or limit.statutory == ():
        yield At(("time_limit", "statutory"), _no_limit("法定", "time_limit.statutory"), True)
    if not limit.committed and case.procedure.type not in UNPROMISED:
        yield At(("time_limit", "committed"), _no_limit("承诺", "time_limit.committed"), True)
    for name in ("statutory", "committed"):
        said = getattr(limit, name)
        if isinstance(said, tuple) and len(said) > MOST_LIMITS:
            yield At(("time_limit", name, MOST_LIMITS, "duration"), _TOO_MANY)


_TOO_MANY = Message(
    f"时限分了{MOST_LIMITS}种以上",
    f"more than {MOST_LIMITS} limits are told apart",
    "把情形合并，或拆成几个事项",
    "join situations, or make several procedures of it",
)


def _no_limit(title: str, name: str) -> Message:
    is_statutory = name.endswith("statutory")
    return Message(
        f"没有写「{title}」时限" if title != "办结时限" else "没有写办结时限",
        f"{name} is missing",
        f"补上「{title}:」" + ("，法律没有规定的写 无" if is_statutory else ""),
        f"add {name}" + (", or none where no law sets a limit" if is_statutory else ""),
    )


@PROCEDURES.rule(
    "GS206",
    7,
    WARNING,
    "法定和承诺一个用日、一个用工作日的，写明从哪天起算。\n\n"
    "两个数字不能直接比较，网页要把两个到期日都推算出来，没有起算日就推算不出。"
    "许可法的期限按工作日算，其他法律多按自然日算。没有写单位的时限读取时就报错（GS130）。",
)
def mixed_units_have_a_start(case: ProcedureCase) -> Iterator[At]:
    """Where law and promise count in different days, it is said from when they run.

    The two numbers cannot be compared, so the page works out both last days, which it can only do
    from a known start. The Administrative Licensing Law counts working days, most other laws count
    calendar days. A limit without a unit is refused on reading (GS130).
    """
    limit = case.procedure.time_limit
    if limit is None or limit.starts is not None:
        return
    for promise in case.promises:
        units = {promise.placed.limit.duration.unit}
        units |= {statute.limit.duration.unit for statute in promise.statutes}
        if {Unit.DAY, Unit.WORKDAY} <= units:
            yield At(
                promise.placed.duration_path,
                Message(
                    "法定和承诺一个按日、一个按工作日，又没有写起算，比不出先后",
                    "law and promise count in different days, and it is not said from when",
                    "补上「起算: 受理」",
                    "add starts: accepted",
                ),
            )
            return


@PROCEDURES.rule(
    "GS207",
    8,
    ERROR,
    "没有别的法律另作规定的许可，法定时限不超过20个工作日，联合办理的不超过45个工作日。\n\n"
    "行政许可法第四十二条；按第八十二条，期限以工作日计算。",
)
def licence_within_general_law(case: ProcedureCase) -> Iterator[At]:
    """A licence for which no other law sets a limit takes at most 20 working days, jointly 45.

    Administrative Licensing Law, art. 42; by art. 82 its periods are working days.
    """
    procedure = case.procedure
    if procedure.type is not ProcedureType.LICENCE or procedure.time_limit is None:
        return
    limits = table("licensing_law")
    name = "joint" if procedure.takes_part else "single"
    most = Duration.parse(limits[name]["limit"])
    for each in placed("statutory", procedure.time_limit.statutory):
        longer = overrun(each.limit.duration, most, case.facts.calendar)
        if longer is not None and _rests_on_general_law(each.limit, limits["title"]):
            yield At(
                each.duration_path,
                Message(
                    f"许可的法定时限（{each.limit.duration}）长于行政许可法的{most}",
                    f"the limit of law of this licence ({each.limit.duration.said('en')}) is longer"
                    f" than the {most.said('en')} of the Administrative Licensing Law",
                    "改短，或在「依据」里写明另作规定的法律",
                    "shorten it, or cite the law that sets it under basis",
                ),
            )


def _rests_on_general_law(limit: Limit, title: str) -> bool:
    return limit.basis is None or title in str(limit.basis.title)


@PROCEDURES.rule(
    "GS208",
    9,
    WARNING,
    "办件类型和时限一致：即办件当天办完，承诺件不是当场办结。\n\n"
    "不写办件类型时按时限推定，写了就要对得上。",
)
def handling_agrees_with_limit(case: ProcedureCase) -> Iterator[At]:
    """What is done at once has no limit in days, and what has a promise is not done on the spot.

    Left out, the kind of handling follows from the limit; given, it must agree.
    """
    procedure = case.procedure
    limits = procedure.time_limit.committed_limits if procedure.time_limit else ()
    durations = [limit.duration for limit in limits]
    if procedure.handling is Handling.IMMEDIATE:
        durations += [step.within for step in procedure.steps if step.within is not None]
        long = next((each for each in durations if not each.is_within_a_day), None)
        if long is not None:
            yield At(
                ("handling",),
                Message(
                    f"办件类型是即办件，却有{long}的时限",
                    f"said to be done at once, yet there is a limit of {long.said('en')}",
                    "改为 承诺件（committed），或缩短时限",
                    "write committed, or shorten the limit",
                ),
            )
    elif procedure.handling is Handling.COMMITTED and _all_at_once(durations):
        yield At(
            ("handling",),
            Message(
                "办件类型是承诺件，承诺却是当场办结",
                "said to be done within a promised time, yet the promise is on the spot",
                "改为 即办件（immediate）",
                "write immediate",
            ),
        )


def _all_at_once(durations: list[Duration]) -> bool:
    return bool(durations) and all(each.is_immediate for each in durations)


@PROCEDURES.rule(
    "GS209",
    12,
    WARNING,
    "许可作出决定后，10个工作日内颁发、送达证件。\n\n行政许可法第四十四条。",
)
def delivery_within_ten_days(case: ProcedureCase) -> Iterator[At]:
    """The certificate of a licence is issued and delivered within 10 working days of the decision.

    Administrative Licensing Law, art. 44.
    """
    if case.procedure.type is not ProcedureType.LICENCE:
        return
    most = Duration.parse(table("licensing_law")["delivery"]["limit"])
    for number, step in enumerate(case.procedure.steps):
        is_delivery = any(_DELIVERY.search(said) for said in step.name.values())
        if step.within is None or not is_delivery:
            continue
        if step.actor is not None and step.actor.is_applicant:
            continue
        if overrun(step.within, most, case.facts.calendar) is not None:
            yield At(
                ("steps", number, "within"),
                Message(
                    f"颁发、送达用时（{step.within}）超过{most}",
                    f"issuing takes {step.within.said('en')}, more than {most.said('en')}",
                    f"改为{most}以内",
                    f"write {most.said('en')} or less",
                ),
            )


@PROCEDURES.rule(
    "GS210",
    23,
    WARNING,
    "许可的时限从受理起算，不从申请起算。\n\n行政许可法第四十二条。",
)
def licence_runs_from_acceptance(case: ProcedureCase) -> Iterator[At]:
    """The limit of a licence runs from acceptance, not from the application.

    Administrative Licensing Law, art. 42.
    """
    procedure = case.procedure
    if procedure.type is not ProcedureType.LICENCE or procedure.time_limit is None:
        return
    if procedure.time_limit.starts is Start.APPLIED:
        yield At(
            ("time_limit", "starts"),
            Message(
                "许可的时限写成从申请起算",
                "the limit of this licence is said to run from the application",
                "改为 受理（accepted）",
                "write accepted",
            ),
        )
