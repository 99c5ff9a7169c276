"""The feeds of the board: which there are, of which page each is, and how it becomes a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from gongshi import urls
from gongshi.job import Job
from gongshi.outputs.feeds.atom import Feed, atom
from gongshi.views import bulletins, changes, rectifications
from gongshi.views.board import BoardWords
from gongshi.views.directory import Directory
from gongshi.views.feeds import FeedEntry
from gongshi.views.shared import public_address
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class BoardFeed:
    """A feed of the board: its name, the page whose news it tells, its title, its entries.

    It stands at ``feeds/<name>.xml``; the page links it by `views.feeds.feed_way`.
    """

    name: str
    page: str
    title: str
    entries: Callable[[BoardWords], Iterable[FeedEntry]]


FEEDS = (
    BoardFeed("rectifications", "rectifications/", "整改台账", rectifications.feed_entries),
    BoardFeed("bulletins", "bulletins/", "通报和公告", bulletins.feed_entries),
    BoardFeed("changes", "changes/", "近来的变动", changes.feed_entries),
)
"""Every feed; each is made in every language of the board."""


def plan(directory: Directory, language: str) -> Iterator[Job]:
    """Return a job for every feed in one language; without a public address there are none."""
    board = directory.board
    home = public_address(board, "")
    if not home:
        return
    first = board.first_language
    for each in FEEDS:
        path = urls.in_language(urls.feed(each.name), language, first)
        words = BoardWords(directory, Voice(language, first, path))
        # The same entry in another language is another text, under a name of its own.
        entries = tuple(
            replace(entry, key=urls.in_language(entry.key, language, first))
            for entry in each.entries(words)
        )
        if not entries:
            continue
        feed = Feed(
            home=home,
            path=path,
            page=urls.in_language(each.page, language, first),
            title=f"{words.voice.say(each.title)} · {words.voice.text(board.name).plain}",
            language=language,
            author=words.voice.text(board.publisher) or words.voice.text(board.name),
            entries=entries,
        )
        yield Job(path, (language, repr(feed)), partial(atom, feed))
