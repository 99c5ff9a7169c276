"""What the pages of procedures and of stations say alike: posts, hours, complaints, citations."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from gongshi.board.board import BoardSettings
from gongshi.board.common import Citation, Remedy
from gongshi.board.coverage import lone_days
from gongshi.board.folder import StationFolder
from gongshi.board.hours import Closing, OpenHours
from gongshi.board.station import Post, Station
from gongshi.views.parts import (
    CommitmentView,
    Complain,
    ComplaintChannel,
    LoneDayView,
    PersonView,
    PostView,
    Printed,
    PrintedView,
    RemedyView,
    Scene,
    Source,
    StationView,
)
from gongshi.views.voice import Voice


def source(citation: Citation, voice: Voice) -> Source:
    """Return a citation as a page shows it."""
    return Source(
        title=voice.text(citation.title),
        article=voice.text(citation.article) or None,
        document_no=voice.plain(citation.document_no) or None,
        issued_by=voice.text(citation.issued_by) or None,
        url=voice.linked(citation.url) or None,
        status=voice.word(citation.status) or None,
        text=voice.prose(citation.text) or None,
    )


def station_view(
    folder: StationFolder, voice: Voice, url: str | None, post: Post | None = None
) -> StationView:
    """Return where a station is and when it is open."""
    station = folder.station
    hours = open_hours(station, voice)
    return StationView(
        name=voice.text(station.name),
        url=url,
        address=voice.text(station.address),
        map=voice.linked(station.map) or None,
        phone=(post.phone if post and post.phone else station.phone),
        counter=(voice.text(post.counter) or None) if post else None,
        hours=hours.compact(),
        hours_lines=hours.said("zh" if voice.language == "zh" else "en"),
    )


def open_hours(station: Station, voice: Voice) -> OpenHours:
    """Return when a station is open, for the browser and in words."""
    return OpenHours(
        tuple(period.open_days for period in station.hours),
        station.closed_on_holidays,
        tuple(
            Closing(each.from_, each.to, voice.text(each.why).plain) for each in station.closures
        ),
    )


def post_view(post: Post, folder: StationFolder, voice: Voice, today: datetime.date) -> PostView:
    """Return a post with its two people and the days on which one stands alone."""
    alone = tuple(
        LoneDayView(
            each.day.isoformat(),
            voice.say("%(day)s只有%(who)s", day=voice.date(each.day), who=voice.word(each.only)),
        )
        for each in lone_days(folder.station, today)
        if each.post is post
    )
    return PostView(
        id=post.id,
        name=voice.text(post.name),
        counter=voice.text(post.counter) or None,
        duties=voice.prose(post.duties) or None,
        phone=post.phone,
        a=PersonView(voice.plain(post.a.name), post.a.badge) if post.a else None,
        b=PersonView(voice.plain(post.b.name), post.b.badge) if post.b else None,
        single=voice.text(post.single) or None,
        alone=alone,
        first_contact=post.first_contact,
    )


def commitment_views(station: Station, voice: Voice) -> tuple[CommitmentView, ...]:
    """Return what a station promises."""
    return tuple(
        CommitmentView(
            voice.text(each.text),
            voice.duration(each.limit) if each.limit else None,
            voice.text(each.measure) or None,
            voice.text(each.remedy) or None,
        )
        for each in station.commitments
    )


def complain(scene: Scene, voice: Voice, own: tuple[Remedy, ...] | None) -> Complain:
    """Return where to complain about a station and how to appeal."""
    station, board = scene.folder.station, scene.board
    supervision = station.supervision
    channels = []
    if supervision:
        channels += [
            ComplaintChannel(
                voice.text(phone.name), phone.number, f"tel:{phone.number}", phone.independent
            )
            for phone in supervision.phones
        ]
        if supervision.online:
            channels.append(
                ComplaintChannel(
                    voice.say("网上投诉"),
                    _short(supervision.online),
                    voice.linked(supervision.online),
                )
            )
        if supervision.address:
            channels.append(
                ComplaintChannel(voice.say("来信来访"), voice.text(supervision.address), None)
            )
    if board.hotline and all(channel.value != board.hotline for channel in channels):
        channels.append(ComplaintChannel(voice.say("热线"), board.hotline, f"tel:{board.hotline}"))
    remedies = board.remedies if own is None else own
    return Complain(
        tuple(channels),
        tuple(
            RemedyView(
                voice.text(each.name),
                voice.text(each.to),
                voice.duration(each.within) if each.within else None,
            )
            for each in remedies
        ),
        (voice.text(supervision.mailbox) or None) if supervision else None,
    )


def public_address(board: BoardSettings, page: str) -> str:
    """Return the public address of a page, or nothing where the board has none."""
    return f"{board.public_url.rstrip('/')}/{page}" if board.public_url else ""


def _short(address: str) -> str:
    return urlsplit(address).hostname or address


def printed_views(printed: Iterable[Printed], voice: Voice) -> tuple[PrintedView, ...]:
    """Return notices as links of a page."""
    return tuple(
        PrintedView(each.title, each.situation or None, voice.file(each.path), _detail(each, voice))
        for each in printed
    )


def _detail(printed: Printed, voice: Voice) -> str:
    form = printed.path.rpartition(".")[2].upper()
    pages = voice.say("%(n)s 页", n=printed.pages) if printed.pages else ""
    size = f"{max(1, round(printed.size / 1000))} kB"
    return " · ".join(filter(None, (form, pages, size)))
