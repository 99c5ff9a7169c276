"""The words of content/: its pages, the forms and the pictures that it offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from gongshi.authoring import sources
from gongshi.authoring.loader import Store, front_matter_of
from gongshi.board.paper import Paper, PaperKind
from gongshi.engines import papers

MOST_BYTES: Final = 20 * 1024 * 1024
"""A larger form or picture is not looked into."""


def papers_of(root: Path, files: Mapping[str, int], store: Store) -> tuple[Paper, ...]:
    """Return the words of every page, form and picture of content/, in the order of their names.

    ``files`` are relative to content/, with their sizes. Of a bulletin it is what stands below its
    front matter, on the lines on which it stands.
    """
    pages = (_page(root, name) for name in files if name.endswith(".md"))
    return tuple(sorted((*pages, *_others(root, files, store)), key=lambda paper: paper.file))


def _page(root: Path, name: str) -> Paper:
    file = f"{sources.CONTENT}/{name}"
    try:
        text = (root / file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        # A page that cannot be read is the host's to tell.
        text = ""
    head = front_matter_of(text) if file.startswith(f"{sources.BULLETINS}/") else ""
    return Paper(file, PaperKind.PAGE, "\n" * head.count("\n") + text[len(head) :])


def _others(root: Path, files: Mapping[str, int], store: Store) -> Iterator[Paper]:
    names = [name for name, size in files.items() if size and name.lower().endswith(_SUFFIXES)]
    keys = {name: _digest(root, name) for name in names if files[name] <= MOST_BYTES}
    had = {name: store.get(key) for name, key in keys.items() if key}
    fresh = [name for name, packed in had.items() if packed is None]
    read = papers.read([root / sources.CONTENT / name for name in fresh])
    for name, extract in zip(fresh, read, strict=True):
        had[name] = extract.pack()
        if not extract.flaw:
            store.put(keys[name], extract.pack())
    for name in names:
        packed = had.get(name)
        extract = papers.Extract.unpack(packed) if packed else papers.Extract(flaw=_LARGE)
        is_form = name.lower().endswith(".pdf")
        kind = PaperKind.FORM if is_form else PaperKind.PICTURE
        file = f"{sources.CONTENT}/{name}"
        yield Paper(file, kind, extract.words, extract.traces, extract.flaw)


_SUFFIXES: Final = papers.SUFFIXES
_LARGE: Final = "large"


def _digest(root: Path, name: str) -> str:
    """Return the digest of a file's bytes, nothing where it cannot be read or is empty."""
    try:
        data = (root / sources.CONTENT / name).read_bytes()
    except OSError:
        return ""
    return sources.digest(data) if data else ""
