"""What follows from dates is right on the day of the visit, whatever day the site was made."""

from datetime import date

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import Root, at, shown
from tests.site.boards import Sample

pytestmark = pytest.mark.browser

ENTRIES = ".g-ledger__entry"
DUE_15_DECEMBER = "叫号机听不清"
DONE_LATE = "餐饮商户看不懂申报表"


def undone(sample: Sample) -> list[date]:
    """Return when what is not done is due, as the files say it."""
    entries = [
        entry
        for path in sample.board.glob("stations/*/rectifications.yml")
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return [
        max([entry["due"], *(each["to"] for each in entry.get("postponed", ()))])
        for entry in entries
        if "done_on" not in entry
    ]


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


@pytest.mark.parametrize("moment", ["2026-11-24", "2026-12-16"])
def test_the_filter_the_figures_and_the_day_agree(
    page: Page, http: Root, sample: Sample, moment: str
) -> None:
    at(page, f"{moment} 09:00")
    page.goto(http("supervision/"))
    dates = undone(sample)
    overdue = sum(due.isoformat() < moment for due in dates)
    figures = page.locator(".g-supervision__cell")
    expect(figures.filter(has_text="正在整改")).to_contain_text(f"{len(dates) - overdue} 件")
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


# ---- bulletins -----------------------------------------------------------------------------------

VACANCY = "bulletins/2026-11-18-vacancy-social-security/"
TITLE = "新桥社会保障所副所长竞争上岗拟任人选公示"


@pytest.mark.parametrize("url", ["bulletins/", VACANCY, "stations/xinqiao-social-security/", ""])
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-17 12:00", "公示期还没有开始"),
        ("2026-11-24 12:00", "公示中，还有 3 天"),
        ("2026-11-27 23:59", "公示中，今天截止"),
        ("2026-11-28 00:00", "公示已结束"),
    ],
)
def test_objections_are_open_until_the_last_day_without_a_new_site(
    page: Page, http: Root, url: str, moment: str, words: str
) -> None:
    at(page, moment)
    page.goto(http(url))
    place = page.locator("main, .g-page").last
    if url != VACANCY:
        place = page.locator(".g-bulletins__item").filter(has_text=TITLE)

    expect(place.locator(".g-period__state")).to_have_text(words)
    expect(place.locator(".g-period").get_by_role("link")).to_have_attribute(
        "href", "tel:0000-12340075"
    )


def test_bulletins_are_narrowed_by_station_and_kind(page: Page, http: Root) -> None:
    page.goto(http("bulletins/"))
    items = shown(page, ".g-bulletins__item")

    page.get_by_role("combobox", name="类别").select_option(label="竞争上岗公示")
    page.get_by_role("combobox", name="站所").select_option(label="横街林业站")

    expect(page).to_have_url(http("bulletins/", "?station=hengjie-forestry&kind=vacancy"))
    expect(items).to_have_count(1)
    expect(items).to_contain_text("横街林业站站长竞争上岗")
    expect(page.get_by_role("heading", name="明察暗访")).to_be_hidden()


def test_without_a_script_bulletins_stand_under_the_headings_of_their_kinds(
    browser: Browser, http: Root
) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(http("bulletins/"))

    expect(plain.get_by_role("heading", level=2)).to_have_count(8)
    expect(plain.get_by_role("heading", name="征求意见", exact=True)).to_be_visible()
    expect(plain.locator(".g-period__state").first).to_be_visible()
    context.close()


# ---- evaluations ---------------------------------------------------------------------------------


def test_the_scores_over_the_years_are_drawn_and_said(page: Page, http: Root) -> None:
    page.goto(http("stations/qinghe-civil-affairs/"))

    drawing = page.get_by_role("img", name="2026 年 94.6 分")

    expect(drawing).to_be_visible()
    expect(drawing.locator("circle")).to_have_count(5)
    expect(page.locator("#evaluations tbody tr")).to_have_count(5)


def test_too_few_answers_are_not_drawn_and_the_page_says_so(page: Page, http: Root) -> None:
    page.goto(http("stations/xinqiao-health/"))
    evaluations = page.locator("#evaluations")

    expect(evaluations.get_by_text("只收到 18 份评议，太少")).to_be_visible()
    expect(evaluations.locator("svg")).to_have_count(0)
