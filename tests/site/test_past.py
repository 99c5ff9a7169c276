"""What changed in the past of a board is told in words, by a board that is under Git."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.site.boards import Sample, build, change, copy_minimal, files, is_new, read
from tests.site.past import Past

FIRST_DAY, LATER = "2026-10-08T09:00:00+08:00", "2026-11-22T09:00:00+08:00"
POLICE = "stations/xinqiao-police"
CARD = f"{POLICE}/procedures/id-card-renewal.yml"
CARD_PAGE = f"{POLICE}/id-card-renewal/"
FEED = "feeds/changes.xml"
NO_PAST = "这份公示没有版本库，看不到历次变动。"


@pytest.fixture
def past(sample: Sample, tmp_path: Path) -> Past:
    """The sample board with its site, under Git."""
    return Past(sample.copy(tmp_path))


@pytest.fixture
def small(tmp_path: Path) -> Past:
    """The small board under Git, with a public address."""
    board = tmp_path / "board"
    board.mkdir()
    copy_minimal(board)
    with (board / "stations/board.yml").open("a", encoding="utf-8") as file:
        file.write("public_url: https://gongshi.jiangbin.gov.cn/\n")
    return Past.begin(board, FIRST_DAY)


def text(past: Past, url: str) -> str:
    return read(past.folder / "site", url).text


def history(past: Past, url: str) -> str:
    """Return the words of a page's section on what changed, none where there is no such section."""
    return text(past, url).partition("改过什么")[2]


def test_a_fee_that_was_changed_is_told_on_the_page_in_the_ledger_at_home_and_in_the_feed(
    past: Past,
) -> None:
    change(past.folder / CARD, "amount: 20\n", "amount: 0\n")
    past.commit(LATER)

    assert build(past.folder)

    feed = (past.folder / "site" / FEED).read_text(encoding="utf-8")
    for told in (history(past, CARD_PAGE), text(past, "changes/"), text(past, ""), feed):
        assert "费用 20元 → 0元" in told
        assert "变好" in told
    assert "2026年11月22日" in text(past, "changes/")
    assert "fee ¥20 → ¥0" in text(past, "en/changes/")
    assert "Better" in text(past, f"en/{CARD_PAGE}")
    assert NO_PAST not in text(past, "changes/")


def test_only_pages_that_tell_it_are_made_again_after_a_commit(past: Past) -> None:
    change(past.folder / CARD, "amount: 20\n", "amount: 0\n")
    assert build(past.folder)
    before = files(past.folder / "site")
    past.commit(LATER)

    assert build(past.folder)

    changed = {path for path in is_new(before, past.folder / "site") if not path.startswith(".")}
    pages = ("", "changes/", CARD_PAGE, "en/", "en/changes/", f"en/{CARD_PAGE}")
    feeds = (FEED, f"en/{FEED}")
    assert changed == {*(f"{page}index.html" for page in pages), *feeds}


def test_what_is_changed_and_not_committed_is_not_told(past: Past) -> None:
    change(past.folder / CARD, "amount: 20\n", "amount: 0\n")

    assert build(past.folder)

    assert "20元 → 0元" not in history(past, CARD_PAGE)
    assert "20元 → 0元" not in text(past, "changes/")


def test_comments_order_and_spelling_are_no_change(past: Past) -> None:
    said = yaml.safe_load((past.folder / CARD).read_text(encoding="utf-8"))
    turned = dict(reversed(said.items()))
    (past.folder / CARD).write_text(
        f"# 重新排过\n{yaml.safe_dump(turned, allow_unicode=True, sort_keys=False)}",
        encoding="utf-8",
    )
    past.commit(LATER)

    assert build(past.folder)

    assert "2026年11月22日" not in text(past, "changes/")


