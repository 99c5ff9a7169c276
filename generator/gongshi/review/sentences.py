"""A difference as a sentence, in Chinese and in English, with what it means for the citizen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from gongshi.board.base import Value, Word
from gongshi.board.common import Actor, Citation
from gongshi.board.hours import OpenHours
from gongshi.board.money import Money
from gongshi.board.procedure import Channel, Fee, Limit, MoneyRange, Way
from gongshi.board.spelling import Spelled
from gongshi.board.station import Closure, Contact, OpenPeriod
from gongshi.board.text import Text
from gongshi.board.words import Nothing
from gongshi.review.change import Change, Effect
from gongshi.review.differences import NAMING, Difference, Kind, name_of
from gongshi.review.judges import Yardstick
from gongshi.review.phrases import PHRASES, PLAIN, Pair, Phrase

LONGEST_TOLD: Final = 48
"""Words that are longer are not repeated in a sentence: it says that they were changed."""

LONGEST_KEPT: Final = 400

Names = Mapping[str, Text]
"""What ids of a file stand for: situations, steps, posts."""


def change_of(difference: Difference, names: Names, by: Yardstick) -> Change:
    """Return a difference as a change for the citizen."""
    phrase = PHRASES.get(".".join(difference.path), PLAIN)
    before, after = difference.before, difference.after
    return Change(
        ".".join(difference.path),
        _effect(difference, phrase, by),
        _kept(before, names),
        _kept(after, names),
        Text({tag: _Teller(tag, names).sentence(difference, phrase) for tag in ("zh", "en")}),
    )


def _effect(difference: Difference, phrase: Phrase, by: Yardstick) -> Effect:
    before, after = difference.before, difference.after
    if before is not None and after is not None:
        return _judged(phrase, before, after, by)
    thing = before if after is None else after
    if not isinstance(phrase.more, Effect):
        more = phrase.more(thing, by) if difference.kind is not Kind.ALTERED else Effect.NEUTRAL
    else:
        # To say that there is none is not to say more.
        more = Effect.NEUTRAL if thing == () or isinstance(thing, Nothing) else phrase.more
    return more.reversed if after is None else more


def _judged(phrase: Phrase, before: Any, after: Any, by: Yardstick) -> Effect:
    are_amounts = isinstance(before, _AMOUNTS) and isinstance(after, _AMOUNTS)
    is_fit = type(before) is type(after) or are_amounts
    return phrase.judge(before, after, by) if is_fit else Effect.NEUTRAL


_AMOUNTS: Final = (Money, MoneyRange)


def _kept(value: Any, names: Names) -> str | None:
    return None if value is None else _Teller("zh", names).said(value)[:LONGEST_KEPT]


class _Teller:
    """Says changes in one language."""

    def __init__(self, language: str, names: Names) -> None:
        self.language = language
        self.is_chinese = language == "zh"
        self.names = names

    def pick(self, pair: Pair) -> str:
        """Return the one of two that is in the language."""
        return pair.zh if self.is_chinese else pair.en

    # ---- sentences

    def sentence(self, difference: Difference, phrase: Phrase) -> str:
        """Return a difference as a sentence."""
        told = self._told(difference, phrase)
        return told if self.is_chinese else told[:1].upper() + told[1:]

    def _told(self, difference: Difference, phrase: Phrase) -> str:
        before, after = difference.before, difference.after
        if difference.kind is not Kind.ALTERED:
            return self._of_entry(difference, phrase)
        # Between yes and no, and between something and nothing, there is a sentence for each.
        if phrase.added and phrase.dropped and bool(before) != bool(after):
            return self.pick(phrase.added if after else phrase.dropped).format(
                self._entries(difference)
            )
        if _is_name(difference):
            return self._renamed(difference, phrase)
        return self._altered(difference, phrase)

    def _of_entry(self, difference: Difference, phrase: Phrase) -> str:
        """Say that an entry of a list, or a thing as a whole, is new or gone."""
        is_new = difference.kind is Kind.ADDED
        thing = self.entry(difference.after if is_new else difference.before)
        inside = self._entries(difference)
        own = phrase.added if is_new else phrase.dropped
        if own is not None and not inside:
            return self.pick(own).format(thing)
        name = self._name(difference, phrase)
        if self.is_chinese:
            return f"{inside}{'新增' if is_new else '去掉'}{name}：{thing}"
        return f"{inside}{': ' if inside else ''}{name} {'added' if is_new else 'removed'}: {thing}"

    def _renamed(self, difference: Difference, phrase: Phrase) -> str:
        above = PHRASES.get(".".join(difference.path[:-1]), phrase)
        name = self.pick(above.name or _titles(difference.owner))
        old, new = self.short(difference.before), self.short(difference.after)
        if old == new or not (old and new):
            return self._altered(difference, phrase)
        if self.is_chinese:
            return f"{name}“{old}”改为“{new}”"
        return f"{name} “{old}” now reads “{new}”"

    def _altered(self, difference: Difference, phrase: Phrase) -> str:
        inside, name = self._entries(difference), self._name(difference, phrase)
        between = "" if self.is_chinese else ": " if inside else ""
        about = f"{inside}{between}{name}"
        before, after = difference.before, difference.after
        if _is_translation(before, after):
            return f"{about}的译文有改动" if self.is_chinese else f"{about} reworded"
        old, new = self.short(before), self.short(after)
        if old is None or new is None or old == new:
            return f"{about}有改动" if self.is_chinese else f"{about} changed"
        if before is None:
            return f"{inside}写明{name}：{new}" if self.is_chinese else f"{about} now said: {new}"
        if after is None:
            is_was = f"{inside}不再写明{name}（原为{old}）", f"{about} no longer said (was {old})"
            return self.pick(Pair(*is_was))
        return f"{about} {old} → {new}"

    # ---- parts of sentences

    def _entries(self, difference: Difference) -> str:
        """Return the entries in which a difference is found."""
        entries = difference.entries
        if isinstance(entries[-1] if entries else None, Limit):
            return self._case(entries[-1])
        names = [name for each in entries if (name := self.short(name_of(each)))]
        quoted = (f"“{name}”" for name in names)
        return "".join(quoted) if self.is_chinese else " ".join(quoted)

    def _case(self, limit: Limit) -> str:
        cases = [*(self._ref(each) for each in limit.situations), *map(self.said, limit.channels)]
        return f"“{self.listed(cases)}”" if cases else ""

    def _name(self, difference: Difference, phrase: Phrase) -> str:
        return self.pick(phrase.name or _title(difference))

    def entry(self, thing: Any) -> str:
        """Return an entry as it is called, a fee with its amount, a way with its condition."""
        name = self.said(name_of(thing))
        if isinstance(thing, Fee):
            amount = thing.amount or thing.rate
            return self.aside(name, self.said(amount)) if amount is not None else name
        if isinstance(thing, Way):
            way = self._ref(thing.to)
            return self.aside(way, self.said(thing.when)) if thing.when else way
        if isinstance(thing, Limit):
            case = self._case(thing)
            return f"{case}{'' if self.is_chinese else ' '}{self.said(thing.duration)}".strip()
        if isinstance(thing, Channel | Contact):
            kind = self.said(thing.kind)
            return self.aside(kind, self.said(thing.value)) if thing.value else kind
        if isinstance(thing, Closure):
            return self.between(thing.from_, thing.to)
        return self.said(thing) if name_of(thing) is None else name

    def aside(self, words: str, note: str) -> str:
        """Return words and a note to them."""
        return f"{words}（{note}）" if self.is_chinese else f"{words} ({note})"

    def listed(self, items: Iterable[str]) -> str:
        """Return several things one after the other."""
        return ("、" if self.is_chinese else ", ").join(items)

    def short(self, value: Any) -> str | None:
        """Return a thing in words if they are few."""
        words = self.said(value)
        return words if len(words) <= LONGEST_TOLD else None

    def said(self, value: Any) -> str:
        """Return a thing in words."""
        if value is None:
            return self.pick(Pair("没写", "not said"))
        if isinstance(value, bool):
            return self.pick(Pair("是", "yes") if value else Pair("否", "no"))
        for kind, say in _SAYING:
            if isinstance(value, kind):
                return say(self, value)
        return self._ref(str(value))

    def _ref(self, name: str) -> str:
        """Return what an id stands for, else the word itself."""
        known = self.names.get(name)
        return self._text(known) if known is not None else name

    def _word(self, word: Word) -> str:
        return word.words[self.language]

    def _text(self, text: Text) -> str:
        return plain(text.said(self.language).plain)

    def _actor(self, actor: Actor) -> str:
        if actor.office is not None:
            return self._text(actor.office)
        if actor.post is None:
            return self.pick(Pair("申请人", "the applicant"))
        return self._ref(actor.post) if actor.station is None else f"{actor.station}/{actor.post}"

    def _spelled(self, value: Any) -> str:
        return str(value.said(self.language)) if hasattr(value, "said") else str(value)

    def _several(self, values: tuple[Any, ...]) -> str:
        if values and isinstance(values[0], OpenPeriod):
            hours = OpenHours(tuple(each.open_days for each in values))
            return "；".join(hours.said(self.language if self.is_chinese else "en"))
        return self.listed(map(self.said, values)) or self.pick(Pair("没有", "none"))

    def _range(self, value: MoneyRange) -> str:
        return self.between(value.from_, value.to)

    def between(self, first: Any, last: Any) -> str:
        """Return the span between two things."""
        return ("至" if self.is_chinese else " to ").join((self.said(first), self.said(last)))

    def _citation(self, value: Citation) -> str:
        title, article = self._text(value.title), value.article
        return title if article is None else f"{title} {self._text(article)}"

    def _value(self, value: Value) -> str:
        name = name_of(value)
        if name is not None:
            return self.said(name)
        parts = (getattr(value, each) for each in type(value).model_fields)
        return " ".join(self.said(part) for part in parts if part not in (None, ()))


_SAYING: Final[tuple[tuple[type, Callable[[_Teller, Any], str]], ...]] = (
    (Word, _Teller._word),
    (Text, _Teller._text),
    (Spelled, _Teller._spelled),
    (date, lambda _, value: f"{value:%Y-%m-%d}"),
    (tuple, _Teller._several),
    (Actor, _Teller._actor),
    (MoneyRange, _Teller._range),
    (Citation, _Teller._citation),
    (Value, _Teller._value),
)
"""How each kind of thing is said, the first that fits."""

_MARKS = re.compile(r"[*_`]{1,3}|\[([^\]]*)\]\([^)]*\)")


def plain(words: str) -> str:
    """Return words of the small Markdown subset on one line, without its marks.

    >>> plain("带**原件**，见[说明](a.md)")
    '带原件，见说明'
    """
    return " ".join(_MARKS.sub(lambda found: found[1] or "", words).split())


def _is_name(difference: Difference) -> bool:
    """Whether what differs is the name of the entry itself."""
    entries = difference.entries
    is_of_entry = bool(entries) and isinstance(entries[-1], difference.owner)
    return is_of_entry and difference.name in NAMING and isinstance(difference.after, str | Text)


def _is_translation(before: Any, after: Any) -> bool:
    return isinstance(before, Text) and isinstance(after, Text) and str(before) == str(after)


def _title(difference: Difference) -> Pair:
    """Return the title of a field in the model, and its key as English words."""
    info = difference.owner.model_fields.get(difference.name)
    title = info.title if info is not None and info.title else difference.name
    return Pair(title, difference.name.strip("_").replace("_", " "))


def _titles(cls: type[Value]) -> Pair:
    """Return what values of a class are called."""
    return Pair(cls.zh, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower())
