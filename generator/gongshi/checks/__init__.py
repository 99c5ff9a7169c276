"""What must be true of a board: the rules, and the two steps in which they are judged."""

from gongshi.checks.account import CLASSES, MOST_POINTS, NO_ACCOUNT, Account, missing_classes
from gongshi.checks.case import Facts
from gongshi.checks.docs import explain, meaning
from gongshi.checks.judge import Judged, SetAside, check_board, check_station
from gongshi.checks.reference import Named, Reference, references
from gongshi.checks.rule import Rule
from gongshi.checks.rules import RULES
from gongshi.checks.tables import calendar

__all__ = [
    "CLASSES",
    "MOST_POINTS",
    "NO_ACCOUNT",
    "RULES",
    "Account",
    "Facts",
    "Judged",
    "Named",
    "Reference",
    "Rule",
    "SetAside",
    "calendar",
    "check_board",
    "check_station",
    "explain",
    "meaning",
    "missing_classes",
    "references",
]
