"""Every field of the sample board's ledgers is read on a page, beside what belongs to it."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongshi.board.base import Word
from gongshi.board.ledgers import (
    Answers,
    ComplaintFigures,
    Evaluation,
    Inspection,
    Rectification,
    SpotCheck,
)
from gongshi.board.spot import point_of
from gongshi.board.words import CheckResult, FoundBy
from tests.conftest import CLOCK
from tests.site.boards import Sample, Written, page_of, read

Entry = dict[str, Any]

PERIODS = {"Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"} | {
    **{"H1": "上半年", "H2": "下半年"},
}


def ledgers(sample: Sample, kind: str) -> Iterator[tuple[str, Entry]]:
    """Go through the entries of all ledgers of a kind as their files say them, with the station."""
    for path in sorted(sample.board.glob(f"stations/*/{kind}.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield path.parent.name, in_english(entry)


KEYS = {
    str(field.title): name
    for kind in (Inspection, SpotCheck)
    for name, field in kind.model_fields.items()
}
"""The Chinese keys of inspections; one file of the sample board is written with them."""


def in_english(value: Any) -> Any:
    """Return what was written with Chinese keys as if it had been written with English ones."""
    if isinstance(value, list):
        return [in_english(each) for each in value]
    if isinstance(value, dict):
        return {KEYS.get(key, key): in_english(each) for key, each in value.items()}
    return value


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def zh(value: Any) -> str:
    return value["zh"] if isinstance(value, dict) else str(value)


def word(kind: type[Word], value: str) -> str:
    return next(each.zh for each in kind if value in (each.value, each.zh))


def rectification(entry: Entry) -> Iterator[str]:
    """Go through what a page must say of an entry: all of its fields."""
    assert set(entry) <= set(Rectification.model_fields)
    yield str(entry["id"])
    yield from (zh(entry[name]) for name in ("problem", "measure", "result") if name in entry)
    yield from (day(entry[name]) for name in ("found_on", "due", "done_on") if name in entry)
    yield word(FoundBy, entry["found_by"])
    yield entry["responsible"]
    for each in entry.get("postponed", ()):
        yield from (day(each["to"]), zh(each["why"]))
    for each in entry.get("progress", ()):
        yield from (day(each["date"]), zh(each["text"]))
    if "change" in entry:
        yield day(entry["change"]["date"])


def evaluation(entry: Entry) -> Iterator[str]:
    assert set(entry) <= set(Evaluation.model_fields)
    names = ("organiser", "method", "finding")
    yield from (zh(entry[name]) for name in names if name in entry)
    yield f"{entry['responses']} 份评议"
    yield f"{entry['score']:g}"
    if "rank" in entry:
        yield from (f"第 {entry['rank']} 名", f"共 {entry['of']} 个站所")
    for name, count in entry["answers"].items():
        yield f"{Answers.model_fields[name].title} {count}"


def complaint(entry: Entry) -> Iterator[str]:
    assert set(entry) <= set(ComplaintFigures.model_fields)
    yield str(entry["received"])
    yield from (str(entry[name]) for name in ("answered_in_time", "upheld"))
    yield f"{entry['median_days']:g} 天"
    yield zh(entry.get("note", ""))


def inspection(entry: Entry) -> Iterator[str]:
    assert set(entry) <= set(Inspection.model_fields)
    yield f"{day(entry['date'])} {zh(entry['by'])}"
    yield zh(entry.get("note", ""))
    for each in entry["checks"]:
        yield word(CheckResult, each["result"])
        point = point_of(each["id"])
        assert point is not None
        yield point.zh
        yield zh(each.get("note", ""))


class Text(HTMLParser):
    """The words of a piece of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def __str__(self) -> str:
        return " ".join(" ".join(self.said).split())


def piece(site: Path, url: str, start: str, end: str) -> str:
    """Return the words of the one piece of a page that begins and ends so."""
    html = (site / page_of(url)).read_text(encoding="utf-8")
    found = re.findall(f"(<[^>]*{start}.*?){end}", html, re.DOTALL)
    assert len(found) == 1, f"{url} has {len(found)} of {start}"
    return str(Text(found[0]))


