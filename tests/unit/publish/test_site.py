"""The public site changes only when all is well, and nothing else is ever touched."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongshi.errors import PublishError
from gongshi.publish.cache import Cache
from gongshi.publish.manifest import MARKER
from gongshi.publish.place import site_of
from gongshi.publish.site import Staging, is_current
from gongshi.publish.writer import Writer
from tests.unit.publish.sites import beside, build, contents, inodes

ROOT = Path(__file__).resolve().parents[3]
ONE = {"a/x.html": "one", "b/y.html": "same"}
TWO = {"a/x.html": "two", "b/y.html": "same"}
MKDOCS_PAGE = '<head><meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.8.2"></head>'


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the tests' own."""
    memory = Path("/dev/shm")  # noqa: S108 - nothing is left there
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one file system only")
    folder = Path(tempfile.mkdtemp(dir=memory))
    yield folder
    shutil.rmtree(folder)


def test_a_first_build_makes_the_site_and_the_folders_above_it(tmp_path: Path) -> None:
    target = tmp_path / "public" / "site"

    build(tmp_path, ONE, target=target)

    assert contents(target) == ONE
    assert beside(target) == []


def test_a_file_that_is_no_longer_made_vanishes_with_its_folder(tmp_path: Path) -> None:
    for files in (ONE, ONE | {"c/deep/z.html": "gone"}, ONE, ONE | {"d.html": ""}):
        build(tmp_path, files)

    assert contents(tmp_path / "site") == ONE | {"d.html": ""}
    assert not (tmp_path / "site" / "c").exists()


def test_a_folder_may_become_a_file_and_a_file_a_folder(tmp_path: Path) -> None:
    forms = [{"a": "file", "b/c": "in a folder"}, {"a/c": "in a folder", "b": "file"}]
    for files in (forms[0], forms[1], forms[0], forms[1]):
        build(tmp_path, files)

        assert contents(tmp_path / "site") == files


def test_an_unchanged_site_is_left_alone(tmp_path: Path) -> None:
    build(tmp_path, ONE)
    before = (tmp_path / "site").stat().st_ino

    changed = build(tmp_path, ONE)

    assert not changed
    assert (tmp_path / "site").stat().st_ino == before


@pytest.mark.parametrize("older_builds", [0, 1, 2])
def test_an_unchanged_file_is_the_same_bytes_on_the_disk(tmp_path: Path, older_builds: int) -> None:
    for number in range(older_builds):
        build(tmp_path, ONE | {"a/x.html": str(number)})
    build(tmp_path, ONE)
    before = inodes(tmp_path / "site")

    build(tmp_path, TWO)

    after = inodes(tmp_path / "site")
    assert contents(tmp_path / "site") == TWO
    assert after["b/y.html"] == before["b/y.html"]
    assert after["a/x.html"] != before["a/x.html"]


def test_a_file_touched_by_hand_is_made_anew(tmp_path: Path) -> None:
    build(tmp_path, ONE)
    build(tmp_path, TWO)
    (tmp_path / "site" / "b" / "y.html").write_text("EVIL", encoding="utf-8")
    (tmp_path / "site" / "b" / "stray.html").write_text("EVIL", encoding="utf-8")

    build(tmp_path, TWO)

    assert contents(tmp_path / "site") == TWO


def test_a_file_removed_by_hand_is_made_anew(tmp_path: Path) -> None:
    build(tmp_path, ONE)
    build(tmp_path, TWO)
    (tmp_path / "site" / "b" / "y.html").unlink()

    build(tmp_path, TWO, key="inputs")
    (tmp_path / "site" / "b" / "y.html").unlink()
    build(tmp_path, TWO, key="inputs")

    assert contents(tmp_path / "site") == TWO


def test_a_build_that_is_refused_leaves_the_old_site(tmp_path: Path) -> None:
    build(tmp_path, ONE)
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        writer = Writer(staging.stage, "a")
        writer.write("a/x.html", b"two")
        staging.settle([writer.shard()])

    assert contents(tmp_path / "site") == ONE


def test_the_build_after_a_refused_one_makes_the_right_site(tmp_path: Path) -> None:
    test_a_build_that_is_refused_leaves_the_old_site(tmp_path)

    build(tmp_path, TWO)

    assert contents(tmp_path / "site") == TWO


