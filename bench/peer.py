"""The same pages for plain mkdocs-material: Markdown as somebody would keep it by hand.

It is spared the model, the checks and the layout of flowcharts: drawings are given ready-made. The
menu is pruned, which costs least; large boards get a level of districts, so that it stays short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.procedures import Procedure
from bench.stations import Station
from bench.words import Said

SETTINGS = """\
site_name: 青岚区基层站所公示栏
site_url: https://gongshi.qinglan.invalid/
docs_dir: docs
theme:
  name: material
  language: zh
  font: false
  features: [navigation.prune, navigation.indexes]
plugins:
  - search:
      lang: [zh, en]
markdown_extensions:
  - tables
  - attr_list
  - toc:
      permalink: true
"""
_MANY_STATIONS = 60
_DISTRICT = 20
_DRAWING = re.compile(r'<svg\b[^>]*\bviewBox="0 0 ([0-9.]+)[^>]*>.*?</svg>', re.DOTALL)
_MATERIAL_FORMS = {"original": "原件", "electronic": "电子件"}

Value = Mapping[str, Any]


def write(folder: Path, made: Sequence[Procedure], drawings: Mapping[str, str]) -> list[str]:
    """Write the peer's whole input; return the addresses of the procedures' pages."""
    _put(folder / "mkdocs.yml", SETTINGS)
    by_station = [(at, list(offered)) for at, offered in groupby(made, lambda each: each.station)]
    places = {at.id: _place(at, len(by_station)) for at, _ in by_station}
    _put(folder / "docs/index.md", _page("基层站所公示栏", _home(by_station, places)))
    addresses = []
    for at, offered in by_station:
        place = places[at.id]
        _put(folder / f"docs/{place}/index.md", _page(at.value["name"].zh, station(at, offered)))
        for each in offered:
            up = "../" * (place.count("/") + 1)
            text = "\n".join(procedure(each, drawings.get(each.address, ""), up))
            _put(folder / f"docs/{place}/{each.id}.md", _page(each.value["title"].zh, text))
            addresses.append(f"{place}/{each.id}/")
    return addresses


def drawing(page: str) -> str:
    """Return the widest drawing on one of our pages, as it is; nothing where there is none."""
    found = [match for match in _DRAWING.finditer(page) if "flow" in match[0]]
    return max(found, key=lambda match: float(match[1]))[0] if found else ""


def _place(at: Station, count: int) -> str:
    if count <= _MANY_STATIONS:
        return at.id
    return f"district-{at.number // _DISTRICT + 1:02}/{at.id}"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _page(title: str, text: str) -> str:
    return f"---\ntitle: {title}\n---\n\n# {title}\n\n{text}\n"


def _home(by_station: Iterable[tuple[Station, Any]], places: Mapping[str, str]) -> str:
    return "\n".join(f"- [{at.value['name'].zh}]({places[at.id]}/index.md)" for at, _ in by_station)


# ---- a station -------------------------------------------------------------------------------


def station(at: Station, offered: Iterable[Procedure]) -> str:
    """Return the page of a station."""
    said = at.value
    posts = [
        (
            post["name"],
            post["counter"],
            post["duties"],
            post["a"]["name"],
            post["b"]["name"],
            post["phone"],
        )
        for post in said["posts"]
    ]
    promises = [
        (each["text"], each["measure"], each["limit"], each["remedy"])
        for each in said["commitments"]
    ]
    lines = [
        said["summary"].zh,
        "",
        *_contacts(said),
        *_section("办理事项", [f"- [{each.value['title'].zh}]({each.id}.md)" for each in offered]),
        *_section("岗位", _table(("岗位", "窗口", "职责", "A岗", "B岗", "电话"), posts)),
        *_section("服务承诺", _table(("承诺", "衡量方式", "时限", "补救"), promises)),
        *_section("办事纪律", _bullets(said["discipline"])),
        *_section(
            "整改台账",
            _bullets(
                Said(f"{each['problem'].zh}：{each['measure'].zh}。{each['result'].zh}", "")
                for each in at.ledgers["rectifications"]
            ),
        ),
    ]
    return "\n".join(lines)


def _contacts(said: Value) -> list[str]:
    hours = "；".join("、".join(period["open"]) for period in said["hours"])
    return [
        f"- 地址：{said['address'].zh}",
        f"- 咨询电话：{said['phone']}",
        f"- 办公时间：{hours}",
        *(f"- {each['name'].zh}：{each['number']}" for each in said["supervision"]["phones"]),
        "",
    ]


# ---- a procedure -----------------------------------------------------------------------------


def procedure(made: Procedure, svg: str, up: str) -> Iterator[str]:
    """Go through the lines of a procedure's page; ``up`` leads to the folder of all pages."""
    said = made.value
    yield from (said["summary"].zh, "")
    yield from _table(("项目", "内容"), _facts(made))
    if "situations" in said:
        yield from _section("情形", _bullets(each["title"] for each in said["situations"]))
    yield from _section(
        "带什么",
        _table(("序号", "材料", "形式", "份数", "怎么取得", "要求", "情形"), _materials(said, up)),
    )
    yield from _section(
        "怎么办", [*(("<div>", svg, "</div>", "") if svg else ()), *_steps(said["steps"])]
    )
    yield from _section("多少钱", _fees(said))
    yield from _section("谁能办", _bullets(said["conditions"]))
    if "prohibited" in said:
        yield from _section("有下列情形的不能办", _bullets(said["prohibited"]))
    yield from _section(
        "在哪办",
        [*_bullets(each["value"] for each in said["channels"]), "", *_contacts(made.station.value)],
    )
    yield from _section(
        "常见问题",
        [line for each in said["faq"] for line in (f"**{each['q'].zh}**", "", each["a"].zh, "")],
    )
    yield from _section("容易出的错", _bullets(said["common_mistakes"]))
    yield from _section(
        "凭什么", [f"1. 《{each['title'].zh}》{each['article'].zh}" for each in said["legal_basis"]]
    )
    yield from _section(
        "词语解释", [f"- **{term}**：{plain.zh}" for term, plain in said["glossary"].items()]
    )
    if "changes" in said:
        yield from _section(
            "改过什么", [f"- {each['date']} {each['why'].zh}" for each in said["changes"]]
        )
    yield f"{said['reviewed']['by']}于{said['reviewed']['date']}核对"


