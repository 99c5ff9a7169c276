"""The cache: what a pure function made, kept under a digest of its inputs; safe to delete.

Bytes go in and bytes come out. A cache may have come with a stranger's pull request, so nothing in
it is run or unpickled, and whoever reads an entry treats it as a file from outside.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Self

from gongshi.errors import PublishError

MAX_BYTES: Final = 1 << 30
"""How much a cache may hold before the entries that were not used for longest are dropped."""

_FILE: Final = "entries.sqlite"
_SCHEMA: Final = (
    "CREATE TABLE entry (kind TEXT NOT NULL, key TEXT NOT NULL, used INTEGER NOT NULL,"
    " seal BLOB NOT NULL, data BLOB NOT NULL)",
    "CREATE UNIQUE INDEX entry_key ON entry (kind, key)",
    "CREATE TABLE turn (number INTEGER NOT NULL)",
)
_SETTINGS: Final = (
    # A layout that somebody else wrote must not be able to call anything.
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA page_size = 16384",
    "PRAGMA auto_vacuum = INCREMENTAL",
    # Survives a killed build; after a power cut the seals tell what was lost.
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = OFF",
)
_PATIENCE_S: Final = 30.0
_MAX_ENTRY: Final = 256 << 20
_BUFFER: Final = 8 << 20
_TOUCH_AFTER: Final = 256
"""An entry counts as used again only after so many writes by anybody; so reading stays cheap."""


def digest(*parts: bytes | str) -> str:
    """Return the key of what is made from these parts, in this order.

    Where one part ends is part of it.

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    made = blake2b(digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "little"))
        made.update(data)
    return made.hexdigest()


