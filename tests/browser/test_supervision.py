"""What follows from dates is right on the day of the visit, whatever day the site was made."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import Root, at, shown

pytestmark = pytest.mark.browser

ENTRIES = ".g-ledger__entry"
DUE_15_DECEMBER = "叫号机听不清"
DONE_LATE = "餐饮商户看不懂申报表"


def entry(page: Page, problem: str) -> Locator:
    """Return the entry of the ledger about a problem."""
    return page.locator(ENTRIES).filter(has_text=problem)


@pytest.mark.parametrize("url", ["rectifications/", "stations/xinqiao-police/"])
@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-12-15 23:59", "整改中"),
        ("2026-12-16 00:00", "超期 1 天"),
        ("2027-01-15 12:00", "超期 31 天"),
    ],
)
def test_what_is_open_becomes_overdue_without_a_new_site(
    page: Page, root: Root, url: str, moment: str, state: str
) -> None:
    at(page, moment)
    page.goto(root(url))

    expect(entry(page, DUE_15_DECEMBER).locator(".g-ledger__state")).to_have_text(state)


def test_a_page_that_stays_open_over_midnight_follows(page: Page, http: Root) -> None:
    at(page, "2026-12-15 23:59")
    page.goto(http("rectifications/"))
    state = entry(page, DUE_15_DECEMBER).locator(".g-ledger__state")

    expect(state).to_have_text("整改中")
    at(page, "2026-12-16 00:01")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(state).to_have_text("超期 1 天")


def test_what_is_done_stays_as_it_was(page: Page, http: Root) -> None:
    at(page, "2028-01-01 12:00")
    page.goto(http("rectifications/"))

    expect(entry(page, DONE_LATE).locator(".g-ledger__state")).to_have_text("已整改，超期 45 天")


@pytest.mark.parametrize("moment", ["2026-11-24 09:00", "2026-12-16 09:00", "2027-06-01 09:00"])
def test_the_overdue_stand_first_on_any_day(page: Page, http: Root, moment: str) -> None:
    at(page, moment)
    page.goto(http("rectifications/"))
    expect(page.locator(".g-ledger__state--overdue").first).to_be_visible()

    states = page.locator(ENTRIES).evaluate_all("all => all.map((one) => one.dataset.state)")

    places = {"overdue": 0, "open": 1, "done": 2, "late": 2}
    assert [places[each] for each in states] == sorted(places[each] for each in states)


@pytest.mark.parametrize(
    ("moment", "overdue", "still"), [("2026-11-24", 1, 7), ("2026-12-16", 4, 4)]
)
def test_the_filter_the_figures_and_the_day_agree(
    page: Page, http: Root, moment: str, overdue: int, still: int
) -> None:
    at(page, f"{moment} 09:00")
    page.goto(http("supervision/"))
    figures = page.locator(".g-supervision__cell")
    expect(figures.filter(has_text="正在整改")).to_contain_text(f"{still} 件")
    expect(figures.filter(has_text="超期没有整改")).to_contain_text(f"{overdue} 件")

    page.get_by_role("link", name="超期没有整改").click()

    expect(page).to_have_url(http("rectifications/", "?state=overdue"))
    expect(shown(page, ENTRIES)).to_have_count(overdue)
    expect(page.get_by_text(f"共 {overdue} 条")).to_be_visible()


def test_the_ledger_is_narrowed_and_the_address_says_so(page: Page, http: Root) -> None:
    page.goto(http("rectifications/"))

    page.get_by_role("combobox", name="站所").select_option(label="新桥派出所")
    page.get_by_role("combobox", name="来源").select_option(label="民主评议")

    expect(page).to_have_url(http("rectifications/", "?station=xinqiao-police&source=evaluation"))
    expect(shown(page, ENTRIES)).to_have_count(1)
    page.reload()
    expect(shown(page, ENTRIES)).to_have_count(1)
    expect(shown(page, ENTRIES)).to_contain_text("午间无人值守")


def test_without_a_script_the_ledger_is_whole_and_says_the_state_of_its_day(
    browser: Browser, http: Root
) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(http("rectifications/", "?state=open"))

    expect(plain.locator("form.g-filter")).to_be_hidden()
    expect(shown(plain, ENTRIES)).to_have_count(plain.locator(ENTRIES).count())
    expect(entry(plain, DUE_15_DECEMBER).locator(".g-ledger__state")).to_have_text("整改中")
    context.close()


def test_an_entry_leads_to_the_change_that_carried_it_out(page: Page, http: Root) -> None:
    page.goto(http("rectifications/"))

    entry(page, "午间无人值守").get_by_role("link", name="的事项变更").click()

    expect(page).to_have_url(http("stations/xinqiao-police/id-card-renewal/#history"))
    expect(page.locator("#history")).to_contain_text("2026年4月10日")
