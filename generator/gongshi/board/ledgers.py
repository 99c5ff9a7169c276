"""The ledgers of a station: rectifications, evaluations, complaints, inspections."""

from __future__ import annotations

import datetime
from typing import ClassVar

from pydantic import Field

from gongshi.board.base import Value
from gongshi.board.common import Ignore
from gongshi.board.text import EntryId, Id, Period, Plain, ProcedureRef, Prose, Text
from gongshi.board.words import CheckResult, FoundBy


class Postponement(Value):
    """A new due date and its reason."""

    zh: ClassVar[str] = "延期"

    to: datetime.date = Field(title="至")
    """The new date."""
    why: Text = Field(title="原因")
    """Why."""


class CarriedOut(Value):
    """The change in the data that carried a rectification out."""

    zh: ClassVar[str] = "落实变更"

    procedure: ProcedureRef = Field(title="事项")
    """The procedure that was changed."""
    date: datetime.date = Field(title="日期")
    """The day of the change."""


class ProgressNote(Value):
    """What was done by a day."""

    zh: ClassVar[str] = "进展"

    date: datetime.date = Field(title="日期")
    """The day."""
    text: Text = Field(title="内容")
    """What was done."""


class Rectification(Value):
    """A problem that was found, what is done about it, by whom and by when."""

    zh: ClassVar[str] = "整改台账"

    id: EntryId = Field(title="编号")
    """Its number in the ledger."""
    problem: Text | None = Field(None, title="问题")
    """What was found."""
    found_by: FoundBy | None = Field(None, title="发现渠道")
    """Who found it."""
    found_on: datetime.date | None = Field(None, title="发现日期")
    """When."""
    measure: Text | None = Field(None, title="整改措施")
    """What is done about it."""
    due: datetime.date | None = Field(None, title="整改时限")
    """By when."""
    responsible: Plain | None = Field(None, title="责任人")
    """Who answers for it."""
    postponed: tuple[Postponement, ...] = Field((), title="延期")
    """New dates and their reasons."""
    change: CarriedOut | None = Field(None, title="落实变更")
    """The change in the data that carried it out."""
    progress: tuple[ProgressNote, ...] = Field((), title="进展")
    """What was done so far."""
    done_on: datetime.date | None = Field(None, title="完成日期")
    """When it was done."""
    result: Text | None = Field(None, title="结果")
    """What came of it."""
    ignore: tuple[Ignore, ...] = Field((), title="免检")
    """Checks that are set aside, with reasons."""

    @property
    def due_now(self) -> datetime.date | None:
        """The date that holds after all postponements."""
        return max((entry.to for entry in self.postponed), default=self.due)


class Answers(Value):
    """How many gave which answer."""

    zh: ClassVar[str] = "评价分布"

    very: int = Field(0, title="很满意", ge=0)
    """Very satisfied."""
    fairly: int = Field(0, title="比较满意", ge=0)
    """Fairly satisfied."""
    neutral: int = Field(0, title="一般", ge=0)
    """Neither."""
    poor: int = Field(0, title="不满意", ge=0)
    """Not satisfied."""

    @property
    def total(self) -> int:
        """How many answered."""
        return self.very + self.fairly + self.neutral + self.poor


class Evaluation(Value):
    """The result of a year's survey of a station."""

    zh: ClassVar[str] = "民主评议"

    year: int = Field(title="年度", ge=1990, le=2100)
    """The year."""
    organiser: Text | None = Field(None, title="组织单位")
    """Who held it."""
    method: Text | None = Field(None, title="方法")
    """How it was done."""
    responses: int | None = Field(None, title="有效样本", ge=0)
    """How many answered."""
    score: float | None = Field(None, title="得分")
    """The score, of 100."""
    rank: int | None = Field(None, title="名次", ge=1)
    """The place among those evaluated."""
    of: int | None = Field(None, title="参评数", ge=1)
    """How many were evaluated."""
    answers: Answers | None = Field(None, title="评价分布")
    """How many gave which answer."""
    finding: Text | None = Field(None, title="评议意见")
    """What those evaluating said."""
    ignore: tuple[Ignore, ...] = Field((), title="免检")
    """Checks that are set aside, with reasons."""


class ComplaintFigures(Value):
    """How many complaints came in a period and how they were answered."""

    zh: ClassVar[str] = "投诉办理"

    period: Period = Field(title="时段")
    """The period."""
    received: int = Field(title="收到", ge=0)
    """How many came in."""
    answered_in_time: int | None = Field(None, title="按期答复", ge=0)
    """How many were answered in time."""
    upheld: int | None = Field(None, title="属实", ge=0)
    """How many were right."""
    median_days: float | None = Field(None, title="答复中位天数", ge=0)
    """Half were answered within this many days."""
    note: Text | None = Field(None, title="说明")
    """What else must be known."""
    ignore: tuple[Ignore, ...] = Field((), title="免检")
    """Checks that are set aside, with reasons."""


class SpotCheck(Value):
    """One point of an inspection and what was found."""

    zh: ClassVar[str] = "检查内容"

    id: Id = Field(title="检查项")
    """The point, as on the checklist."""
    result: CheckResult = Field(title="结果")
    """What was found."""
    note: Text | None = Field(None, title="说明")
    """What else was seen."""


class Inspection(Value):
    """What a lay supervisor found on a visit."""

    zh: ClassVar[str] = "明察暗访"

    date: datetime.date = Field(title="日期")
    """The day."""
    by: Text = Field(title="检查人")
    """Who came."""
    checks: tuple[SpotCheck, ...] = Field((), title="检查内容")
    """What was looked at."""
    note: Prose | None = Field(None, title="说明")
    """What else was seen."""
    ignore: tuple[Ignore, ...] = Field((), title="免检")
    """Checks that are set aside, with reasons."""
