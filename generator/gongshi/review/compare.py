"""Two boards, compared as what they say and not as text: the changes for the citizen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from gongshi.board.base import Value
from gongshi.board.board import BoardSettings
from gongshi.board.flow import Flow
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import Text
from gongshi.review.change import Change, Effect
from gongshi.review.differences import differences
from gongshi.review.judges import Yardstick
from gongshi.review.sentences import Names, change_of

V = TypeVar("V", bound=Value)


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it is compared: its settings and its stations."""

    settings: BoardSettings
    stations: tuple[StationFolder, ...]


def compare(before: Board, after: Board, by: Yardstick) -> tuple[Change, ...]:
    """Return what changed for the citizen between two states of a board, station by station."""
    found = list(compare_values(before.settings, after.settings, by))
    old, new = (_by_id(side.stations) for side in (before, after))
    former = _former(old, {each.id: each.station.was for each in after.stations})
    for each in after.stations:
        found += _of_station(each.id, old.get(former.get(each.id, each.id)), each, by)
    kept = {*new, *former.values()}
    for each in before.stations:
        if each.id not in kept:
            found += _of_station(each.id, each, None, by)
    return tuple(found)


def compare_values(before: V | None, after: V | None, by: Yardstick) -> tuple[Change, ...]:
    """Return what changed in one file; nothing on one side means that there was or is no file."""
    if before is None or after is None:
        gone = before if after is None else after
        return (_whole(gone, is_new=after is not None),) if gone is not None else ()
    names = _names(before, after)
    found = [change_of(each, names, by) for each in differences(before, after)]
    return (*found, *_start(before, after, names))


def _whole(value: Value, *, is_new: bool) -> Change:
    """Say that a procedure or a station is new or gone."""
    name: Text | None = getattr(value, "title", None) or getattr(value, "name", None)
    told = {tag: name.said(tag).plain if name is not None else "" for tag in ("zh", "en")}
    what = {"zh": value.zh, "en": type(value).__name__.lower()}
    words = {"zh": ("新增{}：{}", "不再公示{}：{}"), "en": ("New {}: {}", "No longer shown: {} {}")}
    text = {tag: words[tag][not is_new].format(what[tag], told[tag]) for tag in words}
    effect = Effect.BETTER if is_new else Effect.WORSE
    before, after = (None, told["zh"]) if is_new else (told["zh"], None)
    return Change("", effect, before, after, Text(text))


def _start(before: Value, after: Value, names: Names) -> Iterator[Change]:
    """Say that cases begin with another step; the order of steps means nothing else."""
    if not (isinstance(before, Procedure) and isinstance(after, Procedure)):
        return
    old, new = (
        sorted({each.steps[number].id for number in Flow(each.steps).starts})
        for each in (before, after)
    )
    if old and new and old != new:
        told = {
            tag: [_listed([names[each].said(tag).plain for each in ids], tag) for ids in (old, new)]
            for tag in ("zh", "en")
        }
        text = {
            "zh": "办理从“{}”开始 → 从“{}”开始".format(*told["zh"]),
            "en": "Begins with “{}” → with “{}”".format(*told["en"]),
        }
        yield Change("steps", Effect.NEUTRAL, told["zh"][0], told["zh"][1], Text(text))


def _listed(words: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(words)


def _names(*values: Value) -> Names:
    """Return what the ids of the files stand for."""
    found: dict[str, Text] = {}
    for value in values:
        for name in ("situations", "materials", "posts", "steps"):
            entries = getattr(value, name, ())
            for each in entries if isinstance(entries, tuple) else ():
                words = getattr(each, "name", None) or getattr(each, "title", None)
                if each.id is not None and words is not None:
                    found[each.id] = words
    return found


# ---- stations and what is in them ---------------------------------------------------------------


def _by_id(stations: Iterable[StationFolder]) -> dict[str, StationFolder]:
    return {each.id: each for each in stations}


def _former(old: Mapping[str, object], was: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return, for what bears a new id, the old one under which it was there before."""
    found = {}
    for new, names in was.items():
        known = [each for each in names if each in old and each not in was]
        if new not in old and known:
            found[new] = known[0]
    return found


def _of_station(
    station_id: str, before: StationFolder | None, after: StationFolder | None, by: Yardstick
) -> Iterator[Change]:
    own = compare_values(_station_of(before), _station_of(after), by)
    if before is not None and after is not None and before.id != after.id:
        own = (_moved(before.id, after.id), *own)
    yield from (replace(each, station=station_id) for each in own)
    if before is None or after is None:
        # Its procedures come and go with it.
        return
    for procedure_id, was, now in _pairs(before.procedures, after.procedures):
        changes = compare_values(_procedure_of(was), _procedure_of(now), by)
        if was is not None and now is not None and was.id != now.id:
            changes = (_moved(was.id, now.id), *changes)
        for each in changes:
            yield replace(each, station=station_id, procedure=procedure_id)
    for each in _of_ledgers(before, after, by):
        yield replace(each, station=station_id)


def _station_of(folder: StationFolder | None) -> Station | None:
    return folder.station if folder is not None else None


def _procedure_of(file: ProcedureFile | None) -> Procedure | None:
    return file.procedure if file is not None else None


def _pairs(
    before: tuple[ProcedureFile, ...], after: tuple[ProcedureFile, ...]
) -> Iterator[tuple[str, ProcedureFile | None, ProcedureFile | None]]:
    old = {each.id: each for each in before}
    former = _former(old, {each.id: each.procedure.was for each in after})
    for each in after:
        yield each.id, old.get(former.get(each.id, each.id)), each
    kept = {*former.values(), *(each.id for each in after)}
    for each in before:
        if each.id not in kept:
            yield each.id, each, None


def _moved(old: str, new: str) -> Change:
    text = {
        "zh": f"编号 {old} → {new}，旧网址仍可用",
        "en": f"Id {old} → {new}; the old address leads on",
    }
    return Change("id", Effect.NEUTRAL, old, new, Text(text))


class _Ledger(Value):
    """The entries of a ledger, as one value to be compared."""

    zh = "台账"

    entries: tuple[Any, ...] = ()


def _of_ledgers(before: StationFolder, after: StationFolder, by: Yardstick) -> Iterator[Change]:
    for name in ("rectifications", "evaluations", "complaints", "inspections"):
        old, new = (getattr(each, name) for each in (before, after))
        if old.entries != new.entries:
            ledgers = [_Ledger.model_construct(entries=each.entries) for each in (old, new)]
            for each in compare_values(ledgers[0], ledgers[1], by):
                yield replace(each, field=each.field.replace("entries", name, 1))
