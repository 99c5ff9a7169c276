"""Files to start from: a fictional board, a station and a procedure, every field explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Final

from gongshi.authoring import loader
from gongshi.authoring.messages import nearest
from gongshi.authoring.sources import (
    BOARD_FILE,
    LONGEST_ID,
    PROCEDURES,
    STATION_FILE,
    STATIONS,
    StationSource,
)
from gongshi.board.text import ID_PATTERN
from gongshi.board.words import Nature, StationKind
from gongshi.errors import SettingsError

Texts = Mapping[str, str]
"""Files that could be written: their paths relative to the board, and their texts."""

FALLBACK_POST: Final = "window"
"""The post that a new procedure names where its station has none yet."""

_NOT_COUNTED: Final = {".git"}
"""What an empty folder may hold."""

_RENAMED: Final = {"gitignore": ".gitignore"}
"""A file that would act inside this package goes by another name there."""

_PAST_DAYS: Final = (10, 20, 30, 45, 60)
_DAYS_AHEAD: Final = (30, 31)
_WEDNESDAY: Final = 2


@dataclass(frozen=True, slots=True)
class Replace:
    """What of the fictional board has to be replaced before it is shown to anybody."""

    file: str
    zh: str
    en: str

    def said(self, language: str) -> str:
        """Return what has to be replaced, in one language."""
        return self.zh if language == "zh" else self.en


TO_REPLACE: Final = (
    Replace(
        "stations/board.yml",
        "名称、地区、主办和承办单位、电话、地址、备案号、标识码、纠错邮箱、公开网址、收费目录清单",
        "name, region, publisher and organiser, telephone, address, records, site code, feedback,"
        " public address, catalogue of fees",
    ),
    Replace(
        "stations/liuxi-police/",
        "文件夹改成自己站所的编号，它是网址的一部分",
        "rename the folder: it is part of the address",
    ),
    Replace(
        "stations/liuxi-police/station.yml",
        "名称、主管部门、地址、0000- 开头的电话、办公时间、责任人、岗位上的人（陈某等）、"
        "承诺、纪律、监督",
        "name, authority, address, telephones 0000-…, hours, leaders, people of posts (陈某 …),"
        " commitments, discipline, supervision",
    ),
    Replace(
        "stations/liuxi-police/procedures/",
        "依据、条件、材料、流程、时限、收费逐项换成本单位公布的；编码和网址是虚构的",
        "basis, conditions, materials, steps, limits and fees, each as your office published it;"
        " codes and links are invented",
    ),
    Replace(
        "stations/liuxi-police/*.yml",
        "整改台账、民主评议、投诉、明察暗访换成真实记录，没有的删去文件",
        "rectifications, evaluations, complaints, inspections: real records, or remove the file",
    ),
    Replace(
        "content/",
        "关于、帮助、无障碍三页里的单位和电话，以及通报",
        "offices and telephones on the three pages, and the bulletin",
    ),
    Replace(
        "stations/board.yml",
        "最后删去 demo: true，再运行 gongshi check：还没换掉的虚构内容会逐处指出",
        "last of all remove demo: true and run gongshi check: it points at whatever is still"
        " fictional",
    ),
)
"""In the order in which it is best done."""


def new_board(folder: Path, today: date) -> Texts:
    """Return a board with one complete fictional station, as of a day, for an empty folder."""
    _refuse_used(folder)
    words = _dates(today)
    return {path: _filled(text, words) for path, text in _board_files(_data() / "board", "")}


def new_station(root: Path, station_id: str, kind: str | None, today: date) -> Texts:
    """Return the file of a new station of a board, every field explained, nothing decided.

    ``kind`` is a word of the model in English or Chinese, such as ``police`` or ``派出所``.
    """
    _refuse_elsewhere(root)
    _refuse_bad_id(station_id)
    folder = f"{STATIONS}/{station_id}"
    _refuse_taken(root, folder)
    known = _kind(kind) if kind is not None else None
    nature = Nature.ENTERPRISE if known is StationKind.POWER else Nature.ORGAN
    words = {
        **_dates(today),
        "kind": f"kind: {known.value}" if known else f"#kind: {StationKind.OTHER.value}",
        "nature": nature.value,
    }
    return {f"{folder}/{STATION_FILE}": _filled(_read(STATION_FILE), words)}


def new_procedure(root: Path, place: str, today: date) -> Texts:
    """Return the file of a new procedure ``<station>/<id>``, explained like a station's."""
    _refuse_elsewhere(root)
    station_id, slash, procedure_id = place.partition("/")
    if not slash:
        raise SettingsError(
            f"请写成 站所编号/事项编号，如 {place}/id-card-renewal",
            f"write STATION/ID, such as {place}/id-card-renewal",
        )
    _refuse_bad_id(procedure_id)
    _refuse_unknown_station(root, station_id)
    path = f"{STATIONS}/{station_id}/{PROCEDURES}/{procedure_id}.yml"
    _refuse_taken(root, path)
    words = {**_dates(today), "post": _post(root, station_id)}
    return {path: _filled(_read("procedure.yml"), words)}


