"""The door to the project, its lock files and what its wheel carries."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from requirements.mirror import read_settings, variables
from tests.conftest import CLOCK, ROOT, build_wheel

RUN = ROOT / "run"
LOCKS = ("uv.txt", "run.txt", "test.txt")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]


# ---- Lock files ------------------------------------------------------------------------------


def read_lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def entries(name: str) -> Iterator[tuple[str, str]]:
    """Yield each requirement line of a lock file with the lines that belong to it."""
    for block in re.split(r"\n(?=[a-z0-9])", read_lock(name)):
        if not block.startswith("#"):
            requirement, _, rest = block.partition("\n")
            yield requirement.removesuffix(" \\"), rest


def pins(name: str) -> set[str]:
    return {requirement for requirement, _ in entries(name)}


def names(name: str) -> set[str]:
    return {canonicalize_name(Requirement(pin).name) for pin in pins(name)}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_carries_no_address(name: str) -> None:
    text = read_lock(name)

    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    loose = [
        pin
        for pin, rest in entries(name)
        if "==" not in pin or not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)
    ]

    assert pins(name)
    assert loose == []


def test_tests_run_on_the_very_versions_that_are_shipped() -> None:
    assert pins("run.txt") <= pins("test.txt")


@pytest.mark.parametrize(
    ("lock", "declared"),
    [
        ("run.txt", PYPROJECT["project"]["dependencies"]),
        ("run.txt", PYPROJECT["build-system"]["requires"]),
        ("test.txt", PYPROJECT["dependency-groups"]["test"]),
        ("uv.txt", PYPROJECT["dependency-groups"]["uv"]),
    ],
)
def test_every_declared_dependency_is_locked(lock: str, declared: list[str]) -> None:
    assert {canonicalize_name(Requirement(line).name) for line in declared} <= names(lock)


def test_the_npm_lock_file_carries_hashes_and_no_registry_address() -> None:
    tools = {name: package for name, package in PACKAGES.items() if name}

    assert tools
    assert [name for name, package in tools.items() if "resolved" in package] == []
    assert [name for name, package in tools.items() if "integrity" not in package] == []


def test_npm_tools_are_named_at_one_version_each() -> None:
    wanted = PACKAGES[""]["devDependencies"]

    assert wanted == {name: PACKAGES[f"node_modules/{name}"]["version"] for name in wanted}


def test_every_direct_dependency_is_explained_once() -> None:
    """With its licence and the reason for it, in docs/dependencies.md."""
    declared = [
        *PYPROJECT["project"]["dependencies"],
        *(line for group in PYPROJECT["dependency-groups"].values() for line in group),
    ]
    wanted = {Requirement(line).name.lower() for line in declared}
    wanted |= set(PACKAGES[""]["devDependencies"])
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

    rows = [name.lower() for name in re.findall(r"^\| (\S+) \| [^|]*[A-Z]", page, re.MULTILINE)]

    assert sorted(rows) == sorted(wanted)


# ---- A mirror that pip is set to ---------------------------------------------------------------


def handed_on(*lines: str) -> dict[str, str]:
    return dict(variables(read_settings(lines)))


def test_a_mirror_of_pip_is_handed_on_to_uv() -> None:
    actual = handed_on("global.index-url='https://mirror.example/simple'")

    assert actual == {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}


def test_the_environment_wins_over_the_settings_file_in_any_order() -> None:
    file, environment = (
        "global.index-url='https://a.example/'",
        ":env:.index-url='https://b.example/'",
    )

    assert handed_on(file, environment) == {"UV_DEFAULT_INDEX": "https://b.example/"}
    assert handed_on(environment, file) == {"UV_DEFAULT_INDEX": "https://b.example/"}


def test_folders_given_as_an_index_are_left_out_and_web_addresses_kept() -> None:
    actual = handed_on(
        "global.extra-index-url='file:///nowhere/simple https://more.example/simple'"
    )

    assert actual == {
        "UV_INDEX": "https://more.example/simple",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_an_index_that_is_only_a_folder_changes_nothing() -> None:
    assert handed_on("global.extra-index-url='\\nfile:///nowhere/a\\nfile:///nowhere/b'") == {}


def test_folders_of_wheels_are_handed_on_when_they_exist(tmp_path: Path) -> None:
    actual = handed_on(f"global.find-links='{tmp_path} /nowhere {tmp_path.as_uri()}'")

    assert actual == {"UV_FIND_LINKS": f"{tmp_path},{tmp_path.as_uri()}"}


def test_settings_that_do_not_concern_an_installation_are_not_read() -> None:
    assert handed_on("download.index-url='https://a.example/'", "a warning of pip") == {}


def test_certificates_proxy_hosts_and_offline_work_are_handed_on(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.pem"
    bundle.touch()

    actual = handed_on(
        f"global.cert='{bundle}'",
        "global.no-index='true'",
        "global.proxy='http://proxy.example:3128'",
        "global.trusted-host='mirror.example'",
    )

    assert actual == {
        "ALL_PROXY": "http://proxy.example:3128",
        "SSL_CERT_FILE": str(bundle),
        "UV_INSECURE_HOST": "mirror.example",
        "UV_NO_INDEX": "1",
    }


# ---- The door --------------------------------------------------------------------------------

TOOLS = (
    "cat",
    "chmod",
    "cksum",
    "dirname",
    "find",
    "git",
    "grep",
    "mkdir",
    "mv",
    "rm",
    "sh",
    "uname",
)
LOG = 'echo "${0##*/} $*" >>"$LOG"\n'
FAKES = {
    "id": "echo ${FAKE_UID:-1000}\n",
    "node": "",
    "npm": LOG + 'mkdir -p "node_modules"\n',
    "apt-get": LOG,
    "fc-list": "echo ${FAKE_FONTS:-}\n",
    "python3": LOG
    + """
