"""A site that was made from the same is known again, and only then."""

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gongshi.publish import standing
from gongshi.publish.cache import Cache
from gongshi.publish.manifest import MARKER
from gongshi.publish.site import Staging
from gongshi.publish.standing import Inputs
from gongshi.publish.writer import Writer

TODAY = date(2026, 11, 24)
TOLD = ("None", "False", "zh")
FILE = "stations/a/procedures/b.yml"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A board of three files."""
    for name in (FILE, "content/index.md", "mkdocs.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("amount: 20", encoding="utf-8")
    return tmp_path


@pytest.fixture
def board(files: Path) -> Path:
    """The board, and a site that was made of it."""
    publish(files, look(files))
    return files


def look(root: Path) -> Inputs:
    found = standing.look(root, TODAY, TOLD)
    assert found is not None
    return found


def publish(root: Path, inputs: Inputs) -> None:
    with Cache(root / ".cache" / "gongshi") as cache:
        with Staging(root / "site", cache) as staging:
            writer = Writer(staging.stage, "all")
            writer.write("index.html", b"page")
            staging.settle([writer.shard()])
            staging.switch()
        standing.remember(inputs, cache, root / "site", ("a hint", "1 hint"))


def test_a_site_that_was_made_from_the_same_is_known_with_what_was_said_then(board: Path) -> None:
    assert standing.recall(look(board)) == ("a hint", "1 hint")


def rewrite(file: str) -> Callable[[Path], None]:
    """Return what changes a file without a trace in its size and its time."""

    def do(board: Path) -> None:
        before = (board / file).stat()
        (board / file).write_text("amount: 25", encoding="utf-8")
        os.utime(board / file, ns=(before.st_atime_ns, before.st_mtime_ns))

    return do


def add(file: str) -> Callable[[Path], None]:
    def do(board: Path) -> None:
        (board / file).parent.mkdir(parents=True, exist_ok=True)
        (board / file).touch()

    return do


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file of a station": rewrite(FILE),
    "a page": rewrite("content/index.md"),
    "the settings": rewrite("mkdocs.yml"),
    "a new file": add("stations/a/procedures/c.yml"),
    "a template": add("templates/pages/fees.html"),
    "a folder without files": lambda board: (board / "stations/b").mkdir(),
    "a file that is gone": lambda board: (board / FILE).unlink(),
    "another name": lambda board: (board / FILE).rename((board / FILE).with_name("c.yml")),
    "the site": lambda board: (board / "site/index.html").write_text("EVIL", encoding="utf-8"),
    "the site's mark": lambda board: (board / "site" / MARKER).unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_has_changed_since_the_site_is_not_known(board: Path, change: str) -> None:
    CHANGES[change](board)

    assert standing.recall(look(board)) is None


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2026, 11, 25), TOLD), (TODAY, ("public", "False", "zh")), (TODAY, TOLD[:2])],
)
def test_on_another_day_or_with_other_options_the_site_is_not_known(
    board: Path, today: date, told: tuple[str, ...]
) -> None:
    other = standing.look(board, today, told)

    assert other is not None
    assert standing.recall(other) is None


def test_a_board_with_a_link_is_never_known(board: Path) -> None:
    (board / "stations/a/link.yml").symlink_to(board / FILE)

    assert standing.look(board, TODAY, TOLD) is None


def test_a_board_that_changed_while_its_site_was_made_is_not_known(files: Path) -> None:
    before = look(files)
    rewrite(FILE)(files)

    publish(files, before)

    assert [standing.recall(each) for each in (before, look(files))] == [None, None]


def test_a_commit_is_a_change_for_pages_tell_the_past(board: Path) -> None:
    before = look(board).key
    for arguments in (["init", "-q"], ["add", "stations"], ["commit", "-q", "-m", "a change"]):
        identity = ["-c", "user.name=a", "-c", "user.email=a@b.invalid"]
        subprocess.run(["git", *identity, *arguments], cwd=board, check=True)

    assert look(board).key != before
    assert standing.recall(look(board)) is None


def test_a_board_that_has_no_cache_gets_none_by_being_looked_at(tmp_path: Path) -> None:
    assert standing.recall(look(tmp_path)) is None
    assert list(tmp_path.iterdir()) == []
