"""Valid values of the model, made from its own annotations: a new field needs nothing here."""

import string
import types
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml
from annotated_types import Ge, Le, MinLen
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from gongshi.board.base import Value, Word
from gongshi.board.board import BoardSettings
from gongshi.board.bulletin import Bulletin
from gongshi.board.common import Actor, Ignore
from gongshi.board.duration import Duration
from gongshi.board.hours import Interval
from gongshi.board.ledgers import ComplaintFigures, Evaluation, Inspection, Rectification
from gongshi.board.money import Money, Rate
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import (
    EntryId,
    Id,
    Link,
    MonthDay,
    Period,
    Phone,
    Plain,
    ProcedureRef,
    Prose,
    Text,
)
from gongshi.engines import markdown

LANGUAGES = ("zh", "en")
"""The languages of every board that is made here; the first is always there."""

V = TypeVar("V", bound=Value)

_LETTERS = string.ascii_lowercase + string.digits
_HAN = "公示栏办事材料工作日号窗口证明、，。（）《》：；"
_SIGNS = " -_*#&%@!|<>?:,[]{}'\"~`/\\.=+$^"

# ---- single things --------------------------------------------------------------------------

ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)

words = (
    st.text(alphabet=_HAN + _LETTERS + _SIGNS + "\n", min_size=1, max_size=40)
    .map(str.strip)
    .filter(lambda said: bool(said) and markdown.problem(said) is None)
)
"""Words for citizens with every sign that means something to YAML or to Markdown."""

plain = (
    st.text(alphabet=_HAN + _LETTERS + _SIGNS, min_size=1, max_size=20).map(str.strip).filter(bool)
)
"""Codes, names and numbers."""

durations = st.sampled_from(
    ["20个工作日", "60日", "90秒", "30分钟", "2小时", "6个月", "1年", "当场", "1 working day"]
).map(Duration.parse)
amounts = st.decimals(0, 99_999, places=4).map(lambda amount: Money.parse(f"{amount:f}"))
rates = st.integers(0, 10_000).map(lambda number: Rate.parse(f"{Decimal(number) / 100:f}%"))
intervals = (
    st.tuples(st.integers(0, 1440), st.integers(0, 1440))
    .filter(lambda ends: ends[0] != ends[1])
    .map(lambda ends: Interval(min(ends), max(ends)))
)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
links = st.sampled_from(
    [
        *("https://www.example.cn/a?b=c#d", "http://www.example.cn/", "mailto:a@example.cn"),
        *("tel:12345", "forms/申请表.pdf"),
    ]
)


def texts(cls: type[Text]) -> st.SearchStrategy[Text]:
    """Return texts in the first language, some of them in the second as well."""
    return st.fixed_dictionaries({"zh": words}, optional={"en": words}).map(cls)


actors = st.one_of(
    st.just(Actor()),
    st.builds(Actor, post=ids),
    st.builds(Actor, station=ids, post=ids),
    st.builds(Actor, office=texts(Text)),
)

_BY_ANNOTATION: tuple[tuple[Any, st.SearchStrategy[Any]], ...] = (
    (Id, ids),
    (EntryId, st.from_regex(r"[A-Za-z0-9]{1,6}([-_.][A-Za-z0-9]{1,6}){0,2}", fullmatch=True)),
    (ProcedureRef, st.builds("{}/{}".format, ids, ids)),
    (Plain, plain),
    (Phone, st.sampled_from(["12345", "0000-12345678", "+86 (0000) 12345678", "12345转12"])),
    (MonthDay, st.sampled_from(["01-01", "02-29", "10-01", "12-31"])),
    (Period, st.sampled_from(["2026", "2026-Q2", "2026-H1", "2026-04"])),
)
_BY_CLASS: dict[type, st.SearchStrategy[Any]] = {
    Actor: actors,
    Duration: durations,
    Money: amounts,
    Rate: rates,
    Interval: intervals,
    Text: texts(Text),
    Prose: texts(Prose),
    Link: links,
    bool: st.booleans(),
    float: st.floats(0, 100),
    date: days,
}
_BY_FIELD: dict[tuple[type[Value], str], st.SearchStrategy[Any]] = {
    (BoardSettings, "languages"): st.just(LANGUAGES),
    (Ignore, "rule"): st.from_regex(r"GS[0-9]{3}", fullmatch=True),
}

_ALWAYS = {(BoardSettings, "languages")}
"""Fields that other fields are read by."""

