"""What a station's files come to: the score of the census, and words without a translation."""

from typing import Any

import pytest

from gongshi.checks import CLASSES, MOST_POINTS, missing_classes
from gongshi.checks.account import Account
from tests.unit.checks.test_rules import a_board, a_folder, a_procedure, a_station, judged

WHOLE = {"address": "滨江路 8 号", "phone": "021-50100001"}


def account(*procedures: Any, **station: Any) -> Account:
    return judged(a_folder(*procedures, station=a_station(**(WHOLE | station)))).account


def test_a_station_that_says_everything_has_the_full_score() -> None:
    found = account(a_procedure())

    assert found.missing == ()
    assert found.points == MOST_POINTS == 16


@pytest.mark.parametrize("name", ["title", "legal_basis", "conditions", "materials", "steps"])
def test_a_class_missing_in_one_procedure_costs_two_points(name: str) -> None:
    found = account(a_procedure(), a_procedure(**{name: None}))

    assert found.missing == (name,)
    assert found.points == 14


@pytest.mark.parametrize("name", ["address", "hours", "phone"])
def test_place_time_and_telephone_are_the_stations(name: str) -> None:
    assert account(a_procedure(), **{name: None}).missing == (name,)


def test_the_same_class_is_not_counted_twice() -> None:
    found = account(a_procedure(conditions=None), a_procedure(conditions=None))

    assert found.points == 14


def test_nothing_at_all_leaves_no_points() -> None:
    found = account(
        a_procedure(title=None, legal_basis=None, conditions=None, materials=None, steps=None),
        address=None,
        hours=None,
        phone=None,
    )

    assert found.missing == CLASSES
    assert found.points == 0


def test_no_materials_said_outright_are_not_missing() -> None:
    assert account(a_procedure(materials="none")).missing == ()


def test_a_procedure_out_of_use_costs_nothing() -> None:
    retired = a_procedure(conditions=None, status={"state": "retired", "date": "2026-01-01"})

    assert missing_classes(a_folder(a_procedure(), retired)) == ()


def test_texts_that_lack_a_language_of_the_board_are_counted() -> None:
    board = a_board(languages=["zh", "en"])
    plain = judged(a_folder(station=a_station(name="城东派出所")), board).account
    told = {"zh": "城东派出所", "en": "Chengdong Police Station"}
    translated = judged(a_folder(station=a_station(name=told)), board).account

    assert plain.untranslated["en"] == translated.untranslated["en"] + 1


def test_a_board_of_one_language_lacks_none() -> None:
    found = judged(a_folder(a_procedure()), a_board(languages=["zh"]))

    assert found.account.untranslated == {}


def test_burdens_are_those_of_procedures_in_use() -> None:
    suspended = a_procedure(status={"state": "suspended", "reason": "搬迁"})

    assert list(account(a_procedure(), suspended).burdens) == ["p0"]
