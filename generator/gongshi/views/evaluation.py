"""The evaluations of a station as pages show them: a row a year, and the scores as a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import Evaluation, Rectification
from gongshi.board.words import FoundBy
from gongshi.views.chrome import Link
from gongshi.views.ledger import anchor
from gongshi.views.parts import Words
from gongshi.views.voice import Voice

TOO_FEW_ANSWERS = 30
"""Below this number of answers nothing is drawn or ranked: it would say nothing."""

MOST_YEARS = 8
"""So many of the latest years are drawn, that their names fit side by side on a telephone."""

BEST_SCORE = 100
GRID_STEP = 10
LEFT_PERCENT = 9.0
"""Room for the names of the lines."""
TOP_EM = 1.75
HEIGHT_EM = 7.0

ANSWERS = (
    ("very", "很满意"),
    ("fairly", "比较满意"),
    ("neutral", "一般"),
    ("poor", "不满意"),
)

FIRST_HALF = 6
"""An evaluation is held towards the end of a year; what it found is taken up then or until June."""

LOW_RANKS = 3
FEW_STATIONS = 10
"""The last three are asked to put something right; among fewer than ten nobody is last."""


@dataclass(frozen=True, slots=True)
class AnswerShare:
    """How many gave one answer, their share in words, and where its bar stands."""

    kind: str
    name: str
    count: int
    share: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """What citizens said of a station in a year.

    ``small`` says why nothing is drawn, none where it is; ``taken_up`` are entries of the ledger
    that came of it.
    """

    year: int
    station: Link | None
    station_id: str
    score: str
    rank: str
    of: str
    responses: str
    answers: tuple[AnswerShare, ...]
    small: str | None
    how: tuple[Words, ...]
    finding: Words | None
    taken_up: tuple[Link, ...]
    honours: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """A year's score and where it stands: across in percent, down in em."""

    year: int
    score: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A line from one year to the next."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line across at a round score."""

    y: float
    score: int


@dataclass(frozen=True, slots=True)
class ScoreChart:
    """The scores of the years as a drawing, and the same in words."""

    said: str
    points: tuple[ScorePoint, ...]
    lines: tuple[ScoreLine, ...]
    grid: tuple[GridLine, ...]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A station's evaluations: the drawing, none for fewer than two years, and a row a year."""

    chart: ScoreChart | None
    rows: tuple[EvaluationRow, ...]


def answered(evaluation: Evaluation) -> int:
    """Return how many answered."""
    return evaluation.responses or (evaluation.answers.total if evaluation.answers else 0)


def is_telling(evaluation: Evaluation) -> bool:
    """Return whether so many answered that a score may be drawn, averaged and compared."""
    return answered(evaluation) >= TOO_FEW_ANSWERS


def is_low(evaluation: Evaluation) -> bool:
    """Return whether a station was among the last three."""
    rank, of = evaluation.rank, evaluation.of
    return rank is not None and of is not None and of >= FEW_STATIONS and rank > of - LOW_RANKS


def evaluated(folder: StationFolder, voice: Voice) -> Evaluated:
    """Return the evaluations of a station, the latest year first."""
    entries = sorted(folder.evaluations.entries, key=lambda each: each.year, reverse=True)
    return Evaluated(_chart(entries, voice), tuple(row(each, folder, voice) for each in entries))


def row(
    evaluation: Evaluation, folder: StationFolder, voice: Voice, station: Link | None = None
) -> EvaluationRow:
    """Return a year of a station; ``station`` leads to it where rows of several stand together."""
    say, total = voice.say, answered(evaluation)
    small = None
    if not total:
        small = say("没有公布收到多少份评议，不画图、不参加比较。")
    elif total < TOO_FEW_ANSWERS:
        small = say("只收到 %(n)s 份评议，太少，不画图、不参加比较。", n=total)
    return EvaluationRow(
        year=evaluation.year,
        station=station,
        station_id=folder.id,
        score="" if evaluation.score is None else f"{evaluation.score:g}",
        rank="" if evaluation.rank is None else say("第 %(rank)s 名", rank=evaluation.rank),
        of="" if evaluation.of is None else say("共 %(n)s 个站所", n=evaluation.of),
        responses=say("%(n)s 份评议", n=total) if total else "",
        answers=_shares(evaluation, voice),
        small=small,
        how=voice.texts(filter(None, (evaluation.organiser, evaluation.method))),
        finding=voice.text(evaluation.finding) or None,
        taken_up=tuple(
            Link(each.id, _place(each, folder, voice, is_alone=station is None))
            for each in taken_up(evaluation, folder)
        ),
        honours=tuple(
            voice.text(each.title)
            for each in folder.station.honours
            if each.year == evaluation.year
        ),
    )


