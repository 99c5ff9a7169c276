"""Generated boards: N procedures of an invented district, 25 to a station, the same for a seed.

    python -m bench.corpus FOLDER --procedures 1000

Procedure i is the same whatever N is, and the checks find nothing to complain of.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.files import Scribe, pdf
from bench.plan import ADDRESS, PER_STATION, Plan
from bench.procedures import Procedure, document_no, procedure
from bench.stations import Station, Value, station, station_id, telephone
from bench.words import Said, words

MKDOCS = """\
site_name: 青岚区基层站所公示栏
docs_dir: content
site_dir: site
theme:
  name: material
  language: zh
  font: false
markdown_extensions:
  - tables
  - toc
plugins:
  - gongshi
"""
ARTICLES = {
    "about.md": """\
# 关于本公示栏

这里公布各站所办什么、带什么、多少钱、多久办好、找谁、怎么投诉。

- 内容由各站所核对
- 有错请打 12345
""",
    "help.md": """\
# 使用帮助

在首页的框里写您平常怎么说就行，也可以写拼音。
""",
}
BULLETIN = """\
---
title: {month}月明察暗访通报
date: 2026-{month:02}-10
kind: inspection
stations: [{station}]
---

检查组到[这个站所](station:{station})核对承诺，逐项合格。
"""
BULLETINS = 5


def stations(plan: Plan) -> Iterator[tuple[Station, list[Procedure]]]:
    """Go through the stations of a board with their procedures."""
    numbers = iter(range(plan.procedures))
    for number in range(plan.stations):
        at = station(plan, number)
        yield at, [procedure(plan, each, at) for each in islice(numbers, PER_STATION)]


def board(plan: Plan) -> Value:
    """Return what board.yml says."""
    listed = words()
    region: Said = listed["region"]
    subjects = listed["subjects"]
    items = [fee["item"].filled(subject=each) for each in subjects for fee in listed["fees"]]
    return {
        "schema": 1,
        "name": region.filled_into("{region}基层站所公示栏", "{region} Station Board"),
        "region": region,
        "publisher": region.filled_into("{region}人民政府办公室", "Office of {region}"),
        "organiser": region.filled_into("{region}政务服务中心", "{region} Service Centre"),
        "contact": telephone(0, 0),
        "icp": "青岚ICP备00000001号",
        "police_record": "青岚公网安备000001号",
        "site_code": "9900000001",
        "languages": plan.languages,
        "hotline": "12345",
        "feedback": "mailto:gongshi@qinglan.invalid",
        "public_url": ADDRESS,
        "demo": True,
        "life_events": [{"id": id_, "name": name} for id_, name in listed["life_events"].items()],
        "remedies": listed["remedies"],
        "fee_catalogue": [{"item": item, "document_no": document_no(item)} for item in items],
    }


def write(folder: Path, plan: Plan) -> list[Procedure]:
    """Write a whole board into an empty folder and return its procedures."""
    scribe = Scribe(folder, plan.languages)
    scribe.text("mkdocs.yml", MKDOCS)
    scribe.yaml("stations/board.yml", board(plan))
    made: list[Procedure] = []
    for at, offered in stations(plan):
        scribe.yaml(f"stations/{at.id}/station.yml", at.value)
        for name, entries in at.ledgers.items():
            scribe.yaml(f"stations/{at.id}/{name}.yml", entries)
        for each in offered:
            scribe.yaml(each.file, each.value)
        made += offered
    _write_content(scribe, plan)
    return made


def _write_content(scribe: Scribe, plan: Plan) -> None:
    """Write the pages in Markdown, a few bulletins, and the blank and filled forms."""
    for name, text in ARTICLES.items():
        scribe.text(f"content/{name}", text)
    for number in range(min(BULLETINS, plan.stations)):
        month = number + 3
        text = BULLETIN.format(month=month, station=station_id(number))
        scribe.text(f"content/bulletins/2026-{month:02}-10-inspection.md", text)
    for subject in words()["subjects"]:
        for ending in ("", "-sample"):
            scribe.data(f"content/forms/{subject.slug}{ending}.pdf", pdf(subject.en + ending))


def change_fee(folder: Path, made: Procedure, amount: int) -> None:
    """Change the amount of a procedure's first fee in its file."""
    path = folder / made.file
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(
        r"(fees:.*?amount: )\d+", rf"\g<1>{amount}", text, count=1, flags=re.DOTALL
    )
    if not count:
        raise ValueError(f"{made.file} charges nothing")
    path.write_text(changed, encoding="utf-8")


def main() -> None:
    """Write a board into a folder."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the board goes; empty or not there")
    parser.add_argument("--procedures", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--languages", default="zh", help="zh or zh,en")
    told = parser.parse_args()
    if told.folder.exists() and any(told.folder.iterdir()):
        parser.error("the folder is not empty")
    made = write(told.folder, Plan(told.procedures, told.seed, tuple(told.languages.split(","))))
    print(f"{len(made)} procedures of {len({each.station.id for each in made})} stations")


if __name__ == "__main__":
    main()
