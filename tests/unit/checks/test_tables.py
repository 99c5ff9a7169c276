"""The tables that rules go by: every entry says where it is from, and none is there twice."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from gongshi.checks.tables import table

DATA = files("gongshi.checks").joinpath("data")
TABLES = sorted(each.name.removesuffix(".yml") for each in DATA.iterdir())
CODES = ("form", "review")
"""What the codes of the reader and of reviews mean: no facts of the world."""

DAYS = ("since", "holidays", "workdays")
SAID_ONCE = ("law", "laws", "number", "field", "term", "fact", "also", "item", "name", "year")


def entries(value: Any) -> Iterator[dict[str, Any]]:
    """Go through every mapping of a table that is not itself a source."""
    if isinstance(value, list):
        for each in value:
            yield from entries(each)
    elif isinstance(value, dict):
        yield value
        for key, each in value.items():
            if key not in ("source", "notice"):
                yield from entries(each)


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", [name for name in TABLES if name not in CODES])
def test_every_entry_of_a_table_has_a_source(name: str) -> None:
    content = table(name)
    heads = content if isinstance(content, list) else [content]
    if isinstance(content, dict) and "source" not in content:
        heads = [each for each in content.values() if isinstance(each, dict)]

    sources = [each.get("source") or each.get("notice") for each in heads]

    assert heads
    assert all(isinstance(each, dict) and all(each.values()) for each in sources)
    assert all({"title", "document_no", "issued_by"} & each.keys() for each in sources)


@pytest.mark.parametrize("name", TABLES)
def test_dates_of_a_table_are_dates(name: str) -> None:
    said = [
        day for each in entries(table(name)) for key in DAYS for day in listed(each.get(key, []))
    ]

    assert [date.fromisoformat(day).isoformat() for day in said] == said


@pytest.mark.parametrize("name", TABLES)
def test_nothing_stands_twice_in_a_table(name: str) -> None:
    for key in SAID_ONCE:
        said = [word for each in entries(table(name)) for word in listed(each.get(key, []))]

        assert sorted(set(said)) == sorted(said)


def test_a_law_is_amended_before_it_is_in_force_and_its_articles_move() -> None:
    for entry in table("amended_laws"):
        moves = entry.get("moved", [])

        assert int(entry["amended"]) <= date.fromisoformat(entry["since"]).year
        assert all(move["from"] != move["to"] and move["words"] for move in moves)
        assert len({move["from"] for move in moves}) == len(moves)


def test_no_law_is_both_repealed_and_amended() -> None:
    repealed = {law for entry in table("repealed_laws") for law in entry["laws"]}

    assert repealed.isdisjoint(entry["law"] for entry in table("amended_laws"))
