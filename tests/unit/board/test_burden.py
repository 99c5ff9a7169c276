"""What a procedure asks of a citizen, counted part by part."""

from typing import Any

import pytest

from gongshi.board.burden import Between, Burden, burden_of
from gongshi.board.procedure import Procedure

CARD = {"name": "旧证", "originals": 1}
GROUPED = [
    {"id": "renewal", "title": "换领", "group": "reason"},
    {"id": "loss", "title": "补领", "group": "reason"},
]


def burden(**said: Any) -> Burden:
    return burden_of(Procedure.model_validate(said))


def test_what_says_nothing_asks_for_nothing() -> None:
    assert burden() == Burden(None, Between(), Between(), 0, 0.0, Between(), is_open=False)


@pytest.mark.parametrize(
    ("material", "papers", "copies"),
    [
        (CARD, 1, 0),
        ({"name": "身份证明", "originals": 1, "copies": 2}, 3, 2),
        ({"name": "合同", "copies": 1}, 1, 1),
        ({"name": "照片"}, 1, 0),
        ({"name": "社保记录", "shared": True, "originals": 1}, 0, 0),
        ({"name": "委托书", "need": "optional", "originals": 1, "copies": 1}, 0, 0),
        ({"name": "体检表", "need": "later", "originals": 1}, 1, 0),
    ],
)
def test_a_paper_counts_as_often_as_it_is_handed_in(
    material: dict[str, Any], papers: int, copies: int
) -> None:
    found = burden(materials=[material])

    assert found.papers == Between(papers, papers)
    assert found.copies == Between(copies, copies)


def test_of_a_group_one_case_holds_and_of_the_others_none_or_all() -> None:
    found = burden(
        situations=[*GROUPED, {"id": "agent", "title": "代办"}],
        materials=[
            CARD,
            {"name": "登报声明", "originals": 1, "copies": 1, "situations": ["loss"]},
            {"name": "委托书", "originals": 1, "situations": ["agent"]},
        ],
    )

    assert found.papers == Between(1, 4)
    assert found.copies == Between(0, 1)


def test_what_several_cases_ask_for_is_brought_once() -> None:
    found = burden(
        situations=GROUPED,
        materials=[{"name": "照片", "originals": 2, "situations": ["renewal", "loss"]}],
    )

    assert found.papers == Between(2, 2)


def test_fees_of_a_case_are_added_and_those_by_choice_left_out() -> None:
    found = burden(
        situations=GROUPED,
        fees=[
            {"item": "工本费", "amount": 20, "situations": ["renewal"]},
            {"item": "工本费（补领）", "amount": "40.50", "situations": ["loss"]},
            {"item": "照相费", "amount": {"from": 5, "to": 10}},
            {"item": "邮寄费", "amount": 12, "optional": True},
        ],
    )

    assert found.fen == Between(2500, 5050)
    assert not found.is_open


def test_a_rate_is_told_and_not_counted() -> None:
    found = burden(fees=[{"item": "契税", "rate": "3%", "of": "价款"}])

    assert found.fen == Between()
    assert found.is_open


def test_waiting_is_what_the_steps_say_and_the_promise_the_longest() -> None:
    found = burden(
        steps=[
            {
                "id": "a",
                "name": "申请",
                "wait": {"queue": "20分钟", "counter": "10分钟"},
                "next": "b",
            },
            {"id": "b", "name": "领证", "wait": {"counter": "1小时"}, "end": "granted"},
        ],
        time_limit={"committed": [{"duration": "5日", "situations": ["x"]}, {"duration": "10日"}]},
        visits={"times": 2},
    )

    assert found.minutes == 90
    assert found.days == 10
    assert found.visits == 2


def test_many_groups_of_cases_end_in_time() -> None:
    situations = [
        {"id": f"s{group}-{n}", "title": "情形", "group": f"g{group}"}
        for group in range(20)
        for n in range(9)
    ]

    assert burden(situations=situations, materials=[CARD]).papers == Between(1, 1)
