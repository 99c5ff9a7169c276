"""Rules on the files that a board offers: that they give nobody away, and can be looked into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongshi.checks.case import BoardCase
from gongshi.checks.rule import BOARD, WARNING, At
from gongshi.diagnostics.finding import Message

_FLAWS: Final = {
    "large": ("文件超过20 MiB", "the file has more than 20 MiB"),
    "stopped": ("读这个文件用时太久", "it takes too long to read the file"),
    "encrypted": ("文件加了密码", "the file is encrypted"),
}
_BROKEN: Final = ("文件读不懂，可能损坏", "the file cannot be read, it may be damaged")


@BOARD.rule(
    "GS257",
    54,
    WARNING,
    "公布的照片不带拍摄地点和拍摄人。\n\n"
    "手机照片里存着经纬度和机主的名字，谁都读得出来。看的是 content/ 里照片的 EXIF 信息。",
)
def pictures_keep_quiet(case: BoardCase) -> Iterator[At]:
    """A published picture does not say where and by whom it was taken.

    A phone writes its position and its owner into every picture, for anybody to read. Looked at is
    the EXIF of the pictures in content/.
    """
    for paper in case.facts.papers:
        if paper.traces:
            yield At(
                (),
                Message(
                    f"照片里存着拍摄信息：{'、'.join(paper.traces)}",
                    f"the picture says how it was taken: {', '.join(paper.traces)}",
                    "去掉拍摄信息后重新放入，如用「另存为网页格式」",
                    "save it again without its metadata",
                ),
                file=paper.file,
            )


@BOARD.rule(
    "GS258",
    54,
    WARNING,
    "公布的表格和照片检查得了：没有加密、没有损坏、不超过20 MiB。\n\n"
    "检查不了的文件，里面有没有身份号码、手机号就只能靠人看；人看过的，在 board.yml 里免检。",
)
def papers_can_be_looked_into(case: BoardCase) -> Iterator[At]:
    """Forms and pictures can be looked into: not encrypted, not damaged, not above 20 MiB.

    Else only people can tell whether numbers of persons stand in them; once somebody has looked it
    is set aside in board.yml.
    """
    for paper in case.facts.papers:
        if paper.flaw:
            said_zh, said_en = _FLAWS.get(paper.flaw, _BROKEN)
            yield At(
                (),
                Message(
                    f"{said_zh}，检查不了里面的内容",
                    f"{said_en}, so that nobody knows what is in it",
                    "去掉密码、修好或改小后重新放入",
                    "put it there again without a password, whole and smaller",
                ),
                file=paper.file,
            )
