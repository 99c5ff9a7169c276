"""A bulletin: dated prose in content/bulletins, told by its front matter."""

from __future__ import annotations

import datetime
from typing import ClassVar

from pydantic import Field

from gongshi.board.base import Value
from gongshi.board.common import Ignore
from gongshi.board.text import Id, Phone, Text
from gongshi.board.words import BulletinKind


class Objections(Value):
    """The days on which objections are taken, and where."""

    zh: ClassVar[str] = "公示期"

    from_: datetime.date = Field(title="自", alias="from")
    """The first day."""
    to: datetime.date = Field(title="至")
    """The last day."""
    phone: Phone | None = Field(None, title="电话")
    """Where to call."""
    how: Text | None = Field(None, title="方式")
    """How else to answer."""


class Bulletin(Value):
    """The front matter of a bulletin."""

    zh: ClassVar[str] = "通报"

    title: Text = Field(title="标题")
    """Its title."""
    date: datetime.date = Field(title="日期")
    """The day on which it was published."""
    kind: BulletinKind = Field(title="类别")
    """What it tells."""
    stations: tuple[Id, ...] = Field((), title="站所")
    """The stations it is about."""
    summary: Text | None = Field(None, title="摘要")
    """What it says, in a sentence."""
    objections: Objections | None = Field(None, title="公示期")
    """The days on which objections are taken."""
    ignore: tuple[Ignore, ...] = Field((), title="免检")
    """Checks that are set aside, with reasons."""
