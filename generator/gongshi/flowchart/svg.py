"""Writes a drawing as SVG: shapes, words and class names, no colour, no style, no script."""

import re
from collections.abc import Iterable
from html import escape

from gongshi.flowchart.drawing import (
    Anchor,
    Band,
    Bar,
    Drawing,
    DrawnBox,
    Edge,
    EdgeKind,
    End,
    Form,
    Line,
    Pill,
    Point,
    Rect,
    rounded,
    tip,
)

COLUMNS = (480, 560, 620, 700, 800, 856, 960, 1120, 1280)
"""Widths for which the style sheet knows whether a column can hold a wide drawing."""
_REM = 16.0
_GATE = 8.0
_RULE = 5.0
"""How far inside a box the second rule of another organisation's step stands."""
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
    return (
        f'<rect x="{rect.x:g}" y="{rect.y:g}" width="{rect.width:g}" height="{rect.height:g}"'
        f' rx="{radius:g}"/>'
    )


def _line(line: Line) -> str:
    anchor = "" if line.anchor is Anchor.START else f' text-anchor="{line.anchor}"'
    return (
        f'<text class="g-flow__{line.tone}" x="{line.x:g}" y="{line.y:g}"'
        f' font-size="{line.size:g}"{anchor}>{_text(line.text)}</text>'
    )


def _lines(lines: tuple[Line, ...]) -> str:
    return "".join(map(_line, lines))


def _band(band: Band) -> str:
    rect = band.rect
    return (
        f'<g class="g-flow__band">{_rect(rect, 0)}'
        f'<path d="M{rect.x:g} {band.head:g}H{rect.right:g}"/>{_lines(band.lines)}</g>'
    )


def _at(point: Point) -> str:
    return f"{point[0]:g} {point[1]:g}"


def _edges(edges: tuple[Edge, ...]) -> Iterable[str]:
    """Write lines of one kind and the same situations as one path.

    Where lines run together a path covers the ground once; several paths would darken it.
    """
    groups: dict[tuple[EdgeKind, tuple[str, ...]], list[Edge]] = {}
    for edge in edges:
        groups.setdefault((edge.kind, edge.situations), []).append(edge)
    for (kind, situations), together in groups.items():
        name = "" if kind is EdgeKind.PLAIN else f" g-flow__edge--{kind}"
        lines = "".join(map(_line_of, together))
        yield f'<path class="g-flow__edge{name}"{_for(situations)} d="{lines}"/>'
        tips = "".join(f"M{'L'.join(map(_at, tip(edge)))}z" for edge in together if edge.tip)
        if tips:
            yield f'<path class="g-flow__tip"{_for(situations)} d="{tips}"/>'


def _line_of(edge: Edge) -> str:
    start, moves = rounded(edge)
    return f"M{_at(start)}" + "".join(
        f"L{_at(move.to)}" if move.around is None else f"Q{_at(move.around)} {_at(move.to)}"
        for move in moves
    )


def _bar(bar: Bar) -> str:
    return f'<g class="g-flow__bar"{_for(bar.situations)}>{_rect(bar.rect, 2)}</g>'


def _pill(pill: Pill) -> str:
    return (
        f'<g class="g-flow__pill g-flow__pill--{pill.kind}"{_for(pill.situations)}>'
        f"{_rect(pill.rect, pill.radius)}{_lines(pill.lines)}</g>"
    )


def _box(box: DrawnBox) -> str:
    rect = box.rect
    kinds = f"g-flow__step g-flow__step--{box.form}"
    kinds += " g-flow__step--refused" if box.refused else ""
    parts = [
        f'<g class="{kinds}" data-step="{_text(box.step)}"{_for(box.situations)}>',
        _rect(rect, box.radius),
    ]
    if box.form is Form.RULED:
        left, right = rect.x + _RULE, rect.right - _RULE
        down = f"{rect.y:g}V{rect.bottom:g}"
        parts.append(f'<path class="g-flow__rule" d="M{left:g} {down}M{right:g} {down}"/>')
    if box.gate:
        x, y = box.gate
        parts.append(
            f'<path class="g-flow__gate" d="M{x:g} {y - _GATE:g}l{_GATE:g} {_GATE:g}'
            f'l-{_GATE:g} {_GATE:g}l-{_GATE:g}-{_GATE:g}z"/>'
        )
    return "".join((*parts, _lines(box.lines), "</g>"))


def _end(end: End) -> str:
    return (
        f'<g class="g-flow__end g-flow__end--{_text(end.end)}"{_for(end.situations)}>'
        f"{_rect(end.rect, end.radius)}{_lines(end.lines)}</g>"
    )