def test_a_build_that_fails_while_writing_leaves_the_old_site(tmp_path: Path) -> None:
    build(tmp_path, ONE)
    build(tmp_path, TWO)
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        Writer(staging.stage, "a").write("a/x.html", b"three")

    assert contents(tmp_path / "site") == TWO
    build(tmp_path, ONE)
    assert contents(tmp_path / "site") == ONE


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path, kind: str) -> None:
    program = Path(__file__).with_name("killed_build.py")

    run = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "base"), kind],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stderr == ""
    assert int(run.stdout) > 20


def test_a_second_build_of_the_same_site_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as first:
        with pytest.raises(PublishError, match="another build"):
            Staging(tmp_path / "site", cache)
        writer = Writer(first.stage, "a")
        writer.write("a/x.html", b"one")
        first.settle([writer.shard()])
        first.switch()

    assert contents(tmp_path / "site") == {"a/x.html": "one"}


def test_two_sites_of_one_board_may_be_built_at_once(tmp_path: Path) -> None:
    with (
        Cache(tmp_path / "cache") as cache,
        Staging(tmp_path / "one", cache) as one,
        Staging(tmp_path / "two", cache) as two,
    ):
        for staging, text in ((one, b"1"), (two, b"2")):
            writer = Writer(staging.stage, "a")
            writer.write("x.html", text)
            staging.settle([writer.shard()])
            staging.switch()

    assert contents(tmp_path / "one") == {"x.html": "1"}
    assert contents(tmp_path / "two") == {"x.html": "2"}


def test_boards_with_caches_of_their_own_may_take_turns_at_one_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    for board, files in (("x", ONE), ("y", TWO), ("x", ONE), ("x", TWO), ("y", ONE)):
        build(tmp_path / board, files, target=target)

        assert contents(target) == files


def test_deleting_the_cache_is_safe(tmp_path: Path) -> None:
    build(tmp_path, ONE)
    build(tmp_path, TWO)
    before = inodes(tmp_path / "site")
    shutil.rmtree(tmp_path / "cache")

    changed = build(tmp_path, TWO)

    assert not changed
    assert inodes(tmp_path / "site") == before


def test_a_site_that_was_copied_elsewhere_with_its_cache_is_built_on(tmp_path: Path) -> None:
    build(tmp_path / "here", ONE, target=tmp_path / "here" / "site")
    shutil.copytree(tmp_path / "here", tmp_path / "there")

    build(tmp_path / "there", TWO, target=tmp_path / "there" / "site")

    assert contents(tmp_path / "there" / "site") == TWO
    assert contents(tmp_path / "here" / "site") == ONE


def test_a_site_on_another_file_system_is_switched_as_well(tmp_path: Path, elsewhere: Path) -> None:
    target = elsewhere / "site"
    for files in (ONE, TWO, TWO, ONE):
        build(tmp_path, files, target=target)

        assert contents(target) == files
        assert beside(target) == []


def test_a_refused_build_on_another_file_system_leaves_nothing(
    tmp_path: Path, elsewhere: Path
) -> None:
    target = elsewhere / "site"
    build(tmp_path, ONE, target=target)
    with Cache(tmp_path / "cache") as cache, Staging(target, cache) as staging:
        Writer(staging.stage, "a").write("a/x.html", b"two")

        assert staging.root.stat().st_dev == elsewhere.stat().st_dev

    assert contents(target) == ONE
    assert beside(target) == []


# ---- a target that is a link


@pytest.mark.parametrize("is_absolute", [True, False])
def test_a_link_is_turned_and_the_release_before_is_cleared_away(
    tmp_path: Path, is_absolute: bool
) -> None:
    (tmp_path / "releases" / "first").mkdir(parents=True)
    link = tmp_path / "site"
    link.symlink_to(tmp_path / "releases" / "first" if is_absolute else Path("releases/first"))
    for number, files in enumerate((ONE, TWO, ONE), 1):
        build(tmp_path, files)

        assert link.is_symlink()
        assert link.readlink().is_absolute() == is_absolute
        assert contents(link) == files
        assert [path.name for path in (tmp_path / "releases").iterdir()] == [
            f"first.gongshi-{number}"
        ]


