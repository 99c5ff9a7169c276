"""The small Markdown subset of prose: what it may hold, and what becomes of it on a page."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.engines import markdown
from tests.strategies import words

PLAIN = [
    "一般文字",
    "a < b > c",
    "1 <2, 3<4",
    "A&B",
    "Bring it!",
    "见《办法》[2020]1号",
    "第1条[注]",
    "https://www.example.cn/?a=1&b=2",
    "5 * 3 * 2",
    "snake_case_name",
    "`code`",
    "# 不是标题",
    "| 不 | 是 | 表 |",
    "> 不是引文",
    "[a]: https://www.example.cn/",
    "---",
]


@pytest.mark.parametrize("text", PLAIN)
def test_signs_that_mean_nothing_here_are_shown_as_they_are(text: str) -> None:
    assert markdown.problem(text) is None
    assert html.unescape(re.sub(r"</?(p|ul|li)>", "", markdown.render(text))) == text.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*轻* **重**", "<em>轻</em> <strong>重</strong>"),
        ("一行\n又一行", "一行<br>\n又一行"),
        ("一段\n\n又一段", "<p>一段</p>\n<p>又一段</p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("1. 甲\n2. 乙", "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"),
        (r"\*不重\*", "*不重*"),
        ("&lt;b&gt;", "&lt;b&gt;"),
        ("<b>", "&lt;b&gt;"),
        (
            "[说明](https://www.example.cn/a)",
            '<a href="https://www.example.cn/a" rel="noopener noreferrer">说明</a>',
        ),
        (
            "<https://www.example.cn/>",
            '<a href="https://www.example.cn/" rel="noopener noreferrer">'
            "https://www.example.cn/</a>",
        ),
    ],
)
def test_prose_becomes_html(text: str, expected: str) -> None:
    assert markdown.render(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://www.example.cn/)",
        "[a](http://www.example.cn/)",
        "[a](mailto:a@example.cn)",
        "[a](tel:12345)",
        "[a](station:xinqiao-police)",
        "[a](procedure:xinqiao-police/id-card-renewal)",
        "[a](forms/申请表.pdf)",
        "[a](about.md 'title')",
        "<mailto:a@example.cn>",
    ],
)
def test_a_link_that_can_be_followed_is_fine(text: str) -> None:
    assert markdown.problem(text) is None


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("请看<b>说明</b>", "<b>"),
        ("换行<br/>再来", "<br/>"),
        ("</div>", "</div>"),
        ("<script>alert(1)</script>", "<script>"),
        ("- <img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("前文\n\n<div>\n块\n</div>", "<div>"),
        ("<!-- 注释 -->", "<!-- 注释 -->"),
        ("<?php ?>", "<?php ?>"),
        ("<svg/onload=alert(1)>", "<svg/onload=alert(1)>"),
        ("    <script>x</script>", "<script>"),
        ("`<b>`", "<b>"),
    ],
)
def test_html_is_refused_and_found(text: str, excerpt: str) -> None:
    problem = markdown.problem(text)

    assert problem is not None
    assert (problem.code, problem.excerpt) == ("GS132", excerpt)
    assert "HTML" in problem.message.zh


@pytest.mark.parametrize("text", ["![图](a.png)", "前![](https://www.example.cn/a.png)后"])
def test_a_picture_is_refused(text: str) -> None:
    problem = markdown.problem(text)

    assert problem is not None
    assert (problem.code, problem.excerpt) == ("GS132", "![")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://www.example.cn/",
        "//www.example.cn/",
        "/etc/passwd",
        "../../secret.pdf",
        "a/%2e%2e/%2E%2E/b",
        "https:///a",
        "mailto:",
        "station:",
        "#here",
    ],
)
def test_a_link_that_nobody_should_follow_is_refused(address: str) -> None:
    problem = markdown.problem(f"见[说明]({address})")

    assert problem is not None
    assert problem.code == "GS132"
    assert "链接" in problem.message.zh


@pytest.mark.parametrize("text", ["a&#x202e;b", "a&#8238;b", "a&rlm;b", "a&zwj;b", "a&ShY;b&shy;c"])
def test_an_entity_cannot_hide_a_character(text: str) -> None:
    problem = markdown.problem(text)

    assert problem is not None
    assert problem.code == "GS103"


@pytest.mark.parametrize(
    "part",
    [
        *("*", "_", "[", "]", "<", "&", "`", "!", "\\", "[a](", "![", "<!--", "<a ", "&#", "**a"),
        *("- ", "1. ", "a\n", "> ", "\n\n", "[a](b)", "<http://", "]("),
    ],
)
def test_endless_markup_is_refused_before_it_costs_anything(part: str) -> None:
    problem = markdown.problem(part * (1024 * 1024 // len(part)))

    assert problem is not None
    assert problem.code == "GS121"


@pytest.mark.parametrize("part", ["*a*", "_a_ ", "[a](b) ", "[a](", "![a", "<!--a", "**a ", "a\n"])
def test_much_markup_is_still_rendered(part: str) -> None:
    text = part * (markdown.LONGEST_MARKED // len(part))

    assert markdown.render(text).count("a") >= text.count("a")


@pytest.mark.parametrize(
    "text",
    ["- " * 5 + "甲", "\n".join("  " * depth + "- 甲" for depth in range(5)), "1. - 1) * + 甲"],
)
def test_a_list_in_a_list_is_rendered(text: str) -> None:
    assert markdown.problem(text) is None
    assert "甲" in markdown.render(text)


@pytest.mark.parametrize(
    "text",
    [
        *("- " * 6 + "甲", "- " * 12 + "甲", "- " * 9_000 + "甲", "1. - " * 10 + "甲"),
        "\n".join("  " * depth + "- 甲" for depth in range(6)),
        "\n".join("   " * depth + "1) 甲" for depth in range(90)),
    ],
)
def test_a_list_too_deep_for_the_renderer_is_refused(text: str) -> None:
    problem = markdown.problem(text)

    assert problem is not None
    assert problem.code == "GS110"


def test_a_long_text_without_markup_is_fine() -> None:
    text = "公示" * 100_000

    assert markdown.problem(text) is None
    assert markdown.render(text) == text


@given(text=st.text(alphabet="ab<>&;\"'()[]!*_/\\#: \n=xscriptonhref公", max_size=60))
def test_whatever_is_written_nothing_but_the_subset_comes_out(text: str) -> None:
    tags = re.findall(r"<[^>]*>", markdown.render(text))

    allowed = r'</?(p|em|strong|a|ul|ol|li|br)>|<a( (href|title|rel)="[^"<>]*")+>'
    assert [tag for tag in tags if not re.fullmatch(allowed, tag)] == []
    assert all("script:" not in tag.lower() for tag in tags)


@given(text=st.text(alphabet="ab>&;\"'()[]!*_/\\#: \n\xa0=公", max_size=40))
def test_nothing_is_called_html_that_has_no_tag(text: str) -> None:
    problem = markdown.problem(f"{text}[a](b)")

    assert problem is None or "HTML" not in problem.message.zh


@given(text=words)
def test_what_is_accepted_loses_none_of_its_letters(text: str) -> None:
    seen = html.unescape(re.sub(r"<[^>]*>", "", markdown.render(text)))

    def kept(said: str) -> str:
        return "".join(char for char in said if "\u4e00" <= char <= "\u9fff")

    assert kept(seen) == kept(html.unescape(re.sub(r"\]\([^)]*\)", "", text)))


@given(text=st.text(alphabet="a<>&]([-+*1.)# \t\n公;/!", max_size=30))
def test_a_quick_look_takes_no_markup_for_plain_text(text: str) -> None:
    looks_plain = markdown._is_plain(text)

    assert not (looks_plain and markdown._SUSPECT.search(text))
