"""The site in public and the one being made: staged apart, judged there, then switched in.

A build writes into a staging folder inside the cache. When all is well the public folder is renamed
to ``.<name>.gongshi-old`` beside itself and the staged one to its place; where the target is a
link, the link is turned in one step and the site has no moment of absence. The folder that stood
there goes into the cache as the base of the next build, which so touches only what changed.
Nothing else is written: the cache, the target, and beside the target, while a build runs,
``.<name>.gongshi-old`` and, where the cache is on another file system, ``.<name>.gongshi-work``.

Which state a killed build left is told by the folders alone, and mended when the next one begins.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath
from typing import Final, Self

from gongshi.errors import PublishError
from gongshi.publish import lock, manifest
from gongshi.publish.cache import Cache, digest, prepare
from gongshi.publish.manifest import MARKER, Manifest, Row, Shard
from gongshi.publish.place import (
    Place,
    carry_hidden,
    check_target,
    keep_apart,
    left_behind,
    next_release,
    refused,
    site_of,
)
from gongshi.publish.writer import Stage, files_under, state_of

_MAX_NAME: Final = 40


class Staging:
    """One build's site, from its first file to the switch.

    Writers are given `stage`; what another program makes goes to `host` and is taken over with
    `Writer.absorb`. When all work is done, `settle` makes the staged site whole, and after it has
    been judged `switch` puts it before the public. Leaving the ``with`` block without `switch`, or
    dying anywhere, leaves the public site as it was.
    """

    def __init__(self, target: Path, cache: Cache, apart: Sequence[Path] = ()) -> None:
        """Open a staging; ``apart`` are folders that a site must neither hold nor stand in."""
        self.place = Place.of(target)
        self._cache = cache
        self._settled: str | None = None
        self._rows: dict[str, Row] = {}
        self._held = ExitStack()
        with ExitStack() as undo:
            undo.callback(self._held.close)
            keep_apart(self.place, (*apart, cache.root))
            self._state = self._lock()
            self._recover()
            check_target(self.place)
            for leftover in self._state.glob("*-*"):
                shutil.rmtree(leftover, ignore_errors=True)
            self._work = self._choose_work()
            self.host = _fresh(self._work, "host")
            self.stage = self._begin()
            self._held.callback(self._clear)
            undo.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def root(self) -> Path:
        """The staged site."""
        return self.stage.root

    def settle(self, shards: Iterable[Shard]) -> tuple[Shard, ...]:
        """Make the staged site consist of just these files, and return the shards by name.

        A path that two of them made, or two paths that differ only in case, are an error.
        """
        made = tuple(sorted(shards, key=lambda shard: shard.name))
        _check_collisions(made)
        self._rows = {row.path: row for shard in made for row in shard.rows}
        self._remove_strays()
        site = manifest.site_digest(self._rows.values())
        marker = self.root / MARKER
        # Never rewritten in place: it may be the same file as that of the public site.
        marker.unlink(missing_ok=True)
        marker.write_text(f'{{"generator":"gongshi","site":"{site}"}}\n', encoding="ascii")
        manifest.save(self._cache, site, made)
        self._cache.flush()
        self._settled = site
        return made

    def switch(self) -> bool:
        """Put the settled site before the public; false when the public sees the same already."""
        if self._settled is None:
            raise RuntimeError("a site is settled before it is switched in")
        home = self.place.home
        is_new = site_of(home) != self._settled or not _holds_just(home, self._rows)
        if is_new:
            try:
                with lock.quiet(home.parent):
                    if self.place.is_link:
                        self._turn_link()
                    else:
                        self._swap()
            except OSError as error:
                raise refused(
                    self.place.target,
                    f"换不上新网站,旧网站没有动:{error}",
                    f"the new site cannot be switched in, the old one stays: {error}",
                ) from error
        self.close()
        return is_new

    def close(self) -> None:
        """Let go; a settled site that was not switched in becomes the base of the next build."""
        self._held.close()

    def _clear(self) -> None:
        shutil.rmtree(self.host, ignore_errors=True)
        if self.root.is_dir():
            self._retire(self.root, is_whole=self._settled is not None)
        if self._work == self.place.work:
            shutil.rmtree(self._work, ignore_errors=True)

    def _lock(self) -> Path:
        """Take the target's folder in the cache for this build alone."""
        sites = self._cache.root / "sites"
        name = self.place.target.name[:_MAX_NAME]
        state = sites / f"{name}-{digest(os.fsencode(self.place.target))[:12]}"
        try:
            prepare(self._cache.root)
            for folder in (sites, state):
                folder.mkdir(mode=0o700, exist_ok=True)
                if folder.is_symlink():
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder))
            self._hold(state)
            (state / "target").write_bytes(os.fsencode(self.place.target))
        except OSError as error:
            raise PublishError(
                f"缓存 {self._cache.root} 不能写:{error}",
                f"the cache {self._cache.root} cannot be written: {error}",
            ) from error
        _forget_lost_targets(sites)
        return state

    def _hold(self, folder: Path) -> None:
        if not self._held.enter_context(lock.exclusive(folder / "lock")):
            raise refused(
                self.place.target,
                "另一个构建正在写它,等它结束再试",
                "another build is writing it; wait until it has ended",
            )

    def _recover(self) -> None:
        """Undo or finish a switch in which the last build died."""
        place = self.place
        if not place.home.parent.is_dir():
            return
        with lock.quiet(place.home.parent):
            for left in left_behind(place):
                if place.home.exists():
                    carry_hidden(left, place.home, self._cache)
                    self._retire(left, is_whole=True)
                else:
                    left.rename(place.home)

    def _choose_work(self) -> Path:
        """Return a folder to make the site in, from which a rename leads to its place."""
        parent, beside = self.place.home.parent, self.place.work
        probe = _fresh(self._state, "probe")
        try:
            parent.mkdir(parents=True, exist_ok=True)
            if beside.is_dir() and not beside.is_symlink():
                with lock.exclusive(beside / "lock") as is_left:
                    if is_left:
                        shutil.rmtree(beside)
            probe.rename(beside)
            beside.rmdir()
        except OSError as error:
            probe.rmdir()
            if error.errno != errno.EXDEV:
                raise refused(
                    self.place.target,
                    f"它所在的文件夹不能写:{error}",
                    f"the folder in which it stands cannot be written: {error}",
                ) from error
        else:
            return self._state
        beside.mkdir(mode=0o700, exist_ok=True)
        self._hold(beside)
        return beside

    def _begin(self) -> Stage:
        """Return the stage: the site that was public before the last one, else an empty folder."""
        root = _fresh(self._work, "stage")
        spare = self._state / "spare"
        old = site_of(spare) if self._work == self._state and _holds_files_only(spare) else ""
        if old:
            root.rmdir()
            spare.rename(root)
        else:
            shutil.rmtree(spare, ignore_errors=True)
        home = self.place.home
        live = home if home.is_dir() else None
        return Stage(root, live, self._cache, (site_of(home), old))

    def _remove_strays(self) -> None:
        missing = set(self._rows)
        emptied: set[PurePosixPath] = set()
        for path, entry in files_under(self.root):
            if path in missing:
                missing.discard(path)
            else:
                Path(entry.path).unlink()
                emptied.update(PurePosixPath(path).parents)
        if missing:
            raise PublishError(
                f"{min(missing)} 写过以后不见了",
                f"{min(missing)} has vanished since it was written",
            )
        for folder in sorted(emptied - {PurePosixPath()}, reverse=True):
            # What still holds files stays.
            with suppress(OSError):
                (self.root / folder).rmdir()

    def _swap(self) -> None:
        home, old = self.place.home, self.place.old
        had_one = home.exists()
        if had_one:
            self.root.chmod(stat.S_IMODE(home.stat().st_mode))
            home.rename(old)
        try:
            self.root.rename(home)
        except OSError:
            if had_one:
                old.rename(home)
            raise
        if had_one:
            carry_hidden(old, home, self._cache)
            self._retire(old, is_whole=True)

    def _turn_link(self) -> None:
        target, before = self.place.target, self.place.home
        release = next_release(before)
        self.root.rename(release)
        link = target.with_name(f".{target.name}.gongshi-link")
        link.unlink(missing_ok=True)
        is_absolute = target.readlink().is_absolute()
        link.symlink_to(release if is_absolute else os.path.relpath(release, link.parent))
        link.replace(target)
        if before.is_dir():
            carry_hidden(before, release, self._cache)
            self._retire(before, is_whole=True)

    def _retire(self, folder: Path, *, is_whole: bool) -> None:
        """Keep a site that is out of use as the base of the next one, or delete it."""
        if is_whole and site_of(folder):
            spare = self._state / "spare"
            shutil.rmtree(spare, ignore_errors=True)
            with suppress(OSError):
                folder.rename(spare)
                return
        shutil.rmtree(folder, ignore_errors=True)


