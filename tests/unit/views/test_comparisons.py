"""Stations compared: what is usual, who differs in what, who owes a reason."""

import json
from datetime import date
from typing import Any

import pytest

from gongshi.authoring import loader
from gongshi.board.board import BoardSettings
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.station import Station
from gongshi.board.workdays import WorkCalendar
from gongshi.engines.jinja import plain
from gongshi.views.board import BoardWords
from gongshi.views.comparisons import Measured, comparison, comparisons, comparisons_of
from gongshi.views.directory import Directory, Kinsman, neighbours, slim
from gongshi.views.likeness import families, likeness, unlike
from gongshi.views.voice import Voice

CARD: dict[str, Any] = {
    "title": {"zh": "身份证换领", "en": "ID card renewal"},
    "fees": [{"item": "工本费", "amount": "20", "nature": "administrative"}],
    "materials": [{"name": "旧证"}, {"name": "户口簿", "shared": True}],
    "time_limit": {"committed": "20个工作日"},
    "visits": 1,
}


def a_file(**changes: Any) -> ProcedureFile:
    said = {key: each for key, each in (CARD | changes).items() if each is not None}
    found = loader.read(
        json.dumps(said, ensure_ascii=False).encode(),
        "stations/x/procedures/card.yml",
        ("zh", "en"),
    )
    assert found.value is not None, found.diagnostics
    return ProcedureFile("card", "stations/x/procedures/card.yml", found.value)


def a_station(name: str, *files: ProcedureFile, **fields: Any) -> StationFolder:
    station = Station.model_validate({"name": name, "kind": "police"} | fields)
    return slim(StationFolder(name, f"stations/{name}/station.yml", station, files))


def words_of(*stations: StationFolder, language: str = "zh") -> BoardWords:
    board = BoardSettings.model_validate({"name": "公示栏", "languages": ("zh", "en")})
    directory = Directory(board, stations, (), WorkCalendar.of([]), date(2026, 11, 24))
    return BoardWords(directory, Voice(language, "zh", "compare/police-card/"))


def measured(*files: ProcedureFile) -> Measured:
    return Measured([(a_station(f"s{n}", file), file) for n, file in enumerate(files)])


def test_a_procedure_of_one_station_is_not_compared() -> None:
    alone = words_of(a_station("a", a_file()))
    other_kind = a_station("b", a_file(), kind="tax")
    retired = a_station("c", a_file(status="retired"))
    closed = a_station("d", a_file(), status={"state": "suspended"})

    assert list(comparisons_of(alone)) == []
    assert list(comparisons_of(words_of(a_station("a", a_file()), other_kind))) == []
    assert list(comparisons_of(words_of(a_station("a", a_file()), retired, closed))) == []


@pytest.mark.parametrize(
    ("change", "facet"),
    [
        ({"fees": "none"}, "fees"),
        ({"time_limit": {"committed": "10个工作日"}}, "promise"),
        ({"materials": [{"name": "旧证"}, {"name": "相片"}]}, "materials"),
        ({"visits": 2}, "visits"),
    ],
)
def test_a_difference_is_told_by_what_it_is_in(change: dict[str, Any], facet: str) -> None:
    assert unlike(likeness(a_file()), likeness(a_file(**change))) == (facet,)


def test_what_is_fetched_or_voluntary_or_translated_makes_no_difference() -> None:
    other = a_file(
        materials=[{"name": {"zh": "旧证", "en": "Old card"}}],
        fees=[*CARD["fees"], {"item": "邮寄费", "amount": "12", "optional": True}],
    )

    assert unlike(likeness(a_file()), likeness(other)) == ()


def test_who_differs_from_most_owes_a_reason_and_who_gave_one_does_not() -> None:
    late = {"time_limit": {"committed": "30个工作日"}}
    one = measured(a_file(), a_file(**late), a_file())
    told = measured(a_file(), a_file(**late, local_reason="山区"), a_file())

    assert [one.state(n) for n in range(3)] == ["same", "unexplained", "same"]
    assert [told.state(n) for n in range(3)] == ["same", "explained", "same"]


def test_where_two_differ_from_each_other_neither_is_usual() -> None:
    two = measured(a_file(), a_file(fees="none"))

    assert [two.state(n) for n in range(2)] == ["unexplained", "unexplained"]


def test_a_reason_of_one_of_two_is_enough() -> None:
    two = measured(a_file(), a_file(fees="none", local_reason="试点免收"))

    assert [two.state(n) for n in range(2)] == ["same", "explained"]


def test_more_visits_are_marked_and_owe_no_reason() -> None:
    three = measured(a_file(), a_file(), a_file(visits=3))

    assert three.differs(three.likeness[2], "visits")
    assert three.state(2) == "same"


def test_the_page_names_what_is_asked_for_more_and_less_in_its_own_language() -> None:
    odd = a_file(materials=[{"name": {"zh": "相片", "en": "Photo"}}])
    stations = (a_station("a", a_file()), a_station("b", a_file()), a_station("c", odd))

    (family,) = (each for _, each in comparisons_of(words_of(*stations)))
    zh = comparison(words_of(*stations), family).rows[0]
    en = comparison(words_of(*stations, language="en"), family).rows[0]

    assert [plain(line) for line in zh.materials.lines] == ["要带 1 样", "多要：相片", "不要：旧证"]
    assert "Photo" in plain(en.materials.lines[1])
    assert (zh.state, zh.materials.differs, zh.fees.differs) == ("unexplained", True, False)


def test_the_list_has_those_that_owe_a_reason_first() -> None:
    said = {"a": a_file(), "b": a_file()}
    alike = [a_station(name, file) for name, file in said.items()]
    taxed = [
        a_station("c", a_file(), kind="tax"),
        a_station("d", a_file(fees="none"), kind="tax"),
    ]

    lines = comparisons(words_of(*alike, *taxed)).comparisons

    assert [line.state for line in lines] == ["unexplained", "same"]
    assert lines[0].told == "2 个站所不同，没有说明理由"


def test_a_page_is_told_of_its_siblings_in_what_they_differ() -> None:
    stations = (
        a_station("a", a_file()),
        a_station("b", a_file(visits=2)),
        a_station("c", a_file(status="retired")),
    )

    around = neighbours(words_of(*stations).directory, {})

    assert around["a"].siblings == {"card": (Kinsman("b", ("visits",)),)}
    assert [each.id for each in around["c"].siblings["card"]] == ["a", "b"]
    assert {kin: len(each) for kin, each in families(stations).items()} == {("police", "card"): 2}
