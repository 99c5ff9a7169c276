"""A change in the files is seen everywhere after one build, and what is gone from them is gone."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.site.boards import Sample, build, change, copy_minimal, files, is_new, page_of, read
from tests.site.test_contents import rows

POLICE = "stations/xinqiao-police"
CARD = f"{POLICE}/procedures/id-card-renewal.yml"
CARD_PAGES = (f"{POLICE}/id-card-renewal/", f"en/{POLICE}/id-card-renewal/")


@pytest.fixture
def board(sample: Sample, tmp_path: Path) -> Path:
    """The sample board with its site and its cache, to be changed."""
    return sample.copy(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small board, built once."""
    copy_minimal(tmp_path)
    assert build(tmp_path)
    return tmp_path


def text(board: Path, url: str) -> str:
    return read(board / "site", url).text


def row(board: Path, url: str, language: str = "zh") -> str:
    (found,) = (each for each in rows(board / "site", language) if each[1] == url)
    return str(found)


def drawn(board: Path, url: str) -> list[str]:
    """Return what stands in the boxes of a page's flowcharts."""
    html = (board / "site" / page_of(url)).read_text(encoding="utf-8")
    drawings = re.findall(r"<svg class=\"g-flow__svg.*?</svg>", html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "|", each) for each in drawings]


def test_a_changed_fee_is_seen_on_pages_lists_register_and_search(board: Path) -> None:
    change(board / CARD, "amount: 20\n", "amount: 25\n")

    assert build(board, strict=True)

    for url in (CARD_PAGES[0], "fees/", f"{POLICE}/"):
        assert "25元/证" in text(board, url), url
    card, english = (text(board, url) for url in CARD_PAGES)
    assert "25元至40元" in card
    assert "20元" not in card
    assert "25" in english
    assert "20元/" not in english
    assert "25元至40元" in text(board, "procedures/")
    assert "25元至40元" in text(board, "life-events/documents/")
    assert "25元至40元" in row(board, CARD_PAGES[0])


def test_a_changed_step_is_seen_in_both_drawings_and_in_the_sentences(board: Path) -> None:
    change(
        board / CARD, "name: {zh: 制证, en: Make the card}", "name: {zh: 打印新证, en: Print it}"
    )
    change(board / CARD, "within: 10个工作日\n    next: make", "within: 9个工作日\n    next: make")

    assert build(board, strict=True)

    for url, name in zip(CARD_PAGES, ("打印新证", "Print it"), strict=True):
        drawings = drawn(board, url)
        assert len(drawings) == 2
        for drawing in drawings:
            assert f"|{name}|" in drawing
            assert "Make the card" not in drawing
            assert "|制证|" not in drawing
    assert "9个工作日" in text(board, CARD_PAGES[0])
    assert "第 4 步 审核签发" in text(board, CARD_PAGES[0])


def test_changed_hours_of_a_station_are_seen_wherever_they_stand(board: Path) -> None:
    change(
        board / f"{POLICE}/station.yml",
        'open: ["08:30-12:00", "14:00-17:30"]',
        'open: ["08:45-12:00", "14:00-17:30"]',
    )

    assert build(board, strict=True)

    for url in (f"{POLICE}/", f"en/{POLICE}/", *CARD_PAGES):
        page = read(board / "site", url)
        assert "08:45" in page.text, url
        (hours,) = {value for _, name, value in page.attributes if name == "data-hours"}
        assert "[525, 720]" in hours
    listed = (board / "site/stations/index.html").read_text(encoding="utf-8")
    assert len(re.findall(r"\[525, ?720\]", listed)) == 1


def test_a_changed_name_of_a_station_is_seen_on_the_pages_of_others(board: Path) -> None:
    path = board / POLICE / "station.yml"
    change(path, "name: {zh: 新桥派出所, en", "name: {zh: 新桥街道派出所, en")

    assert build(board)

    joint = "stations/xinqiao-one-stop/newborn-one-stop/"
    for url in ("", "procedures/", "stations/", "fees/", joint):
        assert "新桥街道派出所" in text(board, url), url


def test_only_pages_that_say_it_change_with_a_fee(board: Path) -> None:
    before = files(board / "site")
    change(board / CARD, "amount: 20\n", "amount: 25\n")

    assert build(board)

    changed = {path for path in is_new(before, board / "site") if not path.startswith(".")}
    elsewhere = {path for path in changed if "stations/" in path and "xinqiao-police" not in path}
    assert elsewhere == set()
    assert not [path for path in changed if path.startswith(("about/", "help/", "bulletins/"))]


