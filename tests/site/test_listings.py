"""Lists of the board in Markdown pages: what they show, and that they follow what they list."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongshi import mkdocs_plugin
from gongshi.publish.verify import verify
from tests.site.boards import build, change, copy_minimal, files, mkdocs, read
from tests.site.test_validity import judged

PAGE = """# 清单

```公示-站所
```

## 事项

```公示-事项
```

```gongshi-procedures
station: chengxi
```

```公示-站所
类型: 林业站
```

## 收费

~~~公示-收费
站所: chengdong
~~~

```公示-收费
站所: chengxi
```

尾。
"""
EAST = "stations/chengdong"
RENEWAL = f"{EAST}/procedures/renewal.yml"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A small board with lists in a page in each language, in a bulletin and on its first page."""
    copy_minimal(tmp_path)
    content = tmp_path / "content"
    (content / "en").mkdir()
    (content / "lists.md").write_text(PAGE, encoding="utf-8")
    (content / "en" / "lists.md").write_text(PAGE, encoding="utf-8")
    (content / "index.md").write_text("欢迎。\n\n```公示-收费\n```\n", encoding="utf-8")
    with (content / "bulletins" / "notice.md").open("a", encoding="utf-8") as notice:
        notice.write("\n```公示-收费\n```\n")
    assert build(tmp_path)
    return tmp_path


def text(board: Path, url: str) -> str:
    return read(board / "site", url).text


def test_lists_show_what_the_page_asks_for_in_its_language(board: Path) -> None:
    page, english = text(board, "lists/"), text(board, "en/lists/")

    assert "城东派出所 滨江路 8 号" in page
    assert "证件换领 城东派出所 20元/证 20个工作日 跑 1 次" in page
    assert "现在没有这样的站所。" in page
    assert "证件收费通知 财综〔2026〕1号" in page
    assert page.count("所有事项都不收费。") == 1
    assert page.index("所有事项都不收费。") < page.index("尾。")
    assert "20 working days" in english
    assert "gongshi-listing" not in page


def test_lists_lead_to_the_pages_of_their_language(board: Path) -> None:
    for url in ("lists/", "en/lists/"):
        links = read(board / "site", url).links
        assert f"../{EAST}/" in links
        assert f"../{EAST}/renewal/#fees" in links
    assert f"./{EAST}/renewal/#fees" in {
        link if link.startswith(".") else f"./{link}" for link in read(board / "site", "").links
    }


def test_a_page_with_lists_is_valid_and_every_link_leads_somewhere(board: Path) -> None:
    pages = [board / "site" / url / "index.html" for url in ("lists", "en/lists", "")]

    assert judged(*pages) == []
    assert verify(board / "site", "") == ()


def again(board: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Build once more, where MkDocs must not be needed."""
    monkeypatch.delattr(mkdocs_plugin, "build_site")
    return build(board)


def anew(board: Path, _monkeypatch: pytest.MonkeyPatch) -> bool:
    """Build once more with nothing remembered."""
    shutil.rmtree(board / ".cache")
    return build(board)


def by_mkdocs(board: Path, _monkeypatch: pytest.MonkeyPatch) -> bool:
    """Build once more by the host's own command."""
    return mkdocs(board).returncode == 0


@pytest.mark.parametrize("build_once_more", [again, anew, by_mkdocs])
def test_a_page_follows_the_files_of_what_it_lists(
    board: Path,
    build_once_more: Callable[[Path, pytest.MonkeyPatch], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(board / RENEWAL, "amount: 20\n", "amount: 25\n")
    change(board / EAST / "station.yml", "滨江路 8 号", "滨江路 9 号")

    assert build_once_more(board, monkeypatch)

    for url in ("lists/", "bulletins/notice/", ""):
        assert "25元/证 — 证件收费通知 财综〔2026〕1号 证件换领" in text(board, url), url
    assert "滨江路 9 号" in text(board, "lists/")
    assert "滨江路 9 号" in text(board, "en/lists/")


def test_the_same_site_comes_from_a_warm_cache_and_a_cold_one(board: Path) -> None:
    change(board / RENEWAL, "amount: 20\n", "amount: 25\n")
    assert build(board)
    warm = files(board / "site")

    shutil.rmtree(board / ".cache")
    shutil.rmtree(board / "site")
    assert build(board)

    assert files(board / "site") == warm


def test_a_page_stays_where_it_is_when_its_lists_go(board: Path) -> None:
    (board / "content" / "lists.md").write_text("# 清单\n\n没有了。\n", encoding="utf-8")

    assert build(board)

    assert "没有了。" in text(board, "lists/")
    assert "滨江路" not in text(board, "lists/").split("没有了。")[0]


@pytest.mark.parametrize("command", ["gongshi", "mkdocs"])
def test_a_list_of_what_is_gone_is_refused_and_leaves_the_old_site(
    board: Path, command: str
) -> None:
    before = files(board / "site")
    change(board / "content/lists.md", "站所: chengdong", "站所: chengdon")

    if command == "mkdocs":
        built = mkdocs(board)
        assert built.returncode != 0
        assert "content/lists.md:22:5: error GS401" in built.stderr
    else:
        assert not build(board)

    assert files(board / "site") == before
