"""Fees by their nature: the same item at the same price stands once, with all who charge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from gongshi import urls
from gongshi.board.procedure import Fee, MoneyRange
from gongshi.board.words import Audience, FeeNature
from gongshi.engines.jinja import plain
from gongshi.views.parts import FeeView, ReductionView, Source, Words
from gongshi.views.procedure import ProcedureWords


@dataclass(frozen=True, slots=True)
class FeeLink:
    """A procedure in which a fee is charged, and in which cases."""

    title: Words
    url: str
    station: Words | None
    case: str | None


@dataclass(frozen=True, slots=True)
class RegisteredFee:
    """A fee in the register, with every procedure that charges it.

    ``by`` is how it is worked out, ``payers`` are those whom the procedures serve.
    """

    item: Words
    amount: Words
    by: Words | None
    nature: str
    payee: Words | None
    payers: str
    basis: Source | None
    reductions: tuple[ReductionView, ...]
    procedures: tuple[FeeLink, ...]


@dataclass(frozen=True, slots=True)
class FeeGroup:
    """Fees of one nature, the highest first."""

    id: str
    title: str
    fees: tuple[RegisteredFee, ...]


Key = tuple[FeeNature | None, str, str, str]
"""By what a fee is the same one: its nature, item, amount and document."""


@dataclass(slots=True)
class _Charged:
    """A fee while everybody who charges it is gathered."""

    words: ProcedureWords
    fee: Fee
    view: FeeView
    links: dict[FeeLink, None] = field(default_factory=dict)
    payers: dict[Audience, None] = field(default_factory=dict)

    @property
    def order(self) -> tuple[bool, bool, Decimal]:
        """What people may do without comes last, before it what is no plain sum; then the least."""
        amount = self.fee.amount
        most = amount.to if isinstance(amount, MoneyRange) else amount
        return (self.fee.optional, most is None, -most.amount if most else Decimal(0))

    def registered(self) -> RegisteredFee:
        """Return the fee with all who charge it."""
        view = self.view
        return RegisteredFee(
            item=view.item,
            amount=view.amount,
            by=view.by,
            nature=view.nature,
            payee=view.payee or None,
            payers=self.words.voice.words(self.payers),
            basis=view.basis,
            reductions=view.reductions,
            procedures=tuple(self.links),
        )


def fee_groups(words: Iterable[ProcedureWords], *, with_station: bool) -> tuple[FeeGroup, ...]:
    """Return every fee that is charged in what can be applied for, by its nature."""
    charged: dict[Key, _Charged] = {}
    for each in words:
        if each.procedure.is_active:
            _gather(each, charged, with_station=with_station)
    natures = [*FeeNature, None]
    groups = []
    for nature in natures:
        fees = [one for (own, *_), one in charged.items() if own is nature]
        if fees:
            voice = fees[0].words.voice
            ordered = sorted(fees, key=lambda one: one.order)
            groups.append(
                FeeGroup(
                    nature.value if nature else "other",
                    voice.word(nature) or voice.say("其他收费"),
                    tuple(one.registered() for one in ordered),
                )
            )
    return tuple(groups)


def _gather(each: ProcedureWords, charged: dict[Key, _Charged], *, with_station: bool) -> None:
    """Add the fees of one procedure to those that are known."""
    voice, folder = each.voice, each.scene.folder
    if not each.procedure.fee_list:
        return
    title = voice.text(each.procedure.title)
    url = voice.way(urls.procedure(folder.id, each.file.id)) + "#fees"
    station = voice.text(folder.station.name) if with_station else None
    for fee, view in zip(each.procedure.fee_list, each.fees(), strict=True):
        number = (fee.basis.document_no or "") if fee.basis else ""
        key = (fee.nature, plain(view.item), plain(view.amount), number)
        one = charged.setdefault(key, _Charged(each, fee, view))
        one.links[FeeLink(title, url, station, view.situations_text or None)] = None
        one.payers.update(dict.fromkeys(each.procedure.audience))
