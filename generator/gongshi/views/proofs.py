"""The proofs that nobody may ask for any more, with the rule to show at the counter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongshi import urls
from gongshi.board.common import Citation
from gongshi.board.text import Said, Text
from gongshi.checks.tables import table
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.parts import ComplaintChannel, Source, Words
from gongshi.views.search import SearchRecord
from gongshi.views.shared import source
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class ProofGroup:
    """Proofs that something else makes needless: what to show instead, their names, the rule."""

    id: str
    title: Words
    proofs: tuple[Words, ...]
    rule: Words
    only: str | None
    """Whose proof is meant, where it is not anybody's."""


@dataclass(frozen=True, slots=True)
class NotNeededPage:
    """The proofs that may not be asked for, as one sheet to show at the counter."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    groups: tuple[ProofGroup, ...]
    source: Source
    general: tuple[Words, ...]
    channels: tuple[ComplaintChannel, ...]
    stations: Link


def not_needed(words: BoardWords) -> NotNeededPage:
    """Return the proofs that may not be asked for."""
    voice, say, board = words.voice, words.voice.say, words.board
    hotline = (
        (ComplaintChannel(say("热线"), board.hotline, f"tel:{board.hotline}"),)
        if board.hotline
        else ()
    )
    return NotNeededPage(
        crumbs=(*words.crumbs(), Link(say("监督"), voice.way("supervision/"))),
        title=say("不用再开的证明"),
        lead=say("办事时有人要您开下面的证明，可以不开。把这一页给窗口看。"),
        groups=tuple(_group(each, voice) for each in _groups()),
        source=source(_citation(), voice),
        general=(
            say(
                "别的证明，要有法律、法规或者国务院决定的依据才能要（优化营商环境条例第四十四条）。"
            ),
            say("政府部门内部核查就能办的，也不能要证明（优化营商环境条例第四十四条）。"),
        ),
        channels=hotline,
        stations=Link(say("各站所的监督电话"), voice.way("stations/")),
    )


def examples(voice: Voice) -> str:
    """Return a few of the proofs, which stand for all of them."""
    facts = _groups()[0]["proofs"]
    return voice.listed(_proof(fact, voice).plain for fact in (facts[0], facts[-1]))


def search_records(words: BoardWords) -> Iterator[SearchRecord]:
    """Return what the search knows of the page: it is found by the name of every proof."""
    voice = words.voice
    spelled = [
        f"{name}证明"
        for group in _groups()
        for fact in group["proofs"]
        for name in (fact["fact"], *fact.get("also", ()))
    ]
    named = [_proof(fact, voice).plain for group in _groups() for fact in group["proofs"]]
    yield SearchRecord(
        kind="page",
        url=urls.in_language(urls.NOT_NEEDED, voice.language, voice.first_language),
        title=voice.say("不用再开的证明"),
        aliases=tuple(dict.fromkeys((*named, *spelled))),
        station="",
        materials=(),
        body="",
        facts=voice.say("窗口要这些证明，可以不开"),
        lang=voice.language,
    )


def _groups() -> list[dict[str, Any]]:
    return table("abolished_proofs")["groups"]  # type: ignore[no-any-return]


def _citation() -> Citation:
    said = table("abolished_proofs")["source"]
    return Citation(
        title=_text(said, "title"),
        document_no=said["document_no"],
        issued_by=_text(said, "issued_by"),
    )


def _text(entry: Mapping[str, str], name: str) -> Text:
    return Text({"zh": entry[f"{name}_zh"], "en": entry[f"{name}_en"]})


def _proof(fact: Mapping[str, str], voice: Voice) -> Said:
    return voice.text(Text({"zh": f"{fact['fact']}证明", "en": f"proof of {fact['en']}"}))


def _group(entry: Mapping[str, Any], voice: Voice) -> ProofGroup:
    return ProofGroup(
        id=entry["name"],
        title=voice.text(_text(entry, "instead")),
        proofs=tuple(_proof(fact, voice) for fact in entry["proofs"]),
        rule=voice.text(_text(entry, "rule")),
        only=voice.say("下面的证明，不能要您到派出所去开。") if "issuers" in entry else None,
    )
