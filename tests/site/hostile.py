"""A board whose every word is written by somebody who means harm."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from tests.site.boards import ROOT, build, run

STATION = "xinqiao-police"
MILD = " <\"'`&]]>-->{{ 7*7 }}{% for x %}\\ < script> 5<6>4 &\u05d0"
"""What may stand in any text: no tag, but all that tags and templates are made of."""
EVIL = (
    " </script></title></svg><script>alert(1)</script><img src=x onerror=alert(2)>"
    "\"'><svg/onload=alert(3)>{{ 7*7 }}{% endraw %}]]>&lt;a href=javascript:alert(4)>"
)
"""What may stand where no Markdown is read: names, numbers of documents; in texts it may not."""
PLAIN = {"aliases", "badge", "by", "document_no", "implementation", "name"}
"""Keys under which a bare string is not read as Markdown."""

Say = Callable[[str], str]


@dataclass(frozen=True)
class Voices:
    """How texts by language are said, and bare names and numbers."""

    text: Say
    plain: Say


def write_board(folder: Path, voices: Voices, *procedures: str) -> None:
    """Write one station of the sample board with all its words said otherwise.

    Its files give texts by language, so what is not a word is easily told. Where procedures are
    named only they are written, and no ledgers, which would speak of the others.
    """
    stations = folder / "stations"
    shutil.copytree(ROOT / "stations" / STATION, stations / STATION, dirs_exist_ok=True)
    shutil.copy(ROOT / "stations" / "board.yml", stations / "board.yml")
    shutil.copytree(ROOT / "content" / "forms", folder / "content" / "forms", dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    lists = "".join(f"\n```公示-{what}\n```\n" for what in ("站所", "事项", "收费"))
    (folder / "content" / "help.md").write_text(f"# 使用帮助\n{lists}", encoding="utf-8")
    for path in sorted(stations.rglob("*.yml")):
        if procedures and path.stem not in {*procedures, "board", "station"}:
            path.unlink()
            continue
        # Who inspected is a text, and may stand there without a language.
        own = replace(voices, plain=voices.text) if path.name == "inspections.yml" else voices
        said = _said(yaml.safe_load(path.read_text(encoding="utf-8")), own)
        if path.name == "board.yml":
            # It would have to name every fee just as the procedures do.
            del said["fee_catalogue"]
        text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1_000_000)
        path.write_text(text, encoding="utf-8")


def _said(value: Any, voices: Voices, key: str = "") -> Any:
    if isinstance(value, str) and key in PLAIN:
        return voices.plain(value)
    if isinstance(value, list):
        return [_said(each, voices, key) for each in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"zh", "en"}:
        return {language: voices.text(words) for language, words in value.items()}
    return {key: _said(each, voices, key) for key, each in value.items()}


def findings(folder: Path) -> list[tuple[str, str, int]]:
    """Return what stops a build: code, file, line."""
    told = json.loads(run("gongshi", "check", "--format", "json", cwd=folder).stdout)
    return [
        (each["code"], each["file"], each["line"])
        for each in told["findings"]
        if each["severity"] == "error"
    ]


def make_hostile(folder: Path) -> None:
    """Write and build the board with the worst words that are not refused."""
    write_board(folder, Voices(lambda text: text + MILD, lambda name: name + EVIL))
    assert build(folder), findings(folder)[:5]
