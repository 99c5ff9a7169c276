"""Addresses, and the ways between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi import urls


@pytest.mark.parametrize(
    ("target", "page", "way"),
    [
        ("", "", "./"),
        ("stations/a/", "", "stations/a/"),
        ("", "stations/a/b/", "../../../"),
        ("stations/a/b/", "stations/a/", "b/"),
        ("assets/x.css", "stations/a/b/", "../../../assets/x.css"),
        ("fees/#x", "fees/", "#x"),
        ("supervision/#complaints", "", "supervision/#complaints"),
    ],
)
def test_a_way_leads_from_one_page_to_another(target: str, page: str, way: str) -> None:
    assert urls.relative(target, page) == way


SEGMENTS = st.lists(st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True), max_size=4)


@given(SEGMENTS, SEGMENTS)
def test_any_way_followed_from_its_page_arrives(target: list[str], page: list[str]) -> None:
    goal = "".join(f"{each}/" for each in target)
    start = "".join(f"{each}/" for each in page)

    place = [*page]
    for step in urls.relative(goal, start).split("/"):
        if step == "..":
            place.pop()
        elif step not in {"", "."}:
            place.append(step)

    assert place == target


def test_the_first_language_stands_at_the_root_and_others_under_their_tag() -> None:
    assert urls.in_language("fees/", "zh", "zh") == "fees/"
    assert urls.in_language("fees/", "en", "zh") == "en/fees/"
