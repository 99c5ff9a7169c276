"""A procedure's page as citizens use it: situations, the list to tick, the slip, the last day."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import CARD, Root, at, eventually, shown, texts
from tests.site.boards import Sample, Written

pytestmark = pytest.mark.browser

HOME = "stations/qinghe-land/property-transfer/"
FELLING = "stations/hengjie-forestry/logging-permit/"
MARRIAGE = "stations/qinghe-civil-affairs/marriage-registration/"
MATERIALS = ".g-materials__name"
FEW = 8
"""Up to so many materials the slip takes one sheet."""
FEES = ".g-fees .g-table__body .g-table__row"

# ---- situations ----------------------------------------------------------------------------------


def say(page: Page, selector: str, *words: str) -> None:
    """Wait until what can be seen of it says just this, in this order."""
    expect(shown(page, selector)).to_have_text(words, use_inner_text=True)


def test_a_situation_leaves_only_its_materials_fees_and_facts(page: Page, root: Root) -> None:
    page.goto(root(CARD))
    say(page, MATERIALS, "原居民身份证", "居民户口簿", "监护人居民身份证")

    page.get_by_label("证件损坏").check()

    say(page, MATERIALS, "原居民身份证")
    expect(shown(page, FEES)).to_have_count(1)
    expect(shown(page, FEES)).to_contain_text("40元/证")
    facts = shown(page, ".g-facts__value")
    expect(facts.nth(0)).to_have_text("1 份", use_inner_text=True)
    expect(facts.nth(1)).to_have_text("40元/证", use_inner_text=True)
    expect(page.get_by_role("status").filter(has_text="下面只列您选的情形")).to_be_attached()


def test_groups_combine_and_the_address_remembers_them(page: Page, http: Root) -> None:
    page.goto(http(CARD))

    page.get_by_label("姓名变更").check()
    page.get_by_label("未满16周岁由监护人代办").check()

    say(page, MATERIALS, "原居民身份证", "居民户口簿", "监护人居民身份证")
    expect(page).to_have_url(http(CARD, "?s=renamed,agent"))
    page.get_by_label("证件损坏").check()
    say(page, MATERIALS, "原居民身份证", "监护人居民身份证")
    expect(page).to_have_url(http(CARD, "?s=damaged,agent"))


def test_a_shared_address_restores_the_choice(page: Page, root: Root) -> None:
    page.goto(root(CARD, "?s=damaged,agent#fees"))

    expect(page.get_by_label("证件损坏")).to_be_checked()
    expect(page.get_by_label("未满16周岁由监护人代办")).to_be_checked()
    say(page, MATERIALS, "原居民身份证", "监护人居民身份证")


@pytest.mark.parametrize("query", ["?s=nonsense", "?s=", "?s=%3Cscript%3E", "?other=1"])
def test_an_address_that_names_no_situation_chooses_none(
    page: Page, http: Root, query: str
) -> None:
    page.goto(http(CARD, query))

    expect(shown(page, MATERIALS)).to_have_count(3)
    expect(page.get_by_text("还没有选")).to_be_visible()


def test_the_choice_can_be_taken_back(page: Page, http: Root) -> None:
    page.goto(http(CARD, "?s=damaged"))

    page.get_by_role("button", name="重新选").click()

    expect(shown(page, MATERIALS)).to_have_count(3)
    expect(page).to_have_url(http(CARD))
    expect(page.get_by_role("button", name="重新选")).to_be_hidden()
    expect(page.get_by_label("证件损坏")).not_to_be_checked()
    expect(page.locator(".g-situations input").first).to_be_focused()


def applying(said: dict[str, Any], key: str, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Return what applies: everything without situations, and what names one that is chosen."""
    return [
        each
        for each in said.get(key, ())
        if not each.get("situations") or set(each["situations"]) & set(chosen)
    ]