def test_the_site_is_the_same_with_one_worker_or_two_and_with_or_without_a_cache(
    past: Past,
) -> None:
    change(past.folder / CARD, "amount: 20\n", "amount: 0\n")
    past.commit(LATER)
    made: list[dict[str, bytes]] = []
    for workers in (1, 2, 2):
        if workers == 1 or made[1:]:
            shutil.rmtree(past.folder / ".cache")
        assert build(past.folder, workers=workers)
        made.append(files(past.folder / "site"))

    assert made[0] == made[1] == made[2]


# ---- random edits ------------------------------------------------------------------------------


def raise_a_fee(said: dict[str, Any], mixer: random.Random) -> bool:
    fees = said.get("fees")
    amounts = (
        [each for each in fees if isinstance(each.get("amount"), int)]
        if isinstance(fees, list)
        else []
    )
    if amounts:
        mixer.choice(amounts)["amount"] += mixer.randint(1, 500)
    return bool(amounts)


def drop_a_material(said: dict[str, Any], mixer: random.Random) -> bool:
    materials = said.get("materials")
    if not isinstance(materials, list):
        return False
    materials.remove(mixer.choice(materials))
    return True


def come_once_more(said: dict[str, Any], _mixer: random.Random) -> bool:
    visits = said.get("visits")
    if isinstance(visits, dict):
        visits["times"] += 1
    elif isinstance(visits, int):
        said["visits"] = visits + 1
    return visits is not None


EDITS: tuple[tuple[Callable[[dict[str, Any], random.Random], bool], str], ...] = (
    (raise_a_fee, "费用"),
    (drop_a_material, "不再要"),
    (come_once_more, "到现场次数"),
)


def test_three_edits_at_random_are_each_told_where_they_were_made(past: Past) -> None:
    # Other edits in every run; a failure names the seed, with which it can be had again.
    seed = random.SystemRandom().randrange(10_000)
    mixer = random.Random(seed)  # noqa: S311 - not for secrets
    every = sorted(past.folder.glob("stations/*/procedures/*.yml"))
    # What several stations do must stay alike, or the board is refused.
    held = Counter(path.stem for path in every)
    places = [path for path in every if held[path.stem] == 1]
    told: list[tuple[str, str]] = []
    for number, (edit, word) in enumerate(EDITS):
        for path in mixer.sample(places, len(places)):
            said = yaml.safe_load(path.read_text(encoding="utf-8"))
            url = f"stations/{path.parent.parent.name}/{path.stem}/"
            if url not in dict(told) and edit(said, mixer):
                path.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
                past.commit(f"2026-11-2{number + 1}T09:00:00+08:00")
                told.append((url, word))
                break

    assert build(past.folder)

    assert len(told) == len(EDITS)
    ledger = text(past, "changes/")
    for number, (url, word) in enumerate(told):
        day = f"2026年11月2{number + 1}日"
        of_day = re.split(r"2026年\d+月\d+日", ledger.partition(day)[2])[0]
        assert word in of_day, (seed, url)
        assert day in history(past, url), (seed, url)
        assert word in history(past, url), (seed, url)


# ---- reasons ----------------------------------------------------------------------------------


def test_a_reason_stands_with_the_change_that_it_was_committed_with_and_once(small: Past) -> None:
    file = small.folder / "stations/chengdong/procedures/renewal.yml"
    with file.open("a", encoding="utf-8") as stream:
        stream.write("quantity_limit: 每天20人\nchanges: [{date: 2026-11-05, why: 人手不够}]\n")
    small.commit(LATER)

    assert build(small.folder)

    told = history(small, "stations/chengdong/renewal/")
    assert told.count("人手不够") == 1
    assert text(small, "changes/").count("人手不够") == 1
    assert "2026年11月22日" in told
    assert "2026年11月5日" not in told


def test_a_reason_without_a_change_stands_on_its_own_day(small: Past) -> None:
    file = small.folder / "stations/chengdong/procedures/renewal.yml"
    with file.open("a", encoding="utf-8") as stream:
        stream.write("changes: [{date: 2026-11-05, why: 照新办法重写}]\n")
    small.commit(LATER)

    assert build(small.folder)

    told = history(small, "stations/chengdong/renewal/")
    assert "2026年11月5日 照新办法重写" in told


