"""Checklists and needless proofs: what the files say, and results that come back."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.site.boards import Sample, Written, build, pages, read
from tests.site.test_contents import rows

PROOFS = ROOT / "generator/gongshi/checks/data/abolished_proofs.yml"
POLICE = "xinqiao-police"


@pytest.fixture(scope="module")
def written(sample: Sample) -> Written:
    return Written(sample.board)


def form(site: Path, station: str, language: str = "") -> str:
    return (site / f"{language}checklists/{station}/inspection.yml").read_text(encoding="utf-8")


def spots(text: str) -> list[str]:
    """Return the ids of a form, in order."""
    return re.findall(r"^ +- (?:检查项|id): (\S+)$", text, re.MULTILINE)


# ---- checklists ----------------------------------------------------------------------------------


def test_every_station_in_use_has_a_checklist_in_the_list_the_map_and_the_search(
    sample: Sample, written: Written
) -> None:
    active = [each for each, said in written.stations.items() if said.get("status") != "retired"]
    expected = {f"checklists/{each}/" for each in active}

    assert expected
    assert read(sample.site, "checklists/").targets() >= expected
    assert read(sample.site, "supervision/").targets() >= {"checklists/", "not-needed/"}
    assert read(sample.site, "site-map/").targets() >= {"checklists/", "not-needed/"}
    assert {row[1] for row in rows(sample.site, "zh")} >= expected | {"checklists/", "not-needed/"}
    for each in active:
        assert f"checklists/{each}/" in read(sample.site, f"stations/{each}/").targets()


def test_a_checklist_asks_for_the_telephone_the_stand_in_and_the_limit_of_the_files(
    sample: Sample, written: Written
) -> None:
    station = written.stations[POLICE]
    lines = read(sample.site, f"checklists/{POLICE}/").text

    assert station["phone"] in lines
    assert [post["b"]["name"] for post in station["posts"] if "b" in post][1] in lines
    assert station["one_time_notice"]["rule"]["zh"] in lines
    assert all(each["text"]["zh"] in lines for each in station["commitments"])


@pytest.mark.parametrize("language", ["", "en/"])
def test_page_and_form_have_the_same_lines_and_not_too_many(
    sample: Sample, written: Written, language: str
) -> None:
    for station in written.stations:
        page = read(sample.site, f"{language}checklists/{station}/")
        shown = [value for _, name, value in page.attributes if name == "data-id"]

        assert spots(form(sample.site, station, language)) == shown
        assert 20 <= len(shown) == len(set(shown)) <= 30


def answered(text: str) -> tuple[str, dict[str, Any]]:
    """Fill a form in as a supervisor would, by hand: a day, a name, one line each way."""
    date, by, note = ("日期", "检查人", "说明") if "日期:" in text else ("date", "by", "note")
    good, bad, none = (
        ("合格", "不合格", "未查") if "日期:" in text else ("pass", "fail", "not-checked")
    )
    filled = text.replace(f"- {date}:\n", f"- {date}: 2026-11-20\n", 1)
    filled = filled.replace(f"  {by}:\n", f"  {by}: 行风监督员姬某\n", 1)
    filled = filled.replace(f": {none}\n", f": {good}\n", 1)
    filled = filled.replace(f": {none}\n", f": {bad}\n      {note}: 响了九声没人接\n", 1)
    (entry,) = yaml.safe_load(filled)
    return filled, entry


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("station", [POLICE, "hengjie-forestry"])
def test_a_form_that_was_filled_in_is_pasted_checks_clean_and_is_published(
    sample: Sample, tmp_path: Path, station: str, language: str
) -> None:
    board = sample.copy(tmp_path)
    filled, _ = answered(form(sample.site, station, language))
    path = board / f"stations/{station}/inspections.yml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + filled, encoding="utf-8")

    assert build(board, strict=True)

    page = read(board / "site", f"stations/{station}/").text
    first, second = spots(filled)[:2]
    assert "行风监督员姬某" in page
    assert "响了九声没人接" in page
    assert first == "phone-answered"
    assert "合格 电话有人接" in page
    again = read(board / "site", f"checklists/{station}/").text
    assert f"{first} 2026年11月20日查过：合格" in again
    assert f"{second} 2026年11月20日查过：不合格" in again
    listed = read(board / "site", "checklists/").text
    assert "上次检查：2026年11月20日 合格 1 条，不合格 1 条" in listed


def test_a_form_without_a_day_and_a_name_is_refused(sample: Sample, tmp_path: Path) -> None:
    board = sample.copy(tmp_path)
    path = board / f"stations/{POLICE}/inspections.yml"
    path.write_text(form(sample.site, POLICE), encoding="utf-8")

    assert not build(board)


# ---- proofs --------------------------------------------------------------------------------------


def test_every_proof_of_the_table_is_on_the_page_and_found_by_its_name(sample: Sample) -> None:
    table = yaml.safe_load(PROOFS.read_text(encoding="utf-8"))
    every = [proof for group in table["groups"] for proof in group["proofs"]]
    names = [proof["fact"] for proof in every]
    spellings = [*names, *(also for proof in every for also in proof.get("also", []))]

    page = read(sample.site, "not-needed/").text
    (row,) = (row for row in rows(sample.site, "zh") if row[1] == "not-needed/")

    assert len(names) == 18
    assert [name for name in names if f"{name}证明" not in page] == []
    assert {f"{each}证明" for each in spellings} <= set(row[3])
    assert table["source"]["document_no"] in page
    assert all(group["rule_zh"] in page for group in table["groups"])


def test_procedures_and_stations_lead_to_the_proofs(sample: Sample, written: Written) -> None:
    for url in written.in_all(written.urls()):
        language = "en" if url.startswith("en/") else "zh"
        expected = written.in_language("not-needed/", language)

        assert expected in read(sample.site, url).targets()


# ---- comparisons ---------------------------------------------------------------------------------


def shared_procedures(written: Written) -> dict[str, list[str]]:
    """Return, by address, the stations of one kind that have the same procedure in use."""
    found: dict[str, list[str]] = {}
    for (station, procedure), said in written.procedures.items():
        if said.get("status", "active") == "active":
            kind = written.stations[station]["kind"]
            found.setdefault(f"compare/{kind}-{procedure}/", []).append(station)
    return {url: stations for url, stations in found.items() if len(stations) > 1}


def test_every_procedure_of_several_stations_is_compared_and_no_other_is(
    sample: Sample, written: Written
) -> None:
    expected = shared_procedures(written)

    made = {url for url in pages(sample.site) if url.startswith("compare/") and url != "compare/"}

    assert len(expected) >= 2
    assert made == set(expected)
    assert read(sample.site, "compare/").targets() >= made
    assert read(sample.site, "site-map/").targets() >= made
    for url, stations in expected.items():
        procedure = url.removeprefix("compare/").partition("-")[2].rstrip("/")
        pages_ = {f"stations/{station}/{procedure}/" for station in stations}
        assert read(sample.site, url).targets() >= pages_
        assert all(url in read(sample.site, page).targets() for page in pages_)


def test_a_difference_without_a_reason_is_flagged_and_one_with_a_reason_tells_it(
    sample: Sample, written: Written
) -> None:
    reason = written.procedures["hengjie-police", "id-card-temporary"]["local_reason"]

    card = read(sample.site, "compare/police-id-card-temporary/").text
    permit = read(sample.site, "compare/police-residence-permit/").text

    assert reason in card
    assert "未说明理由" not in card
    assert "未说明理由" in permit
    assert "不同 要带 8 样 多要：居民户口簿" in permit


def test_a_difference_that_goes_away_is_gone_after_one_build(
    sample: Sample, tmp_path: Path
) -> None:
    board = sample.copy(tmp_path)
    path = board / "stations/chengguan-police/procedures/residence-permit.yml"
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    said["materials"] = [each for each in said["materials"] if each["id"] != "household-register"]
    del said["ignore"]
    path.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")

    assert build(board, strict=True)

    assert "不同" not in read(board / "site", "compare/police-residence-permit/").text
    page = read(board / "site", "stations/xinqiao-police/residence-permit/").text
    assert page.count("要求相同") == 2


# ---- fees ----------------------------------------------------------------------------------------


def charged(said: dict[str, Any]) -> list[dict[str, Any]]:
    fees = said.get("fees")
    return fees if isinstance(fees, list) else []


def is_free(said: dict[str, Any]) -> bool:
    bound = [each for each in charged(said) if not each.get("optional")]
    return said.get("fees") is not None and all(each.get("amount") == 0 for each in bound)


def test_the_register_counts_what_the_files_say(sample: Sample, written: Written) -> None:
    active = {
        own: said
        for own, said in written.procedures.items()
        if said.get("status", "active") == "active"
    }
    free = [own for own, said in active.items() if is_free(said)]
    page = read(sample.site, "fees/")
    facts = re.findall(r"(\d+) 个事项", page.text)

    assert [int(each) for each in facts] == [len(active) - len(free), len(free)]
    assert page.targets() >= {f"stations/{station}/{own}/" for station, own in free}


def test_every_fee_stands_in_the_register_with_its_document_and_reductions(
    sample: Sample, written: Written
) -> None:
    page = read(sample.site, "fees/").text
    seen = 0
    for said in written.procedures.values():
        if said.get("status", "active") != "active":
            continue
        for fee in charged(said):
            words = [fee["item"], fee.get("payee"), fee.get("basis", {}).get("document_no")]
            words += [each["who"] for each in fee.get("reductions", [])]
            for each in filter(None, words):
                assert (each if isinstance(each, str) else each["zh"]) in page
                seen += 1

    assert seen > 30
