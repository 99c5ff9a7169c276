"""What is published, how good it is, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongshi import urls
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.parts import Words

REVIEW_OVERDUE_DAYS = 180
"""From what age on a confirmation is told as overdue."""


@dataclass(frozen=True, slots=True)
class OldReview:
    """Something that was not confirmed for too long."""

    title: Words
    url: str
    reviewed: str


@dataclass(frozen=True, slots=True)
class SetAsideView:
    """A check that is set aside, and why."""

    title: Words
    url: str
    rule: str
    reason: Words


@dataclass(frozen=True, slots=True)
class AboutDataPage:
    """What is published, how good it is by the board's own checks, and what was set aside."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    files: tuple[Any, ...]
    licence: Link | None
    scores: tuple[Any, ...]
    ignored: tuple[SetAsideView, ...]
    overdue: tuple[OldReview, ...]


def about_data(words: BoardWords) -> AboutDataPage:
    """Return what is published and how good it is."""
    say = words.voice.say
    return AboutDataPage(
        crumbs=words.crumbs(),
        title=say("数据说明"),
        lead=say("本站全部内容由各站所的数据文件生成，生成前逐项检查。"),
        files=(),
        licence=None,
        scores=(),
        ignored=exempt(words),
        overdue=overdue(words),
    )


def overdue(words: BoardWords) -> tuple[OldReview, ...]:
    """Return what was not confirmed for too long."""
    rows = []
    for each in words.words():
        reviewed = each.procedure.reviewed
        if reviewed and (words.directory.today - reviewed.date).days <= REVIEW_OVERDUE_DAYS:
            continue
        rows.append(
            OldReview(
                words.voice.text(each.procedure.title),
                words.voice.way(urls.procedure(each.scene.folder.id, each.file.id)),
                words.voice.date(reviewed.date) if reviewed else words.voice.say("没有核对过"),
            )
        )
    return tuple(rows)


def exempt(words: BoardWords) -> tuple[SetAsideView, ...]:
    """Return the checks that are set aside, each with its place and the published reason."""
    return tuple(
        SetAsideView(*_place_of(words, each.file), each.code, words.voice.text(each.reason))
        for each in words.directory.set_aside
    )


def _place_of(words: BoardWords, file: str) -> tuple[Words, str]:
    """Return the name of what a file is about, and its address."""
    parts = file.removesuffix(".yml").removesuffix(".md").split("/")
    folder = words.directory.station(parts[1])
    if folder is None:
        is_bulletin = parts[0] == "content"
        name = words.voice.say("通报") if is_bulletin else words.voice.text(words.board.name)
        return name, words.voice.way(urls.bulletin(parts[-1]) if is_bulletin else "")
    here = next((each for each in folder.procedures if each.file == file), None)
    if here is None:
        return words.voice.text(folder.station.name), words.voice.way(urls.station(folder.id))
    url = words.voice.way(urls.procedure(folder.id, here.id))
    return words.voice.text(here.procedure.title), url
