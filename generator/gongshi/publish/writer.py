"""The writer: the one place in which files of a site, and files for a person, come into being."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import Final

from gongshi.errors import PublishError
from gongshi.publish.cache import Cache
from gongshi.publish.manifest import Manifest, Row, Shard, is_path

_CHUNK: Final = 1 << 20
_NEW: Final = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_READ: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class Stage:
    """A site that is being made: what writers are told, in this process or in another.

    ``root`` is where it grows; it may already hold the files of an older site (``old``).
    ``live`` is the folder of the site that the public sees now (``last``).
    """

    def __init__(self, root: Path, live: Path | None, cache: Cache, sites: tuple[str, str]) -> None:
        self.root = root
        self.live = live
        self.cache = cache
        self._sites = sites

    def __reduce__(self) -> tuple[type[Stage], tuple[Path, Path | None, Cache, tuple[str, str]]]:
        return type(self), (self.root, self.live, self.cache, self._sites)

    @cached_property
    def last(self) -> Manifest:
        """What the public site consists of."""
        return Manifest(self.cache, self._sites[0])

    @cached_property
    def old(self) -> Manifest:
        """What stood in the folder when the build began."""
        return Manifest(self.cache, self._sites[1], like=self.last)


class Writer:
    """Makes the files of one piece of work in the staged site.

    A file whose bytes stand there already, or in the public site, is not written again: it stays,
    or becomes a second link to the same bytes. So a file is never opened to be changed, only
    replaced. The pieces of work may run in several processes; each path belongs to one of them.
    ``key`` is the digest of everything that this piece of work depends on.
    """

    def __init__(self, stage: Stage, name: str, key: str = "") -> None:
        self.name = name
        self.key = key
        self._root = stage.root
        self._public = stage.live
        self._last = stage.last.shard(name)
        self._live = _by_path(self._last)
        self._old = _by_path(stage.old.shard(name))
        self._rows: dict[str, Row] = {}
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes, key: str = "") -> None:
        """Make one file; ``key`` is the digest of the inputs of this file alone, for `reuse`."""
        self._claim(path)
        mark = content_digest(data)
        kept = self._kept(path, key, mark)
        if kept is None:
            found = self._put(path, partial(_make, data))
            kept = Row(path, key, mark, found.st_size, found.st_mtime_ns)
        self._rows[path] = kept

    def reuse(self, path: str, key: str) -> bool:
        """Keep the public site's file if it was made from the same inputs and is whole."""
        last = self._live.get(path)
        if not key or last is None or last.key != key:
            return False
        self._claim(path)
        return self._keep_row(last)

    def keep(self) -> bool:
        """Keep every file of this piece of work if all its inputs are what they were; else none."""
        last = self._last
        if not self.key or last is None or last.key != self.key or self._rows:
            return False
        if all(map(self._keep_row, last.rows)):
            return True
        self._rows.clear()
        return False

    def absorb(self, folder: Path) -> None:
        """Take over the files that another program wrote into a folder; the folder is used up."""
        for path, entry in files_under(folder):
            if not entry.is_file(follow_symlinks=False):
                raise PublishError(
                    f"{path} 不是普通文件,不能放进网站",
                    f"{path} is no regular file and cannot be published",
                )
            self._claim(path)
            mark = file_digest(entry.path)
            kept = self._kept(path, "", mark)
            if kept is None:
                found = self._put(path, partial(_move, entry.path))
                kept = Row(path, "", mark, found.st_size, found.st_mtime_ns)
            self._rows[path] = kept

    def shard(self) -> Shard:
        """Return what was made, for `Staging.settle`."""
        rows = tuple(self._rows[path] for path in sorted(self._rows))
        last = self._last
        if last is not None and last.key == self.key and last.rows == rows:
            return last
        return Shard(self.name, self.key, rows)

    def _claim(self, path: str) -> None:
        if not is_path(path):
            raise PublishError(
                f"网站里不能有这样的文件名:{path!r}", f"a site cannot hold a file named {path!r}"
            )
        if path in self._rows:
            raise PublishError(f"{path} 被写了两次", f"{path} is written twice")

    def _keep_row(self, last: Row) -> bool:
        kept = self._kept(last.path, last.key, last.digest)
        if kept is not None:
            self._rows[last.path] = kept
        return kept is not None

    def _kept(self, path: str, key: str, mark: str) -> Row | None:
        """Return the file if it stands in the stage or can be linked from the public site."""
        here = self._old.get(path)
        if here is not None and here.digest == mark:
            state = state_of(f"{self._root}/{path}", here)
            if state is not None:
                return Row(path, key, mark, *state)
        there = self._live.get(path)
        if self._public is None or (there is not None and there.digest != mark):
            return None
        return self._linked(path, key, mark)

    def _linked(self, path: str, key: str, mark: str) -> Row | None:
        source = f"{self._public}/{path}"
        there = self._live.get(path)
        try:
            if there is not None:
                is_whole = state_of(source, there) is not None
            else:
                # Without a row it may still be the same: the cache was deleted, or work cut anew.
                is_whole = file_digest(source) == mark
            found = self._put(path, partial(_link, source)) if is_whole else None
        except OSError:
            return None
        return found and Row(path, key, mark, found.st_size, found.st_mtime_ns)

    def _put(self, path: str, make: Callable[[str], os.stat_result]) -> os.stat_result:
        """Make a file in its place, which is free or held by what another site had there."""
        self._folder(path.rpartition("/")[0])
        place = f"{self._root}/{path}"
        try:
            return make(place)
        except (FileExistsError, IsADirectoryError):
            _remove(Path(place))
            return make(place)

    def _folder(self, folder: str) -> None:
        if not folder or folder in self._folders:
            return
        # One by one and never above the root: if somebody took the stage away, it must stay away.
        self._folder(folder.rpartition("/")[0])
        place = f"{self._root}/{folder}"
        try:
            os.mkdir(place)  # noqa: PTH102 - a path object for each page takes as long again
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(place).st_mode):
                _remove(Path(place))
                os.mkdir(place)  # noqa: PTH102
        self._folders.add(folder)


