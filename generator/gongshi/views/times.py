"""How long a procedure takes: by law, as promised, as it really was."""

from __future__ import annotations

from typing import Any

from gongshi.board.duration import Duration
from gongshi.board.procedure import Limit
from gongshi.board.words import Start
from gongshi.board.workdays import span_of
from gongshi.views.parts import Bar, Days, Due, Fact, LimitView, Timing, Variant
from gongshi.views.subject import Subject


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
