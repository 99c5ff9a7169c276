"""A change: what it is, whether it is better or worse for the citizen, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongshi.board.text import Text


class Effect(StrEnum):
    """What a change means for the citizen."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"

    @property
    def reversed(self) -> Effect:
        """What taking the change back means."""
        return _REVERSED.get(self, self)

    @property
    def words(self) -> dict[str, str]:
        """The effect in the languages of the console."""
        return _WORDS[self]


_REVERSED = {Effect.BETTER: Effect.WORSE, Effect.WORSE: Effect.BETTER}
_WORDS = {
    Effect.BETTER: {"zh": "变好", "en": "better"},
    Effect.WORSE: {"zh": "变差", "en": "worse"},
    Effect.NEUTRAL: {"zh": "变动", "en": "changed"},
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the field of the model, what it said before and says now, in a sentence.

    ``field`` names the field by its canonical keys, ``materials.copies``; of the board itself
    ``station`` is none, of a station's own file ``procedure``.
    """

    field: str
    effect: Effect
    before: str | None
    after: str | None
    text: Text
    """The sentence, in Chinese and in English."""
    station: str | None = None
    procedure: str | None = None
