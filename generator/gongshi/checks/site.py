"""Rules on the board's own file: what the footer of a government site shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongshi.board.board import BoardSettings
from gongshi.checks.case import BoardCase
from gongshi.checks.rule import BOARD, ERROR, At
from gongshi.checks.tables import table
from gongshi.diagnostics.finding import Message

_SITE_CODE: Final = re.compile(r"[0-9]{10}|[0-9]{12}")


@BOARD.rule(
    "GS271",
    72,
    ERROR,
    "页脚写全主办单位和电话、ICP备案号、公安备案号、网站标识码、纠错入口；标识码是10位或12位数字。\n\n"
    "政府网站发展指引（国办发〔2017〕47号）。演示公示栏只作提示。",
    is_hint_in_demo=True,
)
def footer_is_whole(case: BoardCase) -> Iterator[At]:
    """The footer has publisher and telephone, both records, the site's code and where to report.

    Guidelines for the Development of Government Websites (国办发〔2017〕47号); the code has 10
    or 12 digits. A demonstration is only hinted at.
    """
    for entry in table("site_norms"):
        if getattr(case.board, entry["field"]) is None:
            title = BoardSettings.model_fields[entry["field"]].title
            yield At(
                (entry["field"],),
                Message(
                    f"没有写{entry['zh']}",
                    f"{entry['en']} is missing",
                    f"补上「{title}:」",
                    f"add {entry['field']}",
                ),
            )
    code = case.board.site_code
    if code is not None and not _SITE_CODE.fullmatch(code):
        yield At(
            ("site_code",),
            Message(
                f"网站标识码「{code}」不是10位或12位数字",
                f"the site's code {code} has neither 10 nor 12 digits",
                "照核发的标识码写",
                "write the code as it was issued",
            ),
        )
