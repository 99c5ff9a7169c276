"""Values that stations, procedures and ledgers share: citations, actors, confirmations, reasons."""

from __future__ import annotations

import datetime
import re
from typing import ClassVar, Self

from pydantic import Field, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from gongshi.board.base import Value
from gongshi.board.duration import Duration
from gongshi.board.text import ID_PATTERN, Id, Link, Plain, ProcedureRef, Prose, Text
from gongshi.board.words import CitationStatus, State

_POST = re.compile(f"(?:(?P<station>{ID_PATTERN})/)?(?:post|岗位)[:\uff1a](?P<post>{ID_PATTERN})")
_OFFICE = re.compile(r"(?:office|单位)[:\uff1a]\s*(?P<office>\S.*)")
_APPLICANT = ("applicant", "申请人")


class Citation(Value):
    """A law, rule or published document that something rests on; a bare text is its title."""

    zh: ClassVar[str] = "依据"
    shorthand: ClassVar[str] = "title"

    title: Text = Field(title="标题")
    """The document's full title."""
    article: Text | None = Field(None, title="条款")
    """The articles that are meant."""
    document_no: Plain | None = Field(None, title="文号")
    """The number under which it was issued."""
    issued_by: Text | None = Field(None, title="制定机关")
    """Who issued it."""
    url: Link | None = Field(None, title="网址")
    """Where its text can be read."""
    text: Prose | None = Field(None, title="原文")
    """The words that count, where they are worth quoting."""
    status: CitationStatus | None = Field(None, title="效力")
    """Whether it is in force."""


class Actor(Value):
    """Who acts in a step: the applicant, a post of this or another station, or another office.

    Written ``applicant``, ``post:<id>``, ``<station>/post:<id>``, ``office:<name>`` or, where the
    name has several languages, ``{office: {zh: …, en: …}}``.
    """

    zh: ClassVar[str] = "办理人"

    station: Id | None = Field(None, title="站所")
    """The station of the post, where it is another one."""
    post: Id | None = Field(None, title="岗位")
    """The post that acts."""
    office: Text | None = Field(None, title="单位")
    """Another office, by name."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value in _APPLICANT:
            return {}
        if match := _POST.fullmatch(value):
            return {"station": match["station"], "post": match["post"]}
        if match := _OFFICE.fullmatch(value):
            return {"office": match["office"]}
        raise PydanticCustomError("actor", "neither applicant nor a post nor an office")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.office is not None and self.post) or (self.station and not self.post):
            raise PydanticCustomError("actor", "neither applicant nor a post nor an office")
        return self

    @model_serializer
    def _write(self) -> str | dict[str, dict[str, str]]:
        if self.office is not None:
            return {"office": dict(self.office)}
        if self.post is None:
            return "applicant"
        return f"{self.station}/post:{self.post}" if self.station else f"post:{self.post}"

    @property
    def is_applicant(self) -> bool:
        """Whether the citizen acts."""
        return self.post is None and self.office is None


class Reviewed(Value):
    """When a person last confirmed the content, and who: an act, never the date of a file."""

    zh: ClassVar[str] = "核对"

    date: datetime.date = Field(title="日期")
    """The day of the confirmation."""
    by: Plain = Field(title="核对人")
    """Who confirmed it."""


class Ignore(Value):
    """A check that is set aside, with the reason that is published."""

    zh: ClassVar[str] = "免检"

    rule: str = Field(title="规则", pattern=r"^GS[0-9]{3}$")
    """The code of the check."""
    reason: Text = Field(title="理由")
    """Why it does not apply here."""
    since: datetime.date | None = Field(None, title="起")
    """Since when it is set aside."""


class Change(Value):
    """A reason given for a change of the data."""

    zh: ClassVar[str] = "变更"

    date: datetime.date = Field(title="日期")
    """The day of the change."""
    why: Text = Field(title="原因")
    """Why it was made."""


class Status(Value):
    """Whether a station or procedure is in use; a bare word is the state."""

    zh: ClassVar[str] = "状态"
    shorthand: ClassVar[str] = "state"

    state: State = Field(State.ACTIVE, title="状态")
    """Active, suspended or retired."""
    reason: Text | None = Field(None, title="原因")
    """Why it is suspended or retired."""
    from_: datetime.date | None = Field(None, title="自", alias="from")
    """The first day of a suspension."""
    to: datetime.date | None = Field(None, title="至")
    """The last day of a suspension."""
    date: datetime.date | None = Field(None, title="日期")
    """The day of retirement."""
    replaced_by: ProcedureRef | Id | None = Field(None, title="替代")
    """What takes its place: ``<station>/<procedure>``, or a station's id."""


class Remedy(Value):
    """A way to have a decision looked at again."""

    zh: ClassVar[str] = "救济途径"

    name: Text = Field(title="名称")
    """The remedy's name."""
    to: Text = Field(title="受理机关")
    """Who takes it."""
    within: Duration | None = Field(None, title="期限")
    """Within which time from learning of the act."""
