"""What a list can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi.board.text import Said, html_tag
from gongshi.views.board import BoardWords
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to narrow a list by."""

    id: str
    title: Words

    @property
    def lang(self) -> str:
        """The language of the title where it is not the page's, for it stands without markup."""
        return html_tag(self.title.lang) if isinstance(self.title, Said) else ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a filter; ``name`` stands in the address and on the rows."""

    name: str
    title: str
    options: tuple[Choice, ...]


def station_field(words: BoardWords, ids: Iterable[str]) -> Field:
    """Return the field of stations, for those ids in the board's order."""
    wanted = set(ids)
    options = tuple(
        Choice(each, words.voice.text(name))
        for each, name in words.names().items()
        if each in wanted
    )
    return Field("station", words.voice.say("相关站所"), options)
