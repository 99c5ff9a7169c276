"""The command line: parse, call, print, exit."""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import click

from gongshi import __version__
from gongshi.errors import EngineError, GongshiError, SettingsError

if TYPE_CHECKING:
    from rich.console import Console

    from gongshi.publish.standing import Inputs

# What a command needs is imported when it runs: `gongshi --help` must not wait for MkDocs.
# ruff: noqa: PLC0415

MANY = 300
"""A board of so many files is built by several processes, when it is built for the first time."""

FINE, FINDINGS, USAGE, ENGINE, INTERRUPTED = 0, 1, 2, 3, 130

P = ParamSpec("P")

# ---- what every command is told --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Call:
    """What every command is told: the board's folder and the language of messages."""

    root: Path = Path()
    language: str = "zh"

    def said(self, zh: str, en: str) -> str:
        """Return what is said in the language of messages."""
        return zh if self.language == "zh" else en


def _keep(name: str, context: click.Context, _parameter: click.Parameter, value: object) -> None:
    """Keep an option that may stand before the command or after it; the last one counts."""
    call = context.ensure_object(Call)
    if value is not None:
        told: dict[str, Any] = {name: value}
        context.obj = replace(call, **told)


in_folder = click.option(
    "-C",
    "root",
    metavar="DIR",
    type=click.Path(path_type=Path),
    expose_value=False,
    callback=partial(_keep, "root"),
    help="公示栏文件夹，默认是当前文件夹 · The board's folder, by default this one.",
)
in_language = click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    expose_value=False,
    callback=partial(_keep, "language"),
    help="消息的语言，默认中文 · Language of messages, by default Chinese.",
)


def told(command: Callable[Concatenate[Call, P], int]) -> Callable[P, None]:
    """Give a command its call; turn what stops it into a message, and what it returns into an exit.

    A bug keeps its traceback.
    """

    @in_folder
    @in_language
    @click.pass_obj
    @wraps(command)
    def run(call: Call, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            _refuse_missing(call.root)
            code = command(call, *args, **kwargs)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except (GongshiError, click.ClickException, OSError) as error:
            code = _stopped(error, call)
        sys.exit(code)

    return run


def _refuse_missing(root: Path) -> None:
    if not root.is_dir():
        raise SettingsError(f"没有这个文件夹：{root}", f"there is no such folder: {root}")


def _stopped(error: Exception, call: Call) -> int:
    """Say what stopped a command and return its exit code."""
    if isinstance(error, GongshiError):
        message = error.said(call.language)
    elif isinstance(error, click.ClickException):
        message = error.format_message()
    elif isinstance(error, OSError) and error.filename is not None:
        message = f"{error.filename}: {error.strerror}"
    else:
        raise error
    _show(f"gongshi: {message}", err=True)
    return ENGINE if isinstance(error, EngineError) else USAGE


# ---- what people see -------------------------------------------------------------------------

# Words of strangers must not steer the terminal.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_COLOURS = (
    r"(?m)^(?P<bold>\S.*?:\d+:\d+:) (?:(?P<red>error GS\d+)|(?P<yellow>warning GS\d+)"
    r"|(?P<cyan>hint GS\d+))",
    r"(?m)^  \| +(?P<magenta>\^+)$",
    r"(?m)^  (?P<green>hint:)",
    r"\A(?P<bold>gongshi:)",
)
"""What is shown in which colour, on a terminal that has colours and where NO_COLOR is not set."""


def _show(text: str, *, err: bool = False, console: Console | None = None) -> None:
    """Print messages: as they are into a file or a pipe, in colour on a terminal."""
    text = _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)
    if not (sys.stderr if err else sys.stdout).isatty():
        click.echo(text, err=err)
        return
    from rich.console import Console
    from rich.text import Text

    coloured = Text(text)
    for pattern in _COLOURS:
        coloured.highlight_regex(pattern)
    (console or Console(stderr=err)).print(coloured, soft_wrap=True)


