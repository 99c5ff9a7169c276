"""Lists in Markdown pages: which blocks are lists, and every mistake in its place."""

from pathlib import Path

import pytest

from gongshi.authoring import articles
from gongshi.authoring.listings import NAMES, OPTIONS, Known, fences, planted
from gongshi.board.listing import Listed, Listing
from gongshi.board.words import StationKind
from gongshi.diagnostics.finding import Diagnostic
from tests.conftest import ROOT

KNOWN = Known({"chengdong": {"renewal"}, "chengxi": {"enquiry"}}, ("documents", "birth"))


def told(tmp_path: Path, text: str) -> list[Diagnostic]:
    """Return what is wrong with a page of those words."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "page.md").write_text(text, encoding="utf-8")
    return list(articles.mistakes(tmp_path, ["page.md"], KNOWN))


def listed(text: str) -> tuple[Listing, ...]:
    return planted(text, KNOWN, "<{}>")[1]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_is_asked_for_by_either_name(name: str) -> None:
    text, lists = planted(f"前\n```{name}\n```\n后\n", KNOWN, "<{}>")

    assert text == "前\n\n<0>\n\n后\n"
    assert lists == (Listing(NAMES[name]),)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("公示-站所\n类型: 派出所", Listing(Listed.STATIONS, kind=StationKind.POLICE)),
        ("gongshi-stations\nkind: police", Listing(Listed.STATIONS, kind=StationKind.POLICE)),
        ("公示-站所\n\n# 全部\n", Listing(Listed.STATIONS)),
        (
            "公示-事项\n站所：chengdong\n  主题 :  birth  ",
            Listing(Listed.PROCEDURES, station="chengdong", theme="birth"),
        ),
        ("gongshi-fees\nstation: chengxi", Listing(Listed.FEES, station="chengxi")),
    ],
)
def test_a_list_is_narrowed_in_either_spelling(block: str, expected: Listing) -> None:
    assert listed(f"```{block}\n```") == (expected,)
    assert listed(f"~~~~  {block}\n~~~~~  ") == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "````\n```公示-站所\n```\n````",
        "~~~\n```公示-站所\n```\n~~~",
        "    ```公示-站所\n    ```",
        "```yaml\n公示-站所: 1\n```",
        "写 ```公示-站所``` 就行",
        "```公示-站所``` 就行",
        "公示-站所",
    ],
)
def test_what_only_speaks_of_a_list_is_none(text: str, tmp_path: Path) -> None:
    assert planted(text, KNOWN, "<{}>") == (text, ())
    assert told(tmp_path, text) == []


def test_several_lists_are_told_apart_and_all_other_lines_stay() -> None:
    text = "# 甲\n```公示-站所\n```\n```sh\nls\n```\n~~~公示-收费\n~~~\n尾"

    made, lists = planted(text, KNOWN, "<{}>")

    assert made == "# 甲\n\n<0>\n\n```sh\nls\n```\n\n<1>\n\n尾"
    assert [each.what for each in lists] == [Listed.STATIONS, Listed.FEES]


@pytest.mark.parametrize(
    ("block", "code", "place", "hint"),
    [
        ("公示-站锁\n", "GS148", (2, 4, 9), "是不是「公示-站所」？"),
        ("站所\n", "GS148", (2, 4, 6), "是不是「公示-站所」？"),
        ("gongshi-fee\n", "GS148", (2, 4, 15), "是不是「gongshi-fees」？"),
        ("公示：一切\n", "GS148", (2, 4, 9), "可写：公示-站所、公示-事项、公示-收费"),
        ("公示-站所 全部\n", "GS148", (2, 4, 12), "是不是「公示-站所」？"),
        ("公示-站所\n站所: chengdong\n", "GS112", (3, 1, 3), "「站所」可用的键：类型"),
        ("公示-收费\n  staton: chengdong\n", "GS112", (3, 3, 9), "是不是「station」？"),
        ("公示-事项\nchengdong\n", "GS112", (3, 1, 10), "「事项」可用的键：站所、主题"),
        (
            "公示-事项\n站所: chengdong\nstation: chengxi\n",
            "GS113",
            (4, 1, 8),
            "合并成一个，中文和英文键只写一个",
        ),
        ("公示-事项\n站所:\n", "GS122", (3, 1, 3), "写入内容，或删去这个键"),
        ("公示-站所\n类型: 派出锁\n", "GS119", (3, 5, 8), "是不是「派出所」？"),
        ("公示-收费\n站所: chengdon\n", "GS401", (3, 5, 13), "是不是「chengdong」？"),
        ("公示-事项\n主题: zzz\n", "GS401", (3, 5, 8), "核对 board.yml 里的主题"),
    ],
)
def test_a_mistake_in_a_list_is_told_in_its_place(
    block: str, code: str, place: tuple[int, int, int], hint: str, tmp_path: Path
) -> None:
    text = f"甲\n```{block}```\n"
    (found,) = told(tmp_path, text)

    span = found.span
    assert (found.code, found.file) == (code, "content/page.md")
    assert (span.line, span.column, span.end_column) == place
    assert found.source == text.split("\n")[span.line - 1]
    assert found.message.hint_zh == hint
    assert all((found.message.zh, found.message.en, found.message.hint_en))
    assert listed(text) == ()


def test_a_list_that_is_not_closed_is_told_at_its_name(tmp_path: Path) -> None:
    (found,) = told(tmp_path, "```公示-站所\n\n后面的话。\n")

    assert (found.code, found.span.line, found.span.column) == ("GS148", 1, 4)


def test_links_are_looked_at_outside_of_blocks_alone(tmp_path: Path) -> None:
    text = "````\n```\n[甲](station:gone)\n````\n[乙](station:gone)\n```\n[丙](station:gone)\n"

    assert [found.span.line for found in told(tmp_path, text)] == [5]


def test_every_list_and_condition_is_documented_in_both_spellings() -> None:
    rows = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8").splitlines()
    for what, options in OPTIONS.items():
        names = [f"`{name}`" for name, each in NAMES.items() if each is what]
        (row,) = (each for each in rows if each.startswith(f"| {names[0]} "))
        said = [f"`{word}`" for option in options for word in option]

        assert [word for word in (*names, *said) if word not in row] == []
        assert row.count("`") == 2 * len((*names, *said))


def test_a_block_ends_at_its_own_mark() -> None:
    (fence,) = fences(["````", "```", "~~~~", "```` x", "`````  ", "尾"])

    assert fence.body == ["```", "~~~~", "```` x"]
    assert (fence.line, fence.end, fence.is_closed) == (1, 6, True)
