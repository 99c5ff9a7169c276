"""Rules on languages: a file that is told in two is told in both throughout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongshi.board.text import Text
from gongshi.checks.case import Case
from gongshi.checks.rule import ERROR, FILES, At
from gongshi.checks.walk import nodes
from gongshi.diagnostics.finding import Message

_ADDRESS: Final = re.compile(r"(?:https?://|mailto:|tel:)\S+|[\w.+-]{1,64}@\S+", re.ASCII)
_WORDS: Final = re.compile(r"[^\W\d_]")


@FILES.rule(
    "GS601",
    69,
    ERROR,
    "用了第二种语言的文件，每处文字都有第二种语言。\n\n"
    "只译一半的页面，读者不知道没译的是没有还是漏了。整个文件不译可以，网页会标明；"
    "电话、网址这样没有词的不用译。",
)
def languages_are_whole(case: Case) -> Iterator[At]:
    """A file that uses a second language anywhere uses it for every text.

    On a page that is half translated nobody knows whether the rest is missing or does not apply. A
    file without it altogether is shown in the first and marked; numbers and addresses need none.
    """
    first = case.board.first_language
    used = set().union(*(text.keys() for text in case.bag.texts)) - {first}
    if not used or not any(_lacks(text, used) for text in case.bag.texts):
        return
    for path, node in nodes(case.value):
        if isinstance(node, Text) and _lacks(node, used):
            yield At(path, _lacking(min(used - node.keys()), first))


def untranslated(case: Case) -> Iterator[str]:
    """Go through the languages of the board that texts of a file lack, once for each text."""
    others = case.board.languages[1:]
    for text in case.bag.texts if others else ():
        for language in others:
            if language not in text and _lacks(text, {language}):
                yield language


def _lacks(text: Text, used: set[str]) -> bool:
    """Whether a text that needs translating is not in all the languages that a file uses."""
    return not used <= text.keys() and _WORDS.search(_ADDRESS.sub("", str(text))) is not None


def _lacking(language: str, first: str) -> Message:
    return Message(
        f"这里没有「{language}」的文字，文件其他地方有",
        f"the words in {language} are missing, which the file has elsewhere",
        f"写成 {{{first}: …, {language}: …}}",
        f"write {{{first}: …, {language}: …}}",
    )