class _Narrator(logging.Handler):
    """Shows on stderr what MkDocs and the plugin tell while a site is made."""

    plugin = "mkdocs.plugins.gongshi"

    def __init__(self, *, is_chatty: bool, console: Console | None = None) -> None:
        super().__init__(logging.INFO)
        self.is_chatty = is_chatty
        self.console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Show what the plugin tells, and of the others their warnings, or everything."""
        if record.name == self.plugin:
            text = record.getMessage().removeprefix("gongshi: ")
        elif record.levelno >= logging.WARNING:
            text = f"{record.levelname.lower()}: {record.getMessage()}"
        elif self.is_chatty:
            text = record.getMessage()
        else:
            return
        _show(text, err=True, console=self.console)


@contextmanager
def _narrated(narrator: _Narrator) -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.addHandler(narrator)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(narrator)


@contextmanager
def _followed(work: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far work is, on a terminal with a bar; yield what is told so many of so many."""
    if not sys.stderr.isatty():
        with _narrated(_Narrator(is_chatty=False)):
            yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(work, total=None)
        with _narrated(_Narrator(is_chatty=False, console=console)):
            yield lambda done, total: bar.update(task, completed=done, total=total)


# ---- the commands ----------------------------------------------------------------------------


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongshi")
@in_folder
@in_language
def main() -> None:
    """公示：把一个文件夹的 YAML 变成公示网站 · Public transparency boards from a folder of YAML."""
    # A pipe may know fewer characters than the board: they must not stop a command.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出格式 · Form of the report.",
)
@click.option("--strict", is_flag=True, help="警告也算不通过 · Warnings count as well.")
@told
def check(call: Call, form: str, strict: bool) -> int:
    """检查公示栏，列出所有问题 · Check the board and tell all that is wrong."""
    from gongshi import pipeline
    from gongshi.diagnostics import report

    run = pipeline.settings_of(call.root, language=call.language)
    with _followed(call.said("检查", "checking")) as tell:
        survey = pipeline.survey(run, tell)
    if form == "json":
        click.echo(report.as_json(survey.diagnostics, call.language))
    else:
        if survey.diagnostics:
            _show(report.as_text(survey.diagnostics, call.language))
        _show(report.summary(survey.diagnostics, call.language))
    return FINDINGS if survey.is_refused(strict) else FINE


@main.command()
@click.argument("before", metavar="BASE[..HEAD]")
@click.argument("after", metavar="[HEAD]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="输出格式 · Form of the report.",
)
@told
def review(call: Call, before: str, after: str | None, form: str) -> int:
    """审阅变动：对办事的人变好还是变差 · Tell what a change means for the public."""
    from gongshi import pipeline, reviewing
    from gongshi.review import report

    run = pipeline.settings_of(call.root, language=call.language)
    found = reviewing.review(run, before, after)
    if form == "text":
        _show(report.as_text(found, call.language))
    else:
        tell = report.as_json if form == "json" else report.as_markdown
        click.echo(tell(found, call.language).rstrip("\n"))
    return FINDINGS if found.is_refused else FINE


@main.command()
@click.option(
    "--to",
    "target",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="网站放在哪里 · Where the site goes.",
)
@click.option("--strict", is_flag=True, help="警告也算不通过 · Warnings count as well.")
@click.option(
    "--workers", type=click.IntRange(1), default=None, help="进程数 · Number of processes."
)
@click.option(
    "--no-notices",
    "has_notices",
    is_flag=True,
    flag_value=False,
    default=True,
    help="不生成公示单 PDF · Print no notices.",
)
@told
def build(
    call: Call, target: Path | None, strict: bool, workers: int | None, has_notices: bool
) -> int:
    """生成网站 · Build the site."""
    from gongshi import settings
    from gongshi.publish import standing

    clock = settings.clock()
    day = clock.astimezone(settings.CHINA).date()
    options = (str(target), str(strict), call.language, str(has_notices))
    inputs = standing.look(call.root.resolve(), day, options)
    messages = None if inputs is None else standing.recall(inputs)
    is_made = messages is not None
    if messages is None:
        where = target and (call.root / target).absolute()
        is_made, messages = _built(
            call,
            where,
            inputs,
            clock=clock,
            workers=workers,
            is_strict=strict,
            has_notices=has_notices,
        )
    for message in messages:
        _show(message, err=True)
    if is_made:
        _show(call.said("网站已生成", "the site is made"), err=True)
    return FINE if is_made else FINDINGS


