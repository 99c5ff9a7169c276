"""The sentences of the reader: no blame, no full stop, one thing to do, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongshi.authoring import messages
from gongshi.diagnostics.finding import Message
from gongshi.engines import markdown, yaml
from tests.conftest import ROOT

READER = ("binder.py", "core.py", "loader.py", "messages.py", "sources.py")
ENGINES = (yaml.__file__, markdown.__file__)
AUTHORING = ROOT / "generator" / "gongshi" / "authoring"


@pytest.mark.parametrize(
    ("word", "known", "nearest"),
    [
        ("titel", ["title", "type"], "title"),
        ("TITLE", ["title", "type"], "title"),
        ("收费用", ["收费", "材料"], "收费"),
        ("  title ", ["title"], "title"),
        ("quux", ["title", "type"], ""),
        ("", ["title"], ""),
        ("title" * 100_000, ["title"], ""),
    ],
)
def test_the_nearest_word_is_one_that_may_be_meant(
    word: str, known: list[str], nearest: str
) -> None:
    assert messages.nearest(word, known) == nearest


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("换证", "换证"),
        ("a\n  b\t c", "a b c"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
        ("x" * 1_000_000, "x" * 39 + "…"),
    ],
)
def test_what_was_written_is_said_again_in_one_short_line(written: str, shown: str) -> None:
    assert messages.shown(written) == shown


def test_an_error_that_has_no_sentence_of_its_own_is_told_all_the_same() -> None:
    error = {"type": "something_new", "msg": "Input should be {odd}", "ctx": {"a": "{b}"}}

    code, message = messages.refused(error, "{x}")

    assert code == "GS131"
    assert message.zh == "「{x}」不合这里的写法"
    assert message.hint_zh


def some_messages() -> Iterator[Message]:
    """Go through every message that stands in the reader, with all kinds of words filled in."""
    for module in (messages, markdown, yaml):
        yield from (each for each in vars(module).values() if isinstance(each, Message))
    owner = messages.Owner("材料", "material", ("名称",), ("name",))
    words = dict.fromkeys(("甲",), type("Word", (str,), {"zh": "甲", "value": "a"})("a"))
    yield messages.unknown_key("quux", owner)
    yield messages.unknown_key("nam", owner)
    yield messages.unknown_key("<<", owner)
    yield messages.unknown_word("quux", words)
    yield messages.missing("名称", "name")
    yield messages.doubled("name", "名称", "name")
    yield messages.doubled("zh")
    yield messages.wrong_form(["Scalar", "Mapping"], "Sequence")
    yield messages.wrong_form(["Mapping"], "Scalar", "title：甲")
    yield messages.unknown_language("fr", ("zh", "en"))
    yield messages.first_language_missing("zh")
    for complaint in (messages.no_truth, messages.no_number, messages.no_whole_number):
        yield from (complaint("a", plain) for plain in (True, False))
    yield from (messages.no_day(text, True) for text in ("a", "2026-2-30", "2026/2/3"))
    yield yaml.unseen("\0")
    for fault in yaml._FAULTS:
        yield Message(fault.zh, fault.en, fault.hint_zh, fault.hint_en)
    words_of_context = {
        "max_length": 64,
        "ge": 0,
        "le": 99,
        "scheme": "ftp",
        "pattern": "[a-z0-9]+(-",
    }
    for kind in (*messages._BY_TYPE, "something_new"):
        error = {"type": kind, "msg": "odd", "ctx": words_of_context}
        yield messages.refused(error, "a")[1]


@pytest.mark.parametrize("message", tuple(some_messages()), ids=lambda message: message.en[:40])
def test_a_message_says_what_is_there_and_one_thing_to_do(message: Message) -> None:
    for sentence in (message.zh, message.en, message.hint_zh, message.hint_en):
        assert sentence
        assert sentence == sentence.strip()
        assert not re.search(r"[。！]$|[a-z]\.$|\n|[{}]", sentence)
    assert re.search("[\u4e00-\u9fff]", message.zh + message.hint_zh)
    assert not re.search("[\u4e00-\u9fff]", re.sub(r"(zh|：|甲|名称|材料)", "", message.en))


def test_chinese_sentences_use_chinese_commas() -> None:
    sentences = [
        node.value
        for path in [*(AUTHORING / name for name in READER), *map(Path, ENGINES)]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        if isinstance(node.value, str)
        if "[0-9]" not in node.value
    ]

    halves = [said for said in sentences if re.search("[\u4e00-\u9fff][,;?][\u4e00-\u9fff]?", said)]

    assert halves == []
