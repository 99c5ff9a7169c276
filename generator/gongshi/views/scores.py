"""The census score of a station, as its pages and the lists of all stations show it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gongshi.board.folder import StationFolder
from gongshi.checks import CLASSES, MOST_POINTS
from gongshi.views.voice import Voice

POINTS_A_CLASS = MOST_POINTS // len(CLASSES)


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class of the census, and whether it is there in every procedure."""

    name: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class ScoreView:
    """How much of what the census looks at is there, and how many procedures nothing is wrong with.

    ``points`` of ``most``; ``missing`` names the classes that are empty, or is none.
    """

    points: int
    most: int
    told: str
    classes: tuple[ClassView, ...]
    missing: str | None
    accuracy: str


def score_of(
    folder: StationFolder, missing: Collection[str], wrong: Collection[str], voice: Voice
) -> ScoreView:
    """Return a station's score; ``missing`` are empty classes, ``wrong`` files with findings."""
    say = voice.say
    names = {
        "title": say("名称"),
        "legal_basis": say("依据"),
        "conditions": say("条件"),
        "materials": say("材料"),
        "address": say("地点"),
        "hours": say("时间"),
        "phone": say("电话"),
        "steps": say("流程"),
    }
    points = MOST_POINTS - POINTS_A_CLASS * len(missing)
    active = [each for each in folder.procedures if each.procedure.is_active]
    sound = sum(each.file not in wrong for each in active)
    return ScoreView(
        points=points,
        most=MOST_POINTS,
        told=say("%(points)s 分（满分 %(most)s 分）", points=points, most=MOST_POINTS),
        classes=tuple(ClassView(names[name], name not in missing) for name in CLASSES),
        missing=voice.listed(names[name] for name in CLASSES if name in missing) or None,
        accuracy=say("%(n)s 个事项，%(sound)s 个没有发现问题", n=len(active), sound=sound),
    )