while [ $# != 0 ]; do [ "$1" = --target ] && mkdir -p "$2/bin" && cp_uv "$2/bin/uv"; shift; done
""",
    "cp_uv": 'cat "${0%/*}/fake_uv" >"$1"; chmod +x "$1"\n',
    "fake_uv": LOG
    + """
[ "$1 $2" != "pip sync" ] || [ -z "${FAKE_SYNC_FAILS:-}" ] || exit 1
mkdir -p .venv/bin
for name in python gongshi pytest; do
    printf '#!/bin/sh\\necho "%s $*" >>"$LOG"\\n' $name >.venv/bin/$name
    chmod +x .venv/bin/$name
done
""",
}


class Clone:
    """A clone on a bare machine whose foreign programs only write down what they were told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "clone"
        self.bin = folder / "bin"
        self.log = folder / "log"
        (self.folder / "requirements").mkdir(parents=True)
        self.bin.mkdir()
        for name in ("run", "pyproject.toml", "package.json", "package-lock.json"):
            shutil.copy(ROOT / name, self.folder / name)
        for name in LOCKS:
            shutil.copy(ROOT / "requirements" / name, self.folder / "requirements" / name)
        for name in TOOLS:
            (self.bin / name).symlink_to(str(shutil.which(name)))
        for name, script in FAKES.items():
            self.add(name, script)

    def add(self, name: str, script: str = "") -> None:
        """Install a program on the machine."""
        (self.bin / name).write_text("#!/bin/sh\n" + script, encoding="utf-8")
        (self.bin / name).chmod(0o755)

    def start(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Call `./run` afresh and forget what earlier calls wrote down."""
        self.log.write_text("", encoding="utf-8")
        return subprocess.run(
            ["./run", *arguments],
            cwd=self.folder,
            env={"PATH": str(self.bin), "LOG": str(self.log), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self) -> list[str]:
        """The foreign programs that the last start called, by their first words."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [" ".join(line.split()[:3]) for line in lines]


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_the_door_is_plain_sh() -> None:
    check = subprocess.run(["sh", "-n", RUN], capture_output=True, text=True, check=False)

    assert (check.returncode, check.stderr) == (0, "")


def test_without_an_argument_the_door_lists_every_command(clone: Clone) -> None:
    listed = re.findall(r"^  (\w+) ", clone.start().stdout, re.MULTILINE)

    assert listed == [
        "serve", "build", "gongshi", "lint", "fix", "test", "browser", "golden", "bench", "docs",
        "todo", "lock", "release",
    ]  # fmt: skip
    assert clone.called() == []


def test_an_unknown_command_is_refused_with_the_list(clone: Clone) -> None:
    run = clone.start("deploy")

    assert run.returncode == 1
    assert "deploy" in run.stderr
    assert "serve" in run.stderr


def test_the_first_start_sets_everything_up_and_the_second_only_hands_over(clone: Clone) -> None:
    clone.start("gongshi", "check")
    first = clone.called()
    clone.start("gongshi", "check")
    second = clone.called()

    assert "python3 -m pip" in first
    assert [call for call in first if call.startswith("uv ")] == [
        "uv venv --quiet",
        "uv pip sync",
        "uv pip install",
    ]
    assert first[-1] == "gongshi check"
    assert second == ["gongshi check"]


def test_a_changed_lock_file_is_installed_at_the_next_start(clone: Clone) -> None:
    clone.start("gongshi")
    lock = clone.folder / "requirements" / "run.txt"
    lock.write_text(lock.read_text(encoding="utf-8") + "# newer\n", encoding="utf-8")
    clone.start("gongshi")

    assert "uv pip sync" in clone.called()
    assert "uv venv --quiet" not in clone.called()


def test_a_set_up_that_failed_is_not_taken_for_a_finished_one(clone: Clone) -> None:
    failed = clone.start("build", FAKE_SYNC_FAILS="1")
    after_failure = clone.called()
    clone.start("build")

    assert failed.returncode != 0
    assert "gongshi build" not in after_failure
    assert "uv pip sync" in clone.called()
    assert clone.called()[-1] == "gongshi build"


def test_a_clone_that_was_moved_gets_a_new_environment(clone: Clone) -> None:
    clone.start("gongshi")
    clone.folder = clone.folder.rename(clone.folder.with_name("moved"))
    clone.start("gongshi")

    assert "uv venv --quiet" in clone.called()


def test_an_environment_for_tests_serves_for_a_build_too(clone: Clone) -> None:
    clone.add("chromium")
    clone.add("java")
    clone.start("test", "-k", "fees", FAKE_FONTS="Noto")
    tested = clone.called()
    clone.start("build")

    assert tested[-1] == "pytest -n 2"
    assert clone.called() == ["gongshi build"]


def test_a_missing_browser_is_a_failure_that_names_the_command(clone: Clone) -> None:
    run = clone.start("test", FAKE_UID="1000")

    assert run.returncode == 1
    assert (
        "sudo apt-get update && sudo apt-get install -y "
        "chromium fontconfig fonts-noto-cjk default-jre-headless"
    ) in run.stderr
    assert not any(call.startswith(("pytest", "apt-get")) for call in clone.called())


def test_root_gets_installed_what_the_tests_miss_and_no_more(clone: Clone) -> None:
    clone.add("chromium")
    clone.start("test", FAKE_UID="0", FAKE_FONTS="Noto")

    installed = [line for line in clone.log.read_text().splitlines() if "apt-get install" in line]

    assert [line.split()[-1] for line in installed] == ["default-jre-headless"]
    assert "--no-install-recommends default-jre-headless" in installed[0]
    assert clone.called()[-1] == "pytest -n 2"


def test_a_machine_without_node_is_told_so(clone: Clone) -> None:
    clone.add("node", "exit 1\n")
    run = clone.start("test")

    assert run.returncode == 1
    assert "Node.js 20" in run.stderr


def test_the_sample_board_is_built_as_of_the_day_that_tests_live_in() -> None:
    assert f":-{int(CLOCK.timestamp())}}}" in RUN.read_text(encoding="utf-8")
    assert os.environ["SOURCE_DATE_EPOCH"] == str(int(CLOCK.timestamp()))


def test_the_five_minutes_of_the_readme_start_from_what_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (path,) = re.findall(r"`(stations/\S+\.yml)`", readme)
    procedure = (ROOT / path).read_text(encoding="utf-8")

    assert "title: {zh: 居民身份证换领" in procedure
    assert "amount: 20\n" in procedure


# ---- The wheel -------------------------------------------------------------------------------


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_below(folder: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {path.removeprefix(f"{folder}/") for path in listed.stdout.splitlines()}


def test_the_wheel_carries_every_template_and_every_file_of_the_package(wheel: Path) -> None:
    carried = contents(wheel)

    assert {f"gongshi/_templates/{path}" for path in files_below("templates")} <= carried
    assert {f"gongshi/{path}" for path in files_below("generator/gongshi")} <= carried


def test_the_wheel_carries_the_package_and_nothing_else(wheel: Path) -> None:
    tops = {path.split("/")[0] for path in contents(wheel)}

    assert {re.sub(r"-[0-9].*", "", top) for top in tops} == {"gongshi"}


def test_the_wheel_announces_the_command_and_the_plugin(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        announced = archive.read(path).decode()

    assert "gongshi = gongshi.cli:main" in announced
    assert "gongshi = gongshi.mkdocs_plugin:GongshiPlugin" in announced


def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (archive,) = tmp_path.glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path, filter="data")
    remade = build_wheel(tmp_path / archive.name.removesuffix(".tar.gz"), tmp_path / "dist")

    assert contents(remade) == contents(wheel)
