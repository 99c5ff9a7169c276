"""The self-audit: what the board's own checks say of it and of every station, for all to read.

What a check found is never repeated here, only that it did, and where: it may be the very number
that nobody should read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from gongshi import checks, labels, urls
from gongshi.board.folder import StationFolder
from gongshi.checks import NO_ACCOUNT, Account
from gongshi.diagnostics.finding import Severity
from gongshi.views.about_data import OldReview, place_of, review_of
from gongshi.views.board import BoardWords
from gongshi.views.burdens import BurdenRow, burden_rows, sum_of_all
from gongshi.views.chrome import Link
from gongshi.views.directory import Exempt, Found
from gongshi.views.parts import Words
from gongshi.views.scores import ScoreView, score_of
from gongshi.views.voice import Voice

MOST_PLACES = 12
"""So many places of one rule are named; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """A rule that found something: how often, how it weighs, and where."""

    code: str
    meaning: Words
    weight: str
    number: str
    places: tuple[Link, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class AsideView:
    """A check that is set aside: what it asks for, where, why, and since when."""

    code: str
    meaning: Words
    place: Link
    reason: Words
    since: str | None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A station in the table of all."""

    name: Words
    url: str
    score: ScoreView
    findings: int
    aside: int
    overdue: int
    single: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The self-audit of the board."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    rows: tuple[AuditRow, ...]
    findings: tuple[RuleFindings, ...]
    aside: tuple[AsideView, ...]
    untranslated: tuple[str, ...]
    burden: tuple[BurdenRow, ...]


@dataclass(frozen=True, slots=True)
class StationAuditPage:
    """The self-audit of one station."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    station: Link
    score: ScoreView
    findings: tuple[RuleFindings, ...]
    aside: tuple[AsideView, ...]
    overdue: tuple[OldReview, ...]
    untranslated: tuple[str, ...]
    burdens: tuple[BurdenRow, ...]
    posts: tuple[Words, ...]


def audit(words: BoardWords) -> AuditPage:
    """Return the self-audit of the board, the stations with most to mend first."""
    say = words.voice.say
    folders = [folder for folder in words.directory.stations if folder.station.is_active]
    burdens = [row for folder in folders for row in _account(words, folder).burdens.values()]
    return AuditPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("公示自查"),
        lead=say("公示栏对自己的检查：每个站所公示得全不全，哪里不合规则，哪些搁置了、为什么。"),
        rows=tuple(sorted((_row(words, folder) for folder in folders), key=_worst_first)),
        findings=by_rule(words, chain.from_iterable(words.directory.found.values())),
        aside=tuple(_aside(words, each) for each in words.directory.set_aside),
        untranslated=_untranslated(
            words.voice, (_account(words, folder) for folder in words.directory.stations)
        ),
        burden=sum_of_all(burdens, words.voice),
    )


def station_audit(words: BoardWords, folder: StationFolder) -> StationAuditPage:
    """Return the self-audit of one station."""
    voice, say = words.voice, words.voice.say
    name = voice.text(folder.station.name)
    account = _account(words, folder)
    return StationAuditPage(
        crumbs=(*words.crumbs_of_supervision(), Link(say("公示自查"), voice.way("audit/"))),
        title=say("%(station)s：公示自查", station=name),
        lead=None,
        station=Link(name, voice.way(urls.station(folder.id))),
        score=_score(words, folder),
        findings=by_rule(words, _found(words, folder)),
        aside=tuple(_aside(words, each) for each in _set_aside(words, folder)),
        overdue=_overdue(words, folder),
        untranslated=_untranslated(voice, (account,)),
        burdens=(
            *burden_rows(folder, account.burdens, voice),
            *sum_of_all(list(account.burdens.values()), voice),
        ),
        posts=tuple(_posts(folder, words)),
    )


def by_rule(words: BoardWords, found: Iterable[Found]) -> tuple[RuleFindings, ...]:
    """Return what was found by rule, what weighs most and was found most often first."""
    by_code: dict[str, list[Found]] = {}
    for each in found:
        by_code.setdefault(each.code, []).append(each)
    ordered = sorted(by_code, key=lambda code: (*_order(by_code[code]), code))
    return tuple(_rule(words, code, by_code[code]) for code in ordered)


