"""The finished site holds what the files of the board say: all of it, and nothing else."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.site.boards import Page, Sample, Written, files, page_of, pages, read

LANGUAGES = ("zh", "en")
HAN = re.compile(r"[\u4e00-\u9fff]")
BADGE = re.compile(r" <span class=\"g-page-title__badge.*?</span>|<[^>]+>")
LISTS = ("procedures/", "site-map/")
EACH = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def written(sample: Sample) -> Written:
    return Written(sample.board)


def rows(site: Path, language: str) -> list[list[Any]]:
    """Return the rows of the search index: kind, address, title and so on."""
    script = (site / f"assets/search.{language}.js").read_text(encoding="utf-8")
    found = re.fullmatch(r"globalThis\.gongshi\.searchIndex\((.*)\);?\s*", script, re.DOTALL)
    assert found
    return list(json.loads(found[1])["rows"])


def shown(page: Page, urls: set[str]) -> set[str]:
    """Return those of the addresses to which a page leads."""
    return page.targets() & urls


def test_the_sample_board_is_the_one_that_is_asked_for(written: Written) -> None:
    kinds = {said["kind"] for said in written.stations.values()}
    languages = set(written.languages)

    assert len(written.stations) >= 10
    assert len(written.procedures) >= 27
    assert len(kinds) >= 10
    assert languages == set(LANGUAGES)


def test_every_station_and_procedure_has_a_page_in_every_language_and_nothing_else_has(
    sample: Sample, written: Written
) -> None:
    expected = written.in_all(written.urls() | written.old_urls() | {"stations/"})

    actual = {url for url in pages(sample.site) if "stations/" in url}

    assert actual == expected


def test_a_page_is_headed_by_the_title_that_its_file_says(sample: Sample, written: Written) -> None:
    for (station, procedure), said in written.procedures.items():
        title = said["title"]
        for language in LANGUAGES:
            url = written.in_language(f"stations/{station}/{procedure}/", language)
            words = title if isinstance(title, str) else title[language]

            html = (sample.site / page_of(url)).read_text(encoding="utf-8")

            heading = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
            assert [re.sub(BADGE, "", each) for each in heading] == [words]


@EACH
@pytest.mark.parametrize("place", LISTS)
def test_the_lists_lead_to_every_station_and_procedure(
    sample: Sample, written: Written, place: str, language: str
) -> None:
    expected = {written.in_language(url, language) for url in written.urls()}
    if place == "procedures/":
        expected = {url for url in expected if url.count("/") == (4 if language == "en" else 3)}

    page = read(sample.site, written.in_language(place, language))

    assert shown(page, expected) == expected


@EACH
def test_the_stations_page_leads_to_every_station(
    sample: Sample, written: Written, language: str
) -> None:
    expected = {written.in_language(f"stations/{each}/", language) for each in written.stations}

    page = read(sample.site, written.in_language("stations/", language))

    assert shown(page, expected) == expected


@EACH
def test_a_station_leads_to_its_procedures(sample: Sample, written: Written, language: str) -> None:
    for station in written.stations:
        here = written.in_language(f"stations/{station}/", language)
        expected = {f"{here}{own}/" for of, own in written.procedures if of == station}

        assert shown(read(sample.site, here), expected) == expected


@EACH
def test_the_site_map_page_leads_to_every_page_that_is_to_be_found(
    sample: Sample, written: Written, language: str
) -> None:
    other = {f"{tag}/" for tag in LANGUAGES[1:]}
    old = written.in_all(written.old_urls())
    mine = {
        url
        for url in set(pages(sample.site)) - old - {"404.html"}
        if url.startswith("en/") == (language == "en")
    }

    page = read(sample.site, written.in_language("site-map/", language))

    assert mine - page.targets() - other == set()


def test_the_sitemap_names_every_page_that_is_to_be_found_by_its_public_address(
    sample: Sample, written: Written
) -> None:
    hidden = written.in_all(written.old_urls() | {"search/"}) | {"404.html"}
    home = written.settings["public_url"]
    expected = {f"{home}{url}" for url in set(pages(sample.site)) - hidden}

    tree = ET.parse(sample.site / "sitemap.xml")  # noqa: S314 - made by ourselves

    locations = [node.text for node in tree.iter() if node.tag.endswith("}loc")]
    assert set(locations) == expected
    assert len(locations) == len(expected)


@EACH
def test_search_knows_every_station_and_procedure_and_only_pages_that_are_there(
    sample: Sample, written: Written, language: str
) -> None:
    found = {row[1] for row in rows(sample.site, language)}

    expected = {written.in_language(url, language) for url in written.urls()}
    there = {page_of(url) for url in pages(sample.site)}
    assert expected - found == set()
    assert {page_of(url) for url in found} - there == set()


def test_every_markdown_page_is_there(sample: Sample, written: Written) -> None:
    assert written.markdown() - set(pages(sample.site)) == set()


@EACH
def test_a_flowchart_has_a_box_and_a_sentence_for_every_step(
    sample: Sample, written: Written, language: str
) -> None:
    for (station, procedure), said in written.procedures.items():
        expected = len(said.get("steps", ()))
        url = written.in_language(f"stations/{station}/{procedure}/", language)

        page = read(sample.site, url)

        steps = [value for tag, name, value in page.attributes if (tag, name) == ("g", "data-step")]
        told = [
            value
            for tag, name, value in page.attributes
            if (tag, name) == ("li", "id") and value.startswith("step-")
        ]
        assert (len(set(steps)), len(told)) == (expected, expected), url


def test_no_shell_and_no_token_is_left_in_the_site(sample: Sample) -> None:
    made = files(sample.site)

    assert [path for path in made if "shell" in path] == []
    for token in (b"<!--g:", b"g-address-in-", b"{{", b"{%", b"Undefined"):
        assert [path for path, data in made.items() if token in data and _is_text(path)] == []


def _is_text(path: str) -> bool:
    return path.endswith((".html", ".xml"))


def test_the_site_carries_nothing_that_no_page_asks_for(sample: Sample) -> None:
    """Material brings 1 MB of scripts; what is not used is not published."""
    carried = {path for path in files(sample.site) if path.startswith("assets/")}
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in sample.site.rglob("*")
        if path.suffix in {".html", ".css"}
    )

    unused = {path for path in carried if path.rsplit("/", 1)[-1] not in text}

    assert unused == set()


def test_every_page_says_that_the_board_is_a_demonstration(
    sample: Sample, written: Written
) -> None:
    expected = set(pages(sample.site)) - written.in_all(written.old_urls())

    actual = {
        url
        for url in expected
        if "g-demo-banner" in (sample.site / page_of(url)).read_text(encoding="utf-8")
    }

    assert actual == expected


def test_an_old_address_leads_to_the_new_page(sample: Sample, written: Written) -> None:
    for url in sorted(written.in_all(written.old_urls())):
        page = read(sample.site, url)
        (target,) = page.targets()

        assert target in written.in_all(written.urls()), url
        assert ("meta", "name", "robots") in page.attributes
        refresh = [value for _, name, value in page.attributes if name == "content"]
        assert f"0; url={page.links[0]}" in refresh


def test_a_retired_procedure_keeps_its_address_and_says_since_when_and_what_replaces_it(
    sample: Sample,
) -> None:
    page = read(sample.site, "stations/xinqiao-police/temporary-residence-card/")

    assert "2016年1月1日" in page.text
    assert "stations/xinqiao-police/residence-permit/" in page.targets()
    assert "居住证暂行条例施行，改办居住证" in page.text


def test_a_suspended_procedure_says_until_when_and_why(sample: Sample) -> None:
    page = read(sample.site, "stations/xinqiao-police/dog-registration/")

    assert "暂停" in page.text
    assert "2026年12月4日" in page.text
    assert "养犬登记系统升级，暂停受理" in page.text


def test_a_page_without_a_second_language_says_so_and_marks_its_words(
    sample: Sample,
) -> None:
    page = read(sample.site, "en/stations/qinghe-tax/deed-tax/")

    marked = [value for _, name, value in page.attributes if name == "lang"]
    assert marked[0] == "en"
    assert "zh-CN" in marked
    notices = [value for _, name, value in page.attributes if name == "class"]
    assert "g-status-notice g-status-notice--untranslated" in notices


class Spoken(HTMLParser):
    """What a page says in each language, by the nearest `lang` around it."""

    VOID = frozenset(("base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
    HEARD = frozenset(("alt", "aria-label", "placeholder", "title"))

    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, str]] = [("", "")]
        self.said: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        language = dict(attrs).get("lang") or self.around[-1][1]
        if dict(attrs).get("aria-hidden") == "true":
            language = "nobody's"
        heard = [value for name, value in attrs if name in self.HEARD and value]
        self.said.setdefault(language, []).extend(heard)
        if tag not in self.VOID:
            self.around.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.around[-1][0] not in {tag, ""}:
            self.around.pop()
        if self.around[-1][0]:
            self.around.pop()

    def handle_data(self, data: str) -> None:
        if self.around[-1][0] not in {"script", "style", "title"} and data.strip():
            self.said.setdefault(self.around[-1][1], []).append(data.strip())


def test_what_an_english_page_says_in_chinese_is_marked_as_chinese(sample: Sample) -> None:
    """So that a screen reader changes its voice, and the interface is known to be translated."""
    unmarked: dict[str, set[str]] = {}
    for url in pages(sample.site):
        spoken = Spoken()
        spoken.feed((sample.site / page_of(url)).read_text(encoding="utf-8"))
        for words in spoken.said.get("en", ()):
            if HAN.search(words):
                unmarked.setdefault(words, set()).add(url)

    assert unmarked == {}


def test_the_project_s_own_files_are_the_board_that_is_tested(sample: Sample) -> None:
    for name in ("stations", "content"):
        assert files(ROOT / name) == files(sample.board / name)
