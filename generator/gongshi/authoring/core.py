"""The YAML 1.2 core schema: what a scalar means where a truth, a number or a day belongs."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, NamedTuple

from gongshi.authoring import messages
from gongshi.diagnostics.finding import Message
from gongshi.engines.yaml import Scalar

_TRUTHS: Final = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TRUTH_WORDS: Final = {"是": True, "否": False}

_DECIMAL: Final = re.compile(r"[-+]?[0-9]+")
_OCTAL: Final = re.compile(r"0o[0-7]+")
_HEX: Final = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_LONGEST_WHOLE: Final = 15
"""How many characters a whole number may have: every program reads so many digits exactly."""

_LONGEST_FLOAT: Final = 40

UNFIT: Final = object()
"""What a scalar means that means nothing of the kind that belongs here."""


class Core(NamedTuple):
    """How one kind of scalar is read, and what is said of one that cannot be."""

    read: Callable[[Scalar], Any]
    complaint: Callable[[str, bool], Message]
    code: str


def _truth(node: Scalar) -> Any:
    if node.text in _TRUTH_WORDS:
        return _TRUTH_WORDS[node.text]
    return _TRUTHS.get(node.text, UNFIT) if node.plain else UNFIT


def _whole(node: Scalar) -> Any:
    text = node.text
    if not node.plain or len(text) > _LONGEST_WHOLE:
        return UNFIT
    if _DECIMAL.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text, 8)
    return int(text, 16) if _HEX.fullmatch(text) else UNFIT


def _number(node: Scalar) -> Any:
    if not node.plain or len(node.text) > _LONGEST_FLOAT:
        return UNFIT
    if _FLOAT.fullmatch(node.text):
        number = float(node.text)
        return number if math.isfinite(number) else UNFIT
    whole = _whole(node)
    return UNFIT if whole is UNFIT else float(whole)


def _day(node: Scalar) -> Any:
    # The core schema knows no days: quoted or not, a day is text.
    if not _DAY.fullmatch(node.text):
        return UNFIT
    try:
        return date.fromisoformat(node.text)
    except ValueError:
        return UNFIT


CORES: Final[dict[type, Core]] = {
    bool: Core(_truth, messages.no_truth, "GS125"),
    int: Core(_whole, messages.no_whole_number, "GS124"),
    float: Core(_number, messages.no_number, "GS124"),
    date: Core(_day, messages.no_day, "GS123"),
}
