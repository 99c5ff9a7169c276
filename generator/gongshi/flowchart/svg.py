"""Writes a drawing as SVG: shapes, words and class names, no colour, no style, no script."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from gongshi.flowchart.drawing import (
    CORNER,
    TIP_LENGTH,
    TIP_WIDTH,
    Anchor,
    Band,
    Bar,
    Drawing,
    DrawnBox,
    Edge,
    EdgeKind,
    End,
    Form,
    Heading,
    Line,
    Pill,
    PillKind,
    Point,
    Rect,
    corner_radius,
    heading,
)

COLUMNS = (480, 560, 620, 700, 800, 856, 960, 1120, 1280)
"""Widths for which the style sheet knows whether a column can hold a wide drawing."""
_REM = 16.0
_GATE = 8.0
_DIAMOND = f"l{_GATE:g} {_GATE:g}l-{_GATE:g} {_GATE:g}l-{_GATE:g}-{_GATE:g}z"
_RULE = 5.0
"""How far inside a box the second rule of another organisation's step stands."""
_ANCHORS = {
    Anchor.START: "",
    Anchor.MIDDLE: ' text-anchor="middle"',
    Anchor.END: ' text-anchor="end"',
}
_PILLS = {kind: f"g-flow__pill g-flow__pill--{kind}" for kind in PillKind}
_BOXES = {
    (form, refused): f"g-flow__step g-flow__step--{form}" + " g-flow__step--refused" * refused
    for form in Form
    for refused in (False, True)
}
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
# Characters that no XML document may hold.
_UNWRITABLE = re.compile(f"[{_CONTROLS}]")
_SPECIAL = re.compile(f"[&<>\"'{_CONTROLS}]")


def svg(drawing: Drawing, prefix: str) -> str:
    """Return the drawing as one `<svg>` element for a page; ids begin with `prefix`.

    Looks come from `templates/components/flowchart/flowchart.css`. Sizes are in rem, so that the
    drawing grows with the type of the page; 16 units are one rem.
    """
    size = (
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
        f' width="{drawing.width / _REM:g}rem" height="{drawing.height / _REM:g}rem"'
    )
    return "".join((head(drawing, prefix, size), *body(drawing), "</svg>"))


def head(drawing: Drawing, prefix: str, size: str) -> str:
    """Return the begin of the `<svg>` with its name and description."""
    name, description = f"{_text(prefix)}-title", f"{_text(prefix)}-desc"
    return (
        f'<svg class="{_classes(drawing)}" {size} role="img" lang="{_text(drawing.lang)}"'
        f' data-g-module="flowchart" aria-labelledby="{name}" aria-describedby="{description}">'
        f'<title id="{name}">{_text(drawing.title)}</title>'
        f'<desc id="{description}">{_text(drawing.description)}</desc>'
    )


def _classes(drawing: Drawing) -> str:
    """Return the class names; a wide drawing tells what width of column it needs."""
    if drawing.is_narrow:
        return "g-flow__svg g-flow__svg--narrow"
    classes = "g-flow__svg g-flow__svg--wide"
    needs = next((width for width in COLUMNS if width >= drawing.width), None)
    return classes if needs is None else f"{classes} g-flow__svg--{needs}"


def body(drawing: Drawing) -> Iterable[str]:
    """Return what stands inside the `<svg>`, what lies lowest first."""
    yield from map(_band, drawing.bands)
    yield from _edges(drawing.edges)
    yield from map(_bar, drawing.bars)
    yield from map(_pill, drawing.pills)
    yield from map(_box, drawing.boxes)
    yield from map(_end, drawing.ends)


def _text(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return escape(_UNWRITABLE.sub("\ufffd", text))


def _for(situations: tuple[str, ...]) -> str:
    return f' data-situations="{_text(" ".join(situations))}"' if situations else ""


def _rect(rect: Rect, radius: float) -> str:
    x, y, width, height = rect
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}"/>'


@lru_cache(maxsize=8192)
def _lines(lines: tuple[Line, ...]) -> str:
    return "".join(
        f'<text class="g-flow__{tone}" x="{x:g}" y="{y:g}" font-size="{size:g}"'
        f"{_ANCHORS[anchor]}>{_text(text)}</text>"
        for x, y, text, size, tone, _, anchor in lines
    )


def _holder(kind: str, about: str, rect: Rect, radius: float) -> str:
    """Return the begin of a group that holds words; all in it stands from its left upper corner."""
    x, y, width, height = rect
    return (
        f'<g class="{kind}"{about} transform="translate({x:g} {y:g})">'
        f'<rect width="{width:g}" height="{height:g}" rx="{radius:g}"/>'
    )


