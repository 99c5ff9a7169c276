"""Rules on stations that do the same: one matter is handled alike, or it is said why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.procedure import Procedure
from gongshi.board.words import FeeNature
from gongshi.checks.case import BoardCase
from gongshi.checks.rule import BOARD, ERROR, WARNING, At
from gongshi.checks.telling import en, zh
from gongshi.diagnostics.finding import Message


class _Odd(NamedTuple):
    """A procedure that is unlike most of its siblings, and one that is like them."""

    file: ProcedureFile
    usual: StationFolder
    like: ProcedureFile


@BOARD.rule(
    "GS229",
    38,
    ERROR,
    "同一事项的行政事业性收费和税，各站所一样；不一样的写「本地差异说明」。\n\n"
    "同一名称的事项和收费项目才比较，和多数站所不同的报出。经营服务性收费由 GS412 提示。",
)
def fees_are_alike(case: BoardCase) -> Iterator[At]:
    """Fees and taxes for one procedure are the same at every station, or it is said why not.

    Compared are procedures and items of the same name; told is what differs from most. Of prices
    for services GS412 tells.
    """
    for odd in _unlike(case, _fees):
        yield At(("fees",), _differs("收费", "fees", odd), file=odd.file.file)


@BOARD.rule(
    "GS411",
    68,
    WARNING,
    "同一事项的承诺时限，各站所一样；不一样的写「本地差异说明」。\n\n"
    "同一事项无差别受理、同标准办理（优化营商环境条例第三十五条）。",
)
def promises_are_alike(case: BoardCase) -> Iterator[At]:
    """One procedure is promised in the same time at every station, or it is said why not.

    One matter is handled by one standard (Regulations on the Business Environment, art. 35).
    """
    for odd in _unlike(case, _promises):
        path = ("time_limit", "committed")
        yield At(path, _differs("承诺时限", "promised limit", odd), file=odd.file.file)


@BOARD.rule(
    "GS412",
    68,
    WARNING,
    "同一事项的经营服务性收费，各站所一样；不一样的写「本地差异说明」。\n\n"
    "企业和中介的价格可以不同，不同要说明为什么。自愿选择的（邮寄等）不算。",
)
def prices_are_alike(case: BoardCase) -> Iterator[At]:
    """Prices for services that go with one procedure are alike, or it is said why not.

    Prices of firms may differ; why they do is to be said. What people may do without, such as
    postage, is exempt.
    """
    for odd in _unlike(case, _prices):
        yield At(("fees",), _differs("经营服务性收费", "prices", odd), file=odd.file.file)


@BOARD.rule(
    "GS413",
    68,
    WARNING,
    "同一事项的申请材料，各站所一样；不一样的写「本地差异说明」。\n\n"
    "一个站所多要一份材料，群众就要多跑一趟。比较的是要群众带来的材料的名称，免提交的不算。",
)
def materials_are_alike(case: BoardCase) -> Iterator[At]:
    """One procedure asks for the same materials at every station, or it is said why not.

    Where one asks for more, people come twice. Compared are the names of what they have to bring.
    """
    for odd in _unlike(case, _asked):
        name, verb_zh, verb_en = _odd_material(odd)
        usual = odd.usual.station.name
        yield At(
            ("materials",),
            Message(
                f"{verb_zh}「{name}」，和「{zh(usual)}」的同一事项不同",
                f"{verb_en} {name}, unlike the same procedure at {en(usual)}",
                "统一，或补上「本地差异说明:」",
                "make them alike, or add local_reason",
            ),
            file=odd.file.file,
        )


def _odd_material(odd: _Odd) -> tuple[str, str, str]:
    """Return a material that one of the two asks for alone, and how to say so."""
    own, usual = _asked(odd.file), _asked(odd.like)
    more = sorted(own - usual)
    if more:
        return more[0], "多要了", "asks for"
    return min(usual - own), "没有要", "does not ask for"


def _asked(file: ProcedureFile) -> frozenset[str]:
    return frozenset(map(str, file.asks))


def _fees(file: ProcedureFile) -> Hashable:
    return _charges(file.procedure, are_prices=False)


def _prices(file: ProcedureFile) -> Hashable:
    return _charges(file.procedure, are_prices=True)


def _charges(procedure: Procedure, *, are_prices: bool) -> Hashable:
    return frozenset(
        (zh(fee.item), fee.amount, fee.rate)
        for fee in procedure.fee_list
        if (fee.nature is FeeNature.OPERATING) is are_prices and not fee.optional
    )


def _promises(file: ProcedureFile) -> Hashable:
    limit = file.procedure.time_limit
    limits = limit.committed_limits if limit is not None else ()
    return frozenset((each.duration, each.situations, each.channels) for each in limits)


def _unlike(case: BoardCase, of: Callable[[ProcedureFile], Hashable]) -> Iterator[_Odd]:
    by_title: dict[str, list[tuple[StationFolder, ProcedureFile]]] = {}
    for folder, each in case.procedures:
        is_special = each.procedure.local_reason is not None
        if each.procedure.title is not None and each.procedure.is_active and not is_special:
            by_title.setdefault(zh(each.procedure.title), []).append((folder, each))
    for siblings in by_title.values():
        said = [of(each) for _, each in siblings]
        usual, _ = Counter(said).most_common(1)[0]
        like_most = siblings[said.index(usual)]
        for (folder, each), own in zip(siblings, said, strict=True):
            if own != usual and folder is not like_most[0]:
                yield _Odd(each, *like_most)


def _differs(name_zh: str, name_en: str, odd: _Odd) -> Message:
    usual = odd.usual.station.name
    return Message(
        f"{name_zh}和「{zh(usual)}」的同一事项不同",
        f"the {name_en} differs from that of the same procedure at {en(usual)}",
        "统一，或补上「本地差异说明:」",
        "make them alike, or add local_reason",
    )
