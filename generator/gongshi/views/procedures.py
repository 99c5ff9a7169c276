"""All procedures in one list."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.board.text import Said, html_tag
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.listings import (
    ProcedureGroup,
    procedure_groups,
)
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
class ProceduresPage:
    """All procedures, with what they can be narrowed by."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    groups: tuple[ProcedureGroup, ...]
    stations: tuple[Choice, ...]
    audiences: tuple[Choice, ...]
    themes: tuple[Choice, ...]


def procedures(words: BoardWords) -> ProceduresPage:
    """Return all procedures, with what they can be narrowed by."""
    voice, say = words.voice, words.voice.say
    every = words.listed()
    offered = sum(not each.procedure.is_retired for each in every)
    audiences = dict.fromkeys(each for one in every for each in one.procedure.audience)
    themes = {each for one in every for each in one.procedure.life_events}
    stations = dict.fromkeys(one.scene.folder.id for one in every)
    names = words.names()
    return ProceduresPage(
        crumbs=words.crumbs(),
        title=say("全部事项"),
        lead=say(
            "%(stations)s 个站所的 %(n)s 个事项，按主题排列。", stations=len(stations), n=offered
        ),
        groups=procedure_groups(every, with_station=True),
        stations=tuple(Choice(each, voice.text(names[each])) for each in stations if each in names),
        audiences=tuple(Choice(each.value, voice.word(each)) for each in audiences),
        themes=tuple(
            Choice(event.id, voice.text(event.name))
            for event in words.board.life_events
            if event.id in themes
        ),
    )
