"""Whatever people write, a build refuses it, or makes a site in which it is words."""

import re
import shutil
from itertools import cycle
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongshi.engines import markdown
from gongshi.publish.verify import verify
from tests.site.boards import Sample, build, page_of, pages, read
from tests.site.hostile import EVIL, STATION, Voices, findings, write_board
from tests.site.test_validity import judged

CARD = f"stations/{STATION}/id-card-renewal/"
HOME = "https://gongshi.example/qinghe/"
MAXIMUM = 6
"""A build takes a second; the words of one example stand in some three hundred places."""

signs = st.sampled_from(
    "<>&\"'`/\\={}[]()%$#*_~|!-+.,:;@^? \u00a0\u3000éßאبक한公示𠮷😀\ue000‰½①㎡ﬁ"
)
words = (
    st.text(signs, min_size=1, max_size=24)
    .map(str.strip)
    .filter(lambda text: bool(text) and markdown.problem(f"公{text}") is None)
)


def test_a_board_of_hostile_words_is_valid_html(hostile: Sample) -> None:
    found = judged(*(hostile.site / page_of(url) for url in pages(hostile.site)))

    # Of such words nobody can tell the language.
    guesses = "This document appears to be written in"
    assert [each for each in found if not each[1].startswith(guesses)] == []


def test_a_board_of_hostile_words_leads_nowhere_else(hostile: Sample) -> None:
    assert verify(hostile.site, HOME) == ()


def test_hostile_words_are_shown_as_they_were_written(hostile: Sample) -> None:
    page = read(hostile.site, CARD)

    said = page.text
    assert said.count("{{ 7*7 }}") > 20
    assert "49" not in re.findall(r"\d+", said)
    assert EVIL.strip() in said


def test_hostile_words_open_no_script_and_no_attribute(hostile: Sample) -> None:
    for url in pages(hostile.site):
        page = read(hostile.site, url)

        assert [name for _, name, _ in page.attributes if name.startswith("on")] == []
        tags = [tag for tag, _, _ in page.attributes]
        assert "img" not in tags


def test_a_tag_in_any_text_is_refused_where_it_stands(tmp_path: Path) -> None:
    write_board(tmp_path, Voices(lambda text: text + EVIL, lambda name: name), "id-card-renewal")

    found = findings(tmp_path)

    expected = [
        ("GS132", path.relative_to(tmp_path).as_posix(), number)
        for path in sorted((tmp_path / "stations").rglob("*.yml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if "<script>" in line
    ]
    assert len(expected) > 300
    assert sorted(found) == sorted(expected)


@settings(max_examples=MAXIMUM, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, min_size=40, max_size=40, unique=True))
def test_any_words_make_a_site_that_says_them(tmp_path: Path, said: list[str]) -> None:
    turn = cycle(said)
    written = {}

    def say(text: str) -> str:
        written[text] = text + next(turn)
        return written[text]

    shutil.rmtree(tmp_path / "stations", ignore_errors=True)
    shutil.rmtree(tmp_path / "content", ignore_errors=True)
    write_board(tmp_path, Voices(say, say), "id-card-renewal")
    assert build(tmp_path), findings(tmp_path)[:5]

    assert verify(tmp_path / "site", HOME) == ()
    text = read(tmp_path / "site", CARD).text
    for title in ("居民身份证换领", "户籍窗口", "新桥派出所"):
        assert " ".join(written[title].split()) in text
