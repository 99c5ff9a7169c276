"""The search box and the search page in a real browser, on a small site made only for this."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from gongshi.engines.jinja import environment
from gongshi.outputs.search import index
from gongshi.views.chrome import Link
from gongshi.views.search import SearchRecord, row

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
STYLES = ("base/tokens.css", "base/base.css")
PARTS = ("search", "search-page")

HOME = """
{% from "components/search/search.html" import search %}
<header class="g-header"><div class="g-page">
{{ search("../../", "assets/search.zh.js", "../../search/") }}
</div></header>
<main class="g-page"><h1>新桥派出所</h1><p>从这里可以打字。</p></main>
"""

SEARCH = """
{% from "components/search-page/search-page.html" import search_page %}
<main class="g-page"><h1>搜索</h1>
{{ search_page(
     base="../", index="assets/search.zh.js", page="./", all="../procedures/",
     suggestions=["身份证", "上户口"], hotline="12345",
     topics=topics
   ) }}</main>
"""

TARGET = "<!doctype html><meta charset=utf-8><title>领证</title>"

FRAME = """<!doctype html>
<html lang="zh-CN" class="no-js"><head><meta charset="utf-8"><title>搜索</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="{up}assets/gongshi.css">
<script src="{up}assets/here.js"></script></head>
<body>{body}<script defer src="{up}assets/gongshi.js"></script></body></html>
"""


def records() -> list[SearchRecord]:
    """Three pages that a query tells apart, and enough of one kind to fill more than one screen."""
    police = "新桥派出所"
    return [
        SearchRecord(
            kind="procedure",
            url="stations/xinqiao/id-card-first/",
            title="居民身份证首次申领",
            aliases=("办身份证",),
            station=police,
            materials=("居民户口簿",),
            body="年满16周岁的公民。登记指纹。",
            facts="不收费 · 15个工作日",
        ),
        SearchRecord(
            kind="procedure",
            url="stations/xinqiao/dog/",
            title="养犬登记",
            aliases=("狗证",),
            station=police,
            materials=("免疫证明",),
            body="",
            facts="不收费 · 当场",
            status="暂停办理",
        ),
        SearchRecord("station", "stations/xinqiao/", police, (), "", (), "户籍", "现在营业"),
        *(permit(number) for number in range(1, 31)),
    ]


def permit(number: int) -> SearchRecord:
    station = "青禾市场监督管理所"
    url = f"stations/permits/no-{number}/"
    return SearchRecord("procedure", url, f"第{number}号经营许可", (), station, (), "", "不收费")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one page of a station, the search page and what both load."""
    root = tmp_path_factory.mktemp("site")
    made = environment([TEMPLATES], str)
    topic = Link("证件户口", "../procedures/#documents")
    scripts = sorted(path for part in PARTS for path in TEMPLATES.glob(f"components/{part}/*.js"))
    styles = [
        *(TEMPLATES / name for name in STYLES),
        *(TEMPLATES / f"components/{part}/{part}.css" for part in PARTS),
    ]
    files = {
        "assets/here.js": "document.documentElement.classList.remove('no-js');",
        "assets/gongshi.js": "\n".join(path.read_text("utf-8") for path in scripts),
        "assets/gongshi.css": "\n".join(path.read_text("utf-8") for path in styles),
        "assets/search.zh.js": index(map(row, records()), "zh").entry.text,
        "stations/xinqiao/index.html": FRAME.format(
            up="../../", body=made.from_string(HOME).render()
        ),
        "search/index.html": FRAME.format(
            up="../", body=made.from_string(SEARCH).render(topics=[topic])
        ),
        "stations/xinqiao/id-card-first/index.html": TARGET,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder under /gongkai/ and keeps its log to itself."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/gongkai"))

    def log_message(self, *args: object) -> None:
        del args


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The site on a server, below a path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/gongkai/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, site: Path) -> str:
    """The address of the site: from a server, and straight from the folder."""
    if request.param == "http":
        return str(request.getfixturevalue("served"))
    return f"{site.as_uri()}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any script error fails the test."""
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    opened.close()
    assert errors == []


