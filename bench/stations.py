"""Generated stations: who, where, when, posts, promises and ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from bench.plan import SERVICES, Plan, recent_day
from bench.words import Said, joined, words

Value = dict[str, Any]

_WEEK = ["mon", "tue", "wed", "thu", "fri"]
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Station:
    """A generated station."""

    number: int
    id: str
    value: Value
    ledgers: dict[str, list[Value]]

    @property
    def posts(self) -> dict[str, Value]:
        """Its posts by id."""
        return {post["id"]: post for post in self.value["posts"]}

    @property
    def head(self) -> str:
        """Who confirms what it publishes."""
        return str(self.value["leaders"][-1]["name"])


def station(plan: Plan, number: int) -> Station:
    """Return the station of that number."""
    lot = plan.lot("station", number)
    people = _people(lot, number)
    value = {
        "schema": 1,
        **_whereabouts(number),
        "hours": _hours(lot),
        "closed_on_holidays": True,
        "appointment": _appointment(number),
        "leaders": _leaders(people),
        "posts": _posts(people, number),
        **_promises(lot),
        "supervision": _supervision(people, number),
        "serves": town(number).filled_into("{town}街道全域", "All of {town}"),
    }
    at = Station(number, station_id(number), value, _ledgers(lot, value["leaders"][-1]["name"]))
    value["reviewed"] = {"date": recent_day(lot, 100), "by": at.head}
    return at


def station_id(number: int) -> str:
    """Return the id of the station of that number."""
    return f"{town(number).slug}-{_kind(number)['kind']}"


def town(number: int) -> Said:
    """Return where the station of that number is; each town has one of each kind."""
    towns, kinds = words()["towns"], len(words()["stations"])
    again, place = divmod(number // kinds, len(towns))
    name: Said = towns[place]
    return Said(f"{name.zh}第{again + 1}", f"{name.en} {again + 1}") if again else name


def _kind(number: int) -> Value:
    kinds = words()["stations"]
    return kinds[number % len(kinds)]  # type: ignore[no-any-return]


def telephone(station_number: int, line: int) -> str:
    """Return a number that can be dialled nowhere: no local number begins with 0."""
    return f"010-0{station_number:05}{line:02}"


def law(lot: Random) -> Value:
    """Return a citation of an invented law."""
    article, paragraph = lot.randint(3, 48), lot.randint(1, 4)
    zh = f"第{_numeral(article)}条第{_numeral(paragraph)}款"
    return {
        "title": lot.choice(words()["laws"]),
        "article": Said(zh, f"Art. {article} ({paragraph})"),
    }


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = (_DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")


def _people(lot: Random, number: int) -> Iterator[Value]:
    surnames, given = words()["surnames"].split(), words()["given_names"].split()
    names = lot.sample([first + last for first in surnames for last in given], 20)
    return ({"name": name, "badge": f"{number:04}{n:02}"} for n, name in enumerate(names))


def _whereabouts(number: int) -> Value:
    kind, place, house = _kind(number), town(number), number % 90 + 1
    return {
        "name": joined(place, kind["name"]),
        "kind": kind["kind"],
        "nature": "organ",
        "authority": kind["authority"],
        "address": Said(f"{place.zh}街道文明路 {house} 号", f"{house} Wenming Road, {place.en}"),
        "map": f"{SERVICES}/map/{number}",
        "phone": telephone(number, 1),
        "summary": place.filled_into(
            "办理{town}一带居民和商户的事项。", "Serves people of {town}."
        ),
    }


def _hours(lot: Random) -> list[Value]:
    day = lot.choice((["08:30-12:00", "14:00-17:30"], ["09:00-12:00", "13:00-17:00"]))
    found: list[Value] = [{"days": _WEEK, "open": day}]
    if lot.random() < 0.3:
        found.append({"days": ["sat"], "open": ["09:00-12:00"]})
    return found


def _appointment(number: int) -> Value:
    channels = [
        {"kind": "phone", "value": telephone(number, 1)},
        {"kind": "web", "value": f"{SERVICES}/booking/{number}"},
    ]
    return {"channels": channels, "lead_time": "1个工作日"}


def _leaders(people: Iterator[Value]) -> list[Value]:
    titles = words()["leaders"]
    return [
        {"role": role, "name": next(people)["name"], "title": titles[role]}
        for role in ("first", "supervising", "direct")
    ]


def _posts(people: Iterator[Value], number: int) -> list[Value]:
    posts = [
        post | {"a": next(people), "b": next(people), "phone": telephone(number, line)}
        for line, post in enumerate(words()["posts"], 2)
    ]
    posts[0]["first_contact"] = True
    return posts


def _promises(lot: Random) -> Value:
    listed = words()
    bound = [post["id"] for post in listed["posts"]]
    return {
        "commitments": listed["commitments"],
        "first_inquiry": {"rule": listed["first_inquiry"], "posts": bound},
        "one_time_notice": {"rule": listed["one_time_notice"], "posts": bound[1:]},
        "discipline": listed["discipline"],
        "accountability": [each | {"basis": law(lot)} for each in listed["breaches"]],
    }


def _supervision(people: Iterator[Value], number: int) -> Value:
    listed = words()["supervision"]
    hotline, district = listed["phones"]
    return {
        "phones": [
            {"name": hotline, "number": "12345", "independent": True},
            {"name": district, "number": telephone(number, 9), "independent": True},
        ],
        "online": f"{SERVICES}/complaints/{number}",
        "mailbox": listed["mailbox"],
        "supervisors": [
            {"name": next(people)["name"], "capacity": capacity}
            for capacity in listed["capacities"]
        ],
    }


# ---- ledgers ---------------------------------------------------------------------------------


def _ledgers(lot: Random, responsible: str) -> dict[str, list[Value]]:
    problems = lot.sample(words()["rectifications"], 2)
    return {
        "rectifications": [
            _rectification(problem, month, responsible)
            for month, problem in zip((3, 6), problems, strict=True)
        ],
        "evaluations": [_evaluation(lot)],
        "complaints": [_complaints(lot, quarter) for quarter in (3, 2, 1)],
        "inspections": [_inspection(lot)],
    }


def _rectification(problem: Value, month: int, responsible: str) -> Value:
    return {
        "id": f"2026-{month:02}",
        **problem,
        "found_by": "evaluation",
        "found_on": date(2026, month, 12),
        "due": date(2026, month + 1, 15),
        "responsible": responsible,
        "done_on": date(2026, month + 1, 10),
    }


def _evaluation(lot: Random) -> Value:
    listed = words()
    most = {"very": 300, "fairly": 99, "neutral": 40, "poor": 20}
    answers = {name: lot.randint(number // 4, number) for name, number in most.items()}
    return {
        "year": 2025,
        "organiser": listed["organiser"],
        "method": listed["method"],
        "responses": sum(answers.values()),
        "score": lot.randint(860, 975) / 10,
        "rank": lot.randint(1, 40),
        "of": 42,
        "answers": answers,
        "finding": listed["finding"],
    }


def _complaints(lot: Random, quarter: int) -> Value:
    received = lot.randint(3, 20)
    return {
        "period": f"2026-Q{quarter}",
        "received": received,
        "answered_in_time": received,
        "upheld": 0,
        "median_days": lot.randint(2, 5),
    }


def _inspection(lot: Random) -> Value:
    points = ("phone-answered", "b-present", "queue-within-limit", "notice-current")
    return {
        "date": recent_day(lot, 150),
        "by": words()["inspector"],
        "checks": [{"id": point, "result": "pass"} for point in points],
    }
