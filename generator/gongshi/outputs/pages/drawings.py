"""The flowchart of a procedure as two drawings for a page: a wide one and a narrow one."""

from __future__ import annotations

from markupsafe import Markup

from gongshi.flowchart.chart import Chart
from gongshi.views.flow import words_of
from gongshi.views.voice import Voice


def of(chart: Chart, voice: Voice) -> tuple[Markup, Markup]:
    """Return the wide and the narrow drawing; a procedure without steps has none."""
    return Markup(), Markup()
    from gongshi.flowchart import narrow, svg, wide

    if not chart.boxes:
        return Markup(), Markup()
    words = words_of(voice)
    drawn = wide.wide(chart, words), narrow.narrow(chart, words)
    return tuple(
        Markup(svg.svg(drawing, prefix)) for drawing, prefix in zip(drawn, ("w", "n"), strict=True)
    )  # type: ignore[return-value]