def at(root: str, path: str, query: str = "") -> str:
    """Return the address of a page; a folder has no page of its own without a server."""
    return root + path + ("index.html" if root.startswith("file:") else "") + query


def titles(page: Page, within: str = "") -> Locator:
    return page.locator(f"{within} a.g-search__result .g-search__title")


@pytest.mark.parametrize("query", ["身份证", "sfz", "shenfenzheng", "身份zheng", "户口簿"])
def test_the_first_result_in_the_box_is_the_one_meant(page: Page, root: str, query: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))

    page.get_by_role("searchbox").press_sequentially(query)

    first = page.locator("a.g-search__result").first
    expect(first.locator(".g-search__title")).to_have_text("居民身份证首次申领")
    expect(first).to_contain_text("新桥派出所")
    expect(first).to_contain_text("不收费 · 15个工作日")
    target = at(root, "stations/xinqiao/id-card-first/")
    expect(first).to_have_js_property("href", target)


def test_a_result_opens_without_a_mouse(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))
    page.keyboard.press("Tab")
    page.keyboard.type("sfz")
    expect(page.locator("a.g-search__result").first).to_be_visible()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_title("领证")


def test_arrows_walk_the_results_and_come_back_to_the_box(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))
    box = page.get_by_role("searchbox")
    box.press_sequentially("新桥")
    results = page.locator("a.g-search__result")
    expect(results).to_have_count(3)

    for press in range(3):
        page.keyboard.press("ArrowDown")
        expect(results.nth(press)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(2)).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowUp")

    expect(box).to_be_focused()


def test_a_letter_typed_on_a_result_goes_on_with_the_query(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))
    box = page.get_by_role("searchbox")
    box.press_sequentially("sf")
    expect(page.locator("a.g-search__result").first).to_be_visible()
    page.keyboard.press("ArrowDown")

    page.keyboard.type("z")

    expect(box).to_be_focused()
    expect(box).to_have_value("sfz")


def test_escape_closes_the_list_and_keeps_the_words(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))
    box = page.get_by_role("searchbox")
    box.press_sequentially("sfz")
    expect(page.locator("a.g-search__result").first).to_be_visible()
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Escape")

    expect(page.locator("a.g-search__result").first).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("sfz")


def test_leaving_the_box_closes_the_list(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))
    page.get_by_role("searchbox").press_sequentially("sfz")
    expect(page.locator("a.g-search__result").first).to_be_visible()

    page.get_by_role("heading", name="新桥派出所").click()

    expect(page.locator("a.g-search__result").first).to_be_hidden()


def test_a_result_opens_by_a_press(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))
    page.get_by_role("searchbox").press_sequentially("sfz")

    page.locator("a.g-search__result").first.click()

    expect(page).to_have_title("领证")


def test_a_press_beside_the_results_keeps_the_list_open(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))
    page.get_by_role("searchbox").press_sequentially("qqqqqq")
    note = page.get_by_text("没有找到「qqqqqq」").first
    expect(note).to_be_visible()

    note.click()

    expect(note).to_be_visible()
    expect(page.get_by_role("link", name="看看怎么找")).to_be_visible()


def test_the_number_of_results_is_told_to_a_screen_reader(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))

    page.get_by_role("searchbox").press_sequentially("狗证")

    expect(page.get_by_role("status")).to_have_text("找到 1 项")
    result = page.get_by_role("link", name=re.compile("养犬登记.*暂停办理.*也叫 狗证.*新桥派出所"))
    expect(result).to_be_visible()


