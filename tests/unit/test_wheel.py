"""The wheel by itself, in an environment outside the clone: a board is made and built at once."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

STATION = "stations/liuxi-police"


@dataclass(frozen=True)
class Machine:
    """A folder with an environment that holds the wheel, and nothing of the clone."""

    folder: Path

    @property
    def programs(self) -> Path:
        return self.folder / "venv" / "bin"

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment."""
        passed = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
        return subprocess.run(
            [self.programs / arguments[0], *arguments[1:]],
            cwd=self.folder,
            env={**passed, "HOME": str(self.folder), "PATH": f"{self.programs}:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )


def pip() -> list[str]:
    """The pip of this environment, or of the Python that it was made from."""
    python = sys.executable if find_spec("pip") else sys._base_executable  # type: ignore[attr-defined]
    return [python, "-m", "pip"]


@pytest.fixture(scope="module")
def machine(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    made = Machine(tmp_path_factory.mktemp("machine"))
    environment = made.folder / "venv"
    venv.create(environment)
    subprocess.run(
        [*pip(), "--python", made.programs / "python", "install", "--no-deps", "--no-index", wheel],
        check=True,
        capture_output=True,
    )
    # What the wheel depends on is the same that the tests run with; nothing is downloaded.
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    return made


@pytest.fixture(scope="module")
def here(machine: Machine) -> Path:
    run = machine.run("gongshi", "new", "board", "here")
    assert run.returncode == 0, run.stderr
    return machine.folder / "here"


@pytest.fixture(scope="module")
def site(machine: Machine, here: Path) -> Path:
    run = machine.run("gongshi", "build", "--strict", "-C", "here")
    assert run.returncode == 0, run.stderr
    return here / "site"


def test_what_runs_is_the_wheel_and_not_the_clone(machine: Machine) -> None:
    run = machine.run("python", "-c", "import gongshi; print(gongshi.__file__)")

    assert run.stderr == ""
    assert Path(run.stdout.strip()).is_relative_to(machine.folder)


def test_a_new_board_lists_what_to_replace(machine: Machine) -> None:
    run = machine.run("gongshi", "new", "board", "there")

    assert run.returncode == 0
    assert "要替换" in run.stdout
    assert f"{STATION}/station.yml" in run.stdout


@pytest.mark.usefixtures("here")
def test_a_new_board_is_in_order(machine: Machine) -> None:
    run = machine.run("gongshi", "check", "--strict", "-C", "here")

    assert run.returncode == 0, run.stdout


def test_the_site_shows_the_station_and_each_of_its_procedures(site: Path, here: Path) -> None:
    station = (site / STATION / "index.html").read_text(encoding="utf-8")
    procedures = [path.stem for path in (here / STATION / "procedures").glob("*.yml")]

    assert len(procedures) == 2
    assert "柳溪派出所" in station
    for procedure in procedures:
        page = (site / STATION / procedure / "index.html").read_text(encoding="utf-8")
        assert f"{procedure}/" in station
        assert 'class="g-flow__' in page


def test_the_site_has_its_looks_its_script_and_its_search(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    assets = {path.suffix: path.name for path in (site / "assets").glob("gongshi.*")}

    assert {".css", ".js"} <= assets.keys()
    assert assets[".css"] in home
    assert assets[".js"] in home
    assert list((site / "assets").glob("search*"))


def test_notices_are_printed_with_templates_from_the_wheel(site: Path) -> None:
    assert list((site / "notices").glob("*/booklet.pdf"))


def test_a_demonstration_says_so_on_its_pages(site: Path) -> None:
    page = (site / STATION / "id-card-renewal" / "index.html").read_text(encoding="utf-8")

    assert "g-demo-banner" in page


def test_the_mkdocs_command_builds_the_same_board(machine: Machine, site: Path) -> None:
    mkdocs = machine.run(
        "python", "-m", "mkdocs", "build", "--strict", "-f", "here/mkdocs.yml", "-d", "../by-mkdocs"
    )

    assert mkdocs.returncode == 0, mkdocs.stderr
    pages = {path.relative_to(site) for path in site.rglob("*.html")}
    pages.remove(Path("notices/index.html"))  # printed by our own command alone
    other = machine.folder / "by-mkdocs"
    assert {path.relative_to(other) for path in other.rglob("*.html")} == pages


def test_nothing_on_the_site_tells_where_it_was_made(site: Path, machine: Machine) -> None:
    places = (str(machine.folder).encode(), str(ROOT).encode())

    telling = [
        path
        for path in site.rglob("*")
        if path.is_file() and any(place in path.read_bytes() for place in places)
    ]

    assert telling == []
