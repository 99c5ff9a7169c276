"""The same procedure at all stations that have it, side by side, with what differs and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from gongshi import urls
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.text import Text
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.likeness import EXPLAINED, FACETS, Kin, Likeness, families, likeness
from gongshi.views.parts import Words
from gongshi.views.procedure import ProcedureWords
from gongshi.views.search import SearchRecord
from gongshi.views.shared import open_hours
from gongshi.views.voice import Voice

Family = Sequence[tuple[StationFolder, ProcedureFile]]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a station asks in one respect, and whether it differs from most."""

    lines: tuple[Words, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class ComparedStation:
    """One station's way to do the procedure.

    ``state`` is ``same``, ``explained`` or ``unexplained``: where fee, limit or materials differ, a
    reason is owed.
    """

    station: Link
    fees: Cell
    promise: Cell
    materials: Cell
    visits: Cell
    hours: tuple[Words, ...]
    reason: Markup | None
    state: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """One procedure at all stations that have it."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words
    rows: tuple[ComparedStation, ...]


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """A comparison in the list of all."""

    title: Words
    url: str
    kind: str
    stations: str
    told: str
    state: str


@dataclass(frozen=True, slots=True)
class ComparisonsPage:
    """All comparisons."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    comparisons: tuple[ComparisonLine, ...]


ORDER = {"unexplained": 0, "explained": 1, "same": 2}
"""What owes a reason stands first."""


class Measured:
    """A family of procedures, measured: what is usual, who differs in what, who owes a reason.

    A station that gave its reason does not count for what is usual. Where no value is more usual
    than every other one, all differ.
    """

    def __init__(self, family: Family) -> None:
        """Measure every member once."""
        self.family = family
        self.likeness = tuple(likeness(file) for _, file in family)
        self.usual = {name: self._usual(name) for name in FACETS}

    def _usual(self, name: str) -> Hashable:
        """Return the value that most have, or nothing where there is no such value."""
        said = [
            getattr(own, name)
            for own, (_, file) in zip(self.likeness, self.family, strict=True)
            if file.procedure.local_reason is None
        ]
        ranked = Counter(said).most_common(2)
        is_tie = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
        return _NOTHING_USUAL if is_tie or not ranked else ranked[0][0]

    def differs(self, own: Likeness, name: str) -> bool:
        """Return whether a member differs from what is usual."""
        if len({getattr(each, name) for each in self.likeness}) == 1:
            return False
        return bool(getattr(own, name) != self.usual[name])

    def state(self, place: int) -> str:
        """Return whether a member does as usual, or said why not, or owes a reason."""
        own, (_, file) = self.likeness[place], self.family[place]
        if not any(self.differs(own, name) for name in EXPLAINED):
            return "same"
        return "explained" if file.procedure.local_reason else "unexplained"

    def states(self) -> Counter[str]:
        """Return how many members are in each state."""
        return Counter(map(self.state, range(len(self.family))))

    def common_materials(self) -> frozenset[str]:
        """Return the materials with which others are compared: the usual, else those of all."""
        usual: Any = self.usual["materials"]
        if usual is not _NOTHING_USUAL:
            return frozenset(usual)
        asked: list[Any] = [own.materials for own in self.likeness]
        return frozenset.intersection(*asked)


_NOTHING_USUAL = object()


class _Comparing:
    """One comparison in words."""

    def __init__(self, words: BoardWords, family: Family) -> None:
        self.words = words
        self.voice: Voice = words.voice
        self.measured = Measured(family)
        self.names: dict[str, Text] = {str(name): name for _, file in family for name in file.asks}

    def rows(self) -> tuple[ComparedStation, ...]:
        found = [self._row(place) for place in range(len(self.measured.family))]
        return tuple(sorted(found, key=lambda row: ORDER[row.state]))

    def _row(self, place: int) -> ComparedStation:
        folder, file = self.measured.family[place]
        own, voice = self.measured.likeness[place], self.voice
        words = self.words.words_of(folder, file)
        hours = open_hours(folder.station, voice).said("zh" if voice.language == "zh" else "en")
        differs = partial(self.measured.differs, own)
        return ComparedStation(
            station=Link(
                voice.text(folder.station.name), voice.way(urls.procedure(folder.id, file.id))
            ),
            fees=Cell(self._fees(words), differs("fees")),
            promise=Cell(self._promise(words), differs("promise")),
            materials=Cell(self._materials(file), differs("materials")),
            visits=Cell(self._visits(words), differs("visits")),
            hours=tuple(hours),
            reason=voice.prose(file.procedure.local_reason) or None,
            state=self.measured.state(place),
        )

    def _fees(self, words: ProcedureWords) -> tuple[Words, ...]:
        charged = [
            self.voice.pair(self.voice.text(fee.item), words.amount(fee))
            for fee in words.procedure.fee_list
            if not fee.optional
        ]
        return tuple(charged) or (words.cost().value,)

    def _promise(self, words: ProcedureWords) -> tuple[Words, ...]:
        say, lines = self.voice.say, []
        for limit in words.limits():
            promised = limit.committed.text if limit.committed else say("没有承诺")
            case = limit.situations_text
            lines.append(self.voice.pair(case, promised) if case else promised)
            if limit.statutory:
                lines.append(say("法定%(limit)s", limit=limit.statutory.text))
        return tuple(dict.fromkeys(lines)) or (say("没有承诺"),)

    def _materials(self, file: ProcedureFile) -> tuple[Words, ...]:
        say, common = self.voice.say, self.measured.common_materials()
        own = frozenset(map(str, file.asks))
        lines: list[Words] = [say("要带 %(n)s 样", n=len(own)) if own else say("不用带")]
        if own != common:
            more, less = self._named(own - common), self._named(common - own)
            lines += [say("多要：%(what)s", what=more)] if more else []
            lines += [say("不要：%(what)s", what=less)] if less else []
        return tuple(lines)

    def _named(self, names: frozenset[str]) -> str:
        return self.voice.listed(
            self.voice.text(text) for name, text in self.names.items() if name in names
        )

    def _visits(self, words: ProcedureWords) -> tuple[Words, ...]:
        visits, say = words.procedure.visits, self.voice.say
        if visits is None:
            return (say("没有写明"),)
        return (say("跑 %(n)s 次", n=visits.times) if visits.times else say("不用跑"),)


def comparisons_of(words: BoardWords) -> Iterator[tuple[Kin, Family]]:
    """Go through the procedures that several stations have, with all who have it."""
    for kin, family in families(words.directory.stations).items():
        if len(family) > 1:
            yield kin, family


def title_of(family: Family, voice: Voice) -> Words:
    """Return what the procedure is called, in the page's language where one station says it."""
    titles = [voice.text(file.procedure.title) for _, file in family]
    return next((title for title in titles if not title.lang), titles[0])


def comparison(words: BoardWords, family: Family) -> ComparisonPage:
    """Return one procedure at all stations that have it."""
    voice, say = words.voice, words.voice.say
    return ComparisonPage(
        crumbs=(
            *words.crumbs(),
            Link(say("监督"), voice.way("supervision/")),
            Link(say("各站所对比"), voice.way(urls.COMPARISONS)),
        ),
        title=say("%(title)s：各站所对比", title=title_of(family, voice)),
        lead=say(
            "%(n)s 个站所都办这件事。收费、承诺时限、申请材料应当一样，不一样的要说明理由。",
            n=len(family),
        ),
        rows=_Comparing(words, family).rows(),
    )


def comparisons(words: BoardWords) -> ComparisonsPage:
    """Return all comparisons, those in which a reason is owed first."""
    voice, say = words.voice, words.voice.say
    lines = [_line(voice, kin, family) for kin, family in comparisons_of(words)]
    return ComparisonsPage(
        crumbs=(*words.crumbs(), Link(say("监督"), voice.way("supervision/"))),
        title=say("各站所对比"),
        lead=say("几个站所都办的事放在一起比：收费、时限、材料有没有不同，不同的有没有说明理由。"),
        comparisons=tuple(sorted(lines, key=lambda line: ORDER[line.state])),
    )


def _line(voice: Voice, kin: Kin, family: Family) -> ComparisonLine:
    states, say = Measured(family).states(), voice.say
    if states["unexplained"]:
        state = "unexplained"
        told = say("%(n)s 个站所不同，没有说明理由", n=states["unexplained"])
    elif states["explained"]:
        state, told = "explained", say("%(n)s 个站所不同，说明了理由", n=states["explained"])
    else:
        state, told = "same", say("要求相同")
    return ComparisonLine(
        title=title_of(family, voice),
        url=voice.way(urls.comparison(*kin)),
        kind=voice.word(family[0][0].station.kind),
        stations=say("%(n)s 个站所", n=len(family)),
        told=told,
        state=state,
    )


def search_records(words: BoardWords) -> Iterator[SearchRecord]:
    """Return what the search knows of the list."""
    voice = words.voice
    if next(comparisons_of(words), None) is not None:
        yield SearchRecord(
            kind="page",
            url=urls.in_language(urls.COMPARISONS, voice.language, voice.first_language),
            title=voice.say("各站所对比"),
            aliases=(),
            station="",
            materials=(),
            body="",
            facts=voice.say("同一件事，各站所的收费、时限和材料"),
            lang=voice.language,
        )
