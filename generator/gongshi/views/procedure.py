"""The page of one procedure: what to bring, what it costs, how long it takes, who answers.

The order is that of a citizen's questions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from markupsafe import Markup

from gongshi import urls
from gongshi.board.common import Actor, Citation, Status
from gongshi.board.duration import Duration
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.procedure import Fee, Limit, Material, MoneyRange, Procedure, Reduction
from gongshi.board.text import Said, html_tag
from gongshi.board.words import Default, End, MaterialForm, Need, Nothing, Start, State
from gongshi.board.workdays import span_of
from gongshi.engines import qr
from gongshi.engines.jinja import plain
from gongshi.flowchart.chart import Chart, Role
from gongshi.views.chrome import Link
from gongshi.views.flow import Cast, chart, outline
from gongshi.views.parts import (
    Badge,
    Bar,
    ChangeView,
    ChannelView,
    Complain,
    Days,
    Due,
    Fact,
    FeeView,
    FlowView,
    Group,
    LimitView,
    MaterialView,
    Notice,
    Option,
    OutcomeView,
    PostView,
    ProcedurePage,
    QuestionView,
    ReductionView,
    Row,
    Scene,
    Sibling,
    Source,
    StationView,
    TermView,
    TimeView,
    Timing,
    Variant,
    Verify,
    Words,
)
from gongshi.views.search import SearchRecord
from gongshi.views.shared import complain, post_view, public_address, source, station_view
from gongshi.views.voice import Voice

STALE_AFTER_DAYS = 365
"""From what age on a confirmation is told as old."""


class ProcedureWords:
    """One procedure in one language: the blocks of its page, each from its fields alone."""

    def __init__(self, scene: Scene, file: ProcedureFile, voice: Voice) -> None:
        """Know the procedure, its station and the page's voice."""
        self.scene = scene
        self.file = file
        self.procedure: Procedure = file.procedure
        self.station = scene.folder.station
        self.voice = voice
        own = voice.original(self.procedure.title)
        self.cast = Cast(self.station, scene.neighbours.stations, own)
        self.titles: Mapping[str, Said] = {
            situation.id: voice.text(situation.title) for situation in self.procedure.situations
        }

    def situations_text(self, ids: Iterable[str]) -> str:
        """Return the titles of situations, one after the other."""
        titles = [self.titles[each] for each in ids if each in self.titles]
        return self.voice.listed(titles, self.voice.say("、"))

    def known(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids that the procedure has; a dead one is a finding of the checks."""
        return tuple(each for each in ids if each in self.titles)

    # ---- what to bring ------------------------------------------------------------------------

    def groups(self) -> tuple[Group, ...]:
        """Return the questions that decide what applies, exclusive ones first."""
        say = self.voice.say
        by_group: dict[str, list[Option]] = {}
        for situation in self.procedure.situations:
            option = Option(
                situation.id, self.titles[situation.id], self.voice.prose(situation.note) or None
            )
            by_group.setdefault(situation.group or "", []).append(option)
        order = [*filter(None, by_group), *([""] if "" in by_group else [])]
        return tuple(
            Group(
                group or "any",
                say("另外") if number else say("您的情形"),
                bool(group),
                tuple(by_group[group]),
            )
            for number, group in enumerate(order)
        )

    def materials(self) -> tuple[MaterialView, ...]:
        """Return the materials as lines to tick off."""
        return tuple(
            self._material(material, number)
            for number, material in enumerate(self.procedure.material_list, 1)
        )

    def _material(self, material: Material, number: int) -> MaterialView:
        voice = self.voice
        return MaterialView(
            id=f"material-{material.id or number}",
            name=voice.text(material.name),
            tag=voice.say("免提交") if material.shared else self._tag(material),
            shared=material.shared,
            optional=material.need is Need.OPTIONAL,
            later=material.need is Need.LATER,
            declaration=material.declaration,
            note=voice.prose(material.note) or None,
            standard=voice.prose(material.standard) or None,
            obtain=self._obtain(material) or None,
            basis=self._basis_line(material.basis) or None,
            template=voice.linked(material.template) or None,
            sample=voice.linked(material.sample) or None,
            situations=self.known(material.situations),
            situations_text=self.situations_text(material.situations),
        )

    def _tag(self, material: Material) -> str:
        say, listed = self.voice.say, self.voice.listed
        if material.form is MaterialForm.ELECTRONIC:
            return say("电子件")
        if material.originals is None and material.copies is None:
            return self.voice.word(material.form)
        parts = []
        if material.originals:
            parts.append(say("原件 %(n)s 份", n=material.originals))
        if material.copies:
            parts.append(say("复印件 %(n)s 份", n=material.copies))
        if material.form is MaterialForm.ORIGINAL_OR_COPY and len(parts) > 1:
            return say("%(a)s或%(b)s", a=parts[0], b=parts[1])
        return listed(parts) or self.voice.word(material.form)

    def _obtain(self, material: Material) -> Markup:
        voice = self.voice
        parts = []
        if material.issued_by:
            issued = voice.say("%(who)s核发", who=voice.text(material.issued_by))
            parts.append(Markup("{}").format(issued))
        if material.obtain:
            parts.append(voice.prose(material.obtain))
        if not parts and material.source:
            parts.append(Markup("{}").format(voice.word(material.source)))
        return Markup("{}").format(voice.say("；")).join(parts)

    def _basis_line(self, citation: Citation | None) -> Markup:
        if citation is None:
            return Markup()
        source = self.source(citation)
        parts = [part for part in (source.title, source.article, source.document_no) if part]
        return Markup(" ").join(Markup("{}").format(part) for part in parts)

    def to_bring(self) -> Fact:
        """Return how many things there are to bring."""
        say, listed = self.voice.say, self.voice.listed
        name = say("带什么")
        if not self.procedure.material_list:
            words = say("不用带") if self.procedure.materials is Nothing.NONE else say("没有写明")
            return Fact(name, None, words)
        needed = [
            each
            for each in self.procedure.material_list
            if not each.shared and each.need is not Need.OPTIONAL
        ]
        always = [each for each in needed if not each.situations]
        if not needed:
            return Fact(name, "#materials", say("不用带"), say("材料由站所核查，不用您交"))
        some = len(needed) > len(always)
        value = (
            say("%(n)s 份起", n=len(always))
            if some and always
            else say("%(n)s 份", n=len(always or needed))
        )
        if some and not always:
            value = say("看情形")
        note = listed(self.voice.text(each.name) for each in (always or needed)[:2])
        return Fact(name, "#materials", value, note, say("{n} 份"))

    # ---- what it costs ------------------------------------------------------------------------

    def cost(self) -> Fact:
        """Return what it costs, in each situation that has a price of its own."""
        say = self.voice.say
        name, fees = say("多少钱"), [fee for fee in self.procedure.fee_list if not fee.optional]
        if not fees:
            if self.procedure.fees is None:
                return Fact(name, None, say("没有写明"))
            return Fact(name, "#fees" if self.procedure.fee_list else None, say("不收费"))
        if all(self.is_free(fee) for fee in fees):
            return Fact(name, "#fees", say("不收费"), self.voice.text(fees[0].item))
        always = [fee for fee in fees if not fee.situations]
        some = [fee for fee in fees if fee.situations]
        if some:
            priced = self._priced(some, always)
            return Fact(name, "#fees", self._range(fees), say("看您的情形"), variants=priced)
        note = self.voice.listed(self.voice.text(fee.item) for fee in always[:2])
        value = self.amount(always[0]) if len(always) == 1 else say("%(n)s 项收费", n=len(always))
        return Fact(name, "#fees", value, note)

    def _priced(self, some: Sequence[Fee], always: Sequence[Fee]) -> tuple[Variant, ...]:
        """Return the price in each situation, where there is none that there is none."""
        variants = [
            Variant(
                self.amount(fee),
                self.voice.text(fee.item),
                self.known(fee.situations),
                self.situations_text(fee.situations),
            )
            for fee in some
        ]
        priced = {each for fee in some for each in fee.situations}
        group = {each.group for each in self.procedure.situations if each.id in priced}
        rest = tuple(
            each.id
            for each in self.procedure.situations
            if each.group and {each.group} == group and each.id not in priced
        )
        if rest and not always:
            free = self.voice.say("不收费")
            variants.append(Variant(free, None, rest, self.situations_text(rest)))
        return tuple(variants)

    def _range(self, fees: Sequence[Fee]) -> str:
        """Return the least and the most that is charged, where all charges are plain sums."""
        say = self.voice.say
        sums = [
            fee.amount
            for fee in fees
            if fee.amount is not None and not isinstance(fee.amount, MoneyRange)
        ]
        if len(sums) < len(fees):
            return say("看情形")
        least, most = (
            min(sums, key=lambda each: each.amount),
            max(sums, key=lambda each: each.amount),
        )
        if least == most:
            return self.voice.money(least)
        return say("%(a)s至%(b)s", a=self.voice.money(least), b=self.voice.money(most))

    @staticmethod
    def is_free(fee: Fee) -> bool:
        """Return whether a line of the table charges nothing."""
        return (
            fee.amount is not None
            and not isinstance(fee.amount, MoneyRange)
            and fee.amount.amount == 0
        )

    def amount(self, fee: Fee) -> Words:
        """Return how much a fee is, with its unit."""
        say, money = self.voice.say, self.voice.money
        unit = self.voice.text(fee.unit)
        if isinstance(fee.amount, MoneyRange):
            words = say("%(a)s至%(b)s", a=money(fee.amount.from_), b=money(fee.amount.to))
        elif fee.amount is not None:
            if fee.amount.amount == 0:
                return say("免费")
            words = money(fee.amount)
        elif fee.rate is not None:
            of = self.voice.text(fee.of)
            return (
                say("%(of)s的%(rate)s", of=of, rate=self.voice.rate(fee.rate))
                if of
                else self.voice.rate(fee.rate)
            )
        else:
            return self.voice.text(fee.formula) or say("没有写明")
        return say("%(amount)s/%(unit)s", amount=words, unit=unit) if unit else words

    def fees(self) -> tuple[FeeView, ...]:
        """Return the lines of the table of fees."""
        return tuple(self._fee(fee) for fee in self.procedure.fee_list)

    def _fee(self, fee: Fee) -> FeeView:
        voice = self.voice
        by: Words | None = None
        if isinstance(fee.amount, MoneyRange) and fee.amount.by:
            by = voice.say("按%(what)s", what=voice.text(fee.amount.by))
        elif fee.formula and (fee.amount is not None or fee.rate is not None):
            by = voice.text(fee.formula)
        if fee.example:
            example = voice.pair(voice.say("例"), voice.text(fee.example))
            by = voice.listed((by, example)) if by else example
        if fee.note:
            by = (
                Markup(" ").join((Markup("{}").format(by), voice.prose(fee.note)))
                if by
                else voice.prose(fee.note)
            )
        nature = voice.word(fee.nature)
        if fee.optional:
            nature = voice.listed(filter(None, (nature, voice.say("自愿选择"))))
        return FeeView(
            item=voice.text(fee.item),
            amount=self.amount(fee),
            by=by,
            nature=nature,
            payee=voice.text(fee.payee),
            basis=self.source(fee.basis) if fee.basis else None,
            reductions=tuple(
                ReductionView(
                    voice.text(each.who),
                    self._reduced(each),
                    self.source(each.basis) if each.basis else None,
                )
                for each in fee.reductions
            ),
            situations=self.known(fee.situations),
            situations_text=self.situations_text(fee.situations),
        )

    def _reduced(self, reduction: Reduction) -> Words:
        voice = self.voice
        if reduction.amount is not None:
            return (
                voice.say("免收") if reduction.amount.amount == 0 else voice.money(reduction.amount)
            )
        if reduction.rate is not None:
            return voice.rate(reduction.rate)
        return voice.prose(reduction.note) or voice.say("减收")

    # ---- how long it takes --------------------------------------------------------------------

    def duration_fact(self) -> Fact:
        """Return how long it takes, in each situation that has a limit of its own."""
        say, voice = self.voice.say, self.voice
        name, limits = say("多久办好"), self.procedure.time_limit
        promised = limits.committed_limits if limits else ()
        lawful = limits.statutory_limits if limits else ()
        law = (
            say("法定%(limit)s", limit=voice.duration(lawful[0].duration))
            if len(lawful) == 1
            else None
        )
        if not promised:
            value = voice.duration(lawful[0].duration) if lawful else say("没有承诺")
            return Fact(
                name, "#time" if lawful else None, value, say("法定时限") if lawful else None
            )
        if len(promised) == 1:
            return Fact(name, "#time", voice.duration(promised[0].duration), law)
        general = next((limit for limit in promised if not limit.situations), None)
        variants = tuple(
            Variant(
                voice.duration(limit.duration),
                None,
                self.known(limit.situations),
                self.situations_text(limit.situations),
            )
            for limit in promised
            if limit.situations
        )
        value = voice.duration(general.duration) if general else say("看情形")
        return Fact(name, "#time", value, law, variants=variants)

    def limits(self) -> tuple[LimitView, ...]:
        """Return the law against the promise, a pair for each case that is told apart."""
        limits = self.procedure.time_limit
        if limits is None:
            return ()
        lawful, promised = limits.statutory_limits, limits.committed_limits
        longest = max((_days(each.duration) for each in (*lawful, *promised)), default=0.0) or 1.0
        cases = dict.fromkeys(
            (
                *((each.situations, each.channels) for each in promised),
                *((each.situations, each.channels) for each in lawful),
            )
        )
        if promised and any(not each.situations and not each.channels for each in promised):
            cases = {
                case: None
                for case in cases
                if case in {(each.situations, each.channels) for each in promised} or any(case)
            }
        views = []
        for situations, channels in cases:
            law = _holding(lawful, situations, channels)
            promise = _holding(promised, situations, channels)
            named = (self.situations_text(situations), self.voice.words(channels))
            views.append(
                LimitView(
                    self.known(situations),
                    self.voice.listed(filter(None, named)),
                    self._bar(law, longest),
                    self._bar(promise, longest),
                    _saved(law, promise),
                )
            )
        return tuple(views)

    def _bar(self, limit: Limit | None, longest: float) -> Bar | None:
        if limit is None:
            return None
        share = max(1.0, round(100 * _days(limit.duration) / longest, 1))
        return Bar(
            self.voice.duration(limit.duration),
            share,
            self._basis_line(limit.basis) or None,
        )

    def starts(self) -> str | None:
        """Return from when the time runs, as a sentence."""
        limits = self.procedure.time_limit
        if limits is None or limits.starts is None:
            return None
        return (
            self.voice.say("从受理之日起算")
            if limits.starts is Start.ACCEPTED
            else self.voice.say("从申请之日起算")
        )

    def extension(self) -> str | None:
        """Return by how much the time may be extended, as a sentence."""
        limits = self.procedure.time_limit
        if limits is None or limits.extension is None:
            return None
        words = self.voice.say(
            "可以延长%(limit)s", limit=self.voice.duration(limits.extension.duration)
        )
        note = self.voice.text(limits.extension.note)
        return self.voice.aside(words, note) if note else words

    def excluded(self) -> str | None:
        """Return what is not counted."""
        limits = self.procedure.time_limit
        if limits is None or not limits.excluded:
            return None
        words = self.voice.listed(self.voice.texts(limits.excluded))
        return self.voice.pair(self.voice.say("不计入时限"), words)

    def due(self) -> tuple[Due, ...]:
        """Return a due-date card for each case that is told apart."""
        limits = self.procedure.time_limit
        if limits is None:
            return ()
        after = self._after()
        return tuple(
            Due(
                self._count(_holding(limits.committed_limits, *case)),
                self._count(_holding(limits.statutory_limits, *case)),
                after,
                self.known(case[0]),
                self.situations_text(case[0]),
            )
            for case in dict.fromkeys(
                (each.situations, each.channels)
                for each in limits.committed_limits or limits.statutory_limits
            )
        )

    def _count(self, limit: Limit | None) -> Days | None:
        if limit is None:
            return None
        duration = limit.duration
        return Days(duration.amount, duration.unit.value, self.voice.duration(duration))

    def _after(self) -> str:
        say, hotline = self.voice.say, self.scene.board.hotline
        if hotline:
            return say("过了这一天还没有办结，可以拨打 %(hotline)s。", hotline=hotline)
        return say("过了这一天还没有办结，可以投诉。")

    # ---- how it runs, who answers -------------------------------------------------------------

    @cached_property
    def drawn(self) -> Chart:
        """The flowchart before it is laid out; boxes lead to their words on the page."""
        return chart(self.procedure, self.cast, lambda step: f"#step-{step.id}")

    def visits(self) -> Fact:
        """Return how often the citizen must come."""
        say, visits = self.voice.say, self.procedure.visits
        name = say("跑几次")
        if visits is None:
            return Fact(name, None, say("没有写明"))
        if visits.times == 0:
            return Fact(
                name, "#channels", say("不用跑"), self.voice.text(visits.why) or say("可以网上办")
            )
        return Fact(
            name, "#channels", say("%(n)s 次", n=visits.times), self.voice.text(visits.why) or None
        )

    def posts(self) -> tuple[PostView, ...]:
        """Return the posts of this station that answer.

        The one to ask first, then those that act.
        """
        actors = [self.procedure.contact, *(step.actor for step in self.procedure.steps)]
        ids = dict.fromkeys(
            actor.post
            for actor in actors
            if actor and actor.post and _is_here(actor, self.scene.folder)
        )
        posts = (self.station.post(each) for each in ids)
        return tuple(
            post_view(post, self.scene.folder, self.voice, self.scene.today)
            for post in posts
            if post
        )

    def holders(self) -> tuple[Row, ...]:
        """Return who else holds the case on its way."""
        others = dict.fromkeys(
            self.cast.name(step.actor)
            for step in self.procedure.steps
            if step.actor
            and not step.actor.is_applicant
            and not _is_here(step.actor, self.scene.folder)
        )
        return tuple(Row(self.voice.say("经办单位"), name) for name in others if name)

    def station_view(self) -> StationView:
        """Return where to go, with the counter of the post to ask."""
        contact = self.procedure.contact
        post = (
            self.station.post(contact.post)
            if contact and _is_here(contact, self.scene.folder)
            else None
        )
        return station_view(
            self.scene.folder, self.voice, self.voice.way(urls.station(self.scene.folder.id)), post
        )

    def partners(self) -> tuple[Link, ...]:
        """Return the stations that take part in a joint procedure."""
        return tuple(
            Link(
                self.voice.text(self.scene.neighbours.stations[each].name),
                self.voice.way(urls.station(each)),
            )
            for each in self.procedure.takes_part
            if each in self.scene.neighbours.stations
        )

    def description(self) -> str:
        """Return what the page answers, in one line for search engines."""
        voice, procedure = self.voice, self.procedure
        facts = (self.to_bring(), self.cost(), self.duration_fact(), self.visits())
        told = voice.listed(voice.pair(fact.name, plain(fact.value)) for fact in facts)
        summary = voice.text(procedure.summary).plain
        return f"{summary} {told}".strip()

    def search_record(self) -> SearchRecord:
        """Return what the search knows of the procedure."""
        voice, procedure = self.voice, self.procedure
        words = (
            procedure.summary,
            *procedure.conditions,
            *(situation.title for situation in procedure.situations),
            *(text for question in procedure.faq for text in (question.q, question.a)),
        )
        title = voice.text(procedure.title)
        state = procedure.status.state
        return SearchRecord(
            kind="procedure",
            url=urls.in_language(
                urls.procedure(self.scene.folder.id, self.file.id),
                voice.language,
                voice.first_language,
            ),
            title=title.plain,
            aliases=procedure.aliases,
            station=voice.text(self.station.name).plain,
            materials=tuple(voice.text(each.name).plain for each in procedure.material_list),
            body=" ".join(voice.text(each).plain for each in words if each),
            facts=" · ".join(plain(fact.value) for fact in (self.cost(), self.duration_fact())),
            status="" if state is State.ACTIVE else voice.word(state),
            lang=title.lang or voice.language,
        )

    def headline(self) -> tuple[Words, ...]:
        """Return the short words under the title."""
        say, voice, procedure = self.voice.say, self.voice, self.procedure
        reviewed = procedure.reviewed
        scopes = dict.fromkeys(voice.text(each.scope) for each in procedure.channels if each.scope)
        words: tuple[Words, ...] = (
            voice.text(self.station.name),
            voice.word(procedure.type),
            say("面向%(who)s", who=voice.words(procedure.audience)) if procedure.audience else "",
            *scopes,
            voice.reviewed(reviewed.date, reviewed.by) if reviewed else "",
        )
        return tuple(each for each in words if each)

    def progress(self) -> Link | None:
        """Return where the case can be followed."""
        progress = self.procedure.progress
        if progress is None or not progress.url:
            return None
        return Link(self.voice.say("查询办理进度"), self.voice.linked(progress.url))

    def visits_line(self) -> str | None:
        """Return how often to come and why, as a sentence."""
        visits = self.procedure.visits
        if visits is None:
            return None
        words = (
            self.voice.say("要到现场 %(n)s 次", n=visits.times)
            if visits.times
            else self.voice.say("不用到现场")
        )
        why = self.voice.text(visits.why)
        return self.voice.pair(words, why) if why else words

    def ignored(self) -> tuple[Words, ...]:
        """Return the checks that are set aside, with the reason."""
        return tuple(
            self.voice.pair(each.rule, self.voice.text(each.reason))
            for each in self.procedure.ignore
        )

    def complain(self) -> Complain:
        """Return where to complain and how to appeal."""
        own = self.procedure.remedies
        if own is Default.DEFAULT:
            own = self.station.remedies
        return complain(self.scene, self.voice, own if isinstance(own, tuple) else None)

    def channels(self) -> tuple[ChannelView, ...]:
        """Return the ways to have the matter done."""
        voice = self.voice
        return tuple(
            ChannelView(
                voice.word(channel.kind),
                voice.text(channel.value) or None,
                voice.address(channel.value) or None,
                voice.text(channel.scope) or None,
            )
            for channel in self.procedure.channels
        )

    def outcomes(self) -> tuple[OutcomeView, ...]:
        """Return what is handed over in the end."""
        voice = self.voice
        return tuple(
            OutcomeView(
                voice.text(each.name),
                voice.word(each.kind),
                voice.text(each.validity) or None,
                voice.words(each.delivery) or None,
            )
            for each in self.procedure.outcomes
        )

    # ---- what it rests on ---------------------------------------------------------------------

    def source(self, citation: Citation) -> Source:
        """Return a citation as the page shows it."""
        return source(citation, self.voice)

    def particulars(self) -> tuple[Row, ...]:
        """Return the small print."""
        say, voice, procedure = self.voice.say, self.voice, self.procedure
        codes = procedure.codes
        rows = (
            (say("办件类型"), voice.word(procedure.handling)),
            (say("事项类型"), voice.word(procedure.type)),
            (say("行使层级"), voice.word(procedure.level)),
            (say("决定机构"), voice.text(procedure.decided_by)),
            (say("委托部门"), voice.text(procedure.entrusted_by)),
            (say("数量限制"), voice.text(procedure.quantity_limit)),
            (say("中介服务"), voice.listed(voice.texts(procedure.intermediaries))),
            (say("基本编码"), codes.basic if codes else ""),
            (say("实施编码"), codes.implementation if codes else ""),
            (say("施行日期"), voice.date(procedure.effective)),
        )
        return tuple(Row(name, value) for name, value in rows if value)

    def glossary(self) -> tuple[TermView, ...]:
        """Return plain words for terms of office."""
        return tuple(
            TermView(self.voice.plain(term), self.voice.text(words))
            for term, words in self.procedure.glossary.items()
        )

    def questions(self) -> tuple[QuestionView, ...]:
        """Return what people ask."""
        return tuple(
            QuestionView(self.voice.text(each.q), self.voice.prose(each.a))
            for each in self.procedure.faq
        )

    def history(self) -> tuple[ChangeView, ...]:
        """Return what changed, newest first."""
        ordered = sorted(self.procedure.changes, key=lambda each: each.date, reverse=True)
        return tuple(
            ChangeView(self.voice.date(each.date), self.voice.text(each.why), None, "neutral", "")
            for each in ordered
        )

    def timings(self) -> tuple[Timing, ...]:
        """Return how long cases really took, newest period first."""
        say, voice = self.voice.say, self.voice
        return tuple(
            Timing(
                each.period,
                each.cases,
                voice.duration(each.median) if each.median else None,
                voice.duration(each.p90) if each.p90 else None,
                each.late,
                say("%(share).1f%%", share=100 * each.late / each.cases) if each.cases else "",
            )
            for each in sorted(self.procedure.timings, key=lambda each: each.period, reverse=True)
        )

    def siblings(self) -> tuple[Sibling, ...]:
        """Return the other stations that have the same procedure."""
        ids = self.scene.neighbours.siblings.get(self.file.id, ())
        return tuple(
            Sibling(
                self.voice.text(self.scene.neighbours.stations[each].name),
                self.voice.way(urls.procedure(each, self.file.id)),
            )
            for each in ids
            if each in self.scene.neighbours.stations
        )

    def verify(self) -> Verify:
        """Return how to check that the page is current."""
        say, board = self.voice.say, self.scene.board
        address = public_address(board, self.voice.page)
        reviewed = self.procedure.reviewed
        return Verify(
            qr=qr.svg(address, say("本页网址的二维码")) if address else None,
            url=address.partition("://")[2],
            reviewed=self.voice.reviewed(reviewed.date, reviewed.by)
            if reviewed
            else say("还没有人核对过"),
            version=version_of(self.procedure),
            feedback=board.feedback or None,
            data=(),
        )

    # ---- what comes first ---------------------------------------------------------------------

    def badge(self) -> Badge | None:
        """Return the stamp beside the title."""
        state = self.procedure.status.state
        if state is State.ACTIVE:
            return None
        return Badge(
            "stopped",
            self.voice.say("已暂停") if state is State.SUSPENDED else self.voice.say("已废止"),
        )

    def notices(self) -> tuple[Notice, ...]:
        """Return what must be known before relying on the page."""
        return tuple(
            notice
            for notice in (self._status(), self._future(), self._untranslated(), self._stale())
            if notice
        )

    def _status(self) -> Notice | None:
        say, voice, status = self.voice.say, self.voice, self.procedure.status
        if status.state is State.SUSPENDED:
            title, days = say("此事项暂停办理"), self._days(status)
            return Notice(
                "suspended",
                voice.aside(title, days) if days else title,
                voice.text(status.reason) or None,
            )
        if status.state is State.RETIRED:
            title = (
                say("此事项自%(day)s起不再办理", day=voice.date(status.date))
                if status.date
                else say("此事项不再办理")
            )
            return Notice("retired", title, voice.text(status.reason) or None, self._replacement())
        return None

    def _days(self, status: Status) -> str:
        """Return from when to when something is suspended, as far as it is known."""
        say, voice = self.voice.say, self.voice
        if status.from_ and status.to:
            return say("%(a)s至%(b)s", a=voice.date(status.from_), b=voice.date(status.to))
        if status.from_:
            return say("自%(day)s起", day=voice.date(status.from_))
        return say("至%(day)s", day=voice.date(status.to)) if status.to else ""

    def _replacement(self) -> Link | None:
        target = self.procedure.status.replaced_by
        if not target:
            return None
        url = f"stations/{target}/" if "/" in target else urls.station(target)
        title = self._title_of(target)
        return Link(self.voice.pair(self.voice.say("现在办理"), title), self.voice.way(url))

    def _title_of(self, target: str) -> Words:
        station_id, _, procedure_id = target.partition("/")
        if station_id == self.scene.folder.id:
            here = next(
                (each for each in self.scene.folder.procedures if each.id == procedure_id), None
            )
            return self.voice.text(here.procedure.title) if here else target
        other = self.scene.neighbours.stations.get(station_id)
        if other is None:
            return target
        title = other.procedures.get(procedure_id, other.name)
        return self.voice.text(title)

    def _future(self) -> Notice | None:
        effective = self.procedure.effective
        if effective is None or effective <= self.scene.today:
            return None
        return Notice(
            "future",
            self.voice.say("自%(day)s起施行，现在还不适用", day=self.voice.date(effective)),
        )

    def _untranslated(self) -> Notice | None:
        title = self.procedure.title
        if title is None or self.voice.language in title:
            return None
        return Notice("untranslated", self.voice.say("这一页还没有译文，下面显示原文"))

    def _stale(self) -> Notice | None:
        reviewed = self.procedure.reviewed
        if reviewed is None or (self.scene.today - reviewed.date).days <= STALE_AFTER_DAYS:
            return None
        return Notice(
            "stale",
            self.voice.say(
                "内容上次核对是%(day)s，已超过一年，办理前请先打电话确认",
                day=self.voice.date(reviewed.date),
            ),
        )


def procedure_page(words: ProcedureWords, wide: Markup, narrow: Markup) -> ProcedurePage:
    """Return everything on the page of one procedure; the drawings are made by the caller."""
    voice, procedure, station = words.voice, words.procedure, words.station
    return ProcedurePage(
        crumbs=(
            Link(voice.say("站所"), voice.way("stations/")),
            Link(voice.text(station.name), voice.way(urls.station(words.scene.folder.id))),
        ),
        title=voice.text(procedure.title),
        headline=words.headline(),
        badge=words.badge(),
        notices=words.notices(),
        summary=voice.prose(procedure.summary) or None,
        facts=(words.to_bring(), words.cost(), words.duration_fact(), words.visits()),
        situations=words.groups(),
        materials=words.materials(),
        notice=None,
        flow=FlowView(
            wide,
            narrow,
            outline(procedure, words.cast, words.drawn),
            any(step.end is End.REFUSED for step in procedure.steps),
            any(box.role is Role.OUTSIDE for box in words.drawn.boxes),
            html_tag(words.cast.voice.language) if words.cast.voice != voice else "",
        ),
        time=TimeView(words.limits(), words.starts(), words.extension(), words.excluded()),
        due=words.due(),
        timings=words.timings(),
        timings_shown=bool(procedure.timings),
        fees=words.fees(),
        conditions=tuple(map(voice.prose, procedure.conditions)),
        prohibited=tuple(map(voice.prose, procedure.prohibited)),
        mistakes=tuple(map(voice.prose, procedure.common_mistakes)),
        intermediaries=voice.texts(procedure.intermediaries),
        quantity=voice.text(procedure.quantity_limit) or None,
        channels=words.channels(),
        visits=words.visits_line(),
        progress=words.progress(),
        outcomes=words.outcomes(),
        station=words.station_view(),
        posts=words.posts(),
        complain=words.complain(),
        verify=words.verify(),
        sources=tuple(map(words.source, procedure.legal_basis)),
        questions=words.questions(),
        glossary=words.glossary(),
        particulars=words.particulars(),
        siblings=words.siblings(),
        local_reason=voice.prose(procedure.local_reason) or None,
        partners=words.partners(),
        history=words.history(),
        ignored=words.ignored(),
    )


def _days(duration: Duration) -> float:
    return span_of([duration]).rough_days


def _saved(law: Limit | None, promise: Limit | None) -> int:
    """Return about how many days earlier a promise ends than the law."""
    if law is None or promise is None:
        return 0
    return max(0, round(_days(law.duration) - _days(promise.duration)))


def _holding(
    limits: tuple[Limit, ...], situations: tuple[str, ...], channels: tuple[Any, ...]
) -> Limit | None:
    """Return the limit of exactly these cases, else the one that holds for all."""
    exact = next(
        (each for each in limits if (each.situations, each.channels) == (situations, channels)),
        None,
    )
    return exact or next(
        (each for each in limits if not each.situations and not each.channels), None
    )


def _is_here(actor: Actor, folder: StationFolder) -> bool:
    return actor.post is not None and actor.station in (None, folder.id)


def version_of(procedure: Procedure) -> str:
    """Return a short digest of what the procedure says, the same whatever program reads it."""
    data = procedure.model_dump_json(by_alias=True, exclude_defaults=True, exclude={"reviewed"})
    digest = hashlib.blake2b(data.encode(), digest_size=4).hexdigest()
    return f"{digest[:4]}-{digest[4:]}"
