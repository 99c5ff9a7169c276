"""A checklist on a telephone and on paper: it fills its own form, and prints on a few sheets."""

import re

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Root
from tests.site.boards import Sample

pytestmark = pytest.mark.browser

LIST = "checklists/xinqiao-police/"


def line(page: Page, spot: str) -> Locator:
    return page.locator(f'[data-id="{spot}"]')


def sheets(page: Page, size: str = "A4") -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size)))


def test_what_is_ticked_and_written_stands_in_the_form(page: Page, http: Root) -> None:
    page.goto(http(LIST))
    form = page.locator('[data-g-part="form"]')

    line(page, "phone-answered").get_by_label("不合格", exact=True).check()
    line(page, "phone-answered").get_by_role("textbox").fill('响了"九"声: # 没人接')
    line(page, "on-time").get_by_label("合格", exact=True).check()
    page.get_by_label("检查日期").fill("2026-11-24")
    page.get_by_label("检查人").fill("王某")

    expect(form).to_contain_text("王某")
    (entry,) = yaml.safe_load(form.inner_text())
    found = {each["检查项"]: each for each in entry["检查内容"]}
    assert (str(entry["日期"]), entry["检查人"]) == ("2026-11-24", "王某")
    assert found["phone-answered"]["结果"] == "不合格"
    assert found["phone-answered"]["说明"] == '响了"九"声: # 没人接'
    assert found["on-time"]["结果"] == "合格"
    assert {each["结果"] for each in found.values()} == {"合格", "不合格", "未查"}


def test_the_form_is_copied_or_selected_for_copying(page: Page, http: Root) -> None:
    page.goto(http(LIST))

    page.get_by_role("button", name="复制").click()

    said = page.locator('[data-g-part="said"]')
    expect(said).to_have_text(re.compile("已复制|已选中"))


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_checklist_prints_on_one_to_three_sheets(
    page: Page, http: Root, sample: Sample, language: str
) -> None:
    stations = [each.name for each in (sample.site / "checklists").iterdir() if each.is_dir()]

    counts = {}
    for station in stations:
        page.goto(http(f"{language}checklists/{station}/"))
        counts[station] = sheets(page)

    assert stations
    assert {station: n for station, n in counts.items() if not 1 <= n <= 3} == {}


def test_paper_has_boxes_and_blanks_and_no_form(page: Page, http: Root) -> None:
    page.goto(http(LIST))

    page.emulate_media(media="print")

    expect(page.locator(".g-hand-back")).to_be_hidden()
    expect(page.locator(".g-sheet-head__blank").first).to_be_visible()
    expect(line(page, "on-time").get_by_label("合格", exact=True)).to_be_visible()
    expect(line(page, "on-time").get_by_label("未查")).to_be_hidden()


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_needless_proofs_print_on_one_sheet(page: Page, http: Root, language: str) -> None:
    page.goto(http(f"{language}not-needed/"))

    assert sheets(page) == 1


def test_a_proof_is_found_by_its_name(page: Page, http: Root) -> None:
    page.goto(http("search/", "?q=曾用名证明"))

    expect(page.locator("a.g-search__result").first).to_contain_text("不用再开的证明")