def test_a_change_is_seen_when_time_stamp_and_size_stay_the_same(board: Path) -> None:
    path = board / CARD
    before = path.stat()
    change(path, "amount: 20\n", "amount: 25\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()

    assert build(board)

    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert "25元/证" in text(board, CARD_PAGES[0])


def test_a_page_goes_with_its_file_and_from_every_list(board: Path) -> None:
    gone = "stations/qinghe-tax/tax-certificate/"
    places = ("procedures/", "site-map/", "stations/qinghe-tax/", "life-events/tax/")
    before = [gone in read(board / "site", place).targets() for place in places]
    (board / "stations/qinghe-tax/procedures/tax-certificate.yml").unlink()

    assert build(board, strict=True)

    left = files(board / "site")
    assert before == [True] * len(places)
    assert [path for path in left if "tax-certificate" in path] == []
    assert not (board / "site" / gone).exists()
    assert [path for path, data in left.items() if b"tax-certificate" in data] == []


def test_a_new_file_makes_a_page(small: Path) -> None:
    folder = small / "stations/chengdong/procedures"
    shutil.copy(folder / "renewal.yml", folder / "reissue.yml")
    change(folder / "reissue.yml", "title: 证件换领", "title: 证件补领")

    assert build(small)

    for url in ("stations/chengdong/reissue/", "stations/chengdong/", "procedures/", "site-map/"):
        assert "证件补领" in text(small, url), url
    assert "证件补领" in row(small, "stations/chengdong/reissue/")


def test_a_station_goes_with_its_folder(small: Path) -> None:
    shutil.rmtree(small / "stations/chengxi")

    assert build(small)

    assert [path for path in files(small / "site") if "chengxi" in path] == []
    assert "城西综合服务中心" not in text(small, "stations/")


def test_a_markdown_page_and_its_links_go_with_its_file(board: Path) -> None:
    there_before = "help/" in read(board / "site", "fees/").targets()
    (board / "content/help.md").unlink()
    change(board / "content/about.md", "[使用帮助](help.md)", "使用帮助")

    assert build(board, strict=True)

    assert there_before
    assert not (board / "site/help").exists()
    assert "help/" not in read(board / "site", "fees/").targets()


def test_a_changed_bulletin_is_seen_on_its_page_and_in_every_list(small: Path) -> None:
    path = small / "content/bulletins/notice.md"
    change(path, "title: 办公时间调整通知", "title: 办公时间再次调整")

    assert build(small)

    for url in ("", "bulletins/", "bulletins/notice/", "site-map/"):
        assert "办公时间再次调整" in text(small, url), url


def test_a_renamed_procedure_leaves_a_page_that_leads_on(small: Path) -> None:
    folder = small / "stations/chengdong/procedures"
    (folder / "renewal.yml").rename(folder / "replacement.yml")
    with (folder / "replacement.yml").open("a", encoding="utf-8") as file:
        file.write("was: [renewal]\n")

    assert build(small)

    for tag in ("", "en/"):
        page = read(small / "site", f"{tag}stations/chengdong/renewal/")
        assert page.targets() == {f"{tag}stations/chengdong/replacement/"}


def test_a_suspended_procedure_says_so_on_its_page_in_lists_and_in_search(small: Path) -> None:
    with (small / "stations/chengdong/procedures/renewal.yml").open("a", encoding="utf-8") as file:
        file.write(
            "status: {state: suspended, reason: 机房搬迁, from: 2026-11-20, to: 2026-12-05}\n"
        )

    assert build(small)

    page = text(small, "stations/chengdong/renewal/")
    assert "此事项暂停办理" in page
    assert "机房搬迁" in page
    assert "2026年12月5日" in page
    assert "证件换领 已暂停" in text(small, "procedures/")
    assert "证件换领 已暂停" in text(small, "stations/chengdong/")
    assert "暂停" in row(small, "stations/chengdong/renewal/")


def test_a_retired_procedure_says_so_and_is_charged_for_nowhere(small: Path) -> None:
    with (small / "stations/chengdong/procedures/renewal.yml").open("a", encoding="utf-8") as file:
        file.write(
            "status: {state: retired, reason: 并入首次申领, date: 2026-11-01, "
            "replaced_by: chengdong/first-issue}\n"
        )

    assert build(small)

    page = read(small / "site", "stations/chengdong/renewal/")
    assert "自2026年11月1日起不再办理" in page.text
    assert "stations/chengdong/first-issue/" in page.targets()
    assert "证件换领 已废止" in text(small, "procedures/")
    assert "stations/chengdong/renewal/" not in read(small / "site", "fees/").targets()


def test_a_template_of_the_board_s_own_takes_the_place_of_the_shipped_one(small: Path) -> None:
    own = small / "templates/pages/not-found.html"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>{{ page.title }}</h1><p>请回首页。</p>", encoding="utf-8")

    assert build(small)

    assert "请回首页。" in text(small, "404.html")


def test_the_site_of_another_day_is_the_same_from_a_warm_cache_and_a_cold_one(
    small: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795449600 + 40 * 86400))
    cold = copy_minimal(tmp_path_factory.mktemp("cold"))

    assert build(small)
    assert build(cold)

    assert files(small / "site") == files(cold / "site")
    assert "2027年1月3日" in text(small, "stations/chengdong/")
