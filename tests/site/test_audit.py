"""The self-audit says what the checks say, and never what they found."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.site.boards import Sample, build, change, read, run

LAND = "stations/qinghe-land"
POLICE = "stations/xinqiao-police"
COMPLAINANT = "居民张建军"


@pytest.fixture(scope="module")
def flawed(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board with a few faults that do not stop it, and one class set aside."""
    board = sample.copy(tmp_path_factory.mktemp("flawed"))
    change(
        board / POLICE / "procedures" / "id-card-temporary.yml",
        "      status: in-force\n",
        "",
    )
    ledger = board / LAND / "rectifications.yml"
    with ledger.open("a", encoding="utf-8") as file:
        file.write(
            f'- {{id: "2026-91", problem: {COMPLAINANT}反映窗口没人, found_by: complaint,'
            " found_on: 2026-11-02, measure: 排班, due: 2026-12-20, responsible: 周某}\n"
        )
    station = board / "stations" / "qinghe-tax" / "station.yml"
    change(
        station, "reviewed: {date: 2026-09-28, by: 范某}", "reviewed: {date: 2026-01-28, by: 范某}"
    )
    procedure = board / "stations" / "hengjie-justice" / "procedures" / "peoples-mediation.yml"
    text = procedure.read_text(encoding="utf-8")
    head, _, rest = text.partition("\nconditions:\n")
    kept = rest.splitlines(keepends=True)
    while kept and kept[0].startswith(" "):
        kept.pop(0)
    aside = "ignore: [{rule: GS201, reason: 条件正在会同法院重写, since: 2026-11-20}]\n"
    procedure.write_text(f"{head}\n{''.join(kept)}{aside}", encoding="utf-8")
    assert build(board)
    return board


def told(board: Path) -> list[dict[str, Any]]:
    """Return what `gongshi check` says of a board."""
    said = run("gongshi", "check", "--format", "json", cwd=board).stdout
    findings: list[dict[str, Any]] = json.loads(said)["findings"]
    return findings


def test_the_audit_names_every_rule_that_the_check_names_as_often(flawed: Path) -> None:
    counted = Counter(each["code"] for each in told(flawed))
    page = read(flawed / "site", "audit/").text

    assert {"GS230", "GS254", "GS503"} <= counted.keys()
    for code, number in counted.items():
        assert f"{code} · " in page
        said = page.partition(f"{code} · ")[2][:12]
        assert f"· {number} 处" in said


def test_a_station_is_told_what_was_found_in_its_own_files_alone(flawed: Path) -> None:
    pages = {
        station: read(flawed / "site", f"audit/{station}/").text
        for station in ("qinghe-land", "xinqiao-police", "qinghe-tax", "xinqiao-power")
    }

    assert [station for station, page in pages.items() if "GS254" in page] == ["qinghe-land"]
    assert [station for station, page in pages.items() if "GS230" in page] == ["xinqiao-police"]
    assert [station for station, page in pages.items() if "GS503" in page] == ["qinghe-tax"]
    assert "没有发现问题。" in pages["xinqiao-power"]
    assert "2026年1月28日" in pages["qinghe-tax"]


def test_what_was_found_is_never_repeated_in_the_audit(flawed: Path) -> None:
    for page in ("audit/", "audit/qinghe-land/", "en/audit/", "en/audit/qinghe-land/"):
        assert COMPLAINANT not in read(flawed / "site", page).text


def test_a_class_that_is_set_aside_costs_two_points_and_says_why(flawed: Path) -> None:
    page = read(flawed / "site", "audit/hengjie-justice/").text

    assert "14 分（满分 16 分）" in page
    assert "条件 缺" in page
    assert "条件正在会同法院重写" in page
    assert "2026年11月20日" in page
    assert "14 分（满分 16 分）" in read(flawed / "site", "stations/hengjie-justice/").text
    assert "14 分（满分 16 分）" in read(flawed / "site", "about-data/").text


def test_stations_with_most_to_mend_stand_first(flawed: Path) -> None:
    page = read(flawed / "site", "audit/").text
    names = ("横街司法所", "新桥供电所")

    first, last = (page.index(name, page.index("公示得分")) for name in names)

    assert first < last


def test_the_audit_changes_once_a_fault_is_mended(flawed: Path, tmp_path: Path) -> None:
    board = Sample(flawed).copy(tmp_path)
    change(board / LAND / "rectifications.yml", COMPLAINANT, "有群众")

    assert build(board)

    assert "GS254" in read(flawed / "site", "audit/qinghe-land/").text
    assert "GS254" not in read(board / "site", "audit/qinghe-land/").text
    assert "GS254" not in read(board / "site", "audit/").text


def test_every_page_that_speaks_of_the_score_leads_to_the_audit(sample: Sample) -> None:
    ways = {
        "supervision/": "audit/",
        "site-map/": "audit/",
        "audit/": "audit/qinghe-land/",
        "about-data/": "audit/qinghe-land/",
        "stations/qinghe-land/": "audit/qinghe-land/",
        "audit/qinghe-land/": "stations/qinghe-land/",
    }

    for page, target in ways.items():
        assert target in read(sample.site, page).targets()
