"""Flows for generated procedures: 6 to 14 steps with branches, circles, parallel ways and cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from bench.words import Said, words

Step = dict[str, Any]
_Segment = Callable[[str, str], list[Step]]

FEWEST, MOST = 6, 14
AT_ONCE = "当场"
_FRAME = 5
"""Every flow has an application, an acceptance, a correction, a refusal and an end."""


@dataclass(frozen=True)
class Brief:
    """What a flow is made for: who takes part, how long it may take, which cases are told apart."""

    contact: str
    where: Said
    reviewers: Sequence[str]
    days: int
    cases: Sequence[tuple[str, Said]] = ()
    """Situations of which the first has a step of its own."""
    basis: Any = None
    """The law that stops the clock while a result is published, where one does."""
    partner: str = ""
    """A post of another station that acts in a step."""


class Course(NamedTuple):
    """The steps, and by how many working days the first case takes longer than the others."""

    steps: list[Step]
    extra: int


class _Drafter:
    def __init__(self, lot: Random, brief: Brief) -> None:
        self.lot = lot
        self.brief = brief
        self.words = words()["steps"]
        self.ways = words()["ways"]
        self.unused = list(self.words["plain"])
        self.timed: list[Step] = []
        """The steps that the promised days are shared out among."""
        self.own: Step | None = None
        """The step of the first case alone."""
        self.is_outside = bool(brief.partner)
        """Whether somebody outside the station has a step; there is one at most."""

    def draft(self) -> Course:
        size = self.lot.randint(FEWEST, MOST)
        segments = self._segments(size - _FRAME)
        entries = [f"s{number}" for number in range(1, len(segments) + 1)]
        following = [*entries[1:], "done"]
        accept, correct = self._accept(entries[0])
        steps = [self._apply(), accept, correct]
        for entry, segment, after in zip(entries, segments, following, strict=True):
            steps += segment(entry, after)
        steps += [self._done(), self._refused()]
        return Course(steps, self._share_out())

    # ---- which pieces the middle of the flow has

    def _segments(self, room: int) -> list[_Segment]:
        found: list[_Segment] = []
        if self.brief.cases and room > 1:
            found.append(self._by_case)
            room -= 2
        if self.brief.partner and room:
            found.append(self._partner)
            room -= 1
        choices = self.lot.choice((0, 0, 1, 1, 2)) - bool(self.brief.cases)
        while room:
            segment, size = self._segment(room, choices, is_first=not found)
            choices -= segment in {self._examine, self._optional, self._inspect}
            room -= size
            found.append(segment)
        return found

    def _segment(self, room: int, choices: int, *, is_first: bool) -> tuple[_Segment, int]:
        """Choose a piece that fits; the first takes time, so that the days have a place."""
        may_choose = choices > 0
        weighed = (
            (self._plain, 1, 5),
            (self._office, 1, not self.is_outside),
            (self._special, 1, self.brief.basis is not None and not is_first),
            (self._examine, 1, 3 * may_choose),
            (self._optional, 2, 4 * may_choose),
            (self._inspect, 2, 3 * may_choose),
            (self._parallel, 4, 1),
        )
        fitting = [(segment, size) for segment, size, _ in weighed if size <= room]
        weights = [weight for _, size, weight in weighed if size <= room]
        [(segment, size)] = self.lot.choices(fitting, weights)
        self.is_outside |= segment == self._office
        return segment, size

    # ---- the frame

    def _apply(self) -> Step:
        name, action = self.lot.choice(self.words["apply"])
        wait = {"queue": "10分钟", "counter": "15分钟"}
        return {
            "id": "apply",
            "name": name,
            "actor": "applicant",
            "action": action,
            "where": self.brief.where,
            "wait": wait,
            "next": "accept",
        }

    def _accept(self, onward: str) -> list[Step]:
        name, action = self.lot.choice(self.words["accept"])
        accept = {
            "id": "accept",
            "name": name,
            "actor": self.brief.contact,
            "action": action,
            "standard": words()["standard"],
            "within": AT_ONCE,
            "next": [
                {"to": onward, "when": self.ways["complete"]},
                {"to": "correct", "when": self.ways["incomplete"]},
                {"to": "refused", "when": self.ways["ineligible"]},
            ],
        }
        name, action = self.words["correct"]
        correct = {"id": "correct", "name": name, "actor": "applicant", "action": action}
        return [accept, correct | {"next": "accept"}]

    def _refused(self) -> Step:
        name, action = self.words["refused"]
        return {
            "id": "refused",
            "name": name,
            "actor": self.brief.contact,
            "action": action,
            "within": AT_ONCE,
            "document": words()["refusal"],
            "end": "refused",
        }

    def _done(self) -> Step:
        kind = self.lot.choice(("collect", "deliver"))
        name, action = self.lot.choice(self.words[kind])
        done = {"id": "done", "name": name, "action": action, "end": "granted"}
        if kind == "collect":
            return done | {"actor": "applicant"}
        return done | {"actor": self.brief.contact, "within": AT_ONCE}

    # ---- the pieces

    def _plain(self, entry: str, after: str) -> list[Step]:
        return [self._step(entry, self._unused(), after)]

    def _office(self, entry: str, after: str) -> list[Step]:
        step = self._step(entry, self.words["office"], after)
        step["actor"] = {"office": words()["office"]}
        return [step]

    def _partner(self, entry: str, after: str) -> list[Step]:
        step = self._step(entry, self._unused(), after)
        step["actor"] = self.brief.partner
        return [step]

    def _special(self, entry: str, after: str) -> list[Step]:
        step = self._step(entry, self.words["special"], after, is_timed=False)
        step |= {"within": "7日", "counts": False, "basis": self.brief.basis}
        return [step]

    def _examine(self, entry: str, after: str) -> list[Step]:
        passed = {"to": after, "when": self.ways["passed"]}
        failed = {"to": "refused", "when": self.ways["failed"]}
        return [self._step(entry, self._unused(), [passed, failed])]

    def _optional(self, entry: str, after: str) -> list[Step]:
        side = f"{entry}-more"
        needed = {"to": side, "when": self.lot.choice(self.ways["needed"])}
        straight = {"to": after, "when": self.ways["not_needed"]}
        extra = self._step(side, self.lot.choice(self.words["optional"]), after)
        return [self._step(entry, self._unused(), [needed, straight]), extra]

    def _by_case(self, entry: str, after: str) -> list[Step]:
        side = f"{entry}-more"
        (own, title), *others = self.brief.cases
        ways = [{"to": side, "when": title}]
        ways += [{"to": after, "when": other} for _, other in others[:1]]
        if len(others) > 1:
            ways[1]["when"] = Said(
                "、".join(other.zh for _, other in others),
                " or ".join(other.en for _, other in others),
            )
        extra = self._step(side, self.lot.choice(self.words["optional"]), after, is_timed=False)
        extra["situations"] = [own]
        self.own = extra
        return [self._step(entry, self._unused(), ways), extra]

    def _inspect(self, entry: str, after: str) -> list[Step]:
        side = f"{entry}-again"
        sound = {"to": after, "when": self.ways["sound"]}
        unsound = {"to": side, "when": self.ways["unsound"]}
        name, action = self.lot.choice(self.words["rectify"])
        rectify = {"id": side, "name": name, "actor": "applicant", "action": action, "next": entry}
        inspect = self._step(entry, self.lot.choice(self.words["inspect"]), [sound, unsound])
        return [inspect, rectify]

    def _parallel(self, entry: str, after: str) -> list[Step]:
        one, two, met = (f"{entry}-{name}" for name in ("left", "right", "met"))
        left, right = self.lot.choice(self.words["parallel"])
        fork = self._step(entry, self._unused(), {"all": [one, two]})
        # Of ways gone at once the longer counts; the right one is done meanwhile.
        sides = [self._step(one, left, met), self._step(two, right, met, is_timed=False)]
        join = self._step(met, self._unused(), after)
        join["join"] = "all"
        return [fork, *sides, join]

    def _step(
        self, name: str, said: tuple[Said, Said], onward: Any, *, is_timed: bool = True
    ) -> Step:
        title, action = said
        step = {
            "id": name,
            "name": title,
            "actor": self.lot.choice(self.brief.reviewers),
            "action": action,
            "within": AT_ONCE,
            "next": onward,
        }
        if is_timed:
            self.timed.append(step)
        return step

    def _unused(self) -> tuple[Said, Said]:
        """Return words for a step that the flow does not have yet, as long as there are some."""
        if not self.unused:
            self.unused = list(self.words["plain"])
        return self.unused.pop(self.lot.randrange(len(self.unused)))  # type: ignore[no-any-return]

    # ---- how long each step takes

    def _share_out(self) -> int:
        """Give the promised working days to counted steps; return those of the first case."""
        extra = 0
        if self.own is not None:
            extra = max(1, self.brief.days // 3)
            self.own["within"] = f"{extra}个工作日"
        shares = Counter(self.lot.choices(range(len(self.timed)), k=self.brief.days - extra))
        for number, days in shares.items():
            self.timed[number]["within"] = f"{days}个工作日"
        return extra


def draft(lot: Random, brief: Brief) -> Course:
    """Return a flow whose counted steps take exactly the promised working days."""
    return _Drafter(lot, brief).draft()
