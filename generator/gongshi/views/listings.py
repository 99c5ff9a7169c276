"""What stands in lists.

Procedures and fees, a line or a card each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.procedure import Fee, Procedure
from gongshi.board.words import State
from gongshi.engines.jinja import plain
from gongshi.views.parts import Source, Words
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


@dataclass(frozen=True, slots=True)
class FeeLink:
    """A procedure in which a fee is charged."""

    title: Words
    url: str
    station: Words | None


@dataclass(frozen=True, slots=True)
class RegisteredFee:
    """A fee in the register, with every procedure that charges it."""

    item: Words
    amount: Words
    nature: str
    payee: Words | None
    basis: Source | None
    procedures: tuple[FeeLink, ...]


@dataclass(frozen=True, slots=True)
class FeeGroup:
    """Fees of one nature."""

    title: str
    fees: tuple[RegisteredFee, ...]


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


def fee_groups(words: Iterable[ProcedureWords], *, with_station: bool) -> tuple[FeeGroup, ...]:
    """Return every fee by its nature.

    The same item at the same price stands once, with all who charge it.
    """
    fees: dict[tuple[str, str, str, str], tuple[ProcedureWords, Fee, list[FeeLink]]] = {}
    for each in words:
        if not each.procedure.is_active:
            continue
        for fee in each.procedure.fee_list:
            key = (
                each.voice.word(fee.nature),
                each.voice.text(fee.item).plain,
                plain(each.amount(fee)),
                (fee.basis.document_no or "") if fee.basis else "",
            )
            link = FeeLink(
                each.voice.text(each.procedure.title),
                each.voice.way(urls.procedure(each.scene.folder.id, each.file.id)) + "#fees",
                each.voice.text(each.scene.folder.station.name) if with_station else None,
            )
            links = fees.setdefault(key, (each, fee, []))[2]
            if link not in links:
                links.append(link)
    groups: dict[str, list[RegisteredFee]] = {}
    for (nature, *_), (each, fee, links) in fees.items():
        groups.setdefault(nature or each.voice.say("其他收费"), []).append(
            RegisteredFee(
                each.voice.text(fee.item),
                each.amount(fee),
                nature,
                each.voice.text(fee.payee) or None,
                each.source(fee.basis) if fee.basis else None,
                tuple(links),
            )
        )
    return tuple(FeeGroup(title, tuple(group)) for title, group in groups.items())
