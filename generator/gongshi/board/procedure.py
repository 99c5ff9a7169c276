"""A procedure: what a citizen can have done at a station, and all that is promised about it."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from gongshi.board.base import Value
from gongshi.board.common import Actor, Change, Citation, Ignore, Remedy, Reviewed, Status
from gongshi.board.duration import Duration
from gongshi.board.money import Money, Rate
from gongshi.board.text import Id, Link, Period, Plain, Prose, Text
from gongshi.board.words import (
    Audience,
    ChannelKind,
    Default,
    Delivery,
    End,
    FeeNature,
    Handling,
    Join,
    Level,
    MaterialForm,
    MaterialSource,
    Need,
    Nothing,
    OutcomeKind,
    ProcedureType,
    Start,
    State,
)


class Codes(Value):
    """The catalogue numbers of a procedure."""

    zh: ClassVar[str] = "事项编码"

    basic: Plain | None = Field(None, title="基本编码")
    """The number in the national catalogue."""
    implementation: Plain | None = Field(None, title="实施编码")
    """The number in the local catalogue."""


class Situation(Value):
    """A case that decides which materials, steps and fees apply."""

    zh: ClassVar[str] = "情形"

    id: Id = Field(title="编号")
    """Its name in this file."""
    title: Text = Field(title="名称")
    """What a citizen ticks."""
    group: Id | None = Field(None, title="分组")
    """A group of which exactly one holds."""
    note: Prose | None = Field(None, title="说明")
    """What the case means, where the title does not say."""


class Material(Value):
    """A paper or file to bring."""

    zh: ClassVar[str] = "申请材料"

    id: Id | None = Field(None, title="编号")
    """Its name in this file."""
    name: Text = Field(title="名称")
    """What it is called."""
    form: MaterialForm | None = Field(None, title="形式")
    """In what form it is handed in."""
    originals: int | None = Field(None, title="原件份数", ge=0, le=99)
    """How many originals."""
    copies: int | None = Field(None, title="复印件份数", ge=0, le=99)
    """How many copies."""
    source: MaterialSource | None = Field(None, title="来源渠道")
    """Where it comes from."""
    obtain: Prose | None = Field(None, title="来源渠道说明")
    """Where and how to get it."""
    issued_by: Text | None = Field(None, title="核发机关")
    """Who issues it."""
    need: Need | None = Field(None, title="必要性")
    """Whether it must be there at the start; left out it must."""
    standard: Prose | None = Field(None, title="受理标准")
    """What makes it acceptable."""
    declaration: bool = Field(False, title="告知承诺")
    """Whether a signed declaration may replace it."""
    situations: tuple[Id, ...] = Field((), title="适用情形")
    """The cases in which it is asked for; none named: always."""
    shared: bool = Field(False, title="免提交")
    """Whether the office fetches it, so that there is nothing to bring."""
    returned: bool = Field(False, title="交回")
    """Whether it is an old document that is handed back."""
    note: Prose | None = Field(None, title="备注")
    """What else a citizen must know of it."""
    template: Link | None = Field(None, title="空白表格")
    """The blank form, a path inside content/."""
    sample: Link | None = Field(None, title="示范文本")
    """A filled form to look at, a path inside content/."""
    basis: Citation | None = Field(None, title="依据")
    """What allows the office to ask for it."""


class Way(Value):
    """A way on from a step; a bare text is the step it leads to."""

    zh: ClassVar[str] = "下一步"
    shorthand: ClassVar[str] = "to"

    to: Id = Field(title="转至")
    """The step it leads to."""
    when: Text | None = Field(None, title="条件")
    """When it is taken."""


class AllWays(Value):
    """Ways that are gone at once."""

    zh: ClassVar[str] = "同时进行的下一步"

    all: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(title="同时")
    """The steps that all begin."""


class Wait(Value):
    """What a visit takes in time."""

    zh: ClassVar[str] = "等候"

    queue: Duration | None = Field(None, title="排队")
    """Waiting to be called."""
    counter: Duration | None = Field(None, title="窗口办理")
    """Time at the counter."""


class Step(Value):
    """One step of the flow, with who acts, how long it takes and where it leads."""

    zh: ClassVar[str] = "环节"

    id: Id = Field(title="编号")
    """Its name in this file."""
    name: Text = Field(title="名称")
    """The step in a few words."""
    actor: Actor | None = Field(None, title="办理人")
    """Who acts."""
    action: Prose | None = Field(None, title="操作")
    """What is done."""
    where: Text | None = Field(None, title="地点")
    """At which place or counter."""
    within: Duration | None = Field(None, title="时限")
    """How long it may take."""
    counts: bool = Field(True, title="计入时限")
    """Whether it is part of the limit; a special procedure such as a hearing is not."""
    basis: Citation | None = Field(None, title="依据")
    """The law that stops the clock, for a step that does not count."""
    fee: Text | None = Field(None, title="收费")
    """What a special procedure costs."""
    standard: Prose | None = Field(None, title="审查标准")
    """By what the office judges."""
    situations: tuple[Id, ...] = Field((), title="适用情形")
    """The cases in which the step is gone; none named: always."""
    wait: Wait | None = Field(None, title="等候")
    """What a visit takes in time."""
    channel: ChannelKind | None = Field(None, title="渠道")
    """The one channel in which the step exists."""
    join: Join | None = Field(None, title="汇合")
    """That parallel ways meet here."""
    next: Id | tuple[Way, ...] | AllWays | None = Field(None, title="下一步")
    """Where it leads: one step, a choice, or several at once."""
    end: End | None = Field(None, title="结束")
    """How the procedure ends here."""
    document: Text | None = Field(None, title="文书")
    """The paper handed over in this step."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways on, whatever way they are written."""
        if self.next is None:
            return ()
        if isinstance(self.next, str):
            return (_straight(self.next),)
        if isinstance(self.next, AllWays):
            return tuple(map(_straight, self.next.all))
        return self.next

    @property
    def is_choice(self) -> bool:
        """Whether the step is a decision with several ways out."""
        return isinstance(self.next, tuple) and len(self.next) > 1

    @property
    def is_parallel(self) -> bool:
        """Whether the ways on are gone at once."""
        return isinstance(self.next, AllWays)


