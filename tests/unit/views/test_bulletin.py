"""A bulletin says on any day whether objections are taken, and how many days are left."""

from datetime import date

import pytest

from gongshi.board.bulletin import Objections
from gongshi.board.words import BulletinKind
from gongshi.views.bulletin import period_view
from gongshi.views.voice import Voice

VOICE = Voice("zh", "zh", "bulletins/")
JUNE = Objections.model_validate({"from": date(2026, 6, 8), "to": date(2026, 6, 16)})


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        (date(2026, 6, 7), "before", "公示期还没有开始"),
        (date(2026, 6, 8), "open", "公示中，还有 8 天"),
        (date(2026, 6, 13), "open", "公示中，还有 3 天"),
        (date(2026, 6, 16), "open", "公示中，今天截止"),
        (date(2026, 6, 17), "ended", "公示已结束"),
    ],
)
def test_a_period_is_said_by_the_day(today: date, state: str, words: str) -> None:
    view = period_view(JUNE, BulletinKind.VACANCY, VOICE, today)

    assert (view.state, view.state_text) == (state, words)


def test_a_script_gets_the_same_words_with_a_place_for_the_number() -> None:
    words = period_view(JUNE, BulletinKind.VACANCY, VOICE, date(2026, 1, 1)).words

    assert words.left.replace("{n}", "8") == "公示中，还有 8 天"
    assert (words.before, words.last, words.ended) == (
        "公示期还没有开始",
        "公示中，今天截止",
        "公示已结束",
    )


def test_one_day_is_said_in_its_own_form() -> None:
    english = Voice("en", "zh", "en/bulletins/")
    words = period_view(JUNE, BulletinKind.VACANCY, english, date(2026, 6, 15)).words

    assert words.left_one == "Open to objections, {n} day left"
    assert words.left == "Open to objections, {n} days left"


def test_a_consultation_is_open_for_comments() -> None:
    view = period_view(JUNE, BulletinKind.CONSULTATION, VOICE, date(2026, 6, 13))

    assert view.state_text == "正在征求意见，还有 3 天"
