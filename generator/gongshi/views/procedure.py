"""The page of one procedure: what to bring, what it costs, how long it takes, who answers.

The order is that of a citizen's questions.
"""

from __future__ import annotations

from functools import cached_property

from markupsafe import Markup, escape

from gongshi import urls
from gongshi.board.common import Actor, Status
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.procedure import Material
from gongshi.board.text import html_tag
from gongshi.board.version import version_of
from gongshi.board.words import Default, End, MaterialForm, Need, Nothing, State
from gongshi.engines import qr
from gongshi.engines.jinja import plain
from gongshi.flowchart.chart import Chart, Role
from gongshi.views import handover
from gongshi.views.chrome import Link
from gongshi.views.fees import FeeWords
from gongshi.views.flow import Cast, chart, outline
from gongshi.views.likeness import FACETS, kin_of
from gongshi.views.parts import (
    Badge,
    ChangeView,
    ChannelView,
    Complain,
    Fact,
    FlowView,
    Group,
    MaterialView,
    Notice,
    Option,
    OutcomeView,
    PostView,
    ProcedurePage,
    QuestionView,
    Row,
    Scene,
    Sibling,
    StationView,
    TermView,
    TimeView,
    Verify,
    Words,
)
from gongshi.views.past import told
from gongshi.views.search import SearchRecord
from gongshi.views.shared import (
    complain,
    post_view,
    printed_views,
    public_address,
    station_view,
)
from gongshi.views.times import TimeWords
from gongshi.views.voice import Voice

STALE_AFTER_DAYS = 365
"""From what age on a confirmation is told as old."""


class ProcedureWords(FeeWords, TimeWords):
    """One procedure in one language: the blocks of its page, each from its fields alone."""

    def __init__(self, scene: Scene, file: ProcedureFile, voice: Voice) -> None:
        """Know the procedure, its station and the page's voice."""
        super().__init__(scene, file, voice)
        self.cast = Cast(
            self.station, scene.neighbours.stations, voice.original(self.procedure.title)
        )

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
            basis=self.basis_line(material.basis) or None,
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
            parts.append(escape(voice.say("%(who)s核发", who=voice.text(material.issued_by))))
        if material.obtain:
            parts.append(voice.prose(material.obtain))
        if not parts and material.source:
            parts.append(escape(voice.word(material.source)))
        return escape(voice.say("；")).join(parts)

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
        return told(self.scene.past.of(self.file.id), self.procedure.changes, self.voice)

    def siblings(self) -> tuple[Sibling, ...]:
        """Return the other stations that have the same procedure."""
        others = self.scene.neighbours.siblings.get(self.file.id, ())
        return tuple(
            Sibling(
                self.voice.text(self.scene.neighbours.stations[each.id].name),
                self.voice.way(urls.procedure(each.id, self.file.id)),
                tuple(self.voice.say(FACETS[name]) for name in each.unlike),
            )
            for each in others
            if each.id in self.scene.neighbours.stations
        )

    def comparison(self) -> str | None:
        """Return the address where all stations that have the procedure are compared."""
        folder, file = self.scene.folder, self.file
        others = self.scene.neighbours.siblings.get(file.id)
        if not (others and self.procedure.is_active and folder.station.is_active):
            return None
        return self.voice.way(urls.comparison(*kin_of(folder, file)))

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
        not_needed=voice.way(urls.NOT_NEEDED),
        printed=printed_views(
            (
                each
                for each in words.scene.printed.get(voice.language, ())
                if each.procedure == words.file.id
            ),
            voice,
        ),
        flow=FlowView(
            wide,
            narrow,
            outline(procedure, words.cast, words.drawn),
            any(step.end is End.REFUSED for step in procedure.steps),
            any(box.role is Role.OUTSIDE for box in words.drawn.boxes),
            html_tag(words.cast.voice.language) if words.cast.voice != voice else "",
        ),
        hand_over=handover.map_of(words),
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
        comparison=words.comparison(),
        local_reason=voice.prose(procedure.local_reason) or None,
        partners=words.partners(),
        history=words.history(),
        ignored=words.ignored(),
    )


def _is_here(actor: Actor, folder: StationFolder) -> bool:
    return actor.post is not None and actor.station in (None, folder.id)
