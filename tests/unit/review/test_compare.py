"""What changed is said in words that a citizen understands, and judged as a citizen would."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import pytest
import yaml

from gongshi.authoring import loader
from gongshi.board.base import Value
from gongshi.board.board import BoardSettings
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.checks import calendar
from gongshi.review.change import Change
from gongshi.review.compare import Board, compare, compare_values
from gongshi.review.judges import Yardstick

V = TypeVar("V", bound=Value)

BOARD = BoardSettings.model_validate({"name": "青禾区公示栏"})
BY = Yardstick(calendar(BOARD), date(2026, 11, 24))

CARD: Mapping[str, Any] = {
    "title": "居民身份证换领",
    "conditions": ["年满16周岁"],
    "situations": [{"id": "lost", "title": "丢失补领"}],
    "materials": [
        {"id": "register", "name": {"zh": "居民户口簿", "en": "Household register"}, "copies": 1},
        {"id": "photo", "name": "照片", "form": "original"},
    ],
    "steps": [
        {"id": "apply", "name": "申请", "actor": "applicant", "next": "decide"},
        {
            "id": "decide",
            "name": "审核",
            "actor": "post:window",
            "within": "5个工作日",
            "end": "granted",
        },
    ],
    "time_limit": {"statutory": "60日", "committed": "20个工作日"},
    "fees": [{"item": "工本费", "amount": "20", "basis": "价目"}],
    "channels": ["counter", {"kind": "online", "value": "政务服务网"}],
    "visits": 2,
}
STATION: Mapping[str, Any] = {
    "name": "新桥派出所",
    "hours": [{"days": ["mon", "tue"], "open": ["08:30-12:00", "14:00-17:30"]}],
    "posts": [{"id": "window", "name": "户籍窗口", "a": "张三", "b": "李四"}],
    "commitments": [{"text": "排队不超过30分钟", "remedy": "当面说明"}],
    "supervision": {"phones": [{"name": "区纪委", "number": "12388", "independent": True}]},
    "closures": [{"from": date(2026, 10, 1), "to": date(2026, 10, 2)}],
}


FILES = {Procedure: "stations/police/procedures/card.yml", Station: "stations/police/station.yml"}


def read(kind: type[V], said: Mapping[str, Any]) -> V:
    """Read what a file says, with every short way to write it."""
    data = yaml.safe_dump(_given(said), allow_unicode=True).encode()
    found = loader.read(data, FILES[kind], ("zh", "en"))
    assert isinstance(found.value, kind), found.diagnostics
    return found.value


def _given(said: Any) -> Any:
    """Leave out what is none, so that a test can take a key away."""
    if isinstance(said, Mapping):
        return {key: _given(each) for key, each in said.items() if each is not None}
    return [_given(each) for each in said] if isinstance(said, list) else said


def altered(kind: type[Value], said: Mapping[str, Any], **fields: Any) -> tuple[Change, ...]:
    return compare_values(read(kind, said), read(kind, {**said, **fields}), BY)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(each.text["zh"], each.effect.value) for each in changes]


def first(name: str, /, **fields: Any) -> list[Any]:
    """Return a list of the procedure or station with its first entry altered."""
    entries = (CARD if name in CARD else STATION)[name]
    return [{**entries[0], **fields}, *entries[1:]]


@pytest.mark.parametrize(
    ("fields", "sentence", "effect"),
    [
        ({"fees": first("fees", amount="0")}, "“工本费”费用 20元 → 0元", "better"),
        ({"fees": first("fees", amount="25")}, "“工本费”费用 20元 → 25元", "worse"),
        ({"fees": "none"}, "不再收工本费（20元）", "better"),
        (
            {"fees": [*CARD["fees"], {"item": "加急费", "amount": "50"}]},
            "新收加急费（50元）",
            "worse",
        ),
        (
            {"fees": first("fees", reductions=[{"who": "低保家庭", "amount": "0"}])},
            "“工本费”新增减免：低保家庭",
            "better",
        ),
        (
            {"time_limit": {"statutory": "60日", "committed": "15个工作日"}},
            "承诺时限 20个工作日 → 15个工作日",
            "better",
        ),
        ({"time_limit": {"statutory": "60日"}}, "去掉承诺时限：20个工作日", "worse"),
        (
            {"time_limit": {"statutory": "30日", "committed": "20个工作日"}},
            "法定时限 60日 → 30日",
            "better",
        ),
        ({"materials": CARD["materials"][1:]}, "不再要居民户口簿", "better"),
        (
            {"materials": [*CARD["materials"], {"id": "form", "name": "申请表"}]},
            "新增材料：申请表",
            "worse",
        ),
        (
            {"materials": first("materials", shared=True)},
            "“居民户口簿”不用交了，由窗口调取",
            "better",
        ),
        ({"materials": first("materials", copies=2)}, "“居民户口簿”复印件份数 1 → 2", "worse"),
        (
            {"materials": first("materials", situations=["lost"])},
            "“居民户口簿”适用情形 没有 → 丢失补领",
            "better",
        ),
        (
            {"materials": first("materials", name="户口簿")},
            "申请材料“居民户口簿”改为“户口簿”",
            "neutral",
        ),
        ({"conditions": []}, "少了一条受理条件：年满16周岁", "better"),
        ({"visits": 1}, "到现场次数 2 → 1", "better"),
        ({"channels": ["counter"]}, "少了一个办理渠道：网上（政务服务网）", "worse"),
        ({"status": "suspended"}, "状态 正常 → 暂停", "worse"),
        ({"summary": "换一张新证"}, "写明摘要：换一张新证", "neutral"),
        ({"summary": "很长" * 40}, "摘要有改动", "neutral"),
    ],
)
def test_a_change_of_a_procedure_is_one_sentence(
    fields: dict[str, Any], sentence: str, effect: str
) -> None:
    assert told(altered(Procedure, CARD, **fields)) == [(sentence, effect)]


@pytest.mark.parametrize(
    ("fields", "sentence", "effect"),
    [
        (
            {"hours": [{"days": ["mon"], "open": ["08:30-12:00", "14:00-17:30"]}]},
            "办公时间 周一、周二 08:30–12:00、14:00–17:30 → 周一 08:30–12:00、14:00–17:30",
            "worse",
        ),
        ({"posts": first("posts", b=None)}, "“户籍窗口”去掉B岗：李四", "worse"),
        ({"posts": first("posts", a="王五")}, "“户籍窗口”A岗 张三 → 王五", "neutral"),
        ({"commitments": []}, "不再承诺：排队不超过30分钟", "worse"),
        (
            {"commitments": [{"text": "排队不超过30分钟"}]},
            "“排队不超过30分钟”不再写明补救（原为当面说明）",
            "worse",
        ),
        ({"supervision": None}, "去掉监督电话：区纪委", "worse"),
        # It is over, so that nobody stands before a closed door.
        ({"closures": []}, "去掉临时停办：2026-10-01至2026-10-02", "neutral"),
        (
            {
                "closures": [
                    *STATION["closures"],
                    {"from": date(2026, 12, 1), "to": date(2026, 12, 1)},
                ]
            },
            "新增临时停办：2026-12-01至2026-12-01",
            "worse",
        ),
    ],
)
def test_a_change_of_a_station_is_one_sentence(
    fields: dict[str, Any], sentence: str, effect: str
) -> None:
    assert told(altered(Station, STATION, **fields)) == [(sentence, effect)]


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("20个工作日", "20日", "better"),
        ("20个工作日", "25日", "better"),
        ("20日", "20个工作日", "worse"),
        ("1个月", "30日", "better"),
        ("7日", "5个工作日", "better"),
        ("2小时", "30分钟", "better"),
        ("5个工作日", "当场", "better"),
    ],
)
def test_limits_are_compared_by_the_calendar_and_not_by_the_number(
    before: str, after: str, effect: str
) -> None:
    said = {**CARD, "time_limit": {"committed": before}}

    (change,) = altered(Procedure, said, time_limit={"committed": after})

    assert change.effect.value == effect


def test_a_limit_of_one_case_is_compared_with_the_one_that_held_for_it_before() -> None:
    limit = {"committed": ["20个工作日", {"duration": "15个工作日", "situations": ["lost"]}]}

    changes = altered(Procedure, CARD, time_limit={"statutory": "60日", **limit})

    assert told(changes) == [("“丢失补领”承诺时限 20个工作日 → 15个工作日", "better")]


def test_a_sentence_is_also_said_in_english() -> None:
    (fee,) = altered(Procedure, CARD, fees=first("fees", amount="0"))
    (register,) = altered(Procedure, CARD, materials=CARD["materials"][1:])

    assert fee.text["en"] == "“工本费”: fee ¥20 → ¥0"
    assert register.text["en"] == "No longer asked for: Household register"
    assert (fee.field, fee.before, fee.after) == ("fees.amount", "20元", "0元")


def test_a_way_more_is_told_with_its_condition() -> None:
    steps = [
        CARD["steps"][0],
        {**CARD["steps"][1], "end": None, "next": [{"to": "apply", "when": "材料不齐"}]},
    ]

    changes = altered(Procedure, CARD, steps=steps)

    assert ("“审核”新增去向：申请（材料不齐）", "neutral") in told(changes)


def test_a_renamed_procedure_is_compared_with_what_it_was() -> None:
    old = _station({"card": CARD})
    new = _station({"card-renewal": {**CARD, "visits": 1, "was": ["card"]}})

    changes = compare(Board(BOARD, (old,)), Board(BOARD, (new,)), BY)

    assert [(each.procedure, each.field) for each in changes] == [
        ("card-renewal", "id"),
        ("card-renewal", "visits"),
        ("card-renewal", "was"),
    ]


def test_a_procedure_that_goes_and_one_that_comes_are_told_by_name() -> None:
    old, new = _station({"card": CARD}), _station({"dog": {**CARD, "title": "养犬登记"}})

    changes = compare(Board(BOARD, (old,)), Board(BOARD, (new,)), BY)

    assert sorted(told(changes)) == [
        ("不再公示办事事项：居民身份证换领", "worse"),
        ("新增办事事项：养犬登记", "better"),
    ]


def _station(procedures: Mapping[str, Mapping[str, Any]]) -> StationFolder:
    return StationFolder(
        "police",
        "stations/police/station.yml",
        read(Station, STATION),
        tuple(
            ProcedureFile(each, f"stations/police/procedures/{each}.yml", read(Procedure, said))
            for each, said in procedures.items()
        ),
    )
