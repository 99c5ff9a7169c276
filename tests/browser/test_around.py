"""What holds on every page: no script, palettes, languages, no server; and lists that narrow."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import CARD, Root, eventually, settled, shown, texts
from tests.site.boards import Sample, Written

pytestmark = pytest.mark.browser

# ---- the list of procedures ----------------------------------------------------------------------

LINKS = ".g-procedures__link"


def test_all_procedures_are_listed_until_something_is_asked_for(
    page: Page, root: Root, sample: Sample
) -> None:
    page.goto(root("procedures/"))

    count = len(Written(sample.board).procedures)
    expect(shown(page, LINKS)).to_have_count(count)
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

    expect(page).to_have_url(http("procedures/", query))
    left = eventually(page, lambda: texts(page, LINKS), lambda left: 0 < len(left) < every)
    page.reload()
    expect(shown(page, LINKS)).to_have_text(left, use_inner_text=True)


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

    def holds(lines: list[str]) -> bool:
        return 0 < len(lines) < every and all(fact in line for line in lines)

    eventually(page, lambda: texts(page, ".g-procedures__item"), holds)
    if not root.is_file:
        expect(page).to_have_url(root("procedures/", f"?only={value}"))


def test_conditions_add_up_and_can_all_be_cleared(page: Page, http: Root, sample: Sample) -> None:
    page.goto(http("procedures/", "?station=qinghe-tax&only=free&only=same-day"))
    links, clear = shown(page, LINKS), page.get_by_role("button", name="清除")
    theme = page.get_by_role("combobox", name="主题")

    expect(links).to_have_text(["开具税收完税证明"], use_inner_text=True)
    theme.select_option(label="结婚成家")
    expect(links).to_have_count(0)
    expect(page.get_by_text("没有符合全部条件的事项")).to_be_visible()
    clear.click()
    expect(links).to_have_count(len(Written(sample.board).procedures))
    expect(page).to_have_url(http("procedures/"))
    expect(clear).to_be_hidden()
    expect(theme).to_be_focused()


@pytest.mark.parametrize(
    ("url", "button", "counted"),
    [
        ("procedures/?only=free", "清除", LINKS),
        (f"{CARD}?s=damaged", "重新选", ".g-materials__name"),
    ],
)
def test_what_is_taken_back_is_taken_back_at_once(
    page: Page, http: Root, url: str, button: str, counted: str
) -> None:
    """Within the press itself: at no moment do the fields say one thing and the page another."""
    page.goto(http(url))

    before, after = page.get_by_role("button", name=button).evaluate(
        """(button, counted) => {
          const seen = () => [...document.querySelectorAll(counted)]
            .filter((one) => one.getClientRects().length).length;
          const before = seen();
          button.click();
          return [before, seen()];
        }""",
        counted,
    )

    assert before < after
    expect(page).to_have_url(http(url.partition("?")[0]))


# ---- without a script ----------------------------------------------------------------------------


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()


def test_without_a_script_a_procedure_is_complete(plain: Page, http: Root) -> None:
    plain.goto(http(CARD, "?s=damaged"))

    expect(shown(plain, ".g-materials__name")).to_have_text(
        ["原居民身份证", "居民户口簿", "监护人居民身份证"], use_inner_text=True
    )
    expect(shown(plain, ".g-only").filter(has_text="仅 姓名变更").first).to_be_visible()
    expect(shown(plain, ".g-fees .g-table__body .g-table__row")).to_have_count(2)
    expect(shown(plain, "[data-g-part=answer]")).to_have_text(["受理后20个工作日内办结。"])
    hours = shown(plain, ".g-open-now__hours").first
    expect(hours).to_contain_text("周一至周五 08:30–12:00、14:00–17:30")
    plain.get_by_text("用文字看办理流程").click()
    expect(shown(plain, ".g-flow-steps__step")).to_have_count(7)
    expect(shown(plain, ".g-flow__svg")).to_have_count(1)


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

    expect(shown(plain, LINKS)).to_have_count(len(Written(sample.board).procedures))


def test_without_a_script_a_search_leads_to_all_procedures(plain: Page, http: Root) -> None:
    plain.goto(http(CARD))
    plain.get_by_role("searchbox").fill("身份证")
    plain.get_by_role("button", name="搜索").click()

    expect(plain).to_have_url(re.compile(r"/search/\?q="))
    expect(plain.get_by_text("搜索要用浏览器的脚本")).to_be_visible()
    plain.get_by_role("main").get_by_role("link", name="看全部办事事项").first.click()
    expect(plain).to_have_url(http("procedures/"))


# ---- palettes and the elder view -----------------------------------------------------------------


GROUND = "background-color"


def ground(page: Page) -> str:
    """Return the colour of the page once nothing fades any more."""
    settled(page)
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_palette_is_switched_and_remembered(page: Page, http: Root) -> None:
    page.goto(http())
    body, light = page.locator("body"), ground(page)

    page.get_by_role("button", name="外观：随系统").click()
    page.get_by_role("button", name="外观：浅色").click()
    expect(body).not_to_have_css(GROUND, light)
    dark = ground(page)
    page.goto(http(CARD))

    expect(body).to_have_css(GROUND, dark)
    page.get_by_role("button", name="外观：深色").click()
    expect(body).to_have_css(GROUND, light)


def test_a_dark_system_is_followed_unless_the_visitor_chose(page: Page, root: Root) -> None:
    page.goto(root())
    body, light = page.locator("body"), ground(page)

    page.emulate_media(color_scheme="dark")
    expect(body).not_to_have_css(GROUND, light)
    page.get_by_role("button", name="外观：随系统").click()

    expect(body).to_have_css(GROUND, light)


def test_the_elder_view_is_larger_and_remembered(page: Page, http: Root) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.g-page')).fontSize)"
    page.goto(http(CARD))
    before = page.evaluate(size)

    elder = page.get_by_role("button", name="长辈版")
    elder.click()
    expect(elder).to_have_attribute("aria-pressed", "true")
    page.goto(http("fees/"))

    expect(elder).to_have_attribute("aria-pressed", "true")
    eventually(page, lambda: page.evaluate(size), lambda now: now >= max(20, before * 1.2))


def test_a_browser_that_keeps_nothing_still_switches(page: Page, http: Root) -> None:
    page.add_init_script(
        "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.goto(http())
    light = ground(page)

    page.get_by_role("button", name="外观：随系统").click()
    page.get_by_role("button", name="外观：浅色").click()

    expect(page.locator("body")).not_to_have_css(GROUND, light)


# ---- languages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["", CARD, "stations/xinqiao-police/", "fees/", "search/"])
def test_the_language_is_switched_on_the_same_page(page: Page, root: Root, url: str) -> None:
    page.goto(root(url))

    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page).to_have_url(root(f"en/{url}"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("banner").get_by_role("link", name="中文").click()

    expect(page).to_have_url(root(url))
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh"))


def test_a_page_that_is_in_one_language_only_leads_to_the_other_s_first_page(
    page: Page, root: Root
) -> None:
    page.goto(root("about/"))

    page.get_by_role("banner").get_by_role("link", name="English").click()

    expect(page).to_have_url(root("en/"))


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

    expect(page).to_have_url(root(f"en/{CARD}"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Resident ID card renewal")


def test_an_old_address_leads_on_to_the_new_one(page: Page, http: Root) -> None:
    for old, new in (
        ("stations/qinghe-vehicle-office/", "stations/qinghe-traffic/"),
        ("en/stations/hengjie-forest-station/", "en/stations/hengjie-forestry/"),
    ):
        page.goto(http(old))
        expect(page).to_have_url(http(new))
