"""The days on which a post stands on one person, on the visitor's own day, with no new build."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Root, at

pytestmark = pytest.mark.browser

TODAY = '[data-g-part="today"]'
DAYS = ".g-coverage-days__day:visible"


def test_a_day_that_comes_is_today_and_those_before_it_are_gone(page: Page, root: Root) -> None:
    at(page, "2026-12-05 09:00")
    page.goto(root("posts/"))

    expect(page.locator(TODAY)).to_have_text("今天有 2 个岗位只有一人在。")
    expect(page.locator(DAYS).first).to_contain_text("2026年12月5日（周六） 今天")
    expect(page.locator("td[data-g-today]")).to_have_attribute("data-g-cell", "2026-12-05")
    expect(page.locator("#day-2026-12-04")).to_be_hidden()
    expect(page.locator(".g-coverage tbody tr").first).to_be_hidden()


def test_a_day_between_has_nobody_alone(page: Page, root: Root) -> None:
    at(page, "2026-12-07 09:00")
    page.goto(root("posts/"))

    expect(page.locator(TODAY)).to_have_text("今天没有公布单人值守。")
    expect(page.locator('[data-g-part="empty"]')).to_be_hidden()


def test_after_the_last_day_it_says_that_nothing_more_is_published(page: Page, root: Root) -> None:
    at(page, "2027-03-01 09:00")
    page.goto(root("posts/"))

    expect(page.locator('[data-g-part="empty"]')).to_be_visible()
    expect(page.locator(DAYS)).to_have_count(0)


def test_a_card_forgets_a_day_that_is_over(page: Page, root: Root) -> None:
    alone = page.get_by_text("2026年12月2日只有B岗")
    at(page, "2026-12-02 09:00")
    page.goto(root("stations/xinqiao-police/"))
    expect(alone).to_be_visible()

    at(page, "2026-12-03 09:00")
    page.reload()

    expect(alone).to_be_hidden()


def test_the_calendar_leads_to_the_posts_of_a_day(page: Page, root: Root) -> None:
    at(page, "2026-11-24 09:00")
    page.goto(root("posts/"))

    page.get_by_role("link", name="2026年12月2日").click()

    expect(page.locator("#day-2026-12-02")).to_be_in_viewport()


def test_one_station_is_shown_alone_without_a_script(page: Page, root: Root) -> None:
    groups = page.locator(".g-station-group:visible")
    for url in ("commitments/", "time-limits/"):
        page.goto(root(url))
        expect(groups).not_to_have_count(1)

        page.get_by_role("navigation", name="只看一个站所").get_by_text("新桥派出所").click()

        expect(groups).to_have_count(1)
        expect(groups).to_contain_text("新桥派出所")
        page.get_by_role("link", name="看全部站所").click()
        expect(groups).not_to_have_count(1)
