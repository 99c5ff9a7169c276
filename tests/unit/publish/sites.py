"""Small sites to build, and what stands in a folder."""

from collections.abc import Mapping
from pathlib import Path

from gongshi.publish.cache import Cache
from gongshi.publish.manifest import MARKER
from gongshi.publish.site import Staging
from gongshi.publish.writer import Writer

Files = Mapping[str, str]


def build(base: Path, files: Files, *, target: Path | None = None, key: str = "") -> bool:
    """Build a site of these files, a piece of work for each top folder; tell whether it changed."""
    with Cache(base / "cache") as cache, Staging(target or base / "site", cache) as staging:
        names = sorted({path.partition("/")[0] for path in files})
        shards = []
        for name in names:
            writer = Writer(staging.stage, name, key)
            if not writer.keep():
                for path, text in files.items():
                    if path.partition("/")[0] == name:
                        writer.write(path, text.encode())
            shards.append(writer.shard())
        staging.settle(shards)
        return staging.switch()


def contents(folder: Path) -> dict[str, str]:
    """Return every file of a site but its marker."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def inodes(folder: Path) -> dict[str, int]:
    """Return which bytes on the disk each file of a site is."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_ino
        for path in folder.rglob("*")
        if path.is_file()
    }


def beside(target: Path) -> list[str]:
    """Return what stands beside a site."""
    return sorted(path.name for path in target.parent.iterdir() if path.name.startswith("."))
