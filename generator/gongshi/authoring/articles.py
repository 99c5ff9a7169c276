"""The Markdown pages of content/.

What in them leads into the board, and which of that leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from gongshi.authoring import listings
from gongshi.authoring.listings import PROCEDURE, STATION, Known, unknown
from gongshi.diagnostics.finding import Diagnostic, Message, Severity, Span

_LINK: Final = re.compile(r"\]\(\s*<?(?P<kind>station|procedure):(?P<target>[^)\s>#]*)")


def mistakes(root: Path, files: Collection[str], known: Known) -> Iterator[Diagnostic]:
    """Go through what is wrong in pages: links that name nothing, lists that cannot be made.

    ``files`` are relative to content/; what stands in a fenced block is code and no link.
    """
    for name in files:
        if name.endswith(".md"):
            file = f"content/{name}"
            try:
                text = (root / file).read_text(encoding="utf-8", errors="replace")
            except OSError:
                # A page that cannot be read is the host's to tell.
                continue
            lines = text.split("\n")
            yield from _dead_links(file, lines, known)
            yield from listings.mistakes(file, lines, known)


def _dead_links(file: str, lines: Sequence[str], known: Known) -> Iterator[Diagnostic]:
    code: set[int] = set()
    for fence in listings.fences(lines):
        code.update(range(fence.line, fence.end))
    for number, line in enumerate(lines, 1):
        if number in code or "](" not in line:
            continue
        for match in _LINK.finditer(line):
            message = _dead(match["kind"], match["target"].strip("/"), known)
            if message is not None:
                span = Span(number, match.start("kind") + 1, match.end("target") + 1)
                yield Diagnostic("GS401", Severity.ERROR, file, span, message, line)


def _dead(kind: str, target: str, known: Known) -> Message | None:
    stations = known.stations
    if kind == "station":
        return None if target in stations else unknown(STATION, target, stations)
    station, _, procedure = target.partition("/")
    if station not in stations:
        return unknown(STATION, station, stations)
    ids = stations[station]
    return None if procedure in ids else unknown(PROCEDURE, procedure, ids)