# ---- files that come, go and move ---------------------------------------------------------------


def test_the_past_of_a_renamed_procedure_goes_with_it(small: Past) -> None:
    folder = small.folder / "stations/chengdong/procedures"
    with (folder / "renewal.yml").open("a", encoding="utf-8") as file:
        file.write("quantity_limit: 每天20人\n")
    small.commit("2026-10-20T09:00:00+08:00")
    (folder / "renewal.yml").rename(folder / "replacement.yml")
    with (folder / "replacement.yml").open("a", encoding="utf-8") as file:
        file.write("was: [renewal]\n")
    small.commit(LATER)

    assert build(small.folder)

    told = history(small, "stations/chengdong/replacement/")
    assert "写明数量限制：每天20人" in told
    assert "2026年10月20日" in told
    assert "新增办事事项" not in text(small, "changes/")
    assert "不再公示" not in text(small, "changes/")


def test_procedures_and_stations_that_come_and_go_are_told_in_the_ledger(small: Past) -> None:
    folder = small.folder / "stations/chengdong/procedures"
    shutil.copy(folder / "renewal.yml", folder / "reissue.yml")
    change(folder / "reissue.yml", "title: 证件换领", "title: 证件补领")
    small.commit("2026-10-20T09:00:00+08:00")
    (folder / "reissue.yml").unlink()
    shutil.rmtree(small.folder / "stations/chengxi")
    small.commit(LATER)

    assert build(small.folder)

    ledger = text(small, "changes/")
    assert "不再公示办事事项：证件补领" in ledger
    assert "不再公示站所：城西综合服务中心" in ledger
    assert "stations/chengdong/reissue/" not in read(small.folder / "site", "changes/").targets()


def test_a_file_that_could_not_be_read_then_is_said_to_be_so(small: Past) -> None:
    file = small.folder / "stations/chengdong/procedures/renewal.yml"
    good = file.read_text(encoding="utf-8")
    file.write_text("title: [不是事项\n", encoding="utf-8")
    small.commit("2026-10-20T09:00:00+08:00")
    file.write_text(good, encoding="utf-8")
    small.commit(LATER)

    assert build(small.folder)

    assert history(small, "stations/chengdong/renewal/").count("当时的文件现在读不出来") == 2


# ---- where nothing is known --------------------------------------------------------------------


def test_a_board_without_a_past_says_so(tmp_path: Path) -> None:
    copy_minimal(tmp_path)

    assert build(tmp_path)

    for url, said in (
        ("changes/", NO_PAST),
        ("en/changes/", "This board is not kept under version control"),
    ):
        assert said in read(tmp_path / "site", url).text


def test_a_shallow_clone_says_from_when_on_changes_are_known(small: Past, tmp_path: Path) -> None:
    file = small.folder / "stations/chengdong/procedures/renewal.yml"
    with file.open("a", encoding="utf-8") as stream:
        stream.write("quantity_limit: 每天20人\n")
    small.commit(LATER)
    small.git("clone", "--quiet", "--depth=1", small.folder.as_uri(), str(tmp_path / "clone"))

    assert build(tmp_path / "clone")

    page = read(tmp_path / "clone/site", "changes/").text
    assert "只看得到2026年11月22日以来的变动" in page
    assert "每天20人" not in page


def test_a_board_that_is_a_folder_of_a_repository_has_its_past(small: Past, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    board = whole / "boards/east"
    shutil.copytree(small.folder, board, ignore=shutil.ignore_patterns(".git", "site", ".cache"))
    past = Past.begin(whole, FIRST_DAY)
    with (board / "stations/chengdong/procedures/renewal.yml").open("a", encoding="utf-8") as file:
        file.write("quantity_limit: 每天20人\n")
    past.commit(LATER)

    assert build(board)

    assert "每天20人" in read(board / "site", "changes/").text
