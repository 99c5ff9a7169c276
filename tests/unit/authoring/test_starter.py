"""What people start from: a board that is in order, and files that explain every field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.authoring import hostfile, loader, starter
from gongshi.board.base import Value
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.words import StationKind
from gongshi.errors import SettingsError
from gongshi.publish.writer import save
from gongshi.settings import CHINA

TODAY = date(2026, 11, 24)
DAYS_OF_THE_YEAR = [date(2026, month, day) for month in range(1, 13) for day in (1, 15, 28)]
COMMENTED_OUT = re.compile(r"(?m)^(\s*)#(?=\S|  )")
"""A line of YAML behind a #; words of explanation stand behind a # and one blank."""


def write(root: Path, texts: Mapping[str, str]) -> Path:
    for path, text in texts.items():
        save(root / path, text.encode())
    return root


def survey(root: Path, day: date = TODAY) -> pipeline.Survey:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)
    return pipeline.survey(replace(pipeline.settings_of(root), clock=noon))


def codes(root: Path, file: str) -> set[str]:
    return {each.code for each in survey(root).diagnostics if each.file == file}


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return write(tmp_path / "board", starter.new_board(tmp_path / "board", TODAY))


# ---- a new board -----------------------------------------------------------------------------


@pytest.mark.parametrize("day", DAYS_OF_THE_YEAR, ids=str)
def test_a_new_board_is_in_order_on_the_day_it_is_made(tmp_path: Path, day: date) -> None:
    root = write(tmp_path, starter.new_board(tmp_path, day))

    found = survey(root, day)

    assert not found.is_refused(is_strict=True), found.diagnostics


def test_a_new_board_is_a_demonstration_with_one_station_and_two_procedures(board: Path) -> None:
    found = survey(board)

    assert found.board is not None
    assert found.board.demo
    assert found.directory is not None
    (folder,) = found.directory.stations
    assert [each.id for each in folder.procedures] == ["birth-registration", "id-card-renewal"]
    assert len(found.directory.bulletins) == 1


def test_one_procedure_shows_situations_a_choice_a_way_back_and_fees(board: Path) -> None:
    file = "stations/liuxi-police/procedures/id-card-renewal.yml"

    procedure = loader.read((board / file).read_bytes(), file, ("zh",)).value

    assert isinstance(procedure, Procedure)
    order = [step.id for step in procedure.steps]
    assert procedure.situations
    assert procedure.fee_list
    assert any(step.is_choice for step in procedure.steps)
    assert any(
        order.index(way.to) < order.index(step.id) for step in procedure.steps for way in step.ways
    )


def test_the_other_procedure_is_free_and_done_at_once(board: Path) -> None:
    file = "stations/liuxi-police/procedures/birth-registration.yml"

    procedure = loader.read((board / file).read_bytes(), file, ("zh",)).value

    assert isinstance(procedure, Procedure)
    assert procedure.fee_list == ()
    assert procedure.time_limit is not None
    assert [each.duration.is_immediate for each in procedure.time_limit.committed_limits] == [True]


def test_its_mkdocs_yml_says_what_holds_without_one(board: Path) -> None:
    assert hostfile.read(board) == hostfile.HostFile()


def test_what_has_to_be_replaced_is_there(board: Path) -> None:
    missing = [each.file for each in starter.TO_REPLACE if not list(board.glob(each.file))]

    assert missing == []
    assert all(each.said("zh") != each.said("en") for each in starter.TO_REPLACE)


def test_without_the_mark_of_a_demonstration_the_checks_point_at_what_is_fictional(
    board: Path,
) -> None:
    settings = board / "stations" / "board.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^demo: true.*\n", "", text), encoding="utf-8")

    found = survey(board)

    assert found.is_refused(is_strict=False)
    assert {each.file.rsplit("/", 1)[-1] for each in found.diagnostics} >= {
        "board.yml",
        "station.yml",
        "id-card-renewal.yml",
    }


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()

    with pytest.raises(SettingsError, match="not empty") as refused:
        starter.new_board(tmp_path, TODAY)

    assert str(tmp_path) in refused.value.zh


def test_a_fresh_git_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    assert starter.new_board(tmp_path, TODAY)


# ---- a new station and a new procedure -------------------------------------------------------

UNFINISHED = "GS252"

STATION = "stations/chengguan/station.yml"
PROCEDURE = "stations/liuxi-police/procedures/permit.yml"


def new_files(board: Path) -> dict[str, str]:
    return {
        **starter.new_station(board, "chengguan", None, TODAY),
        **starter.new_procedure(board, "liuxi-police/permit", TODAY),
    }


def test_new_files_go_where_the_board_looks_for_them(board: Path) -> None:
    assert set(new_files(board)) == {STATION, PROCEDURE}


@pytest.mark.parametrize("file", [STATION, PROCEDURE])
def test_a_new_file_is_well_formed_as_it_is_and_with_every_example_in_use(
    board: Path, file: str
) -> None:
    text = new_files(board)[file]
    in_use = COMMENTED_OUT.sub(r"\1", text)

    assert in_use != text
    assert loader.read(text.encode(), file, ("zh",)).diagnostics == ()
    assert loader.read(in_use.encode(), file, ("zh",)).diagnostics == ()


