"""Hostile words in a real browser: they are read, and nothing that they say is done."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import CARD, Root
from tests.site.boards import Sample
from tests.site.hostile import EVIL
from tests.site.server import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def attacked(hostile: Sample) -> Iterator[Root]:
    """The site of hostile words, on a host whose policy would tell of any script."""
    with serving(hostile.site) as address:
        yield Root(address())


@pytest.mark.parametrize(
    "url",
    [
        *("", "procedures/", "stations/xinqiao-police/", CARD, f"{CARD}?s=damaged,agent"),
        *(
            "fees/",
            "time-limits/",
            "commitments/",
            "posts/",
            "rectifications/",
            "changes/",
            "site-map/",
            f"en/{CARD}",
            "help/",
        ),
    ],
)
def test_a_page_of_hostile_words_does_nothing_but_show_them(
    page: Page, attacked: Root, url: str
) -> None:
    page.goto(attacked(url))
    page.wait_for_load_state("networkidle")

    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("body")).to_contain_text("{{ 7*7 }}", use_inner_text=True)
    expect(page.locator("main img, main script:not([type]), main iframe")).to_have_count(0)


def test_hostile_words_among_the_results_of_a_search_are_words(page: Page, attacked: Root) -> None:
    page.goto(attacked())
    page.get_by_role("searchbox").press_sequentially("huanshenfenzheng")

    first = page.locator("a.g-search__result").first
    expect(first).to_contain_text("居民身份证换领")
    expect(first).to_contain_text(EVIL.strip()[:20])
    page.goto(attacked("search/", "?q=<script>alert(1)</script>"))
    expect(page.get_by_role("searchbox")).to_have_value("<script>alert(1)</script>")
