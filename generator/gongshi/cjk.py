"""Chinese text as a compositor sees it: how wide it is and where a line may end.

Nothing here knows a font: widths are generous, so that text set in any sans fits the place it got.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

# The widest of DejaVu Sans, Liberation Sans and Noto Sans SC, in em, rounded up.
_LATIN_EM: dict[str, float] = {
    letter: em
    for em, letters in (
        (0.30, "'Iijl"),
        (0.35, " ,.:;f|"),
        (0.40, "!()-/[\\]t"),
        (0.45, "r"),
        (0.50, '"*'),
        (0.55, "Jcsz"),
        (0.60, "?L_kvxy"),
        (0.65, "$0123456789FT`abdeghnopqu{}"),
        (0.70, "ABEKPSVXYZ"),
        (0.75, "CHNRU"),
        (0.80, "&DGOQ"),
        (0.85, "#+<=>^w~"),
        (0.90, "M"),
        (0.95, "%"),
        (1.00, "Wm"),
        (1.05, "@"),
    )
    for letter in letters
}
# Single characters that are drawn as a whole word or rule.
_GIANTS_EM = {"\u2e3a": 2.1, "\u2e3b": 3.1, "\ufdfd": 12.0, "\U0001242b": 8.0, "\ua9c5": 3.0}
_BOLD = 1.15
_OTHER_EM = 1.05
_PICTURE_EM = 1.45
# What `text-autospace` or an engine for Chinese adds where Han meets a letter or a digit.
_AUTOSPACE_EM = 0.25

_NOT_AT_START = frozenset("，。、；：？！）》」』】〕〉〗〞”’…—–·・％‰℃°°々ー｝］～!%),.:;?]}>»／/")
_NOT_AT_END = frozenset("（《「『【〔〈〖“‘｛［([{<«￥¥＄$£第№")
_ZERO_WIDTH = frozenset(("Mn", "Me", "Cf", "Cc"))
_JOINER = "\u200d"


class _Piece(NamedTuple):
    """Characters that stand on one line together, and the space that comes before them."""

    text: str
    space: bool


@lru_cache(maxsize=4096)
def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=8192)
def _char_em(char: str) -> float:
    known = _LATIN_EM.get(char) or _GIANTS_EM.get(char)
    if known is not None:
        return known
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0.0
    if "\U0001f000" <= char <= "\U0001faff":
        return _PICTURE_EM
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else _OTHER_EM


def cells(text: str) -> int:
    """Return how many columns of a terminal the text takes: a Han character is two.

    >>> cells("承诺时限: 20")
    12
    """
    return sum(
        0 if unicodedata.category(char) in _ZERO_WIDTH else 1 + _is_wide(char) for char in text
    )


@lru_cache(maxsize=16384)
def width(text: str, *, bold: bool = False) -> float:
    """Return the widest that any common sans could set the text, in em.

    >>> width("办结")
    2.0
    """
    latin = 0.0
    han = 0.0
    for char in text:
        if char in _LATIN_EM:
            latin += _LATIN_EM[char]
        else:
            han += _char_em(char)
    # Han characters keep their em in bold, letters grow.
    total = han + latin * (_BOLD if bold else 1.0)
    return total + _AUTOSPACE_EM * sum(_meets(a, b) for a, b in pairwise(text))


def _meets(before: str, after: str) -> bool:
    """Say whether Han meets a letter or digit here, so that an engine may add a thin space."""
    if before.isascii() == after.isascii():
        return False
    ascii_char, other = (before, after) if before.isascii() else (after, before)
    return ascii_char.isalnum() and _is_wide(other) and other.isalnum()


def _clusters(text: str) -> list[str]:
    """Return the text in pieces that are never torn: a letter with its marks, a joined picture."""
    found: list[str] = []
    for char in text:
        joins = found and (unicodedata.category(char) in _ZERO_WIDTH or found[-1][-1] == _JOINER)
        if joins:
            found[-1] += char
        else:
            found.append(char)
    return found


# In this order: space, a number with a unit of Han after it, 工作日 (never torn), a word, a sign.
_TOKEN = re.compile(
    r"\s+"
    r"|[0-9]+(?:[.,:/-][0-9]+)*(?=\s?[^\s\x00-\u2e7f])"
    r"|个?工作日"
    r"|[^\s\u1100-\u11ff\u2e80-\U0003ffff“”‘’…—·]+"
    r"|."
)


def _pieces(text: str) -> list[_Piece]:
    """Return what may stand at a line's start, each with all that must follow on the same line."""
    pieces: list[_Piece] = []
    space = False
    for token in _TOKEN.findall(text):
        if token.isspace():
            space = True
            continue
        if pieces and _is_bound(pieces[-1].text, token, space=space):
            last = pieces.pop()
            gap = " " if space else ""
            pieces.append(_Piece(last.text + gap + token, last.space))
        else:
            pieces.append(_Piece(token, space))
        space = False
    return pieces


def _is_bound(before: str, after: str, *, space: bool) -> bool:
    """Say whether two neighbours must stay on one line."""
    if before[-1].isascii() and before[-1].isdigit() and _is_wide(after[0]):
        return True  # 15 个工作日: a number keeps its unit
    if space:
        return before[-1] == "第"
    if unicodedata.category(after[0]) in _ZERO_WIDTH or before[-1] == _JOINER:
        return True
    return after[0] in _NOT_AT_START or before[-1] in _NOT_AT_END


def _cut(piece: str, limit: float, *, bold: bool) -> list[str]:
    """Return a piece that is wider than a line in parts that fit."""
    parts: list[str] = []
    for cluster in _clusters(piece):
        if parts and width(parts[-1] + cluster, bold=bold) <= limit:
            parts[-1] += cluster
        else:
            parts.append(cluster)
    return parts


def _fill(pieces: list[_Piece], limit: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        gap = " " if piece.space else ""
        if lines and width(lines[-1] + gap + piece.text, bold=bold) <= limit:
            lines[-1] += gap + piece.text
        elif width(piece.text, bold=bold) <= limit:
            lines.append(piece.text)
        else:
            lines.extend(_cut(piece.text, limit, bold=bold))
    return lines


@lru_cache(maxsize=8192)
def wrap(text: str, limit: float, *, bold: bool = False, balance: bool = False) -> tuple[str, ...]:
    """Return the text in lines no wider than `limit` em, broken as Chinese is broken.

    No line starts with closing punctuation or ends with an opening bracket, a number stays with
    its unit, a Latin word is kept whole where it fits a line. `balance` makes the lines about
    equally long; without it only a last line of one lonely character is mended. Nothing is dropped
    but space; a single character wider than the limit stands alone on its line.

    >>> wrap("一次性告知,补齐材料", 6)
    ('一次性告知,', '补齐材料')
    """
    text = " ".join(text.split())
    if not text:
        return ()
    if width(text, bold=bold) <= limit:
        return (text,)
    pieces = _pieces(text)
    lines = _fill(pieces, limit, bold=bold)
    if balance or len(_clusters(lines[-1])) == 1:
        lines = _even(pieces, lines, limit, bold=bold)
    return tuple(lines)


def _even(pieces: list[_Piece], lines: list[str], limit: float, *, bold: bool) -> list[str]:
    """Return the narrowest setting that needs no more lines, so that all are about as long."""
    low = max(limit / 2, *(min(width(piece.text, bold=bold), limit) for piece in pieces))
    narrower = low
    while narrower < limit:
        tried = _fill(pieces, narrower, bold=bold)
        if len(tried) <= len(lines):
            return tried
        narrower += 0.5
    return lines
