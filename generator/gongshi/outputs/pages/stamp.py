"""A body becomes a page.

The head's lines, the addresses of other languages, all stamped into the page's shell.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from gongshi import urls
from gongshi.board.board import BoardSettings
from gongshi.board.text import html_tag
from gongshi.board.workdays import WorkCalendar
from gongshi.outputs.pages.shell import CONTENT, HEAD, Shell, ShellKey, language_token
from gongshi.views.shared import public_address

LONGEST_DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class Body:
    """What one page says, before it has a head and a foot.

    ``url`` is the address in the first language; ``languages`` are those in which the page exists.
    """

    url: str
    section: str
    language: str
    title: str
    description: str
    html: str
    languages: tuple[str, ...]
    refresh: str = ""
    """Where a page that has moved leads at once."""
    feed: str = ""
    """The way to the feed that tells what is new on the page."""

    def address(self, board: BoardSettings, language: str = "") -> str:
        """Return the page's address in a language."""
        return urls.in_language(self.url, language or self.language, board.first_language)


def page(body: Body, board: BoardSettings, shells: Mapping[ShellKey, Shell]) -> bytes:
    """Return the finished page."""
    here = body.address(board)
    shell = shells[ShellKey(body.section, urls.depth(here), body.language)]
    values = {HEAD: _head(body, board), CONTENT: body.html}
    for tag in board.languages:
        there = (
            body.address(board, tag)
            if tag in body.languages
            else urls.in_language("", tag, board.first_language)
        )
        values[language_token(tag)] = str(escape(urls.relative(there, here)))
    return shell.stamp(values).encode()


def _head(body: Body, board: BoardSettings) -> str:
    name = board.name.said(body.language).plain
    title = f"{body.title} · {name}" if body.title else name
    lines = [Markup("<title>{}</title>").format(title)]
    description = " ".join(body.description.split())[:LONGEST_DESCRIPTION]
    if description:
        lines.append(Markup('<meta name="description" content="{}">').format(description))
    if body.refresh:
        lines.append(Markup('<meta http-equiv="refresh" content="0; url={}">').format(body.refresh))
        lines.append(Markup('<meta name="robots" content="noindex">'))
    here = body.address(board)
    if (address := public_address(board, here)) and not body.refresh:
        lines.append(Markup('<link rel="canonical" href="{}">').format(address))
    if body.feed:
        link = Markup('<link rel="alternate" type="application/atom+xml" title="{}" href="{}">')
        lines.append(link.format(title, body.feed))
    if len(body.languages) > 1:
        lines += [
            Markup('<link rel="alternate" hreflang="{}" href="{}">').format(
                html_tag(tag), urls.relative(body.address(board, tag), here)
            )
            for tag in body.languages
        ]
    return "\n    ".join(lines)


@lru_cache(maxsize=4)
def calendar_script(calendar: WorkCalendar) -> Markup:
    """Return the working days as data that the page's scripts read."""
    data = json.dumps(calendar.compact(), separators=(",", ":")).replace("<", "\\u003c")
    tag = '<script type="application/json" data-g-calendar>'
    return Markup(f"{tag}{data}</script>")  # noqa: S704 - "<" is escaped above
