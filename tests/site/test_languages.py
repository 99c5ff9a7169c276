"""The bilingual site speaks English on its English pages, and says where a text is Chinese."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from tests.site.boards import Sample, page_of, pages

HAN = re.compile(r"[\u4e00-\u9fff]")
WITHOUT_END = {"br", "hr", "img", "input", "link", "meta"}
SPOKEN = ("alt", "aria-label", "data-label", "placeholder", "title")
"""Attributes whose words a reader sees or hears, and which no ``lang`` of their own can mark."""

NAMES = {"option", "title"}
"""Elements that hold names of stations and procedures and can hold no other element."""


@dataclass
class Tongues(HTMLParser):
    """Follows the language of a page, and keeps the Chinese that stands in no Chinese element."""

    unmarked: list[str] = field(default_factory=list)
    open: list[tuple[str, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        _, language, is_silent = self.open[-1] if self.open else ("", "", False)
        language = said.get("lang", language)
        is_silent = is_silent or said.get("aria-hidden") == "true" or tag in NAMES
        if not language.startswith("zh"):
            words = (said[name] for name in SPOKEN if name in said)
            self.unmarked += [each for each in words if HAN.search(each)]
        if tag not in WITHOUT_END:
            self.open.append((tag, language, is_silent))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in WITHOUT_END:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        _, language, is_silent = self.open[-1] if self.open else ("", "", True)
        if HAN.search(data) and not is_silent and not language.startswith("zh"):
            self.unmarked.append(data.strip())


def unmarked(html: str) -> list[str]:
    """Return the Chinese words of a page that are not marked as such."""
    page = Tongues()
    page.feed(html)
    page.close()
    return page.unmarked


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<html lang="en"><p>证</p></html>', ["证"]),
        ('<html lang="en"><p lang="zh-CN">证<br></p><p>ID</p></html>', []),
        ('<html lang="en"><svg lang="zh-CN"><path/><text>证</text></svg><b>件</b></html>', ["件"]),
        ('<html lang="en"><img alt="证"><i aria-hidden="true">公</i></html>', ["证"]),
    ],
)
def test_unmarked_chinese_would_be_found(html: str, found: list[str]) -> None:
    assert unmarked(html) == found


def test_chinese_on_english_pages_says_that_it_is_chinese(sample: Sample) -> None:
    urls = [url for url in pages(sample.site) if url.startswith("en/")]

    found = {url: unmarked((sample.site / page_of(url)).read_text("utf-8")) for url in urls}

    assert len(found) > 1
    assert {url: words for url, words in found.items() if words} == {}
