"""What a code means, told to those who meet it: for ``gongshi explain`` and docs/diagnostics.md."""

from __future__ import annotations

import re
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


def explain(code: str, language: str) -> str | None:
    """Return what a code stands for, in plain lines; nothing for a code that does not exist."""
    code = code.upper()
    for rule in RULES:
        if rule.code == code:
            return _of_rule(rule, language)
    entry = table("form").get(code)
    return _of_form(code, entry, language) if entry else None


def _of_rule(rule: Rule[Any], language: str) -> str:
    zh = language == "zh"
    severity = SEVERITY_ZH[rule.severity] if zh else rule.severity.value
    about = f"{rule.scope.zh if zh else rule.scope.name}"
    return f"{rule.code} · {severity} · {about}\n\n{flowed(rule.said(language), language)}"


def _of_form(code: str, entry: dict[str, str], language: str) -> str:
    zh = language == "zh"
    severity = SEVERITY_ZH[Severity.ERROR] if zh else Severity.ERROR.value
    about = "读取文件" if zh else "reading a file"
    return f"{code} · {severity} · {about}\n\n{entry[language]}"


def flowed(text: str, language: str) -> str:
    """Return paragraphs whose lines are joined, without blanks between Chinese words."""
    joint = "" if language == "zh" else " "
    return "\n\n".join(
        joint.join(paragraph.split("\n")) for paragraph in re.split(r"\n\s*\n", text.strip())
    )