def _facts(made: Procedure) -> Iterator[tuple[Any, ...]]:
    said, limit = made.value, made.value["time_limit"]
    statutory = limit["statutory"]
    post = made.station.posts[said["contact"].removeprefix("post:")]
    yield "事项编码", said["codes"]["implementation"]
    yield "决定机构", said["decided_by"]
    yield "法定时限", "无" if statutory == "none" else statutory["duration"]
    yield "承诺时限", _promised(limit["committed"])
    yield "办理结果", said["outcomes"][0]["name"]
    yield "到现场次数", said["visits"]["times"]
    yield (
        "咨询岗位",
        f"{post['name'].zh} {post['phone']}（A岗{post['a']['name']}，B岗{post['b']['name']}）",
    )
    yield "施行日期", said["effective"]


def _promised(committed: Any) -> str:
    return (
        committed
        if isinstance(committed, str)
        else "、".join(each["duration"] for each in committed)
    )


def _materials(said: Value, up: str) -> Iterator[tuple[Any, ...]]:
    titles = {each["id"]: each["title"].zh for each in said.get("situations", ())}
    for number, each in enumerate(said["materials"], 1):
        amount = "免提交" if each.get("shared") else f"{each['originals']}份"
        cases = "、".join(titles[name] for name in each.get("situations", ()))
        name = (
            f"[{each['name'].zh}]({up}{each['template']})" if "template" in each else each["name"]
        )
        yield (
            number,
            name,
            _MATERIAL_FORMS[each["form"]],
            amount,
            each["obtain"],
            each.get("standard", ""),
            cases,
        )


def _steps(steps: Sequence[Value]) -> Iterator[str]:
    names = {step["id"]: step["name"].zh for step in steps}
    for step in steps:
        time = f"（{step['within']}）" if "within" in step else ""
        yield f"1. **{step['name'].zh}**{time}：{step['action'].zh}。{_onward(step, names)}"


def _onward(step: Value, names: Mapping[str, str]) -> str:
    onward = step.get("next")
    if isinstance(onward, list):
        return "；".join(f"{way['when'].zh}的，转到“{names[way['to']]}”" for way in onward)
    if isinstance(onward, dict):
        return "同时进行：" + "、".join(names[name] for name in onward["all"])
    return ""


def _fees(said: Value) -> list[str]:
    if said["fees"] == "none":
        return ["不收费。"]
    rows = [
        (
            each["item"],
            f"{each['amount']}元/{each['unit'].zh}",
            each["payee"],
            each.get("basis", {}).get("document_no", "自愿选择"),
        )
        for each in said["fees"]
    ]
    return _table(("项目", "标准", "收费单位", "依据"), rows)


# ---- Markdown --------------------------------------------------------------------------------


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return ["", f"## {title}", "", *lines, ""]


def _bullets(each: Iterable[Any]) -> list[str]:
    return [f"- {_zh(one)}" for one in each]


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    lines = [_row(head), _row(["---"] * len(head))]
    return [*lines, *map(_row, rows), ""]


def _row(cells: Sequence[Any]) -> str:
    return f"| {' | '.join(_zh(cell) for cell in cells)} |"


def _zh(value: Any) -> str:
    return value.zh if isinstance(value, Said) else str(value)
