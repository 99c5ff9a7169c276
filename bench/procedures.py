"""Generated procedures: one of each 25 is offered by several stations, the others by one alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from bench.flows import Brief, draft
from bench.plan import PER_STATION, SERVICES, Plan, recent_day
from bench.stations import Station, Value, law, station_id
from bench.words import Said, joined, words

COMMON = 10
"""How many procedures are offered by several stations."""
_STRIDE = 7919
"""A prime, so that neighbours differ in everything and no title comes twice before all have."""
_JOINT = 7
"""Which of the 25 is handled together with the station before."""

_TYPES = ("licence", "confirmation", "benefit", "public-service", "public-service")
_DAYS = (0, 1, 2, 3, 5, 5, 7, 10, 10, 15)
_DAYS_OF_LICENCES = (3, 5, 7, 10)
_SOURCES = {"form": "applicant", "paper": "applicant", "proof": "third-party"}


@dataclass(frozen=True)
class Procedure:
    """A generated procedure."""

    station: Station
    id: str
    value: Value

    @property
    def file(self) -> str:
        """Its file, from the board's folder."""
        return f"stations/{self.station.id}/procedures/{self.id}.yml"

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"stations/{self.station.id}/{self.id}/"


def procedure(plan: Plan, number: int, at: Station) -> Procedure:
    """Return the procedure of that number, which belongs to that station."""
    return _Draft(plan, number, at).procedure()


def document_no(item: Said) -> str:
    """Return the number of the document that allows a fee; each item has its own."""
    number = sum(map(ord, item.zh)) % 400 + 1
    return f"青岚价费〔{2019 + number % 6}〕{number}号"


def _title(plan: Plan, number: int) -> int:
    """Return which of all titles a procedure has."""
    listed = words()
    titles = len(listed["subjects"]) * len(listed["acts"]) * len(listed["variants"])
    at, place = divmod(number, PER_STATION)
    among = at % COMMON if place == 0 else COMMON + (number - at - 1) % (titles - COMMON)
    return (among * _STRIDE + plan.seed * 97) % titles


