"""What stations that do the same should do alike: fees, promises, materials, visits."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from gongshi.board.folder import ProcedureFile, StationFolder

Kin = tuple[str, str]
"""What makes procedures of several stations the same one: the kind of station, and the id."""


class Likeness(NamedTuple):
    """What a station asks in one procedure, so that it can be compared with others."""

    fees: Hashable
    promise: Hashable
    materials: Hashable
    visits: Hashable


FACETS = {"fees": "收费", "promise": "承诺时限", "materials": "申请材料", "visits": "跑几次"}
"""What is compared, by its name in `Likeness`."""

EXPLAINED = ("fees", "promise", "materials")
"""In what a station that differs has to say why (rule 68)."""


def kin_of(folder: StationFolder, each: ProcedureFile) -> Kin:
    """Return what a procedure has in common with the same one elsewhere."""
    kind = folder.station.kind
    return (kind.value if kind else "other", each.id)


def families(
    stations: Iterable[StationFolder],
) -> Mapping[Kin, tuple[tuple[StationFolder, ProcedureFile], ...]]:
    """Return the procedures in force, each with all the stations that have it."""
    found: dict[Kin, list[tuple[StationFolder, ProcedureFile]]] = {}
    for folder in stations:
        for each in _offered(folder):
            found.setdefault(kin_of(folder, each), []).append((folder, each))
    return {kin: tuple(members) for kin, members in found.items()}


def _offered(folder: StationFolder) -> Iterator[ProcedureFile]:
    if folder.station.is_active:
        yield from (each for each in folder.procedures if each.procedure.is_active)


def likeness(file: ProcedureFile) -> Likeness:
    """Return what a procedure asks. What people may do without, such as postage, is left out."""
    procedure = file.procedure
    limits = procedure.time_limit.committed_limits if procedure.time_limit else ()
    return Likeness(
        frozenset(
            (str(fee.item), fee.amount, fee.rate, fee.formula)
            for fee in procedure.fee_list
            if not fee.optional
        ),
        frozenset((each.duration, each.situations, each.channels) for each in limits),
        frozenset(map(str, file.asks)),
        procedure.visits.times if procedure.visits else None,
    )


def unlike(one: Likeness, other: Likeness) -> tuple[str, ...]:
    """Return in what two procedures differ, by the names of `Likeness`."""
    return tuple(name for name in FACETS if getattr(one, name) != getattr(other, name))
