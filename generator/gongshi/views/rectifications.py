"""The rectification ledger of all stations."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi import urls
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.listings import LedgerEntry, ledger, ledger_entry
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class RectificationsPage:
    """Every entry of every station's ledger."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    ledger: tuple[LedgerEntry, ...]


def rectifications(words: BoardWords) -> RectificationsPage:
    """Return the ledger of all stations, the overdue first."""
    say = words.voice.say
    return RectificationsPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("整改台账"),
        lead=say("发现了什么问题，谁来改，什么时候改好，改成了没有。"),
        ledger=entries(words),
    )


def entries(words: BoardWords) -> tuple[LedgerEntry, ...]:
    """Return the ledger of all stations, the overdue first."""
    entries = [
        ledger_entry(
            entry,
            words.voice,
            words.directory.today,
            Link(words.voice.text(folder.station.name), words.voice.way(urls.station(folder.id))),
            folder.id,
        )
        for folder in words.directory.stations
        for entry in folder.rectifications.entries
    ]
    return ledger(entries)
