"""Rules on the ledgers: that a problem is taken up, and that figures are right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Final

from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import ComplaintFigures, Evaluation, Inspection, Rectification
from gongshi.board.spot import point_of
from gongshi.board.station import Honour
from gongshi.board.words import BulletinKind, FoundBy, SpotPoint
from gongshi.checks.case import BoardCase, LedgerCase, StationCase
from gongshi.checks.rule import BOARD, ERROR, LEDGERS, STATIONS, WARNING, At
from gongshi.checks.telling import en, missing, zh
from gongshi.diagnostics.finding import Message

FEW_RESPONSES: Final = 30
"""Below so many answers a full score says little."""

LOW_RANKS: Final = 3
"""So many of the last are asked to put something right."""

FEW_STATIONS: Final = 10
"""Among fewer nobody is called last."""

BEST_SCORE: Final = 100

TAKEN_UP_WITHIN: Final = timedelta(days=30)
"""So long after an evaluation is published its criticism is taken up."""

MOST_COMPARED: Final = 60
"""Of a long ledger so many entries, the last ones, are compared with each other."""

ALIKE: Final = 0.6
"""Problems are the same where they share more than this part of their pairs of characters."""

_AGAIN: Final = re.compile(r"上次|再次|复发|反弹|last time|again", re.IGNORECASE)


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
        if _is_low(entry) and taken_up.isdisjoint((entry.year, entry.year + 1)):
            yield At(
                (number, "rank"),
                Message(
                    f"{entry.of}个里排第{entry.rank}，整改台账里没有来自评议的问题",
                    f"rank {entry.rank} of {entry.of}, and the ledger has no problem from it",
                    "在 rectifications.yml 里记一条，发现渠道写「民主评议」",
                    "add an entry to rectifications.yml with found_by: evaluation",
                ),
            )


def _is_low(entry: Evaluation) -> bool:
    if entry.rank is None or entry.of is None or entry.of < FEW_STATIONS:
        return False
    return entry.of - LOW_RANKS < entry.rank <= entry.of


@BOARD.rule(
    "GS268",
    58,
    WARNING,
    "评议公告公布后30天内，末三位的站所把评议意见记进整改台账。\n\n"
    "公布的日子是通报里「民主评议」公告的日期，公告写明站所的只算那几个。"
    "根本没有记的由 GS264 报出。",
)
def low_ranks_are_taken_up_in_time(case: BoardCase) -> Iterator[At]:
    """Who is among the last three takes the criticism up within 30 days of its publication.

    The day is that of the bulletin on the evaluation, of those stations alone that it names. Where
    nothing is taken up at all GS264 tells.
    """
    for folder in case.stations:
        for number, entry in enumerate(folder.evaluations.entries):
            published = _published(case, folder, entry) if _is_low(entry) else None
            if published is None:
                continue
            last = published + TAKEN_UP_WITHIN
            found = [
                problem.found_on
                for problem in folder.rectifications.entries
                if problem.found_by is FoundBy.EVALUATION and problem.found_on is not None
            ]
            in_time = any(entry.year <= day.year and day <= last for day in found)
            late = [day for day in found if last < day and day.year <= entry.year + 1]
            if late and not in_time:
                yield At(
                    (number, "rank"),
                    _taken_up_late(published, min(late)),
                    file=folder.evaluations.file,
                )


def _published(case: BoardCase, folder: StationFolder, entry: Evaluation) -> date | None:
    """Return the day on which an evaluation was made known, if a bulletin tells of it."""
    days = (
        each.bulletin.date
        for each in case.bulletins
        if each.bulletin.kind is BulletinKind.EVALUATION
        and each.bulletin.date.year in (entry.year, entry.year + 1)
        and (not each.bulletin.stations or folder.id in each.bulletin.stations)
    )
    return min(days, default=None)


def _taken_up_late(published: date, taken_up: date) -> Message:
    return Message(
        f"评议{published}公布，{taken_up}才记进台账，超过{TAKEN_UP_WITHIN.days}天",
        f"published on {published} and taken up on {taken_up}, more than"
        f" {TAKEN_UP_WITHIN.days} days later",
        "在免检里写明为什么晚，下次公布后就记",
        "set the check aside with the reason, and be in time when it is next published",
    )


@LEDGERS.rule(
    "GS269",
    58,
    WARNING,
    "办结的问题没有再犯；再犯的，在「措施」里写明上次为什么没管住。\n\n"
    "看的是同一台账里，问题的文字和更早办结的一条大半相同；措施写到「上次」「再次」「复发」就算说明了。",
)
def closed_problems_stay_closed(case: LedgerCase) -> Iterator[At]:
    """A problem that was closed has not come back, or the measure says what failed last time.

    Compared are the words of the problems in one ledger; told is what is mostly the same as one
    closed before. A measure that speaks of the last time (上次, 再次, 复发) counts as the answer.
    """
    entries = list(case.entries(Rectification))[-MOST_COMPARED:]
    pairs = {number: _pairs_of(entry) for number, entry in entries}
    for number, entry in entries:
        if entry.found_on is None or _owns_up(entry):
            continue
        for earlier, other in entries:
            if other.done_on is None or other.done_on >= entry.found_on:
                continue
            if _is_alike(pairs[number], pairs[earlier]):
                yield At((number, "problem"), _came_back(other))
                break


def _pairs_of(entry: Rectification) -> frozenset[str]:
    said = re.sub(r"\W|[0-9]", "", str(entry.problem or ""))
    return frozenset(said[n : n + 2] for n in range(len(said) - 1))


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > ALIKE * len(one | other) > 0


def _owns_up(entry: Rectification) -> bool:
    said = " ".join(entry.measure.values()) if entry.measure is not None else ""
    return _AGAIN.search(said) is not None


def _came_back(closed: Rectification) -> Message:
    return Message(
        f"和{closed.done_on}办结的第{closed.id}条是同一个问题",
        f"the same problem as entry {closed.id}, closed on {closed.done_on}",
        "在「措施」里写明上次为什么没管住、这次怎么办",
        "say in measure what failed last time and what is done now",
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
    "荣誉在有效期内；没有写有效期的，获得以后没有属实的投诉。\n\n"
    "过期的荣誉牌子要摘；授予以后有投诉属实的，要由授予单位复核，写明「有效至」。",
)
def honours_still_hold(case: StationCase) -> Iterator[At]:
    """An honour still holds; where no end is said no complaint has been upheld since.

    A plaque that has expired is taken down. Once a complaint was upheld, whoever gave the honour
    looks at it again and says until when it holds.
    """
    for number, honour in enumerate(case.station.honours):
        if honour.until is not None:
            if honour.until < case.facts.today.year:
                yield At(("honours", number, "until"), _expired(honour))
        elif upheld := _upheld_since(case.folder, honour.year):
            yield At(("honours", number, "year"), _in_doubt(honour, upheld))


def _upheld_since(folder: StationFolder, year: int) -> int:
    return sum(
        figures.upheld or 0
        for figures in folder.complaints.entries
        if int(figures.period[:4]) > year
    )


def _in_doubt(honour: Honour, upheld: int) -> Message:
    return Message(
        f"「{zh(honour.title)}」没有写有效期，{honour.year}年以后有{upheld}件投诉属实",
        f"{en(honour.title)} has no end, and {upheld} complaints were upheld since {honour.year}",
        "请授予单位复核，写明「有效至」，或删去",
        "have it looked at again and add until, or remove it",
    )


def _expired(honour: Honour) -> Message:
    return Message(
        f"「{zh(honour.title)}」{honour.until}年到期",
        f"{en(honour.title)} held until {honour.until}",
        "删去，或写新的年度",
        "remove it, or give the new year",
    )


@LEDGERS.rule(
    "GS270",
    None,
    WARNING,
    "明察暗访的检查项用检查单上的编号。\n\n"
    "编号写错，结果就对不上那条承诺；检查单在 checklists/<站所>/，交回的表也在那里。",
)
def inspections_follow_the_checklist(case: LedgerCase) -> Iterator[At]:
    """What an inspection looked at goes by its id on the checklist.

    With another id nobody sees which promise it is about; the checklist stands at
    checklists/<station>/, with the form to hand the results back.
    """
    for number, entry in case.entries(Inspection):
        for place, check in enumerate(entry.checks):
            if point_of(check.id) is None:
                close = get_close_matches(check.id, _POINTS, n=1)
                yield At(
                    (number, "checks", place, "id"),
                    Message(
                        f"检查单上没有「{check.id}」",
                        f"the checklist has no {check.id}",
                        f"是不是 {close[0]}？" if close else "用检查单上的编号",
                        f"did you mean {close[0]}?" if close else "use an id of the checklist",
                    ),
                )


_POINTS: Final = tuple(point.value for point in SpotPoint)