def _straight(target: Id) -> Way:
    """Return the way to a step that needs no answer; the id has been judged where it stands."""
    return Way.assembled({"to": target})


class Limit(Value):
    """A time limit, with the cases it holds for; a bare text is its duration."""

    zh: ClassVar[str] = "时限"
    shorthand: ClassVar[str] = "duration"

    duration: Duration = Field(title="期限")
    """How long."""
    basis: Citation | None = Field(None, title="依据")
    """The law that sets it."""
    situations: tuple[Id, ...] = Field((), title="适用情形")
    """The cases it holds for; none named: all."""
    channels: tuple[ChannelKind, ...] = Field((), title="适用渠道")
    """The channels it holds for; none named: all."""
    note: Prose | None = Field(None, title="说明")
    """What else must be known of it."""


class TimeLimit(Value):
    """How long a procedure may take by law, and how long the station promises."""

    zh: ClassVar[str] = "办结时限"

    statutory: Nothing | Limit | tuple[Limit, ...] | None = Field(None, title="法定")
    """What the law sets, or that no law sets one."""
    committed: Limit | tuple[Limit, ...] | None = Field(None, title="承诺")
    """What the station promises."""
    extension: Limit | None = Field(None, title="可延长")
    """By how much it may be extended."""
    starts: Start | None = Field(None, title="起算")
    """From when it runs."""
    excluded: tuple[Text, ...] = Field((), title="不计入")
    """What is not counted."""

    @property
    def statutory_limits(self) -> tuple[Limit, ...]:
        """The limits that law sets, for all cases."""
        return _limits(self.statutory)

    @property
    def committed_limits(self) -> tuple[Limit, ...]:
        """The limits that are promised, for all cases."""
        return _limits(self.committed)


def _limits(value: Nothing | Limit | tuple[Limit, ...] | None) -> tuple[Limit, ...]:
    if isinstance(value, Limit):
        return (value,)
    return value if isinstance(value, tuple) else ()


class MoneyRange(Value):
    """A charge between two amounts, with what decides."""

    zh: ClassVar[str] = "金额范围"

    from_: Money = Field(title="最低", alias="from")
    """The least that is charged."""
    to: Money = Field(title="最高")
    """The most that is charged."""
    by: Text | None = Field(None, title="按")
    """What decides the amount."""


class Reduction(Value):
    """Who pays less, and how much."""

    zh: ClassVar[str] = "减免"

    who: Text = Field(title="对象")
    """Who has the reduction."""
    amount: Money | None = Field(None, title="金额")
    """What they pay."""
    rate: Rate | None = Field(None, title="费率")
    """The rate they pay."""
    note: Prose | None = Field(None, title="说明")
    """How it is worked out, where an amount does not say."""
    basis: Citation | None = Field(None, title="依据")
    """What grants it."""


