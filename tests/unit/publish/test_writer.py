"""The writer makes files within the stage alone, and never the same bytes twice."""

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.errors import PublishError
from gongshi.publish import writer as writers
from gongshi.publish.cache import Cache
from gongshi.publish.manifest import Manifest, Row, Shard, is_path, save, site_digest
from gongshi.publish.site import Staging
from gongshi.publish.writer import Stage, Writer
from tests.unit.publish.sites import build, contents

OUTSIDE = (
    "",
    "/etc/passwd",
    "../x",
    "a/../../x",
    "a//b",
    "a/./b",
    "a/",
    "a\\b",
    "a\0b",
    "a\nb",
    "C:/x",
    "a/con.html",
    "NUL",
    "a./b",
    "a /b",
    " a",
    "a?b",
    "e\u0301.html",
    "a\u202eb",
    "a\u200bb",
    "\udcff",
    "x" * 256,
    "a/" * 600 + "b",
    ".gongshi",
)


@pytest.fixture
def staging(tmp_path: Path) -> Iterator[Staging]:
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as opened:
        yield opened


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_leads_out_or_not_everywhere_is_refused(staging: Staging, path: str) -> None:
    with pytest.raises(PublishError, match="cannot hold"):
        Writer(staging.stage, "a").write(path, b"")

    assert list(staging.root.iterdir()) == []


@pytest.mark.parametrize(
    "path", ["index.html", "stations/xinqiao/index.html", "附件/申请表.pdf", ".nojekyll", "é.html"]
)
def test_an_honest_path_is_taken(staging: Staging, path: str) -> None:
    Writer(staging.stage, "a").write(path, "字".encode())

    assert contents(staging.root) == {path: "字"}


@given(st.text())
def test_every_path_that_is_taken_stays_within(path: str) -> None:
    if is_path(path):
        assert os.path.normpath(os.path.join("/site", path)) == f"/site/{path}"  # noqa: PTH118


def test_a_path_is_written_once_only(staging: Staging) -> None:
    writer = Writer(staging.stage, "a")
    writer.write("x.html", b"one")

    with pytest.raises(PublishError, match="twice"):
        writer.write("x.html", b"one")


def test_large_and_empty_files_are_whole(staging: Staging) -> None:
    data = os.urandom(5 << 20)
    writer = Writer(staging.stage, "a")
    writer.write("large.bin", data)
    writer.write("empty.bin", b"")

    assert (staging.root / "large.bin").read_bytes() == data
    assert (staging.root / "empty.bin").read_bytes() == b""


def test_a_writer_in_another_process_is_told_everything(staging: Staging) -> None:
    stage: Stage = pickle.loads(pickle.dumps(staging.stage))  # noqa: S301 - our own

    writer = Writer(stage, "a", "k")
    writer.write("x.html", b"one")
    shard: Shard = pickle.loads(pickle.dumps(writer.shard()))  # noqa: S301 - our own
    stage.cache.close()
    staging.settle([shard])
    staging.switch()

    assert contents(staging.place.target) == {"x.html": "one"}


