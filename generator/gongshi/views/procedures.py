"""All procedures in one list."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.filters import Choice, Field
from gongshi.views.listings import ProcedureGroup, procedure_groups
from gongshi.views.parts import Words
from gongshi.views.procedure import ProcedureWords


@dataclass(frozen=True, slots=True)
class ProceduresPage:
    """All procedures, with what they can be narrowed by."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    groups: tuple[ProcedureGroup, ...]
    fields: tuple[Field, ...]
    ticks: tuple[Choice, ...]


def procedures(words: BoardWords) -> ProceduresPage:
    """Return all procedures, with what they can be narrowed by."""
    say = words.voice.say
    every = words.listed()
    offered = sum(not each.procedure.is_retired for each in every)
    stations = {one.scene.folder.id for one in every}
    return ProceduresPage(
        crumbs=words.crumbs(),
        title=say("全部事项"),
        lead=say(
            "%(stations)s 个站所的 %(n)s 个事项，按主题排列。", stations=len(stations), n=offered
        ),
        groups=procedure_groups(every, with_station=True),
        fields=_fields(words, every),
        ticks=(
            Choice("free", say("不收费")),
            Choice("same-day", say("当天办好")),
            Choice("no-visit", say("不用跑")),
        ),
    )


def _fields(words: BoardWords, every: tuple[ProcedureWords, ...]) -> tuple[Field, ...]:
    voice, say = words.voice, words.voice.say
    themes = {each for one in every for each in one.procedure.life_events}
    stations = dict.fromkeys(one.scene.folder.id for one in every)
    audiences = dict.fromkeys(each for one in every for each in one.procedure.audience)
    names = words.names()
    events = (event for event in words.board.life_events if event.id in themes)
    return (
        Field(
            "theme",
            say("办事主题"),
            tuple(Choice(event.id, voice.text(event.name)) for event in events),
        ),
        Field(
            "station",
            say("办理站所"),
            tuple(Choice(each, voice.text(names[each])) for each in stations if each in names),
        ),
        Field(
            "audience",
            say("服务对象"),
            tuple(Choice(each.value, voice.word(each)) for each in audiences),
        ),
    )
