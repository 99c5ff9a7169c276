"""The words of the interface.

Chinese in the source, other languages from their catalogue under locales/.
"""

from __future__ import annotations

import gettext
import io
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

SOURCE_LANGUAGE = "zh"
CATALOGUE = "LC_MESSAGES/gongshi.po"

NAMES: Mapping[str, str] = {"zh": "中文", "en": "English"}
"""What a language calls itself, where it is known."""


class Speech:
    """The interface in one language: called with a text of the source, it returns its words.

    What is not translated stays Chinese.
    """

    def __init__(self, translations: gettext.NullTranslations) -> None:
        """Speak from a catalogue."""
        self._translations = translations

    def __call__(self, text: str) -> str:
        """Return an interface text in the language."""
        return self._translations.gettext(text) if text else ""

    def plural(self, text: str, number: float) -> str:
        """Return an interface text in the form that a number asks for, if it has several.

        A fraction is said in the form of the next whole number: half a day, one and a half days.
        """
        words = self._translations.ngettext(text, text, math.ceil(number))
        return self._translations.gettext(text) if words == text else words


@cache
def gettext_of(language: str) -> Speech:
    """Return the interface in a language."""
    return Speech(_translations(language))


def _translations(language: str) -> gettext.NullTranslations:
    path = files("gongshi") / "locales" / language.replace("-", "_") / CATALOGUE
    if language == SOURCE_LANGUAGE or not path.is_file():
        return gettext.NullTranslations()
    # Late, since a board in Chinese alone needs no catalogue.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with path.open("rb") as stream:
        write_mo(compiled, read_po(stream))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def name_of(language: str) -> str:
    """Return what a language calls itself, or its tag."""
    return NAMES.get(language, language)