def _built(
    call: Call, target: Path | None, inputs: Inputs | None, **told: Any
) -> tuple[bool, tuple[str, ...]]:
    """Build the site; return whether it was made and what is left to be said of it."""
    is_large = inputs is not None and inputs.is_first and len(inputs.stamps) > MANY
    if is_large and told["workers"] != 1:
        from gongshi import settings
        from gongshi.engines import executors

        # They are ready when this process knows what there is to do, and not half a second later.
        executors.begin_imports(settings.WORKERS_NEED)
    from gongshi import pipeline

    run = pipeline.settings_of(call.root, language=call.language, target=target)
    run = replace(run, **told)
    with _followed(call.said("生成网站", "building")) as tell:
        outcome = pipeline.rebuild(run, tell, inputs)
        if isinstance(outcome, pipeline.Outcome):
            return outcome.is_made, outcome.messages
        from gongshi import mkdocs_plugin

        return mkdocs_plugin.build_site(run, target, tell, begun=outcome), ()


@main.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="监听的地址 · Address to listen on."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="监听的端口 · Port to listen on.",
)
@told
def serve(call: Call, host: str, port: int) -> int:
    """实时预览：改了文件，网页自己刷新 · Serve the board and build it again at every change."""
    from gongshi import mkdocs_plugin, pipeline

    run = pipeline.settings_of(call.root, language=call.language)
    with _narrated(_Narrator(is_chatty=True)):
        try:
            mkdocs_plugin.serve_site(run, f"{host}:{port}")
        except OSError as error:
            if error.filename is not None:
                raise
            raise SettingsError(
                f"不能在 {host}:{port} 上预览：{error.strerror}；用 --port 换一个端口",
                f"cannot serve on {host}:{port}: {error.strerror}; name another with --port",
            ) from None
    return FINE


@main.group()
@in_folder
@in_language
def new() -> None:
    """新建起始文件 · Write starter files."""


@new.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@told
def board(call: Call, folder: Path) -> int:
    """新建公示栏：一个虚构的站所，立即可以生成 · A fictional board, ready to build."""
    from gongshi import settings
    from gongshi.authoring import starter

    root = call.root / folder
    _write(root, starter.new_board(root, settings.clock().astimezone(settings.CHINA).date()))
    where = f'-C "{root}"' if " " in str(root) else f"-C {root}"
    lines = [
        call.said(f"公示栏已建在 {root}，现在就可以：", f"There is a board in {root}. Try:"),
        *(f"  gongshi {name} {where}" for name in ("serve", "build", "check")),
        call.said("给群众看以前要替换：", "To be replaced before anybody is shown it:"),
    ]
    for place in starter.TO_REPLACE:
        lines += [f"  {place.file}", f"      {place.said(call.language)}"]
    _show("\n".join(lines))
    return FINE


@new.command()
@click.argument("station_id", metavar="ID")
@click.option("--kind", help="站所类型，如 police 或 派出所 · Kind of station, such as police.")
@told
def station(call: Call, station_id: str, kind: str | None) -> int:
    """新建站所 · A station to fill in."""
    from gongshi import settings
    from gongshi.authoring import starter

    today = settings.clock().astimezone(settings.CHINA).date()
    return _started(call, starter.new_station(call.root, station_id, kind, today))


@new.command()
@click.argument("place", metavar="STATION/ID")
@told
def procedure(call: Call, place: str) -> int:
    """新建办事事项 · A procedure to fill in."""
    from gongshi import settings
    from gongshi.authoring import starter

    today = settings.clock().astimezone(settings.CHINA).date()
    return _started(call, starter.new_procedure(call.root, place, today))


