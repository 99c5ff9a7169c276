"""markdown-it-py and nh3: the small Markdown subset of prose, judged before it is stored and rendered for pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from gongshi.diagnostics.finding import Message

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_SUSPECT: Final = re.compile(r"[<\[\]!`]|://")
_SPECIAL: Final = re.compile(r"[*_\[\]<>&`!#\\~|]|^\s*([-+]|\d+[.)])\s|\n|://", re.M)
_TAGS: Final = {"p", "em", "strong", "a", "ul", "ol", "li", "br"}
_RULES: Final = ["paragraph", "list", "emphasis", "link", "newline", "escape", "autolink", "text", "entity"]
_SCHEMES: Final = {"https", "http", "mailto", "tel", "station", "procedure"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a text must not hold, and at which of its characters."""

    at: int
    message: Message


@cache
def _judge() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True})


@cache
def _writer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    writer = MarkdownIt("zero", {"html": False, "breaks": True})
    return writer.enable(["list", "emphasis", "link", "newline", "escape", "autolink", "entity"])


@lru_cache(maxsize=4096)
def problem(text: str) -> Problem | None:
    """Return what is wrong with a text that citizens read: HTML, pictures, or a link of a strange scheme."""
    if not _SUSPECT.search(text):
        return None
    for block in _judge().parse(text):
        if block.type == "html_block":
            return Problem(text.find("<"), _NO_HTML)
        for token in block.children or ():
            if token.type == "html_inline":
                return Problem(max(0, text.find(token.content)), _NO_HTML)
            if token.type == "image":
                return Problem(max(0, text.find("![")), _NO_PICTURES)
            if token.type == "link_open" and not _is_allowed(str(token.attrGet("href") or "")):
                return Problem(max(0, text.find("](")), _NO_SUCH_LINK)
    return _bad_link(text)


def _bad_link(text: str) -> Problem | None:
    """Return a link that the renderer would refuse silently, such as one of javascript:."""
    for match in re.finditer(r"\]\(\s*<?([A-Za-z][A-Za-z0-9+.\-]*):", text):
        if match[1].lower() not in _SCHEMES:
            return Problem(match.start(), _NO_SUCH_LINK)
    return None


def _is_allowed(href: str) -> bool:
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", href)
    if scheme:
        return scheme[1].lower() in _SCHEMES
    return not href.startswith("//")


@lru_cache(maxsize=4096)
def render(text: str) -> Markup:
    """Return the prose as safe HTML: one paragraph without its tags, several blocks with them."""
    if not _SPECIAL.search(text):
        return escape(text)
    html = _writer().render(text).strip()
    if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
        html = html[3:-4]
    return Markup(_sanitised(html))  # noqa: S704 - sanitised in this line


def _sanitised(html: str) -> str:
    import nh3

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )


_NO_HTML = Message(
    "文字里有 HTML 标签",
    "the text holds an HTML tag",
    "删去标签;加粗写 **文字**,换行直接换行",
    "remove the tag; write **bold** for bold",
)
_NO_PICTURES = Message(
    "文字里有图片", "the text holds a picture", "删去图片,写成文字", "remove the picture and say it in words"
)
_NO_SUCH_LINK = Message(
    "文字里的链接不是可用的地址",
    "a link in the text is not an allowed address",
    "用 https:、http:、mailto:、tel:、station: 或 procedure:",
    "use https:, http:, mailto:, tel:, station: or procedure:",
)
