"""What stands around every page.

The head with its ways to go, the foot with what the norms ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup

from gongshi import labels, urls
from gongshi.board.board import BoardSettings
from gongshi.board.text import Said, html_tag
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page: its words, its address, whether the reader is already there."""

    title: str | Said
    url: str
    active: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language."""

    tag: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Footer:
    """What a government site says of itself at the foot of every page."""

    publisher: Said | str
    organiser: Said | str
    contact: str
    feedback: str
    links: tuple[Link, ...]
    site_code: str
    icp: Said | str
    police_record: Said | str
    built_on: str


@dataclass(frozen=True, slots=True)
class SearchBox:
    """Where the search box in the head sends its question and finds its index."""

    page: str
    index: str
    base: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """Everything around the body of one page; addresses are relative to the page."""

    shell: bool
    lang: str
    language: str
    name: Said
    mark: str
    home: str
    nav: tuple[Link, ...]
    languages: tuple[LanguageLink, ...]
    demo: bool
    css: str
    js: str
    footer: Footer
    search: SearchBox | None = None
    title: str = ""
    description: str = ""
    url: str = ""
    crumbs: tuple[Link, ...] = ()
    heading: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class Site:
    """What the head and foot of every page need to know of the site."""

    board: BoardSettings
    css: str
    js: str
    today: date
    pages: frozenset[str]
    """The addresses of Markdown pages, so that the foot links only what is there."""


def search_index(language: str) -> str:
    """Return the file of the search index; its name stays, so that pages do not change with it."""
    return f"assets/search.{language}.js"


SECTIONS = (
    ("procedures", "全部事项", "procedures/"),
    ("stations", "站所", "stations/"),
    ("fees", "收费", "fees/"),
    ("time-limits", "时限", "time-limits/"),
    ("supervision", "监督", "supervision/"),
    ("bulletins", "公告", "bulletins/"),
)
"""The ways to go in the head: section, words, address."""


@dataclass(frozen=True, slots=True)
class Supervised:
    """A page to which the supervision page leads.

    ``section`` is the way in the head that it lights; ``lead`` says what one finds there.
    """

    section: str
    url: str
    title: str
    lead: str


SUPERVISION = (
    Supervised(
        "supervision",
        "posts/",
        "岗位和责任人",
        "各站所谁负责，哪个岗位哪天只有一人在。",
    ),
    Supervised(
        "supervision",
        "commitments/",
        "服务承诺",
        "承诺了什么，比法定时限短多少，实际做到没有。",
    ),
    Supervised(
        "supervision",
        "rectifications/",
        "整改台账",
        "发现了什么问题，谁来改，什么时候改好，改成了没有。",
    ),
    Supervised(
        "supervision",
        "evaluations/",
        "民主评议",
        "群众历年打的分、名次和意见，评在后面的怎么改。",
    ),
    Supervised(
        "supervision",
        "complaints/",
        "投诉办理",
        "向谁投诉，收到多少，按时答复了多少，还能怎样救济。",
    ),
    Supervised(
        "supervision",
        urls.CHECKLISTS,
        "明察暗访检查单",
        "拿着站所自己的承诺去查，查到的交回来公布。",
    ),
    Supervised(
        "supervision",
        urls.COMPARISONS,
        "各站所对比",
        "同一件事，各站所的收费、时限和材料有没有不同，为什么。",
    ),
    Supervised(
        "supervision",
        urls.NOT_NEEDED,
        "不用再开的证明",
        "窗口不能要的证明，和可以给窗口看的规定。",
    ),
    Supervised(
        "supervision",
        "audit/",
        "公示自查",
        "公示得全不全，哪里不合规则，哪些检查搁置了、为什么。",
    ),
    Supervised(
        "bulletins",
        "bulletins/",
        "通报和公告",
        "明察暗访、先进典型、竞争上岗公示、责任追究和征求意见。",
    ),
)
"""The pages that hold stations to their word, as the supervision page lists them."""

FOOT = (
    ("网站地图", "site-map/"),
    ("无障碍", "accessibility/"),
    ("关于", "about/"),
    ("帮助", "help/"),
    ("数据说明", "about-data/"),
)
"""The ways to go at the foot; of Markdown pages only those that are there."""

GENERATED = frozenset(("site-map/", "about-data/"))


def chrome(
    site: Site, language: str, page_url: str, section: str, address_in: Callable[[str], str]
) -> Chrome:
    """Return what stands around a page at ``page_url``.

    ``address_in`` gives its address in another language.
    """
    board = site.board
    first = board.first_language
    say = labels.gettext_of(language)

    def way(url: str) -> str:
        return urls.relative(urls.in_language(url, language, first), page_url)

    return Chrome(  # noqa: S604 - a shell of the theme
        shell=True,
        lang=html_tag(language),
        language=language,
        name=board.name.said(language),
        mark="公",
        home=way(""),
        nav=tuple(Link(say(words), way(url), section == name) for name, words, url in SECTIONS),
        languages=tuple(
            LanguageLink(html_tag(tag), labels.name_of(tag), address_in(tag), tag == language)
            for tag in board.languages
        ),
        demo=board.demo,
        css=urls.relative(site.css, page_url),
        js=urls.relative(site.js, page_url),
        footer=_footer(site, language, way, say),
        search=None
        if section in ("home", "search", "404")
        else SearchBox(way("search/"), search_index(language), urls.relative("", page_url) or "./"),
    )


def rooted(around: Chrome, base: str) -> Chrome:
    """Return the same with addresses that hold wherever the page is shown, below ``base``."""

    def at(url: str) -> str:
        return url if ":" in url.partition("/")[0] else f"{base}{url.removeprefix('./')}"

    return replace(
        around,
        home=at(around.home),
        css=at(around.css),
        js=at(around.js),
        nav=tuple(replace(link, url=at(link.url)) for link in around.nav),
        languages=tuple(replace(each, url=at(each.url)) for each in around.languages),
        footer=replace(
            around.footer,
            links=tuple(replace(link, url=at(link.url)) for link in around.footer.links),
        ),
        search=around.search and replace(around.search, page=at(around.search.page), base=base),
    )


def _footer(
    site: Site, language: str, way: Callable[[str], str], say: Callable[[str], str]
) -> Footer:
    board = site.board
    first = board.first_language
    voice = Voice(language, first, "")
    return Footer(
        publisher=board.publisher.said(language) if board.publisher else "",
        organiser=board.organiser.said(language) if board.organiser else "",
        contact=board.contact or "",
        feedback=board.feedback or "",
        links=tuple(
            Link(say(words), way(url))
            for words, url in FOOT
            if url in GENERATED or urls.in_language(url, language, first) in site.pages
        ),
        site_code=board.site_code or "",
        icp=voice.plain(board.icp),
        police_record=voice.plain(board.police_record),
        built_on=voice.date(site.today),
    )