def missing(words: str, expected: Iterator[str]) -> list[str]:
    return [each for each in expected if each not in words]


def test_every_field_of_every_rectification_is_on_the_station_s_page_and_on_the_district_s(
    sample: Sample,
) -> None:
    for station, entry in ledgers(sample, "rectifications"):
        number = re.escape(str(entry["id"]))
        places = {
            "rectifications/": f'id="rectification-{station}--{number}"',
            f"stations/{station}/": f'id="rectification-{number}"',
        }
        for url, start in places.items():
            shown = piece(sample.site, url, start, "</li>")

            assert missing(shown, rectification(without(entry, "ignore"))) == [], url


def without(entry: Entry, *names: str) -> Entry:
    return {name: value for name, value in entry.items() if name not in names}


def test_every_field_of_every_evaluation_is_on_the_station_s_page_and_on_the_district_s(
    sample: Sample,
) -> None:
    for station, entry in ledgers(sample, "evaluations"):
        start = f'data-station="{station}" data-year="{entry["year"]}"'
        for url in ("evaluations/", f"stations/{station}/"):
            shown = piece(sample.site, url, start, "</tr>")

            assert missing(shown, evaluation(entry)) == [], (url, entry["year"])


def test_every_field_of_every_period_of_complaints_is_on_both_pages(sample: Sample) -> None:
    for station, entry in ledgers(sample, "complaints"):
        start = f'data-station="{station}" data-period="{entry["period"]}"'
        for url in ("complaints/", f"stations/{station}/"):
            assert missing(piece(sample.site, url, start, "</tr>"), complaint(entry)) == [], url
        year, _, part = entry["period"].partition("-")

        assert f"{year} 年{PERIODS[part]}" in read(sample.site, "complaints/").text


def test_every_visit_is_shown_in_full(sample: Sample) -> None:
    for station, entry in ledgers(sample, "inspections"):
        head = f'class="g-inspections__head">{day(entry["date"])}'
        html = (sample.site / page_of(f"stations/{station}/")).read_text(encoding="utf-8")
        visits = html[html.index('<ol class="g-inspections">') :].partition("</ol>")[0]
        (visit,) = [each for each in visits.split('class="g-inspections__visit"') if head in each]

        assert missing(str(Text(visit)), inspection(entry)) == [], station


def test_what_is_set_aside_in_a_ledger_is_told_with_its_reason(sample: Sample) -> None:
    page = read(sample.site, "about-data/").text
    reasons = [
        zh(each["reason"])
        for kind in ("rectifications", "evaluations", "complaints", "inspections")
        for _, entry in ledgers(sample, kind)
        for each in entry.get("ignore", ())
    ]

    assert len(reasons) > 1
    assert [reason for reason in reasons if reason not in page] == []


def bulletins(sample: Sample) -> Iterator[tuple[str, Entry]]:
    for path in sorted((sample.board / "content" / "bulletins").glob("*.md")):
        yield path.stem, yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])


def test_every_field_of_every_bulletin_is_in_the_list_and_at_its_head(sample: Sample) -> None:
    list_ = read(sample.site, "bulletins/").text
    for name, entry in bulletins(sample):
        page = read(sample.site, f"bulletins/{name}/").text
        expected = [zh(entry["title"]), day(entry["date"])]
        if objections := entry.get("objections"):
            expected += [
                f"{day(objections['from'])}至{day(objections['to'])}",
                objections["phone"],
            ]

        assert [each for each in (*expected, entry["summary"]) if each not in list_] == []
        assert [each for each in expected if each not in page] == [], name
        assert (objections or {}).get("how", "") in page


@pytest.mark.parametrize("place", ["bulletins/", "station"])
def test_a_bulletin_stands_with_its_stations(sample: Sample, place: str) -> None:
    for name, entry in bulletins(sample):
        for station in entry.get("stations", ()):
            url, other = f"stations/{station}/", f"bulletins/{name}/"
            here = url if place == "station" else other

            assert (other if place == "station" else url) in read(sample.site, here).targets()


