"""The burden of a procedure: what it asks of a citizen, in parts, from the least to the most.

Nothing is weighed against anything else; what the parts are is told in docs/burden.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, NamedTuple, TypeVar

from gongshi.board.duration import Duration
from gongshi.board.money import Money
from gongshi.board.procedure import Fee, Material, MoneyRange, Procedure
from gongshi.board.words import Need
from gongshi.board.workdays import span_of

Item = TypeVar("Item", Material, Fee)
Ends = tuple[Callable[[Item], int], Callable[[Item], int]]
"""How much an item comes to at the least and at the most."""

MINUTES_A_DAY: Final = 24 * 60

MOST_CASES: Final = 64
"""So many combinations of cases are looked at."""


class Between(NamedTuple):
    """A figure at its least and at its most, over the cases that a citizen may be in."""

    least: int = 0
    most: int = 0

    def __add__(self, other: object) -> Between:
        """Return the sum of both ends."""
        if not isinstance(other, Between):
            return NotImplemented
        return Between(self.least + other.least, self.most + other.most)


@dataclass(frozen=True, slots=True)
class Burden:
    """What a procedure asks of a citizen.

    Visits; papers to bring and how many of them are copies; minutes of queue and counter where they
    are told; the promised limit in about so many days; hundredths of yuan. ``is_open`` says that
    something is charged beside by a rate or a formula, which no figure can tell beforehand.
    """

    visits: int | None
    papers: Between
    copies: Between
    minutes: int
    days: float
    fen: Between
    is_open: bool


class _Case(NamedTuple):
    """Situations of which a citizen has some: those that hold at least, and at most."""

    least: frozenset[str]
    most: frozenset[str]


def burden_of(procedure: Procedure) -> Burden:
    """Return what a procedure asks of a citizen."""
    cases = tuple(islice(_cases(procedure), MOST_CASES))
    waits = (step.wait for step in procedure.steps if step.wait is not None)
    limit = procedure.time_limit
    promises = limit.committed_limits if limit is not None else ()
    return Burden(
        visits=procedure.visits.times if procedure.visits is not None else None,
        papers=_between(procedure.material_list, cases, (_papers, _papers)),
        copies=_between(procedure.material_list, cases, (_copies, _copies)),
        minutes=sum(_minutes((wait.queue, wait.counter)) for wait in waits),
        days=max((span_of([each.duration]).rough_days for each in promises), default=0.0),
        fen=_between(_due(procedure), cases, (_least_fen, _most_fen)),
        is_open=any(fee.amount is None for fee in _due(procedure)),
    )


def _cases(procedure: Procedure) -> Iterator[_Case]:
    """Go through the combinations of one situation of each group; of the free ones none, or all."""
    groups: dict[str, list[str]] = {}
    free = set()
    for situation in procedure.situations:
        if situation.group is None:
            free.add(situation.id)
        else:
            groups.setdefault(situation.group, []).append(situation.id)
    for chosen in product(*groups.values()):
        least = frozenset(chosen)
        yield _Case(least, least | free)


def _between(items: Iterable[Item], cases: Iterable[_Case], ends: Ends[Item]) -> Between:
    """Return what items come to in the case that asks least, and in the one that asks most."""
    listed = tuple(items)
    sums = [
        (
            sum(ends[0](item) for item in listed if _applies(item, case.least)),
            sum(ends[1](item) for item in listed if _applies(item, case.most)),
        )
        for case in cases
    ]
    return Between(min(least for least, _ in sums), max(most for _, most in sums))


def _applies(item: Material | Fee, held: frozenset[str]) -> bool:
    return not item.situations or not held.isdisjoint(item.situations)


def _papers(material: Material) -> int:
    if material.shared or material.need is Need.OPTIONAL:
        return 0
    return max(1, (material.originals or 0) + (material.copies or 0))


def _copies(material: Material) -> int:
    return 0 if material.shared or material.need is Need.OPTIONAL else material.copies or 0


def _minutes(waits: Iterable[Duration | None]) -> int:
    told = [wait for wait in waits if wait is not None]
    return round(span_of(told).rough_days * MINUTES_A_DAY) if told else 0


def _due(procedure: Procedure) -> tuple[Fee, ...]:
    return tuple(fee for fee in procedure.fee_list if not fee.optional)


def _least_fen(fee: Fee) -> int:
    return _fen(fee.amount.from_ if isinstance(fee.amount, MoneyRange) else fee.amount)


def _most_fen(fee: Fee) -> int:
    return _fen(fee.amount.to if isinstance(fee.amount, MoneyRange) else fee.amount)


def _fen(money: Money | None) -> int:
    return int(money.amount * 100) if money is not None else 0
