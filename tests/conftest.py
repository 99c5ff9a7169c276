"""What every test may rely on: a fixed clock, golden files, a real browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.site.boards import Sample, copy_sample, made_once, mkdocs
from tests.site.hostile import make_hostile
from tests.site.past import give_past
from tests.site.server import Address, serving

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
CHINA = timezone(timedelta(hours=8))
CLOCK = datetime(2026, 11, 24, tzinfo=CHINA)
BROWSERS = ("chromium", "chromium-browser")
BROWSER_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)

# Nothing is timed: a slow machine must not turn an example into a failure.
settings.register_profile("gongshi", deadline=None, print_blob=True)
settings.load_profile("gongshi")

# Workers, builds in other processes and the code under test all see the same day.
os.environ["SOURCE_DATE_EPOCH"] = str(int(CLOCK.timestamp()))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option with which golden files are rewritten instead of compared."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with its file in tests/golden/, or rewrite that under `--update-golden`."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.is_file(), f"{path} is missing: ./run golden writes it"
        assert text == path.read_text(encoding="utf-8")

    return compare


def build_wheel(project: Path, folder: Path) -> Path:
    """Build the wheel of a source tree with the pinned backend, as `./run release` does."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=project,
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built once a test process."""
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The machine's Chromium; where there is none, the failure says how to install it."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("no Chromium: sudo apt-get update && sudo apt-get install -y chromium")
    return Path(found)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One Chromium a test process, which reaches no host but the ones that a test serves."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                *BROWSER_FLAGS,
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Sample:
    """The sample board and its site, made once for all test processes by a strict build."""
    base = tmp_path_factory.getbasetemp()
    folder = made_once((base if worker_id == "master" else base.parent) / "sample", make_sample)
    return Sample(folder)


def make_sample(folder: Path) -> None:
    """Copy the sample board, give it a past and build it as everybody builds with MkDocs."""
    give_past(copy_sample(folder))
    built = mkdocs(folder, "--strict")
    assert built.returncode == 0, built.stderr


@pytest.fixture(scope="session")
def served(sample: Sample) -> Iterator[Address]:
    """The sample site on a server of this test process, under a strict content policy."""
    with serving(sample.site) as address:
        yield address


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Sample:
    """A board of the worst words that are not refused, made once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    folder = made_once((base if worker_id == "master" else base.parent) / "hostile", make_hostile)
    return Sample(folder)
