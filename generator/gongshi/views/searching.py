"""The page of the search, and the page for dead addresses."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.views import life_events
from gongshi.views.board import BoardWords, SearchPlace
from gongshi.views.chrome import SECTIONS, Link, search_index
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class SearchBlock:
    """Everything that is found, and what to try when nothing is."""

    base: str
    index: str
    page: str
    all: str
    suggestions: tuple[str, ...]
    topics: tuple[Link, ...]
    hotline: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of the search."""

    crumbs: tuple[Link, ...]
    title: Words
    search: SearchBlock


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """The page for dead addresses."""

    title: str
    lead: str
    search: SearchPlace
    links: tuple[Link, ...]


def search(words: BoardWords) -> SearchPage:
    """Return the page of the search."""
    voice, say = words.voice, words.voice.say
    place = words.search()
    block = SearchBlock(
        base=place.base,
        index=place.index,
        page=place.page,
        all=voice.way("procedures/"),
        suggestions=words.hints(),
        topics=tuple(Link(each.name, each.url) for each in life_events.events(words, 0)),
        hotline=words.board.hotline or "",
    )
    return SearchPage(words.crumbs(), say("搜索"), block)


def not_found(words: BoardWords, base: str) -> NotFoundPage:
    """Return the page for dead addresses, which is shown anywhere below ``base``."""
    say = words.voice.say
    return NotFoundPage(
        title=say("没有找到这一页"),
        lead=say("地址可能写错了，或者事项已经改名。可以搜索，或从下面的页面找。"),
        search=SearchPlace(base, search_index(words.voice.language), f"{base}search/"),
        links=tuple(Link(say(title), base + url) for _, title, url in SECTIONS),
    )
