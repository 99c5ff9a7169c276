"""Every time limit, of the law against the promise, station by station."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gongshi import urls
from gongshi.board.folder import StationFolder
from gongshi.board.promise import Lead, Pair, lead, pairs
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.parts import Words
from gongshi.views.procedure import ProcedureWords
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A procedure's limits in some cases or in all, and how they stand to each other.

    ``kind`` is ``shorter``, ``same`` or ``unpromised`` where the law sets a limit, else ``own``.
    ``share`` is how much of the lawful time the promise takes, from 0 to 100; none without a law.
    """

    title: Words
    url: str
    case: str | None
    statutory: str | None
    committed: str | None
    kind: str
    share: float | None
    told: str


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """The limits of one station."""

    id: str
    title: Words
    url: str
    note: str
    rows: tuple[LimitRow, ...]


@dataclass(frozen=True, slots=True)
class LimitsPage:
    """Every limit, with what all of them come to."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    summary: tuple[str, ...]
    groups: tuple[LimitGroup, ...]
    commitments: str
    """The address of the page of all promises."""


class Compared(NamedTuple):
    """A pair of limits with the procedure that has it, and by how much the promise leads."""

    words: ProcedureWords
    pair: Pair
    lead: Lead | None
    """None where the law sets no limit."""

    @property
    def kind(self) -> str:
        """How promise and law stand to each other."""
        if self.lead is None:
            return "own"
        if self.pair.promised is None:
            return "unpromised"
        return "shorter" if self.lead.is_earlier else "same"


def compared(words: BoardWords) -> tuple[Compared, ...]:
    """Return every pair of limits of every procedure that is offered."""
    return tuple(
        Compared(each, pair, _lead(pair, words))
        for each in words.words()
        for pair in pairs(each.procedure)
    )


def _lead(pair: Pair, words: BoardWords) -> Lead | None:
    if pair.lawful is None:
        return None
    promised = pair.promised or pair.lawful
    return lead(promised.duration, pair.lawful.duration, words.directory.calendar)


def summary(every: Iterable[Compared], voice: Voice) -> tuple[str, ...]:
    """Return how much is promised beyond the law, and where nothing is, as sentences."""
    say = voice.say
    kinds: dict[str, list[Compared]] = {}
    for each in every:
        kinds.setdefault(each.kind, []).append(each)
    sentences = []
    if shorter := kinds.get("shorter"):
        mean = sum(each.lead.share for each in shorter if each.lead) / len(shorter)
        sentences.append(
            say(
                "%(n)s 项承诺比法定时限短，平均缩短 %(share)s。",
                n=len(shorter),
                share=percent(mean),
            )
        )
    if same := [*kinds.get("same", ()), *kinds.get("unpromised", ())]:
        sentences.append(say("%(n)s 项有法定时限，没有在法定之外承诺。", n=len(same)))
    if own := kinds.get("own"):
        sentences.append(say("%(n)s 项法律没有规定时限，由站所自己承诺。", n=len(own)))
    return tuple(sentences)


def percent(share: float) -> str:
    """Return a share of 1 in percent, whole, and never all or nothing where it is not."""
    whole = round(100 * share)
    if whole in (0, 100) and 0 < share < 1:
        whole = 1 if whole == 0 else 99
    return f"{whole}%"


def time_limits(words: BoardWords) -> LimitsPage:
    """Return every limit, of the law and promised."""
    say = words.voice.say
    every = compared(words)
    by_station: dict[str, list[Compared]] = {}
    for each in every:
        by_station.setdefault(each.words.scene.folder.id, []).append(each)
    return LimitsPage(
        words.crumbs(),
        say("办理时限"),
        say("法律规定多久办好，站所承诺多久办好。"),
        summary(every, words.voice),
        tuple(
            _group(folder, by_station[folder.id], words.voice)
            for folder in words.directory.stations
            if folder.id in by_station
        ),
        words.voice.way("commitments/"),
    )


def _group(folder: StationFolder, every: list[Compared], voice: Voice) -> LimitGroup:
    shorter = sum(each.kind == "shorter" for each in every)
    lawful = sum(each.kind != "own" for each in every)
    note = (
        voice.say("%(n)s 项有法定时限，%(shorter)s 项承诺更短", n=lawful, shorter=shorter)
        if lawful
        else voice.say("法律都没有规定时限")
    )
    return LimitGroup(
        f"station-{folder.id}",
        voice.text(folder.station.name),
        voice.way(urls.station(folder.id)),
        note,
        tuple(_rows(every, voice)),
    )


def _rows(every: Iterable[Compared], voice: Voice) -> Iterator[LimitRow]:
    for each in every:
        words, pair = each.words, each.pair
        yield LimitRow(
            title=voice.text(words.procedure.title),
            url=voice.way(urls.procedure(words.scene.folder.id, words.file.id)) + "#time",
            case=words.case_text(pair) or None,
            statutory=voice.duration(pair.lawful.duration) if pair.lawful else None,
            committed=voice.duration(pair.promised.duration) if pair.promised else None,
            kind=each.kind,
            share=None if each.lead is None else round(100 * (1 - each.lead.share), 1),
            told=_told(each, voice),
        )


def _told(each: Compared, voice: Voice) -> str:
    """Return in words how much is promised beyond the law."""
    say, gained = voice.say, each.lead
    if gained is None:
        return say("法律没有规定，站所自己承诺")
    if not gained.is_earlier:
        return say("没有承诺") if each.pair.promised is None else say("与法定一样")
    share = percent(gained.share)
    if gained.days < 1:
        return say("缩短 %(share)s", share=share)
    return say("平均早 %(n)s 天，缩短 %(share)s", n=round(gained.days), share=share)
