"""Everything there is, as links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi import urls
from gongshi.views import comparisons, life_events
from gongshi.views.board import BoardWords, ListPage
from gongshi.views.chrome import SECTIONS, SUPERVISION
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link of the site map with those below it."""

    title: Words
    url: str
    links: tuple[MapLink, ...] = ()


def site_map(
    words: BoardWords, markdown_pages: Iterable[tuple[str, str]], *, has_notices: bool = False
) -> ListPage:
    """Return the page of all links; ``markdown_pages`` are titles and addresses."""
    groups = map_groups(words, markdown_pages, has_notices=has_notices)
    return ListPage(words.crumbs(), words.voice.say("网站地图"), None, groups)


def map_groups(
    words: BoardWords, markdown_pages: Iterable[tuple[str, str]], *, has_notices: bool
) -> tuple[MapLink, ...]:
    """Return everything there is, as links two levels deep."""
    voice, say = words.voice, words.voice.say
    in_head = {url for _, _, url in SECTIONS}
    supervised = tuple(
        MapLink(say(each.title), voice.way(each.url))
        for each in SUPERVISION
        if each.url not in in_head
    )
    sections = (
        *(
            MapLink(say(title), voice.way(url), supervised if url == "supervision/" else ())
            for _, title, url in SECTIONS
        ),
        MapLink(say("近来的变动"), voice.way("changes/")),
        *((MapLink(say("公示单"), voice.way(urls.NOTICES)),) if has_notices else ()),
    )
    stations = tuple(
        MapLink(
            voice.text(folder.station.name),
            voice.way(urls.station(folder.id)),
            tuple(
                MapLink(
                    voice.text(each.procedure.title),
                    voice.way(urls.procedure(folder.id, each.id)),
                )
                for each in folder.procedures
            ),
        )
        for folder in words.directory.stations
    )
    audits = tuple(
        MapLink(voice.text(folder.station.name), voice.way(urls.audit(folder.id)))
        for folder in words.directory.stations
    )
    events = tuple(MapLink(event.name, event.url) for event in life_events.events(words, 0))
    pages = tuple(
        MapLink(voice.plain(title), urls.relative(url, voice.page)) for title, url in markdown_pages
    )
    groups = (
        MapLink(say("栏目"), "", sections),
        MapLink(say("站所"), voice.way("stations/"), stations),
        MapLink(say("主题"), voice.way("life-events/"), events),
        MapLink(say("明察暗访检查单"), voice.way(urls.CHECKLISTS), _checklists(words)),
        MapLink(say("各站所对比"), voice.way(urls.COMPARISONS), _comparisons(words)),
        MapLink(say("公示自查"), voice.way("audit/"), audits),
        MapLink(say("其他页面"), "", pages),
    )
    return tuple(group for group in groups if group.links)


def _checklists(words: BoardWords) -> tuple[MapLink, ...]:
    voice = words.voice
    return tuple(
        MapLink(voice.text(folder.station.name), voice.way(urls.checklist(folder.id)))
        for folder in words.directory.stations
        if folder.station.is_active
    )


def _comparisons(words: BoardWords) -> tuple[MapLink, ...]:
    voice = words.voice
    return tuple(
        MapLink(comparisons.title_of(family, voice), voice.way(urls.comparison(*kin)))
        for kin, family in comparisons.comparisons_of(words)
    )
