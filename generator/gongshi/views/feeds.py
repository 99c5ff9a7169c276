"""What a feed of the board tells: dated entries, each under a name that it keeps for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongshi import urls
from gongshi.board.text import Said
from gongshi.views.board import BoardWords


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed.

    ``key`` names it among everything the board ever publishes: readers tell by it what they have
    seen, so it is made of ids alone. ``url`` is an address of the site, in the entry's language.
    """

    key: str
    url: str
    title: Said | str
    summary: Said | str
    published: date
    updated: date
    author: Said | str = ""
    categories: tuple[str, ...] = ()


def feed_way(words: BoardWords, name: str, *, has_entries: bool) -> str | None:
    """Return the way from a page to its feed; a feed needs a public address and an entry."""
    if not has_entries or not words.board.public_url:
        return None
    return words.voice.way(urls.feed(name))
