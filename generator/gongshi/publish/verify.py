"""Verification of a built site: every link leads somewhere, and nothing is loaded from elsewhere.

Each file gives small facts (`read_file`), which depend on its bytes alone and are kept with them;
`judge` brings the facts of all files together.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final, Self
from urllib.parse import urlsplit

from gongshi.publish.cache import Cache, canonical, digest
from gongshi.publish.manifest import Shard
from gongshi.publish.markup import Address, Reader, Reading
from gongshi.publish.writer import files_under
from gongshi.settings import program_digest

Sightings = dict[str, tuple[str, int]]
"""What was seen, with the first file in which it was seen and the number of files."""

_KINDS: Final = {
    "absolute-link": (
        "以 / 开头的地址在子路径下会失效:{}",
        "an address that begins with / breaks under a sub-path: {}",
    ),
    "dead-fragment": ("链接指向的位置不存在:{}", "a link leads to a place that is not there: {}"),
    "dead-link": ("链接的文件不存在:{}", "a link leads to a file that is not there: {}"),
    "duplicate-attribute": ("属性写了两次:{}", "an attribute stands twice: {}"),
    "duplicate-id": ("id 在同一页出现两次:{}", "an id stands twice on one page: {}"),
    "event-attribute": ("不允许写事件属性:{}", "an event attribute is not allowed: {}"),
    "malformed": (
        "写法不规范,浏览器可能另作理解:{}",
        "it is malformed, and browsers may read it otherwise: {}",
    ),
    "third-party": ("页面会自己连到别的网站:{}", "the page goes to another host by itself: {}"),
    "unknown-script": ("来历不明的内嵌脚本:{}", "an inline script that nobody vouches for: {}"),
    "unsafe-element": ("不允许的元素:{}", "an element that is not allowed: {}"),
    "unsafe-url": ("不允许的地址:{}", "an address that is not allowed: {}"),
}
"""What can be wrong with a site, in both languages; ``{}`` is the target of the problem."""

_CANONICAL: Final = re.compile(r'<link rel="canonical" href="(https?://[^"]+/)"')
_HEAD: Final = 1 << 16
_PAGES: Final = frozenset((".html", ".htm"))
_LISTS: Final = frozenset((".atom", ".ics", ".json", ".jsonld", ".txt", ".webmanifest", ".xml"))
_LOST_PAGE: Final = "404.html"
_READ: Final = frozenset((*_PAGES, ".css", *_LISTS))
_END: Final = "\n"
_PART: Final = "\0"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with a built site: ``count`` files have it, ``page`` is the first of them."""

    page: str
    kind: str
    target: str
    count: int = 1

    @property
    def message_zh(self) -> str:
        """What is wrong, in Chinese."""
        often = f"(共 {self.count} 个文件)" if self.count > 1 else ""
        return _KINDS[self.kind][0].format(self.target) + often

    @property
    def message_en(self) -> str:
        """What is wrong, in English."""
        often = f" (in {self.count} files)" if self.count > 1 else ""
        return _KINDS[self.kind][1].format(self.target) + often


@dataclass(slots=True)
class Facts:
    """What files say of others: where they lead, what in them can be led to, and what is wrong."""

    links: Sightings = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    scripts: Sightings = field(default_factory=dict)
    problems: Sightings = field(default_factory=dict)

    def add(self, other: Self) -> None:
        """Take over the facts of other files."""
        self.ids |= other.ids
        for mine, its in (
            (self.links, other.links),
            (self.scripts, other.scripts),
            (self.problems, other.problems),
        ):
            for seen, (page, count) in its.items():
                first, before = mine.get(seen, (page, 0))
                mine[seen] = (min(first, page), before + count)

    def encode(self) -> bytes:
        """Return the facts for the cache."""
        return canonical([self.links, self.ids, self.scripts, self.problems])

    @classmethod
    def decode(cls, data: bytes | None) -> Self | None:
        """Return what was encoded, or nothing if it is none."""
        try:
            links, ids, scripts, problems = json.loads(data or b"null")
            ids = {page: names + "" for page, names in ids.items()}
            return cls(_sightings(links), ids, _sightings(scripts), _sightings(problems))
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None


def read_file(path: str, data: bytes, home: str = "") -> Facts:
    """Return the facts of one file of the site whose public address is ``home`` (ends in ``/``)."""
    suffix = posixpath.splitext(path)[1].lower()
    text = data.decode("utf-8", "replace")
    reader = _reader(home)
    if suffix in _PAGES:
        return _facts(path, reader.page(text), home, is_page=True)
    if suffix == ".css":
        return _facts(path, reader.styles(text), home)
    found = reader.mentions(text)
    if suffix == ".webmanifest":
        found.add(reader.loads(_sources(text)))
    return _facts(path, found, home)


def facts_of(shard: Shard, root: Path, cache: Cache, home: str = "") -> Facts:
    """Return the facts of the files of a shard under the root, which are read when they are new."""
    rows = [row for row in shard.rows if _is_read(row.path)]
    key = digest(program_digest(), home, *(part for row in rows for part in (row.path, row.digest)))
    known = Facts.decode(cache.get("facts", key))
    if known is not None:
        return known
    found = Facts()
    for row in rows:
        with open(f"{root}/{row.path}", "rb", buffering=0) as file:  # noqa: PTH123 - one a page
            found.add(read_file(row.path, file.read(), home))
    cache.put("facts", key, found.encode())
    return found


