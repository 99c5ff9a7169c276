"""Where a list may stand in a page, and what its mark remembers."""

import pytest

from gongshi.board.listing import Listed, Listing
from gongshi.board.words import StationKind
from gongshi.errors import PublishError
from gongshi.outputs.pages import articles
from gongshi.outputs.pages.listings import PLANTED, has_marks, marked
from gongshi.views.voice import Voice

FEES = Listing(Listed.FEES)
HERE = f"<p>{PLANTED.format(0)}</p>"


@pytest.mark.parametrize(
    ("above", "level"),
    [("", 2), ("<h1>甲</h1>", 2), ('<h1>甲</h1><h2 id="a">乙</h2>', 3), ("<h6>甲</h6>", 6)],
)
def test_the_headings_of_a_list_are_one_below_that_of_the_page(above: str, level: int) -> None:
    html = marked(above + HERE, [FEES], "help.md")

    assert html == f'{above}<!--g:listing {level} ["fees", "", "", ""]-->'


def test_a_mark_holds_all_that_was_asked_for() -> None:
    asked = Listing(Listed.STATIONS, StationKind.POLICE, "a", "b")

    assert '["stations", "police", "a", "b"]' in marked(HERE, [asked], "help.md")


@pytest.mark.parametrize("page", ["", f"<div>{HERE}</div>", f"<ul><li>{HERE}</li></ul>"])
def test_a_list_that_would_be_lost_or_break_an_element_is_an_error(page: str) -> None:
    with pytest.raises(PublishError, match=r"help\.md"):
        marked(page, [FEES], "help.md")


def test_a_page_cannot_write_a_mark_or_a_paragraph_of_its_own() -> None:
    html = f'<!--g:listing 2 ["fees", "", "", ""]-->{HERE}'

    safe = marked(articles.safe(html, Voice("zh", "zh", "help/")), (), "help.md")

    assert safe == HERE
    assert not has_marks(safe)
