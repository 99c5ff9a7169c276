"""The page of one station.

Where and when, what can be done, who answers, what it can be held to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gongshi import urls
from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Inspection
from gongshi.board.station import PostRule
from gongshi.board.version import version_of
from gongshi.board.words import State
from gongshi.checks import missing_classes
from gongshi.engines import qr
from gongshi.views import coverage
from gongshi.views.bulletin import BulletinView, bulletin_view, newest
from gongshi.views.checklist import SpotNames
from gongshi.views.chrome import Link
from gongshi.views.complaint import ComplaintRow, complaint_row
from gongshi.views.evaluation import Evaluated, evaluated
from gongshi.views.fee_groups import FeeGroup, fee_groups
from gongshi.views.ledger import Ledger, in_order, ledger, ledger_entry
from gongshi.views.listings import (
    ProcedureGroup,
    is_free,
    procedure_groups,
)
from gongshi.views.parts import (
    Badge,
    ChangeView,
    CommitmentView,
    Complain,
    Notice,
    PostView,
    PrintedView,
    Row,
    Scene,
    Source,
    StationView,
    Verify,
    Words,
)
from gongshi.views.past import told
from gongshi.views.procedure import ProcedureWords
from gongshi.views.scores import score_of
from gongshi.views.search import SearchRecord
from gongshi.views.shared import (
    commitment_views,
    complain,
    open_hours,
    post_view,
    printed_views,
    public_address,
    source,
    station_view,
)
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Hours of some days."""

    days: str
    open: str
    season: str | None
    note: Words | None


