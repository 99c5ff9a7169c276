"""What a station promised as points that a lay supervisor can check: each from its own words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongshi import urls
from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Rectification
from gongshi.board.procedure import Step
from gongshi.board.spot import is_of_queue, promise_digest, spot_id
from gongshi.board.station import Commitment, Post
from gongshi.board.version import version_of
from gongshi.board.words import ProcedureType, SpotPoint
from gongshi.board.workdays import span_of
from gongshi.views.chrome import Link
from gongshi.views.parts import Scene, Words
from gongshi.views.procedure import ProcedureWords
from gongshi.views.proofs import examples
from gongshi.views.shared import open_hours
from gongshi.views.voice import Voice

MOST_FEES_NAMED = 4
MOST_PEOPLE_NAMED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a point was found to be, and when."""

    result: str
    result_text: str
    date: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One point of a checklist: what to do, what was promised, what to write down.

    ``id`` is the one that ``inspections.yml`` knows it by, ``found`` is what the latest visit that
    looked at it found.
    """

    id: str
    act: Words
    promise: Words | None = None
    link: Link | None = None
    blank: str = ""
    found: Found | None = None


class CheckPoints:
    """What one station can be held to, as lines of a checklist; the most telling come first."""

    def __init__(self, scene: Scene, voice: Voice) -> None:
        """Know the station and the page's voice."""
        self.scene = scene
        self.folder: StationFolder = scene.folder
        self.station = scene.folder.station
        self.voice = voice
        self.say = voice.say

    # ---- by telephone and on the web

    def phone(self) -> Iterator[CheckLine]:
        """Call the station within its hours."""
        if self.station.phone:
            yield CheckLine(
                spot_id(SpotPoint.PHONE_ANSWERED),
                self.say(
                    "办公时间拨打咨询电话 %(phone)s，记下响几声有人接。", phone=self.station.phone
                ),
                self._hours(),
                blank=self.say("响 ____ 声"),
            )

    def post_phones(self) -> Iterator[CheckLine]:
        """Call the posts that have a telephone of their own."""
        for post in self._posts():
            if post.phone and post.phone != self.station.phone:
                yield CheckLine(
                    spot_id(SpotPoint.PHONE_ANSWERED, post.id),
                    self.say(
                        "拨打%(post)s的电话 %(phone)s，问这个岗位办什么。",
                        post=self.voice.text(post.name),
                        phone=post.phone,
                    ),
                    self.voice.prose(post.duties) or None,
                    blank=self.say("响 ____ 声"),
                )

    def told_as_published(self) -> Iterator[CheckLine]:
        """Ask by telephone for what most is to be brought, and compare."""
        for words in sorted(self._procedures, key=lambda each: -_materials(each)):
            facts = (words.to_bring(), words.cost(), words.duration_fact())
            yield CheckLine(
                spot_id(SpotPoint.TOLD_AS_PUBLISHED, words.file.id),
                self.say(
                    "电话里问：办「%(title)s」要带什么、多少钱、多久办好。和公示对一遍。",
                    title=self._title(words),
                ),
                self.voice.listed((fact.value for fact in facts), " · "),
                self._link(words),
            )

    def appointment(self) -> Iterator[CheckLine]:
        """Make an appointment the way that is published."""
        appointment = self.station.appointment
        if appointment is None or not appointment.channels:
            return
        first = appointment.channels[0]
        yield CheckLine(
            spot_id(SpotPoint.APPOINTMENT_KEPT),
            self.say(
                "按公布的渠道预约一次：%(way)s。",
                way=self.voice.pair(self.voice.word(first.kind), self.voice.text(first.value)),
            ),
            self.say("提前%(limit)s", limit=self.voice.duration(appointment.lead_time))
            if appointment.lead_time
            else None,
        )

    def complaint_line(self) -> Iterator[CheckLine]:
        """Call the telephone for complaints, an independent one before the station's own."""
        supervision = self.station.supervision
        phones = supervision.phones if supervision else ()
        hotline = self.scene.board.hotline
        nearest = sorted(phones, key=lambda each: (each.number == hotline, not each.independent))
        for phone in nearest:
            yield CheckLine(
                spot_id(SpotPoint.COMPLAINT_LINE_ANSWERED),
                self.say(
                    "拨打监督电话 %(phone)s（%(name)s），看有没有人接、记不记下来。",
                    phone=phone.number,
                    name=self.voice.text(phone.name),
                ),
                blank=self.say("响 ____ 声"),
            )

    # ---- at the door

    def opening(self) -> Iterator[CheckLine]:
        """Be there before the door opens."""
        if self.station.hours:
            yield CheckLine(
                spot_id(SpotPoint.ON_TIME),
                self.say("开门前到门口，记下几点开门、窗口几点有人。"),
                self._hours(),
                blank=self.say("____ : ____ 开门"),
            )

    def notice(self) -> Iterator[CheckLine]:
        """Look for the notice of the station on the wall."""
        reviewed = self.station.reviewed
        yield CheckLine(
            spot_id(SpotPoint.NOTICE_CURRENT),
            self.say(
                "找墙上的站所公示单，和网页比版本号：%(version)s。",
                version=version_of(self.station),
            ),
            self.voice.reviewed(reviewed.date, reviewed.by) if reviewed else None,
        )

    def procedure_notices(self) -> Iterator[CheckLine]:
        """Look for the notice of what changed last."""
        for words in sorted(self._procedures, key=_last_touched, reverse=True):
            yield CheckLine(
                spot_id(SpotPoint.NOTICE_CURRENT, words.file.id),
                self.say(
                    "找「%(title)s」的公示单，和网页比版本号：%(version)s。",
                    title=self._title(words),
                    version=version_of(words.procedure),
                ),
                None,
                self._link(words),
            )

    def fees_posted(self) -> Iterator[CheckLine]:
        """Look for the fees on the wall, or for the words that nothing is charged."""
        if not self._procedures:
            return
        charged = dict.fromkeys(
            self.voice.pair(self.voice.text(fee.item), words.amount(fee))
            for words in self._procedures
            for fee in words.procedure.fee_list
            if not words.is_free(fee)
        )
        some = self.voice.listed(list(charged)[:MOST_FEES_NAMED], self.say("；"))
        yield CheckLine(
            spot_id(SpotPoint.FEES_POSTED),
            self.say("看收费标准有没有上墙，数字和公示是不是一样。")
            if charged
            else self.say("看墙上有没有写明：这里办事不收费。"),
            self.say("%(fees)s等 %(n)s 项", fees=some, n=len(charged))
            if len(charged) > MOST_FEES_NAMED
            else some or None,
        )

    def supervision_posted(self) -> Iterator[CheckLine]:
        """Look for the telephones to complain to, and for the box."""
        supervision = self.station.supervision
        if supervision is None or not (supervision.phones or supervision.mailbox):
            return
        numbers = self.voice.listed(phone.number for phone in supervision.phones)
        yield CheckLine(
            spot_id(SpotPoint.SUPERVISION_POSTED),
            self.say("看监督电话 %(numbers)s 在不在明处。", numbers=numbers)
            if numbers
            else self.say("看意见箱在不在明处。"),
            self.voice.text(supervision.mailbox) or None,
        )

    # ---- at the counter

    def first_contact(self) -> Iterator[CheckLine]:
        """Ask the first-contact post for what is not the station's."""
        rule = self.station.first_inquiry
        for post in self._posts():
            if post.first_contact or rule:
                yield CheckLine(
                    spot_id(SpotPoint.FIRST_CONTACT),
                    self.say(
                        "向%(post)s问一件不归这里管的事，看有没有说清去哪里、找谁。",
                        post=self._placed(post),
                    ),
                    self.voice.prose(rule.rule) if rule else None,
                )

    def badges(self) -> Iterator[CheckLine]:
        """Compare names and badges."""
        people = [
            self.voice.aside(self.voice.plain(person.name), person.badge)
            if person.badge
            else self.voice.plain(person.name)
            for post in self._posts()
            for person in (post.a, post.b)
            if person
        ]
        if people:
            yield CheckLine(
                spot_id(SpotPoint.BADGE_WORN),
                self.say("看窗口人员有没有佩戴工牌，姓名、工号和公示是不是一样。"),
                self.voice.listed(people[:MOST_PEOPLE_NAMED]),
            )

    def b_present(self) -> Iterator[CheckLine]:
        """Ask for B by name."""
        for post in self._posts():
            if post.b:
                yield CheckLine(
                    spot_id(SpotPoint.B_PRESENT, post.id),
                    self.say(
                        "在%(post)s指名找B岗%(name)s，问A岗不在时能不能办。",
                        post=self._placed(post),
                        name=self.voice.plain(post.b.name),
                    ),
                    self.voice.prose(post.duties) or None,
                )

    def single_covered(self) -> Iterator[CheckLine]:
        """Ask who stands in where there is no B."""
        for post in self._posts():
            if post.b is None:
                yield CheckLine(
                    spot_id(SpotPoint.SINGLE_COVERED, post.id),
                    self.say("问%(post)s：人不在的时候找谁。", post=self._placed(post)),
                    self.voice.text(post.single) or None,
                )

    def queue(self) -> Iterator[CheckLine]:
        """Take a number and wait, where a promise speaks of waiting."""
        for commitment in self.station.commitments:
            if is_of_queue(commitment):
                yield CheckLine(
                    spot_id(SpotPoint.QUEUE_WITHIN_LIMIT),
                    self.say("取号排队，记下取号和叫号的时刻。"),
                    self._promised(commitment),
                    blank=self.say("____ : ____ 取号，____ : ____ 叫号"),
                )

    def notice_given(self) -> Iterator[CheckLine]:
        """Say that a paper is missing, and ask for the notice in writing."""
        rule = self.station.one_time_notice
        if rule:
            yield CheckLine(
                spot_id(SpotPoint.NOTICE_GIVEN),
                self.say("说少带一样材料，请窗口给一次性告知单，看缺项写全没有。"),
                self.voice.prose(rule.rule),
            )

    def receipt_given(self) -> Iterator[CheckLine]:
        """See whether an application for a licence is receipted, as the law says."""
        for words in self._procedures:
            if words.procedure.type is ProcedureType.LICENCE:
                yield CheckLine(
                    spot_id(SpotPoint.RECEIPT_GIVEN),
                    self.say(
                        "看窗口收「%(title)s」的件时，有没有给写明日期、盖章的书面凭证。",
                        title=self._title(words),
                    ),
                    self.say("行政许可法第三十二条：受理或者不予受理，都要出具书面凭证"),
                    self._link(words),
                )

    def proof_not_asked(self) -> Iterator[CheckLine]:
        """Ask for what may not be asked for."""
        for words in sorted(self._procedures, key=lambda each: -_materials(each)):
            yield CheckLine(
                spot_id(SpotPoint.PROOF_NOT_ASKED),
                self.say(
                    "问办「%(title)s」要不要开%(proofs)s：不应当要。",
                    title=self._title(words),
                    proofs=examples(self.voice),
                ),
                None,
                Link(self.say("不用再开的证明"), self.voice.way(urls.NOT_NEEDED)),
            )

    def shared_not_asked(self) -> Iterator[CheckLine]:
        """See whether the office asks for what it says that it fetches itself."""
        for words in self._procedures:
            for material in words.procedure.material_list:
                if material.shared:
                    yield CheckLine(
                        spot_id(SpotPoint.SHARED_NOT_ASKED, words.file.id),
                        self.say(
                            "看办「%(title)s」有没有再要%(material)s：公示写明免提交。",
                            title=self._title(words),
                            material=self.voice.text(material.name),
                        ),
                        None,
                        self._link(words),
                    )

    def steps_timed(self) -> Iterator[CheckLine]:
        """Time a step that is done while one waits: one of each procedure."""
        for words in self._procedures:
            step = next(filter(_is_seen, words.procedure.steps), None)
            if step and step.within:
                yield CheckLine(
                    spot_id(SpotPoint.STEP_TIMED, words.file.id, step.id),
                    self.say(
                        "给「%(title)s」的「%(step)s」计时。",
                        title=self._title(words),
                        step=self.voice.text(step.name),
                    ),
                    self.say("公布的时限：%(limit)s", limit=self.voice.duration(step.within)),
                    self._link(words),
                    self.say("____ : ____ 开始，____ : ____ 结束"),
                )

    # ---- afterwards

    def fees_as_published(self) -> Iterator[CheckLine]:
        """Ask people who come out what they paid, first where most is charged."""
        for words in sorted(self._procedures, key=lambda each: -len(each.procedure.fee_list)):
            yield CheckLine(
                spot_id(SpotPoint.FEES_AS_PUBLISHED, words.file.id),
                self.say(
                    "问刚办完「%(title)s」的人交了多少钱、有没有票据。", title=self._title(words)
                ),
                words.cost().value,
                self._link(words),
                self.say("____ 元"),
            )

    def visits_as_published(self) -> Iterator[CheckLine]:
        """Ask people who come out how often they had to come."""
        for words in sorted(self._procedures, key=lambda each: -len(each.procedure.steps)):
            visits = words.procedure.visits
            if visits and visits.times:
                yield CheckLine(
                    spot_id(SpotPoint.VISITS_AS_PUBLISHED, words.file.id),
                    self.say("问刚办完「%(title)s」的人跑了几次。", title=self._title(words)),
                    self.say("跑 %(n)s 次", n=visits.times),
                    self._link(words),
                    self.say("____ 次"),
                )

    def promises_timed(self) -> Iterator[CheckLine]:
        """Hold the station to its promises with a limit."""
        for commitment in self.station.commitments:
            if commitment.limit and not is_of_queue(commitment):
                measure = self.voice.text(commitment.measure)
                yield CheckLine(
                    spot_id(SpotPoint.PROMISE_TIMED, promise_digest(commitment)),
                    self.say("看这条承诺做到没有，按公布的办法量：%(how)s。", how=measure)
                    if measure
                    else self.say("看这条承诺做到没有。"),
                    self._promised(commitment),
                    blank=self.say("用了 ____"),
                )

    def limits_kept(self) -> Iterator[CheckLine]:
        """Look at cases that were closed: first where some were late, then the longest limit."""
        for words in sorted(self._procedures, key=_lateness, reverse=True):
            if words.procedure.time_limit and words.procedure.time_limit.committed_limits:
                yield CheckLine(
                    spot_id(SpotPoint.LIMIT_KEPT, words.file.id),
                    self.say(
                        "请站所翻三件办结的「%(title)s」，看受理到办结用了多久。",
                        title=self._title(words),
                    ),
                    self.voice.pair(self.say("承诺"), words.duration_fact().value),
                    self._link(words),
                    self.say("____ ，____ ，____"),
                )

    def rectifications(self) -> Iterator[CheckLine]:
        """See whether what had to be put right by now is put right, the open first."""
        entries = [
            entry
            for entry in self.folder.rectifications.entries
            if entry.due_now and (entry.done_on or entry.due_now <= self.scene.today)
        ]
        for entry in sorted(entries, key=_how_fresh, reverse=True):
            yield CheckLine(
                spot_id(SpotPoint.RECTIFICATION_DONE, entry.id),
                self.say(
                    "看这条整改是不是真的做到：%(measure)s。",
                    measure=self.voice.text(entry.measure),
                ),
                self.voice.pair(self.say("问题"), self.voice.text(entry.problem)),
                blank=self._due(entry),
            )

    # ---- in words

    @cached_property
    def _procedures(self) -> tuple[ProcedureWords, ...]:
        return tuple(
            ProcedureWords(self.scene, each, self.voice)
            for each in self.folder.procedures
            if each.procedure.is_active
        )

    def _posts(self) -> tuple[Post, ...]:
        """Return the posts, those that meet citizens first."""
        busy = [each.procedure.contact for each in self.folder.procedures]
        met = {actor.post for actor in busy if actor and not actor.station}
        return tuple(
            sorted(
                self.station.posts, key=lambda post: (not post.first_contact, post.id not in met)
            )
        )

    def _title(self, words: ProcedureWords) -> Words:
        return self.voice.text(words.procedure.title)

    def _link(self, words: ProcedureWords) -> Link:
        return Link(
            self._title(words), self.voice.way(urls.procedure(self.folder.id, words.file.id))
        )

    def _hours(self) -> Words | None:
        said = open_hours(self.station, self.voice).said(
            "zh" if self.voice.language == "zh" else "en"
        )
        return self.voice.listed(said, self.say("；")) or None

    def _placed(self, post: Post) -> Words:
        name, counter = self.voice.text(post.name), self.voice.text(post.counter)
        return self.voice.aside(name, counter) if counter else name

    def _promised(self, commitment: Commitment) -> Words:
        words: list[Words] = [self.voice.text(commitment.text)]
        if commitment.remedy:
            words.append(self.say("做不到：%(remedy)s", remedy=self.voice.text(commitment.remedy)))
        return self.voice.listed(words, self.say("；"))

    def _due(self, entry: Rectification) -> str:
        if entry.done_on:
            return self.say("%(day)s报告完成", day=self.voice.date(entry.done_on))
        return self.say("应在%(day)s前完成", day=self.voice.date(entry.due_now))


def _materials(words: ProcedureWords) -> int:
    return len(words.procedure.material_list)


def _last_touched(words: ProcedureWords) -> datetime.date:
    dates = [change.date for change in words.procedure.changes]
    return max(dates, default=words.procedure.effective or datetime.date.min)


def _lateness(words: ProcedureWords) -> tuple[int, float]:
    timings, limit = words.procedure.timings, words.procedure.time_limit
    late = max(timings, key=lambda each: each.period).late if timings else 0
    limits = limit.committed_limits if limit else ()
    return (late, max((span_of([each.duration]).rough_days for each in limits), default=0))


def _how_fresh(entry: Rectification) -> tuple[bool, datetime.date]:
    return (entry.done_on is None, entry.done_on or entry.due_now or datetime.date.min)


def _is_seen(step: Step) -> bool:
    """Return whether a step is done by a post of the station while the citizen waits."""
    actor = step.actor
    here = actor is not None and actor.post is not None and actor.station is None
    return here and step.within is not None and step.within.is_within_a_day
