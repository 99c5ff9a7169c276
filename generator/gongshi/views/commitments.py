"""What every station promises, and how the promises were kept as far as anything is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.duration import Duration
from gongshi.board.folder import StationFolder
from gongshi.board.procedure import Timing
from gongshi.board.workdays import span_of
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.limits_register import compared, percent, summary
from gongshi.views.parts import CommitmentView, Words
from gongshi.views.procedure import ProcedureWords
from gongshi.views.search import SearchRecord
from gongshi.views.shared import commitment_views
from gongshi.views.times import TOO_FEW_CASES, late_share
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """The promises of one station."""

    id: str
    title: Words
    url: str
    note: str
    commitments: tuple[CommitmentView, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """How long cases took against the promise, each as a share of the longest, from 0 to 100."""

    promise: float
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class Record:
    """A promised limit, and how long the cases of a period really took."""

    title: Words
    url: str
    station: Words
    promise: str
    period: str
    cases: str
    median: str | None
    p90: str | None
    late: str
    is_late: bool
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class Answered:
    """How a station answered complaints in its latest published period."""

    station: Words
    url: str
    period: str
    received: str
    in_time: str | None


@dataclass(frozen=True, slots=True)
class CommitmentsPage:
    """All promises, what they come to beyond the law, and what is known of their keeping."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    groups: tuple[PromiseGroup, ...]
    silent: tuple[Link, ...]
    """Stations that promise nothing."""
    beyond: tuple[str, ...]
    limits: str
    """The address of the page of all time limits."""
    records: tuple[Record, ...]
    unrecorded: str | None
    """How many promised limits have no published record, as a sentence."""
    answered: tuple[Answered, ...]
    unanswered: tuple[Link, ...]
    """Stations that publish nothing of their complaints."""


def commitments(words: BoardWords) -> CommitmentsPage:
    """Return what every station promises, and how the promises were kept."""
    say, voice = words.voice.say, words.voice
    stations = [folder for folder in words.directory.stations if folder.station.is_active]
    promised = [
        each
        for each in words.words()
        if each.procedure.time_limit and each.procedure.time_limit.committed_limits
    ]
    number = sum(len(folder.station.commitments) for folder in stations)
    return CommitmentsPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("服务承诺"),
        lead=say(
            "%(stations)s 个站所的 %(n)s 条承诺：怎样衡量，做不到怎么办，实际做到没有。",
            stations=len(stations),
            n=number,
        ),
        groups=tuple(_group(folder, voice) for folder in stations if folder.station.commitments),
        silent=_links((each for each in stations if not each.station.commitments), voice),
        beyond=summary(compared(words), voice),
        limits=voice.way("time-limits/"),
        records=tuple(record for each in promised for record in _records(each)),
        unrecorded=_unrecorded(promised, voice),
        answered=tuple(_answered(each, voice) for each in stations if each.complaints.entries),
        unanswered=_links((each for each in stations if not each.complaints.entries), voice),
    )


def search_records(words: BoardWords) -> Iterator[SearchRecord]:
    """Return what the search knows of the page."""
    voice = words.voice
    yield SearchRecord(
        kind="page",
        url=urls.in_language("commitments/", voice.language, voice.first_language),
        title=voice.say("服务承诺"),
        aliases=tuple(map(voice.say, ("承诺时限", "承诺", "兑现"))),
        station="",
        materials=(),
        body="",
        facts=voice.say("承诺了什么，比法定时限短多少，实际做到没有。"),
        lang=voice.language,
    )


def _links(stations: Iterable[StationFolder], voice: Voice) -> tuple[Link, ...]:
    return tuple(
        Link(voice.text(each.station.name), voice.way(urls.station(each.id))) for each in stations
    )


def _group(folder: StationFolder, voice: Voice) -> PromiseGroup:
    promises = commitment_views(folder.station, voice)
    return PromiseGroup(
        f"station-{folder.id}",
        voice.text(folder.station.name),
        voice.way(urls.station(folder.id)) + "#commitments",
        voice.say("%(n)s 条承诺", n=len(promises)),
        promises,
    )


# ---- promised against what it took ------------------------------------------------------------


def _records(words: ProcedureWords) -> Iterator[Record]:
    """Return the latest published period of a procedure beside its promise, if there is one."""
    if not words.procedure.timings:
        return
    voice, limits = words.voice, words.procedure.time_limit
    latest = max(words.procedure.timings, key=lambda each: each.period)
    promises = [each.duration for each in limits.committed_limits] if limits else []
    yield Record(
        title=voice.text(words.procedure.title),
        url=voice.way(urls.procedure(words.scene.folder.id, words.file.id)) + "#time",
        station=voice.text(words.station.name),
        promise=voice.listed(dict.fromkeys(map(voice.duration, promises))),
        period=latest.period,
        cases=voice.say("办结 %(n)s 件", n=latest.cases),
        median=voice.duration(latest.median) if latest.median else None,
        p90=voice.duration(latest.p90) if latest.p90 else None,
        late=late_text(latest, voice),
        is_late=latest.late > 0,
        strip=_strip(promises, latest),
    )


def late_text(timing: Timing, voice: Voice) -> str:
    """Return how many cases took longer than promised, with their share where it says anything."""
    if not timing.late:
        return voice.say("没有超过承诺的") if timing.cases else ""
    late = voice.say("%(n)s 件超过承诺", n=timing.late)
    return voice.aside(late, late_share(timing) or voice.say("件数太少，不算比例"))


def _strip(promises: Iterable[Duration], timing: Timing) -> Strip | None:
    """Return the drawing, where one promise of some length stands against both figures."""
    kinds = set(promises)
    if len(kinds) != 1 or timing.median is None or timing.p90 is None:
        return None
    promise, median, p90 = map(_days, (kinds.pop(), timing.median, timing.p90))
    if not promise:
        return None
    longest = max(promise, median, p90)
    return Strip(*(round(100 * each / longest, 1) for each in (promise, median, p90)))


def _days(duration: Duration) -> float:
    return span_of([duration]).rough_days


def _unrecorded(promised: list[ProcedureWords], voice: Voice) -> str | None:
    without = sum(not each.procedure.timings for each in promised)
    if not without:
        return None
    if without == len(promised):
        return voice.say("没有站所公布实际用了多久。")
    return voice.say(
        "承诺了时限的 %(all)s 个事项里，%(n)s 个没有公布实际用了多久。",
        all=len(promised),
        n=without,
    )


def _answered(folder: StationFolder, voice: Voice) -> Answered:
    """Return the latest published period of a station's complaints."""
    latest = max(folder.complaints.entries, key=lambda each: each.period)
    in_time = None
    if latest.received and latest.answered_in_time is not None:
        in_time = voice.say("按时答复 %(n)s 件", n=latest.answered_in_time)
        if latest.received >= TOO_FEW_CASES:
            in_time = voice.aside(in_time, percent(latest.answered_in_time / latest.received))
    return Answered(
        voice.text(folder.station.name),
        voice.way(urls.station(folder.id)) + "#complaints",
        latest.period,
        voice.say("收到 %(n)s 件", n=latest.received),
        in_time,
    )
