"""The evaluations of all stations: every year by rank, and what the last ones do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongshi import urls
from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Evaluation
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.evaluation import EvaluationRow, is_low, row, taken_up
from gongshi.views.filters import Choice, Field, station_field
from gongshi.views.ledger import Ledger, in_order, ledger, ledger_entry
from gongshi.views.parts import Words

LAST = 10**9
"""The place of a station without a rank."""


@dataclass(frozen=True, slots=True)
class EvaluationYear:
    """The stations that were evaluated in a year, by rank."""

    year: int
    title: str
    rows: tuple[EvaluationRow, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """A station among the last of a year: what was said of it, and what it does about it."""

    title: Words
    url: str
    place: str
    finding: Words | None
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class EvaluationsPage:
    """What citizens said of the stations."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    fields: tuple[Field, ...]
    years: tuple[EvaluationYear, ...]
    feedback_title: str
    feedback: tuple[Feedback, ...]


def evaluations(words: BoardWords) -> EvaluationsPage:
    """Return every evaluation of every station, the latest year first."""
    say = words.voice.say
    every = sorted(_every(words), key=lambda one: (-one[1].year, one[1].rank or LAST))
    years = list(dict.fromkeys(evaluation.year for _, evaluation in every))
    latest = years[0] if years else 0
    return EvaluationsPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("民主评议"),
        lead=say("群众历年打的分、名次和意见，评在后面的怎么改。"),
        fields=(
            station_field(words, (folder.id for folder, _ in every)),
            Field("year", say("年度"), tuple(Choice(str(year), str(year)) for year in years)),
        ),
        years=tuple(
            EvaluationYear(
                year,
                say("%(year)s 年", year=year),
                tuple(_row(words, *one) for one in every if one[1].year == year),
            )
            for year in years
        ),
        feedback_title=say("%(year)s 年评在末三位的怎么改", year=latest),
        feedback=tuple(
            _feedback(words, folder, evaluation)
            for folder, evaluation in every
            if evaluation.year == latest and is_low(evaluation)
        ),
    )


def _every(words: BoardWords) -> Iterable[tuple[StationFolder, Evaluation]]:
    for folder in words.directory.stations:
        for evaluation in folder.evaluations.entries:
            yield folder, evaluation


def _row(words: BoardWords, folder: StationFolder, evaluation: Evaluation) -> EvaluationRow:
    voice = words.voice
    url = voice.way(urls.station(folder.id)) + "#evaluations"
    return row(evaluation, folder, voice, Link(voice.text(folder.station.name), url))


def _feedback(words: BoardWords, folder: StationFolder, evaluation: Evaluation) -> Feedback:
    shown, voice = _row(words, folder, evaluation), words.voice
    station = Link(
        voice.text(folder.station.name), voice.way(urls.station(folder.id)) + "#evaluations"
    )
    # Their places name the station, which the heading above them says already.
    entries = (
        replace(ledger_entry(each, folder, voice, words.directory.today, station), station=None)
        for each in in_order(taken_up(evaluation, folder))
    )
    return Feedback(
        station.title,
        station.url,
        voice.aside(shown.rank, shown.of),
        shown.finding,
        ledger(entries, voice),
    )