def _band(band: Band) -> str:
    rect = band.rect
    return (
        f'<g class="g-flow__band">{_rect(rect, 0)}'
        f'<path d="M{rect.x:g} {band.head:g}H{rect.right:g}"/>{_lines(band.lines)}</g>'
    )


def _edges(edges: tuple[Edge, ...]) -> Iterable[str]:
    """Write lines of one kind and the same situations as one path.

    Where lines run together a path covers the ground once; several paths would darken it.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Edge]] = {}
    for edge in edges:
        groups.setdefault((edge.kind, edge.situations), []).append(edge)
    for (kind, situations), together in groups.items():
        name = "" if kind == EdgeKind.PLAIN else f" g-flow__edge--{kind}"
        about = _for(situations)
        lines = "".join(map(_line_of, together))
        yield f'<path class="g-flow__edge{name}"{about} d="{lines}"/>'
        tips = "".join(_tip_of(edge) for edge in together if edge.tip)
        if tips:
            yield f'<path class="g-flow__tip"{about} d="{tips}"/>'


def _line_of(edge: Edge) -> str:
    """Return the path of a line, its corners rounded, with room left for the tip."""
    points = edge.points
    x, y = points[0]
    parts = [f"M{x:g} {y:g}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        come, go = heading(before, corner), heading(corner, after)
        radius = corner_radius(before, corner, after)
        parts.append(_straight(corner, come, radius))
        parts.append(_BENDS[come, go] if radius == CORNER else _bend(come, go, radius))
    room = TIP_LENGTH - 1 if edge.tip else 0.0
    parts.append(_straight(points[-1], heading(points[-2], points[-1]), room))
    return "".join(parts)


def _straight(goal: Point, way: Heading, room: float) -> str:
    """Return the command for a straight piece that ends so far before its goal."""
    if way.x:
        return f"H{goal[0] - way.x * room:g}"
    return f"V{goal[1] - way.y * room:g}"


def _bend(come: Heading, go: Heading, radius: float) -> str:
    x, y = come.x * radius, come.y * radius
    return f"q{x:g} {y:g} {x + go.x * radius:g} {y + go.y * radius:g}"


def _tip(way: Heading) -> str:
    """Return the arrow's tip from its point, at the end of a line that leads so."""
    long, half = TIP_LENGTH, TIP_WIDTH / 2
    x, y = -way.x * long, -way.y * long
    return f"l{x - way.y * half:g} {y + way.x * half:g}l{2 * way.y * half:g} {-2 * way.x * half:g}z"


_HEADINGS = tuple(Heading(x, y) for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)))
_BENDS = {(come, go): _bend(come, go, CORNER) for come in _HEADINGS for go in _HEADINGS}
_TIPS = {way: _tip(way) for way in _HEADINGS}


def _tip_of(edge: Edge) -> str:
    x, y = edge.points[-1]
    return f"M{x:g} {y:g}{_TIPS[heading(edge.points[-2], edge.points[-1])]}"


def _bar(bar: Bar) -> str:
    return f'<g class="g-flow__bar"{_for(bar.situations)}>{_rect(bar.rect, 2)}</g>'


def _pill(pill: Pill) -> str:
    start = _holder(_PILLS[pill.kind], _for(pill.situations), pill.rect, pill.radius)
    return f"{start}{_lines(pill.words.lines)}</g>"


def _box(box: DrawnBox) -> str:
    rect = box.rect
    about = f' data-step="{_text(box.step)}"{_for(box.situations)}'
    start = _holder(_BOXES[box.form, box.refused], about, rect, box.radius)
    rule = gate = ""
    if box.form is Form.RULED:
        down = f"0V{rect.height:g}"
        right = rect.width - _RULE
        rule = f'<path class="g-flow__rule" d="M{_RULE:g} {down}M{right:g} {down}"/>'
    if box.gate:
        x, y = box.gate
        gate = f'<path class="g-flow__gate" d="M{x - rect.x:g} {y - rect.y - _GATE:g}{_DIAMOND}"/>'
    return f"{start}{rule}{gate}{_lines(box.words.lines)}</g>"


def _end(end: End) -> str:
    kind = f"g-flow__end g-flow__end--{_text(end.end)}"
    start = _holder(kind, _for(end.situations), end.rect, end.radius)
    return f"{start}{_lines(end.words.lines)}</g>"
