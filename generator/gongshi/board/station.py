"""A station: who, where, when, and all that it can be held to."""

from __future__ import annotations

import datetime
from typing import ClassVar

from pydantic import Field

from gongshi.board.base import Value
from gongshi.board.common import Change, Citation, Ignore, Remedy, Reviewed, Status
from gongshi.board.duration import Duration
from gongshi.board.hours import Interval, OpenDays
from gongshi.board.text import Id, Link, MonthDay, Phone, Plain, Prose, Text
from gongshi.board.words import (
    ContactKind,
    Default,
    Holder,
    LeaderRole,
    Nature,
    State,
    StationKind,
    Weekday,
)


class OpenPeriod(Value):
    """Days of the week and hours on which a station is open, in a season where it names one."""

    zh: ClassVar[str] = "办公时间"

    days: tuple[Weekday, ...] = Field(title="星期")
    """The days."""
    open: tuple[Interval, ...] = Field(title="开放时段")
    """The hours of those days: ``08:30-12:00``."""
    from_: MonthDay | None = Field(None, title="自", alias="from")
    """The first day of the season."""
    to: MonthDay | None = Field(None, title="至")
    """The last day of the season."""
    note: Text | None = Field(None, title="说明")
    """What is special about these hours."""

    @property
    def open_days(self) -> OpenDays:
        """The same as hours that can be asked whether they hold on a day."""
        words = tuple(Weekday)
        return OpenDays(
            frozenset(words.index(day) for day in self.days),
            self.open,
            self.from_ or "",
            self.to or "",
        )


class Contact(Value):
    """One way to make an appointment."""

    zh: ClassVar[str] = "预约渠道"

    kind: ContactKind = Field(title="方式")
    """Which way."""
    value: Text = Field(title="地址")
    """The number, link or name."""


class Appointment(Value):
    """How to come by appointment."""

    zh: ClassVar[str] = "预约服务"

    channels: tuple[Contact, ...] = Field((), title="预约渠道")
    """The ways to make one."""
    lead_time: Duration | None = Field(None, title="提前时间")
    """How long before."""
    out_of_hours: Prose | None = Field(None, title="非工作时间服务")
    """What is done outside office hours, and for whom."""


class Leader(Value):
    """Someone who answers for the station."""

    zh: ClassVar[str] = "责任人"

    role: LeaderRole = Field(title="职责")
    """In which of the three steps."""
    name: Plain = Field(title="姓名")
    """The name."""
    title: Text | None = Field(None, title="职务")
    """The office held."""


class Person(Value):
    """A person of a post; a bare text is the name."""

    zh: ClassVar[str] = "岗位人员"
    shorthand: ClassVar[str] = "name"

    name: Plain = Field(title="姓名")
    """The name."""
    badge: Plain | None = Field(None, title="工号")
    """The number on the badge."""


class Post(Value):
    """A post with its two people, A and B."""

    zh: ClassVar[str] = "岗位"

    id: Id = Field(title="编号")
    """Its name in this file."""
    name: Text = Field(title="名称")
    """What it is called."""
    counter: Text | None = Field(None, title="窗口号")
    """Where it stands."""
    duties: Prose | None = Field(None, title="岗位职责")
    """What it does."""
    a: Person | None = Field(None, title="A岗")
    """Who holds it."""
    b: Person | None = Field(None, title="B岗")
    """Who stands in."""
    phone: Phone | None = Field(None, title="电话")
    """Its telephone."""
    single: Text | None = Field(None, title="单人原因")
    """Why there is no B."""
    first_contact: bool = Field(False, title="首问岗")
    """Whether it takes every newcomer and stays answerable until the matter is handed over."""


class Commitment(Value):
    """What the station promises; a bare text is the promise."""

    zh: ClassVar[str] = "服务承诺"
    shorthand: ClassVar[str] = "text"

    text: Text = Field(title="内容")
    """The promise."""
    measure: Text | None = Field(None, title="衡量方式")
    """How it is measured."""
    limit: Duration | None = Field(None, title="时限")
    """Within what time."""
    remedy: Text | None = Field(None, title="补救")
    """What happens when it is broken."""


class PostRule(Value):
    """A rule and the posts it binds; a bare text binds every post."""

    zh: ClassVar[str] = "岗位规则"
    shorthand: ClassVar[str] = "rule"

    rule: Prose = Field(title="规则")
    """The rule."""
    posts: tuple[Id, ...] = Field((), title="岗位")
    """The posts it binds; none named: all."""


class Accountability(Value):
    """What follows from a breach."""

    zh: ClassVar[str] = "责任追究"

    breach: Text = Field(title="情形")
    """The breach."""
    consequence: Text = Field(title="处理")
    """What follows."""
    basis: Citation | None = Field(None, title="依据")
    """What says so."""


class SupervisionPhone(Value):
    """A telephone to complain to."""

    zh: ClassVar[str] = "监督电话"

    name: Text = Field(title="名称")
    """Whose it is."""
    number: Phone = Field(title="号码")
    """The number."""
    independent: bool = Field(False, title="独立渠道")
    """Whether it is outside the station and those who lead it."""


class Supervisor(Value):
    """A lay supervisor."""

    zh: ClassVar[str] = "行风监督员"

    name: Plain = Field(title="姓名")
    """The name."""
    capacity: Text | None = Field(None, title="身份")
    """In what capacity."""


