"""The flowchart in a real browser: which drawing is shown, and that no word leaves its box."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from gongshi.engines.graphviz import Placer
from gongshi.flowchart.chart import ENGLISH, Chart, Words
from gongshi.flowchart.narrow import narrow
from gongshi.flowchart.svg import svg
from gongshi.flowchart.wide import wide
from tests.browser.site import eventually
from tests.site.boards import Sample, Written
from tests.site.server import Address
from tests.unit.flowchart.charts import ID_CARD, LAND, ME, OFFICE, SAMPLES, a_chart

pytestmark = pytest.mark.browser

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
STYLES = ("base/tokens.css", "base/base.css", "components/flowchart/flowchart.css")
SCRIPTS = ("situation-chooser/situation-chooser.js", "flowchart/flowchart.js")
LONG = a_chart(
    ("a", "出具不予受理通知书并书面说明理由" * 4, "青禾区人民政府政务服务管理局" * 2, "", ME),
    ("b", "Pneumonoultramicroscopicsilicovolcanoconiosis", "WWW MMM @@@", "%%%%%%%%%%", OFFICE),
    ways=[("a", "b", "按照要求提交全部补正申请材料，或者符合法定形式 MMMMMMMMMMMM")],
)
CHARTS = {**SAMPLES, "long": LONG}
SPILLING = """() => [...document.querySelectorAll('.g-flow__svg g > text')]
  .filter((text) => text.closest('svg').getClientRects().length)
  .filter((text) => {
    const word = text.getBBox();
    const box = text.parentNode.querySelector('rect').getBBox();
    return word.x < box.x || word.x + word.width > box.x + box.width;
  })
  .map((text) => text.textContent)"""


def figure(name: str, chart: Chart, words: Words = Words()) -> str:  # noqa: B008 - frozen
    drawn = svg(wide(chart, words, Placer()), f"{name}-w") + svg(narrow(chart, words), f"{name}-n")
    return f'<div class="g-flow" id="{name}">{drawn}</div>'


def document(*figures: str, form: str = "") -> str:
    styles = "".join((TEMPLATES / name).read_text("utf-8") for name in STYLES)
    scripts = "".join(
        f"<script>{(TEMPLATES / 'components' / name).read_text('utf-8')}</script>"
        for name in SCRIPTS
    )
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>办理流程</title>'
        f"<style>{styles} .g-flow {{ margin-block: 2rem; }}</style>"
        f'<main style="margin: 16px">{form}{"".join(figures)}</main>{scripts}</html>'
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("font", ["inherit", "'DejaVu Sans', 'Noto Sans CJK SC'", "serif"])
def test_no_word_leaves_its_box_in_any_font(page: Page, width: int, font: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    figures = (figure(name, chart) for name, chart in CHARTS.items())
    page.set_content(document(*figures, figure("english", ID_CARD, ENGLISH)))
    page.add_style_tag(content=f".g-flow {{ font-family: {font}; text-autospace: normal; }}")

    assert page.evaluate(SPILLING) == []


def test_a_telephone_shows_the_narrow_drawing_and_never_scrolls_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content(document(*(figure(name, chart) for name, chart in CHARTS.items())))

    for name in CHARTS:
        shown = page.locator(f"#{name} .g-flow__svg--narrow")
        expect(shown).to_be_visible()
        expect(page.locator(f"#{name} .g-flow__svg--wide")).to_be_hidden()
        assert shown.evaluate("svg => svg.getBoundingClientRect().width") <= 358
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_wide_column_shows_the_wide_drawing_alone(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.set_content(document(figure("card", ID_CARD)))

    expect(page.locator(".g-flow__svg--wide")).to_be_visible()
    expect(page.locator(".g-flow__svg--narrow")).to_be_hidden()


def test_what_does_not_apply_in_the_chosen_situation_steps_back(page: Page) -> None:
    form = (
        '<form data-g-module="situations"><p data-g-status="none"></p><p data-g-status="some"></p>'
        '<p data-g-status="open"></p><p data-g-status="said"></p>'
        '<label><input type="checkbox" value="built">新建房屋</label>'
        '<label><input type="checkbox" value="inherited">继承</label></form>'
    )
    page.set_viewport_size({"width": 1440, "height": 900})
    page.set_content(document(figure("land", LAND), form=form))
    visit = page.locator('.g-flow__svg--wide [data-step="visit"]')
    post = page.locator('.g-flow__svg--wide [data-step="post"]')

    page.get_by_label("新建房屋").check()

    expect(post).to_have_attribute("data-g-off", "")
    expect(visit).not_to_have_attribute("data-g-off", "")
    page.get_by_label("新建房屋").uncheck()
    expect(post).not_to_have_attribute("data-g-off", "")


# ---- on the pages of the sample board ------------------------------------------------------------

JOINT = "stations/xinqiao-one-stop/newborn-one-stop/"
SHOWN = """() => [...document.querySelectorAll('.g-flow > svg')]
  .filter((svg) => svg.getClientRects().length)
  .map((svg) => {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const sizes = [...svg.querySelectorAll('text')].map((text) => text.getAttribute('font-size'));
    return {classes: svg.getAttribute('class'), scale, least: Math.min(...sizes) * scale};
  })"""


def shown(page: Page, url: str) -> dict[str, Any]:
    """Return what the page shows of its drawings, of which it shows one."""
    page.goto(url)
    (drawing,) = eventually(page, lambda: page.evaluate(SHOWN), lambda shown: len(shown) == 1)
    return dict(drawing)


@pytest.fixture
def flows(sample: Sample) -> list[str]:
    """The addresses of the procedures with steps."""
    said = Written(sample.board).procedures
    return [f"stations/{of}/{name}/" for (of, name), each in said.items() if each.get("steps")]


@pytest.mark.parametrize("width", [360, 390])
def test_a_telephone_shows_the_words_of_every_flow_as_large_as_text(
    page: Page, served: Address, flows: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})

    for url in flows:
        drawing = shown(page, served(url))

        assert "g-flow__svg--narrow" in drawing["classes"]
        assert drawing["scale"] == pytest.approx(1, abs=0.01)
        assert drawing["least"] >= 13.9


def test_a_computer_shows_every_flow_of_the_sample_wide(
    page: Page, served: Address, flows: list[str]
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})

    for url in flows:
        drawing = shown(page, served(url))

        assert "g-flow__svg--wide" in drawing["classes"]
        assert drawing["scale"] >= 0.9
        assert drawing["least"] >= 11.7


def test_swim_lanes_too_wide_for_the_page_are_shown_over_the_whole_window(
    page: Page, served: Address
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(served(JOINT))
    lanes = page.locator(".g-flow__svg--wide", has=page.locator(".g-flow__band"))
    plain = page.locator(".g-flow__svg--wide", has_not=page.locator(".g-flow__band"))

    expect(lanes).to_be_hidden()
    expect(plain).to_be_visible()
    page.locator('.g-flow-section [data-g-part="open"]').click()
    expect(lanes).to_be_visible()
    expect(plain).to_be_hidden()
    expect(page.locator(".g-flow__svg--narrow")).to_be_hidden()