def is_current(target: Path, cache: Cache, site: str) -> bool:
    """Tell whether the public site is the one of this digest, with nothing added or touched."""
    place = Place.of(target)
    if not site or site_of(place.home) != site or left_behind(place):
        return False
    rows = {row.path: row for row in Manifest(cache, site).rows()}
    return manifest.site_digest(rows.values()) == site and _holds_just(place.home, rows)


def _holds_just(home: Path, rows: Mapping[str, Row]) -> bool:
    """Tell whether a folder holds these files, with nothing added and nothing touched."""
    missing = set(rows)
    for path, entry in files_under(home):
        row = rows.get(path)
        if row is not None and state_of(entry.path, row) is not None:
            missing.discard(path)
        elif row is not None or not path.startswith("."):
            return False
    return not missing


def _fresh(folder: Path, kind: str) -> Path:
    """Return a new folder; its name is used once, so that a writer left over finds nothing."""
    made = folder / f"{kind}-{secrets.token_hex(6)}"
    made.mkdir()
    return made


def _holds_files_only(folder: Path) -> bool:
    """Tell whether nothing in a folder leads out of it."""
    return folder.is_dir() and all(
        entry.is_file(follow_symlinks=False) for _, entry in files_under(folder)
    )


def _check_collisions(shards: Iterable[Shard]) -> None:
    files: dict[str, tuple[str, str]] = {}
    for shard in shards:
        for row in shard.rows:
            path, name = files.setdefault(row.path.casefold(), (row.path, shard.name))
            if (path, name) != (row.path, shard.name):
                raise _collision((path, name), (row.path, shard.name))
    folders: set[str] = set()
    for path in files:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for folder in sorted(folders & files.keys()):
        inside = min(path for path in files if path.startswith(f"{folder}/"))
        raise _collision(files[folder], files[inside])


def _collision(one: tuple[str, str], other: tuple[str, str]) -> PublishError:
    (path, by), (second, by_second) = one, other
    return PublishError(
        f"两个文件不能并存:{path}({by})和 {second}({by_second})",
        f"two files cannot stand side by side: {path} ({by}) and {second} ({by_second})",
    )


def _forget_lost_targets(sites: Path) -> None:
    """Delete what is kept for targets that are no more, such as those of `mkdocs serve`."""
    for state in sites.iterdir():
        with suppress(OSError):
            if not os.path.lexists((state / "target").read_bytes()):
                with lock.exclusive(state / "lock") as is_free:
                    if is_free:
                        shutil.rmtree(state)