class Supervision(Value):
    """How a station is watched and where to complain."""

    zh: ClassVar[str] = "监督"

    phones: tuple[SupervisionPhone, ...] = Field((), title="监督电话")
    """Telephones."""
    online: Link | None = Field(None, title="网上投诉")
    """A page to complain on."""
    mailbox: Text | None = Field(None, title="意见箱")
    """A box, and when it is opened."""
    address: Text | None = Field(None, title="来信来访")
    """Where to write or come."""
    supervisors: tuple[Supervisor, ...] = Field((), title="行风监督员")
    """Lay supervisors."""


class Closure(Value):
    """Days on which a station is closed out of the ordinary."""

    zh: ClassVar[str] = "临时停办"

    from_: datetime.date = Field(title="自", alias="from")
    """The first day."""
    to: datetime.date = Field(title="至")
    """The last day."""
    why: Text | None = Field(None, title="原因")
    """Why."""
    instead: Id | None = Field(None, title="替代站所")
    """The station to go to."""


class RosterDay(Value):
    """A day on which a post stands on one person."""

    zh: ClassVar[str] = "单人值守"

    post: Id = Field(title="岗位")
    """The post."""
    date: datetime.date = Field(title="日期")
    """The day."""
    only: Holder = Field(title="在岗")
    """Who is there."""


class Honour(Value):
    """An honour given to the station."""

    zh: ClassVar[str] = "荣誉"

    title: Text = Field(title="名称")
    """What it is called."""
    year: int = Field(title="年度", ge=1949, le=2100)
    """The year."""
    by: Text | None = Field(None, title="授予单位")
    """Who gave it."""
    until: int | None = Field(None, title="有效至", ge=1949, le=2100)
    """The last year for which it holds."""


class Station(Value):
    """A grassroots station: who, where, when, and what it can be held to."""

    zh: ClassVar[str] = "站所"

    schema_: int = Field(1, title="模型版本", alias="schema", ge=1, le=1)
    """The version of this model that the file is written in."""
    name: Text | None = Field(None, title="名称")
    """What it is called."""
    kind: StationKind | None = Field(None, title="类型")
    """What it is."""
    nature: Nature = Field(Nature.ORGAN, title="性质")
    """In what capacity it acts."""
    authority: Text | None = Field(None, title="主管部门")
    """The body above it."""
    address: Text | None = Field(None, title="地址")
    """Where it is."""
    map: Link | None = Field(None, title="地图")
    """A map of where it is."""
    phone: Phone | None = Field(None, title="咨询电话")
    """The telephone for questions."""
    summary: Prose | None = Field(None, title="简介")
    """What it does, in a sentence or two."""
    hours: tuple[OpenPeriod, ...] = Field((), title="办公时间")
    """When it is open."""
    closed_on_holidays: bool = Field(True, title="法定节假日休息")
    """Whether it keeps public holidays; make-up workdays count as open."""
    appointment: Appointment | None = Field(None, title="预约服务")
    """How to come by appointment."""
    leaders: tuple[Leader, ...] = Field((), title="责任人")
    """Who answers."""
    posts: tuple[Post, ...] = Field((), title="岗位")
    """Its posts with their A and B."""
    commitments: tuple[Commitment, ...] = Field((), title="服务承诺")
    """What it promises."""
    first_inquiry: PostRule | None = Field(None, title="首问负责")
    """Who is asked first stays answerable."""
    one_time_notice: PostRule | None = Field(None, title="一次性告知")
    """Everything is told at once."""
    discipline: tuple[Text, ...] = Field((), title="办事纪律")
    """What its people may not do."""
    accountability: tuple[Accountability, ...] = Field((), title="责任追究")
    """What follows from a breach."""
    supervision: Supervision | None = Field(None, title="监督")
    """How it is watched and where to complain."""
    remedies: Default | tuple[Remedy, ...] = Field(Default.DEFAULT, title="救济途径")
    """How to have a decision looked at again; left out, what the board says."""
    serves: Text | None = Field(None, title="辖区")
    """Whom it serves."""
    closures: tuple[Closure, ...] = Field((), title="临时停办")
    """Days on which it is closed out of the ordinary."""
    roster: tuple[RosterDay, ...] = Field((), title="单人值守")
    """Days on which a post stands on one person."""
    honours: tuple[Honour, ...] = Field((), title="荣誉")
    """Honours it was given."""
    reviewed: Reviewed | None = Field(None, title="核对")
    """When and by whom it was last confirmed."""
    changes: tuple[Change, ...] = Field((), title="变更记录")
    """Reasons given for changes, newest first."""
    status: Status = Field(default_factory=Status, title="状态")
    """Whether it is in use."""
    ignore: tuple[Ignore, ...] = Field((), title="免检")
    """Checks that are set aside, with reasons."""
    was: tuple[Id, ...] = Field((), title="曾用编号")
    """Ids it had before; they lead here."""

    @property
    def is_active(self) -> bool:
        """Whether it is in use."""
        return self.status.state is State.ACTIVE

    def post(self, post_id: str | None) -> Post | None:
        """Return the post of that id, if there is one."""
        return next((post for post in self.posts if post.id == post_id), None)
