"""Every time limit, of the law and promised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.words import ProcedureType
from gongshi.views.board import BoardWords, ListPage
from gongshi.views.parts import Words
from gongshi.views.procedure import ProcedureWords


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A procedure's limits."""

    title: Words
    url: str
    station: Words | None
    case: str | None
    statutory: str | None
    committed: str | None
    saved: str | None


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """Limits under one heading."""

    title: str
    rows: tuple[LimitRow, ...]


def limit_groups(words: BoardWords) -> tuple[LimitGroup, ...]:
    """Return every limit, by the type of procedure."""
    groups: dict[ProcedureType | None, list[LimitRow]] = {}
    for each in words.words():
        groups.setdefault(each.procedure.type, []).extend(_limit_rows(each))
    return tuple(
        LimitGroup(words.voice.word(kind) or words.voice.say("其他"), tuple(groups[kind]))
        for kind in (*ProcedureType, None)
        if groups.get(kind)
    )


def _limit_rows(words: ProcedureWords) -> Iterable[LimitRow]:
    for case in words.limits():
        yield LimitRow(
            title=words.voice.text(words.procedure.title),
            url=words.voice.way(urls.procedure(words.scene.folder.id, words.file.id)) + "#time",
            station=words.voice.text(words.station.name),
            case=case.situations_text or None,
            statutory=case.statutory.text if case.statutory else None,
            committed=case.committed.text if case.committed else None,
            saved=words.voice.say("约早 %(n)s 天", n=case.saved) if case.saved else None,
        )


def time_limits(words: BoardWords) -> ListPage:
    """Return every limit, of the law and promised."""
    say = words.voice.say
    lead = say("法律规定多久办好，站所承诺多久办好。")
    return ListPage(words.crumbs(), say("办理时限"), lead, groups=limit_groups(words))
