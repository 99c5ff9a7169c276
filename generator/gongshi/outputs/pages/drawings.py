"""The flowchart of a procedure as drawings for a page: wide ones and a narrow one."""

from __future__ import annotations

from markupsafe import Markup

from gongshi.engines.graphviz import Placer
from gongshi.flowchart.chart import Chart
from gongshi.flowchart.columns import COLUMN
from gongshi.flowchart.drawing import Drawing
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.svg import svg
from gongshi.flowchart.wide import wide
from gongshi.views.flow import words_of
from gongshi.views.voice import Voice


def of(chart: Chart, voice: Voice, placer: Placer) -> tuple[Markup, Markup]:
    """Return the wide and the narrow drawing; a procedure without steps has none.

    Swim lanes wider than a page's column are followed by the same flow without lanes.
    """
    if not chart.boxes:
        return Markup(), Markup()
    words = words_of(voice)
    drawn = {"flow-wide": wide(chart, words, placer)}
    if chart.lanes and drawn["flow-wide"].width > COLUMN:
        drawn["flow-plain"] = wide(chart.without_lanes, words, placer)
    wides = Markup().join(_markup(drawing, prefix) for prefix, drawing in drawn.items())
    return wides, _markup(narrow(chart, words), "flow-narrow")


def _markup(drawing: Drawing, prefix: str) -> Markup:
    return Markup(svg(drawing, prefix))  # noqa: S704 - the writer escapes
