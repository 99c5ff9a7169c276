"""A flowchart as a file of its own: SVG that carries its looks, and DOT with the words in it."""

import re

from gongshi.engines.graphviz import labelled_dot
from gongshi.flowchart.chart import Chart, Role, Words
from gongshi.flowchart.drawing import Drawing
from gongshi.flowchart.flow import flow_of
from gongshi.flowchart.svg import body, head

_FONTS = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif'
_LIGHT = {
    "paper": "#fbfaf7",
    "ink": "#1d2327",
    "soft": "#5b656b",
    "line": "#d9d6ce",
    "card": "#ffffff",
    "teal": "#0f5c63",
    "teal-soft": "#e6f0f0",
    "seal": "#b3261e",
    "seal-soft": "#fbeceb",
    "on-teal": "#ffffff",
}
_DARK = {
    "paper": "#14181a",
    "ink": "#e8e6e0",
    "soft": "#a3adb2",
    "line": "#343b3f",
    "card": "#1c2225",
    "teal": "#7cc7c9",
    "teal-soft": "#1d3336",
    "seal": "#ff8a80",
    "seal-soft": "#3a1f1e",
    "on-teal": "#0d2426",
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Rules for windows, paper and contrast are the page's; a file has none of these.
_AT_RULE = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_TOKEN = re.compile(r"var\(\s*--g-(?:flow-ground\s*,\s*var\(--g-)?([\w-]+)\)?\s*\)")
_SHAPES = {Role.APPLICANT: "ellipse", Role.OFFICE: "box", Role.OUTSIDE: "box"}
_MARGIN = 16.0


def standalone_svg(drawing: Drawing, css: str) -> str:
    """Return the drawing as an SVG file; `css` is the text of the component's flowchart.css.

    Colours are written out, since most programs other than browsers know no custom properties.
    """
    rules = _AT_RULE.sub("", _COMMENT.sub("", css))
    light, dark = (_coloured(rules, palette) for palette in (_LIGHT, _DARK))
    style = (
        f".g-flow__svg text{{font-family:{_FONTS}}}\n.g-flow__ground{{fill:{_LIGHT['paper']}}}\n"
        f"{light}\n@media (prefers-color-scheme:dark){{\n.g-flow__ground{{fill:{_DARK['paper']}}}\n"
        f"{dark}\n}}"
    )
    wide, high = drawing.width + 2 * _MARGIN, drawing.height + 2 * _MARGIN
    corner = f'x="{-_MARGIN:g}" y="{-_MARGIN:g}"'
    size = (
        f'xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}"'
        f' viewBox="{-_MARGIN:g} {-_MARGIN:g} {wide:g} {high:g}"'
    )
    ground = f'<rect class="g-flow__ground" {corner} width="{wide:g}" height="{high:g}"/>'
    start = head(drawing, "flowchart", size)
    return "".join((start, f"<style>{style}</style>", ground, *body(drawing), "</svg>\n"))


def _coloured(rules: str, palette: dict[str, str]) -> str:
    text = _TOKEN.sub(lambda found: palette.get(found[1], palette["ink"]), rules)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def dot(chart: Chart, words: Words) -> str:
    """Return the chart in DOT with its words, to be drawn or changed elsewhere."""
    flow = flow_of(chart)
    nodes = [
        (
            f"n{place}",
            _SHAPES[box.role],
            "\n".join(filter(None, (f"{box.number} {box.title}", box.who, box.time, box.note))),
        )
        for place, box in enumerate(flow.boxes)
    ]
    edges = [(f"n{link.source}", f"n{link.target}", link.label) for link in flow.links]
    for place, box in enumerate(flow.boxes):
        if box.end:
            nodes.append((f"e{place}", "plaintext", words.ending(box.end)))
            edges.append((f"n{place}", f"e{place}", ""))
    return labelled_dot(chart.title, nodes, edges)
