"""The checklist for a visit to a station: what it promised, in the order in which one walks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from gongshi.board.base import Value
from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Inspection, SpotCheck
from gongshi.board.spot import point_of, promise_digest, spot_id
from gongshi.board.words import CheckResult, SpotPoint
from gongshi.engines.jinja import plain
from gongshi.views.checklist_points import CheckLine, CheckPoints, Found
from gongshi.views.parts import Scene, Words
from gongshi.views.voice import Voice

Points = Callable[[CheckPoints], Iterator[CheckLine]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a visit: its name, and which points are checked, of each at most so many lines."""

    id: str
    title: str
    points: tuple[tuple[Points, int], ...]


STAGES = (
    Stage(
        "before",
        "去之前：打电话",
        (
            (CheckPoints.phone, 1),
            (CheckPoints.post_phones, 1),
            (CheckPoints.told_as_published, 1),
            (CheckPoints.appointment, 1),
            (CheckPoints.complaint_line, 1),
        ),
    ),
    Stage(
        "door",
        "到门口和大厅：看",
        (
            (CheckPoints.opening, 1),
            (CheckPoints.notice, 1),
            (CheckPoints.procedure_notices, 1),
            (CheckPoints.fees_posted, 1),
            (CheckPoints.supervision_posted, 1),
        ),
    ),
    Stage(
        "counter",
        "到窗口：问和计时",
        (
            (CheckPoints.first_contact, 1),
            (CheckPoints.queue, 1),
            (CheckPoints.badges, 1),
            (CheckPoints.b_present, 3),
            (CheckPoints.single_covered, 1),
            (CheckPoints.notice_given, 1),
            (CheckPoints.receipt_given, 1),
            (CheckPoints.proof_not_asked, 1),
            (CheckPoints.shared_not_asked, 1),
            (CheckPoints.steps_timed, 2),
        ),
    ),
    Stage(
        "afterwards",
        "办完以后：核对",
        (
            (CheckPoints.fees_as_published, 1),
            (CheckPoints.visits_as_published, 1),
            (CheckPoints.promises_timed, 2),
            (CheckPoints.limits_kept, 1),
            (CheckPoints.rectifications, 2),
        ),
    ),
)
"""Every point of a visit, as one walks; all together at most thirty lines."""


@dataclass(frozen=True, slots=True)
class CheckPart:
    """The lines of one part of a visit."""

    id: str
    title: str
    lines: tuple[CheckLine, ...]


def checklist(scene: Scene, voice: Voice) -> tuple[CheckPart, ...]:
    """Return what to check of a station, in the order of a visit, without empty parts.

    The same data gives the same lines: nothing is drawn by lot.
    """
    points, found = CheckPoints(scene, voice), _found(scene.folder, voice)
    parts = []
    for stage in STAGES:
        lines = (line for each, most in stage.points for line in islice(each(points), most))
        known = tuple(replace(line, found=found.get(line.id)) for line in lines)
        parts.append(CheckPart(stage.id, voice.say(stage.title), known))
    return tuple(part for part in parts if part.lines)


def _found(folder: StationFolder, voice: Voice) -> Mapping[str, Found]:
    """Return what was found last of each point that was looked at, by its id."""
    return {
        check.id: Found(check.result.value, voice.word(check.result), voice.date(visit.date))
        for visit in sorted(folder.inspections.entries, key=lambda each: each.date)
        for check in visit.checks
        if check.result is not CheckResult.NOT_CHECKED
    }


# ---- handing the results back --------------------------------------------------------------------


def form(scene: Scene, parts: tuple[CheckPart, ...], voice: Voice) -> str:
    """Return the checklist as an entry for ``inspections.yml``, with everything left to fill in.

    Words of the board stand in comments only, each on a line of its own. The day and the name are
    left open on purpose: the check refuses the entry until somebody wrote them.
    """
    say, keys, results = voice.say, keys_of(voice), results_of(voice)
    name = voice.text(scene.folder.station.name)
    lines = [
        say("%(station)s：明察暗访检查结果", station=scene.folder.id if name.lang else name.plain),
        say("填好日期、检查人和结果，整段贴到 %(file)s 末尾。", file=file_of(scene.folder)),
        say("结果写：%(words)s。", words=voice.listed(results)),
        say("要说明的，在结果下面另起一行，对齐，写：%(key)s: ……", key=keys.note),
    ]
    written = [*map(_comment, lines), f"- {keys.date}:", f"  {keys.by}:", f"  {keys.checks}:"]
    number = 0
    for part in parts:
        written.append(f"    {_comment(part.title)}")
        for line in part.lines:
            number += 1
            written += [
                f"    {_comment(f'{number}. {_in_one_language(line, voice)}')}",
                f"    - {keys.check}: {line.id}",
                f"      {keys.result}: {results[-1]}",
            ]
    return "\n".join(written) + "\n"