def _rule(words: BoardWords, code: str, found: list[Found]) -> RuleFindings:
    voice = words.voice
    files = list(dict.fromkeys(each.file for each in found))
    more = len(files) - MOST_PLACES
    return RuleFindings(
        code=code,
        meaning=_meaning(code, voice),
        weight=_weight(words, max(found, key=_heaviness).severity),
        number=voice.say("%(n)s 处", n=sum(each.number for each in found)),
        places=tuple(Link(*place_of(words, file)) for file in files[:MOST_PLACES]),
        more=voice.say("还有 %(n)s 处", n=more) if more > 0 else None,
    )


def _order(found: list[Found]) -> tuple[int, int]:
    return -max(map(_heaviness, found)), -sum(each.number for each in found)


def _heaviness(found: Found) -> int:
    return (Severity.HINT, Severity.WARNING, Severity.ERROR).index(found.severity)


def _weight(words: BoardWords, severity: Severity) -> str:
    say = words.voice.say
    names = {
        Severity.ERROR: say("错误"),
        Severity.WARNING: say("警告"),
        Severity.HINT: say("提示"),
    }
    return names[severity]


def _meaning(code: str, voice: Voice) -> Words:
    # A rule speaks two languages; readers of a third are given the English.
    return checks.meaning(code, "zh" if voice.language == "zh" else "en")


def _aside(words: BoardWords, each: Exempt) -> AsideView:
    voice = words.voice
    return AsideView(
        each.code,
        _meaning(each.code, voice),
        Link(*place_of(words, each.file)),
        voice.text(each.reason),
        voice.date(each.since) if each.since is not None else None,
    )


def _found(words: BoardWords, folder: StationFolder) -> tuple[Found, ...]:
    return words.directory.found.get(folder.id, ())


def _set_aside(words: BoardWords, folder: StationFolder) -> list[Exempt]:
    home = f"stations/{folder.id}/"
    return [each for each in words.directory.set_aside if each.file.startswith(home)]


def _account(words: BoardWords, folder: StationFolder) -> Account:
    return words.directory.accounts.get(folder.id, NO_ACCOUNT)


def _row(words: BoardWords, folder: StationFolder) -> AuditRow:
    voice = words.voice
    return AuditRow(
        name=voice.text(folder.station.name),
        url=voice.way(urls.audit(folder.id)),
        score=_score(words, folder),
        findings=sum(each.number for each in _found(words, folder)),
        aside=len(_set_aside(words, folder)),
        overdue=len(_overdue(words, folder)),
        single=_single(folder, voice),
    )


def _worst_first(row: AuditRow) -> tuple[int, ...]:
    return (row.score.points, -row.findings, -row.overdue, -row.aside)


def _score(words: BoardWords, folder: StationFolder) -> ScoreView:
    found = _found(words, folder)
    wrong = {each.file for each in found if each.severity is not Severity.HINT}
    return score_of(folder, _account(words, folder).missing, wrong, words.voice)


def _overdue(words: BoardWords, folder: StationFolder) -> tuple[OldReview, ...]:
    rows = [review_of(words, folder.station.reviewed, folder.file)]
    rows += (
        review_of(words, each.procedure.reviewed, each.file)
        for each in folder.procedures
        if each.procedure.is_active
    )
    return tuple(row for row in rows if row is not None)


def _untranslated(voice: Voice, accounts: Iterable[Account]) -> tuple[str, ...]:
    lacking: Counter[str] = Counter()
    for account in accounts:
        lacking.update(account.untranslated)
    return tuple(
        voice.say("%(language)s：%(n)s 处没有译文", language=labels.name_of(tag), n=number)
        for tag, number in sorted(lacking.items())
    )


def _single(folder: StationFolder, voice: Voice) -> str:
    posts = folder.station.posts
    single = sum(post.b is None for post in posts)
    return voice.say("%(posts)s 个岗位，%(single)s 个只有一人", posts=len(posts), single=single)


def _posts(folder: StationFolder, words: BoardWords) -> Iterator[Words]:
    """Go through sentences on which posts stand on one person, and on which days."""
    voice, station = words.voice, folder.station
    if station.posts:
        yield _single(folder, voice)
    for post in station.posts:
        if post.b is None:
            reason = voice.text(post.single) or voice.say("没有写原因")
            yield voice.say("%(post)s：%(reason)s", post=voice.text(post.name), reason=reason)
    ahead = sum(day.date >= words.directory.today for day in station.roster)
    if ahead:
        yield voice.say("今后 %(n)s 天有岗位只有一人在岗", n=ahead)
