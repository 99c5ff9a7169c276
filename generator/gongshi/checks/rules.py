"""All rules, in the order of their codes: what there is to know of them stands beside each."""

from __future__ import annotations

from typing import Any, Final

from gongshi.checks import exemptions, limits
from gongshi.checks.rule import Rule

RULES: Final[tuple[Rule[Any], ...]] = (
    limits.promise_within_law,
    exemptions.exemption_applies,
)
