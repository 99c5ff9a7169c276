"""The feeds of the finished site: valid, linked by their pages, left out where they cannot be."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gongshi.outputs.feeds import FEEDS
from tests.site.boards import Sample, Written, build, change, page_of
from tests.site.feeds import ATOM, faults

FEED_LINK = re.compile(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]*)"')
LANGUAGES = ("", "en/")


def feeds(site: Path) -> dict[str, ElementTree.Element]:
    """Return every feed of a site by its address, as a strict reader reads it."""
    found = {*site.glob("feeds/*"), *site.glob("*/feeds/*")}
    return {
        path.relative_to(site).as_posix(): ElementTree.parse(path).getroot()  # noqa: S314 - ours
        for path in found
    }


def test_every_feed_is_made_in_every_language_and_no_other(sample: Sample) -> None:
    expected = {f"{tag}feeds/{each.name}.xml" for tag in LANGUAGES for each in FEEDS}

    assert set(feeds(sample.site)) == expected


def test_the_feeds_keep_the_standard(sample: Sample) -> None:
    home = Written(sample.board).settings["public_url"]

    wrong = {path: faults(feed, home) for path, feed in feeds(sample.site).items()}

    assert {path: found for path, found in wrong.items() if found} == {}


def test_no_two_entries_of_any_feeds_have_one_name(sample: Sample) -> None:
    names = [
        each.findtext(f"{ATOM}id")
        for feed in feeds(sample.site).values()
        for each in (feed, *feed.findall(f"{ATOM}entry"))
    ]

    assert len(names) == len(set(names)) > len(FEEDS)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("name", [each.name for each in FEEDS])
def test_a_page_names_its_feed_in_its_head_and_in_words(
    sample: Sample, name: str, tag: str
) -> None:
    page = next(each.page for each in FEEDS if each.name == name)
    html = (sample.site / page_of(tag + page)).read_text(encoding="utf-8")

    assert FEED_LINK.findall(html) == [f"../feeds/{name}.xml"]
    assert f'<a class="g-more" href="../feeds/{name}.xml">' in html


def test_without_a_public_address_there_is_no_feed_and_no_page_speaks_of_one(
    sample: Sample, tmp_path: Path
) -> None:
    board = sample.copy(tmp_path)
    settings = board / "stations" / "board.yml"
    change(settings, f"public_url: {Written(board).settings['public_url']}\n", "")

    assert build(board)

    assert feeds(board / "site") == {}
    for each in FEEDS:
        assert ".xml" not in (board / "site" / page_of(each.page)).read_text(encoding="utf-8")
