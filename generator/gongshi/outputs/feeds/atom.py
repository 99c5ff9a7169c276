"""An Atom feed as its bytes (RFC 4287): nothing but text in it, every address absolute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from gongshi.board.text import Said, html_tag
from gongshi.views.feeds import FeedEntry

MOST_ENTRIES: Final = 100
"""So many of the latest entries stand in a feed; the page has all."""

_SINCE: Final = "2026"
"""A tag URI names a year in which its host was the publisher's (RFC 4151).

It stays the same for ever: with another one every entry would be new to every reader.
"""

_MIDNIGHT: Final = "T00:00:00+08:00"
"""The board gives days, and they are China's."""

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it stands, of which page it is, whose it is, and its entries.

    ``home`` is the public address of the site; ``path`` and ``page`` are relative to it.
    """

    home: str
    path: str
    page: str
    title: str
    language: str
    author: Said | str
    entries: tuple[FeedEntry, ...]


def atom(feed: Feed) -> bytes:
    """Return the feed, the latest entry first; a feed without entries has no date and is refused.

    The same entries give the same bytes on any day.
    """
    latest = sorted(feed.entries, key=lambda each: (each.updated, each.key), reverse=True)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(html_tag(feed.language))}>',
        f"<id>{_id(feed.home, feed.path)}</id>",
        _text("title", feed.title),
        f"<updated>{_moment(latest[0].updated)}</updated>",
        f"<author>{_text('name', feed.author)}</author>",
        f'<link rel="self" type="application/atom+xml" href={_address(feed.home, feed.path)}/>',
        f'<link rel="alternate" type="text/html" href={_address(feed.home, feed.page)}/>',
    ]
    for each in latest[:MOST_ENTRIES]:
        lines += _entry(feed, each)
    return "\n".join((*lines, "</feed>", "")).encode()


def _entry(feed: Feed, entry: FeedEntry) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{_id(feed.home, entry.key)}</id>"
    yield _text("title", entry.title)
    yield f"<published>{_moment(entry.published)}</published>"
    yield f"<updated>{_moment(entry.updated)}</updated>"
    if entry.author:
        yield f"<author>{_text('name', entry.author)}</author>"
    yield f'<link rel="alternate" type="text/html" href={_address(feed.home, entry.url)}/>'
    yield from (f"<category term={_quoted(each)}/>" for each in entry.categories)
    if entry.summary:
        yield _text("summary", entry.summary)
    yield "</entry>"


def _id(home: str, name: str) -> str:
    """Return the name of a thing for ever: a tag URI of the site's host and path."""
    parts = urlsplit(home)
    host = quote(parts.hostname or "")
    return escape(f"tag:{host},{_SINCE}:{quote(parts.path)}{quote(name)}")


def _address(home: str, url: str) -> str:
    base, hash_sign, fragment = url.partition("#")
    return _quoted(f"{home}{quote(base)}{hash_sign}{quote(fragment)}")


def _moment(day: date) -> str:
    return f"{day.isoformat()}{_MIDNIGHT}"


def _text(name: str, words: Said | str) -> str:
    """Return an element of bare text; words of another language say which."""
    tag = html_tag(words.lang) if isinstance(words, Said) and words.lang else ""
    language = f" xml:lang={_quoted(tag)}" if tag else ""
    # A person's name takes attributes too, but not the language (RFC 4287, 3.2.1).
    attributes = language if name != "name" else ""
    return f"<{name}{attributes}>{escape(_xml(str(words)))}</{name}>"


def _quoted(words: str) -> str:
    return quoteattr(_xml(words))


def _xml(words: str) -> str:
    """Return the words without characters that no XML may hold."""
    return _NOT_XML.sub("", words)