def test_a_link_that_leads_nowhere_yet_is_given_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("releases/first")

    build(tmp_path, ONE)

    assert (tmp_path / "site").is_symlink()
    assert contents(tmp_path / "site") == ONE


def test_a_link_to_files_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "letter.txt").write_text("dear", encoding="utf-8")
    (tmp_path / "site").symlink_to("documents")

    with pytest.raises(PublishError, match=r"letter\.txt"):
        build(tmp_path, ONE)

    assert contents(tmp_path / "documents") == {"letter.txt": "dear"}


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("site")

    with pytest.raises(PublishError, match="cannot be opened"):
        build(tmp_path, ONE)


# ---- what may be replaced


def test_a_folder_of_other_files_is_refused_and_not_touched(tmp_path: Path) -> None:
    documents = {"letter.txt": "dear", "index.html": "mine", "404.html": "", "sitemap.xml": ""}
    (tmp_path / "site").mkdir()
    for name, text in documents.items():
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")

    with pytest.raises(PublishError, match=r"404\.html, index\.html, letter\.txt …"):
        build(tmp_path, ONE)

    assert contents(tmp_path / "site") == documents


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir(mode=0o750)

    build(tmp_path, ONE)

    assert contents(tmp_path / "site") == ONE
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o750


def test_a_site_that_mkdocs_made_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for name, text in (("index.html", MKDOCS_PAGE), ("404.html", ""), ("sitemap.xml", "")):
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")

    build(tmp_path, ONE)

    assert contents(tmp_path / "site") == ONE


def test_a_file_as_target_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")

    with pytest.raises(PublishError, match="it is a file"):
        build(tmp_path, ONE)

    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("where", ["", "content", "content/site", "cache", "cache/site", "."])
def test_a_place_that_holds_the_board_or_stands_in_it_is_refused(
    tmp_path: Path, where: str
) -> None:
    board = tmp_path / "board"
    (board / "content").mkdir(parents=True)
    (board / "content" / "index.md").write_text("# 首页", encoding="utf-8")
    with Cache(board / "cache") as cache, pytest.raises(PublishError, match="cannot put the site"):
        Staging(board / where, cache, apart=[board / "content"])

    assert (board / "content" / "index.md").read_text(encoding="utf-8") == "# 首页"


@pytest.mark.parametrize("target", ["/", "."])
def test_the_root_and_the_working_folder_are_refused(
    tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    with Cache(tmp_path / "cache") as cache, pytest.raises(PublishError):
        Staging(Path(target), cache)


def test_a_mount_point_is_refused(tmp_path: Path, elsewhere: Path) -> None:
    del elsewhere
    with Cache(tmp_path / "cache") as cache, pytest.raises(PublishError, match="mount point"):
        Staging(Path("/dev/shm"), cache)  # noqa: S108 - refused


@pytest.mark.parametrize("name", [".git", ".well-known"])
def test_what_is_hidden_and_not_ours_moves_to_the_new_site(tmp_path: Path, name: str) -> None:
    (tmp_path / "site" / name).mkdir(parents=True)
    (tmp_path / "site" / name / "HEAD").write_text("kept", encoding="utf-8")

    for files in (ONE, TWO, ONE):
        build(tmp_path, files)

        assert contents(tmp_path / "site") == files | {f"{name}/HEAD": "kept"}


def test_what_is_hidden_and_ours_vanishes_when_it_is_no_longer_made(tmp_path: Path) -> None:
    build(tmp_path, ONE | {".nojekyll": ""})
    build(tmp_path, ONE)

    assert contents(tmp_path / "site") == ONE


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")

    with pytest.raises(PublishError, match="cannot be written"):
        build(tmp_path, ONE)


# ---- a cache from a stranger


def test_a_link_in_the_kept_site_does_not_lead_a_build_out(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "x.html").write_text("precious", encoding="utf-8")
    build(tmp_path, ONE)
    build(tmp_path, TWO)
    (spare,) = (tmp_path / "cache" / "sites").glob("*/spare")
    shutil.rmtree(spare / "a")
    (spare / "a").symlink_to(tmp_path / "precious")

    build(tmp_path, ONE | {"a/x.html": "three"})

    assert contents(tmp_path / "site") == ONE | {"a/x.html": "three"}
    assert contents(tmp_path / "precious") == {"x.html": "precious"}


def test_a_link_in_the_place_of_the_caches_folders_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "sites").symlink_to(tmp_path / "precious")

    with pytest.raises(PublishError, match="cannot be written"):
        build(tmp_path, ONE)

    assert list((tmp_path / "precious").iterdir()) == []


