"""Rules at their edges, as values: what one bad file cannot show."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongshi import checks
from gongshi.authoring import loader
from gongshi.board.board import BoardSettings
from gongshi.board.folder import LedgerFile, ProcedureFile, StationFolder
from gongshi.board.ledgers import Rectification
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.checks.privacy import is_card_number, is_id_number
from gongshi.diagnostics.finding import Severity
from tests.unit.checks.small_board import MINIMAL, PLACES, TODAY, content_files


@cache
def plain(kind: str) -> dict[str, Any]:
    """Return a file of the small board as plain data."""
    return yaml.safe_load((MINIMAL / PLACES[kind]).read_bytes())  # type: ignore[no-any-return]


def read(kind: str, data: Any) -> Any:
    """Return plain data as the value that a file with it would be read as."""
    said = json.dumps(data, default=str, ensure_ascii=False).encode()
    found = loader.read(said, PLACES[kind], ("zh", "en"))
    assert found.value is not None, found.diagnostics
    return found.value


def a_procedure(**changes: Any) -> Procedure:
    return read("procedure", _changed("procedure", changes))  # type: ignore[no-any-return]


def a_station(**changes: Any) -> Station:
    return read("station", _changed("station", changes))  # type: ignore[no-any-return]


def a_board(**changes: Any) -> BoardSettings:
    return read("board", _changed("board", changes))  # type: ignore[no-any-return]


def rectifications(*entries: dict[str, Any]) -> tuple[Rectification, ...]:
    return read("rectifications", entries)  # type: ignore[no-any-return]


def _changed(kind: str, changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (plain(kind) | changes).items() if value is not None}


def a_folder(
    *procedures: Procedure,
    station: Station | None = None,
    ledger: tuple[Rectification, ...] = (),
) -> StationFolder:
    folder = "stations/chengdong"
    return StationFolder(
        "chengdong",
        f"{folder}/station.yml",
        station or a_station(),
        tuple(
            ProcedureFile(f"p{n}", f"{folder}/procedures/p{n}.yml", procedure)
            for n, procedure in enumerate(procedures)
        ),
        LedgerFile(f"{folder}/rectifications.yml", ledger),
    )


def facts_of(board: BoardSettings, today: date = TODAY) -> checks.Facts:
    return checks.Facts(today, checks.calendar(board), content_files(MINIMAL))


def judged(folder: StationFolder, board: BoardSettings | None = None) -> checks.Judged:
    board = board or a_board()
    return checks.check_station(folder, board, facts_of(board))


def found(folder: StationFolder, board: BoardSettings | None = None) -> list[tuple[str, Any]]:
    return [(each.code, each.path) for each in judged(folder, board).findings]


STEPS = plain("procedure")["steps"]


def steps_with(step_id: str, **changes: Any) -> list[dict[str, Any]]:
    return [step | changes if step["id"] == step_id else step for step in STEPS]


# ---- Promises and law --------------------------------------------------------------


@pytest.mark.parametrize(
    ("statutory", "committed", "is_late"),
    [
        ("20日", "20个工作日", True),
        ("20个工作日", "20日", False),
        ("28日", "20个工作日", True),
        ("1个月", "30日", True),
        ("3年", "200个工作日", False),
        ("3年", "900个工作日", True),
        ("40年", "41年", True),
        ("40年", "40年", False),
        ("当场", "30分钟", True),
        ("2小时", "90分钟", False),
        ("24小时", "1日", False),
    ],
)
def test_a_promise_is_compared_with_the_law_on_the_calendar(
    statutory: str, committed: str, is_late: bool
) -> None:
    limit = {"statutory": statutory, "committed": committed, "starts": "accepted"}

    codes = [code for code, _ in found(a_folder(a_procedure(time_limit=limit)))]

    assert ("GS203" in codes) == is_late


def limits_by(statutory: list[dict[str, Any]], committed: list[dict[str, Any]]) -> Procedure:
    return a_procedure(
        channels=["counter", "online"],
        time_limit={"statutory": statutory, "committed": committed, "starts": "accepted"},
    )


def late_promises(procedure: Procedure) -> list[Any]:
    return [path[2] for code, path in found(a_folder(procedure)) if code == "GS203"]


def test_a_promise_is_measured_by_the_law_of_its_own_situation() -> None:
    procedure = limits_by(
        [
            {"duration": "15个工作日", "situations": ["expired"]},
            {"duration": "60个工作日", "situations": ["damaged"]},
        ],
        [
            {"duration": "30个工作日", "situations": ["damaged"]},
            {"duration": "20个工作日", "situations": ["expired"]},
        ],
    )

    assert late_promises(procedure) == [1]


def test_a_general_promise_keeps_within_every_law_that_no_other_promise_answers() -> None:
    procedure = limits_by(
        [
            {"duration": "15个工作日", "situations": ["expired"]},
            {"duration": "60个工作日"},
        ],
        [{"duration": "20个工作日"}, {"duration": "10个工作日", "situations": ["damaged"]}],
    )

    assert late_promises(procedure) == [0]


def test_a_law_for_one_channel_does_not_bind_a_promise_for_another() -> None:
    procedure = limits_by(
        [{"duration": "15个工作日", "channels": ["online"]}, {"duration": "60个工作日"}],
        [
            {"duration": "20个工作日", "channels": ["counter"]},
            {"duration": "18个工作日", "channels": ["online"]},
        ],
    )

    assert late_promises(procedure) == [1]


@pytest.mark.parametrize(("situations", "is_too_long"), [(["expired"], False), (["damaged"], True)])
def test_steps_are_summed_for_the_situation_that_a_promise_is_made_for(
    situations: list[str], is_too_long: bool
) -> None:
    procedure = a_procedure(
        steps=steps_with("make", situations=["damaged"]),
        time_limit={
            "statutory": "60日",
            "committed": [{"duration": "10个工作日", "situations": situations}],
            "starts": "accepted",
        },
    )

    codes = [code for code, _ in found(a_folder(procedure))]

    assert ("GS301" in codes) == is_too_long


def test_of_situations_of_which_one_holds_no_two_are_summed() -> None:
    steps = steps_with("examine", situations=["expired"], within="10个工作日")
    steps = [step | {"situations": ["damaged"]} if step["id"] == "make" else step for step in steps]
    limit = {"statutory": "60日", "committed": "10个工作日", "starts": "accepted"}

    assert (
        found(a_folder(a_procedure(steps=steps, time_limit=limit)))
        == [("GS304", ("steps", 1, "within"))]
        or found(a_folder(a_procedure(steps=steps, time_limit=limit))) == []
    )


def test_a_step_of_one_channel_is_not_summed_for_another() -> None:
    procedure = a_procedure(
        channels=["counter", "online"],
        steps=steps_with("make", channel="online"),
        time_limit={
            "statutory": "60日",
            "committed": [
                {"duration": "8个工作日", "channels": ["counter"]},
                {"duration": "8个工作日", "channels": ["online"]},
            ],
            "starts": "accepted",
        },
    )

    late = [path for code, path in found(a_folder(procedure)) if code == "GS301"]

    assert late == [("time_limit", "committed", 1, "duration")]


def test_steps_longer_than_any_duration_can_be_are_told_all_the_same() -> None:
    steps = [
        {
            "id": f"s{n}",
            "name": "等候",
            "actor": "post:window",
            "within": "90年",
            "next": f"s{n + 1}",
        }
        for n in range(3)
    ]
    steps.append({"id": "s3", "name": "发给证件", "actor": "post:window", "end": "granted"})

    (finding,) = [
        each
        for each in judged(a_folder(a_procedure(type="public-service", steps=steps))).findings
        if each.code == "GS301"
    ]

    assert finding.message.zh == "步骤合计一百年以上，超过承诺时限（20个工作日）"


def test_more_limits_than_anybody_reads_are_refused() -> None:
    many = [{"duration": f"{n + 10}个工作日", "situations": ["expired"]} for n in range(30)]
    limit = {"statutory": "90日", "committed": many, "starts": "accepted"}

    codes = found(a_folder(a_procedure(time_limit=limit)))

    assert ("GS205", ("time_limit", "committed", 24, "duration")) in codes


@pytest.mark.parametrize(("takes_part", "is_told"), [([], True), (["chengxi"], False)])
def test_a_joint_licence_may_take_45_working_days(takes_part: list[str], is_told: bool) -> None:
    limit = {"statutory": "45个工作日", "committed": "20个工作日", "starts": "accepted"}
    procedure = a_procedure(type="licence", takes_part=takes_part, time_limit=limit)

    codes = [code for code, _ in found(a_folder(procedure))]

    assert ("GS207" in codes) == is_told


# ---- Flow --------------------------------------------------------------------------


def test_a_flow_without_correction_and_refusal_is_told_both() -> None:
    steps = [
        {"id": "a", "name": "提交旧证", "actor": "applicant", "where": "窗口", "next": "b"},
        {"id": "b", "name": "制作证件", "actor": "post:window", "within": "15个工作日"},
    ]
    steps[1]["end"] = "granted"

    assert found(a_folder(a_procedure(steps=steps))) == [
        ("GS304", ("steps",)),
        ("GS305", ("steps",)),
    ]


def test_what_is_missing_is_told_within_five_working_days() -> None:
    steps = steps_with("examine", within="6个工作日", name="受理审核，一次性告知")

    assert found(a_folder(a_procedure(steps=steps))) == [("GS304", ("steps", 1, "within"))]


def test_nothing_of_this_is_asked_of_an_enterprise() -> None:
    steps = [
        {"id": "a", "name": "提交申请表", "actor": "applicant", "where": "窗口", "next": "b"},
        {
            "id": "b",
            "name": "装表接电",
            "actor": "post:window",
            "within": "15个工作日",
            "end": "granted",
        },
    ]
    station = a_station(nature="enterprise", remedies=[{"name": "投诉", "to": "监管机构"}])

    assert found(a_folder(a_procedure(steps=steps), station=station)) == []


@pytest.mark.parametrize(("name", "is_told"), [("现场公示", True), ("组织听证", False)])
def test_a_licence_stops_the_clock_for_the_kinds_of_the_law_alone(name: str, is_told: bool) -> None:
    basis = {"title": "行政许可法", "article": "第四十五条"}
    steps = steps_with("make", name=name, counts=False, basis=basis)
    limit = {
        "statutory": {"duration": "20个工作日", "basis": basis},
        "committed": "5个工作日",
        "starts": "accepted",
    }
    procedure = a_procedure(type="licence", steps=steps, time_limit=limit)

    codes = [code for code, _ in found(a_folder(procedure))]

    assert ("GS303" in codes) == is_told


# ---- What is not in use ------------------------------------------------------------


def test_a_retired_procedure_is_only_judged_by_what_it_says() -> None:
    bare = read("procedure", {"title": "旧事项", "status": "retired"})

    assert found(a_folder(bare)) == [("GS407", ("status", "state"))]


def test_at_a_retired_station_no_content_is_asked_for() -> None:
    station = read("station", {"status": {"state": "retired", "date": "2026-01-01"}})

    assert found(a_folder(Procedure(), station=station)) == []


def test_an_empty_file_is_told_everything_that_it_lacks() -> None:
    codes = {code for code, _ in found(a_folder(Procedure(), station=Station()))}

    assert codes == {"GS201", "GS202", "GS205", "GS224", "GS241", "GS246", "GS248"}


# ---- Privacy -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("110105194912310021", False),
        ("11010519491331002X", False),
        ("440524188001010014", False),
    ],
)
def test_a_citizens_number_has_a_date_and_a_check_digit(number: str, is_one: bool) -> None:
    assert is_id_number(number) == is_one


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("6222 0212 3456 7890 128", True),
        ("4111111111111111", True),
        ("6222021234567890127", False),
        ("1234567812345670", False),
        ("622202123456789", False),
    ],
)
def test_a_card_number_begins_like_one_and_has_luhns_sum(number: str, is_one: bool) -> None:
    assert is_card_number(number) == is_one


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("13800138000", True),
        ("+86 138 0013 8000", True),
        ("8613800138000", True),
        ("138-0013-8000", True),
        ("编号213800138000", False),
        ("13800138000123", False),
        ("12800138000", False),
        ("021-13800138", False),
    ],
)
def test_a_mobile_number_is_seen_however_it_is_written(said: str, is_told: bool) -> None:
    codes = [code for code, _ in found(a_folder(a_procedure(summary=f"请打 {said} 联系")))]

    assert ("GS251" in codes) == is_told


def test_a_private_number_is_not_repeated_in_the_message() -> None:
    (finding,) = judged(a_folder(a_procedure(summary="11010519491231002X"))).findings

    message = finding.message
    assert "1101" not in message.zh + message.en + message.hint_zh + message.hint_en


def test_a_private_number_in_a_ledger_is_seen() -> None:
    ledger = rectifications(
        {
            "id": "1",
            "problem": "群众 13800138000 反映无人",
            "measure": "轮值",
            "due": "2026-12-01",
            "responsible": "李志强",
        }
    )

    assert found(a_folder(ledger=ledger)) == [("GS251", (0, "problem", "zh"))]


# ---- Demonstrations ----------------------------------------------------------------


def test_in_a_demonstration_invented_data_is_no_mistake_and_what_is_unfinished_a_hint() -> None:
    board = a_board(demo=True)
    station = a_station(phone="0000-12345678", summary="待补充")

    findings = judged(a_folder(station=station), board).findings

    assert [(each.code, each.severity, each.path) for each in findings] == [
        ("GS252", Severity.HINT, ("summary", "zh"))
    ]


def test_a_demonstration_is_told_once_that_it_is_one_and_hinted_at_its_footer() -> None:
    board = a_board(demo=True, icp=None, name="青禾区公示栏")

    judgement = checks.check_board(board, (), (), (), (), facts_of(board))

    assert {(each.code, each.severity) for each in judgement.findings} == {
        ("GS252", Severity.HINT),
        ("GS271", Severity.HINT),
    }


# ---- Exemptions --------------------------------------------------------------------


def test_what_is_set_aside_is_kept_with_its_reason() -> None:
    procedure = a_procedure(fees=None, ignore=[{"rule": "GS224", "reason": "收费标准正在重新核定"}])

    judgement = judged(a_folder(procedure))

    assert judgement.findings == ()
    assert [(each.finding.code, str(each.reason)) for each in judgement.set_aside] == [
        ("GS224", "收费标准正在重新核定")
    ]


def test_an_exemption_of_a_station_does_not_reach_its_procedures() -> None:
    station = a_station(ignore=[{"rule": "GS224", "reason": "见公告"}])

    assert found(a_folder(a_procedure(fees=None), station=station)) == [
        ("GS409", ("ignore", 0, "rule")),
        ("GS224", ("fees",)),
    ]


def test_an_exemption_in_a_ledger_holds_for_its_entry_alone() -> None:
    late = {
        "problem": "无人值守",
        "measure": "轮值",
        "due": "2026-10-01",
        "responsible": "李志强",
    }
    ignore = [{"rule": "GS262", "reason": "等上级批复"}]
    ledger = rectifications(late | {"id": "1"}, late | {"id": "2", "ignore": ignore})

    judgement = judged(a_folder(ledger=ledger))

    assert [(each.code, each.path) for each in judgement.findings] == [("GS262", (0, "due"))]
    assert [each.finding.path for each in judgement.set_aside] == [(1, "due")]


def test_an_exemption_from_a_rule_on_the_whole_board_is_judged_with_the_board() -> None:
    ignore = [{"rule": "GS401", "reason": "新所下月挂牌"}]
    folder = a_folder(a_procedure(takes_part=["chengnan"], ignore=ignore))
    board = a_board()

    alone = judged(folder, board)
    whole = checks.check_board(
        board, (), (folder,), checks.references(folder), ["chengdong"], facts_of(board)
    )

    assert (alone.findings, alone.set_aside) == ((), ())
    assert whole.findings == ()
    assert [each.finding.path for each in whole.set_aside] == [("takes_part", 0)]


def test_an_exemption_that_the_whole_board_does_not_need_is_told_once() -> None:
    ignore = [{"rule": "GS401", "reason": "新所下月挂牌"}]
    folder = a_folder(a_procedure(ignore=ignore))
    board = a_board()

    alone = judged(folder, board)
    whole = checks.check_board(
        board, (), (folder,), checks.references(folder), ["chengdong"], facts_of(board)
    )

    assert (alone.findings, alone.set_aside) == ((), ())
    assert [each.code for each in whole.findings] == ["GS409"]


# ---- Names of other stations -------------------------------------------------------


def whole_board(folder: StationFolder, *ids: str, **changes: Any) -> list[tuple[str, str, Any]]:
    board = a_board(**changes)
    references = checks.references(folder)
    judgement = checks.check_board(board, (), (folder,), references, ids, facts_of(board))
    return [(each.code, each.file, each.path) for each in judgement.findings]


def test_a_station_that_could_not_be_read_is_there_all_the_same() -> None:
    folder = a_folder(a_procedure(contact="chengxi/post:reception"))

    assert whole_board(folder, "chengdong", "chengxi") == []


def test_every_place_that_names_another_station_is_looked_at() -> None:
    station = a_station(
        closures=[{"from": date(2026, 12, 1), "to": date(2026, 12, 2), "instead": "x1"}],
        status={"state": "suspended", "replaced_by": "x2"},
        serves="见[这里](station:x3)",
    )
    procedure = a_procedure(
        contact="x4/post:a",
        takes_part=["x5"],
        steps=steps_with("make", actor="x6/post:b"),
        status={"state": "suspended", "replaced_by": "x7/p"},
        summary="见[这里](procedure:x8/p)",
    )
    ledger = rectifications(
        {
            "id": "1",
            "result": "见[这里](station:x10)",
            "change": {"procedure": "x9/p", "date": "2026-01-01"},
        }
    )
    folder = a_folder(procedure, station=station, ledger=ledger)

    named = sorted(each.station for each in checks.references(folder))

    assert named == sorted(f"x{n}" for n in range(1, 11))
    assert len(whole_board(folder, "chengdong")) == len(named)


def test_an_old_id_that_two_procedures_claim_is_told_at_the_second() -> None:
    folder = a_folder(
        a_procedure(title="甲", was=["old"]), a_procedure(title="乙", was=["old", "p0"])
    )

    assert whole_board(folder, "chengdong") == [
        ("GS406", "stations/chengdong/procedures/p1.yml", ("was", 0)),
        ("GS406", "stations/chengdong/procedures/p1.yml", ("was", 1)),
    ]


# ---- Hostile files -----------------------------------------------------------------


def test_of_very_many_findings_of_one_rule_the_first_are_told() -> None:
    materials = [{"name": f"其他材料{n}"} for n in range(5_000)]

    codes = [code for code, _ in found(a_folder(a_procedure(materials=materials)))]

    assert codes.count("GS211") == codes.count("GS216") == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"conditions": ["（" * 50_000]},
        {"materials": [{"name": "（" * 50_000}]},
        {"materials": [{"name": "证明" * 25_000}]},
        {"intermediaries": ["测" * 50_000]},
        {"summary": {"zh": "甲" * 50_000, "en": "a" * 50_000}},
        {"summary": "1 3 6 2" * 20_000},
        {"legal_basis": [{"title": "（" * 50_000, "article": "一"}]},
        {"steps": [{"id": "a", "name": "受理" * 25_000, "actor": "applicant", "end": "granted"}]},
    ],
)
def test_long_words_are_judged_like_short_ones(changes: dict[str, Any]) -> None:
    findings = judged(a_folder(a_procedure(**changes))).findings

    assert all(len(each.message.zh) < 200 for each in findings)


def test_a_flow_of_thousands_of_wrong_names_is_judged() -> None:
    steps = [
        {
            "id": f"s{n}",
            "name": "步",
            "actor": f"post:w{n}",
            "next": f"t{n}",
            "within": f"{n + 1}分钟",
        }
        for n in range(3_000)
    ]

    codes = [code for code, _ in found(a_folder(a_procedure(type="licence", steps=steps)))]

    assert codes.count("GS310") == codes.count("GS306") == 200


# ---- Tables ------------------------------------------------------------------------


def test_a_boards_own_calendar_overrides_the_shipped_one() -> None:
    board = a_board(calendars=[{"year": 2026, "holidays": [date(2026, 11, 24)]}])

    assert checks.calendar(a_board()).is_workday(date(2026, 11, 24))
    assert not checks.calendar(board).is_workday(date(2026, 11, 24))


def test_every_table_names_its_source() -> None:
    folder = Path(checks.__file__).parent / "data"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.yml")}

    sourced = {name for name, text in texts.items() if "source" in text or "notice:" in text}

    assert sourced >= {
        "abolished_proofs",
        "calendars",
        "catch_all",
        "licensing_law",
        "repealed_laws",
        "retired_hotlines",
        "site_norms",
    }
