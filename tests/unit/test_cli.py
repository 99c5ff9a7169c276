"""The command line: what it takes, what it says, and with which code it ends."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from gongshi import __version__, cli
from gongshi.checks import RULES
from gongshi.errors import EngineError, SettingsError
from tests.conftest import CLOCK, ROOT

COMMANDS_PAGE = ROOT / "docs" / "commands.md"
MINIMAL = ROOT / "tests" / "boards" / "minimal"
EVERYWHERE = {"-C", "--lang", "--help"}
ID_CARD = "stations/liuxi-police/procedures/id-card-renewal.yml"


def gongshi(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli.main, [str(each) for each in arguments])


def started(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "gongshi", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator"), **more},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = tmp_path / "board"
    assert gongshi("new", "board", root).exit_code == cli.FINE
    return root


@pytest.fixture
def broken(board: Path) -> Path:
    """A board with one mistake: its law sets less than the station promises."""
    file = board / ID_CARD
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("duration: 60日", "duration: 10日"), encoding="utf-8")
    return board


# ---- what every command takes ----------------------------------------------------------------


@dataclass(frozen=True)
class Command:
    words: tuple[str, ...]
    command: click.Command

    @property
    def name(self) -> str:
        return " ".join(("gongshi", *self.words))

    @property
    def options(self) -> set[str]:
        context = click.Context(self.command, **cli.main.context_settings)
        told = self.command.get_params(context)
        return {
            max(each.opts, key=len)
            for each in told
            if isinstance(each, click.Option) and each.name != "version"
        }


def commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[Command]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        else:
            yield Command((*words, name), command)


COMMANDS = tuple(commands(cli.main))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_takes_a_folder_and_a_language(command: Command) -> None:
    assert command.options >= EVERYWHERE


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_says_in_both_languages_what_it_does(command: Command) -> None:
    said = command.command.help or ""

    assert re.search(r"[\u4e00-\u9fff].* · [A-Z].*\.$", said), said


def test_folder_and_language_may_stand_before_or_after_the_command(board: Path) -> None:
    places = [
        gongshi("-C", board, "--lang", "en", "check"),
        gongshi("check", "-C", board, "--lang", "en"),
        gongshi("-C", board, "check", "--lang", "en"),
    ]

    assert {result.exit_code for result in places} == {cli.FINE}
    assert len({result.stdout for result in places}) == 1
    assert "0 errors" in places[0].stdout


def test_between_a_group_and_its_command_they_count_as_well(board: Path) -> None:
    result = gongshi("new", "-C", board, "--lang", "en", "station", "chengguan")

    assert result.exit_code == cli.FINE
    assert "still missing" in result.stdout
    assert (board / "stations/chengguan/station.yml").is_file()


def test_of_two_folders_the_last_one_counts(board: Path, tmp_path: Path) -> None:
    assert gongshi("-C", tmp_path / "nowhere", "check", "-C", board).exit_code == cli.FINE


def test_messages_are_chinese_unless_asked_otherwise(board: Path) -> None:
    assert "个错误" in gongshi("check", "-C", board).stdout


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_a_folder_that_does_not_exist_is_said(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"

    result = gongshi(command, "-C", gone, "--lang", "en")

    assert result.exit_code == cli.USAGE
    assert result.stderr == f"gongshi: there is no such folder: {gone}\n"


def test_what_click_does_not_understand_is_usage(board: Path) -> None:
    assert gongshi("check", "-C", board, "--nonsense").exit_code == cli.USAGE
    assert gongshi("nonsense").exit_code == cli.USAGE
    assert gongshi("check", "--lang", "fr").exit_code == cli.USAGE


def test_the_version_is_told() -> None:
    assert gongshi("--version").stdout == f"gongshi, version {__version__}\n"


def test_help_does_not_wait_for_the_site_generator() -> None:
    program = (
        "import sys; from gongshi.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = {'mkdocs', 'pydantic', 'jinja2', 'rich'} & sys.modules.keys()\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )

    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, "")


# ---- how a command ends ----------------------------------------------------------------------


def ending(error: BaseException) -> Result:
    """Run a command that is stopped by an error."""

    @click.command()
    @cli.told
    def command(_call: cli.Call) -> int:
        raise error

    return CliRunner().invoke(command, ["--lang", "en"])


def test_a_wrong_setting_ends_as_usage_in_the_language_of_messages() -> None:
    result = ending(SettingsError("设置不对", "a wrong setting"))

    assert (result.exit_code, result.stderr) == (cli.USAGE, "gongshi: a wrong setting\n")


def test_an_engine_that_fails_has_a_code_of_its_own() -> None:
    result = ending(EngineError("dot", "not found"))

    assert (result.exit_code, result.stderr) == (cli.ENGINE, "gongshi: dot: not found\n")


def test_what_mkdocs_refuses_is_usage() -> None:
    result = ending(click.ClickException("bad settings"))

    assert (result.exit_code, result.stderr) == (cli.USAGE, "gongshi: bad settings\n")


def test_a_file_that_cannot_be_written_is_named() -> None:
    result = ending(PermissionError(errno.EACCES, "Permission denied", "/locked/x.svg"))

    assert result.exit_code == cli.USAGE
    assert result.stderr == "gongshi: /locked/x.svg: Permission denied\n"


def test_an_interruption_is_quiet() -> None:
    result = ending(KeyboardInterrupt())

    assert (result.exit_code, result.output) == (cli.INTERRUPTED, "")


@pytest.mark.parametrize("bug", [ValueError("a bug"), OSError("a bug")])
def test_a_bug_keeps_its_traceback(bug: Exception) -> None:
    assert ending(bug).exception is bug


def test_words_of_strangers_do_not_steer_the_terminal(board: Path) -> None:
    (board / ID_CARD).write_text('"\\e[2J\\u202e": 1\n', encoding="utf-8")

    shown = gongshi("check", "-C", board).stdout

    assert ID_CARD in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_reader_that_goes_away_is_no_error_of_the_program(board: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)

    run = subprocess.run(
        [sys.executable, "-m", "gongshi", "check", "-C", board],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        stdout=write_end,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write_end)

    assert run.stderr == ""


def test_a_pipe_that_knows_fewer_characters_does_not_stop_a_command(board: Path) -> None:
    (board / ID_CARD).write_text("😀: 1\n", encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "gongshi", "check", "-C", board],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator"), "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=False,
    )

    assert (run.returncode, run.stderr) == (cli.FINDINGS, b"")
    assert "不认识的键「\\U0001f600」" in run.stdout.decode("gbk")


# ---- colours ---------------------------------------------------------------------------------


def on_a_terminal(*arguments: object, **more: str) -> str:
    """Return what the command shows on a terminal."""
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    with subprocess.Popen(
        [sys.executable, "-m", "gongshi", *map(str, arguments)],
        env={
            **environment,
            "PYTHONPATH": str(ROOT / "generator"),
            "TERM": "xterm-256color",
            **more,
        },
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        return b"".join(_all_of(ours)).decode()


def _all_of(terminal: int) -> Iterator[bytes]:
    try:
        while chunk := os.read(terminal, 65536):
            yield chunk
    except OSError:  # how Linux says that nobody writes any more
        return
    finally:
        os.close(terminal)


COLOUR = re.compile(r"\x1b\[(?:\d+;)*[349]\d")


def test_a_terminal_shows_findings_in_colour(broken: Path) -> None:
    shown = on_a_terminal("check", "-C", broken)

    assert "\x1b[31merror GS203\x1b[0m" in shown


def test_no_color_is_respected(broken: Path) -> None:
    shown = on_a_terminal("check", "-C", broken, NO_COLOR="1")

    assert "error GS203" in shown
    assert not COLOUR.search(shown)


def test_a_file_or_a_pipe_gets_plain_text(broken: Path) -> None:
    assert "\x1b" not in started("check", "-C", broken).stdout


# ---- check and explain -----------------------------------------------------------------------


def test_a_board_in_order_passes(board: Path) -> None:
    result = gongshi("check", "--strict", "-C", board)

    assert result.exit_code == cli.FINE
    assert "0 个错误、0 个警告" in result.stdout


def test_a_mistake_is_shown_at_its_place(broken: Path) -> None:
    result = gongshi("check", "-C", broken)

    assert result.exit_code == cli.FINDINGS
    assert re.search(rf"(?m)^{ID_CARD}:\d+:\d+: error GS203: ", result.stdout)
    assert re.search(r"(?m)^  \|   committed: 20个工作日\n  \| +\^+$", result.stdout)


def test_warnings_fail_under_strict_alone(board: Path) -> None:
    file = board / ID_CARD
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("visits: {times: 1", "visits: {times: 2"), encoding="utf-8")

    assert gongshi("check", "-C", board).exit_code == cli.FINE
    assert gongshi("check", "--strict", "-C", board).exit_code == cli.FINDINGS


def test_a_report_for_programs_is_one_object(broken: Path) -> None:
    result = gongshi("check", "-C", broken, "--format", "json", "--lang", "en")

    told = json.loads(result.stdout)
    assert result.exit_code == cli.FINDINGS
    assert told["counts"]["error"] == 1
    (error,) = (each for each in told["findings"] if each["severity"] == "error")
    assert (error["code"], error["file"]) == ("GS203", ID_CARD)


def test_a_folder_that_is_no_board_is_a_finding(tmp_path: Path) -> None:
    result = gongshi("check", "-C", tmp_path)

    assert result.exit_code == cli.FINDINGS
    assert "GS145" in result.stdout


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_is_explained(rule: object, language: str) -> None:
    code = rule.code  # type: ignore[attr-defined]

    result = gongshi("explain", code.lower(), "--lang", language)

    assert result.exit_code == cli.FINE
    assert result.stdout.startswith(code)


def test_a_code_that_does_not_exist_is_usage() -> None:
    result = gongshi("explain", "GS999", "--lang", "en")

    assert result.exit_code == cli.USAGE
    assert "there is no code GS999" in result.stderr


# ---- new -------------------------------------------------------------------------------------


def test_a_new_board_says_what_to_do_and_what_to_replace(tmp_path: Path) -> None:
    result = gongshi("new", "board", tmp_path / "here")

    assert result.exit_code == cli.FINE
    assert f"gongshi build -C {tmp_path / 'here'}" in result.stdout
    assert "0000-" in result.stdout
    assert "主办" in result.stdout
    assert "demo: true" in result.stdout


def test_the_list_of_what_to_replace_is_told_in_english_too(tmp_path: Path) -> None:
    result = gongshi("new", "board", tmp_path / "here", "--lang", "en")

    assert "To be replaced" in result.stdout
    assert "publisher and organiser" in result.stdout


def test_a_new_board_is_made_below_the_folder_that_is_told(tmp_path: Path) -> None:
    gongshi("new", "board", "here", "-C", tmp_path)

    assert (tmp_path / "here" / "stations" / "board.yml").is_file()


def test_a_new_board_bears_the_day_of_the_clock(board: Path) -> None:
    text = (board / ID_CARD).read_text(encoding="utf-8")

    assert f"reviewed: {{date: {CLOCK.date()}" in text


def test_a_new_board_leaves_a_used_folder_as_it_is(board: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in board.rglob("*")}

    result = gongshi("new", "board", board, "--lang", "en")

    assert result.exit_code == cli.USAGE
    assert "not empty" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in board.rglob("*")} == before


def test_a_new_station_and_procedure_are_written_and_named(board: Path) -> None:
    station = gongshi("new", "station", "chengguan", "--kind", "派出所", "-C", board)
    procedure = gongshi("new", "procedure", "chengguan/permit", "-C", board)

    files = [
        board / "stations/chengguan/station.yml",
        board / "stations/chengguan/procedures/permit.yml",
    ]
    assert [path.is_file() for path in files] == [True, True]
    assert str(files[0]) in station.stdout
    assert str(files[1]) in procedure.stdout


def test_what_is_there_is_never_overwritten(board: Path) -> None:
    before = (board / ID_CARD).read_bytes()

    result = gongshi("new", "procedure", "liuxi-police/id-card-renewal", "-C", board)

    assert result.exit_code == cli.USAGE
    assert (board / ID_CARD).read_bytes() == before


# ---- flowchart -------------------------------------------------------------------------------


def test_without_a_file_to_go_to_a_flowchart_is_printed_as_svg() -> None:
    result = gongshi(
        "flowchart", "-C", MINIMAL, next(iter(MINIMAL.glob("stations/*/procedures/*")))
    )

    assert result.exit_code == cli.FINE
    assert result.stdout.startswith("<svg")
    assert result.stdout.endswith("</svg>\n")


@pytest.mark.parametrize(
    ("name", "start"), [("a.svg", b"<svg"), ("a.PNG", b"\x89PNG"), ("a.dot", b"digraph")]
)
def test_the_end_of_the_name_decides_the_form(board: Path, name: str, start: bytes) -> None:
    result = gongshi("flowchart", ID_CARD, "--to", name, "-C", board)

    assert result.exit_code == cli.FINE
    assert (board / name).read_bytes().startswith(start)


def test_posts_go_by_their_names_in_the_board(board: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.yml"
    alone.write_bytes((board / ID_CARD).read_bytes())

    assert "户籍窗口" in gongshi("flowchart", board / ID_CARD).stdout
    assert "household-window" in gongshi("flowchart", alone).stdout


def test_stations_of_a_joint_procedure_go_by_their_names() -> None:
    file = ROOT / "stations/xinqiao-one-stop/procedures/newborn-one-stop.yml"

    shown = gongshi("flowchart", file).stdout

    assert "新桥派出所" in shown
    assert "xinqiao-police" not in shown


def test_a_flowchart_speaks_english_where_the_file_does() -> None:
    bilingual = ROOT / "stations/xinqiao-police/procedures/id-card-renewal.yml"
    chinese = ROOT / "stations/xinqiao-power/procedures/account-transfer.yml"

    assert "Resident ID card renewal" in gongshi("flowchart", bilingual, "--lang", "en").stdout
    assert 'lang="zh-CN"' in gongshi("flowchart", chinese, "--lang", "en").stdout


def test_an_unknown_form_is_refused_before_anything_is_drawn(board: Path) -> None:
    for name in ("a.gif", "svg"):
        result = gongshi("flowchart", ID_CARD, "--to", name, "-C", board)

        assert result.exit_code == cli.USAGE
        assert not (board / name).exists()


def test_a_file_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "bad.yml"
    file.write_text("title: 甲\nsteps: 乙\n", encoding="utf-8")

    result = gongshi("flowchart", file)

    assert result.exit_code == cli.FINDINGS
    assert result.stdout == ""
    assert result.stderr.startswith(f"{file}:2:8: error GS")


def test_what_is_no_procedure_has_no_flowchart(board: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.yml"
    empty.write_text("title: 甲\n", encoding="utf-8")

    refused = [
        gongshi("flowchart", "stations/board.yml", "-C", board),
        gongshi("flowchart", empty),
        gongshi("flowchart", tmp_path / "gone.yml"),
        gongshi("flowchart", tmp_path),
    ]

    assert [result.exit_code for result in refused] == [cli.USAGE] * 4
    assert str(tmp_path / "gone.yml") in refused[2].stderr


# ---- build and serve -------------------------------------------------------------------------


def test_a_board_is_built_where_it_is_told(board: Path) -> None:
    run = started("build", "--strict", "--to", "public", "-C", board)

    assert run.returncode == cli.FINE, run.stderr
    assert "GS252" in run.stderr  # what the checks hint at is shown
    page = (board / "public/stations/liuxi-police/id-card-renewal/index.html").read_text("utf-8")
    assert "居民身份证换领" in page


def test_a_board_without_mkdocs_yml_is_built_as_well(board: Path) -> None:
    (board / "mkdocs.yml").unlink()

    run = started("build", "-C", board)

    assert run.returncode == cli.FINE, run.stderr
    assert (board / "site/index.html").is_file()


def test_findings_refuse_the_site_and_are_shown(broken: Path) -> None:
    run = started("build", "-C", broken)

    assert run.returncode == cli.FINDINGS
    assert "error GS203" in run.stderr
    assert not (broken / "site").exists()


@pytest.mark.parametrize(
    "settings",
    ["site_name: [\n", "theme: no-such-theme\n", "site_name: a\nplugins: [no-such-plugin]\n"],
)
def test_a_mkdocs_yml_that_cannot_be_used_is_usage(board: Path, settings: str) -> None:
    (board / "mkdocs.yml").write_text(settings, encoding="utf-8")

    run = started("build", "-C", board)

    assert run.returncode == cli.USAGE
    assert run.stderr
    assert "Traceback" not in run.stderr


def test_a_port_that_is_taken_is_said(board: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = started("serve", "--port", port, "-C", board, "--lang", "en")

    assert run.returncode == cli.USAGE
    assert f"cannot serve on 127.0.0.1:{port}" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_live_server_says_where_it_is_and_ends_quietly(board: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "gongshi", "serve", "--port", str(port), "-C", board],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_listen_to_interrupts,  # noqa: PLW1509 - nothing else runs between
    ) as server:
        assert server.stderr is not None
        told = next(line for line in server.stderr if f"http://127.0.0.1:{port}/" in line)
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()

    assert "Serving on" in told
    assert "Traceback" not in rest
    assert server.returncode == cli.FINE


def _listen_to_interrupts() -> None:
    # A test run in the background hands down that interrupts are not listened to.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_mkdocs_yml_without_the_plugin_is_refused(board: Path) -> None:
    (board / "mkdocs.yml").write_text("site_name: a\ndocs_dir: content\n", encoding="utf-8")

    refused = [started(command, "-C", board, "--lang", "en") for command in ("build", "serve")]

    assert [run.returncode for run in refused] == [cli.USAGE, cli.USAGE]
    assert {run.stderr for run in refused} == {
        "gongshi: mkdocs.yml has no plugin gongshi: add it to plugins\n"
    }
    assert not (board / "site").exists()


def test_a_live_server_needs_no_mkdocs_yml_and_speaks_the_language_asked_for(board: Path) -> None:
    (board / "mkdocs.yml").unlink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with subprocess.Popen(
        [sys.executable, "-m", "gongshi", "serve", f"--port={port}", "-C", board, "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_listen_to_interrupts,  # noqa: PLW1509 - nothing else runs between
    ) as server:
        assert server.stderr is not None
        told = ""
        while f"http://127.0.0.1:{port}/" not in told:
            line = server.stderr.readline()
            assert line, told
            told += line
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()

    assert "0 errors" in told
    assert "Traceback" not in rest
    assert server.returncode == cli.FINE


# ---- the manual ------------------------------------------------------------------------------


def documented() -> dict[str, set[str]]:
    """The commands of the manual, with the options of which each has a line."""
    text = COMMANDS_PAGE.read_text(encoding="utf-8")
    sections = re.split(r"(?m)^## ", text)[1:]
    return {
        section.split("\n", 1)[0].strip("`").split(" [")[0].strip(): set(
            re.findall(r"(?m)^\| `(?:-\w, )?(--?[\w-]+)", section)
        )
        for section in sections
    }


def test_the_manual_has_every_command_and_no_other() -> None:
    titles = {" ".join(re.findall(r"^gongshi(?: [a-z]+)+", name)) for name in documented()}

    assert titles - {""} == {command.name for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_manual_has_every_option_and_no_other(command: Command) -> None:
    (told,) = (
        options
        for name, options in documented().items()
        if re.match(rf"{command.name}(?= [^a-z]|$)", name)
    )

    assert told == command.options - EVERYWHERE


def test_the_manual_says_what_holds_for_every_command() -> None:
    (told,) = (options for name, options in documented().items() if not name.startswith("gongshi"))

    assert told == {*EVERYWHERE, "--version"}


def test_the_manual_names_every_exit_code() -> None:
    text = COMMANDS_PAGE.read_text(encoding="utf-8")

    assert {int(code) for code in re.findall(r"(?m)^\| (\d+) \|", text)} == {
        cli.FINE,
        cli.FINDINGS,
        cli.USAGE,
        cli.ENGINE,
        cli.INTERRUPTED,
    }
