"""Shells are counted before they are cut; styles and scripts are joined; the sitemap is split."""

from pathlib import Path

import pytest

from gongshi.errors import ShellError
from gongshi.outputs.feeds import sitemap
from gongshi.outputs.pages import assets, shell
from gongshi.outputs.pages.shell import CONTENT, HEAD, ShellKey, language_token

KEY = ShellKey("stations", 2, "zh")
LANGUAGES = ("zh", "en")
PAGE = f"<head>{HEAD}</head><a href='{language_token('en')}'>English</a><main>{CONTENT}</main>"
FAULTY = (
    '<body> <input class="md-toggle" id="a"> <input class="md-toggle" id="b">'
    ' <label class="md-overlay" for="a"></label><p>页</p>'
)


def test_what_is_stamped_stands_where_its_token_stood() -> None:
    made = shell.cut(PAGE, KEY, LANGUAGES)

    page = made.stamp({HEAD: "<title>甲</title>", language_token("en"): "../en/", CONTENT: "正文"})

    assert page == "<head><title>甲</title></head><a href='../en/'>English</a><main>正文</main>"


@pytest.mark.parametrize(
    "page", [PAGE.replace(CONTENT, ""), PAGE + CONTENT, PAGE.replace(language_token("en"), "#")]
)
def test_a_token_that_is_missing_or_doubled_is_an_error(page: str) -> None:
    with pytest.raises(ShellError):
        shell.cut(page, KEY, LANGUAGES)


def test_faults_of_the_theme_are_cut_out() -> None:
    assert shell.repaired(FAULTY, "index.md") == "<body><p>页</p>"


def test_a_theme_that_no_longer_has_a_known_fault_is_an_error() -> None:
    with pytest.raises(ShellError, match="drawer"):
        shell.repaired(FAULTY.replace("md-toggle", "new-toggle", 1), "index.md")


def test_shells_come_back_from_the_cache_as_they_were() -> None:
    made = {KEY: shell.cut(PAGE, KEY, LANGUAGES)}

    texts = ({"about/": "关于"}, {"zh": "<p>欢迎</p>"}, {"help/": "<p>帮助</p>"})

    packed = shell.pack(made, *texts)

    assert shell.unpack(packed) == (made, *texts)


@pytest.mark.parametrize(
    "data", [None, b"", b"null", b"[]", b"[1,2,3]", b'[[["a"]],{},{},{}]', b"\xff"]
)
def test_what_is_no_packed_shell_counts_as_nothing(data: bytes | None) -> None:
    assert shell.unpack(data) is None


def test_a_boards_own_component_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for folder, text in ((own, ".g-a{color:red}"), (shipped, ".g-a{color:blue}")):
        (folder / "components" / "a").mkdir(parents=True)
        (folder / "components" / "a" / "a.css").write_text(text, encoding="utf-8")

    joined = assets.stylesheet((own, shipped)).data.decode()

    assert "red" in joined
    assert "blue" not in joined


def test_the_name_of_an_asset_changes_with_its_content(tmp_path: Path) -> None:
    path = tmp_path / "components" / "a" / "a.js"
    path.parent.mkdir(parents=True)
    path.write_text("1", encoding="utf-8")
    before = assets.script((tmp_path,)).path
    path.write_text("2", encoding="utf-8")

    assert assets.script((tmp_path,)).path != before


def test_a_sitemap_escapes_and_sorts_its_addresses() -> None:
    files = sitemap("https://example.cn/a&b/", ["时限/", "", "fees/"])

    text = files["sitemap.xml"].decode()

    assert list(files) == ["sitemap.xml"]
    assert text.count("<url>") == 3
    assert "https://example.cn/a&amp;b/fees/" in text
    assert "时限" not in text


def test_a_sitemap_of_too_many_addresses_becomes_an_index_of_several() -> None:
    files = sitemap("https://example.cn/", [f"p{number}/" for number in range(50_001)])

    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert b"sitemap-2.xml" in files["sitemap.xml"]
    assert files["sitemap-1.xml"].count(b"<url>") == 50_000
    assert files["sitemap-2.xml"].count(b"<url>") == 1