class Fee(Value):
    """One charge: what for, how much, by whose leave and to whom."""

    zh: ClassVar[str] = "收费"

    item: Text = Field(title="项目")
    """What is charged for, named as in the catalogue."""
    amount: Money | MoneyRange | None = Field(None, title="金额")
    """How much, or between what."""
    rate: Rate | None = Field(None, title="费率")
    """A share of something."""
    of: Text | None = Field(None, title="计费基数")
    """What the rate is a share of."""
    formula: Text | None = Field(None, title="计算公式")
    """How it is worked out."""
    example: Text | None = Field(None, title="举例")
    """The formula at work."""
    unit: Text | None = Field(None, title="计量单位")
    """For each what."""
    nature: FeeNature | None = Field(None, title="收费性质")
    """What kind of charge it is."""
    payee: Text | None = Field(None, title="收费单位")
    """To whom it is paid."""
    situations: tuple[Id, ...] = Field((), title="适用情形")
    """The cases in which it is due; none named: always."""
    optional: bool = Field(False, title="自愿")
    """Whether the citizen may do without what is paid for."""
    basis: Citation | None = Field(None, title="依据")
    """The document that allows it."""
    reductions: tuple[Reduction, ...] = Field((), title="减免")
    """Who pays less."""
    note: Prose | None = Field(None, title="备注")
    """What else must be known of it."""


class Outcome(Value):
    """What the citizen is handed at the end; a bare text is its name."""

    zh: ClassVar[str] = "办理结果"
    shorthand: ClassVar[str] = "name"

    name: Text = Field(title="名称")
    """What it is called."""
    kind: OutcomeKind | None = Field(None, title="类型")
    """What kind of thing it is."""
    validity: Text | None = Field(None, title="有效期")
    """How long it is good for."""
    delivery: tuple[Delivery, ...] = Field((), title="送达方式")
    """How it reaches the citizen."""
    sample: Link | None = Field(None, title="样本")
    """A picture of it, a path inside content/."""


class Channel(Value):
    """A way to reach the procedure; a bare word is its kind."""

    zh: ClassVar[str] = "办理渠道"
    shorthand: ClassVar[str] = "kind"

    kind: ChannelKind = Field(title="方式")
    """Which way."""
    value: Text | None = Field(None, title="地址")
    """Where: an address, a link or the name of an app."""
    scope: Text | None = Field(None, title="范围")
    """For whom: 全国通办, 跨省通办 and the like."""
    note: Prose | None = Field(None, title="说明")
    """What can be done this way."""


class Visits(Value):
    """How often the citizen must come; a bare number is how often."""

    zh: ClassVar[str] = "到现场次数"
    shorthand: ClassVar[str] = "times"

    times: int = Field(title="次数", ge=0, le=99)
    """How often."""
    why: Text | None = Field(None, title="原因")
    """Why it cannot be fewer."""


class Progress(Value):
    """Where a citizen can see how far a case has got; a bare text is the link."""

    zh: ClassVar[str] = "进程查询"
    shorthand: ClassVar[str] = "url"

    url: Link | None = Field(None, title="网址")
    """The page to look at."""
    phone: Plain | None = Field(None, title="电话")
    """The phone to ask."""
    note: Prose | None = Field(None, title="说明")
    """How it is asked."""


class Question(Value):
    """A question that people ask, and its answer."""

    zh: ClassVar[str] = "常见问题"

    q: Text = Field(title="问")
    """The question."""
    a: Prose = Field(title="答")
    """The answer."""


class Timing(Value):
    """How long cases really took in a period."""

    zh: ClassVar[str] = "实际用时"

    period: Period = Field(title="时段")
    """The period."""
    cases: int = Field(title="件数", ge=0)
    """How many cases were closed."""
    median: Duration | None = Field(None, title="中位用时")
    """Half took no longer than this."""
    p90: Duration | None = Field(None, title="九成用时")
    """Nine of ten took no longer than this."""
    late: int = Field(0, title="超期件数", ge=0)
    """How many took longer than promised."""