# ---- models ---------------------------------------------------------------------------------


@cache
def values(cls: type[V]) -> st.SearchStrategy[V]:
    """Return valid values of a model, with any of the fields that may be left out."""
    hints = get_type_hints(cls, include_extras=True)
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, info in cls.model_fields.items():
        known = (cls, name) in _BY_FIELD
        strategy = _BY_FIELD[cls, name] if known else _of(hints[name], info)
        (required if info.is_required() or (cls, name) in _ALWAYS else optional)[name] = strategy
    return st.fixed_dictionaries(required, optional=optional).map(cls.model_validate)


def _of(annotation: Any, info: FieldInfo) -> st.SearchStrategy[Any]:
    """Return the things that an annotation of a field allows."""
    for known, strategy in _BY_ANNOTATION:
        if annotation == known:
            return strategy
    bare = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    arguments = get_args(bare)
    if get_origin(bare) in (Union, types.UnionType):
        members = [each for each in arguments if each is not types.NoneType]
        return st.one_of(*(_of(each, info) for each in members))
    if get_origin(bare) is tuple:
        least = next((rule.min_length for rule in info.metadata if isinstance(rule, MinLen)), 0)
        return st.lists(_of(arguments[0], info), min_size=least, max_size=2).map(tuple)
    if get_origin(bare) is dict:
        return st.dictionaries(words, _of(arguments[1], info), max_size=2)
    return _of_class(bare, info)


def _of_class(cls: Any, info: FieldInfo) -> st.SearchStrategy[Any]:
    if cls in _BY_CLASS:
        return _BY_CLASS[cls]
    if cls is int:
        least = next((rule.ge for rule in info.metadata if isinstance(rule, Ge)), 0)
        most = next((rule.le for rule in info.metadata if isinstance(rule, Le)), 10_000)
        return st.integers(int(str(least)), int(str(most)))
    if issubclass(cls, Word):
        return st.sampled_from(cls)
    return st.deferred(lambda: values(cls))


procedures = values(Procedure)
stations = values(Station)
board_settings = values(BoardSettings)
bulletins = values(Bulletin)
ledgers: dict[str, st.SearchStrategy[tuple[Value, ...]]] = {
    f"{name}.yml": st.lists(values(cls), max_size=2).map(tuple)
    for name, cls in (
        ("rectifications", Rectification),
        ("evaluations", Evaluation),
        ("complaints", ComplaintFigures),
        ("inspections", Inspection),
    )
}

FILES: dict[str, st.SearchStrategy[Any]] = {
    "stations/board.yml": board_settings,
    "stations/chengdong/station.yml": stations,
    "stations/chengdong/procedures/renewal.yml": procedures,
    "content/bulletins/notice.md": bulletins,
    **{f"stations/chengdong/{name}": strategy for name, strategy in ledgers.items()},
}
"""What each kind of file of a board may hold, under a name that it may have."""

STATION_FILES = {
    file.removeprefix("stations/chengdong/"): strategy
    for file, strategy in FILES.items()
    if file.startswith("stations/chengdong/") and "/procedures/" not in file
}

station_folders: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda files, found: files | {f"procedures/{each}.yml": said for each, said in found.items()},
    st.fixed_dictionaries(
        {"station.yml": STATION_FILES["station.yml"]},
        optional={name: STATION_FILES[name] for name in ledgers},
    ),
    st.dictionaries(ids, procedures, max_size=2),
)
"""The files of a station's folder, by their names in it, with what each holds."""

boards: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda board, folders, found: {
        "stations/board.yml": board,
        **{
            f"stations/{each}/{name}": said
            for each, folder in folders.items()
            for name, said in folder.items()
        },
        **{f"content/bulletins/{each}.md": said for each, said in found.items()},
    },
    board_settings,
    st.dictionaries(ids, station_folders, max_size=2),
    st.dictionaries(ids.filter(lambda each: each != "index"), bulletins, max_size=2),
)
"""The files of a board, by their names, with what each holds; what refers to what is by chance."""

# ---- files ----------------------------------------------------------------------------------


def to_yaml(value: Any) -> str:
    """Return the YAML of a value, with English keys."""
    return str(yaml.safe_dump(_data(value), allow_unicode=True, sort_keys=False))


def to_file(file: str, value: Any) -> bytes:
    """Return the bytes of the file that holds a value."""
    text = to_yaml(value)
    return (f"---\n{text}---\n\n正文\n" if file.endswith(".md") else text).encode()


def _data(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
