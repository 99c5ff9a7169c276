"""The board as a whole: its publisher, its languages, what holds for every station."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from gongshi.board.base import Value
from gongshi.board.common import Citation, Ignore, Remedy
from gongshi.board.duration import Duration
from gongshi.board.text import LANGUAGE, Id, Link, Phone, Plain, Text


def _each_once(languages: tuple[str, ...]) -> tuple[str, ...]:
    if len({language.lower() for language in languages}) < len(languages):
        raise PydanticCustomError("language_twice", "a language stands twice")
    return languages


LanguageTag = Annotated[str, StringConstraints(pattern=f"^{LANGUAGE.pattern}$")]


class LifeEvent(Value):
    """An event in a life under which procedures are found."""

    zh: ClassVar[str] = "主题"

    id: Id = Field(title="编号")
    """Its name; the address of its page."""
    name: Text = Field(title="名称")
    """What it is called."""
    icon: Plain | None = Field(None, title="图标")
    """The name of an icon."""
    summary: Text | None = Field(None, title="摘要")
    """What is found there."""


class CatalogueFee(Value):
    """A fee of the published catalogue, outside which nothing may be charged."""

    zh: ClassVar[str] = "收费目录清单"

    item: Text = Field(title="项目")
    """What is charged for."""
    document_no: Plain | None = Field(None, title="文号")
    """The document that allows it, where it has a number."""


class CalendarYear(Value):
    """The holidays and make-up workdays of a year, as the State Council published them."""

    zh: ClassVar[str] = "工作日历"

    year: int = Field(title="年度", ge=1990, le=2100)
    """The year."""
    notice: Citation | None = Field(None, title="通知")
    """The notice that publishes them."""
    holidays: tuple[datetime.date, ...] = Field((), title="放假日")
    """Days off, weekends inside a holiday included."""
    workdays: tuple[datetime.date, ...] = Field((), title="调休上班日")
    """Weekend days that are worked."""


class Kiosk(Value):
    """How the lobby's screen behaves."""

    zh: ClassVar[str] = "触摸屏"

    idle: Duration | None = Field(None, title="空闲时间")
    """After how long it goes back to its first screen."""
    stale_after: Duration | None = Field(None, title="数据过期提示")
    """From what age on it says that its data is old."""
    printer: bool = Field(False, title="打印机")
    """Whether there is a printer."""


class BoardSettings(Value):
    """What board.yml says: the board as a whole."""

    zh: ClassVar[str] = "公示栏"

    schema_: int = Field(1, title="模型版本", alias="schema", ge=1, le=1)
    """The version of this model that the file is written in."""
    name: Text = Field(title="名称")
    """What the board is called."""
    region: Text | None = Field(None, title="地区")
    """The district."""
    publisher: Text | None = Field(None, title="主办单位")
    """Who publishes it."""
    organiser: Text | None = Field(None, title="承办单位")
    """Who runs it."""
    support: Text | None = Field(None, title="技术支持")
    """Who keeps it running."""
    contact: Phone | None = Field(None, title="联系电话")
    """The publisher's telephone."""
    address: Text | None = Field(None, title="地址")
    """The publisher's address."""
    icp: Plain | None = Field(None, title="ICP备案号")
    """The site's ICP record."""
    police_record: Plain | None = Field(None, title="公安备案号")
    """The site's police record."""
    site_code: Plain | None = Field(None, title="网站标识码")
    """The site's code, of 10 or 12 digits."""
    languages: Annotated[
        tuple[LanguageTag, ...], Field(min_length=1), AfterValidator(_each_once)
    ] = Field(("zh",), title="语言")
    """The languages; the first is the default."""
    hotline: Phone | None = Field(None, title="热线")
    """The telephone for everything."""
    feedback: Link | None = Field(None, title="纠错")
    """Where 「这页有错?」 goes."""
    kiosk: Kiosk = Field(default_factory=Kiosk, title="触摸屏")
    """How the lobby's screen behaves."""
    public_url: Link | None = Field(None, title="公开网址")
    """The one public address."""
    demo: bool = Field(False, title="演示")
    """Whether nothing here is to be relied on."""
    life_events: tuple[LifeEvent, ...] = Field((), title="主题")
    """The events in a life under which procedures are found."""
    remedies: tuple[Remedy, ...] = Field((), title="救济途径")
    """How to have a decision looked at again, where nothing else is said."""
    fee_catalogue: tuple[CatalogueFee, ...] | None = Field(None, title="收费目录清单")
    """The published catalogue of fees."""
    calendars: tuple[CalendarYear, ...] = Field((), title="工作日历")
    """Calendars that are added to those the package ships."""
    ignore: tuple[Ignore, ...] = Field((), title="免检")
    """Checks that are set aside, with reasons."""

    @property
    def first_language(self) -> str:
        """The language in which every text stands."""
        return self.languages[0]
