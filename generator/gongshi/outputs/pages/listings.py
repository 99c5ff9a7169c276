"""Lists of the board in Markdown pages: kept as marks by the host, filled when all is known.

A page with a list is therefore no work of the host alone: it is made again when what it lists
changes, whether the host runs or not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from markupsafe import Markup

from gongshi import urls
from gongshi.board.listing import Listed, Listing
from gongshi.board.words import StationKind
from gongshi.errors import PublishError
from gongshi.job import Job
from gongshi.outputs.pages.board_pages import Press
from gongshi.outputs.pages.stamp import calendar_script
from gongshi.outputs.pages.studio import body
from gongshi.views.board import BoardWords
from gongshi.views.listed import ListingView, listing
from gongshi.views.voice import Voice

PLANTED: Final = "gongshi-listing-{}"
"""The paragraph that stands for a list while Markdown is rendered; the number tells which."""

_PARAGRAPH: Final = re.compile(r"<p>gongshi-listing-([0-9]{1,6})</p>")
# No page can hold this by itself: comments are cut out of what authors write.
_MARK: Final = re.compile(r"<!--g:listing ([1-6]) (\[.*?\])-->")
_OPENED: Final = re.compile(r"<(?!(?:br|hr|img)\b)[a-z]")
_CLOSED: Final = re.compile(r"</[a-z]")
_HEADING: Final = re.compile(r"<h([1-6])\b")
_WHAT: Final = {each.value: each for each in Listed}
_KINDS: Final = {each.value: each for each in StationKind}
_LEAST_LEVEL: Final = 2
_MOST_LEVEL: Final = 6


def marked(html: str, listings: Sequence[Listing], source: str) -> str:
    """Return a safe page with a mark for each of its lists, which knows the level of headings."""
    if not listings:
        return html
    found: set[int] = set()

    def mark(match: re.Match[str]) -> str:
        number = int(match[1])
        if number >= len(listings) or _is_within(html[: match.start()]):
            return match[0]
        found.add(number)
        above = _HEADING.findall(html, 0, match.start())
        level = min(max(_LEAST_LEVEL, int(above[-1]) + 1), _MOST_LEVEL) if above else _LEAST_LEVEL
        return f"<!--g:listing {level} {_packed(listings[number])}-->"

    made = _PARAGRAPH.sub(mark, html)
    if len(found) != len(listings):
        raise PublishError(
            f"content/{source}：清单不能放在 HTML 标签里面，前后各空一行",
            f"content/{source}: a list cannot stand inside HTML; leave a blank line around it",
        )
    return made


def _is_within(before: str) -> bool:
    """Whether an element is still open after the first part of a page, which is well-formed."""
    return len(_OPENED.findall(before)) != len(_CLOSED.findall(before))


def has_marks(html: str) -> bool:
    """Whether a page has marks to be filled."""
    return "<!--g:listing " in html


def filled(html: str, press: Press, url: str) -> str:
    """Return a page with its lists in place of the marks; ``url`` is where it stands."""
    return _filler(html, press, url)[1]()


def plan(press: Press, pages: Mapping[str, str]) -> Iterator[Job]:
    """Return a job for every page with lists, by the address at which it stands."""
    for url, html in pages.items():
        views, fill = _filler(html, press, url)
        inputs = (press.language, html, repr(views))
        yield Job(urls.file_of(url), inputs, partial(_made, fill))


def _made(fill: Callable[[], str]) -> bytes:
    return fill().encode()


def _filler(html: str, press: Press, url: str) -> tuple[list[ListingView], Callable[[], str]]:
    """Return what a page lists, and what puts it there."""
    voice = Voice(press.language, press.directory.board.first_language, url)
    words = BoardWords(press.directory, voice)
    views = [
        listing(words, _unpacked(match[2]), int(match[1]), f"list-{number}")
        for number, match in enumerate(_MARK.finditer(html), 1)
    ]

    def fill() -> str:
        rest = iter(views)
        days = calendar_script(press.directory.calendar)

        def put(_match: re.Match[str]) -> str:
            nonlocal days
            view = next(rest)
            said = body(press.folders, press.language, "listing", view)
            if view.stations:
                # Once a page, and beside what reads it.
                said, days = days + said, Markup()
            return said

        return _MARK.sub(put, html)

    return views, fill


def _packed(asked: Listing) -> str:
    # Every value is an id or a word of a fixed list: none can end a comment.
    return json.dumps([asked.what, asked.kind or "", asked.station, asked.theme])


def _unpacked(text: str) -> Listing:
    what, kind, station, theme = json.loads(text)
    return Listing(_WHAT[what], _KINDS.get(kind), station, theme)
