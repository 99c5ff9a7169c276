"""What notices are made of: prose as blocks, views as plain values."""

from dataclasses import dataclass

import pytest
from markupsafe import Markup

from gongshi.board.text import Said
from gongshi.engines import markdown
from gongshi.outputs.notices.values import plainly, prose


@dataclass(frozen=True)
class View:
    name: Said
    picture: Markup
    rows: tuple[str, ...]
    count: int | None


def test_a_view_becomes_its_names_and_values() -> None:
    view = View(Said("户口簿"), Markup("<svg></svg>"), ("a", "b"), None)

    assert plainly(view) == {"name": "户口簿", "picture": None, "rows": ["a", "b"], "count": None}


def test_words_of_another_language_keep_it() -> None:
    assert plainly(Said("户口簿", "zh-CN")) == {"text": "户口簿", "lang": "zh"}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (
            "带**原件**来",
            [{"runs": [{"text": "带"}, {"text": "原件", "bold": True}, {"text": "来"}]}],
        ),
        ("一\n二", [{"runs": [{"text": "一"}, {"text": "", "break": True}, {"text": "二"}]}]),
        ("第一段\n\n第二段", [{"runs": [{"text": "第一段"}]}, {"runs": [{"text": "第二段"}]}]),
        (
            "1. 甲\n2. 乙",
            [
                {
                    "items": [[{"runs": [{"text": "甲"}]}], [{"runs": [{"text": "乙"}]}]],
                    "numbered": True,
                }
            ],
        ),
        (
            "[网站](https://a.example/x)",
            [{"runs": [{"text": "网站", "url": "https://a.example/x"}]}],
        ),
        ("[所里](station:a)", [{"runs": [{"text": "所里"}]}]),
    ],
)
def test_prose_becomes_blocks_of_runs(text: str, blocks: object) -> None:
    assert prose(markdown.render(text)) == {"prose": blocks}


def test_a_list_in_a_list_stays_in_its_item() -> None:
    value = prose(markdown.render("- 甲\n  - 乙"))

    (outer,) = value["prose"]
    ((first, inner),) = outer["items"]
    assert first == {"runs": [{"text": "甲"}]}
    assert inner["items"] == [[{"runs": [{"text": "乙"}]}]]


def test_plain_prose_is_bare_words() -> None:
    assert prose(markdown.render("A & B <C>")) == "A & B <C>"
