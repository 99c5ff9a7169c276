"""Every fee that is charged anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from gongshi import urls
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.listings import (
    FeeGroup,
    fee_groups,
    is_free,
)
from gongshi.views.parts import Words


@dataclass(frozen=True, slots=True)
class FeesPage:
    """Every fee, and what costs nothing."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    groups: tuple[FeeGroup, ...]
    free: tuple[Link, ...]


def fees(words: BoardWords) -> FeesPage:
    """Return every fee that is charged anywhere, and what costs nothing."""
    voice, say = words.voice, words.voice.say
    every = words.words()
    groups: tuple[FeeGroup, ...] = fee_groups(every, with_station=True)
    return FeesPage(
        words.crumbs(),
        say("收费公示"),
        say("各站所的全部收费都在这里，清单以外一律不得收费。"),
        groups=groups,
        free=tuple(
            Link(
                Markup("{} · {}").format(
                    voice.text(each.procedure.title), voice.text(each.station.name)
                ),
                voice.way(urls.procedure(each.scene.folder.id, each.file.id)),
            )
            for each in every
            if is_free(each.procedure)
        ),
    )