class Procedure(Value):
    """A matter that a citizen can have done at a station."""

    zh: ClassVar[str] = "办事事项"

    schema_: int = Field(1, title="模型版本", alias="schema", ge=1, le=1)
    """The version of this model that the file is written in."""
    title: Text | None = Field(None, title="事项名称")
    """Its official name."""
    aliases: tuple[Plain, ...] = Field((), title="别名")
    """What people call it, in any language."""
    codes: Codes | None = Field(None, title="事项编码")
    """Its numbers in the catalogues."""
    handling: Handling | None = Field(None, title="办件类型")
    """Done at once or within a promised time; left out, it follows from the limit."""
    type: ProcedureType | None = Field(None, title="事项类型")
    """What kind of act it is."""
    level: Level | None = Field(None, title="行使层级")
    """At which level the power is exercised."""
    decided_by: Text | None = Field(None, title="决定机构")
    """Who decides, where it is not the station."""
    entrusted_by: Text | None = Field(None, title="委托部门")
    """Who entrusted the power."""
    audience: tuple[Audience, ...] = Field((), title="服务对象")
    """Whom it serves."""
    quantity_limit: Text | None = Field(None, title="数量限制")
    """How many are given out, where that is limited."""
    life_events: tuple[Id, ...] = Field((), title="主题")
    """The events in a life to which it belongs."""
    summary: Prose | None = Field(None, title="摘要")
    """What it is for, in a sentence or two."""
    legal_basis: tuple[Citation, ...] = Field((), title="设定依据")
    """The laws it rests on."""
    conditions: tuple[Prose, ...] = Field((), title="受理条件")
    """Who may apply, and when."""
    prohibited: tuple[Prose, ...] = Field((), title="禁止性要求")
    """What rules an application out."""
    situations: tuple[Situation, ...] = Field((), title="情形")
    """The cases that decide what applies."""
    materials: tuple[Material, ...] | Nothing | None = Field(None, title="申请材料")
    """What to bring, or that nothing is needed."""
    steps: tuple[Step, ...] = Field((), title="办理流程")
    """How it runs."""
    time_limit: TimeLimit | None = Field(None, title="办结时限")
    """How long it may take."""
    fees: tuple[Fee, ...] | Nothing | None = Field(None, title="收费")
    """What it costs, or that nothing is charged."""
    outcomes: tuple[Outcome, ...] = Field((), title="办理结果")
    """What the citizen is handed."""
    channels: tuple[Channel, ...] = Field((), title="办理渠道")
    """The ways to reach it."""
    visits: Visits | None = Field(None, title="到现场次数")
    """How often the citizen must come."""
    progress: Progress | None = Field(None, title="进程查询")
    """Where to see how far a case has got."""
    intermediaries: tuple[Text, ...] = Field((), title="中介服务")
    """Kinds of paid third parties that are needed; never a firm's name."""
    glossary: dict[str, Text] = Field(default_factory=dict, title="名词解释")
    """Plain words for terms of office."""
    contact: Actor | None = Field(None, title="咨询岗位")
    """The post that answers questions."""
    remedies: Default | tuple[Remedy, ...] = Field(Default.DEFAULT, title="救济途径")
    """How to have a decision looked at again; left out, what the board says."""
    faq: tuple[Question, ...] = Field((), title="常见问题")
    """What people ask."""
    common_mistakes: tuple[Prose, ...] = Field((), title="常见错误")
    """What people get wrong."""
    takes_part: tuple[Id, ...] = Field((), title="联办")
    """The stations that take part in a joint procedure."""
    changes: tuple[Change, ...] = Field((), title="变更记录")
    """Reasons given for changes, newest first."""
    local_reason: Prose | None = Field(None, title="本地差异说明")
    """Why this station differs from its siblings."""
    timings: tuple[Timing, ...] = Field((), title="实际用时")
    """How long cases really took."""
    status: Status = Field(default_factory=Status, title="状态")
    """Whether it is in use."""
    effective: datetime.date | None = Field(None, title="施行日期")
    """From when it holds."""
    reviewed: Reviewed | None = Field(None, title="核对")
    """When and by whom it was last confirmed."""
    ignore: tuple[Ignore, ...] = Field((), title="免检")
    """Checks that are set aside, with reasons."""
    was: tuple[Id, ...] = Field((), title="曾用编号")
    """Ids it had before; they lead here."""

    @property
    def is_active(self) -> bool:
        """Whether it can be applied for: neither suspended nor retired."""
        return self.status.state is State.ACTIVE

    @property
    def is_retired(self) -> bool:
        """Whether it is given up for good."""
        return self.status.state is State.RETIRED

    @property
    def material_list(self) -> tuple[Material, ...]:
        """The materials, none where none are needed or none are said."""
        return self.materials if isinstance(self.materials, tuple) else ()

    @property
    def fee_list(self) -> tuple[Fee, ...]:
        """The fees, none where none are charged or none are said."""
        return self.fees if isinstance(self.fees, tuple) else ()
