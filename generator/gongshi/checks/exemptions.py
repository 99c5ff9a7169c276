"""Rules on what a file sets aside."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from gongshi.checks.case import IgnoreCase
from gongshi.checks.rule import EXEMPTIONS, HINT, At
from gongshi.diagnostics.finding import Message


@EXEMPTIONS.rule(
    "GS409",
    None,
    HINT,
    "免检写的规则要真的报出过问题。\n\n"
    "不再需要的免检会掩盖以后的新问题；读取文件的错误（GS1xx）不能免检。",
)
def exemption_applies(case: IgnoreCase) -> Iterator[At]:
    """A check that is set aside has found something.

    An exemption that is no longer needed hides the next mistake. What is wrong with the form of a
    file (GS1xx) cannot be set aside.
    """
    for path, ignore in case.exemptions:
        if path not in case.used:
            yield At((*path, "rule"), _useless(ignore.rule, case.codes))


def _useless(code: str, codes: frozenset[str]) -> Message:
    if code in codes:
        return Message(
            f"这里没有 {code} 的问题，免检用不上",
            f"{code} finds nothing here, so there is nothing to set aside",
            "删去这条免检",
            "remove this exemption",
        )
    if code.startswith("GS1"):
        return Message(
            f"{code} 是文件写法的错误，不能免检",
            f"{code} is a mistake of form and cannot be set aside",
            "改正那个错误，删去这条免检",
            "mend the mistake and remove this exemption",
        )
    close = get_close_matches(code, sorted(codes), n=1)
    return Message(
        f"没有规则 {code}",
        f"there is no rule {code}",
        f"是不是 {close[0]}？" if close else "查看 docs/diagnostics.md",
        f"did you mean {close[0]}?" if close else "see docs/diagnostics.md",
    )