# ---- texts -----------------------------------------------------------------------------------


def _data() -> Traversable:
    return files("gongshi.authoring") / "starter"


def _read(name: str) -> str:
    return (_data() / name).read_text(encoding="utf-8")


def _board_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = prefix + _RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _board_files(entry, f"{path}/")
        else:
            yield path, entry.read_text(encoding="utf-8")


def _filled(text: str, words: Mapping[str, str]) -> str:
    return Template(text).substitute(words)


def _dates(today: date) -> dict[str, str]:
    """Return the days and periods that starter texts name, all relative to the day of the run."""
    quarter_end = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    wednesday = today + timedelta(days=7 + (_WEDNESDAY - today.weekday()) % 7)
    return {
        "today": today.isoformat(),
        "year": str(today.year),
        "last_year": str(today.year - 1),
        "next_year": str(today.year + 1),
        "last_quarter": f"{quarter_end.year}-Q{(quarter_end.month + 2) // 3}",
        "a_wednesday_ahead": wednesday.isoformat(),
        **{f"days_ago_{n}": (today - timedelta(days=n)).isoformat() for n in _PAST_DAYS},
        **{f"days_ahead_{n}": (today + timedelta(days=n)).isoformat() for n in _DAYS_AHEAD},
    }


def _kind(told: str) -> StationKind:
    words = {word: kind for kind in StationKind for word in (kind.value, kind.zh)}
    if told in words:
        return words[told]
    close = nearest(told, words)
    listed = "、".join(f"{kind.value} {kind.zh}" for kind in StationKind)
    raise SettingsError(
        f"没有「{told}」这种站所" + (f"；是不是 {close}？" if close else f"；可写：{listed}"),
        f"there is no kind of station {told}"
        + (f"; did you mean {close}?" if close else f"; there are: {', '.join(StationKind)}"),
    )


def _post(root: Path, station_id: str) -> str:
    """Return the post that most likely handles a new procedure: the first that is no reception."""
    file = f"{STATIONS}/{station_id}/{STATION_FILE}"
    board = loader.read_board(root).value
    languages = board.languages if board else ("zh",)
    folder = loader.read_station(root, StationSource(station_id, ((file, ""),)), languages).value
    posts = folder.station.posts if folder else ()
    return next(
        (post.id for post in sorted(posts, key=lambda post: post.first_contact)), FALLBACK_POST
    )


# ---- refusals --------------------------------------------------------------------------------


def _refuse_used(folder: Path) -> None:
    if folder.is_dir() and {entry.name for entry in folder.iterdir()} - _NOT_COUNTED:
        raise SettingsError(
            f"文件夹不是空的：{folder}；请换一个空文件夹或新的名字",
            f"the folder is not empty: {folder}; name an empty one, or a new one",
        )


def _refuse_elsewhere(root: Path) -> None:
    if not (root / BOARD_FILE).is_file():
        raise SettingsError(
            f"这里不是公示栏文件夹（没有 {BOARD_FILE}）：{root}；"
            "用 -C 指明，或先运行 gongshi new board",
            f"this is no board's folder (there is no {BOARD_FILE}): {root}; name it with -C, or run"
            " gongshi new board first",
        )


def _refuse_bad_id(told: str) -> None:
    if not re.fullmatch(ID_PATTERN, told) or len(told) > LONGEST_ID:
        raise SettingsError(
            f"「{told}」不能作编号：只用小写字母、数字和连字符，最多 {LONGEST_ID} 个字符，"
            "如 id-card-renewal",
            f"{told} cannot be an id: use lower-case letters, digits and hyphens, at most"
            f" {LONGEST_ID}, such as id-card-renewal",
        )


def _refuse_taken(root: Path, path: str) -> None:
    if (root / path).exists() or (root / path).is_symlink():
        raise SettingsError(
            f"已经有了：{path}；没有改动任何文件",
            f"it is there already: {path}; nothing was changed",
        )


def _refuse_unknown_station(root: Path, station_id: str) -> None:
    if (
        re.fullmatch(ID_PATTERN, station_id)
        and (root / STATIONS / station_id / STATION_FILE).is_file()
    ):
        return
    known = sorted(file.parent.name for file in (root / STATIONS).glob(f"*/{STATION_FILE}"))
    close = nearest(station_id, known)
    listed = f"；是不是 {close}？" if close else f"；已有：{'、'.join(known)}" if known else ""
    listed_en = (
        f"; did you mean {close}?" if close else f"; there are: {', '.join(known)}" if known else ""
    )
    raise SettingsError(
        f"没有站所「{station_id}」{listed}", f"there is no station {station_id}{listed_en}"
    )