def _place(entry: Rectification, folder: StationFolder, voice: Voice, *, is_alone: bool) -> str:
    if is_alone:
        return f"#{anchor(entry)}"
    return voice.way(f"rectifications/#{anchor(entry, folder.id)}")


def _shares(evaluation: Evaluation, voice: Voice) -> tuple[AnswerShare, ...]:
    answers = evaluation.answers
    if answers is None or not answers.total:
        return ()
    shares, x = [], 0.0
    for kind, name in ANSWERS:
        count = getattr(answers, kind)
        width = 100 * count / answers.total
        share = f"{width:.0f}%" if is_telling(evaluation) else ""
        shares.append(
            AnswerShare(kind, voice.say(name), count, share, round(x, 1), round(width, 1))
        )
        x += width
    return tuple(shares)


def taken_up(evaluation: Evaluation, folder: StationFolder) -> list[Rectification]:
    """Return the entries of the ledger that came of an evaluation.

    The ledger says that an evaluation found it, and when, but not which: what is found until June
    belongs to the evaluation of the year before, if there was one.
    """
    years = {each.year for each in folder.evaluations.entries}
    return [
        entry
        for entry in folder.rectifications.entries
        if entry.found_by is FoundBy.EVALUATION and _year_of(entry, years) == evaluation.year
    ]


def _year_of(entry: Rectification, years: set[int]) -> int | None:
    if entry.found_on is None:
        return None
    this, last = entry.found_on.year, entry.found_on.year - 1
    likely = (last, this) if entry.found_on.month <= FIRST_HALF else (this, last)
    return next((year for year in likely if year in years), None)


# ---- the drawing ---------------------------------------------------------------------------------


def _chart(entries: Iterable[Evaluation], voice: Voice) -> ScoreChart | None:
    """Return the scores of the latest years as a drawing; a year without stays a gap."""
    scores = {
        each.year: each.score
        for each in entries
        if each.score is not None and 0 <= each.score <= BEST_SCORE and is_telling(each)
    }
    if len(scores) < 2:  # noqa: PLR2004 - from one year to another
        return None
    last = max(scores)
    years = range(max(min(scores), last - MOST_YEARS + 1), last + 1)
    shown = {year: scores[year] for year in years if year in scores}
    if len(shown) < 2:  # noqa: PLR2004
        return None
    low = max(0, int(min(shown.values()) // GRID_STEP) * GRID_STEP - GRID_STEP)

    def y(score: float) -> float:
        return round(TOP_EM + HEIGHT_EM * (BEST_SCORE - score) / (BEST_SCORE - low), 2)

    points = tuple(
        ScorePoint(year, f"{score:g}", _x(year - years[0], len(years)), y(score))
        for year, score in sorted(shown.items())
    )
    lines = tuple(
        ScoreLine(one.x, one.y, other.x, other.y)
        for one, other in pairwise(points)
        if other.year == one.year + 1
    )
    step = GRID_STEP * (1 if BEST_SCORE - low <= 5 * GRID_STEP else 2)
    grid = tuple(GridLine(y(score), score) for score in range(BEST_SCORE, low - 1, -step))
    said = voice.listed(
        voice.say("%(year)s 年 %(score)s 分", year=each.year, score=each.score) for each in points
    )
    return ScoreChart(said, points, lines, grid)


def _x(place: int, places: int) -> float:
    return round(LEFT_PERCENT + (100 - LEFT_PERCENT) * (place + 0.5) / places, 2)
