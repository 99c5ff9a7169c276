"""Rules on what a procedure must say at all, and that it says it outright."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongshi.board.procedure import Procedure
from gongshi.board.text import Text
from gongshi.checks.case import ProcedureCase
from gongshi.checks.rule import ERROR, PROCEDURES, At
from gongshi.checks.tables import table
from gongshi.checks.telling import missing
from gongshi.diagnostics.finding import Message

CENSUS: Final = ("title", "legal_basis", "conditions", "materials", "steps")
"""The classes of the census that a procedure holds; place, time and telephone are the station's."""

OTHERS: Final = ("type", "audience", "outcomes", "channels", "contact", "reviewed")
"""What else every procedure in use has; limits and fees have rules of their own."""


@PROCEDURES.rule(
    "GS201",
    1,
    ERROR,
    "在用的事项写全名称、依据、条件、材料、流程；不需要材料的写「无」。\n\n"
    "全国政府网站普查检查办事指南的八类内容：名称、依据、条件、材料、地点、时间、电话、流程，"
    "缺一类扣2分；后三类写在站所里（GS241）。",
)
def census_classes_are_filled(case: ProcedureCase) -> Iterator[At]:
    """A procedure in use has a title, a legal basis, conditions, materials and steps.

    Where nothing has to be brought it says ``materials: none``. The census of government sites
    looks at eight classes of a guide and takes two points for each that is empty; place, time and
    telephone are the station's (GS241).
    """
    yield from _empty(case.procedure, CENSUS)


@PROCEDURES.rule(
    "GS202",
    1,
    ERROR,
    "在用的事项写明事项类型、服务对象、办理结果、办理渠道、咨询岗位、核对日期。\n\n"
    "少了其中一项，来办事的人就不知道这事归不归自己、到哪里办、办完拿到什么、问谁。",
)
def other_contents_are_filled(case: ProcedureCase) -> Iterator[At]:
    """A procedure in use has a type, an audience, outcomes, channels, a contact and a review.

    Without them nobody knows whether it is for them, where to go, what they get and whom to ask.
    """
    yield from _empty(case.procedure, OTHERS)


def _empty(procedure: Procedure, names: tuple[str, ...]) -> Iterator[At]:
    if not procedure.is_active:
        return
    for name in names:
        if getattr(procedure, name) in (None, ()):
            title = type(procedure).model_fields[name].title or name
            yield At((name,), missing(title, name))


@PROCEDURES.rule(
    "GS211",
    2,
    ERROR,
    "材料和条件逐项写明，没有「其他材料」「有关材料」「根据需要」这样的兜底。\n\n"
    "兜底的话让窗口可以随时加要求。2017年的检查里，13%的事项有兜底材料；"
    "没有法律、法规、规章依据，不得增设办理条件（优化营商环境条例第三十五条）。",
)
def nothing_is_left_open(case: ProcedureCase) -> Iterator[At]:
    """Materials and conditions are named one by one, without "other materials" or "as needed".

    Such wording lets a counter ask for more at any time. In a check of 2017, 13 % of items had it.
    Conditions may not be added without a law (Regulations on the Business Environment, art. 35).
    """
    phrases = table("catch_all")
    for number, material in enumerate(case.procedure.material_list):
        yield from _left_open(("materials", number, "name"), material.name, phrases["materials"])
    for number, condition in enumerate(case.procedure.conditions):
        yield from _left_open(("conditions", number), condition, phrases["conditions"])


def _left_open(path: tuple[str | int, ...], text: Text, phrases: list[str]) -> Iterator[At]:
    for language, said in text.items():
        lower = said.lower()
        found = next((phrase for phrase in phrases if phrase in lower), None)
        if found is not None:
            yield At(
                (*path, language),
                Message(
                    f"「{found}」没有说清是什么",
                    f"{found!r} does not say what is meant",
                    "逐项写明；没有的删去",
                    "name each one, or remove it",
                ),
            )
            return
