"""What changed in a file, as a page tells it: by day, with the reasons that were given for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from gongshi import labels
from gongshi.board.common import Change as Reason
from gongshi.board.text import html_tag
from gongshi.engines.git import Absence
from gongshi.review import history
from gongshi.review.change import Change, Effect
from gongshi.review.history import Revision
from gongshi.views.parts import ChangeLine, ChangeView, Words
from gongshi.views.voice import Voice

MOST_LINES = 24
"""Of a day on which more changed in one file, the rest is told as a number."""

_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*[\u3400-\u9fff][^ -~“”→]*")


@dataclass(frozen=True, slots=True)
class Dated:
    """What changed in one file on a day: what Git knows, and the reasons that people gave."""

    day: date
    revision: Revision | None
    why: tuple[Reason, ...]


def dated(revisions: Sequence[Revision], reasons: Sequence[Reason]) -> tuple[Dated, ...]:
    """Join what Git knows with the reasons, newest first; each is told once.

    A reason belongs to the change it was committed with, else to the one of its own day; one that
    belongs to none stands alone on its day.
    """
    shown = [each for each in revisions if not each.is_readable or any(history.told(each))]
    given: dict[int, list[Reason]] = {number: [] for number in range(len(shown))}
    left = []
    for reason in reasons:
        with_it = (number for number, each in enumerate(shown) if reason in each.reasons)
        that_day = (number for number, each in enumerate(shown) if reason.date == each.day)
        place = next(with_it, next(that_day, None))
        if place is None:
            left.append(Dated(reason.date, None, (reason,)))
        else:
            given[place].append(reason)
    known = [Dated(each.day, each, tuple(given[number])) for number, each in enumerate(shown)]
    return tuple(sorted((*known, *left), key=lambda each: each.day, reverse=True))


def told(
    revisions: Sequence[Revision], reasons: Sequence[Reason], voice: Voice
) -> tuple[ChangeView, ...]:
    """Return what changed in a file, newest first."""
    if not (revisions or reasons):
        return ()
    return tuple(view(each, voice) for each in dated(revisions, reasons))


def view(each: Dated, voice: Voice, most_lines: int = MOST_LINES) -> ChangeView:
    """Return what changed on a day, worse first."""
    lines = lines_of(each.revision, voice, most_lines) if each.revision is not None else ()
    return ChangeView(voice.date(each.day), lines, voice.texts(reason.why for reason in each.why))


def sentences(each: Dated, voice: Voice) -> tuple[str, ...]:
    """Return what changed on a day and why as bare sentences."""
    lines = lines_of(each.revision, voice) if each.revision is not None else ()
    told = (
        voice.pair(line.effect_text, plain) if line.effect_text else plain
        for line in lines
        for plain in [_bare(line.text)]
    )
    return (*told, *(voice.text(reason.why).plain for reason in each.why))


def _bare(words: Words) -> str:
    return words.striptags() if isinstance(words, Markup) else str(words)


def lines_of(revision: Revision, voice: Voice, most: int = MOST_LINES) -> tuple[ChangeLine, ...]:
    """Return the changes of a revision in sentences, what is worse first."""
    if not revision.is_readable:
        text = voice.say("当时的文件现在读不出来，看不出改了什么")
        return (ChangeLine(text, Effect.NEUTRAL, ""),)
    ordered = sorted(history.told(revision), key=lambda change: _ORDER.index(change.effect))
    lines = [line(change, voice) for change in ordered[:most]]
    rest = len(ordered) - len(lines)
    if rest:
        text = voice.say("另有 %(n)s 处改动", n=rest)
        lines.append(ChangeLine(text, Effect.NEUTRAL, ""))
    return tuple(lines)


_ORDER = (Effect.WORSE, Effect.BETTER, Effect.NEUTRAL)


def weight(each: Dated) -> int:
    """Return where a day's changes stand among those of others: what is worse comes first."""
    changes = history.told(each.revision) if each.revision is not None else ()
    return min((_ORDER.index(change.effect) for change in changes), default=len(_ORDER))


def line(change: Change, voice: Voice) -> ChangeLine:
    """Return one change in a sentence."""
    words = {Effect.BETTER: voice.say("变好"), Effect.WORSE: voice.say("变差")}
    return ChangeLine(_sentence(change, voice), change.effect, words.get(change.effect, ""))


def _sentence(change: Change, voice: Voice) -> Words:
    """Return the sentence; names that stand in it in Chinese are marked as such."""
    said = voice.text(change.text)
    if voice.language == labels.SOURCE_LANGUAGE or said.lang:
        return said
    parts: list[str | Markup] = []
    end = 0
    for found in _CHINESE.finditer(said.plain):
        marked = Markup('<span lang="{}">{}</span>').format(
            html_tag(labels.SOURCE_LANGUAGE), found[0].strip()
        )
        parts += [said.plain[end : found.start()], marked]
        end = found.start() + len(found[0].rstrip())
    return Markup().join([*parts, said.plain[end:]]) if parts else said


def without_past(absence: Absence | None, since: date | None, voice: Voice) -> str | None:
    """Say why the changes are not known, or from when on; nothing where all of them are."""
    if absence is Absence.NO_COMMIT:
        return voice.say("这份公示还没有存入版本库，看不到历次变动。")
    if absence in (Absence.NO_GIT, Absence.NO_REPOSITORY):
        return voice.say("这份公示没有版本库，看不到历次变动。")
    if absence is not None:
        return voice.say("版本库现在读不出来，看不到历次变动。")
    if since is not None:
        return voice.say(
            "只看得到%(day)s以来的变动，更早的不在这份版本库里。", day=voice.date(since)
        )
    return None
