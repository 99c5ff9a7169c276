"""What a review objects to: what gets worse without a reason, and what vanishes without a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from gongshi.authoring.sources import STATION_FILE, STATIONS
from gongshi.board import common
from gongshi.board.folder import StationFolder
from gongshi.diagnostics.finding import Diagnostic, Message, Severity, Span
from gongshi.review.change import Change, Effect
from gongshi.review.compare import Board

UNEXPLAINED: Final = "GS701"
VANISHED: Final = "GS702"

_WHOLE_FILE: Final = Span(1, 1, 2)


def objections(before: Board, after: Board, changes: Iterable[Change]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a change itself, in the order of the files."""
    found = [*_unexplained(before, after, changes), *_vanished(before, after)]
    return tuple(sorted(found, key=lambda each: each.order))


def new_ones(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings of the checks that were not there before, wherever they stand now."""
    known = Counter(map(_same, before))
    found = []
    for each in after:
        if known[_same(each)]:
            known[_same(each)] -= 1
        else:
            found.append(each)
    return tuple(found)


def _same(each: Diagnostic) -> tuple[str, str, str]:
    return each.code, each.file, each.message.zh


def _unexplained(before: Board, after: Board, changes: Iterable[Change]) -> Iterator[Diagnostic]:
    """Find what gets worse in files that give no reason which they did not give before."""
    worse: dict[tuple[str, str | None], list[Change]] = {}
    for change in changes:
        if change.effect is Effect.WORSE and change.station is not None:
            worse.setdefault((change.station, change.procedure), []).append(change)
    old, new = _reasons(before), _reasons(after)
    _follow_names(old, after)
    for place, found in worse.items():
        # What is no more cannot say why; its station can, in its own file.
        speaker = place if place in new else (place[0], None)
        if speaker in new and not new[speaker] - old.get(speaker, set()):
            yield _objection(UNEXPLAINED, Severity.ERROR, speaker, _no_reason(found))


def _reasons(board: Board) -> dict[tuple[str, str | None], set[common.Change]]:
    """Return the reasons for changes that each file gives."""
    found: dict[tuple[str, str | None], set[common.Change]] = {}
    for folder in board.stations:
        found[folder.id, None] = set(folder.station.changes)
        for each in folder.procedures:
            found[folder.id, each.id] = set(each.procedure.changes)
    return found


def _follow_names(reasons: dict[tuple[str, str | None], set[common.Change]], after: Board) -> None:
    """Find what was given under a former id also under the one of now."""
    for folder in after.stations:
        stations = (folder.id, *folder.station.was)
        names = {each.id: (each.id, *each.procedure.was) for each in folder.procedures}
        for name, known in ((None, (None,)), *names.items()):
            said = (reasons.get((station, old), set()) for station in stations for old in known)
            reasons[folder.id, name] = set().union(*said)


def _no_reason(changes: list[Change]) -> Message:
    first, more = changes[0].text, len(changes) - 1
    return Message(
        f"变差了，没有写原因：{first['zh']}" + (f"（另有 {more} 处）" if more else ""),
        f"worse, and no reason is given: {first['en']}" + (f" (and {more} more)" if more else ""),
        "在「变更记录」里加一条，写明日期和原因",
        "add an entry to changes with the day and the reason",
    )


def _vanished(before: Board, after: Board) -> Iterator[Diagnostic]:
    """Find ids that were public addresses, are no more, and lead nowhere."""
    led = {old: folder for folder in after.stations for old in folder.station.was}
    now = {folder.id: folder for folder in after.stations}
    for folder in before.stations:
        there = now.get(folder.id) or led.get(folder.id)
        if there is None:
            yield _objection(VANISHED, Severity.ERROR, (folder.id, None), _GONE_STATION)
        else:
            yield from _vanished_of(folder, there)


def _vanished_of(before: StationFolder, after: StationFolder) -> Iterator[Diagnostic]:
    known = {each.id for each in after.procedures}
    known |= {old for each in after.procedures for old in each.procedure.was}
    for each in before.procedures:
        if each.id not in known:
            yield _objection(VANISHED, Severity.ERROR, (before.id, each.id), _GONE_PROCEDURE)


_GONE_PROCEDURE: Final = Message(
    "事项没有了，旧网址打不开",
    "the procedure is gone and its address leads nowhere",
    "改名的在新文件写「曾用编号」；不办了的留下文件，写「状态: 废止」",
    "name the old id under was in its new file, or keep the file with status: retired",
)
_GONE_STATION: Final = Message(
    "站所没有了，旧网址打不开",
    "the station is gone and its address leads nowhere",
    "改名的在新的 station.yml 写「曾用编号」；撤了的留下文件，写「状态: 废止」",
    "name the old id under was in its new station.yml, or keep it with status: retired",
)


def _objection(
    code: str, severity: Severity, place: tuple[str, str | None], message: Message
) -> Diagnostic:
    station, procedure = place
    name = STATION_FILE if procedure is None else f"procedures/{procedure}.yml"
    return Diagnostic(code, severity, f"{STATIONS}/{station}/{name}", _WHOLE_FILE, message)
