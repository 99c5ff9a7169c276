"""The rectification ledger as pages show it: every entry with its state on a day.

A page out of date corrects itself: it carries the dates, and works the states out again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Rectification
from gongshi.views.chrome import Link
from gongshi.views.parts import Words
from gongshi.views.voice import Voice

STATES = (
    ("overdue", "超期没有整改"),
    ("open", "整改中"),
    ("done", "按期整改"),
    ("late", "超期整改"),
)
"""The states of an entry, as a list is narrowed by them."""


@dataclass(frozen=True, slots=True)
class PostponedView:
    """A new due date."""

    to: str
    why: Words


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What was done by a day."""

    date: str
    text: Words


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An entry of the rectification ledger, with its state today.

    ``due_on`` is the day after which it is overdue, none where that cannot come any more.
    """

    id: str
    anchor: str
    problem: Words
    found: Words
    measure: Words
    due: str
    due_on: str | None
    responsible: Words
    state: str
    state_text: str
    source: str
    postponed: tuple[PostponedView, ...]
    progress: tuple[ProgressView, ...]
    done: str
    result: Words | None
    change: Link | None
    station: Link | None
    station_id: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries in order, and the words for the states that come and go with the days."""

    entries: tuple[LedgerEntry, ...]
    open: str
    overdue: tuple[str, str]


def in_order(entries: Iterable[Rectification]) -> list[Rectification]:
    """Return entries with the overdue first."""
    return sorted(entries, key=order)


def order(entry: Rectification) -> tuple[bool, int]:
    """Return the place of an entry: what is not done by its date, then what is done, latest first.

    As what is overdue was due before what is not, no day makes another order of it.
    """
    if entry.done_on is not None:
        return (True, -entry.done_on.toordinal())
    return (False, (entry.due_now or datetime.date.max).toordinal())


def ledger(entries: Iterable[LedgerEntry], voice: Voice) -> Ledger:
    """Return a ledger of entries that are in order."""
    return Ledger(tuple(entries), voice.say("整改中"), voice.forms("超期 %(n)s 天"))


def state(entry: Rectification, today: datetime.date) -> tuple[str, int]:
    """Return the state of an entry on a day, and how many days it is or was late."""
    due = entry.due_now
    if entry.done_on is not None:
        late = (entry.done_on - due).days if due else 0
        return ("late", late) if late > 0 else ("done", 0)
    if due is not None and due < today:
        return ("overdue", (today - due).days)
    return ("open", 0)


def ledger_entry(
    entry: Rectification,
    folder: StationFolder,
    voice: Voice,
    today: datetime.date,
    station: Link | None = None,
) -> LedgerEntry:
    """Return an entry of a station's ledger with its state on a day.

    ``station`` leads to the station where entries of several stand on one page.
    """
    named, late = state(entry, today)
    found = voice.listed(filter(None, (voice.word(entry.found_by), voice.date(entry.found_on))))
    return LedgerEntry(
        id=entry.id,
        anchor=anchor(entry, folder.id if station else ""),
        problem=voice.text(entry.problem),
        found=found,
        measure=voice.text(entry.measure),
        due=voice.date(entry.due),
        due_on=entry.due_now.isoformat() if entry.due_now and entry.done_on is None else None,
        responsible=voice.plain(entry.responsible),
        state=named,
        state_text=_state_text(named, late, voice),
        source=entry.found_by.value if entry.found_by else "",
        postponed=tuple(
            PostponedView(voice.date(each.to), voice.text(each.why)) for each in entry.postponed
        ),
        progress=tuple(
            ProgressView(voice.date(each.date), voice.text(each.text)) for each in entry.progress
        ),
        done=voice.date(entry.done_on),
        result=voice.text(entry.result) or None,
        change=_change(entry, folder, voice),
        station=station,
        station_id=folder.id,
    )


def anchor(entry: Rectification, station_id: str = "") -> str:
    """Return where an entry stands on a page; a station tells ledgers of one page apart."""
    # No id has two hyphens in a row, so that no two pairs of ids give one name.
    return f"rectification-{station_id}--{entry.id}" if station_id else f"rectification-{entry.id}"


def _state_text(named: str, late: int, voice: Voice) -> str:
    if named == "overdue":
        return voice.say("超期 %(n)s 天", n=late)
    if named == "late":
        return voice.say("已整改，超期 %(n)s 天", n=late)
    is_done = named == "done"
    return voice.say("已整改" if is_done else "整改中")


def _change(entry: Rectification, folder: StationFolder, voice: Voice) -> Link | None:
    """Return the way to the change that carried an entry out.

    To the history of the procedure's page, where the station's own data say that it has one.
    """
    change = entry.change
    if change is None:
        return None
    station, _, procedure = change.procedure.partition("/")
    has_history = station == folder.id and any(
        each.id == procedure and each.procedure.changes for each in folder.procedures
    )
    return Link(
        voice.say("%(day)s的事项变更", day=voice.date(change.date)),
        voice.way(f"stations/{change.procedure}/{'#history' if has_history else ''}"),
    )
