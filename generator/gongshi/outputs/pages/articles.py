"""A Markdown page's HTML made safe.

An allow-list of tags, links into the board led to their pages.
"""

from __future__ import annotations

import re
from typing import Final

import nh3
from markupsafe import escape

from gongshi.views.voice import Voice

_TAGS: Final = {
    *("p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "a", "ul", "ol", "li"),
    *("dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "div", "span", "sup", "sub", "abbr"),
    *("table", "thead", "tbody", "tr", "th", "td", "img"),
}
_ATTRIBUTES: Final = {
    "*": {"id", "class", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
_SCHEMES: Final = {"https", "http", "mailto", "tel", "station", "procedure"}
_INTO_BOARD: Final = re.compile(r'href="(station|procedure):([^"]*)"')


def safe(html: str, voice: Voice) -> str:
    """Return the HTML with nothing in it that the allow-list does not name."""
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return _INTO_BOARD.sub(lambda match: f'href="{escape(voice.into_board(match[2]))}"', cleaned)
