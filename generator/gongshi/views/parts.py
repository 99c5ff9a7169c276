"""The pieces of which pages are made.

Frozen views with everything said, in the names that components know.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup

from gongshi.board.board import BoardSettings
from gongshi.board.folder import BulletinFile, StationFolder
from gongshi.board.text import Said
from gongshi.board.workdays import WorkCalendar
from gongshi.review.history import Past
from gongshi.views.chrome import Link
from gongshi.views.directory import Neighbours
from gongshi.views.flow import StepText

Words = Said | str | Markup


@dataclass(frozen=True, slots=True)
class Source:
    """A law or document that something rests on."""

    title: Words
    article: Words | None
    document_no: Words | None
    issued_by: Words | None
    url: str | None
    status: str | None
    text: Markup | None


@dataclass(frozen=True, slots=True)
class Variant:
    """An answer that holds in some situations only."""

    value: Words
    note: Words | None
    situations: tuple[str, ...]
    situations_text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the four answers at the head of the page."""

    name: str
    href: str | None
    value: Words
    note: Words | None = None
    count: str | None = None
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A situation to tick."""

    id: str
    title: Words
    note: Markup | None


@dataclass(frozen=True, slots=True)
class Group:
    """Situations that are asked for together; of an exclusive group exactly one holds."""

    id: str
    title: str
    exclusive: bool
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A material as a line to tick off."""

    id: str
    name: Words
    tag: str
    shared: bool
    optional: bool
    later: bool
    declaration: bool
    note: Markup | None
    standard: Markup | None
    obtain: Markup | None
    basis: Markup | None
    template: str | None
    sample: str | None
    situations: tuple[str, ...]
    situations_text: str


@dataclass(frozen=True, slots=True)
class ReductionView:
    """Who pays less."""

    who: Words
    amount: Words
    basis: Source | None


@dataclass(frozen=True, slots=True)
class FeeView:
    """A line of the table of fees."""

    item: Words
    amount: Words
    by: Words | None
    nature: str
    payee: Words
    basis: Source | None
    reductions: tuple[ReductionView, ...]
    situations: tuple[str, ...]
    situations_text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A limit as a bar: its words and its share of the longest."""

    text: str
    proportion: float
    basis: Markup | None


@dataclass(frozen=True, slots=True)
class LimitView:
    """What the law sets and the station promises, in some situations or in all."""

    situations: tuple[str, ...]
    situations_text: str
    statutory: Bar | None
    committed: Bar | None


@dataclass(frozen=True, slots=True)
class Days:
    """A limit as the due-date card takes it."""

    amount: int
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """A due-date card."""

    promised: Days | None
    lawful: Days | None
    after: str
    situations: tuple[str, ...]
    situations_text: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """Someone who holds a post."""

    name: Words
    badge: str | None


@dataclass(frozen=True, slots=True)
class LoneDayView:
    """A day on which only one of the two people of a post is there."""

    day: str
    text: str


@dataclass(frozen=True, slots=True)
class PostView:
    """A post with its A and B."""

    id: str
    name: Words
    counter: Words | None
    duties: Markup | None
    phone: str | None
    a: PersonView | None
    b: PersonView | None
    single: Words | None
    alone: tuple[LoneDayView, ...]
    first_contact: bool


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """A promise and what follows when it is broken."""

    text: Words
    limit: str | None
    measure: Words | None
    remedy: Words | None


@dataclass(frozen=True, slots=True)
class ComplaintChannel:
    """A way to complain."""

    name: Words
    value: Words
    url: str | None
    independent: bool = False
    """Whether it is outside the station and those who lead it."""


@dataclass(frozen=True, slots=True)
class RemedyView:
    """A way to have a decision looked at again."""

    name: Words
    to: Words
    within: str | None


@dataclass(frozen=True, slots=True)
class Complain:
    """What to do when one is not satisfied."""

    channels: tuple[ComplaintChannel, ...]
    remedies: tuple[RemedyView, ...]
    mailbox: Words | None


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A way to have the matter done."""

    kind: str
    value: Words | None
    url: str | None
    scope: Words | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What is handed over in the end."""

    name: Words
    kind: str
    validity: Words | None
    delivery: str | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question and its answer."""

    q: Words
    a: Markup


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in a sentence, and whether it is for the better."""

    text: Words
    effect: str
    effect_text: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What changed on a day, and the reasons that were given."""

    date: str
    lines: tuple[ChangeLine, ...]
    why: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A name and what it stands for."""

    name: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Sibling:
    """The same procedure at another station, and in what it differs there."""

    title: Words
    url: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What must be known before relying on the page."""

    kind: str
    title: str
    text: Words | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """A stamp beside the title."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Verify:
    """How to check that the page is current."""

    qr: Markup | None
    url: str
    reviewed: str
    version: str
    feedback: str | None
    data: tuple[Link, ...]


class Printed(NamedTuple):
    """A notice that lies on the site."""

    kind: str
    title: str
    procedure: str
    situation: str
    path: str
    pages: int
    size: int
    missing: str = ""
    """Characters that the typeface lacks; 〓 stands for them."""


@dataclass(frozen=True, slots=True)
class PrintedView:
    """A notice as a link; ``detail`` says in short what one gets."""

    title: Words
    situation: Words | None
    url: str
    detail: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the pages of one station are made from."""

    board: BoardSettings
    folder: StationFolder
    neighbours: Neighbours
    calendar: WorkCalendar
    today: datetime.date
    bulletins: tuple[BulletinFile, ...] = ()
    """Those about the station."""
    past: Past = field(default_factory=Past)
    printed: Mapping[str, tuple[Printed, ...]] = field(default_factory=dict)
    """The notices that were made of the station, by language."""


