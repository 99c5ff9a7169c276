"""A review told as text for a terminal, as Markdown for a pull request, as JSON for programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gongshi.board.text import Text
from gongshi.diagnostics import report
from gongshi.diagnostics.finding import Diagnostic, Severity
from gongshi.review.change import Change, Effect

MOST_CHARACTERS: Final = 59_000
"""A comment on GitHub may have 65,536 characters; others allow no less than 60,000."""

ORDER: Final = (Effect.WORSE, Effect.BETTER, Effect.NEUTRAL)

Place = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Review:
    """What changes for the citizen between two states of a board, and what is wrong with it."""

    changes: tuple[Change, ...]
    findings: tuple[Diagnostic, ...]
    titles: Mapping[Place, Text]
    """What stations and procedures are called, by their ids."""

    @property
    def is_refused(self) -> bool:
        """Whether anything was found that must not be."""
        return any(each.severity is Severity.ERROR for each in self.findings)

    @property
    def ordered(self) -> tuple[Change, ...]:
        """The changes, what is worse first, those of one place together."""
        return tuple(sorted(self.changes, key=lambda each: (ORDER.index(each.effect), *_key(each))))


def _key(change: Change) -> tuple[str, str]:
    return change.station or "", change.procedure or ""


def as_json(review: Review, language: str) -> str:
    """Return one object with the changes and the findings."""
    changes = [
        {
            "station": each.station,
            "procedure": each.procedure,
            "field": each.field,
            "effect": each.effect.value,
            "before": each.before,
            "after": each.after,
            "text": each.text.said(language).plain,
        }
        for each in review.ordered
    ]
    findings = report.plain(review.findings, language)
    return json.dumps({"changes": changes, "findings": findings}, ensure_ascii=False, indent=2)


def as_text(review: Review, language: str) -> str:
    """Return the changes by place under what they mean, then the findings with their lines."""
    teller = _Teller(review, language)
    lines = [teller.summary()]
    for effect, places in teller.grouped():
        lines += ["", teller.heading(effect)]
        for place, changes in places:
            lines.append(f"  {teller.name(place)}")
            lines += [f"    {each.text.said(language).plain}" for each in changes]
    if review.findings:
        lines += ["", report.as_text(review.findings, language)]
    return "\n".join(lines)


def as_markdown(review: Review, language: str) -> str:
    """Return the same for a comment, the most important first, within what a comment may hold."""
    teller = _Teller(review, language)
    parts = [f"### {teller.summary()}", *_findings(review, language), *teller.markdown()]
    kept: list[str] = []
    left = MOST_CHARACTERS
    for number, part in enumerate(parts):
        left -= len(part) + 1
        if left < 0:
            kept.append(teller.rest(len(parts) - number))
            break
        kept.append(part)
    is_open = any("<details>" in part for part in kept) and _FOLD_ENDS not in kept
    return "\n".join((*kept, *[_FOLD_ENDS] * is_open)) + "\n"


_FOLD_ENDS: Final = "\n</details>"


def _findings(review: Review, language: str) -> Iterator[str]:
    if not review.findings:
        return
    yield f"\n**{'要处理的' if language == 'zh' else 'To be mended'}**\n"
    for each in review.findings:
        place = f"{each.file}:{each.span.line}"
        hint = each.message.hint(language)
        said = escaped(each.message.said(language) + (f" — {hint}" if hint else ""))
        yield f"- `{_coded(place)}` {each.severity.value} {each.code}: {said}"


_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>()#+!|~@&$:]")


def escaped(words: str) -> str:
    """Return the words of strangers so that Markdown shows them and does nothing else.

    >>> escaped("<b>@all [x](y)")
    '&#60;b&#62;&#64;all &#91;x&#93;&#40;y&#41;'
    """
    plain = " ".join(words.split())
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", plain)


def _coded(words: str) -> str:
    """Return words for a code span, which nothing in them may end."""
    return " ".join(words.replace("`", "'").split())


class _Teller:
    """Tells a review in one language."""

    def __init__(self, review: Review, language: str) -> None:
        self.review = review
        self.language = language
        self.is_chinese = language == "zh"

    def summary(self) -> str:
        """Return how much changes, in one line."""
        number = Counter(each.effect for each in self.review.changes)
        found = len(self.review.findings)
        if self.is_chinese:
            told = "、".join(f"{number[each]} 处{each.words['zh']}" for each in ORDER)
            return f"对办事的人：{told}；{found} 个问题"
        told = ", ".join(f"{number[each]} {each.words['en']}" for each in ORDER)
        return f"For the public: {told}; {found} findings"

    def heading(self, effect: Effect) -> str:
        """Return the word for what follows."""
        word = effect.words[self.language]
        return word if self.is_chinese else word.capitalize()

    def grouped(self) -> Iterator[tuple[Effect, list[tuple[Place, list[Change]]]]]:
        """Go through the changes by what they mean, then by place."""
        for effect in ORDER:
            places: dict[Place, list[Change]] = {}
            for each in self.review.ordered:
                if each.effect is effect:
                    places.setdefault((each.station, each.procedure), []).append(each)
            if places:
                yield effect, list(places.items())

    def name(self, place: Place) -> str:
        """Return a procedure with its station, a station, or the board."""
        station, procedure = place
        if station is None:
            return "公示栏" if self.is_chinese else "The board"
        name = self._title((station, None), station)
        if procedure is None:
            return name
        return f"{name} / {self._title(place, procedure)}"

    def _title(self, place: Place, otherwise: str) -> str:
        title = self.review.titles.get(place)
        return title.said(self.language).plain if title is not None else otherwise

    def markdown(self) -> Iterator[str]:
        """Go through the lines of all changes; those that do not matter to citizens are folded."""
        for effect, places in self.grouped():
            is_folded = effect is Effect.NEUTRAL
            heading = self.heading(effect)
            yield (
                f"\n<details><summary>{heading}</summary>\n" if is_folded else f"\n**{heading}**\n"
            )
            for place, changes in places:
                yield f"- {escaped(self.name(place))}"
                yield from (f"  - {escaped(self._said(each))}" for each in changes)
            if is_folded:
                yield _FOLD_ENDS
        yield from self._to_print()

    def _said(self, change: Change) -> str:
        return change.text.said(self.language).plain

    def _to_print(self) -> Iterator[str]:
        """Say whose notices on the wall are no longer right."""
        places = dict.fromkeys(
            (each.station, each.procedure) for each in self.review.ordered if each.station
        )
        if places:
            names: Sequence[str] = [escaped(self.name(each)) for each in places]
            heading = "要重新打印公示单" if self.is_chinese else "Notices to print again"
            yield f"\n**{heading}**\n"
            yield from (f"- {name}" for name in names)

    def rest(self, number: int) -> str:
        """Say that the comment does not hold everything."""
        if self.is_chinese:
            return f"\n另有 {number} 行放不下，用 `gongshi review` 看全部。"
        return f"\n{number} more lines do not fit; `gongshi review` shows all."


def titles(folders: Iterable[tuple[Place, Text | None]]) -> dict[Place, Text]:
    """Return the titles that there are; of one place the first counts."""
    found: dict[Place, Text] = {}
    for place, title in folders:
        if title is not None:
            found.setdefault(place, title)
    return found
