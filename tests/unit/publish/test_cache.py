"""The cache is safe to share, to damage and to delete."""

import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.publish.cache import Cache, canonical, digest

GENERATOR = Path(__file__).resolve().parents[3] / "generator"
STORE = "entries.sqlite"
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_what_was_put_is_found_now_and_later(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put("svg", "k", b"drawing")

        assert cache.get("svg", "k") == b"drawing"

    with Cache(tmp_path) as later:
        assert later.get("svg", "k") == b"drawing"
        assert later.get("svg", "other") is None
        assert later.get("other", "k") is None
        assert later.trouble is None


def test_a_later_value_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for data in (b"one", b"two"):
        with Cache(tmp_path) as cache:
            cache.put("svg", "k", data)

    with Cache(tmp_path) as cache:
        assert cache.get("svg", "k") == b"two"


def test_a_shelf_holds_one_kind(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.shelf("svg").put("k", b"drawing")

        assert cache.shelf("svg").get("k") == b"drawing"
        assert cache.shelf("row").get("k") is None


def test_much_is_written_before_the_end(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        for number in range(3):
            cache.put("big", str(number), bytes(5 << 20))

        with Cache(tmp_path) as other:
            assert other.get("big", "0") == bytes(5 << 20)


def test_the_cache_keeps_itself_out_of_git_and_backups(tmp_path: Path) -> None:
    root = tmp_path / ".cache" / "gongshi"
    with Cache(root) as cache:
        cache.put("svg", "k", b"")

    assert (root / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert (root / "CACHEDIR.TAG").read_text(encoding="ascii").startswith("Signature: 8a477f59")


def test_a_cache_can_be_sent_to_another_process(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put("svg", "k", b"drawing")
        cache.flush()

        with pickle.loads(pickle.dumps(cache)) as there:  # noqa: S301 - our own
            assert there.get("svg", "k") == b"drawing"


def test_several_processes_may_write_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from gongshi.publish.cache import Cache\n"
        "for turn in range(20):\n"
        "    with Cache(Path(sys.argv[1])) as cache:\n"
        "        for n in range(20):\n"
        "            cache.put('k', f'{sys.argv[2]}-{turn}-{n}', sys.argv[2].encode())\n"
        "        assert cache.trouble is None\n"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path), str(number)],
            env={"PYTHONPATH": str(GENERATOR)},
        )
        for number in range(4)
    ]

    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    with Cache(tmp_path) as cache:
        for number in range(4):
            for turn in range(20):
                assert cache.get("k", f"{number}-{turn}-19") == str(number).encode()


# ---- damage


def filled(root: Path, count: int = 200) -> Path:
    with Cache(root) as cache:
        for number in range(count):
            cache.put("svg", str(number), bytes([number % 256]) * 3000)
    return root / STORE


@pytest.mark.parametrize("offset", [0, 20, 16384, 3 * 16384 + 5, -16384, -1])
def test_bytes_that_changed_never_come_out(tmp_path: Path, offset: int) -> None:
    store = filled(tmp_path)
    data = bytearray(store.read_bytes())
    start = offset % len(data)
    data[start : start + 4000] = b"\xa5" * len(data[start : start + 4000])
    store.write_bytes(data)

    with Cache(tmp_path) as cache:
        found = {number: cache.get("svg", str(number)) for number in range(200)}

    assert all(data in {None, bytes([number]) * 3000} for number, data in found.items())
    assert_usable(tmp_path)


@pytest.mark.parametrize("length", [0, 1, 100, 16384, 50_000])
def test_a_store_that_was_cut_off_is_begun_anew(tmp_path: Path, length: int) -> None:
    store = filled(tmp_path)
    store.write_bytes(store.read_bytes()[:length])

    with Cache(tmp_path) as cache:
        for number in range(200):
            assert cache.get("svg", str(number)) in {None, bytes([number]) * 3000}

    assert_usable(tmp_path)


def test_an_entry_under_another_key_does_not_pass_for_it(tmp_path: Path) -> None:
    store = filled(tmp_path)
    with sqlite3.connect(store) as raw:
        raw.execute("DELETE FROM entry WHERE key = '1'")
        raw.execute("UPDATE entry SET key = '1' WHERE key = '2'")
    raw.close()

    with Cache(tmp_path) as cache:
        assert cache.get("svg", "1") is None


@pytest.mark.parametrize("value", ["text", 5, None])
def test_an_entry_that_is_no_bytes_counts_as_missing(tmp_path: Path, value: object) -> None:
    store = filled(tmp_path)
    with sqlite3.connect(store) as raw:
        raw.execute("UPDATE entry SET data = coalesce(?, zeroblob(0)) WHERE key = '1'", (value,))
    raw.close()

    with Cache(tmp_path) as cache:
        assert cache.get("svg", "1") is None


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
        "CREATE VIEW more AS SELECT 1",
        "ALTER TABLE entry ADD COLUMN more",
        "DROP TABLE turn",
        "DELETE FROM turn",
        "UPDATE turn SET number = 'x'",
    ],
)
def test_a_store_of_another_layout_is_begun_anew(tmp_path: Path, statement: str) -> None:
    store = filled(tmp_path)
    with sqlite3.connect(store) as raw:
        raw.execute(statement)
    raw.close()

    assert_usable(tmp_path)


