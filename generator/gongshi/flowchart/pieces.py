"""Boxes, pills and ends of a chart as they are drawn; both layouts place the same pieces."""

from gongshi.flowchart.chart import Role
from gongshi.flowchart.drawing import DrawnBox, End, Form, Pill, PillKind, Point, Rect, Setting
from gongshi.flowchart.flow import Flow, Link
from gongshi.flowchart.setting import Metrics

_PILL_RADIUS = 14.0
_REFERENCE_RADIUS = 5.0
"""What only names another step has other corners than a condition."""
_REFERENCES = frozenset((PillKind.BACK, PillKind.JUMP, PillKind.FROM))
_END_RADIUS = 20.0


def has_end(flow: Flow, place: int) -> bool:
    """Tell whether the step's end is drawn; a refusal is told by the box itself."""
    return flow.boxes[place].end not in {None, "", "refused"}


def drawn_box(flow: Flow, place: int, setting: Setting, rect: Rect, metrics: Metrics) -> DrawnBox:
    """Return a step in its box."""
    box = flow.boxes[place]
    middle = rect.middle if metrics.rail is None else rect.x + metrics.rail
    return DrawnBox(
        step=box.id,
        number=box.number,
        rect=rect,
        radius=metrics.round if box.role is Role.APPLICANT else metrics.square,
        form=Form(box.role.value),
        words=setting,
        refused=flow.is_refused(place),
        gate=(middle, rect.bottom) if flow.is_decision(place) else None,
        situations=box.situations,
    )


def drawn_end(flow: Flow, place: int, setting: Setting, at: Point) -> End:
    """Return the pill in which a way ends."""
    box = flow.boxes[place]
    rect = Rect(*at, setting.width, setting.height)
    radius = min(rect.height / 2, _END_RADIUS)
    return End(box.id, box.end or "", rect, radius, setting, box.situations)


def drawn_pill(flow: Flow, kind: PillKind, setting: Setting, at: Point, link: Link) -> Pill:
    """Return words about a way; about a step alone when the way leads to where it starts."""
    is_way = kind not in {PillKind.TOGETHER, PillKind.JOIN}
    rect = Rect(*at, setting.width, setting.height)
    return Pill(
        kind=kind,
        rect=rect,
        radius=_REFERENCE_RADIUS if kind in _REFERENCES else min(rect.height / 2, _PILL_RADIUS),
        words=setting,
        source=flow.boxes[link.source].id,
        target=flow.boxes[link.target].id if is_way else "",
        situations=flow.situations(link),
    )
