"""The Markdown pages of content/.

The links in them that lead into the board, and which of those lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from gongshi.authoring.messages import nearest
from gongshi.diagnostics.finding import Diagnostic, Message, Severity, Span

_LINK: Final = re.compile(r"\]\(\s*<?(?P<kind>station|procedure):(?P<target>[^)\s>#]*)")
_FENCE: Final = re.compile(r" {0,3}(```|~~~)")


def dead_links(
    root: Path, files: Collection[str], board: Mapping[str, Collection[str]]
) -> Iterator[Diagnostic]:
    """Go through the links of pages that name no station or procedure.

    ``board`` are the ids of both.

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
            yield from _in_page(file, text, board)


def _in_page(file: str, text: str, board: Mapping[str, Collection[str]]) -> Iterator[Diagnostic]:
    is_code = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            is_code = not is_code
        if is_code or "](" not in line:
            continue
        for match in _LINK.finditer(line):
            message = _dead(match["kind"], match["target"].strip("/"), board)
            if message is not None:
                span = Span(number, match.start("kind") + 1, match.end("target") + 1)
                yield Diagnostic("GS401", Severity.ERROR, file, span, message, line)


def _dead(kind: str, target: str, board: Mapping[str, Collection[str]]) -> Message | None:
    if kind == "station":
        return None if target in board else _unknown("站所", "station", target, board)
    station, _, procedure = target.partition("/")
    if station not in board:
        return _unknown("站所", "station", station, board)
    known = board[station]
    return None if procedure in known else _unknown("事项", "procedure", procedure, known)


def _unknown(zh: str, en: str, word: str, known: Collection[str]) -> Message:
    close = nearest(word, known)
    return Message(
        f"没有{zh}「{word}」",
        f"there is no {en} {word}",
        f"是不是「{close}」?" if close else "核对编号,也就是文件夹和文件的名字",
        f"did you mean {close}?" if close else "check the id: the name of the folder and the file",
    )