def keys_of(voice: Voice) -> Keys:
    """Return the keys in the spelling that people of the language write."""
    entry = (_key(Inspection, name, voice) for name in ("date", "by", "checks"))
    check = (_key(SpotCheck, name, voice) for name in ("id", "result", "note"))
    return Keys(*entry, *check)


def results_of(voice: Voice) -> tuple[str, ...]:
    """Return the results in the spelling of the form: passed, failed, not looked at."""
    return tuple(each.zh if voice.language == "zh" else each.value for each in CheckResult)


class Keys(NamedTuple):
    """The keys of an entry of ``inspections.yml``."""

    date: str
    by: str
    checks: str
    check: str
    result: str
    note: str


def _key(kind: type[Value], name: str, voice: Voice) -> str:
    """Return a field's key in the spelling that people of the language write."""
    return (kind.model_fields[name].title or name) if voice.language == "zh" else name


def file_of(folder: StationFolder) -> str:
    """Return the file in which the results of visits stand."""
    return folder.inspections.file or f"stations/{folder.id}/inspections.yml"


def _in_one_language(line: CheckLine, voice: Voice) -> str:
    """Return what is done, or the point by name where words of another language would mix in."""
    point = point_of(line.id)
    return voice.word(point) if isinstance(line.act, Markup) else plain(line.act)


def _comment(words: object) -> str:
    """Return words as a comment of one line, whatever they hold."""
    return f"# {' '.join(plain(words).split())}"


# ---- naming what was checked ---------------------------------------------------------------------


_OF_POSTS = (SpotPoint.PHONE_ANSWERED, SpotPoint.B_PRESENT, SpotPoint.SINGLE_COVERED)
_OF_PROCEDURES = (
    SpotPoint.TOLD_AS_PUBLISHED,
    SpotPoint.NOTICE_CURRENT,
    SpotPoint.SHARED_NOT_ASKED,
    SpotPoint.FEES_AS_PUBLISHED,
    SpotPoint.VISITS_AS_PUBLISHED,
    SpotPoint.LIMIT_KEPT,
)


class SpotNames:
    """What the ids of a station's inspections are called: the point, and of what."""

    def __init__(self, folder: StationFolder, voice: Voice) -> None:
        """Know the station and the page's voice."""
        self.folder = folder
        self.voice = voice

    def name(self, spot: str) -> Words:
        """Return the point in words, with what it was checked of where that is still there."""
        point = point_of(spot)
        if point is None:
            return self.voice.plain(spot)
        words = self.voice.word(point)
        if spot == point.value:
            return words
        subject = self._subjects.get(spot)
        return self.voice.pair(words, subject) if subject else words

    @cached_property
    def _subjects(self) -> Mapping[str, Words]:
        """The posts, procedures, promises and rectifications, by the ids of their points."""
        return dict(self._named())

    def _named(self) -> Iterator[tuple[str, Words]]:
        folder, voice = self.folder, self.voice
        for post in folder.station.posts:
            for point in _OF_POSTS:
                yield spot_id(point, post.id), voice.text(post.name)
        for commitment in folder.station.commitments:
            spot = spot_id(SpotPoint.PROMISE_TIMED, promise_digest(commitment))
            yield spot, voice.text(commitment.text)
        for each in folder.procedures:
            title = voice.text(each.procedure.title)
            for point in _OF_PROCEDURES:
                yield spot_id(point, each.id), title
            for step in each.procedure.steps:
                name = voice.say("%(a)s的%(b)s", a=title, b=voice.text(step.name))
                yield spot_id(SpotPoint.STEP_TIMED, each.id, step.id), name
        for entry in folder.rectifications.entries:
            yield spot_id(SpotPoint.RECTIFICATION_DONE, entry.id), voice.text(entry.problem)