def test_a_writer_left_over_from_a_dead_build_cannot_bring_its_stage_back(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache") as cache:
        with Staging(tmp_path / "site", cache) as staging:
            orphan = Writer(staging.stage, "a")

        with pytest.raises(FileNotFoundError):
            orphan.write("a/x.html", b"late")

    assert not staging.root.exists()


def test_a_page_made_from_the_same_inputs_is_kept_without_its_bytes(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache") as cache:
        with Staging(tmp_path / "site", cache) as staging:
            writer = Writer(staging.stage, "a", "first")
            writer.write("x.html", b"x", "inputs of x")
            writer.write("y.html", b"y", "inputs of y")
            writer.write("z.html", b"z")
            staging.settle([writer.shard()])
            staging.switch()
        with Staging(tmp_path / "site", cache) as staging:
            writer = Writer(staging.stage, "a", "second")

            kept = [
                writer.reuse("x.html", "inputs of x"),
                writer.reuse("y.html", "other inputs"),
                writer.reuse("z.html", ""),
                writer.reuse("new.html", "inputs of x"),
            ]

            assert kept == [True, False, False, False]
            assert contents(staging.root) == {"x.html": "x"}


def test_a_page_harmed_in_public_is_not_kept(tmp_path: Path) -> None:
    build(tmp_path, {"a/x.html": "one", "a/y.html": "y"}, key="k")
    (tmp_path / "site" / "a" / "x.html").write_text("EVIL", encoding="utf-8")
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        writer = Writer(staging.stage, "a", "k")

        assert not writer.keep()
        assert writer.shard().rows == ()


def test_work_of_other_inputs_or_without_a_key_is_not_kept(tmp_path: Path) -> None:
    build(tmp_path, {"a/x.html": "one"}, key="k")
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        assert not Writer(staging.stage, "a", "other").keep()
        assert not Writer(staging.stage, "a").keep()
        assert not Writer(staging.stage, "b", "k").keep()
        assert Writer(staging.stage, "a", "k").keep()


def test_a_touched_file_that_holds_the_same_bytes_is_still_kept(tmp_path: Path) -> None:
    build(tmp_path, {"a/x.html": "one"}, key="k")
    os.utime(tmp_path / "site" / "a" / "x.html", (0, 0))
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        assert Writer(staging.stage, "a", "k").keep()


def test_a_new_page_never_changes_the_public_one(tmp_path: Path) -> None:
    """They may be two links to the same bytes."""
    build(tmp_path, {"a/x.html": "one", "b/y.html": "1"})
    build(tmp_path, {"a/x.html": "one", "b/y.html": "2"})
    with Cache(tmp_path / "cache") as cache, Staging(tmp_path / "site", cache) as staging:
        Writer(staging.stage, "a").write("a/x.html", b"two")

        assert contents(tmp_path / "site") == {"a/x.html": "one", "b/y.html": "2"}
        assert (staging.root / "a" / "x.html").read_bytes() == b"two"


def test_where_the_file_system_has_no_links_files_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    for text in ("1", "2", "3"):
        build(tmp_path, {"a/x.html": "one", "b/y.html": text}, key=text)

        assert contents(tmp_path / "site") == {"a/x.html": "one", "b/y.html": text}


def test_what_another_program_wrote_is_taken_over(staging: Staging) -> None:
    (staging.host / "assets" / "deep").mkdir(parents=True)
    (staging.host / "index.html").write_text("首页", encoding="utf-8")
    (staging.host / "assets" / "deep" / "a.css").write_text("a{}", encoding="utf-8")
    writer = Writer(staging.stage, "host")

    writer.absorb(staging.host)

    assert [row.path for row in writer.shard().rows] == ["assets/deep/a.css", "index.html"]
    staging.settle([writer.shard()])
    staging.switch()
    assert contents(staging.place.target) == {"assets/deep/a.css": "a{}", "index.html": "首页"}


def test_a_page_that_the_host_and_we_both_make_is_an_error(staging: Staging) -> None:
    (staging.host / "index.html").touch()
    ours, host = Writer(staging.stage, "ours"), Writer(staging.stage, "host")
    ours.write("index.html", b"ours")
    host.absorb(staging.host)

    with pytest.raises(PublishError, match="side by side"):
        staging.settle([ours.shard(), host.shard()])


def test_a_link_that_another_program_made_is_refused(staging: Staging) -> None:
    (staging.host / "passwd").symlink_to("/etc/passwd")

    with pytest.raises(PublishError, match="no regular file"):
        Writer(staging.stage, "host").absorb(staging.host)


# ---- manifests


def test_a_manifest_is_read_as_it_was_kept(tmp_path: Path) -> None:
    shards = [
        Shard("b", "key", (Row("b/x", "", "d1", 1, 2), Row("b/事.html", "k", "d2", 3, 4))),
        Shard("a", "", ()),
    ]
    with Cache(tmp_path / "cache") as cache:
        save(cache, "site", shards)

        read = Manifest(cache, "site")

        assert {name: read.keys[name] for name in read} == {"a": "", "b": "key"}
        for shard in shards:
            found = read.shard(shard.name)
            assert found is not None
            assert (found.name, found.key, found.rows) == (shard.name, shard.key, shard.rows)


@pytest.mark.parametrize(
    "rows",
    [
        b"",
        b"\xff",
        b"[[]]",
        b"{}",
        b"3",
        b'[["../x","","d",1,2]]',
        b'[["x","","d","1",2]]',
        b'[["x",null,"d",1,2]]',
        b"[" * 100_000,
    ],
)
def test_rows_from_a_stranger_that_make_no_sense_count_as_missing(
    tmp_path: Path, rows: bytes
) -> None:
    with Cache(tmp_path / "cache") as cache:
        save(cache, "site", [Shard("a", "k", (), stored="rows")])
        cache.put("rows", "rows", rows)

        assert Manifest(cache, "site").shard("a") is None


@pytest.mark.parametrize("index", [b"\xff", b"3", b"[[1]]", b'{"a": 1}', b"[" * 100_000])
def test_an_index_from_a_stranger_that_makes_no_sense_counts_as_empty(
    tmp_path: Path, index: bytes
) -> None:
    with Cache(tmp_path / "cache") as cache:
        cache.put("site", "site", index)

        assert list(Manifest(cache, "site")) == []


def test_the_digest_of_a_site_tells_contents_and_names_and_nothing_else() -> None:
    one, other = Row("x", "k", "d", 1, 2), Row("y", "k", "e", 1, 2)
    told = site_digest([one, other])

    assert site_digest([other, one._replace(key="l", modified_ns=9)]) == told
    assert site_digest([one, other._replace(digest="f")]) != told
    assert site_digest([one, other._replace(path="z")]) != told
    assert site_digest([one]) != told


# ---- files for a person


def test_a_file_is_saved_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "stations" / "x.yml"
    writers.save(path, b"one")
    path.chmod(0o640)

    writers.save(path, b"two")

    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in path.parent.iterdir()] == ["x.yml"]


def test_a_saved_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.yml").symlink_to("real.yml")

    writers.save(tmp_path / "link.yml", b"one")

    assert (tmp_path / "link.yml").is_symlink()
    assert (tmp_path / "real.yml").read_bytes() == b"one"


def test_a_file_that_cannot_be_saved_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)

    with pytest.raises(IsADirectoryError):
        writers.save(tmp_path / "folder", b"one")

    assert [found.name for found in tmp_path.iterdir()] == ["folder"]
