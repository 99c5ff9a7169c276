"""The public site changes only when all is well, and the same files make the same bytes."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.site.boards import (
    Sample,
    build,
    change,
    copy_minimal,
    copy_sample,
    files,
    is_new,
    mkdocs,
    read,
    run,
)
from tests.site.past import give_past

RENEWAL = "stations/chengdong/procedures/renewal.yml"
NOTICE = "content/bulletins/notice.md"

# ---- what is refused leaves the old site ---------------------------------------------------------


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small board with its site, from which tests copy."""
    board = copy_minimal(tmp_path_factory.mktemp("pattern"))
    assert build(board, strict=True)
    return board


@pytest.fixture
def board(pattern: Path, tmp_path: Path) -> Path:
    """The small board with its site, to be changed."""
    return Path(shutil.copytree(pattern, tmp_path / "board"))


def add(file: str, text: str) -> Callable[[Path], None]:
    """Return what appends a text to a file of a board."""

    def do(board: Path) -> None:
        path = board / file
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(text)

    return do


MISTAKES = {
    "a dead link": (add(NOTICE, "\n见[这里](nowhere.md)。\n"), "nowhere.md"),
    "a dead link to a procedure": (
        add(NOTICE, "\n见[换领](procedure:chengdong/gone)。\n"),
        f"{NOTICE}:10:",
    ),
    "a dead link to a station": (add(NOTICE, "\n见[站所](station:gone)。\n"), f"{NOTICE}:10:"),
    "a wrong limit": (
        lambda board: change(board / RENEWAL, "committed: 20个工作日", "committed: 90个工作日"),
        "error GS203",
    ),
    "an unknown key": (add(RENEWAL, "colour: red\n"), f"{RENEWAL}:50:1: error GS112"),
    "a file that is no YAML": (add(RENEWAL, "a: [\n"), RENEWAL),
    "a template that asks for what is not there": (
        add("templates/pages/fees.html", "{{ page.nothing }}"),
        "nothing",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_strict_build_that_is_refused_leaves_the_old_site(board: Path, mistake: str) -> None:
    make, told = MISTAKES[mistake]
    before, inode = files(board / "site"), (board / "site").stat().st_ino
    change(board / RENEWAL, "amount: 20\n", "amount: 25\n")
    make(board)

    built = mkdocs(board, "--strict")

    assert built.returncode != 0
    assert told in built.stderr
    assert files(board / "site") == before
    assert (board / "site").stat().st_ino == inode
    assert sorted(path.name for path in board.iterdir() if path.name.startswith(".")) == [".cache"]


def test_a_warning_is_published_without_strict_and_refused_with_it(board: Path) -> None:
    change(board / RENEWAL, "outcomes: [{name: 新证}]", "outcomes: [{name: 新证二}]")
    MISTAKES["a dead link"][0](board)
    before = files(board / "site")

    refused = mkdocs(board, "--strict")
    after_refusal = files(board / "site")
    built = mkdocs(board)

    assert (refused.returncode, built.returncode) == (1, 0)
    assert after_refusal == before
    assert "nowhere.md" in built.stderr
    assert "新证二" in read(board / "site", "stations/chengdong/renewal/").text


def test_what_was_published_in_spite_of_a_warning_is_refused_by_a_strict_build(board: Path) -> None:
    """Also by one that need not start the host, which alone would warn of it."""
    MISTAKES["a dead link"][0](board)
    published = build(board)
    before = files(board / "site")
    change(board / RENEWAL, "amount: 20\n", "amount: 25\n")

    refused = build(board, strict=True)

    assert (published, refused) == (True, False)
    assert files(board / "site") == before


def test_a_board_that_is_always_strict_is_refused_again_by_the_next_build(board: Path) -> None:
    """Also by one that need not start the host, to which mkdocs.yml is addressed."""
    before = files(board / "site")
    MISTAKES["a dead link"][0](board)
    with (board / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("strict: true\n")

    assert (build(board), build(board)) == (False, False)
    assert files(board / "site") == before


def test_the_build_after_a_refused_one_makes_the_whole_site(board: Path) -> None:
    mistake = add(RENEWAL, "colour: red\n")
    change(board / RENEWAL, "amount: 20\n", "amount: 25\n")
    mended = (board / RENEWAL).read_bytes()
    mistake(board)
    refused = build(board, strict=True)
    (board / RENEWAL).write_bytes(mended)

    assert not refused
    assert build(board, strict=True)
    assert "25元" in read(board / "site", "stations/chengdong/renewal/").text


def test_the_commands_of_the_program_refuse_and_publish_alike(board: Path) -> None:
    before = files(board / "site")
    change(board / RENEWAL, "committed: 20个工作日", "committed: 90个工作日")

    checked = run("gongshi", "check", cwd=board)
    built = run("gongshi", "build", "--no-notices", cwd=board)

    assert (checked.returncode, built.returncode) == (1, 1)
    assert "error GS203" in checked.stdout
    assert "error GS203" in built.stderr
    assert files(board / "site") == before


def test_a_build_killed_at_any_moment_leaves_a_whole_site(pattern: Path, tmp_path: Path) -> None:
    base = Path(shutil.copytree(pattern, tmp_path / "base"))
    program = Path(__file__).with_name("killed_build.py")

    killed = subprocess.run(
        [sys.executable, program, base],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert killed.returncode == 0, killed.stderr
    assert int(killed.stdout) >= 6


# ---- the same files, the same bytes --------------------------------------------------------------


def shuffled(source: Path, target: Path, seed: int) -> Path:
    """Copy a board so that the file system lists its files in another order."""
    paths = [path for path in source.rglob("*") if path.is_file()]
    random.Random(seed).shuffle(paths)  # noqa: S311 - an order, no secret
    for path in paths:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return target


@pytest.mark.parametrize("workers", [1, 4])
def test_another_folder_another_order_and_more_workers_make_the_same_bytes(
    sample: Sample, tmp_path: Path, workers: int
) -> None:
    board = shuffled(copy_sample(tmp_path / "plain"), tmp_path / "a folder with 空格", workers)
    give_past(board)

    assert build(board, strict=True, workers=workers)

    assert is_new(files(sample.site), board / "site") == []


def test_a_warm_cache_makes_the_same_bytes_as_a_cold_one(sample: Sample, tmp_path: Path) -> None:
    board = sample.copy(tmp_path)
    shutil.rmtree(board / "site")

    assert build(board, strict=True)

    assert is_new(files(sample.site), board / "site") == []


def touched(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return for everything in a folder which file it is and when it was written."""
    found = ((path, path.stat()) for path in folder.rglob("*"))
    return {path: (state.st_ino, state.st_mtime_ns) for path, state in found}


def test_a_second_build_touches_no_file(sample: Sample, tmp_path: Path) -> None:
    board = sample.copy(tmp_path)
    assert build(board)
    before = touched(board / "site")

    assert build(board)

    assert touched(board / "site") == before


def test_a_build_in_which_nothing_has_changed_says_what_the_last_one_said(board: Path) -> None:
    change(board / RENEWAL, "committed: 20个工作日", "committed: 19个工作日")

    made, same = (run("gongshi", "build", "--no-notices", cwd=board) for _ in range(2))

    assert (made.returncode, same.returncode) == (0, 0)
    assert "网站已生成" in same.stderr
    assert same.stderr == made.stderr


def test_the_program_s_own_build_makes_the_same_bytes_as_mkdocs(
    sample: Sample, tmp_path: Path
) -> None:
    board = give_past(copy_sample(tmp_path))

    built = run(
        "gongshi",
        "build",
        "--no-notices",
        "--strict",
        "--to",
        "public",
        "-C",
        str(board),
        cwd=tmp_path,
    )

    assert built.returncode == 0, built.stderr
    assert is_new(files(sample.site), tmp_path / "public") == []


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(path.name).randbytes(len(path.read_bytes())))  # noqa: S311


def half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(0, len(data), 997):
        data[place] ^= 0x55
    path.write_bytes(data)


def removed(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [garbage, half, flipped, removed])
@pytest.mark.parametrize("keep_site", [True, False])
def test_a_damaged_cache_is_noticed_and_made_anew(
    board: Path, damage: Callable[[Path], None], *, keep_site: bool
) -> None:
    before = files(board / "site")
    cached = [path for path in (board / ".cache").rglob("*") if path.is_file()]
    for path in cached:
        damage(path)
    if not keep_site:
        shutil.rmtree(board / "site")

    assert build(board, strict=True)

    assert cached
    assert files(board / "site") == before


def test_a_file_of_the_site_changed_by_hand_is_made_anew(board: Path) -> None:
    before = files(board / "site")
    (board / "site/fees/index.html").write_text("EVIL", encoding="utf-8")
    (board / "site/en/stray.html").write_text("EVIL", encoding="utf-8")
    (board / "site/stations/chengdong/renewal/index.html").unlink()

    assert build(board)

    assert files(board / "site") == before


# ---- two at once ---------------------------------------------------------------------------------


def started(board: Path, target: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-d", target],
        cwd=board,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(*builds: subprocess.Popen[str]) -> list[tuple[int, str]]:
    said = [each.communicate()[0] for each in builds]
    return [(each.returncode, words) for each, words in zip(builds, said, strict=True)]


def test_two_builds_of_one_site_at_once_leave_it_whole(board: Path) -> None:
    change(board / RENEWAL, "amount: 20\n", "amount: 25\n")

    results = ended(started(board, "site"), started(board, "site"))

    assert 0 in [code for code, _ in results]
    for code, said in results:
        assert code == 0 or "另一个构建正在写它" in said
    made = files(board / "site")
    assert build(board)
    assert files(board / "site") == made
    assert "25元" in read(board / "site", "stations/chengdong/renewal/").text


def test_two_sites_of_one_board_are_made_at_once_from_one_cache(board: Path) -> None:
    shutil.rmtree(board / ".cache")

    results = ended(started(board, "one"), started(board, "two"))

    assert [code for code, _ in results] == [0, 0], results
    assert files(board / "one") == files(board / "two") == files(board / "site")
