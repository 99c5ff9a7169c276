"""Rules on what a station must say of itself: where and when, who answers, who watches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

from gongshi.board.station import Person, Post, Station
from gongshi.board.words import Holder, LeaderRole
from gongshi.checks.case import BoardCase, Case, StationCase
from gongshi.checks.rule import ERROR, FILES, STATIONS, WARNING, At
from gongshi.checks.tables import table
from gongshi.checks.telling import en, missing, zh
from gongshi.checks.walk import words
from gongshi.diagnostics.finding import LINES, Message, Path

MOST_POSTS_OF_A_B: Final = 2
"""One person stands in for at most so many posts."""

_DIGITS: Final = re.compile(r"\D")
_VAGUE_PROMISE: Final = re.compile(r"尽快|及时|热情|尽量|as soon as possible", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"[0-9０-９一二两三四五六七八九十百半零]|当场|当日|即时|on the spot", re.IGNORECASE
)


@STATIONS.rule(
    "GS241",
    47,
    ERROR,
    "在用的站所写全名称、地址、办公时间、咨询电话和监督电话。\n\n"
    "普查的八类内容里，地点、时间、电话写在站所；缺一类扣2分。",
)
def station_can_be_found_and_called(case: StationCase) -> Iterator[At]:
    """A station in use has a name, an address, hours, a telephone and one to complain to.

    Place, time and telephone are three of the eight classes of the census.
    """
    station = case.station
    if not station.is_active:
        return
    for name in ("name", "address", "hours", "phone"):
        if getattr(station, name) in (None, ()):
            yield At((name,), missing(Station.model_fields[name].title or name, name))
    if station.supervision is not None and not station.supervision.phones:
        yield At(("supervision",), missing("监督电话", "supervision.phones"), on_key=True)


@STATIONS.rule(
    "GS242",
    48,
    WARNING,
    "投诉电话不是咨询电话，并且至少有一个在站所和它的领导之外。\n\n"
    "打给被投诉的人等于没有投诉。站所之外的写「独立渠道: 是」；board.yml 的热线总算独立。",
)
def complaints_go_elsewhere(case: StationCase) -> Iterator[At]:
    """A telephone to complain to is none of the station's own, and one at least is independent.

    A complaint to the person complained of is none. What is outside the station and those who lead
    it says ``independent: true``; the hotline of board.yml always counts.
    """
    station = case.station
    phones = station.supervision.phones if station.supervision is not None else ()
    asked = {_dialled(number) for number in (station.phone, *(p.phone for p in station.posts))}
    for number, phone in enumerate(phones):
        if _dialled(phone.number) in asked:
            yield At(
                ("supervision", "phones", number, "number"),
                Message(
                    f"监督电话 {phone.number} 也是站所自己的电话",
                    f"the number to complain to, {phone.number}, is the station's own",
                    "写站所以外的监督电话",
                    "name a telephone outside the station",
                ),
            )
    hotline = _dialled(case.board.hotline)
    if phones and not any(p.independent or _dialled(p.number) == hotline for p in phones):
        yield At(
            ("supervision", "phones", 0, "name"),
            Message(
                "没有一个监督电话是独立渠道",
                "no telephone to complain to is independent of the station",
                "补上纪检、政务热线等站所以外的电话，写「独立渠道: 是」",
                "add one outside the station, such as the hotline, with independent: true",
            ),
        )


def _dialled(number: str | None) -> str | None:
    return _DIGITS.sub("", number) if number else None


@FILES.rule(
    "GS243",
    49,
    WARNING,
    "不写已经停用的热线。\n\n12358、12365、12331、12330 都并入了 12315。content/ 里的文章也看。",
)
def hotlines_are_in_use(case: Case) -> Iterator[At]:
    """No retired hotline is named.

    12358, 12365, 12331 and 12330 have become part of 12315. The pages of content/ are looked at as
    well.
    """
    retired = {each["number"]: each for each in table("retired_hotlines")}
    pattern = _hotlines(tuple(retired))
    for paper in case.pages if isinstance(case, BoardCase) else ():
        if match := pattern.search(paper.words):
            line = paper.words.count("\n", 0, match.start()) + 1
            yield At((LINES, line), _is_retired(retired[match[0]]), file=paper.file)
    if not any(number in case.bag.words for number in retired):
        return
    for path, said in words(case.value):
        if match := pattern.search(said):
            yield At(path, _is_retired(retired[match[0]]))


@cache
def _hotlines(numbers: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9-])(?:{'|'.join(numbers)})(?![0-9-])")


def _is_retired(entry: dict[str, str]) -> Message:
    return Message(
        f"热线 {entry['number']}（{entry['was_zh']}）已并入 {entry['now']}",
        f"the hotline {entry['number']} ({entry['was_en']}) is now {entry['now']}",
        f"改为 {entry['now']}",
        f"write {entry['now']}",
    )


@STATIONS.rule(
    "GS244",
    50,
    ERROR,
    "每个岗位有A岗和B岗，不是同一个人；确实没有B岗的，写明「单人原因」。\n\n"
    "AB岗：一个人不在，另一个人接着办，不让群众白跑。",
)
def posts_have_a_and_b(case: StationCase) -> Iterator[At]:
    """Every post has a holder A and a holder B who are two people, or says why it has no B.

    When one is away the other goes on, so that nobody comes in vain.
    """
    for number, post in enumerate(case.station.posts):
        problem = _without_b(post)
        if problem is not None:
            name, message = problem
            yield At(("posts", number, name), message)


def _without_b(post: Post) -> tuple[str, Message] | None:
    if post.a is None:
        return "name", _post_message(post, "没有写A岗", "has no holder A", "补上「A岗:」", "add a:")
    if post.b is None:
        if post.single is not None:
            return None
        return "name", _post_message(
            post,
            "没有B岗",
            "has no holder B",
            "补上「B岗:」，或写「单人原因:」",
            "add b:, or single: why",
        )
    if _is_same(post.a, post.b):
        hint = ("另定一个B岗", "name another person as b")
        return "b", _post_message(post, "的A岗和B岗是同一个人", "has one person as A and B", *hint)
    return None


def _is_same(one: Person, other: Person) -> bool:
    if one.badge is not None and other.badge is not None:
        return one.badge == other.badge
    return one.name == other.name


def _post_message(post: Post, said_zh: str, said_en: str, *hint: str) -> Message:
    return Message(
        f"岗位「{zh(post.name)}」{said_zh}", f"the post {en(post.name)} {said_en}", *hint
    )


@STATIONS.rule(
    "GS245",
    50,
    WARNING,
    "B岗顶得上：不是单人岗，一个人最多顶两个岗位，同一天不在两个岗位上单独值守。\n\n"
    "有「单人原因」的单人岗也在这里提示，可以用免检写明。",
)
def stand_ins_can_stand_in(case: StationCase) -> Iterator[At]:
    """The B of a post can stand in: for at most two posts, and not alone at two on one day.

    A post that gives a reason for having no B is told here, too.
    """
    station = case.station
    stands_in_for: Counter[str] = Counter()
    for number, post in enumerate(station.posts):
        if post.b is None:
            if post.single is not None:
                yield At(("posts", number, "single"), _single(post))
            continue
        who = post.b.badge or post.b.name
        stands_in_for[who] += 1
        if stands_in_for[who] == MOST_POSTS_OF_A_B + 1:
            yield At(("posts", number, "b"), _too_many_posts(post.b))
    yield from _alone_twice(station)


def _alone_twice(station: Station) -> Iterator[At]:
    alone: set[tuple[str, str]] = set()
    posts = {post.id: post for post in station.posts}
    for number, day in enumerate(station.roster):
        post = posts.get(day.post)
        person = post and (post.a if day.only is Holder.A else post.b)
        if not person:
            continue
        key = (day.date.isoformat(), person.badge or person.name)
        if key in alone:
            yield At(("roster", number, "post"), _twice(person, key[0]))
        alone.add(key)


def _single(post: Post) -> Message:
    return _post_message(
        post,
        "是单人岗，没有人顶",
        "stands on one person",
        "增加B岗，或用免检写明理由",
        "add a B, or set the check aside with the reason",
    )


def _too_many_posts(person: Person) -> Message:
    return Message(
        f"{person.name}顶了超过{MOST_POSTS_OF_A_B}个岗位",
        f"{person.name} stands in for more than {MOST_POSTS_OF_A_B} posts",
        "换一个人",
        "name another person",
    )


def _twice(person: Person, day: str) -> Message:
    return Message(
        f"{person.name}在{day}要一个人守两个岗位",
        f"{person.name} stands alone at two posts on {day}",
        "其中一个岗位另排人",
        "put somebody else at one of them",
    )


@STATIONS.rule(
    "GS246",
    51,
    ERROR,
    "在用的站所有首问岗。\n\n第一个接待的人负责到底，先得写明谁是第一个。",
)
def somebody_is_asked_first(case: StationCase) -> Iterator[At]:
    """A station in use has a post of first contact.

    Whoever is asked first stays answerable, so it must be known who that is.
    """
    station = case.station
    if station.is_active and not any(post.first_contact for post in station.posts):
        yield At(
            ("posts",),
            Message(
                "没有首问岗",
                "no post is the first contact",
                "给接待群众的岗位写「首问岗: 是」",
                "write first_contact: true at the post that receives people",
            ),
            on_key=True,
        )


@STATIONS.rule(
    "GS247",
    51,
    WARNING,
    "有几个首问岗的，写明首问负责的规则。\n\n谁都是首问，就谁都不是。",
)
def several_first_contacts_have_a_rule(case: StationCase) -> Iterator[At]:
    """Where several posts are the first contact, a rule says who stays answerable.

    What everybody answers for nobody does.
    """
    first = [n for n, post in enumerate(case.station.posts) if post.first_contact]
    if len(first) > 1 and case.station.first_inquiry is None:
        yield At(
            ("posts", first[1], "first_contact"),
            Message(
                f"有{len(first)}个首问岗，没有写「首问负责」",
                f"{len(first)} posts are the first contact, and first_inquiry is missing",
                "补上「首问负责:」",
                "add first_inquiry",
            ),
        )


@STATIONS.rule(
    "GS248",
    52,
    ERROR,
    "在用的站所写明第一责任人、具体责任人、监督、办事纪律，责任追究写明依据。\n\n"
    "谁负责、谁监督、违反了怎么办，是公示栏要回答的问题。",
)
def somebody_answers(case: StationCase) -> Iterator[At]:
    """A station in use names who answers first and directly, who watches, discipline and its basis.

    Who answers, who watches and what follows from a breach is what a board is for.
    """
    station = case.station
    if not station.is_active:
        return
    roles = {leader.role for leader in station.leaders}
    for role in (LeaderRole.FIRST, LeaderRole.DIRECT):
        if role not in roles:
            yield At(("leaders",), _no_leader(role), on_key=True)
    for name in ("supervision", "discipline", "accountability"):
        if getattr(station, name) in (None, ()):
            yield At((name,), missing(Station.model_fields[name].title or name, name))
    for number, breach in enumerate(station.accountability):
        if breach.basis is None:
            path: Path = ("accountability", number, "breach")
            yield At(path, missing("依据", "basis"))


def _no_leader(role: LeaderRole) -> Message:
    return Message(
        f"没有写{role.zh}",
        f"no leader of the role {role.value} is named",
        f"在「责任人」里补上{role.zh}",
        f"add one with role: {role.value} to leaders",
    )


@STATIONS.rule(
    "GS249",
    53,
    WARNING,
    "服务承诺有数字，做不到有补救。\n\n「尽快」「热情服务」没法衡量，也没法追究。",
)
def commitments_can_be_measured(case: StationCase) -> Iterator[At]:
    """A commitment has a number, and says what happens when it is broken.

    "As soon as possible" can neither be measured nor held against anybody.
    """
    for number, promise in enumerate(case.station.commitments):
        said = " ".join(promise.text.values())
        if promise.limit is None and (_VAGUE_PROMISE.search(said) or not _NUMBER.search(said)):
            yield At(
                ("commitments", number, "text"),
                Message(
                    "承诺里没有数字",
                    "the commitment has no number",
                    "写明多少时间、多少次，或补上「时限:」",
                    "say how long or how often, or add limit",
                ),
            )
        elif promise.remedy is None:
            yield At(("commitments", number, "text"), missing("补救", "remedy"))
