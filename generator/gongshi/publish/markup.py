"""What a page, a style sheet or a list of addresses points at, read strictly and fast.

HTML is read by its tags alone. What this reader does not know for certain counts as malformed, so
that nothing can hide in a spelling that browsers read in another way.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

_WHOLE: Final = ("script", "style", "textarea", "title")
_ATTRIBUTES: Final = (
    r"(?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+"
)


# What is not closed runs to the end, so that nothing is looked through again and again.
_TOKEN: Final = re.compile(
    rf"<(?:(?!(?:{'|'.join(_WHOLE)})[\s/>])[a-z][^\s/>\"'<=]*+{_ATTRIBUTES}/?>|!--.*?(?:-->|\Z)|"
    + "|".join(rf"{element}{_ATTRIBUTES}>.*?(?:</{element}[\s/>]|\Z)" for element in _WHOLE)
    + r"|!doctype[^<>]*>)",
    re.DOTALL | re.IGNORECASE,
)
"""An opening tag, a comment, or an element within which no tag is one, whole."""

_CLOSING: Final = re.compile(rf"/({'|'.join(_WHOLE)})[\s/>]", re.IGNORECASE)
_NO_TAG: Final = re.compile(
    r"/|!doctype[^<>]*>|!--(?!-?>)(?:(?!--!?>).)*+-->", re.DOTALL | re.IGNORECASE
)
"""What else may follow a bracket: the end of an element, the kind of document, a comment."""

_OPENING: Final = re.compile(r"([a-z][^\s/>\"'<=]*+)(" + _ATTRIBUTES + r")/?>", re.IGNORECASE)
"""An opening tag after its bracket."""
_COMMENT: Final = re.compile(r"<!--(?!-?>)(?:(?!--!?>).)*+-->", re.DOTALL)
_ATTRIBUTE: Final = re.compile(
    r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?"
)
_UNSAFE_ELEMENTS: Final = frozenset(
    ("applet", "base", "frame", "frameset", "listing", "noembed", "noframes", "plaintext", "xmp")
)
_DATA_SCRIPTS: Final = frozenset(("application/json", "application/ld+json"))
_POINTING_RELS: Final = frozenset(
    ("alternate", "author", "canonical", "describedby", "help", "license", "me", "next", "prev")
)
"""Kinds of `<link>` for which a browser loads nothing."""

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES: Final = frozenset(("http", "https", "mailto", "tel"))
_DATA_IMAGE: Final = re.compile(r"data:(?:image|font)/", re.IGNORECASE)
_CONTROLS: Final = "".join(map(chr, range(33)))
_DROPPED: Final = str.maketrans({"\t": None, "\n": None, "\r": None, "\\": "/"})
_REFRESH: Final = re.compile(r"[\d.\s]*[;,]?\s*(?:url\s*=\s*)?['\"]?", re.IGNORECASE)

_CSS_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_ESCAPE: Final = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)
_CSS_NAMESPACE: Final = re.compile(r"@namespace[^;]*(?:;|\Z)", re.IGNORECASE)
_CSS_URL: Final = re.compile(
    r"(?:url|src)\(\s*+(?:\"([^\"]*)\"|'([^']*)'|([^()\"']*))\s*+(?:\)|\Z)", re.IGNORECASE
)
_CSS_STRING: Final = re.compile(
    r"(?:@import|image-set\()\s*[\"']([^\"']*)|[\"']((?:https?:)?//[^\"']*)", re.IGNORECASE
)
_MAX_CODE: Final = 0x10FFFF
_SHOWN: Final = 60
_LONG: Final = 300


class Address(NamedTuple):
    """Where something points inside the site.

    ``path`` is relative to the page, or to the site where it begins with ``/``; one that begins
    with ``//`` was written from the root of the host.
    """

    path: str
    fragment: str


@dataclass(slots=True)
class Reading:
    """What one tag or one file holds: addresses, ids, inline scripts, and what is wrong with it."""

    addresses: list[Address] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Reading) -> None:
        """Take over what another holds."""
        self.addresses += other.addresses
        self.ids += other.ids
        self.anchors += other.anchors
        self.scripts += other.scripts
        self.problems += other.problems


_NOTHING: Final = Reading()


class Tag(NamedTuple):
    """An opening tag."""

    element: str
    attributes: dict[str, str]


class Reader:
    """Reads the files of one site, whose public address is ``home`` (ends in ``/``; or unknown).

    It remembers pieces of pages, for most of them stand on many.
    """

    _REMEMBERED: Final = 1 << 23
    """How many letters of pages are remembered."""

    def __init__(self, home: str = "") -> None:
        self._home = home
        self._room = self._REMEMBERED
        self._silent: set[str] = set()
        self._known: dict[str, Reading] = {}

    def page(self, text: str) -> Reading:
        """Read an HTML page."""
        found = self._common(text) or self._rare(text)
        found.problems += (("duplicate-id", name) for name in _twice(found.ids))
        return found

    def _common(self, text: str) -> Reading | None:
        """Read a page in which brackets begin tags alone; nothing comes back for any other.

        It is cut at every bracket. Nearly all pieces, each a tag with the words after it, were met
        before and say nothing.
        """
        found, pieces, silent = Reading(), text.split("<"), self._silent
        for at in [at for at, piece in enumerate(pieces) if piece not in silent]:
            if not at:
                continue
            piece = pieces[at]
            known = self._known.get(piece)
            if known is None:
                known = self._piece(piece, pieces[at + 1] if at + 1 < len(pieces) else "")
                if known is None:
                    return None
            found.add(known)
        return found

    def _piece(self, piece: str, following: str) -> Reading | None:
        """Read a tag with the words after it, if it is whole; remember it if it can come again."""
        found = Reading()
        if _NO_TAG.match(piece):
            self._remember(piece, found)
            return found
        opening = _OPENING.match(piece)
        if opening is None:
            return None
        tag, element = opening[0], opening[1].lower()
        if element in _WHOLE:
            closing = _CLOSING.match(following)
            if tag.endswith("/>") or not closing or closing[1].lower() != element:
                return None
            # What follows it belongs to its name in the memory, for it needs its end.
            piece = f"<{piece}</{element}>"
            if piece not in self._known:
                self._read(found, piece)
                self._remember(piece, found)
            return self._known[piece]
        # Between double quotes may be anything but these; a reference may stand for a bracket.
        shape = '""'.join(tag.split('"')[::2])
        if "'" in tag or "(" in tag or "&" in tag or not _is_silent(shape):
            self._read(found, f"<{tag}")
        self._remember(piece, found)
        return found

    def _remember(self, piece: str, reading: Reading) -> None:
        self._room -= len(piece)
        if self._room < 0:
            self._room = self._REMEMBERED
            self._silent.clear()
            self._known.clear()
        if reading == _NOTHING and not piece.startswith("<"):
            self._silent.add(piece)
        else:
            self._known[piece] = reading

    def _rare(self, text: str) -> Reading:
        """Read a page in whatever spelling."""
        found, tokens = Reading(), _TOKEN.findall(text)
        if _opened("".join(tokens)) != _opened(text):
            rest = _TOKEN.sub("", text).replace("</", "  ")
            found.problems.append(("malformed", rest[rest.find("<") :][:_SHOWN]))
        for token in tokens:
            self._read(found, token)
        return found

    def styles(self, text: str) -> Reading:
        """Read a style sheet."""
        found = Reading()
        text = _CSS_ESCAPE.sub(_unescaped, _CSS_COMMENT.sub("", text))
        text = _CSS_NAMESPACE.sub("", text)
        for pattern in (_CSS_URL, _CSS_STRING):
            for groups in pattern.findall(text):
                self._loaded(found, "".join(groups))
            # Within an address there may be quotes that begin no text.
            text = pattern.sub("", text)
        return found

    def mentions(self, text: str) -> Reading:
        """Read the site's own addresses in a text of any form, such as a sitemap or a feed."""
        found = Reading()
        if self._home:
            for rest in re.findall(re.escape(self._home) + r"([^\s\"'<>\\]*)", text):
                self._linked(found, self._home + html.unescape(rest))
        return found

    def loads(self, urls: Iterable[str]) -> Reading:
        """Read addresses from which something is loaded."""
        found = Reading()
        for url in urls:
            self._loaded(found, url)
        return found

    def _read(self, found: Reading, text: str) -> None:
        opening = _OPENING.match(text, 1)
        if opening is None:
            if text.startswith("<!--") and not _COMMENT.fullmatch(text):
                found.problems.append(("malformed", text[:_SHOWN]))
            return
        pairs = _pairs(opening[2])
        tag = Tag(opening[1].lower(), dict(reversed(pairs)))
        if tag.element in _UNSAFE_ELEMENTS:
            found.problems.append(("unsafe-element", tag.element))
        if len(tag.attributes) != len(pairs):
            found.problems += (
                ("duplicate-attribute", f"{tag.element} {name}")
                for name in _twice([name for name, _ in pairs])
            )
        for name, value in tag.attributes.items():
            self._attribute(found, tag, name, value)
        if tag.element in _WHOLE:
            content, closing, name = text[opening.end() :].rpartition("</")
            if name[:-1].lower() != tag.element:
                found.problems.append(("malformed", text[:_SHOWN]))
            self._content(found, tag, content if closing else name)

    def _content(self, found: Reading, tag: Tag, content: str) -> None:
        """Read what stands where a browser finds no tags, or does if it is inside a drawing."""
        kind = tag.attributes.get("type", "").strip().lower()
        if tag.element == "script" and "src" not in tag.attributes and kind not in _DATA_SCRIPTS:
            if content.strip():
                sha = hashlib.sha256(content.encode("utf-8", "replace")).digest()
                found.scripts.append("sha256-" + base64.b64encode(sha).decode())
        elif "<" in content or ("src" in tag.attributes and content.strip()):
            found.problems.append(("malformed", f"<{tag.element}> {content.strip()[:_SHOWN]}"))
        if tag.element == "style":
            found.add(self.styles(content))

    def _attribute(self, found: Reading, tag: Tag, name: str, value: str) -> None:
        if name in _ROLES:
            _ROLES[name](self, found, tag, value)
        elif name.startswith("on"):
            found.problems.append(("event-attribute", f"{tag.element} {name}"))
        elif "url(" in value.lower():
            # Drawings name fillings and clippings so.
            found.add(self.styles(value))

    def _id(self, found: Reading, _: Tag, value: str) -> None:
        found.ids.append(value)

    def _name(self, found: Reading, tag: Tag, value: str) -> None:
        if tag.element == "a":
            found.anchors.append(value)

    def _href(self, found: Reading, tag: Tag, value: str) -> None:
        rels = tag.attributes.get("rel", "").lower().split()
        if tag.element in {"a", "area"} or (
            tag.element == "link" and rels and _POINTING_RELS.issuperset(rels)
        ):
            self._linked(found, value)
        else:
            self._loaded(found, value)

    def _src(self, found: Reading, _: Tag, value: str) -> None:
        self._loaded(found, value)

    def _srcset(self, found: Reading, _: Tag, value: str) -> None:
        for candidate in value.split(","):
            if candidate.strip():
                self._loaded(found, candidate.split()[0])

    def _data(self, found: Reading, tag: Tag, value: str) -> None:
        if tag.element == "object":
            self._loaded(found, value)

    def _style(self, found: Reading, _: Tag, value: str) -> None:
        found.add(self.styles(value))

    def _action(self, found: Reading, _: Tag, value: str) -> None:
        self._loaded(found, value)

    def _content_of_meta(self, found: Reading, tag: Tag, value: str) -> None:
        if tag.attributes.get("http-equiv", "").strip().lower() == "refresh":
            self._loaded(found, _REFRESH.sub("", value, count=1).rstrip("'\" "))
        else:
            found.add(self.mentions(value))

    def _forbidden(self, found: Reading, tag: Tag, value: str) -> None:
        found.problems.append(("unsafe-element", f"{tag.element}: {value[:_SHOWN]}"))

    def _animated(self, found: Reading, tag: Tag, value: str) -> None:
        if value.strip().lower().removeprefix("xlink:") == "href":
            self._forbidden(found, tag, value)

    def _linked(self, found: Reading, raw: str) -> None:
        """Note where a link leads; another site is none of our business."""
        url = self._plain(raw)
        if isinstance(url, Address):
            found.addresses.append(url)
        elif url.partition(":")[0].lower() not in _SCHEMES:
            found.problems.append(("unsafe-url", url[:_LONG]))

    def _loaded(self, found: Reading, raw: str) -> None:
        """Note what a browser loads, or where it goes or sends something by itself."""
        url = self._plain(raw)
        if isinstance(url, Address):
            found.addresses.append(url)
        elif url.lower().startswith(("http:", "https:")):
            found.problems.append(("third-party", url[:_LONG]))
        elif not _DATA_IMAGE.match(url):
            found.problems.append(("unsafe-url", url[:_LONG]))

    def _plain(self, raw: str) -> Address | str:
        """Return the place in the site, or the address of something else as browsers take it."""
        url = raw.translate(_DROPPED).strip(_CONTROLS)
        if self._home and f"{url}/".startswith(self._home):
            return _address("/" + url[len(self._home) :])
        if url.startswith("//"):
            return f"https:{url}"
        if _SCHEME.match(url):
            return url
        return _address("/" + url if url.startswith("/") else url)