def judge(
    facts: Facts, files: Collection[str], vouched: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with a site of these files, ordered by page.

    ``vouched`` are the inline scripts that may run, as they stand in a Content-Security-Policy
    (``sha256-…``); without it every one may.
    """
    problems = [
        Problem(page, seen.partition(_PART)[0], seen.partition(_PART)[2], count)
        for seen, (page, count) in facts.problems.items()
    ]
    if vouched is not None:
        problems += (
            Problem(page, "unknown-script", script, count)
            for script, (page, count) in facts.scripts.items()
            if script not in vouched
        )
    for seen, (page, count) in facts.links.items():
        path, _, fragment = seen.partition(_PART)
        file = f"{path}index.html" if not path or path.endswith("/") else path
        if file not in files:
            problems.append(Problem(page, "dead-link", path, count))
        elif fragment and file in facts.ids and f"{_END}{fragment}{_END}" not in facts.ids[file]:
            problems.append(Problem(page, "dead-fragment", f"{path}#{fragment}", count))
    return tuple(sorted(problems))


def verify(folder: Path, home: str = "") -> tuple[Problem, ...]:
    """Return what is wrong with the site in a folder.

    Its public address, where it is not given, is the canonical one of its first page.
    """
    files = dict(files_under(folder))
    home = home or _home_of(folder)
    facts = Facts()
    for path in sorted(files):
        if _is_read(path):
            facts.add(read_file(path, Path(files[path].path).read_bytes(), home))
    return judge(facts, files)


def _facts(path: str, found: Reading, home: str, *, is_page: bool = False) -> Facts:
    once = (path, 1)
    facts = Facts(scripts=dict.fromkeys(found.scripts, once))
    facts.problems = {f"{kind}{_PART}{target}": once for kind, target in found.problems}
    here = {*found.ids, *found.anchors}
    if is_page:
        facts.ids[path] = _END + "".join(f"{name}{_END}" for name in sorted(here))
    folders = _folders(path)
    for address in dict.fromkeys(found.addresses):
        if not address.path:
            if address.fragment and is_page and address.fragment not in here:
                facts.problems[f"dead-fragment{_PART}#{address.fragment}"] = once
            continue
        target = _target(address, path, folders, home)
        if target is None:
            facts.problems[f"absolute-link{_PART}{address.path[1:]}"] = once
        else:
            facts.links[f"{target}{_PART}{address.fragment}" if address.fragment else target] = once
    return facts


def _target(address: Address, page: str, folders: list[str], home: str) -> str | None:
    """Return the path in the site to which an address leads; none if that depends on the host."""
    path = address.path
    if path.startswith("//"):
        # The page for what is not found is shown at any depth, so it cannot point from where it is.
        base = urlsplit(home).path or "/"
        if PurePosixPath(page).name != _LOST_PAGE or not path[1:].startswith(base):
            return None
        return _normal(path[1 + len(base) :])
    if path.startswith("/"):
        return _normal(path[1:])
    up = 0
    while path.startswith("../", 3 * up):
        up += 1
    rest = path[3 * up :]
    if up < len(folders) and not rest.startswith(".") and "/." not in rest:
        return folders[up] + rest
    return _normal(folders[0] + path)


def _normal(path: str) -> str:
    """Return a path without steps up or in place; one that leads out of the site keeps its first.

    >>> _normal("a/../b/."), _normal("../x"), _normal("./")
    ('b/', '../x', '')
    """
    is_folder = path.endswith(("/", "/.", "/..")) or path in {"", ".", ".."}
    plain = posixpath.normpath(path)
    return ("" if plain == "." else f"{plain}/") if is_folder else plain


def _folders(path: str) -> list[str]:
    """Return the folder of a file, the one above it, and so on to the site's own.

    >>> _folders("stations/xinqiao/index.html")
    ['stations/xinqiao/', 'stations/', '']
    """
    folders = []
    while path:
        path = path[: path.rstrip("/").rfind("/") + 1]
        folders.append(path)
    return folders


def _home_of(folder: Path) -> str:
    try:
        first = (folder / "index.html").read_bytes()[:_HEAD].decode("utf-8", "replace")
    except OSError:
        return ""
    found = _CANONICAL.search(first)
    return html.unescape(found[1]) if found else ""


def _is_read(path: str) -> bool:
    return posixpath.splitext(path)[1].lower() in _READ


def _sources(text: str) -> Iterator[str]:
    """Give the addresses in a web app manifest."""
    try:
        waiting: list[object] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            yield from (
                url
                for name in ("src", "start_url", "scope", "url")
                if isinstance(url := value.get(name), str)
            )


def _sightings(value: dict[str, list[object]]) -> Sightings:
    return {str(seen): (str(page), int(str(count))) for seen, (page, count) in value.items()}


@lru_cache(maxsize=1)
def _reader(home: str) -> Reader:
    return Reader(home)
