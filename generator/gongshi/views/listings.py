"""What stands in lists.

Procedures and fees, a line or a card each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.procedure import Procedure
from gongshi.board.words import State
from gongshi.views.parts import Words
from gongshi.views.procedure import ProcedureWords


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure in a list, with the answer in short and what a filter asks for."""

    title: Words
    url: str
    station: Words | None
    facts: tuple[Words, ...]
    badge: str | None
    station_id: str
    audience: tuple[str, ...]
    themes: tuple[str, ...]
    free: bool
    same_day: bool
    no_visit: bool


@dataclass(frozen=True, slots=True)
class ProcedureGroup:
    """Procedures under one heading."""

    id: str
    title: Words | None
    procedures: tuple[ProcedureLine, ...]


def procedure_line(words: ProcedureWords, *, with_station: bool) -> ProcedureLine:
    """Return a procedure as a line of a list; a slim one is enough."""
    voice, procedure, folder = words.voice, words.procedure, words.scene.folder
    state = procedure.status.state
    is_offered = not procedure.is_retired
    facts = (words.cost().value, words.duration_fact().value, _visits(words)) if is_offered else ()
    return ProcedureLine(
        title=voice.text(procedure.title),
        url=voice.way(urls.procedure(folder.id, words.file.id)),
        station=voice.text(folder.station.name) if with_station else None,
        facts=tuple(fact for fact in facts if fact),
        badge=None
        if state is State.ACTIVE
        else voice.say("已暂停" if state is State.SUSPENDED else "已废止"),
        station_id=folder.id,
        audience=tuple(each.value for each in procedure.audience),
        themes=procedure.life_events,
        free=is_offered and is_free(procedure),
        same_day=is_offered and _is_same_day(procedure),
        no_visit=is_offered and procedure.visits is not None and procedure.visits.times == 0,
    )


def _visits(words: ProcedureWords) -> str:
    visits = words.procedure.visits
    if visits is None:
        return ""
    return (
        words.voice.say("跑 %(n)s 次", n=visits.times)
        if visits.times
        else words.voice.say("不用跑")
    )


def is_free(procedure: Procedure) -> bool:
    """Return whether a procedure costs nothing, whatever the situation."""
    charged = [fee for fee in procedure.fee_list if not fee.optional]
    return procedure.fees is not None and all(map(ProcedureWords.is_free, charged))


def _is_same_day(procedure: Procedure) -> bool:
    limits = procedure.time_limit.committed_limits if procedure.time_limit else ()
    return bool(limits) and all(limit.duration.is_within_a_day for limit in limits)


def procedure_groups(
    words: Iterable[ProcedureWords], *, with_station: bool
) -> tuple[ProcedureGroup, ...]:
    """Return procedures by their first theme, in the board's order of themes.

    Those without come last.
    """
    by_theme: dict[str, list[ProcedureLine]] = {}
    first: ProcedureWords | None = None
    for each in words:
        first = first or each
        theme = next(iter(each.procedure.life_events), "")
        by_theme.setdefault(theme, []).append(procedure_line(each, with_station=with_station))
    if first is None:
        return ()
    voice = first.voice
    names = {event.id: voice.text(event.name) for event in first.scene.board.life_events}
    order = [*names, *(theme for theme in by_theme if theme not in names)]
    return tuple(
        ProcedureGroup(
            theme or "other", names.get(theme, voice.say("其他事项")), tuple(by_theme[theme])
        )
        for theme in order
        if theme in by_theme
    )
