"""The place where the public finds the site: a folder or a link to one, and what may be there."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongshi.errors import PublishError
from gongshi.publish.cache import Cache
from gongshi.publish.manifest import MARKER, Manifest

_HOST_PAGE: Final = re.compile(rb'<meta name="generator" content="(?:mkdocs|properdocs)-')
_HOST_FILES: Final = ("404.html", "sitemap.xml")
_RELEASE: Final = re.compile(r"(?P<stem>.+)\.gongshi-(?P<number>\d{1,9})")
_DIGEST: Final = re.compile(r"[0-9a-f]{40}")
_HEAD: Final = 1 << 16
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where the public looks: a folder, or a link to one (``home`` is the folder itself)."""

    target: Path
    home: Path

    @classmethod
    def of(cls, target: Path) -> Place:
        """Return the place that a person named."""
        try:
            if target.name in {"", ".."}:
                target = target.resolve()
            absolute = target.parent.resolve() / target.name
            home = absolute.resolve() if absolute.is_symlink() else absolute
        except (OSError, RuntimeError) as error:
            raise refused(target, f"打不开:{error}", f"it cannot be opened: {error}") from None
        if not absolute.name:
            raise refused(target, "这是根目录", "it is the root of a disk")
        return cls(absolute, home)

    @property
    def is_link(self) -> bool:
        """Whether the switch turns a link."""
        return self.target != self.home

    @property
    def old(self) -> Path:
        """Where the public folder stands for the moment of the switch."""
        return self.home.with_name(f".{self.home.name}.gongshi-old")

    @property
    def work(self) -> Path:
        """Where a site is made when the cache is on another file system."""
        return self.home.with_name(f".{self.home.name}.gongshi-work")


def refused(target: Path, zh: str, en: str) -> PublishError:
    """Return the error that says why a site cannot be put there."""
    return PublishError(f"不能把网站放到 {target}:{zh}", f"cannot put the site at {target}: {en}")


def site_of(folder: Path) -> str:
    """Return the digest of the site in a folder as its marker tells it, or nothing."""
    try:
        marker = folder / MARKER
        if marker.is_symlink() or folder.is_symlink():
            return ""
        told = json.loads(marker.read_bytes()[:_HEAD])
    except (OSError, ValueError, RecursionError):
        return ""
    site = told.get("site") if isinstance(told, dict) else None
    return site if isinstance(site, str) and _DIGEST.fullmatch(site) else ""


def keep_apart(place: Place, folders: Iterable[Path]) -> None:
    """Refuse a place that holds one of the folders or the working folder, or stands in one."""
    for folder in (*folders, Path.cwd()):
        apart = folder.resolve()
        if place.home == apart or place.home in apart.parents:
            raise refused(place.target, f"{apart} 在里面", f"{apart} is in it")
    for folder in folders:
        apart = folder.resolve()
        if apart in place.home.parents:
            raise refused(place.target, f"它在 {apart} 里面", f"it stands in {apart}")


def check_target(place: Place) -> None:
    """Refuse to put a site in the place of files that are somebody else's."""
    home = place.home
    if not home.exists():
        return
    if not home.is_dir():
        raise refused(place.target, "它是一个文件", "it is a file")
    if home.is_mount():
        raise refused(
            place.target,
            "它是挂载点,换不下来;请用它里面的一个文件夹",
            "it is a mount point and cannot be switched; name a folder in it",
        )
    names = sorted(path.name for path in home.iterdir() if not path.name.startswith("."))
    if names and not site_of(home) and not _is_host_site(home):
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        raise refused(
            place.target,
            f"里面有不是本程序生成的文件({shown});请换一个文件夹,或先移走它们",
            f"it holds files that no site of ours has ({shown}); name another folder or move them",
        )


def left_behind(place: Place) -> list[Path]:
    """Return the folders of ours that a switch left beside the public one."""
    if not place.is_link:
        return [place.old] if place.old.is_dir() and not place.old.is_symlink() else []
    stem = _release(place.home)[0]
    return [
        folder
        for folder in sorted(place.home.parent.iterdir())
        if folder != place.home
        and (named := _RELEASE.fullmatch(folder.name)) is not None
        and named["stem"] == stem
        and site_of(folder)
    ]


def next_release(home: Path) -> Path:
    """Return a free name for the folder to which a link is turned next."""
    stem, number = _release(home)
    while True:
        number += 1
        folder = home.with_name(f"{stem}.gongshi-{number}")
        if not folder.exists():
            return folder


def carry_hidden(old: Path, home: Path, cache: Cache) -> None:
    """Move what is hidden and not of our making, such as ``.git``, to the new site.

    MkDocs leaves them alone as well.
    """
    hidden = {path.name for path in old.iterdir() if path.name.startswith(".")} - {MARKER}
    if hidden:
        made = {row.path.partition("/")[0] for row in Manifest(cache, site_of(old)).rows()}
        for name in sorted(hidden - made):
            if not os.path.lexists(home / name):
                (old / name).rename(home / name)


def _is_host_site(folder: Path) -> bool:
    """Tell whether the folder is a site that MkDocs made, which MkDocs itself would empty."""
    try:
        with (folder / "index.html").open("rb") as page:
            is_made_by_host = _HOST_PAGE.search(page.read(_HEAD)) is not None
    except OSError:
        return False
    return is_made_by_host and all((folder / name).is_file() for name in _HOST_FILES)


def _release(home: Path) -> tuple[str, int]:
    named = _RELEASE.fullmatch(home.name)
    return (home.name, 0) if named is None else (named["stem"], int(named["number"]))