class _Draft:
    """One procedure while it is written.

    ``lot`` follows the title, so that what several stations offer is the same at each of them;
    ``near`` follows the station.
    """

    def __init__(self, plan: Plan, number: int, at: Station) -> None:
        self.plan, self.number, self.at = plan, number, at
        self.words = words()
        title = _title(plan, number)
        self.lot, self.near = plan.lot("title", title), plan.lot("procedure", number)
        subjects, acts = self.words["subjects"], self.words["acts"]
        self.subject: Said = subjects[title % len(subjects)]
        self.act: Said = acts[title // len(subjects) % len(acts)]
        self.variant: Said = self.words["variants"][title // len(subjects) // len(acts)]
        self.type: str = self.lot.choice(_TYPES)
        self.days: int = self.lot.choice(_DAYS_OF_LICENCES if self.type == "licence" else _DAYS)
        contact = self.near.choice(("reception", "records", "benefits"))
        self.contact, self.counter = f"post:{contact}", at.posts[contact]["counter"]

    @cached_property
    def partner(self) -> str:
        """The station that takes part, where one does."""
        is_joint = self.number % PER_STATION == _JOINT and self.at.number > 0
        return station_id(self.at.number - 1) if is_joint else ""

    @cached_property
    def cases(self) -> list[tuple[str, Said]]:
        """The situations of which exactly one holds."""
        if self.lot.random() < 0.45:
            return []
        titles = self.lot.choice(self.words["situations"])
        return [(f"case-{n}", title) for n, title in enumerate(titles, 1)]

    def procedure(self) -> Procedure:
        """Return the whole."""
        value = {
            "schema": 1,
            **self._names(),
            **self._who(),
            **self._situations(),
            "materials": self._materials(),
            **self._flow_and_limits(),
            "fees": self._fees(),
            **self._result(),
            **self._questions(),
            **self._record(),
        }
        return Procedure(self.at, f"{joined(self.subject, self.act).slug}-{self.number:05}", value)

    def _names(self) -> Value:
        title = joined(self.subject, self.act)
        return {
            "title": Said(f"{title.zh}（{self.variant.zh}）", f"{title.en} ({self.variant.en})"),
            "aliases": self._aliases(),
            "codes": {
                "basic": f"0000{self.number:08}",
                "implementation": f"QL-{self.at.number:04}-{self.number:06}",
            },
            "handling": "committed" if self.days else "immediate",
            "type": self.type,
            "level": "county",
            "decided_by": self.at.value["authority"],
        }

    def _aliases(self) -> list[str]:
        subject, act = self.subject, self.act
        found = [f"办{subject.zh}", subject.zh[:4] + act.zh[-2:], f"怎么{act.zh[:2]}{subject.zh}"]
        if "en" in self.plan.languages:
            found.append(f"{subject.en} {act.en}")
        return list(dict.fromkeys(found))

    def _who(self) -> Value:
        events = sorted(self.words["life_events"])
        return {
            "audience": self.lot.choice((["person"], ["business"], ["person", "business"])),
            "life_events": sorted(self.lot.sample(events, self.lot.randint(1, 2))),
            "summary": self._filled(self.words["summary"]),
            "legal_basis": [
                law(self.lot) | {"status": "in-force"} for _ in range(self.lot.randint(1, 3))
            ],
            "conditions": self._some("conditions", 2, 5),
            **self._maybe(0.4, "prohibited", lambda: self._some("prohibited", 1, 2)),
        }

    def _maybe(self, share: float, name: str, make: Callable[[], list[Any]]) -> Value:
        made = make() if self.lot.random() < share else []
        return {name: made} if made else {}

    def _filled(self, text: Said) -> Said:
        return text.filled(
            subject=self.subject,
            act=self.act,
            variant=self.variant,
            station=self.at.value["name"],
            age=self.lot.choice((16, 18, 20, 30, 60)),
            months=self.lot.choice((3, 6, 12, 24)),
        )

    def _some(self, name: str, fewest: int, most: int) -> list[Said]:
        chosen = self.lot.sample(self.words[name], self.lot.randint(fewest, most))
        return [self._filled(each) for each in chosen]

    def _situations(self) -> Value:
        found = [{"id": name, "title": title, "group": "reason"} for name, title in self.cases]
        return {"situations": found} if found else {}

    # ---- what to bring

    def _materials(self) -> list[Value]:
        listed = self.words["materials"]
        others = sorted(self.lot.sample(range(2, len(listed)), self.lot.randint(1, 6)))
        found = [self._material(n, listed[each]) for n, each in enumerate((0, 1, *others), 1)]
        # Each case asks for something of its own, as long as there is enough.
        for (case, _), material in zip(self.cases, found[2:], strict=False):
            material["situations"] = [case]
        return found

    def _material(self, number: int, listed: Value) -> Value:
        kind = listed["kind"]
        is_data = kind == "data"
        material: Value = {
            "id": f"m{number}",
            "name": self._filled(listed["name"]),
            "form": "electronic" if is_data else "original",
            "originals": 0 if is_data else 1,
            "copies": 0,
            "source": _SOURCES.get(kind, "government"),
            "obtain": self.words["obtain"][kind],
            **{name: listed[name] for name in ("issued_by", "standard") if name in listed},
        }
        if kind in self.words["standards"]:
            material["standard"] = self.words["standards"][kind]
        return material | self._need(kind)

    def _need(self, kind: str) -> Value:
        if kind == "data":
            return {"shared": True}
        if kind == "form":
            form = f"forms/{self.subject.slug}"
            files = {"template": f"{form}.pdf", "sample": f"{form}-sample.pdf"}
            return {"need": "required", **files, "basis": law(self.lot)}
        if kind == "proof":
            return {"need": "required", "declaration": True, "basis": law(self.lot)}
        if kind == "paper" and self.lot.random() < 0.4:
            return {"need": "later", "note": self.lot.choice(self.words["material_notes"])}
        return {"need": "required"}

    # ---- how it goes and how long it takes

    def _flow_and_limits(self) -> Value:
        is_split = len(self.cases) > 1 and self.days > 1 and self.lot.random() < 0.4
        may_publish = self.days > 2 and self.type in {"confirmation", "benefit"}
        brief = Brief(
            contact=self.contact,
            where=self.counter,
            reviewers=("post:review", "post:decision", self.contact),
            days=self.days,
            cases=self.cases if is_split else (),
            basis=law(self.lot) if may_publish else None,
            partner=f"{self.partner}/post:review" if self.partner else "",
        )
        course = draft(self.lot, brief)
        return {"steps": course.steps, "time_limit": self._limits(course.extra)}

    def _limits(self, extra: int) -> Value:
        limits = {"statutory": self._statutory(), "committed": self._promised(extra)}
        late = {"excluded": self.words["excluded"]} if self.days > 3 else {}
        return {**limits, "starts": "accepted", **late}

    def _promised(self, extra: int) -> Any:
        if not extra:
            return _workdays(self.days)
        (own, _), *others = self.cases
        shorter = _workdays(self.days - extra)
        return [
            {"duration": _workdays(self.days), "situations": [own]},
            {"duration": shorter, "situations": [name for name, _ in others]},
        ]

    def _statutory(self) -> Any:
        if self.type == "licence":
            return {"duration": "20个工作日", "basis": law(self.lot)}
        if self.lot.random() < 0.3:
            return "none"
        # Long enough that no holiday makes a promise in working days end later.
        long = self.lot.choice(("30日", "45日", "20个工作日")) if self.days <= 10 else "60日"
        return {"duration": long, "basis": law(self.lot)}

    # ---- what it costs

    def _fees(self) -> Any:
        if self.lot.random() < 0.4:
            return "none"
        listed = self.lot.choice(self.words["fees"])
        item = self._filled(listed["item"])
        title = self.words["fee_document"].filled(item=item)
        fee: Value = {
            "item": item,
            "amount": self.lot.choice((5, 8, 10, 15, 20, 25, 40, 60, 80)),
            "unit": listed["unit"],
            "nature": "administrative",
            "payee": listed["payee"],
            "basis": {"title": title, "document_no": document_no(item)},
        }
        fees = [fee]
        if self.cases and self.lot.random() < 0.5:
            fees = [_fee_of_case(fee, n, case) for n, case in enumerate(self.cases, 1)]
        if self.lot.random() < 0.6:
            who = self.lot.choice(self.words["reductions"])
            fees[0]["reductions"] = [{"who": who, "amount": 0, "basis": law(self.lot)}]
        if self.lot.random() < 0.4:
            mail = {"amount": 12, "nature": "operating", "optional": True}
            fees.append(self.words["mail_fee"] | mail)
        return fees

    # ---- the rest

    def _result(self) -> Value:
        result, name = self.words["types"][self.type], self.at.value["name"]
        outcome = {
            "name": joined(self.subject, result["name"]),
            "kind": result["kind"],
            "delivery": ["collect", "mail"],
        }
        if result["kind"] == "certificate":
            outcome["validity"] = self.words["validity"]
        counter = Said(name.zh + self.counter.zh, f"{self.counter.en}, {name.en}")
        channels: list[Value] = [{"kind": "counter", "value": counter}]
        if self.lot.random() < 0.6:
            channels.append({"kind": "online", "value": f"{SERVICES}/apply/{self.number}"})
        if self.lot.random() < 0.3:
            channels.append({"kind": "wechat", "value": self.words["wechat"]})
        progress = f"{SERVICES}/progress/{self.number}"
        return {
            "outcomes": [outcome],
            "channels": channels,
            "visits": {"times": 1, "why": self.words["why_visit"]},
            "progress": {"url": progress, "note": self.words["progress_note"]},
        }

    def _questions(self) -> Value:
        listed, lot = self.words, self.lot
        return {
            "glossary": dict(lot.sample(sorted(listed["glossary"].items()), lot.randint(1, 2))),
            "contact": self.contact,
            "remedies": "default",
            "faq": lot.sample(listed["faq"], lot.randint(1, 3)),
            "common_mistakes": lot.sample(listed["mistakes"], lot.randint(1, 3)),
        }

    def _record(self) -> Value:
        return {
            **({"takes_part": [self.partner]} if self.partner else {}),
            **self._maybe(0.5, "changes", self._changes),
            **self._maybe(0.4, "timings", self._timings),
            "effective": date(2026, self.near.randint(1, 10), 1),
            "reviewed": {"date": recent_day(self.near, 150), "by": self.at.head},
        }

    def _changes(self) -> list[Value]:
        days = sorted({recent_day(self.near, 300), recent_day(self.near, 300)}, reverse=True)
        return [{"date": day, "why": self.near.choice(self.words["changes"])} for day in days]

    def _timings(self) -> list[Value]:
        if not self.days:
            return []
        times = {
            "median": _workdays(max(1, self.days - self.days // 3)),
            "p90": _workdays(self.days),
        }
        return [
            {"period": f"2026-Q{quarter}", "cases": self.near.randint(12, 480), **times, "late": 0}
            for quarter in (3, 2)
        ]


def _fee_of_case(fee: Value, times: int, case: tuple[str, Said]) -> Value:
    name, title = case
    item = Said(f"{fee['item'].zh}（{title.zh}）", f"{fee['item'].en} ({title.en})")
    return fee | {"item": item, "amount": fee["amount"] * times, "situations": [name]}


def _workdays(days: int) -> str:
    return f"{days}个工作日" if days else "当场"
