"""The fee register: each item once, by its nature, the highest first, with who pays and when."""

import json
from typing import Any

from gongshi.authoring import loader
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.station import Station
from gongshi.engines.jinja import plain
from gongshi.views.fee_groups import FeeGroup, fee_groups
from gongshi.views.fee_register import fees
from tests.unit.views.test_comparisons import words_of

CARD = {"item": "工本费", "amount": "20", "unit": "证", "nature": "administrative"}


def a_station(name: str, **procedures: Any) -> StationFolder:
    files = []
    for own, said in procedures.items():
        path = f"stations/{name}/procedures/{own}.yml"
        found = loader.read(json.dumps(said, ensure_ascii=False).encode(), path, ("zh",))
        assert found.value is not None, found.diagnostics
        files.append(ProcedureFile(own, path, found.value))
    station = Station.model_validate({"name": name, "kind": "police"})
    return StationFolder(name, f"stations/{name}/station.yml", station, tuple(files))


def groups(*stations: StationFolder) -> tuple[FeeGroup, ...]:
    return fee_groups(words_of(*stations).words(), with_station=True)


def test_the_same_item_at_the_same_price_stands_once_with_all_who_charge_it() -> None:
    said = {"title": "换领", "audience": ["person"], "fees": [CARD]}
    firm = said | {"audience": ["business"]}

    (group,) = groups(a_station("a", card=said), a_station("b", card=firm))

    (fee,) = group.fees
    assert [str(link.station) for link in fee.procedures] == ["a", "b"]
    assert fee.payers == "自然人、企业法人"


def test_another_price_or_document_is_another_line() -> None:
    dear = CARD | {"amount": "30"}
    cited = CARD | {"basis": {"title": "通知", "document_no": "1号"}}

    (group,) = groups(a_station("a", card={"title": "换领", "fees": [CARD, dear, cited]}))

    assert [plain(fee.amount) for fee in group.fees] == ["30元/证", "20元/证", "20元/证"]


def test_natures_follow_one_order_and_within_one_the_highest_sum_comes_first() -> None:
    said = [
        {"item": "邮寄", "amount": "99", "nature": "operating", "optional": True},
        {"item": "契税", "rate": "1.5%", "of": "价格", "nature": "tax"},
        {"item": "打印", "amount": "2", "nature": "operating"},
        {"item": "检测", "amount": {"from": "10", "to": "50"}, "nature": "operating"},
        CARD,
    ]

    found = groups(a_station("a", card={"title": "换领", "fees": said}))

    assert [group.id for group in found] == ["administrative", "operating", "tax"]
    assert [str(fee.item) for fee in found[1].fees] == ["检测", "打印", "邮寄"]


def test_a_line_tells_reductions_and_in_which_case_alone_it_is_due() -> None:
    fee = CARD | {"situations": ["lost"], "reductions": [{"who": "低保居民", "amount": "0"}]}
    said = {"title": "补领", "situations": [{"id": "lost", "title": "丢失"}], "fees": [fee]}

    (group,) = groups(a_station("a", card=said))

    (line,) = group.fees
    assert [(str(each.who), each.amount) for each in line.reductions] == [("低保居民", "免收")]
    assert [link.case for link in line.procedures] == ["丢失"]


def test_the_page_counts_what_is_charged_for_and_what_is_free() -> None:
    free = {"title": "登记", "fees": "none"}
    stations = (
        a_station("a", card={"title": "换领", "fees": [CARD]}, entry=free),
        a_station("b", entry=free),
    )

    page = fees(words_of(*stations))

    assert page.facts == ("1 个收费项目", "1 个事项要交钱", "2 个事项不收费")
    assert [str(link.title) for link in page.stations] == ["a"]
    assert [(str(each.station.title), len(each.procedures)) for each in page.free] == [
        ("a", 1),
        ("b", 1),
    ]


def test_a_board_that_charges_nothing_says_so_without_ways_to_nowhere() -> None:
    page = fees(words_of(a_station("a", entry={"title": "登记", "fees": "none"})))

    assert (page.groups, page.natures, page.stations) == ((), (), ())
    assert page.facts == ("1 个事项不收费",)