@dataclass(frozen=True, slots=True)
class FlowView:
    """The way through: two drawings of one graph, and the same as sentences.

    ``lang`` is their language where it is not that of the page.
    """

    wide: Markup
    narrow: Markup
    outline: tuple[StepText, ...]
    refusal: bool
    others: bool
    lang: str


@dataclass(frozen=True, slots=True)
class LaneBar:
    """When an office has the case for a step: place and width in percent of the whole course.

    ``kind`` is ``timed``, ``tick`` for what is done on the spot, ``open`` without a limit.
    """

    x: float
    width: float
    kind: str
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaneStep:
    """A step in which an office holds the case."""

    number: int
    title: Words
    url: str
    time: str | None
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """An office with all of its steps; ``situations`` where it acts in some only."""

    name: Words
    time: str
    is_longest: bool
    is_again: bool
    bars: tuple[LaneBar, ...]
    steps: tuple[LaneStep, ...]
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandOverView:
    """Who holds the case when, in a procedure of several offices."""

    summary: tuple[str, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class TimeView:
    """The law against the promise, and what else holds for the limits."""

    limits: tuple[LimitView, ...]
    starts: str | None
    extension: str | None
    excluded: str | None


@dataclass(frozen=True, slots=True)
class Timing:
    """How long cases really took in a period."""

    period: str
    cases: int
    median: str | None
    p90: str | None
    late: int
    late_share: str


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of office in plain words."""

    term: Words
    meaning: Words


@dataclass(frozen=True, slots=True)
class StationView:
    """Where to go."""

    name: Words
    url: str | None
    address: Words
    map: str | None
    phone: str | None
    counter: Words | None
    hours: Mapping[str, Any]
    hours_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """Everything on the page of one procedure; what is not there is none or empty."""

    crumbs: tuple[Link, ...]
    title: Words
    headline: tuple[Words, ...]
    badge: Badge | None
    notices: tuple[Notice, ...]
    summary: Markup | None
    facts: tuple[Fact, ...]
    situations: tuple[Group, ...]
    materials: tuple[MaterialView, ...]
    not_needed: str
    printed: tuple[PrintedView, ...]
    flow: FlowView
    hand_over: HandOverView | None
    time: TimeView
    due: tuple[Due, ...]
    timings: tuple[Timing, ...]
    timings_shown: bool
    fees: tuple[FeeView, ...]
    conditions: tuple[Markup, ...]
    prohibited: tuple[Markup, ...]
    mistakes: tuple[Markup, ...]
    intermediaries: tuple[Words, ...]
    quantity: Words | None
    channels: tuple[ChannelView, ...]
    visits: str | None
    progress: Link | None
    outcomes: tuple[OutcomeView, ...]
    station: StationView
    posts: tuple[PostView, ...]
    complain: Complain
    verify: Verify
    sources: tuple[Source, ...]
    questions: tuple[QuestionView, ...]
    glossary: tuple[TermView, ...]
    particulars: tuple[Row, ...]
    siblings: tuple[Sibling, ...]
    comparison: str | None
    local_reason: Markup | None
    partners: tuple[Link, ...]
    history: tuple[ChangeView, ...]
    ignored: tuple[Words, ...]