def _started(call: Call, texts: Mapping[str, str]) -> int:
    _write(call.root, texts)
    _show("\n".join(str(call.root / path) for path in texts))
    _show(
        call.said(
            "把「待填写」换成真实内容；gongshi check 会指出还缺什么",
            "Replace every 待填写; gongshi check tells what is still missing",
        )
    )
    return FINE


def _write(root: Path, texts: Mapping[str, str]) -> None:
    from gongshi.publish.writer import save

    for path, text in texts.items():
        save(root / path, text.encode())


@main.command()
@click.option("--station", metavar="ID", default="", help="只要一个站所的 · Of one station only.")
@click.option("--procedure", metavar="ID", default="", help="只要一个事项的 · Of one procedure.")
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help="只要一种，如 slip，可以写几次 · One kind only, such as slip; may be repeated.",
)
@click.option("--situation", metavar="ID", default="", help="只要一种情形的 · For one situation.")
@click.option(
    "--to",
    "target",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("notices"),
    show_default=True,
    help="放在哪里 · Where they go.",
)
@click.option(
    "--workers", type=click.IntRange(1), default=None, help="进程数 · Number of processes."
)
@told
def notices(call: Call, /, target: Path, workers: int | None, **wanted: Any) -> int:
    """生成公示单 PDF，打印就能张贴 · Print notices as PDF, for the wall and the counter."""
    from gongshi import pipeline, printing

    run = replace(pipeline.settings_of(call.root, language=call.language), workers=workers)
    with _followed(call.said("生成公示单", "printing")) as tell:
        survey = pipeline.survey(run)
        if survey.is_refused(is_strict=False):
            for message in (*pipeline.told(survey, run.language), pipeline.refusal(run.language)):
                _show(message, err=True)
            return FINDINGS
        printed = printing.press(run, survey, printing.Order(**wanted), call.root / target, tell)
    for each in printed:
        if each.missing:
            _show(
                call.said(
                    f"{each.path}：字体里没有「{each.missing}」，印成了 〓",
                    f"{each.path}: the typeface lacks {each.missing}, 〓 stands for it",
                ),
                err=True,
            )
    new = sum(each.is_new for each in printed)
    _show(
        call.said(
            f"公示单 {len(printed)} 份，新做 {new} 份，在 {call.root / target}",
            f"{len(printed)} notices, {new} of them new, in {call.root / target}",
        ),
        err=True,
    )
    return FINE if printed else FINDINGS


@main.command()
@click.argument("code", metavar="CODE")
@told
def explain(call: Call, code: str) -> int:
    """说明一条检查，如 GS203 · Tell what a check means, such as GS203."""
    from gongshi import checks

    text = checks.explain(code, call.language)
    if text is None:
        raise SettingsError(
            f"没有代码「{code}」；代码写在 gongshi check 的每条结果里，如 GS203",
            f"there is no code {code}; gongshi check names one with every finding, such as GS203",
        )
    _show(text)
    return FINE


@main.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="写入 .svg、.png 或 .dot 文件；不写就输出 SVG · Where it goes; left out, SVG is printed.",
)
@told
def flowchart(call: Call, file: Path, target: Path | None) -> int:
    """画一个事项的流程图 · Draw the flowchart of a procedure."""
    from gongshi.diagnostics import report
    from gongshi.outputs import flowcharts
    from gongshi.publish.writer import save

    form = flowcharts.form_of(target.name) if target is not None else "svg"
    drawn = flowcharts.draw(call.root / file, form, call.language)
    if drawn.diagnostics:
        _show(report.as_text(drawn.diagnostics, call.language), err=True)
    if drawn.value is None:
        return FINDINGS
    if target is None:
        click.echo(drawn.value, nl=False)
    else:
        save(call.root / target, drawn.value)
    return FINE
