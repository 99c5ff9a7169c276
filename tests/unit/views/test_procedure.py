"""The four answers at the head of a procedure's page, and what decides them."""

import datetime
from typing import Any

import pytest

from gongshi.board.board import BoardSettings
from gongshi.board.folder import ProcedureFile, StationFolder
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import Text
from gongshi.board.workdays import WorkCalendar
from gongshi.views.directory import Neighbour, Neighbours
from gongshi.views.parts import Scene
from gongshi.views.procedure import ProcedureWords
from gongshi.views.voice import Voice

TODAY = datetime.date(2026, 11, 24)
NOBODY = Neighbours({}, {})
REASONS = [
    {"id": "expired", "title": "期满", "group": "reason"},
    {"id": "damaged", "title": "损坏", "group": "reason"},
    {"id": "moved", "title": "迁移", "group": "reason"},
]


def a_procedure(**fields: Any) -> Procedure:
    """Return a valid procedure with some fields changed."""
    return Procedure.model_validate({"title": "居民身份证换领", "fees": "none"} | fields)


def words_of(
    procedure: Procedure, language: str = "zh", around: Neighbours = NOBODY
) -> ProcedureWords:
    """Return a procedure as the page of a station speaks of it."""
    station = Station.model_validate({"name": {"zh": "新桥派出所", "en": "Xinqiao Police Station"}})
    file = ProcedureFile("renewal", "stations/xinqiao/procedures/renewal.yml", procedure)
    folder = StationFolder("xinqiao", "stations/xinqiao/station.yml", station, (file,))
    board = BoardSettings.model_validate({"name": "公示栏", "languages": ("zh", "en")})
    scene = Scene(board, folder, around, WorkCalendar.of([]), TODAY)
    return ProcedureWords(scene, file, Voice(language, "zh", "stations/xinqiao/renewal/"))


def test_a_procedure_that_says_nothing_of_fees_is_not_called_free() -> None:
    cost = words_of(Procedure.model_validate({"title": "换领"})).cost()

    assert cost.value == "没有写明"


def test_fees_of_nothing_are_called_free_like_no_fees_at_all() -> None:
    none = words_of(a_procedure(fees="none")).cost()
    zero = words_of(a_procedure(fees=[{"item": "工本费", "amount": "0"}])).cost()

    assert none.value == zero.value == "不收费"


def test_one_fee_for_everybody_is_the_answer_with_its_unit() -> None:
    fee = {"item": "工本费", "amount": "20", "unit": "证"}

    cost = words_of(a_procedure(fees=[fee])).cost()

    assert (cost.value, str(cost.note)) == ("20元/证", "工本费")


def test_fees_of_situations_are_told_as_a_range_and_each_by_itself() -> None:
    fees = [
        {"item": "工本费", "amount": "20", "situations": ["expired"]},
        {"item": "工本费（损坏）", "amount": "40", "situations": ["damaged"]},
    ]

    cost = words_of(a_procedure(situations=REASONS, fees=fees)).cost()

    assert cost.value == "20元至40元"
    assert [(each.value, each.situations) for each in cost.variants] == [
        ("20元", ("expired",)),
        ("40元", ("damaged",)),
        ("不收费", ("moved",)),
    ]


def test_a_fee_that_a_citizen_may_do_without_does_not_make_it_cost_anything() -> None:
    post = {"item": "邮政速递", "amount": "12", "optional": True}

    cost = words_of(a_procedure(fees=[post])).cost()

    assert cost.value == "不收费"


@pytest.mark.parametrize(
    ("materials", "value"),
    [
        ("none", "不用带"),
        ([{"name": "户口簿"}], "1 份"),
        ([{"name": "户口簿"}, {"name": "照片", "need": "optional"}], "1 份"),
        ([{"name": "户口簿"}, {"name": "出生证明", "shared": True}], "1 份"),
        ([{"name": "户口簿"}, {"name": "旧证", "situations": ["damaged"]}], "1 份起"),
        ([{"name": "出生证明", "shared": True}], "不用带"),
    ],
)
def test_only_what_everybody_must_bring_is_counted(materials: Any, value: str) -> None:
    procedure = a_procedure(materials=materials, situations=REASONS)

    assert words_of(procedure).to_bring().value == value


def test_a_promise_stands_before_the_law() -> None:
    limit = {"statutory": {"duration": "60日"}, "committed": {"duration": "20个工作日"}}

    fact = words_of(a_procedure(time_limit=limit)).duration_fact()

    assert (fact.value, fact.note) == ("20个工作日", "法定60日")


def test_without_a_promise_the_law_is_the_answer_and_is_called_so() -> None:
    fact = words_of(a_procedure(time_limit={"statutory": {"duration": "60日"}})).duration_fact()

    assert (fact.value, fact.note) == ("60日", "法定时限")


def test_the_longest_limit_fills_its_bar_and_the_others_their_share() -> None:
    limit = {"statutory": {"duration": "60日"}, "committed": {"duration": "15日"}}

    bars = words_of(a_procedure(time_limit=limit)).limits()[0]

    assert bars.statutory is not None
    assert bars.committed is not None
    assert (bars.statutory.proportion, bars.committed.proportion) == (100.0, 25.0)


def test_situations_of_a_group_exclude_each_other_and_the_rest_combine() -> None:
    minor = {"id": "minor", "title": "未满16周岁"}

    groups = words_of(a_procedure(situations=[minor, *REASONS])).groups()

    assert [(group.exclusive, len(group.options)) for group in groups] == [(True, 3), (False, 1)]


def test_a_retired_procedure_says_since_when_and_leads_to_what_replaces_it() -> None:
    status = {"state": "retired", "date": "2026-01-01", "replaced_by": "hengjie/permit"}
    there = Neighbour("hengjie", Text("横街"), {}, {})

    notice = words_of(
        a_procedure(status=status), around=Neighbours({"hengjie": there}, {})
    ).notices()[0]

    assert notice.kind == "retired"
    assert "2026年1月1日" in notice.title
    assert notice.link is not None
    assert notice.link.url == "../../hengjie/permit/"


def test_what_takes_effect_later_is_told_until_that_day() -> None:
    later, today = datetime.date(2027, 1, 1), TODAY

    assert [each.kind for each in words_of(a_procedure(effective=later)).notices()] == ["future"]
    assert words_of(a_procedure(effective=today)).notices() == ()


def test_a_confirmation_of_more_than_a_year_ago_is_told_as_old() -> None:
    old = {"date": "2025-11-23", "by": "周某"}
    recent = {"date": "2025-11-24", "by": "周某"}

    assert [each.kind for each in words_of(a_procedure(reviewed=old)).notices()] == ["stale"]
    assert words_of(a_procedure(reviewed=recent)).notices() == ()


def test_a_page_in_a_language_that_the_procedure_lacks_says_so() -> None:
    notices = words_of(a_procedure(), language="en").notices()

    assert [each.kind for each in notices] == ["untranslated"]


def test_the_version_changes_with_what_is_said_and_not_with_the_confirmation() -> None:
    def version(**fields: Any) -> str:
        return words_of(a_procedure(**fields)).verify().version

    assert version(summary="换新证") != version(summary="换证")
    assert version(reviewed={"date": "2026-10-08", "by": "周某"}) == version()
