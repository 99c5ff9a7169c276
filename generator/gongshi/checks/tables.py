"""The tables that rules go by: small YAML files in data/, each entry with its source."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from gongshi.board.board import BoardSettings, CalendarYear
from gongshi.board.workdays import WorkCalendar, YearDays
from gongshi.engines import yaml


@cache
def table(name: str) -> Any:
    """Return what a table says as plain lists, dictionaries and texts."""
    source = files("gongshi.checks").joinpath("data", f"{name}.yml")
    return _plain(yaml.parse(yaml.decode(source.read_bytes())))


@cache
def shipped_years() -> tuple[YearDays, ...]:
    """Return the years whose notices the package knows."""
    return tuple(YearDays.of(entry) for entry in table("calendars"))


def calendar(board: BoardSettings) -> WorkCalendar:
    """Return the working days that hold for a board: those shipped, then those of its own file."""
    return _calendar(board.calendars)


@lru_cache(maxsize=16)
def _calendar(own: tuple[CalendarYear, ...]) -> WorkCalendar:
    return WorkCalendar.of((*shipped_years(), *own))


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.Scalar):
        return node.text
    if isinstance(node, yaml.Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.entries}
