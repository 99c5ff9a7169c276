"""How long a procedure takes: by law, as promised, as it really was."""

from __future__ import annotations

from gongshi.board.duration import Duration
from gongshi.board.procedure import Limit
from gongshi.board.procedure import Timing as TimingFigures
from gongshi.board.promise import Pair, governing, pairs
from gongshi.board.words import Start
from gongshi.board.workdays import span_of
from gongshi.views.parts import Bar, Days, Due, Fact, LimitView, Timing, Variant
from gongshi.views.subject import Subject

TOO_FEW_CASES = 30
"""Below this number of cases no share is told: it would say nothing."""


class TimeWords(Subject):
    """How long one procedure takes, in one language."""

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
        return tuple(
            LimitView(
                self.known(pair.situations),
                self.case_text(pair),
                self._bar(pair.lawful, longest),
                self._bar(pair.promised, longest),
            )
            for pair in pairs(self.procedure)
        )

    def case_text(self, pair: Pair) -> str:
        """Return in which cases alone a pair of limits holds, nothing where in all."""
        named = (self.situations_text(pair.situations), self.voice.words(pair.channels))
        return self.voice.listed(filter(None, named))

    def _bar(self, limit: Limit | None, longest: float) -> Bar | None:
        if limit is None:
            return None
        share = max(1.0, round(100 * _days(limit.duration) / longest, 1))
        return Bar(
            self.voice.duration(limit.duration),
            share,
            self.basis_line(limit.basis) or None,
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
                self._count(governing(limits.committed_limits, *case)),
                self._count(governing(limits.statutory_limits, *case)),
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

    def timings(self) -> tuple[Timing, ...]:
        """Return how long cases really took, newest period first."""
        voice = self.voice
        return tuple(
            Timing(
                each.period,
                each.cases,
                voice.duration(each.median) if each.median else None,
                voice.duration(each.p90) if each.p90 else None,
                each.late,
                late_share(each),
            )
            for each in sorted(self.procedure.timings, key=lambda each: each.period, reverse=True)
        )


def late_share(timing: TimingFigures) -> str:
    """Return which part of the cases took longer than promised; nothing where there are too few."""
    return f"{100 * timing.late / timing.cases:.1f}%" if timing.cases >= TOO_FEW_CASES else ""


def _days(duration: Duration) -> float:
    return span_of([duration]).rough_days