def test_a_marker_that_is_no_marker_counts_for_nothing(tmp_path: Path) -> None:
    build(tmp_path, ONE)
    for marker in ("[" * 100_000, "[]", '{"site": 1}', '{"site": "../../x"}', "\0"):
        (tmp_path / "site" / MARKER).write_text(marker, encoding="utf-8")

        with pytest.raises(PublishError, match="no site of ours"):
            build(tmp_path, TWO)


def test_what_is_kept_for_a_target_that_is_gone_is_cleared_away(tmp_path: Path) -> None:
    build(tmp_path, ONE, target=tmp_path / "served")
    shutil.rmtree(tmp_path / "served")

    build(tmp_path, ONE)

    kept = [path.name.partition("-")[0] for path in (tmp_path / "cache" / "sites").iterdir()]
    assert kept == ["site"]


# ---- settling


@pytest.mark.parametrize(
    ("first", "second"),
    [("a.html", "a.html"), ("a.html", "A.html"), ("a", "a/b.html"), ("X/y/z", "x/Y")],
)
def test_paths_that_cannot_stand_side_by_side_are_an_error(
    tmp_path: Path, first: str, second: str
) -> None:
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        shards = []
        for name, path in (("one", first), ("two", second)):
            writer = Writer(staging.stage, name)
            writer.write(path, b"")
            shards.append(writer.shard())

        with pytest.raises(PublishError, match="side by side"):
            staging.settle(shards)

    assert not (tmp_path / "site").exists()


def test_a_file_that_vanished_from_the_stage_is_an_error(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        writer = Writer(staging.stage, "a")
        writer.write("a/x.html", b"one")
        (staging.root / "a" / "x.html").unlink()

        with pytest.raises(PublishError, match="vanished"):
            staging.settle([writer.shard()])


def test_a_file_of_work_that_was_left_out_is_not_published(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        Writer(staging.stage, "draft").write("draft/x.html", b"draft")
        writer = Writer(staging.stage, "a")
        writer.write("a/x.html", b"one")
        staging.settle([writer.shard()])
        staging.switch()

    assert contents(tmp_path / "site") == {"a/x.html": "one"}
    assert not (tmp_path / "site" / "draft").exists()


def test_the_marker_is_the_same_for_the_same_site(tmp_path: Path) -> None:
    build(tmp_path / "x", ONE, target=tmp_path / "x" / "site")
    build(tmp_path / "y", dict(reversed(ONE.items())), target=tmp_path / "y" / "site", key="k")
    one, other = (tmp_path / name / "site" / MARKER for name in "xy")

    assert one.read_bytes() == other.read_bytes()
    assert json.loads(one.read_bytes())["generator"] == "gongshi"


# ---- nothing to do


def test_a_site_that_is_whole_is_current(tmp_path: Path) -> None:
    build(tmp_path, ONE)

    with Cache(tmp_path / "cache") as cache:
        assert is_current(tmp_path / "site", cache, site_of(tmp_path / "site"))


@pytest.mark.parametrize("other", ["", "0" * 40])
def test_another_site_is_not_current(tmp_path: Path, other: str) -> None:
    build(tmp_path, ONE)

    with Cache(tmp_path / "cache") as cache:
        assert not is_current(tmp_path / "site", cache, other)


@pytest.mark.parametrize("harm", ["touch", "remove", "add", "no cache", "no site"])
def test_a_site_that_was_harmed_is_not_current(tmp_path: Path, harm: str) -> None:
    build(tmp_path, ONE)
    site = site_of(tmp_path / "site")
    page = tmp_path / "site" / "b" / "y.html"
    if harm == "touch":
        page.write_text("EVIL", encoding="utf-8")
    elif harm == "remove":
        page.unlink()
    elif harm == "add":
        page.with_name("z.html").touch()
    else:
        shutil.rmtree(tmp_path / ("cache" if harm == "no cache" else "site"))

    with Cache(tmp_path / "cache") as cache:
        assert not is_current(tmp_path / "site", cache, site)
