"""Which board is generated, and what is drawn by lot in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

PER_STATION = 25
TODAY = date(2026, 11, 24)
EPOCH = "1795449600"
"""That day in China, as the clock of a build."""
ADDRESS = "https://gongshi.qinglan.invalid/"
SERVICES = "https://banshi.qinglan.invalid"
"""Another host, so that links to it are no links of the board."""


@dataclass(frozen=True)
class Plan:
    """How large a board is, from which seed, in which languages."""

    procedures: int = 1000
    seed: int = 1
    languages: tuple[str, ...] = ("zh",)

    @property
    def stations(self) -> int:
        """How many stations the procedures fill."""
        return -(-self.procedures // PER_STATION)

    def lot(self, kind: str, number: int) -> Random:
        """Return what draws lots for one thing, the same in every board of the seed."""
        return Random(f"{self.seed}/{kind}/{number}")  # noqa: S311 - nothing here is secret


def recent_day(lot: Random, most: int) -> date:
    """Return a day of the last so many."""
    return TODAY - timedelta(days=lot.randint(5, most))
