"""The checklist of a visit: a station's own promises, in the order of a walk, never too many."""

import datetime
import json
from typing import Any

import pytest
import yaml

from gongshi.authoring import loader
from gongshi.board.board import BoardSettings
from gongshi.board.folder import LedgerFile, ProcedureFile, StationFolder
from gongshi.board.ledgers import Inspection, Rectification
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.words import SpotPoint
from gongshi.board.workdays import WorkCalendar
from gongshi.engines.jinja import plain
from gongshi.views.checklist import STAGES, CheckPart, SpotNames, checklist, form
from gongshi.views.directory import Neighbours
from gongshi.views.parts import Scene
from gongshi.views.voice import Voice

TODAY = datetime.date(2026, 11, 24)
MOST_LINES = 30
POSTS = [
    {"id": f"window-{number}", "name": f"{number}号窗口", "a": "吴某", "b": f"郑某{number}"}
    for number in range(1, 7)
]
STEPS = [
    {"id": "apply", "name": "申请", "actor": "applicant", "next": "examine"},
    {
        "id": "examine",
        "name": "审核",
        "actor": "post:window-1",
        "within": "30分钟",
        "next": "done",
    },
    {"id": "done", "name": "领证", "actor": "applicant", "end": "granted"},
]


def read(file: str, data: Any) -> Any:
    """Return plain data as the value that a file of the station with it would be read as."""
    said = json.dumps(data, ensure_ascii=False).encode()
    found = loader.read(said, f"stations/xinqiao/{file}.yml", ("zh", "en"))
    assert found.value is not None, found.diagnostics
    return found.value


def a_procedure(**fields: Any) -> Procedure:
    said = read(
        "procedures/renewal",
        {
            "title": "身份证换领",
            "type": "licence",
            "fees": [{"item": "工本费", "amount": "20"}],
            "materials": [{"name": "旧证"}, {"name": "户口簿", "shared": True}],
            "steps": STEPS,
            "visits": 1,
            "time_limit": {"committed": "20个工作日"},
        }
        | fields,
    )
    assert isinstance(said, Procedure)
    return said


def a_station(**fields: Any) -> Station:
    said = read("station", {"name": "新桥派出所"} | fields)
    assert isinstance(said, Station)
    return said


FULL = {
    "phone": "0000-12345678",
    "hours": [{"days": ["mon"], "open": ["08:30-12:00"]}],
    "appointment": {"channels": [{"kind": "phone", "value": "0000-1"}], "lead_time": "1日"},
    "posts": [*POSTS, {"id": "records", "name": "档案岗", "a": "卫某", "phone": "0000-2"}],
    "commitments": [
        {"text": "排队不超过20分钟", "limit": "20分钟"},
        *({"text": f"第{number}件事3日办结", "limit": "3日"} for number in range(5)),
    ],
    "first_inquiry": "首问负责到底",
    "one_time_notice": "一次写清",
    "supervision": {
        "phones": [{"name": "热线", "number": "12345"}, {"name": "督察", "number": "0000-3"}],
        "mailbox": "一楼意见箱",
    },
    "reviewed": {"date": "2026-10-08", "by": "周某"},
}
"""A station that promises everything that a station can promise."""


def a_scene(station: Station, *procedures: Procedure, **ledgers: Any) -> Scene:
    files = tuple(
        ProcedureFile(f"renewal-{number}", f"renewal-{number}.yml", each)
        for number, each in enumerate(procedures)
    )
    folder = StationFolder("xinqiao", "stations/xinqiao/station.yml", station, files, **ledgers)
    board = BoardSettings.model_validate({"name": "公示栏", "hotline": "12345"})
    return Scene(board, folder, Neighbours({}, {}), WorkCalendar.of([]), TODAY)


def a_full_scene() -> Scene:
    entries = [
        Rectification.model_validate({"id": f"z-{n}", "problem": "慢", "due": "2026-10-01"})
        for n in range(9)
    ]
    procedures = [a_procedure() for _ in range(9)]
    return a_scene(a_station(**FULL), *procedures, rectifications=LedgerFile("", tuple(entries)))


def voice(language: str = "zh") -> Voice:
    return Voice(language, "zh", "checklists/xinqiao/")


def ids(parts: tuple[CheckPart, ...]) -> list[str]:
    return [line.id for part in parts for line in part.lines]


def test_a_station_that_promises_everything_has_every_kind_of_line_and_no_more_than_thirty() -> (
    None
):
    parts = checklist(a_full_scene(), voice())

    assert [part.id for part in parts] == [stage.id for stage in STAGES]
    assert len(ids(parts)) == len(set(ids(parts))) == MOST_LINES
    assert sum(most for stage in STAGES for _, most in stage.points) == MOST_LINES


def test_a_station_that_promises_nothing_has_nothing_but_its_notice_to_look_for() -> None:
    parts = checklist(a_scene(a_station()), voice())

    assert ids(parts) == ["notice-current"]