@pytest.mark.parametrize(
    ("url", "chosen"),
    [
        (HOME, ("resale", "home", "mortgaged", "agent")),
        (HOME, ("inheritance-unnotarised", "not-home")),
        (HOME, ("new-home", "home", "foreign")),
        (FELLING, ("unit", "ordinary", "large", "state-owned")),
        (FELLING, ("person", "emergency")),
        (FELLING, ("person", "declaration")),
        (MARRIAGE, ("remarriage", "foreign")),
        ("stations/qinghe-tax/deed-tax/", ("gift", "standard-rate")),
        ("stations/qinghe-fire/public-venue-fire-check/", ("promise", "rectified")),
    ],
)
def test_what_is_shown_is_what_the_files_say_of_the_chosen_situations(
    page: Page, http: Root, sample: Sample, url: str, chosen: Sequence[str]
) -> None:
    _, station, procedure, _ = url.split("/")
    said = Written(sample.board).procedures[station, procedure]
    page.goto(http(url))

    for situation in chosen:
        page.locator(f'.g-situations input[value="{situation}"]').check()

    materials = [each["name"] for each in applying(said, "materials", chosen)]
    steps = applying(said, "steps", chosen)
    expect(page).to_have_url(http(url, f"?s={','.join(in_page_order(said, chosen))}"))
    eventually(page, lambda: sorted(texts(page, MATERIALS)), lambda now: now == sorted(materials))
    if isinstance(said["fees"], list):
        expect(shown(page, FEES)).to_have_count(len(applying(said, "fees", chosen)))
    drawn = page.locator(".g-flow__svg--wide [data-step]:not([data-g-off])")
    names = "(all) => all.map((each) => each.dataset.step)"
    expected = {each["id"] for each in steps}
    eventually(page, lambda: set(drawn.evaluate_all(names)), lambda now: now == expected)


def in_page_order(said: dict[str, Any], chosen: Sequence[str]) -> list[str]:
    """Return the chosen situations in the order in which the page asks for them."""
    groups = list(dict.fromkeys(each.get("group") for each in said["situations"]))
    ids = [
        each["id"]
        for group in sorted(groups, key=lambda group: group is None)
        for each in said["situations"]
        if each.get("group") == group
    ]
    return [each for each in ids if each in chosen]


def test_the_sentences_say_in_which_situations_alone_a_step_is_taken(
    page: Page, http: Root
) -> None:
    page.goto(http(FELLING))
    page.get_by_text("用文字看办理流程").click()

    step = page.locator("#step-village-check")
    expect(step).to_contain_text("仅 一般采伐")
    expect(page.locator("#step-apply")).not_to_contain_text("仅 ")


# ---- the list to tick, and the slip --------------------------------------------------------------


def test_a_material_is_ticked_off_by_its_whole_line(page: Page, root: Root) -> None:
    page.goto(root(CARD))
    line = page.locator(".g-materials__label").first

    line.click()

    expect(line.get_by_role("checkbox")).to_be_checked()
    box = line.bounding_box()
    assert box is not None
    assert box["height"] >= 44


def slip(page: Page) -> None:
    """Press the button that prints the slip, with a printer that only waits."""
    page.evaluate("globalThis.print = () => { globalThis.printed = true; }")
    page.get_by_role("button", name="打印一次性告知单").click()
    page.wait_for_function("globalThis.printed")
    page.emulate_media(media="print")


def test_the_slip_says_what_to_bring_in_the_chosen_situation_and_nothing_else(
    page: Page, root: Root
) -> None:
    page.goto(root(CARD, "?s=damaged"))
    slip(page)

    say(page, MATERIALS, "原居民身份证")
    expect(page.locator(".g-section:visible, .g-card:visible").nth(2)).to_be_visible()
    for kind in (".g-section", ".g-card"):
        expect(shown(page, f"{kind}:not([data-g-slip])")).to_have_count(0)
    expect(page.locator(".g-slip-signatures")).to_be_visible()
    for gone in (".g-header__nav", ".g-header__search", ".g-footer", ".g-flow", ".g-faq"):
        expect(page.locator(gone).first).to_be_hidden()
    say(page, ".g-situations__option", "证件损坏")
    for gone in ("button", "select", ".g-situations__status", ".g-crumbs"):
        expect(shown(page, gone)).to_have_count(0)


