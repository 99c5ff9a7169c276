"""Search over the whole sample board: what citizens type leads first to what they mean."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import CARD, Root

pytestmark = pytest.mark.browser

GOLDEN = {
    "身份证": ("居民身份证换领", "临时居民身份证申领", "居民身份证首次申领"),
    "sfz": ("居民身份证换领", "临时居民身份证申领", "居民身份证首次申领"),
    "shenfenzheng": ("居民身份证换领", "临时居民身份证申领", "居民身份证首次申领"),
    "身份zheng": ("居民身份证换领", "临时居民身份证申领", "居民身份证首次申领"),
    "上户口": ("出生登记",),
    "结婚": ("内地居民结婚登记",),
    "jiehun": ("内地居民结婚登记",),
    "宅基地": ("农村宅基地（村民住宅）用地审批",),
    "过户": ("用电过户、更名", "国有建设用地使用权及房屋所有权转移登记"),
    "营业执照": ("个体工商户设立登记", "个体工商户注销登记"),
    "yyzz": ("个体工商户设立登记", "个体工商户注销登记"),
    "新桥派出所": ("新桥派出所",),
    "狗证": ("养犬登记",),
    "我想换身份证怎么办": ("居民身份证换领",),
}


@pytest.mark.parametrize("query", GOLDEN)
def test_what_is_typed_finds_first_what_is_meant(page: Page, root: Root, query: str) -> None:
    page.goto(root(CARD))

    page.get_by_role("searchbox").press_sequentially(query)

    titles = page.locator("a.g-search__result .g-search__title")
    for place, title in enumerate(GOLDEN[query]):
        expect(titles.nth(place)).to_have_text(title)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("搜索")
    for place, title in enumerate(GOLDEN[query]):
        expect(titles.nth(place)).to_have_text(title)


def test_a_procedure_is_reached_by_keys_alone(page: Page, root: Root) -> None:
    page.goto(root())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    while not page.evaluate("document.activeElement.matches('[type=search]')"):
        page.keyboard.press("Tab")

    page.keyboard.type("jiehun")
    expect(page.locator("a.g-search__result").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("内地居民结婚登记")
    expect(page).to_have_url(root("stations/qinghe-civil-affairs/marriage-registration/"))


def test_the_link_past_the_head_leads_to_the_content(page: Page, http: Root) -> None:
    page.goto(http("fees/"))

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(http("fees/", "#content"))
    page.keyboard.press("Tab")

    expect(page.locator("#content :focus")).to_have_count(1)


def test_the_address_of_a_search_can_be_shared(page: Page, root: Root) -> None:
    page.goto(root("search/", "?q=sfz"))

    expect(page.locator("a.g-search__result .g-search__title").first).to_have_text("居民身份证换领")
    expect(page.get_by_role("searchbox")).to_have_value("sfz")


def test_when_nothing_is_found_the_page_says_what_to_try(page: Page, root: Root) -> None:
    page.goto(root("search/", "?q=qqqqqq"))

    expect(page.get_by_role("status")).to_have_text("没有找到「qqqqqq」")
    main = page.get_by_role("main")
    for heading in ("怎么找得到", "按主题找", "还是找不到"):
        expect(main.get_by_role("heading", name=heading)).to_be_visible()
    expect(main.get_by_role("link", name="看全部办事事项")).to_be_visible()
    expect(main.get_by_role("link", name="打电话问 12345")).to_have_attribute("href", "tel:12345")
    main.get_by_role("link", name="身份证", exact=True).click()
    expect(page.locator("a.g-search__result .g-search__title").first).to_have_text("居民身份证换领")


def test_a_typo_is_answered_with_the_nearest(page: Page, http: Root) -> None:
    page.goto(http("search/", "?q=身分证换令"))

    expect(page.locator("a.g-search__result").first).to_contain_text("身份证")


def test_a_suspended_procedure_says_so_among_the_results(page: Page, http: Root) -> None:
    page.goto(http("search/", "?q=狗证"))

    expect(page.locator("a.g-search__result").first).to_contain_text("暂停")


def test_an_english_page_searches_in_english(page: Page, root: Root) -> None:
    page.goto(root("en/search/", "?q=renew id card"))

    first = page.locator("a.g-search__result").first
    expect(first.locator(".g-search__title")).to_have_text("Resident ID card renewal")
    first.click()
    expect(page).to_have_url(root(f"en/{CARD}"))