def test_enter_leads_to_the_search_page_with_the_same_words(page: Page, root: str) -> None:
    page.goto(at(root, "stations/xinqiao/"))
    page.get_by_role("searchbox").press_sequentially("经营许可")
    expect(page.get_by_role("link", name="查看全部 30 项")).to_be_visible()

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="搜索", exact=True)).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("经营许可")
    expect(page.get_by_role("status")).to_have_text("找到 30 项")
    expect(titles(page)).to_have_count(20)
    page.get_by_role("button", name="再看 10 项").click()
    expect(titles(page)).to_have_count(30)
    expect(page.locator("a.g-search__result").nth(20)).to_be_focused()


def test_the_index_is_loaded_once_and_only_when_it_is_needed(page: Page, root: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rsplit("/", 1)[-1]))
    page.goto(at(root, "stations/xinqiao/"))
    page.wait_for_load_state("networkidle")
    before = loaded.count("search.zh.js")

    page.get_by_role("searchbox").press_sequentially("sfz")
    expect(page.locator("a.g-search__result").first).to_be_visible()

    assert (before, loaded.count("search.zh.js")) == (0, 1)


def test_the_search_page_can_be_narrowed_to_one_kind(page: Page, root: str) -> None:
    page.goto(at(root, "search/", "?q=新桥"))
    expect(page.get_by_role("status")).to_have_text("找到 3 项")

    page.get_by_role("radio", name="站所 1").check()

    expect(page.get_by_role("status")).to_have_text("找到 1 项")
    expect(titles(page)).to_have_text(["新桥派出所"])


def test_the_address_of_the_search_page_follows_the_words(page: Page, root: str) -> None:
    page.goto(at(root, "search/"))

    page.get_by_role("searchbox").fill("狗证")

    expect(page.get_by_role("status")).to_have_text("找到 1 项")
    expect(page).to_have_url(at(root, "search/", f"?q={quote('狗证')}"))


def test_where_nothing_is_found_the_page_says_what_to_try(page: Page, root: str) -> None:
    page.goto(at(root, "search/", "?q=yangqandengji"))

    expect(page.get_by_role("status")).to_have_text("没有找到「yangqandengji」")
    expect(page.get_by_role("link", name="养犬登记")).to_be_visible()
    expect(page.get_by_role("link", name="证件户口")).to_be_visible()
    expect(page.get_by_role("link", name="打电话问 12345")).to_be_visible()
    page.get_by_role("link", name="身份证", exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value("身份证")
    expect(titles(page, ".g-search-page__list").first).to_have_text("居民身份证首次申领")


def test_without_a_script_the_box_leads_to_a_page_that_says_so(
    browser: Browser, served: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "stations/xinqiao/")
    page.get_by_role("searchbox").fill("身份证")

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/gongkai/search/\?q="))
    expect(page.get_by_text("搜索要用浏览器的脚本")).to_be_visible()
    everything = page.get_by_role("link", name="看全部办事事项").first
    expect(everything).to_have_attribute("href", "../procedures/")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    context.close()


def test_an_index_that_cannot_be_loaded_is_said(page: Page, served: str) -> None:
    page.route("**/search.zh.js", lambda route: route.abort())
    page.goto(served + "stations/xinqiao/")

    page.get_by_role("searchbox").press_sequentially("sfz")

    expect(page.get_by_text("搜索没能打开，请从全部事项里找").first).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["stations/xinqiao/", "search/"])
def test_open_lists_have_no_fault_that_axe_knows(
    page: Page, served: str, path: str, dark: bool
) -> None:
    page.goto(served + path)
    page.evaluate(
        "dark => { if (dark) document.documentElement.dataset.mdColorScheme = 'slate'; }", dark
    )
    page.get_by_role("searchbox").press_sequentially("新桥")
    expect(page.locator("a.g-search__result").first).to_be_visible()
    page.add_script_tag(path=ROOT / "node_modules/axe-core/axe.min.js")

    violations = page.evaluate(
        "async () => (await axe.run()).violations.map(({ id, nodes }) => "
        "[id, ...nodes.map(({ html }) => html)])"
    )

    assert violations == []


def test_nothing_is_wider_than_a_phone(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(served + "search/?q=经营许可")
    expect(page.locator("a.g-search__result").first).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
