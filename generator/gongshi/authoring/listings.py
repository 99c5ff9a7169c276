"""Lists of the board in Markdown pages: fenced blocks by the name of 公示-站所 or gongshi-stations.

A fence is what every preview of Markdown shows as a block, and no other block has such a name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gongshi.authoring import messages
from gongshi.board.listing import Listed, Listing
from gongshi.board.words import StationKind
from gongshi.diagnostics.finding import Diagnostic, Message, Severity, Span

NAMES: Final[Mapping[str, Listed]] = {f"公示-{each.zh}": each for each in Listed} | {
    f"gongshi-{each.value}": each for each in Listed
}
"""The words by which a fenced block is a list, in both spellings."""

_OURS: Final = ("公示", "gongshi")
_BARE: Final = {each.zh: f"公示-{each.zh}" for each in Listed}
"""Names that lack their first half; no language of code is called so."""

_FENCE: Final = re.compile(r" {0,3}(?P<fence>`{3,}(?!.*`)|~{3,})[ \t]*(?P<word>.*?)[ \t]*$")
_OPTION: Final = re.compile(r"\s*(?P<key>[^:：]*?)\s*[:：]\s*(?P<value>.*?)\s*$")


class Named(NamedTuple):
    """What an id stands for, and where to look for the right one."""

    zh: str
    en: str
    where_zh: str = "核对编号，也就是文件夹和文件的名字"
    where_en: str = "check the id: the name of the folder and the file"


STATION: Final = Named("站所", "station")
PROCEDURE: Final = Named("事项", "procedure")
THEME: Final = Named("主题", "theme", "核对 board.yml 里的主题", "see life_events in board.yml")


class Known(NamedTuple):
    """The ids that a page may name: stations, each with its procedures, and themes."""

    stations: Mapping[str, Collection[str]]
    themes: Collection[str]


class Option(NamedTuple):
    """A condition in both spellings."""

    zh: str
    key: str


_KIND: Final = Option("类型", "kind")
_STATION: Final = Option("站所", "station")
_THEME: Final = Option("主题", "theme")
OPTIONS: Final[Mapping[Listed, tuple[Option, ...]]] = {
    Listed.STATIONS: (_KIND,),
    Listed.PROCEDURES: (_STATION, _THEME),
    Listed.FEES: (_STATION,),
}
"""By what a list can be narrowed."""

_KINDS: Final = {each.zh: each for each in StationKind} | {each.value: each for each in StationKind}


@dataclass(slots=True)
class Fence:
    """A fenced block: its word, its first line and where the word stands there, its other lines.

    ``end`` is the number of the line after it; one that is not closed goes to the end of the page.
    """

    word: str
    first: str
    line: int
    column: int
    body: list[str] = field(default_factory=list)
    end: int = 0
    is_closed: bool = False


def fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Go through the fenced blocks of a page; lines count from 1."""
    fence, mark = None, ""
    for number, line in enumerate(lines, 1):
        match = _FENCE.match(line)
        if fence is None:
            if match is not None:
                mark = match["fence"]
                fence = Fence(match["word"], line, number, match.start("word") + 1)
        elif match is not None and match["fence"].startswith(mark) and not match["word"]:
            fence.end, fence.is_closed = number + 1, True
            yield fence
            fence = None
        else:
            fence.body.append(line)
    if fence is not None:
        fence.end = len(lines) + 1
        yield fence


def is_listing(fence: Fence) -> bool:
    """Whether a fenced block is meant as a list, rightly named or not."""
    return fence.word.startswith(_OURS) or fence.word in _BARE


class _Said(NamedTuple):
    """What was written for an option, where, and the whole line."""

    value: str
    span: Span
    line: str