# ---- the sample has enough of each to look real --------------------------------------------------


def test_the_sample_has_ledgers_in_every_state(sample: Sample) -> None:
    today = CLOCK.date()
    every = [entry for _, entry in ledgers(sample, "rectifications")]
    due = {
        id(entry): max([entry["due"], *(each["to"] for each in entry.get("postponed", ()))])
        for entry in every
    }
    done = [entry for entry in every if "done_on" in entry]
    undone = [entry for entry in every if "done_on" not in entry]

    assert sum(entry["done_on"] <= due[id(entry)] for entry in done) >= 3
    assert sum(entry["done_on"] > due[id(entry)] for entry in done) >= 3
    assert sum(due[id(entry)] < today for entry in undone) >= 2
    assert sum(due[id(entry)] >= today for entry in undone) >= 3
    assert sum(len(entry.get("postponed", ())) for entry in every) >= 4
    assert {entry["found_by"] for entry in every} == {each.value for each in FoundBy}


def test_the_sample_has_evaluations_of_three_years_for_several_stations(sample: Sample) -> None:
    years: dict[str, set[int]] = {}
    for station, entry in ledgers(sample, "evaluations"):
        years.setdefault(station, set()).add(entry["year"])

    assert sum(len(each) >= 3 for each in years.values()) >= 5
    assert any(entry["responses"] < 30 for _, entry in ledgers(sample, "evaluations"))


def test_the_sample_has_bulletins_of_every_kind_open_and_ended(sample: Sample) -> None:
    today = CLOCK.date()
    every = [entry for _, entry in bulletins(sample)]
    periods = [entry["objections"] for entry in every if "objections" in entry]

    assert len({entry["kind"] for entry in every}) == 8
    assert any(each["from"] <= today <= each["to"] for each in periods)
    assert any(each["to"] < today for each in periods)


# ---- who is complained of, and what the last ones do ---------------------------------------------


def test_where_to_complain_stands_in_the_same_place_on_every_page_of_a_station(
    sample: Sample,
) -> None:
    written = Written(sample.board)
    for url in sorted(written.urls()):
        said = written.stations[url.split("/")[1]]
        phones = [each["number"] for each in said["supervision"]["phones"]]
        html = (sample.site / page_of(url)).read_text(encoding="utf-8")
        start = html.index('<aside class="g-columns__aside"')
        aside = html[start : html.index("</aside>", start)]
        card = aside[aside.index("g-complain") :]

        assert [number for number in phones if number not in card] == [], url


def test_an_enterprise_has_no_administrative_review(sample: Sample) -> None:
    html = (sample.site / page_of("complaints/")).read_text(encoding="utf-8")
    groups = [str(Text(each)) for each in re.split('<div class="g-remedies">', html)[1:]]

    (enterprise,) = [each for each in groups if "新桥供电所" in each]
    (office,) = [each for each in groups if "新桥派出所" in each]

    assert "能源监管投诉" in enterprise
    assert "行政诉讼" not in enterprise
    assert "不能申请行政复议" in enterprise
    assert "行政复议 青禾区人民政府" in office


def test_the_last_three_of_the_latest_year_stand_with_what_they_do_about_it(
    sample: Sample,
) -> None:
    html = (sample.site / page_of("evaluations/")).read_text(encoding="utf-8")
    shown = str(Text(html[html.index('id="feedback"') : html.index('data-g-module="list-filter"')]))
    every = list(ledgers(sample, "evaluations"))
    latest = max(entry["year"] for _, entry in every)
    last = {
        station: entry
        for station, entry in every
        if entry["year"] == latest and entry.get("rank", 0) > entry.get("of", 0) - 3 > 0
    }

    assert len(last) == 3
    for station, entry in last.items():
        answers = [
            each["problem"]
            for of, each in ledgers(sample, "rectifications")
            if of == station
            and each["found_by"] == "evaluation"
            and each["found_on"].isoformat() > f"{latest}-06-30"
        ]
        assert answers
        assert [each for each in (entry["finding"], *answers) if each not in shown] == []
