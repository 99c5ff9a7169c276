"""Rules on the ledgers: that a problem is taken up, and that figures are right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongshi.board.ledgers import ComplaintFigures, Evaluation, Rectification
from gongshi.board.words import FoundBy
from gongshi.checks.case import LedgerCase, StationCase
from gongshi.checks.rule import ERROR, LEDGERS, STATIONS, WARNING, At
from gongshi.checks.telling import en, missing, zh
from gongshi.diagnostics.finding import Message

FEW_RESPONSES: Final = 30
"""Below so many answers a full score says little."""

LOW_RANKS: Final = 3
"""So many of the last are asked to put something right."""

FEW_STATIONS: Final = 10
"""Among fewer nobody is called last."""

BEST_SCORE: Final = 100


@LEDGERS.rule(
    "GS261",
    57,
    ERROR,
    "整改台账每一条写明问题、措施、时限、责任人；已完成的写明结果。\n\n"
    "少一样，整改就没有人负责、没有期限，或者不知道办成没有。",
)
def rectifications_are_complete(case: LedgerCase) -> Iterator[At]:
    """An entry of the ledger has a problem, a measure, a date and somebody responsible.

    What is done says what came of it. Without one of these nobody answers for it, or nobody knows.
    """
    for number, entry in case.entries(Rectification):
        for name in ("problem", "measure", "due", "responsible"):
            if getattr(entry, name) is None:
                title = Rectification.model_fields[name].title or name
                yield At((number, "id"), missing(title, name))
        if entry.done_on is not None and entry.result is None:
            yield At(
                (number, "done_on"),
                Message(
                    "写了完成日期，没有写结果",
                    "it is done, and no result is given",
                    "补上「结果:」",
                    "add result",
                ),
            )


@LEDGERS.rule(
    "GS262",
    57,
    WARNING,
    "过了整改时限没有完成的，写明新的期限和原因。\n\n逾期不说，台账就成了摆设。",
)
def rectifications_are_not_overdue(case: LedgerCase) -> Iterator[At]:
    """What is not done by its date has a new date and a reason.

    A ledger that lets dates pass in silence is for show.
    """
    for number, entry in case.entries(Rectification):
        due = entry.due_now
        if due is None or entry.done_on is not None or due >= case.facts.today:
            continue
        path = (number, "due") if not entry.postponed else _latest(number, entry)
        yield At(
            path,
            Message(
                f"到{due}没有完成",
                f"not done by {due}",
                "写「完成日期:」和结果，或在「延期」里写新的期限和原因",
                "add done_on and result, or a new date with its reason under postponed",
            ),
        )


def _latest(number: int, entry: Rectification) -> tuple[str | int, ...]:
    latest = max(range(len(entry.postponed)), key=lambda place: entry.postponed[place].to)
    return (number, "postponed", latest, "to")


@LEDGERS.rule(
    "GS264",
    58,
    WARNING,
    "民主评议排在末三位的，当年或次年的整改台账里有来自评议的问题。\n\n"
    "评了末位没有下文，评议就白评了。参评不到十个的不算。",
)
def low_ranks_are_taken_up(case: LedgerCase) -> Iterator[At]:
    """Who is among the last three of an evaluation takes a problem from it into the ledger.

    It stands there in that year or the next; of fewer than ten nobody is last. Without it the
    evaluation was for nothing.
    """
    taken_up = {
        entry.found_on.year
        for entry in case.folder.rectifications.entries
        if entry.found_by is FoundBy.EVALUATION and entry.found_on is not None
    }
    for number, entry in case.entries(Evaluation):
        if entry.rank is None or entry.of is None or entry.of < FEW_STATIONS:
            continue
        is_low = entry.of - LOW_RANKS < entry.rank <= entry.of
        if is_low and taken_up.isdisjoint((entry.year, entry.year + 1)):
            yield At(
                (number, "rank"),
                Message(
                    f"{entry.of}个里排第{entry.rank}，整改台账里没有来自评议的问题",
                    f"rank {entry.rank} of {entry.of}, and the ledger has no problem from it",
                    "在 rectifications.yml 里记一条，发现渠道写「民主评议」",
                    "add an entry to rectifications.yml with found_by: evaluation",
                ),
            )


@LEDGERS.rule(
    "GS265",
    59,
    ERROR,
    "评议和投诉的数字对得上：各项之和等于样本数，名次不超过参评数，得分在0到100之间。\n\n"
    "数字自相矛盾，公布出来没有人信。",
)
def figures_are_possible(case: LedgerCase) -> Iterator[At]:
    """Answers sum to the responses, a rank is within its number, a score within 0 to 100.

    Nobody believes figures that contradict each other; of complaints, too, a part is not larger
    than the whole.
    """
    for number, entry in case.entries(Evaluation):
        yield from _evaluation(number, entry)
    for number, figures in case.entries(ComplaintFigures):
        for name in ("answered_in_time", "upheld"):
            part = getattr(figures, name)
            if part is not None and part > figures.received:
                yield At((number, name), _more_than(part, figures.received))


def _evaluation(number: int, entry: Evaluation) -> Iterator[At]:
    if entry.answers is not None and entry.responses not in (None, entry.answers.total):
        yield At(
            (number, "responses"),
            Message(
                f"样本{entry.responses}份，各项合计{entry.answers.total}份",
                f"{entry.responses} responses, and the answers sum to {entry.answers.total}",
                "核对两处数字",
                "check both figures",
            ),
        )
    if entry.rank is not None and entry.of is not None and entry.rank > entry.of:
        yield At((number, "rank"), _more_than(entry.rank, entry.of))
    if entry.score is not None and not 0 <= entry.score <= BEST_SCORE:
        yield At(
            (number, "score"),
            Message(
                f"得分{entry.score:g}不在0到{BEST_SCORE}之间",
                f"the score {entry.score:g} is not within 0 to {BEST_SCORE}",
                "按百分制写",
                "give it of a hundred",
            ),
        )


def _more_than(part: int, whole: int) -> Message:
    return Message(
        f"{part}大于总数{whole}",
        f"{part} is more than {whole} in all",
        "核对两处数字",
        "check both figures",
    )


@LEDGERS.rule(
    "GS266",
    60,
    WARNING,
    "评议写明样本数；样本不到30份的，不报满分。\n\n几个人的满意说明不了什么。",
)
def evaluations_say_how_many(case: LedgerCase) -> Iterator[At]:
    """An evaluation says how many answered, and of fewer than 30 claims no full score.

    A handful of satisfied people proves little.
    """
    for number, entry in case.entries(Evaluation):
        if entry.responses is None:
            yield At((number, "year"), missing("有效样本", "responses"))
        elif entry.responses < FEW_RESPONSES and _is_full(entry):
            yield At(
                (number, "responses"),
                Message(
                    f"只有{entry.responses}份样本，却是满分",
                    f"a full score of {entry.responses} answers",
                    "写明样本少，或扩大调查",
                    "ask more people, or say that they were few",
                ),
            )


def _is_full(entry: Evaluation) -> bool:
    answers = entry.answers
    is_all_content = answers is not None and answers.very + answers.fairly == answers.total > 0
    return entry.score == BEST_SCORE or is_all_content


@STATIONS.rule(
    "GS267",
    61,
    WARNING,
    "荣誉在有效期内。\n\n过期的荣誉牌子要摘。",
)
def honours_still_hold(case: StationCase) -> Iterator[At]:
    """An honour still holds.

    A plaque that has expired is taken down.
    """
    for number, honour in enumerate(case.station.honours):
        if honour.until is not None and honour.until < case.facts.today.year:
            yield At(
                ("honours", number, "until"),
                Message(
                    f"「{zh(honour.title)}」{honour.until}年到期",
                    f"{en(honour.title)} held until {honour.until}",
                    "删去，或写新的年度",
                    "remove it, or give the new year",
                ),
            )
