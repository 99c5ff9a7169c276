"""What a code means, told to those who meet it: for ``gongshi explain`` and docs/diagnostics.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from gongshi.checks.rule import Rule
from gongshi.checks.rules import RULES
from gongshi.checks.tables import table
from gongshi.diagnostics.finding import Severity

SEVERITY_ZH: Final = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.HINT: "提示",
}

_MARK: Final = re.compile(r"\s*#\s*\^+ GS[0-9]{3}")
_HAN: Final = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"

_INTRODUCTION: Final = """\
# 诊断代码 · Diagnostic codes

`gongshi check` 报出的每个问题都有代码。
错误（error）使构建停止，警告（warning）计入 `--strict`，提示（hint）只供参考。
`GS1xx` 是文件写法，`GS2xx` 是法律、内容和时限，`GS3xx` 是流程，
`GS4xx` 是引用和编号，`GS5xx` 是日期，`GS6xx` 是语言，`GS7xx` 是 `gongshi review` 审阅变动时报的。
代码不改作他用。
除 `GS1xx`、`GS7xx` 外，每条都可以在文件里用 `ignore`（免检）写明理由搁置，理由会公布。
「规则」后面的数字是项目立项时规则表里的编号；哪些规则只看文件判断不了、为什么，
见[没有做成检查的规则](checks-left-out.md)。

Every problem that `gongshi check` tells has a code.
An error stops the build, a warning counts under `--strict`, a hint is for information.
Codes are never reused.
`GS7xx` are told by `gongshi review`.
All but `GS1xx` and `GS7xx` can be set aside in a file by `ignore` with a reason, which is
published.
The number after "rule" is the one in the table of rules that the project started from;
[another page](checks-left-out.md) tells which of them cannot be decided from files, and why.

这一页由代码生成 · This page is generated from the code: `./run docs`
"""


def explain(code: str, language: str) -> str | None:
    """Return what a code stands for, in plain lines; nothing for a code that does not exist."""
    code = code.upper()
    for rule in RULES:
        if rule.code == code:
            return f"{code} · {_about(rule, language)}\n\n{flowed(rule.said(language))}"
    for name, zh, en in _APART:
        if (entry := table(name).get(code)) is not None:
            return f"{code} · {zh if language == 'zh' else en}\n\n{entry[language].strip()}"
    return None


_APART: Final = (
    ("form", "错误 · 读取文件", "error · reading a file"),
    ("review", "错误 · 审阅变动", "error · reviewing a change"),
)
"""The tables of codes that are no rules about a board, and in what they are found."""


def meaning(code: str, language: str) -> str:
    """Return what must be true by a rule, in a sentence or two; nothing where there is no such."""
    rule = next((rule for rule in RULES if rule.code == code), None)
    said = rule.said(language) if rule is not None else ""
    return flowed(said).partition("\n\n")[0].replace("``", "")


def page(examples: Mapping[str, str]) -> str:
    """Return docs/diagnostics.md; an example is the text of a bad file with its marks."""
    form, review = (
        [
            f"## {code}\n\n{zh} · {en}\n\n{entry['zh'].strip()}\n\n{entry['en'].strip()}\n"
            for code, entry in table(name).items()
        ]
        for name, zh, en in _APART
    )
    rules = (_section(rule, examples.get(rule.code, "")) for rule in RULES)
    return "\n".join((_INTRODUCTION, *form, *rules, *review))


def _section(rule: Rule[Any], example: str) -> str:
    number = "" if rule.number is None else f" · 规则 rule {rule.number}"
    parts = [
        f"## {rule.code}",
        f"{_about(rule, 'zh')} · {_about(rule, 'en')}{number}",
        flowed(rule.said("zh")),
        flowed(rule.said("en")),
    ]
    if marked := "\n".join(_marked(example)):
        parts.append(f"```yaml\n{marked}\n```")
    return "\n\n".join(parts) + "\n"


def _about(rule: Rule[Any], language: str) -> str:
    if language == "zh":
        return f"{SEVERITY_ZH[rule.severity]} · {rule.scope.zh}"
    return f"{rule.severity.value} · {rule.scope.name}"


def _marked(example: str) -> Iterator[str]:
    """Go through the lines of an example that are marked, each with one line of marks."""
    above = ""
    for line in example.splitlines():
        if not _MARK.match(line):
            above = line
        elif above:
            yield from (above, line)
            above = ""


def flowed(text: str) -> str:
    """Return paragraphs as one line each, without blanks between Chinese words."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    joined = (re.sub(rf"(?<={_HAN})\n(?={_HAN})", "", paragraph) for paragraph in paragraphs)
    return "\n\n".join(paragraph.replace("\n", " ") for paragraph in joined)
