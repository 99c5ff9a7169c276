"""What holds on every page: no script, palettes, languages, no server; and lists that narrow."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import CARD, Root, settled, texts
from tests.site.boards import Sample, Written

pytestmark = pytest.mark.browser

# ---- the list of procedures ----------------------------------------------------------------------

LINKS = ".g-procedures__link"


def test_all_procedures_are_listed_until_something_is_asked_for(
    page: Page, root: Root, sample: Sample
) -> None:
    page.goto(root("procedures/"))

    count = len(Written(sample.board).procedures)
    assert len(texts(page, LINKS)) == count
    expect(page.get_by_text(f"共 {count} 项")).to_be_visible()


@pytest.mark.parametrize(
    ("field", "option", "query"),
    [
        ("站所", "新桥派出所", "?station=xinqiao-police"),
        ("对象", "企业法人", "?audience=business"),
        ("主题", "证件户口", "?theme=documents"),
    ],
)
def test_the_list_is_narrowed_by_one_field_and_the_address_says_so(
    page: Page, http: Root, field: str, option: str, query: str
) -> None:
    page.goto(http("procedures/"))
    every = len(texts(page, LINKS))

    page.get_by_role("combobox", name=field).select_option(label=option)

    left = texts(page, LINKS)
    assert 0 < len(left) < every
    assert page.url == http("procedures/", query)
    page.reload()
    assert texts(page, LINKS) == left


@pytest.mark.parametrize(
    ("tick", "value", "fact"),
    [("不收费", "free", "不收费"), ("当天办好", "same-day", ""), ("不用跑", "no-visit", "不用跑")],
)
def test_the_list_is_narrowed_to_what_is_free_quick_or_without_a_visit(
    page: Page, root: Root, tick: str, value: str, fact: str
) -> None:
    page.goto(root("procedures/"))
    every = len(texts(page, LINKS))

    page.get_by_label(tick, exact=True).check()

    lines = texts(page, ".g-procedures__item")
    assert 0 < len(lines) < every
    assert [line for line in lines if fact not in line] == []
    if not root.is_file:
        assert page.url == root("procedures/", f"?only={value}")


def test_conditions_add_up_and_can_all_be_cleared(page: Page, http: Root) -> None:
    page.goto(http("procedures/", "?station=qinghe-tax&only=free&only=same-day"))

    assert texts(page, LINKS) == ["开具税收完税证明"]
    page.get_by_role("combobox", name="主题").select_option(label="结婚成家")
    assert texts(page, LINKS) == []
    expect(page.get_by_text("没有符合全部条件的事项")).to_be_visible()
    page.get_by_role("button", name="清除").click()
    assert len(texts(page, LINKS)) > 20
    assert page.url == http("procedures/")


# ---- without a script ----------------------------------------------------------------------------


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()


def visible(page: Page, selector: str) -> list[str]:
    return [
        " ".join(each.inner_text().split())
        for each in page.locator(selector).all()
        if each.is_visible()
    ]


def test_without_a_script_a_procedure_is_complete(plain: Page, http: Root) -> None:
    plain.goto(http(CARD, "?s=damaged"))

    assert visible(plain, ".g-materials__name") == [
        "原居民身份证",
        "居民户口簿",
        "监护人居民身份证",
    ]
    assert "仅 姓名变更" in visible(plain, ".g-only")
    assert len(visible(plain, ".g-fees .g-table__body .g-table__row")) == 2
    assert visible(plain, "[data-g-part=answer]") == ["受理后20个工作日内办结。"]
    assert "周一至周五 08:30–12:00、14:00–17:30" in visible(plain, ".g-open-now__hours")[0]
    plain.get_by_text("用文字看办理流程").click()
    assert len(visible(plain, ".g-flow-steps__step")) == 7
    expect(plain.locator(".g-flow__svg:visible")).to_have_count(1)


@pytest.mark.parametrize("url", ["", CARD, "procedures/", "stations/xinqiao-police/", "search/"])
def test_without_a_script_no_control_is_shown_that_does_nothing(
    plain: Page, http: Root, url: str
) -> None:
    plain.goto(http(url))

    controls = plain.locator("button, select, input, textarea, output, [role=button]")
    dead = [
        str(each.get_attribute("class"))
        for each in controls.all()
        if each.is_visible() and not works_alone(str(each.get_attribute("class")))
    ]
    assert dead == []


def works_alone(name: str) -> bool:
    """Tell whether a control does what it says by itself: sends the search, ticks off, tells."""
    return name.startswith(("g-search__", "g-materials__tick", "g-due-date__answer"))


def test_without_a_script_the_list_of_procedures_is_plain_and_whole(
    plain: Page, http: Root, sample: Sample
) -> None:
    plain.goto(http("procedures/", "?only=free"))

    assert len(visible(plain, LINKS)) == len(Written(sample.board).procedures)


def test_without_a_script_a_search_leads_to_all_procedures(plain: Page, http: Root) -> None:
    plain.goto(http(CARD))
    plain.get_by_role("searchbox").fill("身份证")
    plain.get_by_role("button", name="搜索").click()

    assert "search/?q=" in plain.url
    expect(plain.get_by_text("搜索要用浏览器的脚本")).to_be_visible()
    plain.get_by_role("main").get_by_role("link", name="看全部办事事项").first.click()
    assert plain.url == http("procedures/")


# ---- palettes and the elder view -----------------------------------------------------------------


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_palette_is_switched_and_remembered(page: Page, http: Root) -> None:
    page.goto(http())
    light = ground(page)

    page.get_by_role("button", name="外观：随系统").click()
    page.get_by_role("button", name="外观：浅色").click()
    dark = ground(page)
    page.goto(http(CARD))

    assert dark != light
    assert ground(page) == dark
    page.get_by_role("button", name="外观：深色").click()
    assert ground(page) == light


def test_a_dark_system_is_followed_unless_the_visitor_chose(page: Page, root: Root) -> None:
    page.goto(root())
    light = ground(page)

    page.emulate_media(color_scheme="dark")
    settled(page)
    dark = ground(page)
    page.get_by_role("button", name="外观：随系统").click()

    assert dark != light
    assert ground(page) == light


def test_the_elder_view_is_larger_and_remembered(page: Page, http: Root) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.g-page')).fontSize)"
    page.goto(http(CARD))
    before = page.evaluate(size)

    page.get_by_role("button", name="长辈版").click()
    page.goto(http("fees/"))

    assert page.evaluate(size) >= max(20, before * 1.2)
    expect(page.get_by_role("button", name="长辈版")).to_have_attribute("aria-pressed", "true")


def test_a_browser_that_keeps_nothing_still_switches(page: Page, http: Root) -> None:
    page.add_init_script(
        "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.goto(http())
    light = ground(page)

    page.get_by_role("button", name="外观：随系统").click()
    page.get_by_role("button", name="外观：浅色").click()

    assert ground(page) != light


# ---- languages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["", CARD, "stations/xinqiao-police/", "fees/", "search/"])
def test_the_language_is_switched_on_the_same_page(page: Page, root: Root, url: str) -> None:
    page.goto(root(url))

    page.get_by_role("banner").get_by_role("link", name="English").click()
    english = page.url
    language = page.evaluate("document.documentElement.lang")
    page.get_by_role("banner").get_by_role("link", name="中文").click()

    assert english == root(f"en/{url}")
    assert language == "en"
    assert page.url == root(url)


def test_a_page_that_is_in_one_language_only_leads_to_the_other_s_first_page(
    page: Page, root: Root
) -> None:
    page.goto(root("about/"))

    page.get_by_role("banner").get_by_role("link", name="English").click()

    assert page.url == root("en/")


# ---- a folder without a server -------------------------------------------------------------------


def test_without_a_server_every_link_names_a_page_that_is_there(page: Page, sample: Sample) -> None:
    root = Root(f"{sample.site.as_uri()}/")
    for url in ("", "procedures/", "stations/xinqiao-police/", CARD, "about/", "en/", "site-map/"):
        page.goto(root(url))
        hrefs = page.evaluate("[...document.links].map((link) => link.href)")
        local = {href.partition("#")[0].partition("?")[0] for href in hrefs if "file:" in href}

        paths = {href.removeprefix(root.start) for href in local}
        assert [path for path in paths if not (sample.site / path).is_file()] == []


def test_without_a_server_one_walks_from_page_to_page(page: Page, sample: Sample) -> None:
    root = Root(f"{sample.site.as_uri()}/")
    page.goto(root())

    page.get_by_role("banner").get_by_role("link", name="全部事项").click()
    page.get_by_role("link", name="居民身份证换领").first.click()
    page.get_by_role("banner").get_by_role("link", name="English").click()

    assert page.url == root(f"en/{CARD}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Resident ID card renewal")


def test_an_old_address_leads_on_to_the_new_one(page: Page, http: Root) -> None:
    for old, new in (
        ("stations/qinghe-vehicle-office/", "stations/qinghe-traffic/"),
        ("en/stations/hengjie-forest-station/", "en/stations/hengjie-forestry/"),
    ):
        page.goto(http(old))
        page.wait_for_url(http(new))
