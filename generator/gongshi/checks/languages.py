"""Rules on languages: a file that is told in two is told in both throughout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from gongshi.board.ledgers import Inspection
from gongshi.board.text import Text
from gongshi.checks.case import Case
from gongshi.checks.rule import ERROR, FILES, At
from gongshi.checks.walk import nodes
from gongshi.diagnostics.finding import Message, Path

_ADDRESS: Final = re.compile(r"(?:https?://|mailto:|tel:)\S+|[\w.+-]{1,64}@\S+", re.ASCII)
_WORDS: Final = re.compile(r"[^\W\d_]")


@FILES.rule(
    "GS601",
    69,
    ERROR,
    "用了第二种语言的文件，每处文字都有第二种语言。\n\n"
    "只译一半的页面，读者不知道没译的是没有还是漏了。整个文件不译可以，网页会标明；"
    "电话、网址这样没有词的不用译。明察暗访的结果由来检查的人写，每次检查各算各的。",
)
def languages_are_whole(case: Case) -> Iterator[At]:
    """A file that uses a second language anywhere uses it for every text.

    On a page that is half translated nobody knows whether the rest is missing or does not apply. A
    file without it altogether is shown in the first and marked; numbers and addresses need none.
    What inspections found is written by those who came, so each visit is judged by itself.
    """
    first = case.board.first_language
    used = _used(case.bag.texts, first)
    if not used or not any(_lacks(text, used) for text in case.bag.texts):
        return
    for start, part in _parts(case.value):
        texts = [(path, node) for path, node in nodes(part) if isinstance(node, Text)]
        used = _used((node for _, node in texts), first)
        for path, node in texts:
            if _lacks(node, used):
                yield At((*start, *path), _lacking(min(used - node.keys()), first))


def _parts(value: Any) -> Iterator[tuple[Path, Any]]:
    """Go through what is told as a whole, with its place: a file, or one visit of several."""
    if isinstance(value, tuple) and all(isinstance(each, Inspection) for each in value):
        for number, each in enumerate(value):
            yield (number,), each
    else:
        yield (), value


def _used(texts: Iterable[Text], first: str) -> set[str]:
    """Return the languages that texts use beside the first."""
    return set[str]().union(*(text.keys() for text in texts)) - {first}


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
