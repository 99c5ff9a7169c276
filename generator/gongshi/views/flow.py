"""A procedure's steps as a flowchart: who acts, how long, which way on, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from gongshi.board.common import Actor
from gongshi.board.procedure import Procedure, Step
from gongshi.board.station import Station
from gongshi.board.text import Said, Text
from gongshi.board.words import Join
from gongshi.flowchart.chart import ENGLISH, Box, Chart, Role, Way, Words
from gongshi.flowchart.outline import OutlineItem, OutlineWay
from gongshi.flowchart.outline import outline as outlined
from gongshi.views.directory import Neighbour
from gongshi.views.voice import Voice


def words_of(voice: Voice) -> Words:
    """Return the drawing's own words in the page's language."""
    return Words() if voice.language == "zh" else ENGLISH


class Cast:
    """Who acts in the steps of a procedure: the station's posts, other stations', other offices."""

    def __init__(self, station: Station, others: Mapping[str, Neighbour], voice: Voice) -> None:
        """Know the station and those that its procedures name."""
        self.station = station
        self.others = others
        self.voice = voice

    def name(self, actor: Actor | None) -> str:
        """Return who acts, in words."""
        if actor is None:
            return ""
        if actor.is_applicant:
            return self.voice.say("申请人")
        if actor.office is not None:
            return self.voice.text(actor.office).plain
        if actor.station:
            other = self.others.get(actor.station)
            if other is None:
                return actor.post or ""
            names = (other.name, other.posts.get(actor.post or ""))
            return " ".join(self.voice.text(name).plain for name in names if name)
        post = self.station.post(actor.post)
        return self.voice.text(post.name).plain if post else (actor.post or "")

    def lane(self, actor: Actor | None) -> str:
        """Return the organisation that acts; the applicant has a lane of their own."""
        if actor is None:
            return ""
        if actor.is_applicant:
            return self.voice.say("申请人")
        if actor.office is not None:
            return self.voice.text(actor.office).plain
        if actor.station and (other := self.others.get(actor.station)):
            return self.voice.text(other.name).plain
        return self.voice.text(self.station.name or Text("")).plain


def chart(
    procedure: Procedure, cast: Cast, href: Callable[[Step], str] = lambda _step: ""
) -> Chart:
    """Return the flowchart of a procedure before it is laid out."""
    voice = cast.voice
    is_joint = bool(procedure.takes_part)
    boxes = tuple(
        Box(
            id=step.id,
            number=number,
            title=voice.text(step.name).plain,
            who=cast.name(step.actor),
            time=voice.duration(step.within) if step.within else "",
            role=_role(step.actor),
            end=step.end.value if step.end else None,
            lane=cast.lane(step.actor) if is_joint else "",
            href=href(step),
            situations=step.situations,
            note=_note(step, voice),
        )
        for number, step in enumerate(procedure.steps, 1)
    )
    ways = tuple(
        Way(
            source=step.id,
            target=way.to,
            label=voice.text(way.when).plain,
            parallel=step.is_parallel,
        )
        for step in procedure.steps
        for way in step.ways
    )
    return Chart(
        title=voice.text(procedure.title).plain,
        boxes=boxes,
        ways=ways,
        starts=_starts(procedure),
        lang="zh-CN" if voice.language == "zh" else voice.language,
        join_all=frozenset(step.id for step in procedure.steps if step.join is Join.ALL),
    )


def _starts(procedure: Procedure) -> tuple[str, ...]:
    """Return the steps that no other leads to; where all are led to, the first as written."""
    targets = {way.to for step in procedure.steps for way in step.ways if way.to != step.id}
    starts = tuple(step.id for step in procedure.steps if step.id not in targets)
    return starts or tuple(step.id for step in procedure.steps[:1])


def _role(actor: Actor | None) -> Role:
    if actor is not None and actor.is_applicant:
        return Role.APPLICANT
    if actor is not None and actor.office is not None:
        return Role.OUTSIDE
    return Role.OFFICE


def _note(step: Step, voice: Voice) -> str:
    notes = []
    if not step.counts:
        notes.append(voice.say("不计入时限"))
    if step.channel:
        notes.append(voice.say("仅%(channel)s", channel=voice.word(step.channel)))
    return voice.listed(notes)


@dataclass(frozen=True, slots=True)
class WayOn:
    """A way on from a step as a sentence; ``to`` is the address of the step it leads to."""

    text: str
    to: str | None
    steps: tuple[StepText, ...]
    """The steps of that way alone."""
    situations: tuple[str, ...] = ()
    """In which alone it can be gone."""


@dataclass(frozen=True, slots=True)
class StepText:
    """A step as the numbered list has it."""

    number: str
    id: str
    title: Said
    who: str
    time: str | None
    text: Markup | None
    came_from: str | None
    """Where a part of the flow that stands by itself comes from."""
    ways: tuple[WayOn, ...]
    situations: tuple[str, ...]
    only: str
    """In which situations alone the step is taken, in words; nothing where in all."""
    absent: str
    """What is said of it in the others."""


def outline(procedure: Procedure, cast: Cast, drawn: Chart) -> tuple[StepText, ...]:
    """Return the same flow as numbered sentences, the steps of a way inside that way."""
    steps = {step.id: step for step in procedure.steps}
    ids = {str(box.number): box.id for box in drawn.boxes}
    voice = cast.voice

    def told(item: OutlineItem) -> StepText:
        step = steps[item.box.id]
        return StepText(
            number=str(item.box.number),
            id=f"step-{item.box.id}",
            title=voice.text(step.name),
            who=item.box.who,
            time=_time(step, voice),
            text=_told(step, voice),
            came_from=item.comes_from or None,
            ways=tuple(map(way_on, item.ways)),
            situations=step.situations,
            only=_only(step, procedure, voice),
            absent=voice.say("您的情形没有这一步") if step.situations else "",
        )

    def way_on(way: OutlineWay) -> WayOn:
        target = ids.get(str(way.target)) if not way.items else None
        return WayOn(
            way.sentence,
            f"step-{target}" if target else None,
            tuple(map(told, way.items)),
            way.situations,
        )

    return tuple(map(told, outlined(drawn, words_of(voice))))


def _time(step: Step, voice: Voice) -> str | None:
    within = voice.duration(step.within) if step.within else ""
    return voice.listed(filter(None, (within, _note(step, voice)))) or None


def _only(step: Step, procedure: Procedure, voice: Voice) -> str:
    """Return in which situations alone a step is taken."""
    titles = {each.id: each.title for each in procedure.situations}
    named = [voice.text(titles[each]) for each in step.situations if each in titles]
    which = voice.listed(named, voice.say("、"))
    return voice.say("仅 %(situations)s", situations=which) if named else ""


def _told(step: Step, voice: Voice) -> Markup | None:
    """Return what is done in a step, by what it is judged, what is handed over."""
    say = voice.say
    lines = [voice.prose(step.action)] if step.action else []
    pairs = (
        (say("地点"), voice.text(step.where)),
        (say("审查标准"), voice.prose(step.standard)),
        (say("文书"), voice.text(step.document)),
        (say("费用"), voice.text(step.fee)),
        (say("依据"), _basis(step, voice)),
        (say("等候"), _wait(step, voice)),
    )
    lines += [escape(voice.pair(name, value)) for name, value in pairs if value]
    return Markup("<br>").join(lines) if lines else None


def _basis(step: Step, voice: Voice) -> Markup:
    if step.basis is None:
        return Markup()
    title, article = voice.text(step.basis.title), voice.text(step.basis.article)
    return Markup(" ").join(escape(part) for part in (title, article) if part)


def _wait(step: Step, voice: Voice) -> str:
    if step.wait is None:
        return ""
    parts = (
        voice.say("排队约%(limit)s", limit=voice.duration(step.wait.queue))
        if step.wait.queue
        else "",
        voice.say("窗口约%(limit)s", limit=voice.duration(step.wait.counter))
        if step.wait.counter
        else "",
    )
    return voice.listed(filter(None, parts))
