"""Who holds the case when: the map of a procedure in which several offices act."""

from __future__ import annotations

from collections.abc import Iterable

from gongshi.board.duration import Duration, Unit
from gongshi.board.handover import HandOver, Hold, hand_over
from gongshi.board.procedure import Step
from gongshi.board.workdays import SECONDS, Span
from gongshi.views.parts import HandOverView, Lane, LaneBar, LaneStep, Words
from gongshi.views.subject import Subject

OPEN_WIDTH = 5.0
"""How wide a step without a limit is drawn, in percent of the whole course."""

TICK_WIDTH = 1.0
"""How wide what is done on the spot is drawn."""


def map_of(words: Subject) -> HandOverView | None:
    """Return who holds the case when, if more than one office does."""
    found = hand_over(words.procedure.steps)
    return _Map(words, found).view() if found else None


class _Map:
    """The map in one language."""

    def __init__(self, words: Subject, found: HandOver) -> None:
        self.words, self.found, self.voice = words, found, words.voice
        self.steps = words.procedure.steps
        self.names = {each.holder: self._name(self.steps[each.step]) for each in found.holds}

    def view(self) -> HandOverView:
        return HandOverView(
            tuple(self._summary()),
            tuple(self._lane(who, span) for who, span in self.found.times.items()),
        )

    def _name(self, step: Step) -> Words:
        """Return the office or station that acts in a step."""
        actor, text = step.actor, self.voice.text
        if actor is not None and actor.office is not None:
            return text(actor.office)
        if actor is not None and actor.station:
            other = self.words.scene.neighbours.stations.get(actor.station)
            return text(other.name) if other else actor.station
        return text(self.words.station.name)

    def _summary(self) -> Iterable[str]:
        say, found = self.voice.say, self.found
        yield say(
            "先后经手 %(n)s 家，最多移交 %(times)s 次。",
            n=len(found.times),
            times=found.hand_overs,
        )
        if longest := found.longest:
            yield say(
                "在%(who)s手里最久，最多%(limit)s。",
                who=self._listed(longest),
                limit=self._said(found.times[longest[0]]),
            )
        again = [each for each in found.times if each in found.again]
        if again:
            yield say("%(who)s经手不止一次。", who=self._listed(again))

    def _listed(self, holders: Iterable[str]) -> str:
        return self.voice.listed(self.names[each] for each in holders)

    def _lane(self, who: str, span: Span) -> Lane:
        holds = sorted(
            (each for each in self.found.holds if each.holder == who), key=lambda each: each.step
        )
        limits = [self.steps[each.step].within for each in holds]
        time = self.voice.say("没有写时限")
        if any(limits):
            time = self._said(span)
            if not all(limits):
                time = self.voice.aside(time, self.voice.say("有的步骤没有写时限"))
        conditions = [self.steps[each.step].situations for each in holds]
        every = all(conditions)
        return Lane(
            name=self.names[who],
            time=time,
            is_longest=who in self.found.longest,
            is_again=who in self.found.again,
            bars=tuple(map(self._bar, holds)) if self.found.course.rough_days else (),
            steps=tuple(map(self._step, holds)),
            situations=self.words.known(dict.fromkeys(id_ for ids in conditions for id_ in ids))
            if every
            else (),
        )

    def _bar(self, hold: Hold) -> LaneBar:
        step, whole = self.steps[hold.step], self.found.course.rough_days
        x = 100 * hold.start.rough_days / whole
        width = 100 * (hold.end.rough_days - hold.start.rough_days) / whole
        kind = "timed"
        if step.within is None:
            kind, width = "open", OPEN_WIDTH
        elif width < TICK_WIDTH:
            kind, width = "tick", TICK_WIDTH
        return LaneBar(round(min(x, 100 - width), 1), round(width, 1), kind, step.situations)

    def _step(self, hold: Hold) -> LaneStep:
        step = self.steps[hold.step]
        return LaneStep(
            hold.step + 1,
            self.voice.text(step.name),
            f"#step-{step.id}",
            self.voice.duration(step.within) if step.within else None,
            self.words.known(step.situations),
        )

    def _said(self, span: Span) -> str:
        """Return a span in words, its units one after the other."""
        parts = [
            Duration(amount, unit)
            for amount, unit in (
                (span.months, Unit.MONTH),
                (span.days, Unit.DAY),
                (span.workdays, Unit.WORKDAY),
                *_clock(span.seconds),
            )
            if amount
        ]
        at_once = Duration(0, Unit.IMMEDIATE)
        return self.voice.listed(map(self.voice.duration, parts or [at_once]), self.voice.say("加"))


def _clock(seconds: int) -> Iterable[tuple[int, Unit]]:
    """Return seconds in the units that people say, the largest first."""
    for unit in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        amount, seconds = divmod(seconds, SECONDS[unit])
        yield amount, unit
