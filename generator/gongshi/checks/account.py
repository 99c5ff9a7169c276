"""What a station's files account for beside the findings: classes, untranslated words, burdens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from gongshi.board.burden import Burden, burden_of
from gongshi.board.folder import StationFolder
from gongshi.checks.case import Case
from gongshi.checks.contents import CENSUS
from gongshi.checks.languages import untranslated

OF_STATION: Final = ("address", "hours", "phone")
"""The classes of the census that a station holds: place, time, telephone."""

CLASSES: Final = ("title", "legal_basis", "conditions", "materials", *OF_STATION, "steps")
"""The eight classes of the census of government sites, in its own order."""

POINTS_A_CLASS: Final = 2
MOST_POINTS: Final = POINTS_A_CLASS * len(CLASSES)


@dataclass(frozen=True, slots=True)
class Account:
    """What a station's files come to.

    ``missing`` are the classes of the census that are empty anywhere; ``burdens`` those of the
    procedures in use, by id; ``untranslated`` how many texts lack each language.
    """

    missing: tuple[str, ...] = ()
    burdens: Mapping[str, Burden] = field(default_factory=dict)
    untranslated: Mapping[str, int] = field(default_factory=dict)

    @property
    def points(self) -> int:
        """The score of the census: two points for each class, the same one not counted twice."""
        return MOST_POINTS - POINTS_A_CLASS * len(self.missing)


NO_ACCOUNT: Final = Account()


def missing_classes(folder: StationFolder) -> tuple[str, ...]:
    """Return the classes of the census that are empty at a station or in any procedure in use."""
    empty = {name for name in OF_STATION if getattr(folder.station, name) in (None, ())}
    for each in folder.procedures:
        if each.procedure.is_active:
            empty |= {name for name in CENSUS if getattr(each.procedure, name) in (None, ())}
    return tuple(name for name in CLASSES if name in empty)


def account_of(folder: StationFolder, cases: Iterable[Case]) -> Account:
    """Return what a station's files come to; ``cases`` are its files as rules are shown them."""
    lacking: Counter[str] = Counter()
    for case in cases:
        lacking.update(untranslated(case))
    burdens = {
        each.id: burden_of(each.procedure) for each in folder.procedures if each.procedure.is_active
    }
    return Account(missing_classes(folder), burdens, dict(lacking))