@dataclass(frozen=True, slots=True)
class HoursView:
    """The hours of a station, with what else holds."""

    rows: tuple[HoursLine, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppointmentWay:
    """A way to make an appointment."""

    kind: str
    value: Words
    url: str | None


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """How to come by appointment."""

    channels: tuple[AppointmentWay, ...]
    lead_time: str | None
    out_of_hours: Markup | None


@dataclass(frozen=True, slots=True)
class LeaderView:
    """Someone who answers for the station."""

    role: str
    name: Words
    title: Words | None


@dataclass(frozen=True, slots=True)
class PostRuleView:
    """A rule, and the posts it binds; without any it binds all."""

    name: str
    rule: Markup
    posts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AccountabilityView:
    """What follows from a breach."""

    breach: Words
    consequence: Words
    basis: Source | None


@dataclass(frozen=True, slots=True)
class CheckView:
    """One point of a visit and what was found."""

    name: Words
    result: str
    result_text: str
    note: Words | None


@dataclass(frozen=True, slots=True)
class InspectionView:
    """An unannounced visit."""

    date: str
    by: Words
    checks: tuple[CheckView, ...]
    note: Markup | None


@dataclass(frozen=True, slots=True)
class HonourView:
    """An honour."""

    title: Words
    year: int
    by: Words | None


@dataclass(frozen=True, slots=True)
class StationPage:
    """Everything on the page of one station; what is not there is none or empty."""

    crumbs: tuple[Link, ...]
    name: Words
    headline: tuple[Words, ...]
    badge: Badge | None
    notices: tuple[Notice, ...]
    serves: Words | None
    procedures: tuple[ProcedureGroup, ...]
    printed: tuple[PrintedView, ...]
    place: StationView
    hours: HoursView
    appointment: AppointmentView | None
    leaders: tuple[LeaderView, ...]
    posts: tuple[PostView, ...]
    coverage: str | None
    coverage_url: str
    commitments: tuple[CommitmentView, ...]
    rules: tuple[PostRuleView, ...]
    discipline: tuple[Words, ...]
    accountability: tuple[AccountabilityView, ...]
    fees: tuple[FeeGroup, ...]
    fees_free: str | None
    complain: Complain
    supervisors: tuple[Row, ...]
    ledger: Ledger
    ledger_url: str | None
    evaluations: Evaluated
    complaints: tuple[ComplaintRow, ...]
    inspections: tuple[InspectionView, ...]
    checklist: str | None
    not_needed: str
    honours: tuple[HonourView, ...]
    bulletins: tuple[BulletinView, ...]
    score: tuple[Row, ...]
    history: tuple[ChangeView, ...]
    ignored: tuple[Words, ...]
    verify: Verify


class StationWords:
    """One station in one language: the blocks of its page."""

    def __init__(self, scene: Scene, voice: Voice) -> None:
        """Know the station and the page's voice."""
        self.scene = scene
        self.folder: StationFolder = scene.folder
        self.station = scene.folder.station
        self.voice = voice

    def procedures(self) -> tuple[ProcedureWords, ...]:
        """Return the station's procedures as this page speaks of them: the retired ones last."""
        ordered = sorted(
            self.folder.procedures, key=lambda each: each.procedure.status.state is State.RETIRED
        )
        return tuple(ProcedureWords(self.scene, each, self.voice) for each in ordered)

    def headline(self) -> tuple[Words, ...]:
        """Return the short words under the name."""
        voice, station, reviewed = self.voice, self.station, self.station.reviewed
        words = (
            voice.word(station.kind),
            voice.pair(voice.say("主管部门"), voice.text(station.authority))
            if station.authority
            else "",
            voice.reviewed(reviewed.date, reviewed.by) if reviewed else "",
        )
        return tuple(each for each in words if each)

    def notices(self) -> tuple[Notice, ...]:
        """Return what must be known before going there."""
        voice, today = self.voice, self.scene.today
        notices = []
        for closure in self.station.closures:
            if closure.to < today:
                continue
            other = self.scene.neighbours.stations.get(closure.instead or "")
            link = (
                Link(
                    voice.say("请到%(name)s办理", name=voice.text(other.name)),
                    voice.way(urls.station(other.id)),
                )
                if other
                else None
            )
            title = voice.say(
                "%(a)s至%(b)s临时停办", a=voice.date(closure.from_), b=voice.date(closure.to)
            )
            notices.append(Notice("suspended", title, voice.text(closure.why) or None, link))
        status = self.station.status
        if status.state is State.RETIRED:
            notices.append(
                Notice("retired", voice.say("本站所已撤销"), voice.text(status.reason) or None)
            )
        elif status.state is State.SUSPENDED:
            notices.append(
                Notice(
                    "suspended", voice.say("本站所暂停对外服务"), voice.text(status.reason) or None
                )
            )
        if self.station.name and voice.language not in self.station.name:
            notices.append(Notice("untranslated", voice.say("这一页还没有译文，下面显示原文")))
        return tuple(notices)

    def badge(self) -> Badge | None:
        """Return the stamp beside the name."""
        if self.station.is_active:
            return None
        state = self.station.status.state
        return Badge(
            "stopped",
            self.voice.say("已暂停") if state is State.SUSPENDED else self.voice.say("已撤销"),
        )

    def hours(self) -> HoursView:
        """Return the hours day by day."""
        voice = self.voice
        rows = open_hours(self.station, voice).rows("zh" if voice.language == "zh" else "en")
        lines = tuple(
            HoursLine(row.days, row.hours, row.season or None, voice.text(period.note) or None)
            for row, period in zip(rows, self.station.hours, strict=True)
        )
        remark = (
            voice.say("法定节假日休息，调休的工作日照常办公。")
            if self.station.closed_on_holidays
            else voice.say("法定节假日照常办公。")
        )
        return HoursView(lines, (remark,) if lines else ())

    def appointment(self) -> AppointmentView | None:
        """Return how to come by appointment."""
        appointment, voice = self.station.appointment, self.voice
        if appointment is None:
            return None
        channels = []
        for each in appointment.channels:
            value = voice.text(each.value)
            url = voice.address(each.value) or (
                f"tel:{value}" if each.kind.value == "phone" else ""
            )
            channels.append(AppointmentWay(voice.word(each.kind), value, url or None))
        return AppointmentView(
            tuple(channels),
            voice.say("提前%(limit)s", limit=voice.duration(appointment.lead_time))
            if appointment.lead_time
            else None,
            voice.prose(appointment.out_of_hours) or None,
        )

    def leaders(self) -> tuple[LeaderView, ...]:
        """Return who answers, from the top."""
        voice = self.voice
        return tuple(
            LeaderView(
                voice.word(each.role), voice.plain(each.name), voice.text(each.title) or None
            )
            for each in self.station.leaders
        )

    def posts(self) -> tuple[PostView, ...]:
        """Return every post with its A and B."""
        return tuple(
            post_view(post, self.folder, self.voice, self.scene.today)
            for post in self.station.posts
        )

    def rules(self) -> tuple[PostRuleView, ...]:
        """Return the first-contact rule and the one-time notice, with the posts they bind."""
        voice, station = self.voice, self.station
        named = (
            (voice.say("首问负责"), station.first_inquiry),
            (voice.say("一次性告知"), station.one_time_notice),
        )
        return tuple(
            PostRuleView(name, voice.prose(rule.rule), tuple(self._bound(rule)))
            for name, rule in named
            if rule is not None
        )

    def rule_rows(self) -> tuple[Row, ...]:
        """Return the same for paper: each rule in words with the posts it binds."""
        voice = self.voice
        return tuple(
            Row(
                each.name,
                voice.aside(each.rule, voice.listed(post.title for post in each.posts))
                if each.posts
                else each.rule,
            )
            for each in self.rules()
        )

    def _bound(self, rule: PostRule) -> Iterator[Link]:
        """Go through the posts that a rule names; of none named it binds all."""
        for each in dict.fromkeys(rule.posts):
            if post := self.station.post(each):
                name, counter = self.voice.text(post.name), self.voice.text(post.counter)
                title = self.voice.aside(name, counter) if counter else name
                yield Link(title, f"#post-{post.id}")

    def accountability(self) -> tuple[AccountabilityView, ...]:
        """Return what follows from a breach."""
        voice = self.voice
        return tuple(
            AccountabilityView(
                voice.text(each.breach),
                voice.text(each.consequence),
                source(each.basis, voice) if each.basis else None,
            )
            for each in self.station.accountability
        )

    def fees_free(self) -> str | None:
        """Return how many procedures cost nothing, in words."""
        active = [each.procedure for each in self.folder.procedures if each.procedure.is_active]
        free = sum(map(is_free, active))
        return self.voice.say("%(n)s 项不收费", n=free) if free and active else None

    def supervisors(self) -> tuple[Row, ...]:
        """Return the lay supervisors."""
        supervision = self.station.supervision
        return tuple(
            Row(self.voice.plain(each.name), self.voice.text(each.capacity))
            for each in (supervision.supervisors if supervision else ())
        )

    def ledger(self) -> Ledger:
        """Return the rectification ledger, the overdue first."""
        entries = in_order(self.folder.rectifications.entries)
        today = self.scene.today
        return ledger(
            (ledger_entry(each, self.folder, self.voice, today) for each in entries), self.voice
        )

    def evaluations(self) -> Evaluated:
        """Return what citizens said, the latest year first."""
        return evaluated(self.folder, self.voice)

    def complaints(self) -> tuple[ComplaintRow, ...]:
        """Return complaints by period, the latest first."""
        ordered = sorted(self.folder.complaints.entries, key=lambda each: each.period, reverse=True)
        return tuple(complaint_row(each, self.voice, self.folder.id) for each in ordered)

    def inspections(self) -> tuple[InspectionView, ...]:
        """Return unannounced visits, the latest first."""
        ordered = sorted(self.folder.inspections.entries, key=lambda each: each.date, reverse=True)
        names = SpotNames(self.folder, self.voice)
        return tuple(self._inspection(each, names) for each in ordered)

    def _inspection(self, inspection: Inspection, names: SpotNames) -> InspectionView:
        voice = self.voice
        return InspectionView(
            voice.date(inspection.date),
            voice.text(inspection.by),
            tuple(
                CheckView(
                    names.name(each.id),
                    each.result.value,
                    voice.word(each.result),
                    voice.text(each.note) or None,
                )
                for each in inspection.checks
            ),
            voice.prose(inspection.note) or None,
        )

    def bulletins(self) -> tuple[BulletinView, ...]:
        """Return the bulletins about the station, newest first."""
        return tuple(
            bulletin_view(each, self.voice, {}, self.scene.today)
            for each in newest(self.scene.bulletins)
        )

    def honours(self) -> tuple[HonourView, ...]:
        """Return the honours."""
        voice = self.voice
        return tuple(
            HonourView(voice.text(each.title), each.year, voice.text(each.by) or None)
            for each in self.station.honours
        )

    def history(self) -> tuple[ChangeView, ...]:
        """Return what changed at the station itself."""
        return told(self.scene.past.own, self.station.changes, self.voice)

    def score(self) -> tuple[Row, ...]:
        """Return the census score, with the way to the whole self-audit."""
        say = self.voice.say
        score = score_of(self.folder, missing_classes(self.folder), (), self.voice)
        link = Markup('<a class="g-more" href="{}">{}</a>').format(
            self.voice.way(urls.audit(self.folder.id)), say("公示自查")
        )
        lacking = (Row(say("缺的内容"), score.missing),) if score.missing else ()
        return (Row(say("公示得分"), score.told), *lacking, Row(say("详细情况"), link))

    def ignored(self) -> tuple[Words, ...]:
        """Return the checks that are set aside, with the reason."""
        return tuple(
            self.voice.pair(each.rule, self.voice.text(each.reason)) for each in self.station.ignore
        )

    def verify(self) -> Verify:
        """Return how to check that the page is current."""
        say, board, reviewed = self.voice.say, self.scene.board, self.station.reviewed
        address = public_address(board, self.voice.page)
        return Verify(
            qr=qr.svg(address, say("本页网址的二维码")) if address else None,
            url=address.partition("://")[2],
            reviewed=self.voice.reviewed(reviewed.date, reviewed.by)
            if reviewed
            else say("还没有人核对过"),
            version=version_of(self.station),
            feedback=board.feedback or None,
            data=(),
        )

    def search_record(self) -> SearchRecord:
        """Return what the search knows of the station."""
        voice, station = self.voice, self.station
        name = voice.text(station.name)
        titles = [voice.text(each.procedure.title).plain for each in self.folder.procedures]
        words = (station.address, station.serves, station.summary)
        return SearchRecord(
            kind="station",
            url=urls.in_language(
                urls.station(self.folder.id), voice.language, voice.first_language
            ),
            title=name.plain,
            aliases=(voice.word(station.kind),),
            station="",
            materials=(),
            body=" ".join([*(voice.text(each).plain for each in words if each), *titles]),
            facts=voice.text(station.address).plain,
            status="" if station.is_active else voice.word(station.status.state),
            lang=name.lang or voice.language,
        )


def station_page(words: StationWords) -> StationPage:
    """Return everything on the page of one station."""
    voice, station, folder = words.voice, words.station, words.folder
    procedures = words.procedures()
    own = station.remedies
    return StationPage(
        crumbs=(Link(voice.say("站所"), voice.way("stations/")),),
        name=voice.text(station.name),
        headline=words.headline(),
        badge=words.badge(),
        notices=words.notices(),
        serves=voice.text(station.serves) or None,
        procedures=procedure_groups(procedures, with_station=False),
        printed=printed_views(
            (each for each in words.scene.printed.get(voice.language, ()) if not each.procedure),
            voice,
        ),
        place=station_view(folder, voice, None),
        hours=words.hours(),
        appointment=words.appointment(),
        leaders=words.leaders(),
        posts=words.posts(),
        coverage=coverage.note(folder, voice),
        coverage_url=voice.way("posts/"),
        commitments=commitment_views(station, voice),
        rules=words.rules(),
        discipline=voice.texts(station.discipline),
        accountability=words.accountability(),
        fees=fee_groups(procedures, with_station=False),
        fees_free=words.fees_free(),
        complain=complain(words.scene, voice, own if isinstance(own, tuple) else None),
        supervisors=words.supervisors(),
        ledger=words.ledger(),
        ledger_url=voice.way("rectifications/"),
        evaluations=words.evaluations(),
        complaints=words.complaints(),
        inspections=words.inspections(),
        checklist=voice.way(urls.checklist(folder.id)) if station.is_active else None,
        not_needed=voice.way(urls.NOT_NEEDED),
        honours=words.honours(),
        bulletins=words.bulletins(),
        score=words.score(),
        history=words.history(),
        ignored=words.ignored(),
        verify=words.verify(),
    )
