"""One style sheet and one script for the whole site, joined from the components by name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

STYLES_FIRST = ("base/tokens.css", "base/base.css", "theme/theme.css")
STYLES_LAST = ("base/print.css",)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site that pages link.

    Its name tells its content, so that it can be kept for ever.
    """

    path: str
    data: bytes


def stylesheet(folders: tuple[Path, ...]) -> Asset:
    """Return the joined style sheet.

    A board's own file takes the place of the shipped one of the same name.
    """
    components = _names(folders, "components/*/*.css")
    return _joined(folders, (*STYLES_FIRST, *components, *STYLES_LAST), "css")


def script(folders: tuple[Path, ...]) -> Asset:
    """Return the joined script of the components, each a closed function of its own."""
    return _joined(folders, _names(folders, "components/*/*.js"), "js")


def _names(folders: tuple[Path, ...], pattern: str) -> list[str]:
    return sorted(
        {path.relative_to(folder).as_posix() for folder in folders for path in folder.glob(pattern)}
    )


def _joined(folders: tuple[Path, ...], names: Iterable[str], suffix: str) -> Asset:
    text = "\n".join(_texts(folders, names))
    digest = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
    return Asset(f"assets/gongshi.{digest}.{suffix}", text.encode())


def _texts(folders: tuple[Path, ...], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if path is not None:
            yield f"/* {name} */\n{path.read_text(encoding='utf-8')}"