@pytest.mark.parametrize("name", [STORE, f"{STORE}-journal"])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    root = tmp_path / "cache"
    filled(root)
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to(precious)

    assert_usable(root)
    assert precious.read_bytes() == b"precious"


def test_a_cache_that_cannot_be_used_holds_nothing_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with Cache(tmp_path / "file" / "cache") as cache:
        cache.put("svg", "k", b"drawing")
        cache.flush()

        assert cache.get("svg", "k") is None
        assert cache.trouble is not None
        assert "缓存" in cache.trouble.zh


def assert_usable(root: Path) -> None:
    with Cache(root) as cache:
        cache.get("svg", "new")
        cache.put("svg", "new", b"new")
    with Cache(root) as cache:
        assert cache.get("svg", "new") == b"new"
        assert cache.trouble is None


# ---- bounds


def test_a_sweep_drops_what_was_used_least_lately(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        for number in range(100):
            cache.put("old", str(number), bytes(20_000))
        cache.flush()
        for number in range(100):
            cache.put("new", str(number), bytes(20_000))

        cache.sweep(3_000_000)

        assert [cache.get("new", str(number)) for number in range(100)] == [bytes(20_000)] * 100
        assert [cache.get("old", str(number)) for number in range(50)] == [None] * 50
    assert (tmp_path / STORE).stat().st_size < 3_000_000


def test_what_is_read_again_outlives_what_was_put_after_it(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put("a", "read", bytes(20_000))
        cache.flush()
        for number in range(400):
            cache.put("a", str(number), bytes(20_000))
            cache.flush()
    with Cache(tmp_path) as cache:
        cache.get("a", "read")

        cache.sweep(1_000_000)

        assert cache.get("a", "read") == bytes(20_000)
        assert cache.get("a", "0") is None


def test_a_cache_within_its_bound_loses_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    with Cache(tmp_path) as cache:
        cache.sweep()

        assert all(cache.get("svg", str(number)) for number in range(200))


# ---- keys


@given(st.lists(st.text() | st.binary()), st.lists(st.text() | st.binary()))
def test_other_parts_have_another_digest(one: list[str | bytes], other: list[str | bytes]) -> None:
    def encoded(parts: list[str | bytes]) -> list[bytes]:
        return [p if isinstance(p, bytes) else p.encode("utf-8", "surrogatepass") for p in parts]

    assert (digest(*one) == digest(*other)) == (encoded(one) == encoded(other))


@given(st.dictionaries(st.text(), plain))
def test_the_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, object(), b"bytes", {(1,): 2}])
def test_what_has_no_one_spelling_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(value)
