"""A feed is strict XML by RFC 4287: what it must have, names for ever, words as words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from gongshi.board.text import Said
from gongshi.outputs.feeds.atom import MOST_ENTRIES, Feed, atom
from gongshi.views.feeds import FeedEntry
from tests.site.feeds import ATOM, LANG, faults

HOME = "https://gongshi.example/qinghe/"


def an_entry(number: int = 1, **changes: Any) -> FeedEntry:
    """A valid entry, with changes."""
    entry = FeedEntry(
        key=f"rectifications/police/{number}",
        url=f"rectifications/#police-{number}",
        title="午间无人值守",
        summary="安排轮值",
        published=date(2026, 3, 12),
        updated=date(2026, 4, 10),
    )
    return replace(entry, **changes)


def a_feed(*entries: FeedEntry, **changes: Any) -> Feed:
    """A valid feed of those entries, with changes."""
    feed = Feed(
        home=HOME,
        path="feeds/rectifications.xml",
        page="rectifications/",
        title="整改台账",
        language="zh",
        author="区政府办公室",
        entries=entries or (an_entry(),),
    )
    return replace(feed, **changes)


def read(feed: Feed) -> ElementTree.Element:
    """Read what was written, by a strict reader."""
    return ElementTree.fromstring(atom(feed))  # noqa: S314 - our own bytes


def test_a_feed_has_all_that_the_standard_asks_for() -> None:
    made = read(a_feed(an_entry(1), an_entry(2, author="新桥派出所", categories=("overdue",))))

    assert faults(made, HOME) == []


@pytest.mark.parametrize("name", ["id", "title", "updated", "author", "link"])
def test_the_standards_check_would_notice_what_is_missing(name: str) -> None:
    made = read(a_feed())
    for found in made.findall(f"{ATOM}{name}"):
        made.remove(found)

    assert faults(made, HOME) != []


def test_the_names_of_a_feed_and_its_entries_do_not_change_with_what_they_say() -> None:
    before = read(a_feed())
    after = read(a_feed(an_entry(title="改了", updated=date(2027, 1, 1)), title="新名"))

    ids = [element.text for element in before.iter(f"{ATOM}id")]

    assert ids == [element.text for element in after.iter(f"{ATOM}id")]
    assert ids == [
        "tag:gongshi.example,2026:/qinghe/feeds/rectifications.xml",
        "tag:gongshi.example,2026:/qinghe/rectifications/police/1",
    ]


def test_the_feed_is_as_new_as_its_newest_entry_which_stands_first() -> None:
    late = an_entry(2, updated=date(2026, 11, 20))

    made = read(a_feed(an_entry(1), late, an_entry(3)))

    assert made.findtext(f"{ATOM}updated") == "2026-11-20T00:00:00+08:00"
    assert made.findtext(f"{ATOM}entry/{ATOM}id", "").endswith("/2")


def test_a_feed_holds_only_the_latest_entries() -> None:
    entries = [an_entry(number) for number in range(MOST_ENTRIES + 5)]

    made = read(a_feed(an_entry(999, updated=date(2027, 1, 1)), *entries))

    assert len(made.findall(f"{ATOM}entry")) == MOST_ENTRIES
    assert made.findtext(f"{ATOM}entry/{ATOM}id", "").endswith("/999")


@pytest.mark.parametrize(
    "words", ["<b>&amp;</b>", "]]>", "<!--", "\"'", "a\u2028b", "&lt;script&gt;", "換\U00020000"]
)
def test_no_word_of_a_stranger_is_more_than_a_word(words: str) -> None:
    entry = an_entry(title=words, summary=words, author=words, categories=(words,))

    made = read(a_feed(entry, title=words, author=words))

    found = made.find(f"{ATOM}entry")
    assert found is not None
    assert found.findtext(f"{ATOM}title") == found.findtext(f"{ATOM}summary") == words
    assert made.findtext(f"{ATOM}title") == made.findtext(f"{ATOM}author/{ATOM}name") == words
    assert found.find(f"{ATOM}category").get("term") == words  # type: ignore[union-attr]
    assert faults(made, HOME) == []


def test_characters_that_no_xml_may_hold_are_left_out() -> None:
    made = read(a_feed(an_entry(title="窗\x00口\x1b\ufffe\ud800")))

    assert made.findtext(f"{ATOM}entry/{ATOM}title") == "窗口"


def test_words_in_another_language_say_which_it_is() -> None:
    entry = an_entry(title=Said("搬迁", "zh"), summary="Moved", author=Said("派出所", "zh"))

    made = read(a_feed(entry, language="en"))

    assert made.get(LANG) == "en"
    assert made.find(f"{ATOM}entry/{ATOM}title").get(LANG) == "zh-CN"  # type: ignore[union-attr]
    assert made.find(f"{ATOM}entry/{ATOM}summary").get(LANG) is None  # type: ignore[union-attr]
    assert faults(made, HOME) == []


def test_addresses_are_absolute_and_written_so_that_any_program_can_follow_them() -> None:
    made = read(a_feed(an_entry(url="rectifications/#整改 1")))

    link = made.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{HOME}rectifications/#%E6%95%B4%E6%94%B9%201"
