"""What a run is told from outside: folders, the clock, the environment; read once and handed on."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from pathlib import Path

from gongshi import __version__
from gongshi.errors import SettingsError

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The one time zone of every station."""


WORKERS_NEED = ("gongshi.pipeline",)
"""What other processes of a build need, imported once for all of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One run: the board's folder.

    Where its site goes, and the clock by which everything is judged.
    """

    root: Path
    target: Path
    clock: datetime
    language: str = "zh"
    workers: int | None = None
    is_strict: bool = False
    has_notices: bool = False
    """Whether notices are printed for the site too."""

    @property
    def today(self) -> date:
        """The day of the run in China."""
        return self.clock.astimezone(CHINA).date()

    @property
    def cache(self) -> Path:
        """Where what was made is kept between runs; deleting it is always safe."""
        return cache_of(self.root)

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """The folders of templates: what the board has of its own comes first."""
        own, shipped = self.root / "templates", shipped_templates()
        return (own, shipped) if own.is_dir() and own.resolve() != shipped.resolve() else (shipped,)


def cache_of(root: Path) -> Path:
    """Return where a board keeps what was made of it."""
    return root / ".cache" / "gongshi"


def clock(environment: dict[str, str] | None = None) -> datetime:
    """Return the time of the run: ``SOURCE_DATE_EPOCH`` where it is set, else now."""
    told = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH")
    if told is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError):
        raise SettingsError(
            f"SOURCE_DATE_EPOCH 应是秒数,现在是 {told[:40]!r}",
            f"SOURCE_DATE_EPOCH must be a number of seconds, not {told[:40]!r}",
        ) from None


def shipped_templates() -> Path:
    """Return the templates that come with the program.

    Packed into the wheel, or beside the code.
    """
    packed = Path(str(files("gongshi"))) / "_templates"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "templates"


@cache
def program_digest() -> str:
    """Return a digest of the program's own code and data: what was made by another is made anew."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    package = Path(str(files("gongshi")))
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".yml", ".po"} and path.is_file():
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def templates_digest(folders: tuple[Path, ...]) -> str:
    """Return a digest of every template, style and script."""
    digest = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(
                    path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes()
                )
    return digest.hexdigest()
