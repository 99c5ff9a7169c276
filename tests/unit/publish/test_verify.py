"""Every link of a site leads somewhere, nothing is loaded from elsewhere, and nothing can hide."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongshi.publish import verify
from gongshi.publish.cache import Cache
from gongshi.publish.manifest import Row, Shard
from gongshi.publish.markup import Reader
from gongshi.publish.verify import Facts, Problem, judge, read_file
from gongshi.publish.writer import content_digest

HOME = "https://qinghe.example/gongkai/"


def page(body: str) -> str:
    return (
        "<!doctype html>\n<html lang=zh-CN><head><meta charset=utf-8><title>事项 &lt;b></title>"
        f'<link rel="stylesheet" href="/gongkai/x.css"></head><body>{body}</body></html>'
    )


def problems(files: dict[str, str], home: str = HOME) -> list[tuple[str, str, str]]:
    """Return what is wrong with a site of these files."""
    facts = Facts()
    for path, text in sorted(files.items()):
        facts.add(read_file(path, text.encode(), home))
    return [(found.page, found.kind, found.target) for found in judge(facts, files)]


def on_page(body: str, home: str = HOME) -> list[tuple[str, str]]:
    """Return what is wrong with a page deep in a site that has a few other files."""
    files = {
        "a/b/index.html": f"<title>t</title>{body}",
        "a/index.html": '<p id="here"></p><a name="old"></a>',
        "index.html": "",
        "a/pic.png": "",
        "附件/表.pdf": "",
    }
    return [(kind, target) for where, kind, target in problems(files, home) if where[:4] == "a/b/"]


@pytest.mark.parametrize(
    "url",
    [
        "../",
        "./",
        ".",
        "..",
        "../index.html",
        "../../",
        "../../a/../index.html",
        "../pic.png?v=1",
        "../#here",
        "../#old",
        "../?x=1#here",
        "#",
        "#top",
        "#%E4%BA%8B",
        "#:~:text=事",
        "../../附件/表.pdf",
        "../../%E9%99%84%E4%BB%B6/%E8%A1%A8.pdf",
        " ../pic.png\n",
        "..\\pic.png",
        "https://qinghe.example/gongkai/a/",
        "https://qinghe.example/gongkai",
        "https://qinghe.example/gongkai/a/#here",
        "https://www.gov.cn/zhengce/",
        "//www.gov.cn/",
        "http://www.gov.cn",
        "mailto:a@b.cn",
        "TEL:12345",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(url: str) -> None:
    assert on_page(f'<a id="事" href="{url}">x</a>') == []


@pytest.mark.parametrize(
    ("url", "kind", "target"),
    [
        ("../c/", "dead-link", "a/c/"),
        ("../../a", "dead-link", "a"),
        ("../PIC.png", "dead-link", "a/PIC.png"),
        ("../../../x", "dead-link", "../x"),
        ("../../../../index.html", "dead-link", "../../index.html"),
        ("c.html", "dead-link", "a/b/c.html"),
        ("https://qinghe.example/gongkai/c/", "dead-link", "c/"),
        ("../#there", "dead-fragment", "a/#there"),
        ("#there", "dead-fragment", "#there"),
        ("/gongkai/a/", "absolute-link", "/gongkai/a/"),
        ("javascript:alert(1)", "unsafe-url", "javascript:alert(1)"),
        ("java\nscript:alert(1)", "unsafe-url", "javascript:alert(1)"),
        (" &#106;avascript:x", "unsafe-url", "javascript:x"),
        ("data:text/html,x", "unsafe-url", "data:text/html,x"),
        ("weixin:x", "unsafe-url", "weixin:x"),
    ],
)
def test_a_link_that_leads_nowhere_or_does_something_is_told(
    url: str, kind: str, target: str
) -> None:
    assert on_page(f'<a href="{url}">x</a>') == [(kind, target)]


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="{}">',
        "<img src='{}'>",
        "<img src={}>",
        '<IMG SRC="{}">',
        '<img\n src\n=\n"{}">',
        '<img srcset="../pic.png 1x, {} 2x">',
        '<source srcset="{}">',
        '<script src="{}"></script>',
        '<link rel="stylesheet" href="{}">',
        '<link rel="preconnect" href="{}">',
        '<link rel="alternate stylesheet" href="{}">',
        '<link href="{}">',
        '<iframe src="{}"></iframe>',
        '<video poster="{}"></video>',
        '<audio src="{}"></audio>',
        '<track src="{}">',
        '<embed src="{}">',
        '<object data="{}"></object>',
        '<input type="image" src="{}">',
        '<body background="{}">',
        '<form action="{}"></form>',
        '<button formaction="{}">x</button>',
        '<svg><image href="{}"/></svg>',
        '<svg><use xlink:href="{}"/></svg>',
        '<svg><rect fill="url({})"/></svg>',
        '<p style="background: url({})">x</p>',
        "<p style='background: url(\"{}\")'>x</p>",
        "<style>@import '{}';</style>",
        "<style>a{{background:u\\72 l({})}}</style>",
        "<style>a{{background:image-set('{}' 1x)}}</style>",
        '<meta http-equiv="refresh" content="0; url={}">',
        "<noscript><img src='{}'></noscript>",
    ],
)
@pytest.mark.parametrize("url", ["https://evil.example/x", "//evil.example/x"])
def test_nothing_is_loaded_from_elsewhere(tag: str, url: str) -> None:
    assert on_page(tag.format(url)) == [("third-party", "https://evil.example/x")]


@pytest.mark.parametrize("url", ["/\\evil.example/x", "\\\\evil.example/x", "\t//evil.example/x"])
def test_an_address_is_read_as_browsers_read_it(url: str) -> None:
    assert on_page(f'<img src="{url}">') == [("third-party", "https://evil.example/x")]


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="../pic.png" alt="a > b">',
        '<img src="data:image/png;base64,AAAA">',
        '<link rel="canonical" href="https://other.example/">',
        '<link rel="license" href="https://www.apache.org/licenses/LICENSE-2.0">',
        '<link rel="canonical" href="https://qinghe.example/gongkai/a/">',
        '<svg><defs><path id="p"/></defs><use href="#p"/><rect fill="url(#p)"/></svg>',
        '<meta http-equiv="refresh" content="0; url=../">',
        '<meta property="og:image" content="https://qinghe.example/gongkai/a/pic.png">',
        '<p title="see https://x.example/">https://x.example/ &lt;img src=//evil></p>',
        "<!-- <img src=//evil.example/x> -->",
        "<textarea>&lt;img src=//evil></textarea>",
        '<script type="application/ld+json">{"@id": "https://x.example/"}</script>',
        '<style>@namespace s url(http://www.w3.org/2000/svg); a{b:url("../pic.png")}</style>',
        "<style>a{background:url('data:image/svg+xml,%3Csvg xmlns=%27http://w3.org%27>')}</style>",
        '<svg><linearGradient id="g"/><clipPath id="c"/><foreignObject></foreignObject></svg>',
    ],
)
def test_what_is_local_or_only_words_is_fine(tag: str) -> None:
    assert on_page(tag) == []


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ('<p onclick="x()">', "event-attribute"),
        ("<p ONCLICK=x()>", "event-attribute"),
        ('<p id="a" id="b">', "duplicate-attribute"),
        ('<i id="a"></i><b id="a"></b>', "duplicate-id"),
        ('<i id="a"></i><i id="a"></i>', "duplicate-id"),
        ('<iframe srcdoc="x"></iframe>', "unsafe-element"),
        ('<a href="../" ping="https://evil.example">x</a>', "unsafe-element"),
        ('<base href="https://evil.example/">', "unsafe-element"),
        ("<plaintext>", "unsafe-element"),
        ('<svg><set attributeName="xlink:href" to="javascript:x"/></svg>', "unsafe-element"),
        ('<img/src="//evil.example/x">', "malformed"),
        ('<img title=x" src=//evil.example/x>', "malformed"),
        ('<img src="//evil.example/x', "malformed"),
        ("<img <b>", "malformed"),
        ("<!--> <img src=//evil.example/x> -->", "malformed"),
        ("<!-- --!> <img src=//evil.example/x> -->", "malformed"),
        ("<!-- open", "malformed"),
        ("<!-- a -- > <img src=//evil.example/x>", "malformed"),
        ("a < b", "malformed"),
        ("<![CDATA[ <img src=//evil.example/x> ]]>", "malformed"),
        ("<?x <img src=//evil.example/x> ?>", "malformed"),
        ("<script>open", "malformed"),
        ("<script/src=//evil.example/x></script>", "malformed"),
        ("<svg><style><img src=//evil.example/x></style></svg>", "malformed"),
        ("<svg><title><img src=//evil.example/x></title></svg>", "malformed"),
        ("<textarea><!--</textarea><img src=x>-->", "malformed"),
        ('<script src="../pic.png"><img src=//evil.example/x></script>', "malformed"),
        ('<script type="application/json"><img src=//evil.example/x></script>', "malformed"),
    ],
)
def test_what_is_unsafe_or_ambiguous_is_told(tag: str, kind: str) -> None:
    assert kind in [found for found, _ in on_page(tag)]


def test_a_script_that_nobody_vouches_for_is_told() -> None:
    facts = read_file("index.html", b"<script>let a = '<b>' < 1</script><script>\n</script>")
    (known,) = facts.scripts

    assert known.startswith("sha256-")
    assert judge(facts, {"index.html"}, [known]) == ()
    assert judge(facts, {"index.html"}) == ()
    assert judge(facts, {"index.html"}, []) == (Problem("index.html", "unknown-script", known),)


def test_the_digest_of_a_script_is_the_one_of_a_content_security_policy() -> None:
    facts = read_file("index.html", b"<script>alert('Hello, world.');</script>")

    assert list(facts.scripts) == ["sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="]


def test_the_page_for_what_is_not_found_may_point_from_the_root() -> None:
    files = {
        "404.html": '<a href="/gongkai/a/">x</a><a href="/gongkai/b/">y</a><a href="/a/">z</a>',
        "a/index.html": "",
    }

    assert problems(files) == [
        ("404.html", "absolute-link", "/a/"),
        ("404.html", "dead-link", "b/"),
    ]


def test_a_style_sheet_points_from_where_it_stands() -> None:
    files = {
        "assets/css/x.css": "a{b:url(../a.png)} /* url(//evil.example/) */ c{d:url(a.png)}"
        "@import url(https://evil.example/x.css);",
        "assets/a.png": "",
    }

    assert problems(files) == [
        ("assets/css/x.css", "dead-link", "assets/css/a.png"),
        ("assets/css/x.css", "third-party", "https://evil.example/x.css"),
    ]


def test_sitemap_and_feeds_name_only_what_is_there() -> None:
    files = {
        "sitemap.xml": f"<urlset><url><loc>{HOME}</loc></url><url><loc>{HOME}a/</loc></url>"
        f"<url><loc>{HOME}gone/</loc></url></urlset>",
        "feed.xml": f'<feed><link href="{HOME}a/?x=1&amp;y=2"/><link href="{HOME}old/"/></feed>',
        "data/all.json": f'["{HOME}a/", "{HOME}lost.html"]',
        "index.html": "",
        "a/index.html": "",
    }

    assert problems(files) == [
        ("data/all.json", "dead-link", "lost.html"),
        ("feed.xml", "dead-link", "old/"),
        ("sitemap.xml", "dead-link", "gone/"),
    ]


def test_a_web_app_manifest_names_local_icons() -> None:
    text = '{"icons": [{"src": "icon.png"}, {"src": "https://evil.example/i"}], "start_url": "."}'
    files = {"app/x.webmanifest": text, "app/icon.png": "", "app/index.html": ""}

    assert problems(files) == [("app/x.webmanifest", "third-party", "https://evil.example/i")]


def test_a_problem_of_many_pages_is_told_once_with_their_number() -> None:
    facts = Facts()
    for name in ("b", "a", "c"):
        facts.add(read_file(f"{name}/index.html", b'<a href="../gone/">x</a>'))

    (found,) = judge(facts, {"a/index.html"})

    assert found == Problem("a/index.html", "dead-link", "gone/", 3)
    assert found.message_zh == "链接的文件不存在:gone/(共 3 个文件)"
    assert found.message_en == "a link leads to a file that is not there: gone/ (in 3 files)"


def test_every_kind_of_problem_has_a_message_in_both_languages() -> None:
    for kind in verify._KINDS:
        told = Problem("x", kind, "it{}")

        assert told.message_zh.endswith(":it{}")
        assert told.message_en.endswith(": it{}")


def test_facts_are_kept_with_the_bytes_that_they_tell_of(tmp_path: Path) -> None:
    def shard(text: str) -> Shard:
        (tmp_path / "index.html").write_text(text, encoding="utf-8")
        return Shard("a", "", (Row("index.html", "", content_digest(text.encode()), 0, 0),))

    with Cache(tmp_path / "cache") as cache:
        first = verify.facts_of(shard('<a href="x/">x</a>'), tmp_path, cache)
        second = shard('<a href="y/">y</a>')
        assert verify.facts_of(second, tmp_path, cache).links == {"y/": ("index.html", 1)}
        (tmp_path / "index.html").unlink()

        assert first.links == {"x/": ("index.html", 1)}
        assert verify.facts_of(second, tmp_path, cache).links == {"y/": ("index.html", 1)}


@pytest.mark.parametrize("data", [None, b"", b"\xff", b"3", b"[1,2,3,4]", b'[{"a":1},{},{},{}]'])
def test_facts_that_make_no_sense_are_read_anew(data: bytes | None) -> None:
    assert Facts.decode(data) is None


def test_facts_are_read_as_they_were_kept() -> None:
    facts = read_file("a/index.html", page('<a id="x" href="b/#c">事</a><b onx=1>').encode(), HOME)

    assert Facts.decode(facts.encode()) == facts
    assert facts.links
    assert facts.problems


def test_a_whole_folder_is_verified(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text('<a href="../#x">x</a>', encoding="utf-8")
    (tmp_path / "index.html").write_bytes(b'\xff<a href="a/">x</a>')
    (tmp_path / "x.bin").write_bytes(b"<img src=//evil.example>")

    assert verify.verify(tmp_path) == (Problem("a/index.html", "dead-fragment", "#x"),)


def test_the_address_of_a_folder_is_told_by_its_first_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        f'<link rel="canonical" href="{HOME}"><a href="{HOME}gone/">x</a>', encoding="utf-8"
    )
    (tmp_path / "404.html").write_text('<a href="/gongkai/">x</a>', encoding="utf-8")

    assert verify.verify(tmp_path) == (Problem("index.html", "dead-link", "gone/"),)


def test_no_page_makes_the_reader_look_through_it_again_and_again() -> None:
    """Each would take minutes if reading took more than linear time."""
    for part in (
        "<a ",
        "<a b=",
        "<a b='",
        "<!--",
        "<script>",
        "</script",
        "<style>url(",
        "<![CDATA[",
    ):
        read_file("index.html", part.encode() * 50_000)
    for part in ("url(", "url('", "@namespace", "/*", "@import '//", "\\7"):
        read_file("x.css", part.encode() * 50_000)
    read_file("index.html", b'<img srcset="' + b"," * 300_000 + b'">')


@given(st.text(alphabet="<>!-/=\"' \nasctrip[]&#;?x(:.", max_size=60))
def test_any_page_can_be_read(text: str) -> None:
    facts = read_file("index.html", f"<title>{text}".encode())
    facts.add(read_file("other/index.html", text.encode(), HOME))
    facts.add(read_file("x.css", text.encode()))

    assert Facts.decode(facts.encode()) == facts


TAGS = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(
        ["p", "path", "linearGradient", "a", "svg", "base", "script", "title", "titled", "P"]
    ),
    st.lists(
        st.sampled_from(
            [
                ' class="x"',
                ' d="M1 2h3"',
                ' x="1"',
                ' href="y/"',
                " href=y/",
                ' id="a"',
                " id='a'",
                ' onclick="x"',
                " ONLOAD='x'",
                ' fill="url(//e.cn/f)"',
                ' fill="url&#40;//e.cn/f)"',
                " hidden",
                ' title=">"',
                ' title="<b x="',
                " title='\"'",
                '"',
                "'",
            ]
        ),
        max_size=3,
    ).map("".join),
    st.sampled_from(["", "/", " "]),
)
SPELLED = st.lists(
    st.one_of(TAGS, st.sampled_from(["</p>", "</script>", "</title>", "<!--", "-->", "x", ">"])),
    max_size=6,
)


@settings(max_examples=500)
@given(st.lists(SPELLED.map("".join), min_size=1, max_size=3))
def test_how_the_rest_of_a_site_is_spelled_changes_nothing_of_a_page(pages: list[str]) -> None:
    """A bracket that begins no tag makes the reader look closely; it is told the same."""
    rare = '<p title="<">'
    reader = Reader(HOME)

    for text in pages:
        quickly, closely = reader.page(text), Reader(HOME).page(rare + text)

        assert sorted(quickly.problems) == sorted(closely.problems)
        assert Counter(quickly.addresses) == Counter(closely.addresses)
        assert (sorted(quickly.ids), sorted(quickly.scripts)) == (
            sorted(closely.ids),
            sorted(closely.scripts),
        )


@pytest.mark.parametrize(
    "fill", ["url(//e.cn/f)", "URL(//e.cn/f)", "url&#40;//e.cn/f)", "&#x75;rl&lpar;//e.cn/f)"]
)
def test_a_drawing_fetches_no_filling_in_whatever_spelling(fill: str) -> None:
    shape = f'<path class="x" fill="{fill}"/>'

    assert on_page(shape * 2) == [("third-party", "https://e.cn/f")]
