"""The life events: each with its procedures at every station."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi import urls
from gongshi.views.board import BoardWords, ListPage
from gongshi.views.chrome import Link
from gongshi.views.listings import (
    ProcedureGroup,
    procedure_groups,
)
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class EventView:
    """A life event with its first procedures."""

    name: Words
    url: str
    procedures: tuple[Link, ...]
    more: str


@dataclass(frozen=True, slots=True)
class LifeEventsPage:
    """All life events."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    events: tuple[EventView, ...]


def events(words: BoardWords, most: int | None = None) -> tuple[EventView, ...]:
    """Return the life events under which there is anything, with their first procedures."""
    return tuple(
        EventView(
            name=words.voice.text(event.name),
            url=words.voice.way(urls.life_event(event.id)),
            procedures=tuple(
                Link(
                    words.voice.text(each.procedure.title),
                    words.voice.way(urls.procedure(each.scene.folder.id, each.file.id)),
                )
                for each in (members if most is None else members[:most])
            ),
            more=words.voice.say("共 %(n)s 项", n=len(members)),
        )
        for event in words.board.life_events
        if (members := words.of_event(event.id))
    )


def life_events(words: BoardWords) -> LifeEventsPage:
    """Return all life events."""
    say = words.voice.say
    return LifeEventsPage(words.crumbs(), say("按主题找"), None, events(words))


def life_event(words: BoardWords, event_id: str) -> ListPage:
    """Return one life event with its procedures at every station."""
    event = next(each for each in words.board.life_events if each.id == event_id)
    crumbs = (*words.crumbs(), Link(words.voice.say("主题"), words.voice.way("life-events/")))
    lines = procedure_groups(words.of_event(event_id), with_station=True)
    every = tuple(line for group in lines for line in group.procedures)
    group = ProcedureGroup(event_id, None, every)
    lead = words.voice.text(event.summary) or None
    return ListPage(crumbs, words.voice.text(event.name), lead, groups=(group,) if every else ())
