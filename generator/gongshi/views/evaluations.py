"""The evaluations of all stations."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi import urls
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.listings import EvaluationView, evaluation_view
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class EvaluatedStation:
    """A station with its latest evaluation."""

    name: Words
    url: str
    evaluations: tuple[EvaluationView, ...]


@dataclass(frozen=True, slots=True)
class EvaluationsPage:
    """What citizens said of the stations."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    stations: tuple[EvaluatedStation, ...]


def evaluations(words: BoardWords) -> EvaluationsPage:
    """Return the stations that were evaluated."""
    say = words.voice.say
    return EvaluationsPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("民主评议"),
        lead=say("群众历年打的分、名次和意见，评在后面的怎么改。"),
        stations=evaluated(words),
    )


def evaluated(words: BoardWords) -> tuple[EvaluatedStation, ...]:
    """Return the stations that were evaluated, each with its latest year."""
    return tuple(
        EvaluatedStation(
            words.voice.text(folder.station.name),
            words.voice.way(urls.station(folder.id)) + "#evaluations",
            (
                evaluation_view(
                    max(folder.evaluations.entries, key=lambda each: each.year), words.voice
                ),
            ),
        )
        for folder in words.directory.stations
        if folder.evaluations.entries
    )
