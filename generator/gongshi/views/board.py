"""The whole board in one language: what every page of it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from gongshi import urls
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.text import Text
from gongshi.views.chrome import Link, search_index
from gongshi.views.directory import Directory, Neighbours
from gongshi.views.parts import Scene, Words
from gongshi.views.procedure import ProcedureWords
from gongshi.views.voice import Voice

HINTS = ("身份证", "营业执照", "结婚登记", "居住证", "养犬登记")
"""Questions to begin with, of which those that the board can answer are shown."""

MOST_HINTS = 3

NO_NEIGHBOURS = Neighbours({}, {})


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """Where a search box finds its index."""

    base: str
    index: str
    page: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page that is a heading and lists under headings."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    groups: tuple[Any, ...] = ()


class BoardWords:
    """The whole board in one language, from one page."""

    def __init__(self, directory: Directory, voice: Voice) -> None:
        """Know the directory and the page's voice."""
        self.directory = directory
        self.board = directory.board
        self.voice = voice

    def crumbs(self) -> tuple[Link, ...]:
        """Return the way from the first page."""
        return (Link(self.voice.say("首页"), self.voice.way("")),)

    def crumbs_of_supervision(self) -> tuple[Link, ...]:
        """Return the way from the first page to a page below the supervision page."""
        return (*self.crumbs(), Link(self.voice.say("监督"), self.voice.way("supervision/")))

    def words(self) -> tuple[ProcedureWords, ...]:
        """Return every active procedure of every active station."""
        return tuple(
            self.words_of(folder, each)
            for folder in self.directory.stations
            if folder.station.is_active
            for each in folder.procedures
            if each.procedure.is_active
        )

    @cached_property
    def _by_event(self) -> Mapping[str, tuple[ProcedureWords, ...]]:
        """The procedures of each life event, also the suspended."""
        found: dict[str, list[ProcedureWords]] = {}
        for each in self.listed():
            if not each.procedure.is_retired:
                for event in each.procedure.life_events:
                    found.setdefault(event, []).append(each)
        return {event: tuple(members) for event, members in found.items()}

    def listed(self) -> tuple[ProcedureWords, ...]:
        """Return every procedure of every active station, also the suspended; the retired last."""
        every = [
            self.words_of(folder, each)
            for folder in self.directory.stations
            if folder.station.is_active
            for each in folder.procedures
        ]
        return tuple(sorted(every, key=lambda each: each.procedure.is_retired))

    def words_of(self, folder: StationFolder, file: ProcedureFile) -> ProcedureWords:
        """Return one procedure as this page speaks of it."""
        scene = Scene(
            self.board, folder, NO_NEIGHBOURS, self.directory.calendar, self.directory.today
        )
        return ProcedureWords(scene, file, self.voice)

    def names(self) -> dict[str, Text]:
        """Return the stations' names by id."""
        return {
            folder.id: folder.station.name
            for folder in self.directory.stations
            if folder.station.name
        }

    def search(self) -> SearchPlace:
        """Return where a search box on this page finds its index."""
        base = urls.relative("", self.voice.page) or "./"
        return SearchPlace(base, search_index(self.voice.language), self.voice.way("search/"))

    def hints(self) -> tuple[str, ...]:
        """Return a few questions with which to begin: words in the names of procedures."""
        names = {
            name.casefold()
            for each in self.words()
            for name in (self.voice.text(each.procedure.title).plain, *each.procedure.aliases)
        }
        hints = (self.voice.say(hint) for hint in HINTS)
        known = (hint for hint in hints if any(hint.casefold() in name for name in names))
        return tuple(islice(known, MOST_HINTS))

    def of_event(self, event_id: str) -> tuple[ProcedureWords, ...]:
        """Return the procedures of a life event, also the suspended."""
        return self._by_event.get(event_id, ())


View = Callable[[BoardWords], object]