@pytest.mark.parametrize(("file", "model"), [(STATION, Station), (PROCEDURE, Procedure)])
def test_a_new_file_explains_every_field_under_its_chinese_name(
    board: Path, file: str, model: type[Value]
) -> None:
    text = new_files(board)[file]
    unexplained = [
        name
        for name, field in model.model_fields.items()
        if not re.search(rf"(?m)^#?{field.alias or name}:", text) or str(field.title) not in text
    ]

    assert unexplained == []


def test_nothing_of_a_new_procedure_is_decided_for_the_office(board: Path) -> None:
    write(board, new_files(board))

    found = codes(board, PROCEDURE)

    assert found == {"GS202", "GS205", "GS224", UNFINISHED}  # type and review, limits, fees


def test_what_is_not_filled_in_is_found_even_in_a_demonstration(board: Path) -> None:
    write(board, new_files(board))

    assert UNFINISHED in codes(board, STATION)
    assert UNFINISHED in codes(board, PROCEDURE)


def test_a_new_procedure_is_handled_by_a_post_that_the_station_has(board: Path) -> None:
    text = starter.new_procedure(board, "liuxi-police/permit", TODAY)[PROCEDURE]

    assert set(re.findall(r"(?m)^ *(?:actor|contact): post:(\S+)", text)) == {"household-window"}


def test_a_station_that_cannot_be_read_gets_a_procedure_all_the_same(board: Path) -> None:
    (board / "stations/liuxi-police/station.yml").write_text("name: [\n", encoding="utf-8")

    text = starter.new_procedure(board, "liuxi-police/permit", TODAY)[PROCEDURE]

    assert f"contact: post:{starter.FALLBACK_POST}" in text


@pytest.mark.parametrize("kind", StationKind)
def test_a_kind_is_told_in_english_or_chinese(board: Path, kind: StationKind) -> None:
    english = starter.new_station(board, "a", kind.value, TODAY)
    chinese = starter.new_station(board, "a", kind.zh, TODAY)

    assert english == chinese
    assert f"\nkind: {kind.value}\n" in english["stations/a/station.yml"]


def test_a_power_station_starts_as_an_enterprise(board: Path) -> None:
    text = starter.new_station(board, "a", "power", TODAY)["stations/a/station.yml"]

    assert "\nnature: enterprise" in text


def test_an_unknown_kind_is_refused_with_the_nearest(board: Path) -> None:
    with pytest.raises(SettingsError, match="did you mean police"):
        starter.new_station(board, "a", "polize", TODAY)
    with pytest.raises(SettingsError, match="there are: police, traffic"):
        starter.new_station(board, "a", "zoo", TODAY)


@pytest.mark.parametrize("bad", ["Chengguan", "城关", "a b", "../a", "a/b", "-a", "", "a" * 65])
def test_what_is_no_id_is_refused(board: Path, bad: str) -> None:
    with pytest.raises(SettingsError, match="cannot be an id"):
        starter.new_station(board, bad, None, TODAY)
    with pytest.raises(SettingsError, match="cannot be an id"):
        starter.new_procedure(board, f"liuxi-police/{bad}", TODAY)


def test_what_is_there_already_is_never_made_again(board: Path) -> None:
    with pytest.raises(SettingsError, match="already"):
        starter.new_station(board, "liuxi-police", None, TODAY)
    with pytest.raises(SettingsError, match="already"):
        starter.new_procedure(board, "liuxi-police/id-card-renewal", TODAY)


def test_a_link_that_leads_nowhere_is_not_written_through(board: Path) -> None:
    (board / "stations" / "gone").symlink_to(board / "nowhere")

    with pytest.raises(SettingsError, match="already"):
        starter.new_station(board, "gone", None, TODAY)


def test_a_procedure_of_an_unknown_station_is_refused_with_the_nearest(board: Path) -> None:
    with pytest.raises(SettingsError, match="did you mean liuxi-police"):
        starter.new_procedure(board, "liuxi-polic/permit", TODAY)
    with pytest.raises(SettingsError, match="there are: liuxi-police"):
        starter.new_procedure(board, "zoo/permit", TODAY)
    with pytest.raises(SettingsError, match="no station"):
        starter.new_procedure(board, "../permit", TODAY)


def test_a_procedure_needs_the_name_of_its_station(board: Path) -> None:
    with pytest.raises(SettingsError, match="STATION/ID"):
        starter.new_procedure(board, "permit", TODAY)


def test_outside_a_board_nothing_is_started(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no board's folder"):
        starter.new_station(tmp_path, "a", None, TODAY)
    with pytest.raises(SettingsError, match="no board's folder"):
        starter.new_procedure(tmp_path, "a/b", TODAY)


def test_the_quarter_before_january_is_that_of_last_year(board: Path) -> None:
    text = starter.new_procedure(board, "liuxi-police/permit", date(2026, 1, 31))[PROCEDURE]

    assert "period: 2025-Q4" in text