_Role = Callable[[Reader, Reading, Tag, str], None]
_ROLES: Final[dict[str, _Role]] = {
    "action": Reader._action,
    "attributename": Reader._animated,
    "background": Reader._src,
    "content": Reader._content_of_meta,
    "data": Reader._data,
    "formaction": Reader._action,
    "href": Reader._href,
    "id": Reader._id,
    "imagesrcset": Reader._srcset,
    "name": Reader._name,
    "ping": Reader._forbidden,
    "poster": Reader._src,
    "src": Reader._src,
    "srcdoc": Reader._forbidden,
    "srcset": Reader._srcset,
    "style": Reader._style,
    "xlink:href": Reader._href,
}
"""The attributes that matter; every other one is watched for events and addresses alone."""


@lru_cache(maxsize=1 << 14)
def _is_silent(shape: str) -> bool:
    """Whether a tag, given with empty values, says nothing that matters.

    >>> _is_silent('path class="" d=""/>'), _is_silent('a href="">')
    (True, False)
    """
    opening = _OPENING.match(shape)
    if opening is None:
        return False
    names = [name for name, _ in _pairs(opening[2])]
    return not (
        opening[1] in _UNSAFE_ELEMENTS
        or len(set(names)) != len(names)
        or any(name in _ROLES or name.startswith("on") for name in names)
    )


def _pairs(attributes: str) -> list[tuple[str, str]]:
    return [
        (name.lower(), html.unescape("".join(values)))
        for name, *values in _ATTRIBUTE.findall(attributes)
    ]


def _twice(names: list[str]) -> list[str]:
    if len(set(names)) == len(names):
        return []
    return [name for name, count in Counter(names).items() if count > 1]


def _opened(text: str) -> int:
    return text.count("<") - text.count("</")


def _address(url: str) -> Address:
    url, _, fragment = url.partition("#")
    path = url.partition("?")[0]
    if "%" in path:
        path = unquote(path)
    if ":~:" in fragment or fragment.lower() == "top":
        fragment = ""
    return Address(path, unquote(fragment))


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if 0 < code <= _MAX_CODE else "\ufffd"
