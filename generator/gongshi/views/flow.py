"""A procedure's steps as a flowchart: who acts, how long, which way on, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from gongshi.board.common import Actor
from gongshi.board.procedure import Procedure, Step
from gongshi.board.station import Station
from gongshi.board.text import Said, Text
from gongshi.board.words import Join
from gongshi.flowchart.chart import ENGLISH, Box, Chart, Role, Way, Words
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

    label: Said | None
    to: str | None
    text: str


@dataclass(frozen=True, slots=True)
class StepText:
    """A step as the numbered list has it."""

    number: str
    id: str
    title: Said
    who: str
    time: str | None
    text: Markup | None
    ways: tuple[WayOn, ...]
    end: str | None


def outline(procedure: Procedure, cast: Cast) -> tuple[StepText, ...]:
    """Return the same flow as numbered sentences."""
    words, voice = words_of(cast.voice), cast.voice
    numbers = {step.id: number for number, step in enumerate(procedure.steps, 1)}
    titles = {step.id: voice.text(step.name) for step in procedure.steps}

    def ways(step: Step) -> tuple[WayOn, ...]:
        here = numbers[step.id]
        if not (step.is_choice or step.is_parallel) and all(
            numbers.get(way.to) == here + 1 and way.when is None for way in step.ways
        ):
            return ()
        return tuple(
            WayOn(
                voice.text(way.when) or (Said(voice.say("同时")) if step.is_parallel else None),
                f"step-{way.to}",
                _way_text(numbers[way.to], here, titles[way.to].plain, voice),
            )
            for way in step.ways
            if way.to in numbers
        )

    return tuple(
        StepText(
            number=str(numbers[step.id]),
            id=f"step-{step.id}",
            title=titles[step.id],
            who=cast.name(step.actor),
            time=_time(step, voice),
            text=_told(step, voice),
            ways=ways(step),
            end=words.ending(step.end.value) if step.end else None,
        )
        for step in procedure.steps
    )


def _way_text(number: int, here: int, title: str, voice: Voice) -> str:
    if number <= here:
        return voice.say("回到第 %(n)s 步 %(title)s", n=number, title=title)
    return voice.say("第 %(n)s 步 %(title)s", n=number, title=title)


def _time(step: Step, voice: Voice) -> str | None:
    within = voice.duration(step.within) if step.within else ""
    return voice.listed(filter(None, (within, _note(step, voice)))) or None


def _told(step: Step, voice: Voice) -> Markup | None:
    """Return what is done in a step, where, by what it is judged and what is handed over."""
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
    lines += [Markup("{}:{}").format(name, value) for name, value in pairs if value]
    return Markup("<br>").join(lines) if lines else None


def _basis(step: Step, voice: Voice) -> str:
    if step.basis is None:
        return ""
    title, article = voice.text(step.basis.title).plain, voice.text(step.basis.article).plain
    return " ".join(filter(None, (title, article)))


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
