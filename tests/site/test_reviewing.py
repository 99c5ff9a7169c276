"""`gongshi review` on revisions and folders: what a clerk's change means, and what it lacks."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.site.boards import MINIMAL, change, run
from tests.site.past import Past

FIRST_DAY, LATER = "2026-10-08T09:00:00+08:00", "2026-11-02T09:00:00+08:00"
RENEWAL = "stations/chengdong/procedures/renewal.yml"


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """The small board in a folder of a repository."""
    shutil.copytree(MINIMAL, tmp_path / "board")
    return Past.begin(tmp_path, FIRST_DAY)


def review(board: Path, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    done = run("gongshi", "review", "--format", "json", "-C", board, *arguments, cwd=board)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


def codes(said: dict[str, Any]) -> list[str]:
    return [each["code"] for each in said["findings"]]


def test_a_fee_that_is_raised_is_worse_and_needs_a_reason(past: Past) -> None:
    board = past.folder / "board"
    change(board / RENEWAL, "amount: 20\n", "amount: 25\n")

    without = review(board, "HEAD")
    with (board / RENEWAL).open("a", encoding="utf-8") as file:
        file.write("changes: [{date: 2026-11-02, why: 照新文件调整}]\n")
    with_reason = review(board, "HEAD")

    assert without[0] == 1
    assert codes(without[1]) == ["GS701"]
    (fee,) = without[1]["changes"]
    assert fee["text"] == "“证件工本费”费用 20元 → 25元"
    assert (fee["station"], fee["procedure"]) == ("chengdong", "renewal")
    assert (fee["field"], fee["effect"]) == ("fees.amount", "worse")
    assert with_reason[0] == 0
    assert with_reason[1]["findings"] == []


def test_two_revisions_are_compared_whatever_the_folder_holds_now(past: Past) -> None:
    board = past.folder / "board"
    change(board / RENEWAL, "amount: 20\n", "amount: 10\n")
    past.commit(LATER)
    change(board / RENEWAL, "visits: 1\n", "visits: 5\n")

    for name in ("HEAD~1..HEAD", "HEAD~1..", "HEAD~1...HEAD"):
        code, said = review(board, name)
        assert code == 0
        assert [each["effect"] for each in said["changes"]] == ["better"]


def test_two_folders_are_compared(past: Past, tmp_path: Path) -> None:
    other = shutil.copytree(past.folder / "board", tmp_path / "other")
    change(other / RENEWAL, "visits: 1\n", "visits: 2\n")

    code, said = review(tmp_path, past.folder / "board", other)

    assert code == 1
    assert [each["text"] for each in said["changes"]] == ["到现场次数 1 → 2"]


def test_moving_and_formatting_is_no_change(past: Past) -> None:
    board = past.folder / "board"
    text = (board / RENEWAL).read_text(encoding="utf-8")
    first, rest = text.split("\n", 1)
    (board / RENEWAL).write_text(f"# 注释\n{rest}\n{first}\n", encoding="utf-8")

    assert review(board, "HEAD") == (0, {"changes": [], "findings": []})


def test_an_id_that_vanishes_is_found_and_one_that_is_led_on_is_not(past: Past) -> None:
    board = past.folder / "board"
    renamed = board / RENEWAL.replace("renewal", "replacement")
    (board / RENEWAL).rename(renamed)

    vanished = review(board, "HEAD")
    with renamed.open("a", encoding="utf-8") as file:
        file.write("was: [renewal]\n")
    led_on = review(board, "HEAD")

    assert "GS702" in codes(vanished[1])
    assert codes(led_on[1]) == []
    assert {each["effect"] for each in led_on[1]["changes"]} == {"neutral"}


def test_only_findings_that_are_new_are_told(past: Past) -> None:
    board = past.folder / "board"
    change(board / RENEWAL, "  starts: accepted\n", "  starts: applied\n")
    past.commit(LATER)
    change(board / RENEWAL, "  committed: 20个工作日\n", "  committed: 90日\n")

    _, said = review(board, "HEAD")

    assert "GS203" in codes(said)
    assert codes(review(board, "HEAD~1")[1]).count("GS203") == 1


def test_a_file_that_cannot_be_read_is_a_finding_and_not_a_loss(past: Past) -> None:
    board = past.folder / "board"
    (board / RENEWAL).write_text("title: [\n", encoding="utf-8")

    code, said = review(board, "HEAD")

    assert code == 1
    assert said["changes"] == []
    assert "GS702" not in codes(said)
    assert any(each.startswith("GS1") for each in codes(said))


@pytest.mark.parametrize("name", ["nobody", "--output=x", "HEAD..nobody", "../nowhere"])
def test_a_name_that_is_neither_a_folder_nor_a_revision_is_refused(past: Past, name: str) -> None:
    board = past.folder / "board"

    done = run("gongshi", "review", "-C", board, "--", name, cwd=board)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
