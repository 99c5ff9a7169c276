"""Chinese text: its width, and where its lines end."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.cjk import cells, width, wrap

TEXTS = st.text(
    st.sampled_from("办结，。、（《》）！15工作日个第步 abcW-/…—“”é\u0301👪"), max_size=60
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("办结", 4), ("限: 20", 6), ("（A岗）", 7), ("é", 1), ("e\u0301", 1)],
)
def test_a_han_character_takes_two_columns_of_a_terminal(text: str, columns: int) -> None:
    assert cells(text) == columns


def test_a_han_character_is_one_em_wide_in_regular_and_bold() -> None:
    assert width("不予受理通知书") == 7.0
    assert width("不予受理通知书", bold=True) == 7.0


def test_bold_letters_are_wider_and_marks_take_no_room() -> None:
    assert width("Wm", bold=True) > width("Wm")
    assert width("e\u0301") == width("e")


def test_room_is_left_where_han_meets_a_number() -> None:
    assert width("第2步") == pytest.approx(width("第") + width("2") + width("步") + 0.5)


def test_no_line_starts_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    lines = wrap("春眠不觉晓，处处闻啼鸟（夜来），风雨", 5)

    assert lines == ("春眠不觉", "晓，处处闻", "啼鸟（夜", "来），风雨")


def test_a_number_keeps_its_unit() -> None:
    assert wrap("自受理之日起 15 个工作日内", 8) == ("自受理之日起", "15 个工作日内")


def test_a_latin_word_is_kept_whole_where_it_fits_and_cut_where_it_does_not() -> None:
    assert wrap("Apply at the counter", 7) == ("Apply at the", "counter")
    assert len(wrap("W" * 20, 7)) == 3


def test_no_single_character_is_left_alone_on_the_last_line() -> None:
    assert wrap("春眠不觉晓处处闻啼", 8) == ("春眠不觉晓", "处处闻啼")


def test_a_word_of_the_office_is_kept_whole() -> None:
    assert wrap("出具不予受理通知书", 8) == ("出具不予受理", "通知书")
    assert wrap("生育登记凭证", 5) == ("生育登记", "凭证")


def test_a_line_ends_at_a_pause_or_a_space_where_that_costs_no_line() -> None:
    assert wrap("撤回，到此结束", 6, balance=True) == ("撤回，", "到此结束")
    assert wrap("政务服务综合窗口 · 一件事综合窗口", 12) == ("政务服务综合窗口 ·", "一件事综合窗口")
    assert len(wrap("不，属于公众聚集场所或不属于本大队管辖", 10)) == 2


def test_balanced_lines_are_about_equally_long() -> None:
    assert wrap("春眠不觉晓处处闻啼鸟", 8, balance=True) == ("春眠不觉晓", "处处闻啼鸟")


def test_space_alone_is_no_line() -> None:
    assert wrap(" \n\t", 5) == ()


def test_a_joined_picture_is_never_torn() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

    assert wrap(family * 2, 5) == (family, family)


@given(TEXTS, st.floats(2, 20), st.booleans(), st.booleans())
def test_wrapping_drops_nothing_and_keeps_the_limit(
    text: str, limit: float, bold: bool, balance: bool
) -> None:
    lines = wrap(text, limit, bold=bold, balance=balance)

    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        seen = [char for char in line if not unicodedata.category(char).startswith(("M", "C"))]
        assert width(line, bold=bold) <= limit or len(seen) <= 1
