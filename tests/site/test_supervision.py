"""The supervision page leads to every page that holds the stations to their word."""

import re

import pytest

from gongshi.outputs.pages.board_pages import PAGES
from gongshi.views.chrome import SUPERVISION, Supervised
from tests.site.boards import Sample, page_of, read

LANGUAGES = ("", "en/")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_supervision_page_leads_to_each_of_its_pages(sample: Sample, tag: str) -> None:
    expected = {f"{tag}{each.url}" for each in SUPERVISION}

    assert expected <= read(sample.site, f"{tag}supervision/").targets()
    assert expected <= read(sample.site, f"{tag}site-map/").targets()


@pytest.mark.parametrize("each", SUPERVISION, ids=lambda each: each.url)
def test_a_page_below_lights_the_way_in_the_head_that_its_card_names(
    sample: Sample, each: Supervised
) -> None:
    (page,) = [page for page in PAGES if page.url == each.url]
    html = (sample.site / page_of(page.url)).read_text(encoding="utf-8")

    lit = re.findall(r'<a [^>]*href="\.\./([^"]*)"[^>]* aria-current="(?:page|true)"', html)

    assert page.section == each.section
    assert lit == [f"{each.section}/"]
