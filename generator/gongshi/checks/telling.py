"""How rules put things: names in two languages, what is missing, the nearest name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from gongshi.board.text import Text
from gongshi.diagnostics.finding import Message

LONGEST_NAME = 30

MOST_NAMES = 500
"""Among so many known names the nearest is looked for."""


def zh(text: Text | None) -> str:
    """Return a name for a Chinese message."""
    return _cut(text.said("zh").plain) if text is not None else ""


def en(text: Text | None) -> str:
    """Return a name for an English message, in Chinese where there is no English."""
    return _cut(text.said("en").plain) if text is not None else ""


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def missing(title: str, name: str) -> Message:
    """Say that something is not there, and how it is called."""
    return Message(f"没有写「{title}」", f"{name} is missing", f"补上「{title}:」", f"add {name}:")


def unknown(zh_kind: str, en_kind: str, name: str, known: Iterable[str]) -> Message:
    """Say that a name is none of those that are known, and which is nearest."""
    names = sorted(known)[:MOST_NAMES]
    close = difflib.get_close_matches(name, names, n=1)
    return Message(
        f"没有{zh_kind}「{name}」",
        f"there is no {en_kind} {name}",
        f"是不是「{close[0]}」？" if close else _known_zh(names),
        f"did you mean {close[0]}?" if close else _known_en(names),
    )


def _known_zh(names: list[str]) -> str:
    return f"可写：{'、'.join(names[:8])}" if names else "删去它，或先写上它指的内容"


def _known_en(names: list[str]) -> str:
    return f"known: {', '.join(names[:8])}" if names else "remove it, or add what it names first"
