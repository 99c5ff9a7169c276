"""What procedures ask of citizens, in parts, as tables show it; docs/burden.md says what counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongshi import urls
from gongshi.board.burden import Between, Burden
from gongshi.board.folder import StationFolder
from gongshi.board.money import Money
from gongshi.board.procedure import Procedure
from gongshi.views.parts import Words
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class BurdenRow:
    """What a procedure asks, or several of them together, each part in words."""

    title: Words
    url: str | None
    visits: str
    papers: str
    copies: str
    limit: str
    wait: str
    fee: str


def burden_rows(
    folder: StationFolder, burdens: Mapping[str, Burden], voice: Voice
) -> tuple[BurdenRow, ...]:
    """Return what each procedure in use asks, the one that asks for most papers first."""
    rows = sorted(
        ((burdens[each.id], each) for each in folder.procedures if each.id in burdens),
        key=lambda row: (-row[0].papers.most, -row[0].days, row[1].id),
    )
    return tuple(
        BurdenRow(
            title=voice.text(each.procedure.title),
            url=voice.way(urls.procedure(folder.id, each.id)),
            limit=_limit(each.procedure, voice),
            **_parts(burden, voice),
        )
        for burden, each in rows
    )


def sum_of_all(burdens: Sequence[Burden], voice: Voice) -> tuple[BurdenRow, ...]:
    """Return what one citizen who had everything done once would be asked for, if there is any."""
    if not burdens:
        return ()
    days = round(sum(each.days for each in burdens))
    together = Burden(
        visits=sum(each.visits or 0 for each in burdens),
        papers=_sum([each.papers for each in burdens]),
        copies=_sum([each.copies for each in burdens]),
        minutes=sum(each.minutes for each in burdens),
        days=days,
        fen=_sum([each.fen for each in burdens]),
        is_open=any(each.is_open for each in burdens),
    )
    row = BurdenRow(
        title=voice.say("%(n)s 个事项各办一次", n=len(burdens)),
        url=None,
        limit=voice.say("约 %(n)s 天", n=days),
        **_parts(together, voice),
    )
    return (row,)


def _sum(figures: Sequence[Between]) -> Between:
    return sum(figures, Between())


def _parts(burden: Burden, voice: Voice) -> dict[str, str]:
    say = voice.say
    return {
        "visits": say("没有写") if burden.visits is None else say("%(n)s 次", n=burden.visits),
        "papers": _between(burden.papers),
        "copies": _between(burden.copies),
        "wait": say("%(n)s 分钟", n=burden.minutes) if burden.minutes else "—",
        "fee": _fee(burden, voice),
    }


def _between(figure: Between) -> str:
    return str(figure.least) if figure.least == figure.most else f"{figure.least}–{figure.most}"


def _fee(burden: Burden, voice: Voice) -> str:
    least, most = (_money(fen, voice) for fen in burden.fen)
    said = most if least == most else f"{least}–{most}"
    if burden.is_open and not burden.fen.most:
        return voice.say("按公式另算")
    if burden.is_open:
        return voice.say("%(fee)s，另有按公式算的", fee=said)
    return said if burden.fen.most else voice.say("不收费")


def _money(fen: int, voice: Voice) -> str:
    return voice.money(Money(Decimal(fen) / 100))


def _limit(procedure: Procedure, voice: Voice) -> str:
    limit = procedure.time_limit
    said = [each.duration for each in limit.committed_limits] if limit is not None else []
    return voice.listed(dict.fromkeys(map(voice.duration, said))) or voice.say("没有承诺")
