"""What is published, how good it is, and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from gongshi import urls
from gongshi.board.common import Reviewed
from gongshi.board.folder import StationFolder
from gongshi.checks import NO_ACCOUNT
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.parts import Words
from gongshi.views.scores import score_of

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
class StationScore:
    """A station's census score, and which classes are empty."""

    name: Words
    url: str
    score: str
    missing: str | None


@dataclass(frozen=True, slots=True)
class AboutDataPage:
    """What is published, how good it is by the board's own checks, and what was set aside."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    files: tuple[Any, ...]
    licence: Link | None
    scores: tuple[StationScore, ...]
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
        scores=tuple(map(partial(_score, words), _scored(words))),
        ignored=exempt(words),
        overdue=overdue(words),
    )


def _scored(words: BoardWords) -> list[StationFolder]:
    return [folder for folder in words.directory.stations if folder.station.is_active]


def _score(words: BoardWords, folder: StationFolder) -> StationScore:
    account = words.directory.accounts.get(folder.id, NO_ACCOUNT)
    score = score_of(folder, account.missing, (), words.voice)
    return StationScore(
        words.voice.text(folder.station.name),
        words.voice.way(urls.audit(folder.id)),
        score.told,
        score.missing,
    )


def overdue(words: BoardWords) -> tuple[OldReview, ...]:
    """Return what was not confirmed for too long."""
    rows = (review_of(words, each.procedure.reviewed, each.file.file) for each in words.words())
    return tuple(row for row in rows if row is not None)


def review_of(words: BoardWords, reviewed: Reviewed | None, file: str) -> OldReview | None:
    """Return when a file was last confirmed, if that is too long ago."""
    if reviewed and (words.directory.today - reviewed.date).days <= REVIEW_OVERDUE_DAYS:
        return None
    said = words.voice.date(reviewed.date) if reviewed else words.voice.say("没有核对过")
    return OldReview(*place_of(words, file), said)


def exempt(words: BoardWords) -> tuple[SetAsideView, ...]:
    """Return the checks that are set aside, each with its place and the published reason."""
    return tuple(
        SetAsideView(*place_of(words, each.file), each.code, words.voice.text(each.reason))
        for each in words.directory.set_aside
    )


def place_of(words: BoardWords, file: str) -> tuple[Words, str]:
    """Return the name of what a file is about, and its address."""
    parts = file.removesuffix(".yml").removesuffix(".md").split("/")
    if parts[0] == "content":
        return _place_in_content(words, file, parts)
    folder = words.directory.station(parts[1])
    if folder is None:
        return words.voice.text(words.board.name), words.voice.way("")
    here = next((each for each in folder.procedures if each.file == file), None)
    if here is None:
        return words.voice.text(folder.station.name), words.voice.way(urls.station(folder.id))
    url = words.voice.way(urls.procedure(folder.id, here.id))
    return words.voice.text(here.procedure.title), url


def _place_in_content(words: BoardWords, file: str, parts: list[str]) -> tuple[Words, str]:
    """Return a bulletin's title, or the name under which a page or a form is known."""
    bulletin = next((each for each in words.directory.bulletins if each.file == file), None)
    if bulletin is not None:
        url = words.voice.way(urls.bulletin(bulletin.id))
        return words.voice.text(bulletin.bulletin.title), url
    name = "/".join(parts[1:])
    if not file.endswith(".md"):
        return words.voice.plain(name), words.voice.file(name)
    return words.voice.plain(name), words.voice.file("" if name == "index" else f"{name}/")
