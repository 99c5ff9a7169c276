"""The pages of promises and limits say what the files say, counted again by nothing of ours."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.site.boards import Page, Sample, Written, read

CALENDARS = ROOT / "generator" / "gongshi" / "checks" / "data" / "calendars.yml"
LIMIT = re.compile(r"(\d+)\s*(个工作日|工作日|日|天|个月|小时|分钟)")
MANY = 30


@pytest.fixture(scope="module")
def written(sample: Sample) -> Written:
    return Written(sample.board)


@pytest.fixture(scope="module")
def promises(sample: Sample) -> Page:
    return read(sample.site, "commitments/")


def in_chinese(words: Any) -> str:
    return str(words["zh"] if isinstance(words, dict) else words)


def test_every_promise_stands_with_its_measure_and_its_remedy(
    written: Written, promises: Page
) -> None:
    every = [
        each
        for said in written.stations.values()
        for each in (one if isinstance(one, dict) else {"text": one} for one in said["commitments"])
    ]

    assert len(every) > len(written.stations)
    assert f"{len(written.stations)} 个站所的 {len(every)} 条承诺" in promises.text
    for each in every:
        for key in ("text", "measure", "remedy"):
            assert in_chinese(each.get(key, "")) in promises.text


def test_every_published_record_stands_with_the_latest_figures(
    written: Written, promises: Page
) -> None:
    recorded = [said for said in written.procedures.values() if said.get("timings")]

    assert len(recorded) > 5
    for said in recorded:
        latest = max(said["timings"], key=lambda each: str(each["period"]))
        late, cases = latest.get("late", 0), latest["cases"]
        told = f"{late} 件超过承诺" if late else "没有超过承诺的"
        share = f"（{100 * late / cases:.1f}%）" if late and cases >= MANY else ""
        title = re.escape(in_chinese(said["title"]))
        row = re.search(
            rf"{title} [^ ]+ · {latest['period']} · 办结 {cases} 件 (.*?) ·", promises.text
        )
        assert row, said["title"]
        assert f"{told}{share}" in row[1]


def test_a_record_of_few_cases_has_no_share_and_says_why(promises: Page) -> None:
    assert "件数太少，不算比例" in promises.text


def test_it_says_how_many_promised_limits_have_no_record(written: Written, promises: Page) -> None:
    promised = [
        said
        for said in written.procedures.values()
        if "committed" in (said.get("time_limit") or {}) and said.get("status") in (None, "active")
    ]
    silent = sum(not said.get("timings") for said in promised)
    found = re.search(r"承诺了时限的 (\d+) 个事项里，(\d+) 个没有公布", promises.text)

    assert found
    # One file of the sample board is written with Chinese keys, which this test does not read.
    assert len(promised) <= int(found[1]) <= len(promised) + 2
    assert silent <= int(found[2]) <= silent + 2


# ---- the law against the promise, counted again ------------------------------------------------


class Days:
    """The published days, read from the file and counted one by one."""

    def __init__(self) -> None:
        self.off: set[date] = set()
        self.on: set[date] = set()
        entries = yaml.safe_load(CALENDARS.read_text(encoding="utf-8"))
        for entry in entries:
            self.off |= {date.fromisoformat(str(day)) for day in entry["holidays"]}
            self.on |= {date.fromisoformat(str(day)) for day in entry["workdays"]}
        self.years = {entry["year"] for entry in entries}

    def is_worked(self, day: date) -> bool:
        return day in self.on or (day.weekday() < 5 and day not in self.off)

    def end(self, day: date, limit: str) -> date:
        match = LIMIT.fullmatch(limit)
        number, unit = (int(match[1]), match[2]) if match else (0, "")
        if "工作日" in unit:
            while number:
                day += timedelta(days=1)
                number -= self.is_worked(day)
            return day
        if unit in ("日", "天"):
            day += timedelta(days=number)
        while not self.is_worked(day):
            day += timedelta(days=1)
        return day

    def shares(self, promise: str, law: str) -> Iterator[tuple[int, int]]:
        day = date(2024, 1, 1)
        while day < date(2026, 8, 1):
            if self.is_worked(day):
                yield (self.end(day, promise) - day).days, (self.end(day, law) - day).days
            day += timedelta(days=1)


def limits_of(written: Written) -> Iterator[tuple[str, str, str]]:
    """Yield the title, the law and the promise of procedures that have one of each, in days."""
    for said in written.procedures.values():
        limits = said.get("time_limit") or {}
        law, promise = limits.get("statutory"), limits.get("committed")
        law = law.get("duration") if isinstance(law, dict) else law
        if not (isinstance(law, str) and isinstance(promise, str)):
            continue
        if re.fullmatch(r"\d+\s*(个?工作日|日|天)", law) and re.search("日|天|当场", promise):
            yield in_chinese(said["title"]), law, promise


def test_how_much_earlier_a_promise_ends_is_what_counting_the_days_gives(
    sample: Sample, written: Written
) -> None:
    days, text = Days(), read(sample.site, "time-limits/").text
    found = list(limits_of(written))

    assert len(found) >= 6
    for title, law, promise in found:
        ends = list(days.shares(promise, law))
        mine, theirs = (sum(each) / len(ends) for each in zip(*ends, strict=True))
        row = re.search(rf"{re.escape(title)} (?:[^%]*?)平均早 (\d+) 天，缩短 (\d+)%", text)
        if mine == theirs:
            assert re.search(rf"{re.escape(title)}.{{0,60}}与法定一样", text), title
            continue
        assert row, title
        assert int(row[1]) == pytest.approx(theirs - mine, abs=1), title
        assert int(row[2]) == pytest.approx(100 * (1 - mine / theirs), abs=2), title


def test_the_summary_counts_the_rows_below_it(sample: Sample) -> None:
    page = read(sample.site, "time-limits/")
    bars = [value for tag, name, value in page.attributes if (tag, name) == ("svg", "class")]
    shorter = sum("g-limits__bar--shorter" in value for value in bars)
    rest = sum("g-limits__bar--same" in v or "g-limits__bar--unpromised" in v for v in bars)
    shares = [int(each) for each in re.findall(r"缩短 (\d+)% (?!。)", page.text)]
    told = re.search(r"(\d+) 项承诺比法定时限短，平均缩短 (\d+)%", page.text)

    assert told
    assert int(told[1]) == shorter == len(shares) > 10
    assert int(told[2]) == pytest.approx(sum(shares) / len(shares), abs=1)
    assert f"{rest} 项有法定时限，没有在法定之外承诺" in page.text
    assert told[0] in read(sample.site, "commitments/").text


def test_the_pages_lead_to_each_other(sample: Sample) -> None:
    assert "commitments/" in read(sample.site, "time-limits/").targets()
    assert "time-limits/" in read(sample.site, "commitments/").targets()
