"""Boards to build, and what a finished site says, read back as a stranger would read it."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml

from gongshi.cli import main

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = ROOT / "tests" / "boards" / "minimal"
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
"""Keeps Material from advertising another generator in what a build says."""

# ---- boards ------------------------------------------------------------------------------------


def copy_sample(folder: Path) -> Path:
    """Copy the sample board, without its templates and without anything that was made of it."""
    for name in ("stations", "content"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def copy_minimal(folder: Path) -> Path:
    """Copy the small board in order, with the settings that MkDocs wants."""
    shutil.copytree(MINIMAL, folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def change(path: Path, old: str, new: str, count: int = 1) -> None:
    """Change words of a file, which must be there just so many times."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == count, f"{path.name} says {text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def build(
    board: Path, *, strict: bool = False, workers: int | None = None, notices: bool = False
) -> bool:
    """Build a board into its folder `site`, in this process; tell whether a site was made."""
    options = ["--strict"] * strict + ["--workers", str(workers)] * (workers is not None)
    options += [] if notices else ["--no-notices"]
    with pytest.raises(SystemExit) as ended:
        main(["build", "-C", str(board), "--to", "site", *options])
    return ended.value.code == 0


def run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a module of Python in its own process, as a person at a terminal would."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env=os.environ | QUIET | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def mkdocs(board: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` in the board's folder."""
    return run("mkdocs", "build", *options, cwd=board)


@dataclass(frozen=True)
class Sample:
    """A copy of the sample board, and the site that was made of it."""

    board: Path

    @property
    def site(self) -> Path:
        """The finished site."""
        return self.board / "site"

    def copy(self, folder: Path) -> Path:
        """Copy the board with its site and its cache, to be changed."""
        return Path(shutil.copytree(self.board, folder, dirs_exist_ok=True))


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep all other test processes out."""
    with lock.open("w", encoding="ascii") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Make a folder once for all test processes, and wait for the one that makes it."""
    with alone(folder.with_suffix(".lock")):
        done = folder / ".done"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


# ---- what the files of a board say ---------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """A board as its files say it, read by nothing of ours."""

    folder: Path

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What board.yml says."""
        return self._read(self.folder / "stations" / "board.yml")

    @property
    def languages(self) -> list[str]:
        """The board's languages, the first one first."""
        return list(self.settings["languages"])

    @cached_property
    def stations(self) -> dict[str, dict[str, Any]]:
        """What every station.yml says, by the station's id."""
        files = self.folder.glob("stations/*/station.yml")
        return {path.parent.name: self._read(path) for path in sorted(files)}

    @cached_property
    def procedures(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What every procedure says, by the ids of its station and its own."""
        files = self.folder.glob("stations/*/procedures/*.yml")
        return {(path.parent.parent.name, path.stem): self._read(path) for path in sorted(files)}

    def urls(self) -> set[str]:
        """Return the addresses that the stations and procedures must have in the first language."""
        return {f"stations/{station}/" for station in self.stations} | {
            f"stations/{station}/{procedure}/" for station, procedure in self.procedures
        }

    def old_urls(self) -> set[str]:
        """Return the addresses that were given up, and must lead on.

        All pages of a renamed station have moved with it, under all the names that they had.
        """
        old = {station: said.get("was", []) for station, said in self.stations.items()}
        found = {f"stations/{each}/" for names in old.values() for each in names}
        for (station, procedure), said in self.procedures.items():
            names = [procedure, *said.get("was", [])]
            found |= {f"stations/{of}/{name}/" for of in (station, *old[station]) for name in names}
        return found - self.urls()

    def in_language(self, url: str, language: str) -> str:
        """Return where a page stands in a language."""
        return url if language == self.languages[0] else f"{language}/{url}"

    def in_all(self, urls: set[str]) -> set[str]:
        """Return where pages stand in all languages."""
        return {self.in_language(url, language) for url in urls for language in self.languages}

    def markdown(self) -> set[str]:
        """Return the addresses of the Markdown pages."""
        files = (self.folder / "content").rglob("*.md")
        names = (path.relative_to(self.folder / "content").with_suffix("") for path in files)
        return {f"{name.as_posix()}/" for name in names if name.name != "index"}

    @staticmethod
    def _read(path: Path) -> dict[str, Any]:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert isinstance(said, dict)
        return {CHINESE.get(str(key), str(key)): value for key, value in said.items()}


CHINESE = {"事项名称": "title", "办理流程": "steps", "收费": "fees", "曾用编号": "was"}
"""The Chinese keys that matter here; one file of the sample board is written with them."""


# ---- what a finished site says -------------------------------------------------------------------


def files(site: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def is_new(old: Mapping[str, bytes], site: Path) -> list[str]:
    """Return the files by which a site differs from what it was."""
    now = files(site)
    return sorted(path for path in old.keys() | now.keys() if old.get(path) != now.get(path))


def page_of(url: str) -> str:
    """Return the file that stands at an address."""
    return f"{url}index.html" if not url or url.endswith("/") else url


@dataclass
class Page(HTMLParser):
    """One page: its words, its links, its attributes."""

    url: str
    links: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        href = dict(attrs).get("href")
        if tag == "a" and href is not None:
            self.links.append(href)

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self._said.append(data)

    @property
    def text(self) -> str:
        """All words, with one space between them."""
        return re.sub(r"\s+", " ", " ".join(self._said))

    def targets(self) -> set[str]:
        """Return the addresses in the site to which the page leads, without fragments."""
        here = f"site:///{self.url}"
        paths = (urlsplit(_joined(here, link)) for link in self.links)
        return {unquote(path.path.lstrip("/")) for path in paths if path.scheme == "site"}


def _joined(here: str, link: str) -> str:
    if urlsplit(link).scheme:
        return link
    return "site" + urljoin(here.replace("site:", "https:", 1), link).removeprefix("https")


def read(site: Path, url: str) -> Page:
    """Read the page at an address."""
    page = Page(url)
    page.feed((site / page_of(url)).read_text(encoding="utf-8"))
    page.close()
    return page


def pages(site: Path) -> list[str]:
    """Return the address of every page, the one for dead addresses last."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    urls = (path.removesuffix("index.html") for path in found - {"404.html"})
    return [*sorted(urls), "404.html"]
