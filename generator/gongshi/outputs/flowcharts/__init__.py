"""The flowchart of one procedure as a file of its own: SVG, PNG or DOT."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gongshi.authoring import loader
from gongshi.authoring.loader import Read
from gongshi.authoring.sources import (
    BOARD_FILE,
    LEDGERS,
    PROCEDURES,
    STATION_FILE,
    STATIONS,
    StationSource,
)
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import Text
from gongshi.engines import resvg
from gongshi.engines.graphviz import Placer
from gongshi.errors import SettingsError
from gongshi.flowchart.chart import Chart, Words
from gongshi.flowchart.export import dot, standalone_svg
from gongshi.flowchart.wide import wide
from gongshi.settings import shipped_templates
from gongshi.views.directory import Neighbour
from gongshi.views.flow import Cast, chart, words_of
from gongshi.views.voice import Voice

FORMS: Final = ("svg", "png", "dot")
STYLES: Final = "components/flowchart/flowchart.css"

_OTHERS: Final = (BOARD_FILE.rpartition("/")[2], STATION_FILE, *LEDGERS)
_LANGUAGES: Final = ("zh", "en")
"""What a procedure may be written in that stands in no board."""


def form_of(name: str) -> str:
    """Return the form that a file's name asks for by its end."""
    form = name.rpartition(".")[2].lower()
    if form not in FORMS or "." not in name:
        listed = "、".join(f".{each}" for each in FORMS)
        raise SettingsError(
            f"看不出要哪种格式：{name}；文件名以 {listed} 结尾",
            f"cannot tell the form of {name}: end it in {', '.join(f'.{each}' for each in FORMS)}",
        )
    return form


def draw(path: Path, form: str, language: str) -> Read[bytes]:
    """Return the flowchart of a procedure's file in a form, or what keeps the file from being read.

    Names of posts and stations are those of the board in which the file stands, if it does.
    """
    _refuse_other_files(path)
    place = _place(path)
    read: Read[Procedure] = loader.read(path.read_bytes(), place.name, place.languages)
    diagnostics = tuple(replace(each, file=str(path)) for each in read.diagnostics)
    if read.value is None:
        return Read(None, diagnostics)
    if not read.value.steps:
        raise SettingsError(f"没有写办理流程：{path}", f"there are no steps: {path}")
    said = language if language in (read.value.title or ()) else place.languages[0]
    voice = Voice(said, place.languages[0], "")
    drawn = chart(read.value, Cast(place.station, _others(place, read.value), voice))
    return Read(_made(drawn, form, words_of(voice), place.styles), diagnostics)


def _refuse_other_files(path: Path) -> None:
    if path.name in _OTHERS:
        raise SettingsError(
            f"只有办事事项有流程图：{path}",
            f"only procedures have flowcharts: {path}",
        )


def _made(drawn: Chart, form: str, words: Words, styles: str) -> bytes:
    if form == "dot":
        return dot(drawn, words).encode()
    svg = standalone_svg(wide(drawn, words, Placer()), styles)
    return resvg.png(svg) if form == "png" else svg.encode()


# ---- where a procedure stands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """A procedure's file as a board knows it; a file outside any board has an empty station."""

    root: Path | None
    name: str
    languages: tuple[str, ...] = _LANGUAGES
    station: Station = Station()  # noqa: RUF009 - a frozen value

    @property
    def styles(self) -> str:
        """The style sheet of flowcharts: the board's own, or the one that is shipped."""
        shipped = shipped_templates() / STYLES
        own = self.root / "templates" / STYLES if self.root is not None else shipped
        return (own if own.is_file() else shipped).read_text(encoding="utf-8")


def _place(path: Path) -> _Place:
    parts = path.resolve().parts[-4:]
    root = Path(*path.resolve().parts[:-4])
    is_of_board = (
        len(parts) == len((STATIONS, "station", PROCEDURES, "file"))
        and (parts[0], parts[2]) == (STATIONS, PROCEDURES)
        and (root / BOARD_FILE).is_file()
    )
    if not is_of_board:
        return _Place(None, f"{STATIONS}/-/{PROCEDURES}/{path.name}")
    board = loader.read_board(root).value
    languages = board.languages if board is not None else _LANGUAGES
    station = _station(root, parts[1], languages) or Station()
    return _Place(root, "/".join(parts), languages, station)


def _station(root: Path, station_id: str, languages: tuple[str, ...]) -> Station | None:
    file = f"{STATIONS}/{station_id}/{STATION_FILE}"
    if not (root / file).is_file():
        return None
    folder = loader.read_station(root, StationSource(station_id, ((file, ""),)), languages).value
    return folder.station if folder is not None else None


def _others(place: _Place, procedure: Procedure) -> Mapping[str, Neighbour]:
    """Return the names of the other stations whose posts act in a step."""
    if place.root is None:
        return {}
    ids = {step.actor.station for step in procedure.steps if step.actor and step.actor.station}
    stations = {each: _station(place.root, each, place.languages) for each in sorted(ids)}
    return {
        each: Neighbour(
            each,
            station.name or Text(each),
            {post.id: post.name for post in station.posts},
            {},
        )
        for each, station in stations.items()
        if station is not None
    }