def test_the_same_data_gives_the_same_lines() -> None:
    assert checklist(a_full_scene(), voice()) == checklist(a_full_scene(), voice())


@pytest.mark.parametrize(
    ("removed", "gone"),
    [
        ("phone", "phone-answered"),
        ("hours", "on-time"),
        ("appointment", "appointment-kept"),
        ("supervision", "complaint-line-answered"),
        ("supervision", "supervision-posted"),
        ("first_inquiry", "first-contact"),
        ("one_time_notice", "notice-given"),
        ("commitments", "queue-within-limit"),
    ],
)
def test_what_is_not_promised_is_not_checked(removed: str, gone: str) -> None:
    fields = {name: value for name, value in FULL.items() if name != removed}

    assert gone in ids(checklist(a_scene(a_station(**FULL)), voice()))
    assert gone not in ids(checklist(a_scene(a_station(**fields)), voice()))


def test_an_independent_line_is_called_before_the_hotline_of_the_city() -> None:
    (line,) = (
        line
        for part in checklist(a_scene(a_station(**FULL)), voice())
        for line in part.lines
        if line.id == "complaint-line-answered"
    )

    assert "0000-3" in plain(line.act)


def test_only_what_is_in_use_is_asked_for() -> None:
    retired = a_procedure(status="retired")

    spots = ids(checklist(a_scene(a_station(**FULL), retired), voice()))

    assert not [spot for spot in spots if "renewal" in spot]


def test_a_rectification_is_looked_at_once_it_is_due_and_the_open_ones_first() -> None:
    said = [
        {"id": "done-early", "problem": "一", "due": "2026-12-30", "done_on": "2026-11-20"},
        {"id": "not-due", "problem": "二", "due": "2026-12-30"},
        {"id": "overdue", "problem": "三", "due": "2026-11-01"},
        {"id": "done-late", "problem": "四", "due": "2026-10-01", "done_on": "2026-11-10"},
    ]
    ledger = LedgerFile("", tuple(map(Rectification.model_validate, said)))

    spots = ids(checklist(a_scene(a_station(), rectifications=ledger), voice()))

    assert spots[-2:] == ["rectification-done-overdue", "rectification-done-done-early"]


def test_the_latest_visit_that_looked_at_a_line_is_told_beside_it() -> None:
    visits = [
        {"date": "2026-09-01", "by": "甲", "checks": [{"id": "on-time", "result": "fail"}]},
        {"date": "2026-10-01", "by": "甲", "checks": [{"id": "on-time", "result": "not-checked"}]},
        {"date": "2026-03-01", "by": "甲", "checks": [{"id": "on-time", "result": "pass"}]},
    ]
    ledger = LedgerFile("", tuple(map(Inspection.model_validate, visits)))

    parts = checklist(a_scene(a_station(**FULL), inspections=ledger), voice())

    found = {line.id: line.found for part in parts for line in part.lines if line.found}
    assert set(found) == {"on-time"}
    assert (found["on-time"].result, found["on-time"].date) == ("fail", "2026年9月1日")


# ---- the form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_form_is_an_entry_with_every_line_in_order_and_nothing_answered(language: str) -> None:
    scene = a_full_scene()
    parts = checklist(scene, voice(language))

    (entry,) = yaml.safe_load(form(scene, parts, voice(language)))

    date, by, checks = entry.values()
    assert (date, by) == (None, None)
    assert [next(iter(each.values())) for each in checks] == ids(parts)
    assert {tuple(each.values())[1] for each in checks} <= {"未查", "not-checked"}


def test_words_of_the_board_cannot_leave_their_comment() -> None:
    wild = "一\n- date: 2026-01-01\n  by: 我 &amp; # x"
    scene = a_scene(a_station(**FULL | {"one_time_notice": wild, "name": wild}), a_procedure())

    (entry,) = yaml.safe_load(form(scene, checklist(scene, voice()), voice()))

    assert entry["日期"] is None


# ---- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spot", "name"),
    [
        ("phone-answered", "电话有人接"),
        ("b-present-window-1", "B岗在岗：1号窗口"),
        ("limit-kept-renewal-0", "在承诺时限内办结：身份证换领"),
        ("step-timed-renewal-0-examine", "环节没有超时：身份证换领的审核"),
        ("rectification-done-z-3", "整改做到了：慢"),
        ("b-present-gone", "B岗在岗"),
        ("nothing-of-ours", "nothing-of-ours"),
    ],
)
def test_an_id_is_told_in_words(spot: str, name: str) -> None:
    assert plain(SpotNames(a_full_scene().folder, voice()).name(spot)) == name


def test_every_line_of_a_checklist_has_a_name_of_its_own() -> None:
    scene = a_full_scene()
    names = SpotNames(scene.folder, voice())
    bare = {plain(voice().word(point)) for point in SpotPoint}

    with_subject = [spot for spot in ids(checklist(scene, voice())) if spot not in set(SpotPoint)]

    assert with_subject
    assert not [spot for spot in with_subject if plain(names.name(spot)) in bare]
