"""The words that generated boards are made of, each in Chinese and English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_BETWEEN = " | "


class Said(NamedTuple):
    """Something said in both languages."""

    zh: str
    en: str

    def filled(self, **words: Said | int) -> Said:
        """Return it with its gaps filled in, each language with its own words."""
        return Said(
            self.zh.format(**{name: _in(word, "zh") for name, word in words.items()}),
            self.en.format(**{name: _in(word, "en") for name, word in words.items()}),
        )

    def filled_into(self, zh: str, en: str) -> Said:
        """Return a text in both languages with this in its one gap."""
        gap = r"\{\w+\}"
        return Said(re.sub(gap, self.zh, zh), re.sub(gap, self.en, en))

    @property
    def slug(self) -> str:
        """The English words as a piece of an id."""
        return "-".join(re.findall(r"[a-z0-9]+", self.en.lower()))


def _in(word: Said | int, language: str) -> str:
    return str(getattr(word, language)) if isinstance(word, Said) else str(word)


def joined(*parts: Said | str) -> Said:
    """Return parts set one after the other; English has a space between them."""
    return Said(
        "".join(part.zh if isinstance(part, Said) else part for part in parts),
        " ".join(part.en if isinstance(part, Said) else part for part in parts),
    )


@cache
def words() -> Any:
    """Return all word lists."""
    text = Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
    return _read(yaml.safe_load(text))


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _read(each) for key, each in value.items()}
    if isinstance(value, list):
        return tuple(map(_read, value))
    if isinstance(value, str) and _BETWEEN in value:
        return Said(*value.split(_BETWEEN))
    return value
