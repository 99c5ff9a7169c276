"""The flowchart of a procedure as two drawings for a page: a wide one and a narrow one."""

from __future__ import annotations

from markupsafe import Markup

from gongshi.engines.graphviz import Placer
from gongshi.flowchart.chart import Chart
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.svg import svg
from gongshi.flowchart.wide import wide
from gongshi.views.flow import words_of
from gongshi.views.voice import Voice


def of(chart: Chart, voice: Voice, placer: Placer) -> tuple[Markup, Markup]:
    """Return the wide and the narrow drawing; a procedure without steps has none."""
    if not chart.boxes:
        return Markup(), Markup()
    words = words_of(voice)
    return (
        Markup(svg(wide(chart, words, placer), "flow-wide")),  # noqa: S704 - the writer escapes
        Markup(svg(narrow(chart, words), "flow-narrow")),  # noqa: S704 - the writer escapes
    )
