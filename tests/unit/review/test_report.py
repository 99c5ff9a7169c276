"""A review told for people and programs: worse first, bounded, with strangers' words as words."""

import json

from gongshi.board.text import Text
from gongshi.diagnostics.finding import Diagnostic, Message, Severity, Span
from gongshi.review import report
from gongshi.review.change import Change, Effect
from gongshi.review.report import Place, Review


def a_change(zh: str, effect: Effect, procedure: str | None = "card") -> Change:
    return Change("fees", effect, "20元", None, Text({"zh": zh, "en": zh}), "police", procedure)


A_FINDING = Diagnostic(
    "GS701",
    Severity.ERROR,
    "stations/police/station.yml",
    Span(1, 1, 2),
    Message("没有写原因", "no reason", "写明原因", "give one"),
)
TITLES: dict[Place, Text] = {("police", None): Text("新桥派出所"), ("police", "card"): Text("换证")}


def test_what_is_worse_comes_first_in_every_form() -> None:
    review = Review(
        (
            a_change("丙", Effect.NEUTRAL),
            a_change("乙", Effect.BETTER),
            a_change("甲", Effect.WORSE),
        ),
        (),
        TITLES,
    )

    for form in (report.as_text, report.as_markdown, report.as_json):
        told = form(review, "zh")
        assert told.index("甲") < told.index("乙") < told.index("丙")
    assert "对办事的人：1 处变差、1 处变好、1 处变动；0 个问题" in report.as_text(review, "zh")
    assert "新桥派出所 / 换证" in report.as_text(review, "en")


def test_json_has_the_promised_shape() -> None:
    said = json.loads(
        report.as_json(Review((a_change("甲", Effect.WORSE),), (A_FINDING,), {}), "zh")
    )

    assert said["changes"] == [
        {
            "station": "police",
            "procedure": "card",
            "field": "fees",
            "effect": "worse",
            "before": "20元",
            "after": None,
            "text": "甲",
        }
    ]
    assert [each["code"] for each in said["findings"]] == ["GS701"]


def test_a_comment_fits_however_much_has_changed() -> None:
    changes = tuple(
        a_change(f"第{number}处改动" + "很长" * 30, effect, f"p{number}")
        for number in range(2_000)
        for effect in (Effect.WORSE, Effect.NEUTRAL)
    )

    told = report.as_markdown(Review(changes, (A_FINDING,), TITLES), "zh")

    assert len(told) < 60_000
    assert "GS701" in told
    assert "放不下" in told
    assert told.count("<details>") == told.count("</details>")


def test_words_of_strangers_do_nothing_in_a_comment() -> None:
    worst = "<img src=x> @everyone [x](javascript:y) ![z](https://e) `a` **b** </details>\n# c #1"
    title: dict[Place, Text] = {("police", "card"): Text(worst)}
    finding = Diagnostic(
        "GS701", Severity.ERROR, "a`b\n# c", Span(1, 1, 2), Message(worst, worst, worst, worst)
    )

    told = report.as_markdown(Review((a_change(worst, Effect.WORSE),), (finding,), title), "zh")

    for sign in ("<img", "@everyone", "](", "**b**", "</details>", "\n# c", "https://"):
        assert sign not in told
    assert "&#60;img" in told
