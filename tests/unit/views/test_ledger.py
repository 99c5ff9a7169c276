"""What state an entry of the ledger is in follows from its dates and the day alone."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.board.ledgers import Postponement, Rectification
from gongshi.board.text import Text
from gongshi.views.ledger import anchor, in_order, state

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def an_entry(**changes: Any) -> Rectification:
    """A valid entry, with changes."""
    return Rectification(id="2026-01", due=date(2026, 4, 15)).model_copy(update=changes)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 4, 15), ("open", 0)),
        (date(2026, 4, 16), ("overdue", 1)),
        (date(2026, 5, 15), ("overdue", 30)),
    ],
)
def test_an_entry_is_overdue_from_the_day_after_it_was_due(
    today: date, expected: tuple[str, int]
) -> None:
    assert state(an_entry(), today) == expected


def test_a_postponed_entry_is_due_on_the_latest_new_date() -> None:
    later = [Postponement(to=date(2026, month, 1), why=Text("没到货")) for month in (6, 5)]

    entry = an_entry(postponed=tuple(later))

    assert state(entry, date(2026, 6, 1)) == ("open", 0)
    assert state(entry, date(2026, 6, 2)) == ("overdue", 1)


@pytest.mark.parametrize(
    ("done_on", "expected"),
    [(date(2026, 4, 15), ("done", 0)), (date(2026, 4, 18), ("late", 3))],
)
def test_what_is_done_stays_in_its_state_on_any_day(
    done_on: date, expected: tuple[str, int]
) -> None:
    entry = an_entry(done_on=done_on)

    assert state(entry, date(2026, 4, 20)) == state(entry, date(2030, 1, 1)) == expected


def test_an_entry_without_a_date_is_never_overdue() -> None:
    assert state(an_entry(due=None), date(2030, 1, 1)) == ("open", 0)


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=8), DAYS)
def test_on_every_day_the_same_order_has_the_overdue_first_then_the_open(
    dates: list[tuple[date, date | None]], today: date
) -> None:
    """So that a page does not have to be put in order again when the day changes."""
    entries = [an_entry(due=due, done_on=done_on) for due, done_on in dates]

    states = [state(each, today)[0] for each in in_order(entries)]

    places = {"overdue": 0, "open": 1, "done": 2, "late": 2}
    assert [places[each] for each in states] == sorted(places[each] for each in states)


def test_no_two_entries_of_two_stations_have_one_place_on_a_page() -> None:
    one, other = an_entry(id="b-1"), an_entry(id="1")

    assert anchor(one, "a") != anchor(other, "a-b")
