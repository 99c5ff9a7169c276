"""Rules on words that people can read: short sentences, and terms of office told in plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from gongshi.board.base import Value
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import Text
from gongshi.checks.case import Case, ProcedureCase
from gongshi.checks.rule import FILES, PROCEDURES, WARNING, At
from gongshi.checks.tables import table
from gongshi.checks.walk import nodes
from gongshi.diagnostics.finding import Message, Path

LONGEST_SENTENCE: Final = 50
"""So many characters a sentence may have."""

_ENDS: Final = re.compile(r"[。！？；!?;\n]")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LAW: Final = {"basis", "legal_basis"}
"""What is cited there is the law's own wording."""


@FILES.rule(
    "GS255",
    67,
    WARNING,
    f"站所和事项里，一句话不超过{LONGEST_SENTENCE}个字。\n\n"
    "长句要读两遍才懂。句子到句号、分号、问号、感叹号或换行为止；依据的标题和原文不算。",
)
def sentences_are_short(case: Case) -> Iterator[At]:
    """A Chinese sentence of a station or a procedure has at most 50 characters.

    A long one has to be read twice. It ends with a full stop, a semicolon, a question or
    exclamation mark, or the line; titles and wording of laws are exempt.
    """
    if not isinstance(case.value, (Station, Procedure)):
        return
    # Most files are in order: the one look at every text is the length of it.
    if not any(map(_is_long, case.bag.texts)):
        return
    for path, node in _texts(case.value):
        if _is_long(node):
            length = max(map(len, _sentences(node)))
            yield At((*path, "zh"), _too_long(length))


def _is_long(text: Text) -> bool:
    said = text.get("zh", "")
    return len(said) > LONGEST_SENTENCE and max(map(len, _sentences(text))) > LONGEST_SENTENCE


def _sentences(text: Text) -> list[str]:
    return [each.strip() for each in _ENDS.split(_LINK.sub(r"\1", text["zh"]))]


def _texts(value: Value) -> Iterator[tuple[Path, Text]]:
    for path, node in nodes(value):
        if isinstance(node, Text) and _LAW.isdisjoint(path):
            yield path, node


def _too_long(length: int) -> Message:
    return Message(
        f"一句话有{length}个字，不超过{LONGEST_SENTENCE}个",
        f"a sentence has {length} characters, at most {LONGEST_SENTENCE} are read with ease",
        "拆成几句，或分条写",
        "make several of it, or a list",
    )


@PROCEDURES.rule(
    "GS256",
    67,
    WARNING,
    "用到公文用语的事项，在「名词解释」里用白话说明。\n\n"
    "比对的用语在 checks/data/office_terms.yml。依据的标题和原文里出现的不算。",
)
def terms_of_office_are_explained(case: ProcedureCase) -> Iterator[At]:
    """A procedure that uses a term of office explains it in its glossary.

    The terms are in checks/data/office_terms.yml; those in titles and wording of laws are exempt.
    """
    found = set(_terms().findall(case.bag.words))
    found = {term for term in found if not any(term in key for key in case.procedure.glossary)}
    for path, node in _texts(case.value) if found else ():
        # In the order in which they stand, so that the first use is pointed at.
        for term in sorted(term for term in found if term in node.get("zh", "")):
            found.discard(term)
            yield At((*path, "zh"), _unexplained(term))


@cache
def _terms() -> re.Pattern[str]:
    return re.compile("|".join(entry["term"] for entry in table("office_terms")))


def _unexplained(term: str) -> Message:
    return Message(
        f"「{term}」没有解释",
        f"the term of office {term} is not explained",
        f"在「名词解释」里写「{term}: ……」",
        f"add {term}: … to glossary",
    )
