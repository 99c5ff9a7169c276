"""The reference of the YAML: every key of every file, in both spellings, made from the model."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from gongshi.board.base import Value, Word
from gongshi.board.board import BoardSettings
from gongshi.board.bulletin import Bulletin
from gongshi.board.ledgers import ComplaintFigures, Evaluation, Inspection, Rectification
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station

FILES: tuple[tuple[str, type[Value], str], ...] = (
    ("stations/board.yml", BoardSettings, "公示栏 · the board"),
    ("stations/<station>/station.yml", Station, "站所 · a station"),
    ("stations/<station>/procedures/<id>.yml", Procedure, "办事事项 · a procedure"),
    ("stations/<station>/rectifications.yml", Rectification, "整改台账，列表 · a list"),
    ("stations/<station>/evaluations.yml", Evaluation, "民主评议，列表 · a list"),
    ("stations/<station>/complaints.yml", ComplaintFigures, "投诉办理，列表 · a list"),
    ("stations/<station>/inspections.yml", Inspection, "明察暗访，列表 · a list"),
    ("content/bulletins/<id>.md", Bulletin, "通报的题头 · front matter of a bulletin"),
)
"""Every kind of file and what it holds."""

_PLAIN = {
    "str": "文字 text",
    "int": "整数 whole number",
    "float": "数 number",
    "bool": "是/否 true/false",
    "date": "日期 date",
    "Text": "文字（可分语言） text",
    "Prose": "文字（可分语言，可用少量 Markdown） prose",
    "Duration": "时限 duration",
    "Money": "金额 money",
    "Rate": "费率 rate",
    "Link": "链接 link",
    "Interval": "时段 hours",
}


def page() -> str:
    """Return the whole reference."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# YAML 参考 · YAML reference"
    yield ""
    yield "由模型生成（`./run docs`）。每个键都有中文和英文两种写法，同一处只写一种。"
    yield "Made from the model. Every key may be written in Chinese or in English."
    yield ""
    values: dict[type[Value], None] = {}
    words: dict[type[Word], None] = {}
    for file, cls, told in FILES:
        yield f"## `{file}`"
        yield ""
        yield told
        yield ""
        yield from _table(cls, values, words)
    done = {cls for _, cls, _ in FILES}
    yield "## 其他结构 · Other structures"
    yield ""
    while rest := [cls for cls in values if cls not in done]:
        for cls in rest:
            done.add(cls)
            yield f"### {cls.__name__}"
            yield ""
            yield _first_sentence(cls)
            yield ""
            yield from _table(cls, values, words)
    yield "## 可选的词 · Words"
    yield ""
    for kind in words:
        yield f"### {kind.__name__}"
        yield ""
        yield "、".join(f"{word.zh} `{word.value}`" for word in kind)
        yield ""


def _table(
    cls: type[Value], values: dict[type[Value], None], words: dict[type[Word], None]
) -> Iterator[str]:
    yield "| 键 | key | 写什么 | 必填 | |"
    yield "|---|---|---|---|---|"
    for name, field in cls.model_fields.items():
        kind = _kind(field.annotation, values, words)
        must = "是" if field.is_required() else ""
        told = (field.description or "").replace("|", "\\|")
        yield f"| {field.title} | `{field.alias or name}` | {kind} | {must} | {told} |"
    yield ""


def _kind(annotation: Any, values: dict[type[Value], None], words: dict[type[Word], None]) -> str:
    origin, members = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(members[0], values, words)
    if origin in (Union, types.UnionType):
        said = (_kind(each, values, words) for each in members if each is not type(None))
        return " 或 ".join(dict.fromkeys(said))
    if origin in (tuple, dict):
        said_of = "列表" if origin is tuple else "键值"
        return f"{said_of}：{_kind(members[origin is dict], values, words)}"
    name = getattr(annotation, "__name__", str(annotation))
    if not (isinstance(annotation, type) and issubclass(annotation, Value | Word)):
        return _PLAIN.get(name, name)
    if issubclass(annotation, Value):
        values.setdefault(annotation)
    else:
        words.setdefault(annotation)
    return f"[{name}](#{name.lower()})"


def _first_sentence(cls: type[Value]) -> str:
    return (cls.__doc__ or "").strip().split("\n", 1)[0]
