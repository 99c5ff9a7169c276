"""Who answers, and who stands alone when: as the files of the stations say."""

import re
from typing import Any

import pytest

from tests.site.boards import Page, Sample, Written, read

BUILT_ON = "2026-11-24"


@pytest.fixture(scope="module")
def written(sample: Sample) -> Written:
    return Written(sample.board)


@pytest.fixture(scope="module")
def page(sample: Sample) -> Page:
    return read(sample.site, "posts/")


def in_chinese(words: Any) -> str:
    return str(words["zh"] if isinstance(words, dict) else words)


def test_every_published_day_from_today_on_stands_in_the_list_and_in_the_calendar(
    written: Written, page: Page
) -> None:
    days = [
        str(each["date"])
        for said in written.stations.values()
        for each in said.get("roster", ())
        if str(each["date"]) >= BUILT_ON
    ]
    listed = [value for tag, name, value in page.attributes if (tag, name) == ("li", "data-g-day")]
    linked = [link.removeprefix("#day-") for link in page.links if link.startswith("#day-")]

    assert len(days) > 5
    assert listed == sorted(set(days)) == linked
    assert len(days) > len(listed)


def test_every_absence_names_the_one_who_is_there(written: Written, page: Page) -> None:
    for said in written.stations.values():
        posts = {each["id"]: each for each in said["posts"]}
        for each in said.get("roster", ()):
            post = posts[each["post"]]
            person = post[each["only"]]
            name = person["name"] if isinstance(person, dict) else person
            told = (
                rf"{re.escape(in_chinese(post['name']))} .*?只有 {each['only'].upper()} 岗在 {name}"
            )
            assert re.search(told, page.text), post["id"]


def test_posts_for_one_stand_with_their_reason_and_are_counted(
    written: Written, page: Page
) -> None:
    posts = [each for said in written.stations.values() for each in said["posts"]]
    single = [each for each in posts if "b" not in each]

    assert single
    assert f"{len(posts)} 个岗位，{len(posts) - len(single)} 个有 A、B 两人" in page.text
    for each in single:
        assert in_chinese(each["single"]) in page.text


def test_every_station_names_who_answers_for_it(written: Written, page: Page) -> None:
    for said in written.stations.values():
        names = {each["role"]: each["name"] for each in said["leaders"]}
        order = (names[each] for each in ("first", "supervising", "direct") if each in names)

        assert re.search(
            f"{re.escape(in_chinese(said['name']))} .{{0,40}}?" + ".*?".join(order), page.text
        )


@pytest.mark.parametrize("url", ["posts/", "commitments/", "en/posts/", "en/commitments/"])
def test_the_search_knows_the_page(sample: Sample, url: str) -> None:
    language = "en" if url.startswith("en/") else "zh"
    script = (sample.site / f"assets/search.{language}.js").read_text(encoding="utf-8")

    assert f'"{url}"' in script


def test_a_rule_of_a_station_leads_to_the_posts_that_it_binds(
    sample: Sample, written: Written
) -> None:
    for station, said in written.stations.items():
        page = read(sample.site, f"stations/{station}/")
        there = {value for tag, name, value in page.attributes if name == "id"}
        for key in ("first_inquiry", "one_time_notice"):
            rule = said.get(key)
            for post in rule.get("posts", ()) if isinstance(rule, dict) else ():
                assert f"#post-{post}" in page.links
                assert f"post-{post}" in there