def canonical(value: object) -> bytes:
    """Return a plain value (mappings with text keys, lists, text, numbers) in its one spelling.

    >>> canonical({"b": 1, "a": ["事"]}).decode()
    '{"a":["事"],"b":1}'
    """
    text = json.dumps(
        value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return text.encode("utf-8", "surrogatepass")


class Cache:
    """The store in one folder; several processes and several builds may use it at once.

    What is put is written by `flush`, or at the end of a ``with`` block. An entry that is damaged
    counts as missing, a damaged store is begun anew. A store that cannot be used holds nothing:
    `trouble` then says why, and the build goes on without it.
    A value of this class may be sent to another process, where it opens the store for itself.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.trouble: PublishError | None = None
        self._connection: sqlite3.Connection | None = None
        self._turn = 0
        self._fresh: dict[tuple[str, str], bytes] = {}
        self._fresh_bytes = 0
        self._touched: list[int] = []

    def __reduce__(self) -> tuple[type[Cache], tuple[Path]]:
        return type(self), (self.root,)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what was put under the key, or nothing."""
        if (fresh := self._fresh.get((kind, key))) is not None:
            return fresh
        row = self._row(kind, key)
        if row is None:
            return None
        number, used, seal, data = row
        if not isinstance(data, bytes) or seal != _seal(kind, key, data):
            return None
        if used + _TOUCH_AFTER < self._turn:
            self._touched.append(number)
        return data

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep the bytes under the key; what is too large for the store is made again each time."""
        if len(data) > _MAX_ENTRY:
            return
        self._fresh[kind, key] = data
        self._fresh_bytes += len(data)
        if self._fresh_bytes > _BUFFER:
            self.flush()

    def shelf(self, kind: str) -> Shelf:
        """Return the part of the store that holds one kind."""
        return Shelf(self, kind)

    def flush(self) -> None:
        """Write what was put, all of it or nothing."""
        fresh, touched = self._fresh, self._touched
        self._fresh, self._touched, self._fresh_bytes = {}, [], 0
        if (fresh or touched) and (store := self._opened()) is not None:
            try:
                self._write(store, fresh, touched)
            except sqlite3.Error as error:
                self._give_up(error)

    def sweep(self, max_bytes: int = MAX_BYTES) -> None:
        """Drop the entries that were not used for longest until the store is within its bound."""
        self.flush()
        store = self._opened()
        if store is None:
            return
        try:
            excess = _held(store) - max_bytes
            if excess > 0:
                # A quarter more than needed, so that not every build has to sweep.
                _drop(store, excess + max_bytes // 4)
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Write what was put and let go of the store; the next use opens it again."""
        self.flush()
        self._disconnect()

    def _row(self, kind: str, key: str) -> tuple[int, int, bytes, bytes] | None:
        store = self._opened()
        if store is None:
            return None
        try:
            found: tuple[int, int, bytes, bytes] | None = store.execute(
                "SELECT rowid, used, seal, data FROM entry WHERE kind = ? AND key = ?", (kind, key)
            ).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return found

    def _write(
        self,
        store: sqlite3.Connection,
        fresh: dict[tuple[str, str], bytes],
        touched: list[int],
    ) -> None:
        store.execute("BEGIN IMMEDIATE")
        try:
            store.execute("UPDATE turn SET number = number + 1")
            turn = _turn(store)
            store.executemany(
                "INSERT OR REPLACE INTO entry (kind, key, used, seal, data) VALUES (?, ?, ?, ?, ?)",
                (
                    (kind, key, turn, _seal(kind, key, data), data)
                    for (kind, key), data in fresh.items()
                ),
            )
            store.executemany(
                "UPDATE entry SET used = ? WHERE rowid = ?", ((turn, number) for number in touched)
            )
            store.execute("COMMIT")
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                store.execute("ROLLBACK")
            raise

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is None and self.trouble is None:
            try:
                self._connection = self._open()
                self._turn = _turn(self._connection)
            except (OSError, sqlite3.Error) as error:
                self._disconnect()
                self.trouble = _unusable(self.root, error)
        return self._connection

    def _open(self) -> sqlite3.Connection:
        prepare(self.root)
        try:
            return _connect(self.root / _FILE)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._remove()
            return _connect(self.root / _FILE)

    def _give_up(self, error: sqlite3.Error) -> None:
        """Begin anew after damage; do without after a full disk and the like."""
        if isinstance(error, sqlite3.OperationalError):
            self._disconnect()
            self.trouble = _unusable(self.root, error)
        elif type(error) is sqlite3.DatabaseError:
            self._disconnect()
            self._remove()
        else:
            raise error

    def _remove(self) -> None:
        # The journal first: a new store must not be given what the old one had to undo.
        with suppress(OSError):
            _journal(self.root / _FILE).unlink(missing_ok=True)
            (self.root / _FILE).unlink(missing_ok=True)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of one kind."""

    cache: Cache
    kind: str

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, or nothing."""
        return self.cache.get(self.kind, key)

    def put(self, key: str, value: bytes) -> None:
        """Keep the bytes under the key."""
        self.cache.put(self.kind, key, value)


def prepare(root: Path) -> None:
    """Make the cache's folder, marked so that Git and backups leave it alone."""
    if (root / "CACHEDIR.TAG").is_file():
        return
    root.mkdir(parents=True, exist_ok=True)
    for name, text in (
        (".gitignore", "*\n"),
        ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
    ):
        with suppress(FileExistsError), (root / name).open("x", encoding="ascii") as file:
            file.write(text)


def _connect(path: Path) -> sqlite3.Connection:
    # SQLite would write through a link that a stranger put here.
    if path.is_symlink() or _journal(path).is_symlink():
        raise sqlite3.DatabaseError("a link is not a store")
    store = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
    try:
        store.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_ENTRY)
        for setting in _SETTINGS:
            store.execute(setting)
        if _layout(store) != _SCHEMA:
            _begin(store)
        _turn(store)
    except BaseException:
        store.close()
        raise
    return store


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _begin(store: sqlite3.Connection) -> None:
    store.execute("BEGIN IMMEDIATE")
    found = _layout(store)
    if not found:
        for statement in _SCHEMA:
            store.execute(statement)
        store.execute("INSERT INTO turn VALUES (0)")
    store.execute("COMMIT")
    if found not in {(), _SCHEMA}:
        raise sqlite3.DatabaseError("a store of another layout")


def _layout(store: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(sql for (sql,) in store.execute("SELECT sql FROM sqlite_master ORDER BY rowid"))


def _turn(store: sqlite3.Connection) -> int:
    row = store.execute("SELECT number FROM turn").fetchone()
    if row is None or not isinstance(row[0], int):
        raise sqlite3.DatabaseError("a store without its counter")
    return row[0]


def _held(store: sqlite3.Connection) -> int:
    pages, free, size = (
        store.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _drop(store: sqlite3.Connection, amount: int) -> None:
    store.execute(
        "DELETE FROM entry WHERE rowid IN (SELECT rowid FROM (SELECT rowid,"
        " sum(length(data)) OVER (ORDER BY used, rowid) - length(data) AS before FROM entry)"
        " WHERE before < ?)",
        (amount,),
    )
    # A script is run to its end; a statement that gives no rows would free one page alone.
    store.executescript("PRAGMA incremental_vacuum")


def _seal(kind: str, key: str, data: bytes) -> bytes:
    return blake2b(data, digest_size=16, person=b"gongshi", salt=_salt(kind, key)).digest()


def _salt(kind: str, key: str) -> bytes:
    # An entry that slipped under another key must not pass for it.
    return blake2b(f"{kind}\0{key}".encode(), digest_size=16).digest()


def _unusable(root: Path, error: Exception) -> PublishError:
    return PublishError(
        f"缓存 {root} 不能用({error}),这次不用缓存",
        f"the cache {root} cannot be used ({error}); going on without it",
    )
