"""Every kind of page: accessible in both palettes at two sizes, and no wider than the window."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import CARD, Root, eventually, settled
from tests.conftest import ROOT
from tests.site.boards import Sample, Written, pages
from tests.site.server import PUBLIC, Address

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
KINDS = {
    "home": "",
    "procedures": "procedures/",
    "procedures narrowed": "procedures/?only=free",
    "no procedure left": "procedures/?theme=marriage&only=no-visit",
    "stations": "stations/",
    "a station": "stations/xinqiao-police/",
    "an enterprise": "stations/xinqiao-power/",
    "a procedure": CARD,
    "a situation": f"{CARD}?s=damaged,agent",
    "a joint procedure": "stations/xinqiao-one-stop/newborn-one-stop/",
    "a suspended procedure": "stations/xinqiao-police/dog-registration/",
    "a retired procedure": "stations/xinqiao-police/temporary-residence-card/",
    "a procedure without a translation": "stations/qinghe-land/property-transfer/",
    "fees": "fees/",
    "time limits": "time-limits/",
    "time limits of one station": "time-limits/#station-xinqiao-police",
    "commitments": "commitments/",
    "posts": "posts/",
    "life events": "life-events/",
    "a life event": "life-events/documents/",
    "supervision": "supervision/",
    "rectifications": "rectifications/",
    "evaluations": "evaluations/",
    "complaints": "complaints/",
    "checklists": "checklists/",
    "a checklist": "checklists/xinqiao-police/",
    "stations compared": "compare/",
    "a comparison": "compare/police-residence-permit/",
    "needless proofs": "not-needed/",
    "the audit": "audit/",
    "the audit of a station": "audit/qinghe-land/",
    "bulletins": "bulletins/",
    "changes": "changes/",
    "search": "search/",
    "results": "search/?q=sfz",
    "nothing found": "search/?q=qqqqqq",
    "site map": "site-map/",
    "about the data": "about-data/",
}
CHINESE = {
    "a Markdown page": "about/",
    "a Markdown page with lists": "help/",
    "a bulletin": "bulletins/2026-11-10-consultation-elderly/",
    "a dead address": "404.html",
}
ALL = KINDS | CHINESE | {f"{name}, in English": f"en/{url}" for name, url in KINDS.items()}
WIDTHS = (320, 390, 768, 1440)
SHARES = 6


def violations(page: Page, but: str = "") -> list[str]:
    """Return what axe finds with all of its rules, those of best practice and of AAA included."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        """async (but) => {
          const rules = Object.fromEntries(
            axe.getRules().map(({ ruleId }) => [ruleId, { enabled: ruleId !== but }]));
          const { violations } = await axe.run(document, { rules, resultTypes: ["violations"] });
          return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
        }""",
        but,
    )
    return [f"{each['id']}: {node[:200]}" for each in found for node in each["nodes"]]


def in_both_palettes_and_sizes(page: Page, but: str = "") -> Iterator[str]:
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for palette in ("light", "dark"):
            page.emulate_media(color_scheme=palette)
            settled(page)
            yield from (f"{width} {palette} {each}" for each in violations(page, but))


@pytest.mark.parametrize("kind", ALL)
def test_axe_finds_nothing(page: Page, served: Address, kind: str) -> None:
    page.goto(served(ALL[kind], PUBLIC))
    page.wait_for_load_state("networkidle")

    assert list(in_both_palettes_and_sizes(page)) == []


@pytest.mark.parametrize("url", ["", CARD, "procedures/"])
def test_axe_finds_nothing_in_the_elder_view(page: Page, http: Root, url: str) -> None:
    page.goto(http(url))
    elder = page.get_by_role("button", name="长辈版")
    elder.click()
    expect(elder).to_have_attribute("aria-pressed", "true")

    assert list(in_both_palettes_and_sizes(page)) == []


@pytest.mark.parametrize("query", ["sfz", "qqqqqq"])
def test_axe_finds_nothing_in_an_open_list_of_results(page: Page, http: Root, query: str) -> None:
    page.goto(http(CARD))
    page.get_by_role("searchbox").press_sequentially(query)
    expect(page.locator("[data-g-search=panel]")).to_be_visible()

    # The list lies over links of the page as long as it is open.
    assert list(in_both_palettes_and_sizes(page, but="target-size")) == []


def test_axe_would_find_a_fault(page: Page, http: Root) -> None:
    page.goto(http("fees/"))
    page.evaluate("document.querySelector('h1').remove()")

    assert violations(page) != []


TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("main *")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1)
    .map((one) => one.className.toString()).slice(0, 5).concat("…");
}"""
SMALL_DRAWING = """() => [...document.querySelectorAll(".g-flow__svg")]
  .filter((one) => one.getClientRects().length)
  .map((one) => {
    const { width } = one.getBoundingClientRect();
    const scale = width / one.viewBox.baseVal.width;
    const sizes = [...one.querySelectorAll("text")].map(
      (text) => parseFloat(getComputedStyle(text).fontSize) * scale);
    return { width, least: Math.min(...sizes), narrow: one.matches(".g-flow__svg--narrow") };
  })"""


@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_is_wider_than_the_window(
    page: Page, http: Root, sample: Sample, share: int
) -> None:
    """And every one opens without an error and without a request to another host."""
    found = {}
    written = Written(sample.board)
    elsewhere = written.in_all(written.old_urls()) | {"404.html"}
    for url in sorted(set(pages(sample.site)) - elsewhere)[share::SHARES]:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if width == WIDTHS[0]:
                page.goto(http(url))
            if misfits(page, width):
                # The window may not have been drawn at its new size yet.
                settled(page)
                found[f"{url} {width}"] = misfits(page, width)

    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def misfits(page: Page, width: int) -> list[object]:
    """Return what is wider than the window, and the flowcharts that cannot be read in it."""
    drawings = page.evaluate(SMALL_DRAWING)
    return [*page.evaluate(TOO_WIDE), *(each for each in drawings if not fits(each, width))]


def fits(drawing: dict[str, Any], width: int) -> bool:
    """Tell whether a flowchart can be read on a telephone: without scrolling, and not small."""
    if width > 390:
        return True
    least = 14 if width == 390 else 0
    return bool(drawing["narrow"] and drawing["width"] <= 358 and drawing["least"] >= least)


@pytest.mark.parametrize("depth", ["nowhere", "stations/nowhere/", "en/a/b/c/d"])
def test_a_dead_address_is_answered_by_our_own_page_with_ways_that_lead_on(
    browser: Browser, served: Address, depth: str
) -> None:
    page = browser.new_page()
    answer = page.goto(served(depth, PUBLIC))
    assert answer is not None

    box = page.get_by_role("searchbox")
    box.press_sequentially("jiehun")
    expect(page.locator("a.g-search__result").first).to_contain_text("结婚登记")
    box.press("Escape")
    page.get_by_role("main").get_by_role("link", name="收费", exact=True).click()

    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("收费公示")
    expect(page).to_have_url(served("fees/", PUBLIC))
    page.close()


def test_the_policy_of_the_host_is_really_in_force(browser: Browser, http: Root) -> None:
    """So that the pages that open without an error under it mean something."""
    page = browser.new_page()
    page.goto(http())
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "globalThis.intruder = true";
          document.body.append(script);
        }"""
    )

    eventually(page, lambda: said, lambda said: any("Content Security Policy" in x for x in said))
    assert page.evaluate("globalThis.intruder") is None
    page.close()
