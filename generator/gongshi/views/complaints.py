"""Complaints over the whole board: where to turn, what came in, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongshi import urls
from gongshi.board.common import Remedy
from gongshi.board.folder import StationFolder
from gongshi.board.ledgers import ComplaintFigures
from gongshi.board.station import SupervisionPhone
from gongshi.board.words import Nature
from gongshi.views.board import BoardWords
from gongshi.views.chrome import Link
from gongshi.views.complaint import ComplaintRow, complaint_row, period_words, share
from gongshi.views.filters import Choice, Field, station_field
from gongshi.views.parts import Complain, ComplaintChannel, RemedyView, Words


@dataclass(frozen=True, slots=True)
class PeriodTotal:
    """The complaints of all stations in a period, and each station's."""

    id: str
    title: str
    received: int
    answered_in_time: int | None
    told: str
    rows: tuple[ComplaintRow, ...]


@dataclass(frozen=True, slots=True)
class StationChannels:
    """Where to complain about one station; ``independent`` are the telephones outside of it."""

    station: Link
    station_id: str
    independent: tuple[ComplaintChannel, ...]
    own: tuple[ComplaintChannel, ...]
    mailbox: Words | None


@dataclass(frozen=True, slots=True)
class RemedyGroup:
    """The remedies against stations of a nature, and which stations these are."""

    title: str
    note: str
    remedies: tuple[RemedyView, ...]
    stations: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ComplaintsPage:
    """Complaints over the whole board."""

    crumbs: tuple[Link, ...]
    title: Words
    lead: Words | None
    fields: tuple[Field, ...]
    channels: tuple[StationChannels, ...]
    periods: tuple[PeriodTotal, ...]
    remedies: tuple[RemedyGroup, ...]
    complain: Complain


def complaints(words: BoardWords) -> ComplaintsPage:
    """Return where to complain, the figures by period, and the remedies by kind of station."""
    say, periods = words.voice.say, by_period(words)
    active = [folder for folder in words.directory.stations if folder.station.is_active]
    return ComplaintsPage(
        crumbs=words.crumbs_of_supervision(),
        title=say("投诉办理"),
        lead=say("向谁投诉，收到多少，按时答复了多少，还能怎样救济。"),
        fields=(
            station_field(words, (folder.id for folder in words.directory.stations)),
            Field(
                "period", say("期间"), tuple(Choice(period.id, period.title) for period in periods)
            ),
        ),
        channels=tuple(_channels(words, folder) for folder in active),
        periods=periods,
        remedies=_remedies(words, active),
        complain=anywhere(words),
    )


def _station(words: BoardWords, folder: StationFolder, place: str = "") -> Link:
    url = words.voice.way(urls.station(folder.id)) + place
    return Link(words.voice.text(folder.station.name), url)


# ---- what came in --------------------------------------------------------------------------------


def by_period(words: BoardWords) -> tuple[PeriodTotal, ...]:
    """Return the complaints of all stations by period, the latest first."""
    found: dict[str, list[tuple[StationFolder, ComplaintFigures]]] = {}
    for folder in words.directory.stations:
        for each in folder.complaints.entries:
            found.setdefault(each.period, []).append((folder, each))
    return tuple(_total(words, period, found[period]) for period in sorted(found, reverse=True))


