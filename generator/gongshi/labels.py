"""The words of the interface.

Chinese in the source, other languages from their catalogue under locales/.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

SOURCE_LANGUAGE = "zh"
CATALOGUE = "LC_MESSAGES/gongshi.po"

NAMES: Mapping[str, str] = {"zh": "中文", "en": "English"}
"""What a language calls itself, where it is known."""


def gettext_of(language: str) -> Callable[[str], str]:
    """Return the function that turns an interface text into a language.

    What is not translated stays Chinese.
    """
    words = catalogue(language)
    return lambda text: words.get(text) or text


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return the translations of a language, none for the language of the source."""
    path = files("gongshi") / "locales" / language.replace("-", "_") / CATALOGUE
    if language == SOURCE_LANGUAGE or not path.is_file():
        return {}
    from babel.messages.pofile import read_po  # noqa: PLC0415 - Chinese needs no catalogue

    with path.open("rb") as stream:
        return {
            message.id: message.string
            for message in read_po(stream)
            if isinstance(message.id, str)
            and message.id
            and isinstance(message.string, str)
            and not message.fuzzy
        }


def name_of(language: str) -> str:
    """Return what a language calls itself, or its tag."""
    return NAMES.get(language, language)