def test_the_slip_of_every_procedure_with_few_materials_takes_one_sheet(
    page: Page, http: Root, sample: Sample
) -> None:
    """Even where no situation is chosen yet, so that it lists the materials of all of them."""
    few = {
        f"stations/{station}/{procedure}/"
        for (station, procedure), said in Written(sample.board).procedures.items()
        if 0 < len(said.get("materials") or ()) <= FEW
    }
    taken = {}
    for url in [*sorted(few), "en/stations/xinqiao-police/birth-registration/"]:
        page.goto(http(url))
        page.evaluate("document.documentElement.dataset.gPrint = 'slip'")
        taken[url] = sheets(page.pdf(format="A4", prefer_css_page_size=True))

    assert len(few) > 15
    assert {url: number for url, number in taken.items() if number != 1} == {}


def test_the_slip_has_lines_to_fill_in_and_only_numbers_to_call(page: Page, http: Root) -> None:
    page.goto(http(CARD))
    slip(page)

    for words in ("受理日期", "最迟哪天办结", "告知人", "已收到"):
        expect(page.locator(".g-slip-signatures").get_by_text(words)).to_be_visible()
    expect(shown(page, ".g-complain__channel")).not_to_have_count(0)
    expect(shown(page, ".g-complain__channel").filter(has_text="来信来访")).to_have_count(0)
    expect(shown(page, ".g-material-more__line--basis")).to_have_count(0)
    expect(page.locator("#time")).to_be_hidden()


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_after_the_slip_the_whole_page_is_printed_again(page: Page, http: Root) -> None:
    page.goto(http(CARD))
    slip(page)

    page.evaluate("dispatchEvent(new Event('afterprint'))")

    expect(page.locator(".g-flow-section").first).to_be_visible()
    expect(page.locator(".g-header__nav:visible, button:visible")).to_have_count(0)


# ---- the last day --------------------------------------------------------------------------------


ANSWER = "[data-g-part=answer]"


def answer(page: Page) -> Locator:
    return shown(page, ANSWER).first


@pytest.mark.parametrize(
    ("now", "url", "said"),
    [
        ("2026-11-24 10:00", CARD, "今天（11月24日）受理，最迟 12月22日 办结。"),
        # 23:30 in China is morning in New York, where this visitor's clock stands.
        ("2026-11-24 23:30", CARD, "今天（11月24日）受理，最迟 12月22日 办结。"),
        ("2026-09-29 09:00", "stations/xinqiao-police/residence-permit/", "最迟 10月12日 办结"),
        ("2026-11-22 09:00", "stations/hengjie-justice/peoples-mediation/", "最迟 12月14日 办结"),
        ("2026-12-10 09:00", CARD, "2027年的放假安排还没有公布，算不出最后一天是哪一天。"),
        (
            "2026-12-20 09:00",
            "stations/hengjie-justice/peoples-mediation/",
            "最迟 2027年1月9日 办结；2027年的放假安排还没有公布，遇休息日顺延。",
        ),
    ],
)
def test_the_card_says_the_last_day_of_a_case_taken_in_today(
    page: Page, root: Root, now: str, url: str, said: str
) -> None:
    at(page, now)
    page.goto(root(url))

    expect(answer(page)).to_contain_text(said)


def test_the_card_says_the_last_day_that_the_law_allows(page: Page, http: Root) -> None:
    at(page, "2026-11-24 10:00")
    page.goto(http("stations/xinqiao-police/residence-permit/"))

    expect(answer(page)).to_have_text("今天（11月24日）受理，最迟 12月1日 办结。")
    say(page, "[data-g-part=law]", "法律规定的最后一天是 12月9日。")


def test_another_day_of_acceptance_can_be_asked_for(page: Page, root: Root) -> None:
    at(page, "2026-11-24 10:00")
    page.goto(root(CARD))
    picker = page.get_by_label("换一个受理日期")

    picker.fill("2026-11-27")
    expect(answer(page)).to_have_text("11月27日受理，最迟 12月25日 办结。")
    picker.fill("2026-09-28")
    expect(answer(page)).to_have_text("9月28日受理，最迟应在 10月30日 办结，现已超过。")
    picker.fill("2026-12-18")
    expect(answer(page)).to_contain_text("2027年的放假安排还没有公布")
    expect(page.locator(".g-due-date__after").first).to_contain_text("12345")


def test_each_promise_has_its_card_and_the_situation_chooses(page: Page, http: Root) -> None:
    at(page, "2026-11-24 10:00")
    page.goto(http(FELLING))
    expect(shown(page, ANSWER)).to_have_count(3)

    page.locator('.g-situations input[value="declaration"]').check()

    say(page, ANSWER, "今天（11月24日）受理，最迟 12月1日 办结。")