def _total(
    words: BoardWords, period: str, every: list[tuple[StationFolder, ComplaintFigures]]
) -> PeriodTotal:
    voice, say = words.voice, words.voice.say
    received = sum(each.received for _, each in every)
    answered = _sum(each.answered_in_time for _, each in every)
    upheld = _sum(each.upheld for _, each in every)
    percent = share(answered, received)
    told = [say("%(n)s 个站所公布", n=len(every)), say("收到 %(n)s 件", n=received)]
    if answered is not None:
        in_time = say("按期答复 %(n)s 件", n=answered)
        told.append(voice.aside(in_time, percent) if percent else in_time)
    if upheld is not None:
        told.append(say("属实 %(n)s 件", n=upheld))
    return PeriodTotal(
        id=period,
        title=period_words(period, voice),
        received=received,
        answered_in_time=answered,
        told=voice.listed(told, "，" if voice.language == "zh" else ", "),
        rows=tuple(
            complaint_row(each, voice, folder.id, _station(words, folder, "#complaints"))
            for folder, each in every
        ),
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    """Return the sum, or none where one of them is not published."""
    known = list(numbers)
    return None if None in known else sum(number or 0 for number in known)


# ---- where to turn -------------------------------------------------------------------------------


def anywhere(words: BoardWords) -> Complain:
    """Return where to complain about any station, and what the board's remedies are."""
    hotline = words.board.hotline
    name = words.voice.say("热线")
    channels = (ComplaintChannel(name, hotline, f"tel:{hotline}"),) if hotline else ()
    return Complain(channels, _views(words, words.board.remedies), None)


def _channels(words: BoardWords, folder: StationFolder) -> StationChannels:
    voice, supervision = words.voice, folder.station.supervision
    phones = supervision.phones if supervision else ()
    own = [_phone(words, each) for each in phones if not each.independent]
    if supervision and supervision.online:
        link = voice.linked(supervision.online)
        own.append(ComplaintChannel(voice.say("网上投诉"), voice.say("去投诉"), link))
    if supervision and supervision.address:
        own.append(ComplaintChannel(voice.say("来信来访"), voice.text(supervision.address), None))
    return StationChannels(
        station=_station(words, folder),
        station_id=folder.id,
        independent=tuple(_phone(words, each) for each in phones if each.independent),
        own=tuple(own),
        mailbox=(voice.text(supervision.mailbox) or None) if supervision else None,
    )


def _phone(words: BoardWords, phone: SupervisionPhone) -> ComplaintChannel:
    return ComplaintChannel(words.voice.text(phone.name), phone.number, f"tel:{phone.number}")


def _views(words: BoardWords, remedies: Iterable[Remedy]) -> tuple[RemedyView, ...]:
    voice = words.voice
    return tuple(
        RemedyView(
            voice.text(each.name),
            voice.text(each.to),
            voice.duration(each.within) if each.within else None,
        )
        for each in remedies
    )


def _remedies(words: BoardWords, active: list[StationFolder]) -> tuple[RemedyGroup, ...]:
    """Return the remedies by nature of the station; stations with remedies of their own apart."""
    groups: dict[tuple[bool, tuple[Remedy, ...]], list[StationFolder]] = {}
    for folder in active:
        own = folder.station.remedies
        remedies = own if isinstance(own, tuple) else words.board.remedies
        is_enterprise = folder.station.nature is Nature.ENTERPRISE
        groups.setdefault((is_enterprise, remedies), []).append(folder)
    say = words.voice.say
    return tuple(
        RemedyGroup(
            title=_kind_of(words, folders, remedies, is_enterprise=is_enterprise),
            note=say(
                "企业不是行政机关，对它不能申请行政复议，可以向它的监管部门投诉，也可以依法起诉。"
            )
            if is_enterprise
            else say("对办理结果不服，可以在期限内选择下面的途径；投诉不影响复议和诉讼。"),
            remedies=_views(words, remedies),
            stations=tuple(_station(words, folder) for folder in folders),
        )
        for (is_enterprise, remedies), folders in sorted(
            groups.items(), key=lambda one: (one[0][0], -len(one[1]))
        )
        if remedies or is_enterprise
    )


def _kind_of(
    words: BoardWords,
    folders: list[StationFolder],
    remedies: tuple[Remedy, ...],
    *,
    is_enterprise: bool,
) -> str:
    """Return what kind of stations these are; those with remedies of their own by their kind."""
    voice = words.voice
    kinds = dict.fromkeys(voice.word(folder.station.kind) for folder in folders)
    named = voice.listed(filter(None, kinds))
    if is_enterprise:
        return voice.aside(voice.say("企业"), named) if named else voice.say("企业")
    if remedies == words.board.remedies or not named:
        return voice.say("行政机关和事业单位")
    return named
