"""The command line: parse, call, print, exit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from gongshi import __version__
from gongshi.errors import EngineError, GongshiError

FINE, FINDINGS, USAGE, ENGINE = 0, 1, 2, 3

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Call:
    """What every command is told: the board's folder and the language of messages."""

    root: Path
    language: str


def told(command: Callable[P, int]) -> Callable[P, None]:
    """Turn what stops a command into a message and an exit code; a bug keeps its traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        language = click.get_current_context().find_object(Call).language  # type: ignore[union-attr]
        try:
            code = command(*args, **kwargs)
        except GongshiError as error:
            click.echo(f"gongshi: {error.said(language)}", err=True)
            code = ENGINE if isinstance(error, EngineError) else USAGE
        sys.exit(code)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongshi")
@click.option(
    "-C",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="公示栏文件夹 · The board's folder.",
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="消息的语言 · Language of messages."
)
@click.pass_context
def main(context: click.Context, root: Path, lang: str) -> None:
    """公示:把一个文件夹的 YAML 变成公示网站 · Public transparency boards from a folder of YAML."""
    context.obj = Call(root, lang)


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式 · Form of the report.")
@click.option("--strict", is_flag=True, help="警告也算不通过 · Warnings count as well.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="消息的语言 · Language of messages.")
@click.pass_obj
@told
def check(call: Call, form: str, strict: bool, lang: str | None) -> int:
    """检查公示栏,列出所有问题 · Check the board and tell all that is wrong."""
    from gongshi import pipeline
    from gongshi.diagnostics import report

    language = lang or call.language
    survey = pipeline.survey(pipeline.settings_of(call.root, language=language))
    if form == "json":
        click.echo(report.as_json(survey.diagnostics, language))
    else:
        if survey.diagnostics:
            click.echo(report.as_text(survey.diagnostics, language))
        click.echo(report.summary(survey.diagnostics, language))
    return FINDINGS if survey.is_refused(strict) else FINE


@main.command()
@click.option("--to", "target", type=click.Path(path_type=Path, file_okay=False), default=None, help="网站放在哪里 · Where the site goes.")
@click.option("--strict", is_flag=True, help="警告也算不通过 · Warnings count as well.")
@click.option("--workers", type=click.IntRange(1), default=None, help="进程数 · Number of processes.")
@click.pass_obj
@told
def build(call: Call, target: Path | None, strict: bool, workers: int | None) -> int:
    """生成网站 · Build the site."""
    from gongshi import mkdocs_plugin

    return FINE if mkdocs_plugin.build_site(call.root, target=target, is_strict=strict, workers=workers) else FINDINGS
