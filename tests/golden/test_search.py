"""The search index of a made-up district; tests/node/search.test.js asks it what people type."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongshi.outputs.search import index
from gongshi.views.search import Kind, SearchRecord, row

RECORDS = Path(__file__).with_name("search.records.yml")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_search_index_of_a_district(lang: str, golden: Callable[[str, str], None]) -> None:
    files = index(map(row, records(lang)), lang)

    assert not files.shards
    golden(f"search.{lang}.txt", files.entry.text)


def records(lang: str) -> list[SearchRecord]:
    """Read the records of one language; what one leaves out is empty."""
    entries = yaml.safe_load(RECORDS.read_text(encoding="utf-8"))
    return [record(entry) for entry in entries if entry.get("lang", "zh") == lang]


def record(entry: dict[str, Any]) -> SearchRecord:
    """Make one record; its kind is in its address, and `written` is the language of its words."""
    return SearchRecord(
        kind=kind_of(entry["url"].removeprefix("en/").split("/")),
        url=entry["url"],
        title=entry["title"],
        aliases=tuple(entry.get("aliases", ())),
        station=entry.get("station", ""),
        materials=tuple(entry.get("materials", ())),
        body=entry.get("body", ""),
        facts=entry.get("facts", ""),
        status=entry.get("status", ""),
        lang=entry.get("written", entry.get("lang", "zh")),
    )


def kind_of(folders: list[str]) -> Kind:
    match folders:
        case ["stations", _, ""]:
            return "station"
        case ["stations", *_]:
            return "procedure"
        case ["bulletins", *_]:
            return "bulletin"
    return "page"