def save(path: Path, data: bytes) -> None:
    """Write one file that a person asked for, whole or not at all, over what is there."""
    if path.is_symlink():
        path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            file.write(data)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def content_digest(data: bytes) -> str:
    """Return the digest of a file's content."""
    return blake2b(data, digest_size=16).hexdigest()


def file_digest(path: str) -> str:
    """Return the digest of the content of a file, which must be a regular one."""
    made = blake2b(digest_size=16)
    handle = os.open(path, _READ)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileNotFoundError(path)
        while chunk := os.read(handle, _CHUNK):
            made.update(chunk)
    finally:
        os.close(handle)
    return made.hexdigest()


def state_of(place: str, row: Row) -> tuple[int, int] | None:
    """Return size and time of the file if it still holds what the row says, else nothing."""
    try:
        found = os.lstat(place)
        if not stat.S_ISREG(found.st_mode) or found.st_size != row.size:
            return None
        if found.st_mtime_ns != row.modified_ns and file_digest(place) != row.digest:
            return None
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def files_under(folder: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """Return everything in a folder and the folders in it that is not itself a folder, by path."""
    found: list[tuple[str, os.DirEntry[str]]] = []
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    found.append((prefix + entry.name, entry))
    return found


def _by_path(shard: Shard | None) -> dict[str, Row]:
    return {} if shard is None else {row.path: row for row in shard.rows}


def _make(data: bytes, place: str) -> os.stat_result:
    handle = os.open(place, _NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        return os.fstat(handle)
    finally:
        os.close(handle)


def _link(source: str, place: str) -> os.stat_result:
    try:
        os.link(source, place, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links, or a file of another owner.
        shutil.copy2(source, place, follow_symlinks=False)
    return os.lstat(place)


def _move(source: str, place: str) -> os.stat_result:
    Path(source).replace(place)
    return os.lstat(place)


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