class _Reader:
    """Reads one block, and notes every mistake in its place."""

    def __init__(self, file: str, fence: Fence, known: Known) -> None:
        self._file = file
        self._fence = fence
        self._known = known
        self.mistakes: list[Diagnostic] = []

    def read(self) -> Listing | None:
        """Return the list that the block asks for, if it does so without a mistake."""
        fence = self._fence
        what = NAMES.get(fence.word)
        span = Span(fence.line, fence.column, fence.column + len(fence.word))
        if what is None:
            self._wrong("GS148", span, _unknown_list(fence.word), fence.first)
            return None
        if not fence.is_closed:
            self._wrong("GS148", span, _OPEN, fence.first)
            return None
        said = self._options(what)
        kind = self._word(said.get(_KIND))
        station = self._id(said.get(_STATION), STATION, self._known.stations)
        theme = self._id(said.get(_THEME), THEME, self._known.themes)
        return None if self.mistakes else Listing(what, kind, station, theme)

    def _options(self, what: Listed) -> dict[Option, _Said]:
        known = {name: option for option in OPTIONS[what] for name in option}
        owner = messages.Owner(
            what.zh,
            what.value,
            tuple(option.zh for option in OPTIONS[what]),
            tuple(option.key for option in OPTIONS[what]),
        )
        said: dict[Option, _Said] = {}
        for number, line in enumerate(self._fence.body, self._fence.line + 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            match = _OPTION.match(line)
            start = len(line) - len(line.lstrip())
            key = match["key"] if match else line.strip()
            span = Span(number, start + 1, start + 1 + len(key))
            option = known.get(key)
            if match is None or option is None:
                self._wrong("GS112", span, messages.unknown_key(key, owner), line)
            elif option in said:
                self._wrong("GS113", span, messages.doubled(key, *option), line)
            elif not match["value"]:
                self._wrong("GS122", span, messages.EMPTY, line)
            else:
                place = Span(number, match.start("value") + 1, match.end("value") + 1)
                said[option] = _Said(match["value"], place, line)
        return said

    def _word(self, said: _Said | None) -> StationKind | None:
        if said is None:
            return None
        word, span, line = said
        if word not in _KINDS:
            self._wrong("GS119", span, messages.unknown_word(word, _KINDS), line)
        return _KINDS.get(word)

    def _id(self, said: _Said | None, kind: Named, known: Collection[str]) -> str:
        if said is None:
            return ""
        word, span, line = said
        if word not in known:
            self._wrong("GS401", span, unknown(kind, word, known), line)
        return word

    def _wrong(self, code: str, span: Span, message: Message, line: str) -> None:
        self.mistakes.append(Diagnostic(code, Severity.ERROR, self._file, span, message, line))


def mistakes(file: str, lines: Sequence[str], known: Known) -> Iterator[Diagnostic]:
    """Go through what is wrong with the lists of a page."""
    for fence in fences(lines):
        if is_listing(fence):
            reader = _Reader(file, fence, known)
            reader.read()
            yield from reader.mistakes


def planted(text: str, known: Known, mark: str) -> tuple[str, tuple[Listing, ...]]:
    """Return a page with a paragraph ``mark.format(n)`` in place of each list, and the lists."""
    if not any(each in text for each in _OURS):
        return text, ()
    lines = text.split("\n")
    out: list[str] = []
    found: list[Listing] = []
    done = 0
    for fence in fences(lines):
        listing = _Reader("", fence, known).read() if is_listing(fence) else None
        if listing is not None:
            out += [*lines[done : fence.line - 1], "", mark.format(len(found)), ""]
            found.append(listing)
            done = fence.end - 1
    return "\n".join([*out, *lines[done:]]), tuple(found)


def unknown(kind: Named, word: str, known: Collection[str]) -> Message:
    """Say that a page names what is not there, and which name is nearest."""
    close = messages.nearest(word, known)
    return Message(
        f"没有{kind.zh}「{messages.shown(word)}」",
        f"there is no {kind.en} {messages.shown(word)}",
        f"是不是「{close}」？" if close else kind.where_zh,
        f"did you mean {close}?" if close else kind.where_en,
    )


def _unknown_list(word: str) -> Message:
    close = _BARE.get(word) or messages.nearest(word, NAMES)
    zh, en = (tuple(name for name in NAMES if name.startswith(start)) for start in _OURS)
    return Message(
        f"没有叫「{messages.shown(word)}」的清单",
        f"there is no list {messages.shown(word)}",
        f"是不是「{close}」？" if close else f"可写：{'、'.join(zh)}",
        f"did you mean {close}?" if close else f"allowed: {', '.join(en)}",
    )


_OPEN: Final = Message(
    "清单没有结束行",
    "the list is not closed",
    "在下面补上一行 ```",
    "add a line ``` below it",
)
