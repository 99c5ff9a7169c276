"""markdown-it-py and nh3: the small Markdown subset of prose, judged first, rendered for pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from markupsafe import Markup, escape

from gongshi.board.text import SCHEMES, UNSEEN, link_fault
from gongshi.diagnostics.finding import Message

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ITEM: Final = r"(?:[-+*]|\d{1,9}[.)])[ \t]+"
_ITEM_BEGINS: Final = frozenset("-+*0123456789 \t")
_SUSPECT: Final = re.compile(
    rf"<[A-Za-z/!?]|\]\(|&(#|[A-Za-z])|^[ \t]*(?:{_ITEM}){{3}}|^[ \t]{{8,}}{_ITEM}", re.MULTILINE
)
"""Without one of these a text holds no tag, picture, link, hidden character or deep list."""

_SPECIAL: Final = re.compile(r"[*_\[\]<>&`!#\\~|]|^\s*([-+]|\d+[.)])\s|\n|://", re.MULTILINE)
_TAG: Final = re.compile(r"</?[A-Za-z][^>\n]{0,60}>?|<[!?][^>\n]{0,60}>?")
_LIKE_A_TAG: Final = re.compile(r"(?<!\\)</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>")
_DESTINATION: Final = re.compile(r"\]\(\s*<?([A-Za-z][A-Za-z0-9+.\-]*:[^\s)>]*)")

_TAGS: Final = {"p", "em", "strong", "a", "ul", "ol", "li", "br"}
_SUBSET: Final = ["list", "emphasis", "link", "newline", "escape", "autolink", "entity"]
_LINKED: Final = SCHEMES | {"station", "procedure"}

LONGEST_MARKED: Final = 20_000
"""How many characters a text with markup may have: its rendering takes more than linear time."""

DEEPEST_LIST: Final = 5
"""How many lists may stand in each other; far below, markdown-it leaves words out."""

_REPEATED: Final = 500
"""Texts up to this length are remembered: they are those that stand on many pages."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a text must not hold, and the words of it that are meant."""

    code: str
    excerpt: str
    message: Message


@cache
def _judge() -> MarkdownIt:
    """Return what reads the subset and sees the tags and pictures that do not belong to it."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most texts are plain

    return MarkdownIt("zero", {"html": True}).enable(
        [*_SUBSET, "html_block", "html_inline", "image"]
    )


@cache
def _writer() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most texts are plain

    return MarkdownIt("zero", {"html": False, "breaks": True}).enable(_SUBSET)


def problem(text: str) -> Problem | None:
    """Return what is wrong with a text that citizens read, if anything is.

    That is HTML, a picture, a link that nobody can follow, a character that nobody sees, or markup
    that is longer or deeper than anybody wants to read.
    """
    if len(text) > LONGEST_MARKED and _SPECIAL.search(text):
        return Problem("GS121", "", _TOO_LONG)
    if _is_plain(text) or not _SUSPECT.search(text):
        return None
    found = next(_foreign(text), None) or _strange_link(text) or _hidden(text)
    if found is None and not _is_kept_whole(text):
        return Problem("GS132", "", _NO_HTML)
    return found


def _is_plain(text: str) -> bool:
    """Whether a quick look tells that there is no markup to be judged, as in most texts."""
    return not (
        "<" in text or "](" in text or "&" in text or "\n" in text or text[:1] in _ITEM_BEGINS
    )


def _foreign(text: str) -> Iterator[Problem]:
    """Go through the tags, pictures, bad links and deep lists of a text."""
    for block in _judge().parse(text):
        if block.level > 2 * DEEPEST_LIST + 1:
            yield Problem("GS110", "", _TOO_DEEP)
        if block.type == "html_block":
            yield Problem("GS132", _excerpt(_TAG, block.content), _NO_HTML)
        for token in block.children or ():
            yield from _in_line(token)
    if match := _LIKE_A_TAG.search(text):
        yield Problem("GS132", match[0].partition("\n")[0], _NO_HTML)


def _in_line(token: Token) -> Iterator[Problem]:
    if token.type == "html_inline":
        yield Problem("GS132", _excerpt(_TAG, token.content), _NO_HTML)
    elif token.type == "image":
        yield Problem("GS132", "![", _NO_PICTURES)
    elif token.type == "link_open":
        address = unquote(str(token.attrGet("href") or ""))
        if link_fault(address, _LINKED):
            yield Problem("GS132", address, _NO_SUCH_LINK)


def _strange_link(text: str) -> Problem | None:
    """Return a link that the renderer would show as it is written, such as one of javascript:."""
    for match in _DESTINATION.finditer(text):
        if match[1].partition(":")[0].lower() not in _LINKED:
            return Problem("GS132", match[1], _NO_SUCH_LINK)
    return None


def _hidden(text: str) -> Problem | None:
    """Return a character that nobody sees, said by an entity."""
    match = UNSEEN.search(unescape(text)) if "&" in text else None
    return Problem("GS103", "&", _NOTHING_HIDDEN) if match else None


def _is_kept_whole(text: str) -> bool:
    """Whether sanitising takes nothing away from the rendered text."""
    html = _writer().render(text)
    return _quoted_alike(_sanitised(html, rel=None)) == _quoted_alike(html)


def _quoted_alike(html: str) -> str:
    # The two writers differ in what they escape outside attributes.
    return html.replace("&quot;", '"').replace("&nbsp;", "\xa0")


def _excerpt(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[0] if match else ""


def render(text: str) -> Markup:
    """Return the prose as safe HTML: one paragraph without its tags, several blocks with them."""
    return _rendered_before(text) if len(text) <= _REPEATED else _rendered(text)


def _rendered(text: str) -> Markup:
    if len(text) > LONGEST_MARKED or not _SPECIAL.search(text):
        return escape(text)
    html = _writer().render(text).strip()
    if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
        html = html[3:-4]
    return Markup(_sanitised(html, rel="noopener noreferrer"))  # noqa: S704 - sanitised here


_rendered_before: Final = lru_cache(maxsize=4096)(_rendered)


def _sanitised(html: str, *, rel: str | None) -> str:
    import nh3  # noqa: PLC0415 - most texts are plain

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes=set(_LINKED),
        link_rel=rel,
    )


_TOO_LONG: Final = Message(
    f"有格式的文字超过 {LONGEST_MARKED} 个字符",
    f"a text with markup is longer than {LONGEST_MARKED} characters",
    "写短一些，细节放进 content/ 里的页面",
    "write less; details belong to a page in content/",
)
_TOO_DEEP: Final = Message(
    f"列表嵌套超过 {DEEPEST_LIST} 层",
    f"lists stand more than {DEEPEST_LIST} deep in each other",
    "拆成几个列表",
    "make several lists of it",
)
_NO_HTML: Final = Message(
    "文字里有 HTML 标签",
    "the text holds an HTML tag",
    "删去标签；加粗写 **文字**，换行直接换行",
    "remove the tag; write **bold** for bold",
)
_NO_PICTURES: Final = Message(
    "文字里有图片",
    "the text holds a picture",
    "删去图片，写成文字",
    "remove the picture and say it in words",
)
_NO_SUCH_LINK: Final = Message(
    "文字里的链接不是可用的地址",
    "a link in the text is not an address that can be followed",
    "用 https:、http:、mailto:、tel:、station:、procedure: 或 content/ 里的路径",
    "use https:, http:, mailto:, tel:, station:, procedure: or a path inside content/",
)
_NOTHING_HIDDEN: Final = Message(
    "文字里用 & 写了看不见的字符",
    "the text names an unseen character by &",
    "删去这个字符",
    "remove the character",
)
