"""Ledgers in two languages: what visitors hand back may be in one."""

import json
from dataclasses import replace
from typing import Any

from gongshi.authoring import loader
from gongshi.board.folder import LedgerFile
from tests.unit.checks.small_board import PLACES
from tests.unit.checks.test_rules import a_folder, found

BOTH = {"date": "2026-06-03", "by": {"zh": "王某", "en": "Wang"}, "checks": []}
CHINESE = {"date": "2026-06-04", "by": "李某", "checks": []}
MIXED = CHINESE | {"note": {"zh": "好", "en": "Good"}}


def told(*visits: dict[str, Any]) -> list[str]:
    said = json.dumps(visits, ensure_ascii=False).encode()
    read = loader.read(said, PLACES["inspections"], ("zh", "en"))
    assert read.value is not None, read.diagnostics
    folder = replace(a_folder(), inspections=LedgerFile(PLACES["inspections"], read.value))
    return [code for code, _ in found(folder) if code == "GS601"]


def test_every_visit_is_told_in_its_own_languages() -> None:
    assert told(BOTH, CHINESE) == []


def test_one_visit_that_is_half_translated_is_still_found() -> None:
    assert told(BOTH, MIXED) == ["GS601"]
