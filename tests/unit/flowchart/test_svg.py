"""The drawing as SVG and as a file."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.engines.graphviz import InProcess, Placer
from gongshi.engines.resvg import png
from gongshi.flowchart.chart import Box, Chart, Words
from gongshi.flowchart.export import dot, standalone_svg
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.svg import COLUMNS, svg
from gongshi.flowchart.wide import wide
from tests.unit.flowchart.charts import ID_CARD, LAND, SAMPLES

ROOT = Path(__file__).resolve().parents[3]
CSS = (ROOT / "templates/components/flowchart/flowchart.css").read_text("utf-8")
WORDS = Words()
NASTY = st.text(max_size=20) | st.sampled_from(["<b>&\"']]></text>", "\x00\x0b", "\ud800"])
SAMPLE = pytest.mark.parametrize("chart", SAMPLES.values(), ids=SAMPLES)


def written(chart: Chart) -> tuple[str, str]:
    return svg(wide(chart, WORDS, Placer()), "w"), svg(narrow(chart, WORDS), "n")


@SAMPLE
def test_the_svg_has_no_style_no_script_and_no_link(chart: Chart) -> None:
    for text in written(chart):
        assert not re.search(r"style=|<style|<script|href|url\(| on\w+=|fill=|stroke=", text)


@SAMPLE
def test_the_svg_is_named_and_described(chart: Chart) -> None:
    for text in written(chart):
        root = ElementTree.fromstring(text)  # noqa: S314 - written by ourselves
        by_id = {part.get("id"): part.text for part in root.iter() if part.get("id")}

        assert root.get("role") == "img"
        assert by_id[root.get("aria-labelledby")] == f"{chart.title}办理流程图"
        assert f"共{len(chart.boxes)}步" in (by_id[root.get("aria-describedby")] or "")


def test_ids_of_two_drawings_on_a_page_differ() -> None:
    first, second = (set(re.findall(r' id="([^"]+)"', text)) for text in written(ID_CARD))

    assert first
    assert not first & second


@SAMPLE
def test_every_class_of_the_svg_stands_in_the_style_sheet(chart: Chart) -> None:
    plain = {"step", "svg", "step--office", "step--outside", "pill--branch", "pill--jump"}
    plain |= {"pill--from", "band", "pill", "end", "time", "label", "edge--refused"}
    plain |= {"end--withdrawn", "end--filed", "end--transferred", "svg--narrow"}
    for text in written(chart):
        used = {name for names in re.findall(r'class="([^"]+)"', text) for name in names.split()}

        assert {name for name in used if f".{name}" not in CSS} <= {f"g-flow__{p}" for p in plain}


def test_steps_and_ways_carry_their_situations() -> None:
    text, _ = written(LAND)

    assert re.search(
        r'<g class="g-flow__step[^>]* data-step="visit" data-situations="built" ', text
    )
    assert text.count('data-situations="built"') > 3


@given(NASTY, NASTY)
def test_any_text_is_written_as_text(title: str, who: str) -> None:
    chart = Chart(title, (Box("a", 1, title, who),))
    for text in written(chart):
        root = ElementTree.fromstring(text.encode("utf-8"))  # noqa: S314 - written by ourselves

        assert {part.tag.rpartition("}")[2] for part in root.iter()} <= {
            "svg",
            "title",
            "desc",
            "g",
            "rect",
            "path",
            "text",
        }


def test_a_file_carries_its_colours_and_changes_with_the_palette() -> None:
    text = standalone_svg(wide(ID_CARD, WORDS, Placer()), CSS)

    ElementTree.fromstring(text)  # noqa: S314 - written by ourselves
    assert "var(" not in text
    assert "@container" not in text
    assert text.count("@media") == 1
    assert "#0f5c63" in text
    assert "#7cc7c9" in text


def test_a_file_becomes_a_picture_of_its_size() -> None:
    drawing = wide(ID_CARD, WORDS, Placer())

    picture = png(standalone_svg(drawing, CSS), scale=1.0)

    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == pytest.approx(drawing.width + 32, abs=1)


@SAMPLE
def test_the_dot_file_holds_every_word_and_can_be_laid_out(chart: Chart) -> None:
    text = dot(chart, WORDS)

    assert all(box.title in text for box in chart.boxes)
    assert all(way.label in text for way in chart.ways)
    assert "办结" in text


def test_quotes_and_backslashes_stay_text_in_dot() -> None:
    nasty = 'a"b\\N<b>\\'
    text = dot(Chart(nasty, (Box("a", 1, nasty, nasty),)), WORDS).encode("ascii", "replace")
    (laid_out,) = InProcess().plain([text.decode("ascii")])

    assert isinstance(laid_out, str)
    assert laid_out.count("\nnode ") == 1


@pytest.mark.parametrize("column", COLUMNS)
def test_the_style_sheet_shows_a_drawing_where_nine_tenths_of_it_fit(column: int) -> None:
    rem = f"{0.9 * column / 16:g}rem"

    assert re.search(
        rf"@container \(min-width: {re.escape(rem)}\) {{\s+\.g-flow > \.g-flow__svg--{column} ", CSS
    )