def test_what_is_done_at_once_or_in_hours_has_no_day_to_count(page: Page, http: Root) -> None:
    for url, said in (
        (MARRIAGE, "当场办结"),
        ("stations/xinqiao-police/id-card-temporary/", "4小时内办结"),
    ):
        page.goto(http(url))

        expect(answer(page)).to_contain_text(said)
        expect(page.get_by_label("换一个受理日期")).to_have_count(0)


# ---- open now ------------------------------------------------------------------------------------

STATE = ".g-open-now__state"
POLICE = "stations/xinqiao-police/"
MOMENTS = [
    ("2026-11-24 09:30", POLICE, "现在办公，12:00 结束"),
    ("2026-11-24 12:30", POLICE, "休息中，14:00 开门"),
    ("2026-11-24 20:00", POLICE, "休息中，明天 08:30 开门"),
    ("2026-11-28 10:00", POLICE, "现在办公，11:30 结束"),
    ("2026-11-28 12:00", POLICE, "休息中，星期一 08:30 开门"),
    ("2026-07-01 14:10", POLICE, "休息中，14:30 开门"),
    # A holiday, and the Saturday that is worked for it.
    ("2026-10-01 10:00", POLICE, "休息中，10月8日 08:30 开门"),
    ("2026-10-10 15:00", POLICE, "现在办公，17:30 结束"),
    ("2026-12-02 10:00", "stations/xinqiao-market/", "临时停办，星期五 09:00 恢复"),
    # The power company keeps no holidays.
    ("2026-10-01 10:00", "stations/xinqiao-power/", "现在办公，17:30 结束"),
]


@pytest.mark.parametrize(("now", "url", "said"), MOMENTS)
def test_a_station_says_whether_it_is_open(
    page: Page, root: Root, now: str, url: str, said: str
) -> None:
    at(page, now)
    page.goto(root(url))

    expect(shown(page, STATE).first).to_have_text(re.compile(f"^\\s*{said}"), use_inner_text=True)


def test_a_year_without_a_calendar_is_said_and_not_guessed(page: Page, http: Root) -> None:
    at(page, "2027-01-05 10:00")
    page.goto(http(POLICE))

    expect(shown(page, STATE).first).to_contain_text("2027年的放假安排还没有公布")


def test_lists_of_stations_and_procedures_say_it_too(page: Page, http: Root) -> None:
    at(page, "2026-12-02 10:00")
    page.goto(http("stations/"))

    expect(shown(page, STATE).filter(has_text=re.compile("^\\s*临时停办")).first).to_be_visible()
    expect(shown(page, STATE).filter(has_text=re.compile("^\\s*现在办公")).nth(7)).to_be_visible()
    page.goto(http(CARD))
    say(page, STATE, "现在办公，12:00 结束")


# ---- the flow in sentences, and in whose hands ---------------------------------------------------

BIRTH = "stations/xinqiao-one-stop/newborn-one-stop/"


def test_a_sentence_that_does_not_apply_steps_back_and_says_so(page: Page, root: Root) -> None:
    page.goto(root(BIRTH, "?s=joint"))
    page.get_by_text("用文字看办理流程").click()
    own = "> div > .g-flow-steps__own"
    off = page.locator(f"#step-separate-guide {own}").get_by_text("您的情形没有这一步")
    on = page.locator(f"#step-dispatch {own}").get_by_text("您的情形没有这一步")

    expect(off).to_be_visible()
    expect(on).to_be_hidden()

    page.get_by_role("button", name="重新选").click()

    expect(off).to_be_hidden()
    expect(page.locator(f"#step-separate-guide {own}").get_by_text("仅 ")).to_be_visible()


def test_an_office_that_does_not_act_in_the_chosen_situation_is_gone_from_the_map(
    page: Page, root: Root
) -> None:
    lanes = page.locator(".g-hand-over__lane:visible")
    page.goto(root(BIRTH))
    expect(lanes).to_have_count(6)

    page.get_by_label("要办社会保障卡").check()

    expect(lanes.filter(has_text="社会保障")).to_have_count(1)
    expect(lanes.filter(has_text="税务")).to_have_count(0)
