"""How a page speaks: one language, one place on the site.

And from there every text, word, limit and link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from gongshi import labels, urls
from gongshi.board.base import Word
from gongshi.board.duration import Duration
from gongshi.board.money import Money, Rate
from gongshi.board.text import Said, Text, html_tag
from gongshi.engines import markdown

_HAN = re.compile(r"[\u4e00-\u9fff]")
_INTO_BOARD = re.compile(r'href="(station|procedure):([^"]*)"')
_SHOWN_ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S+")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One page's way to say things."""

    language: str
    first_language: str
    page: str
    """The address of the page."""

    def say(self, text: str, /, **values: object) -> str:
        """Return an interface text, with named values filled in: ``say("共%(n)s项", n=3)``.

        ``n`` is always a count: the language's form for that number is taken.
        Values that are HTML, or marked as another language, stay so; the text is then HTML too.
        """
        if not values:
            return _words(self.language, text)
        count = values.get("n")
        if isinstance(count, int | float):
            words = labels.gettext_of(self.language).plural(text, count)
        else:
            words = _words(self.language, text)
        return (escape(words) if any(map(_is_marked, values.values())) else words) % values

    def forms(self, text: str) -> tuple[str, str]:
        """Return a counting text for one and for many, for a script that fills in ``{n}``."""
        speech = labels.gettext_of(self.language)
        one, many = speech.plural(text, 1), speech.plural(text, 2)
        return (one % {"n": "{n}"}, many % {"n": "{n}"})

    def pair(self, name: object, value: object) -> str:
        """Return a name and its value, by the colon of the language."""
        return self.say("%(name)s：%(value)s", name=name, value=value)

    def aside(self, words: object, note: object) -> str:
        """Return words and a note to them, in the brackets of the language."""
        return self.say("%(words)s（%(note)s）", words=words, note=note)

    def text(self, text: Text | None) -> Said:
        """Return a text of the board, marked where it stands in another language."""
        return text.said(self.language) if text is not None else Said("")

    def texts(self, texts: Iterable[Text]) -> tuple[Said, ...]:
        """Return several texts."""
        return tuple(self.text(each) for each in texts)

    def plain(self, text: str | None) -> Said:
        """Return what all languages share, a name or a number, marked where it is Chinese."""
        is_foreign = self.language != labels.SOURCE_LANGUAGE and _HAN.search(text or "")
        return Said(text or "", labels.SOURCE_LANGUAGE if is_foreign else "")

    def original(self, text: Text | None) -> Voice:
        """Return the voice that has words for a text: this one, or that of the original."""
        said = self.text(text)
        return replace(self, language=said.lang) if said.lang else self

    def prose(self, prose: Text | None) -> Markup:
        """Return prose as safe HTML, its links into the board led to their pages."""
        if prose is None:
            return Markup()
        said = prose.said(self.language)
        html = markdown.render(said.plain)
        if "href=" in html:
            html = _marked(_INTO_BOARD.sub(self._led, html))
        if said.lang:
            tag = "div" if html.startswith("<") and "<p>" in html else "span"
            opened = Markup("<{} lang='{}'>").format(tag, html_tag(said.lang))
            return opened + html + Markup("</{}>").format(tag)
        return html

    def word(self, word: Word | None) -> str:
        """Return a word of a fixed list."""
        return self.say(word.zh) if word is not None else ""

    def words(self, words: Iterable[Word]) -> str:
        """Return several words of a fixed list."""
        return self.listed(self.word(each) for each in words)

    def duration(self, duration: Duration) -> str:
        """Return a limit in words."""
        return duration.said("zh" if self.language == "zh" else "en")

    def money(self, money: Money) -> str:
        """Return an amount in words."""
        return money.said("zh" if self.language == "zh" else "en")

    def rate(self, rate: Rate) -> str:
        """Return a share in words."""
        return rate.said("zh" if self.language == "zh" else "en")

    def listed(self, items: Iterable[object], between: str = "") -> str:
        """Return several things one after the other, by commas of the language or what is given.

        Things that are HTML, or marked as another language, stay so, as in ``say``.
        """
        listed = tuple(items)
        comma = between or ("、" if self.language == "zh" else ", ")
        if any(map(_is_marked, listed)):
            return escape(comma).join(map(escape, listed))
        return comma.join(map(str, listed))

    def reviewed(self, day: date, by: str) -> str:
        """Return when and by whom something was last confirmed."""
        return self.say("%(date)s由%(who)s核对", date=self.date(day), who=self.plain(by))

    def month(self, day: date) -> str:
        """Return the month of a day, short."""
        return f"{day.month}月" if self.language == "zh" else _MONTHS[day.month - 1][:3]

    def date(self, day: date | None) -> str:
        """Return a day as people of the language write it."""
        if day is None:
            return ""
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def way(self, url: str) -> str:
        """Return the way from this page to an address, in this language."""
        return urls.relative(urls.in_language(url, self.language, self.first_language), self.page)

    def file(self, path: str) -> str:
        """Return the way from this page to a file of content/, the same in every language."""
        return urls.relative(path, self.page)

    def address(self, text: Text | None) -> str:
        """Return a text as an address to follow if it is one."""
        plain = self.text(text).plain
        return plain if _SHOWN_ADDRESS.fullmatch(plain) else ""

    def linked(self, link: str | None) -> str:
        """Return an address of the board's data as a page may link it.

        Outside, or a file of content/.
        """
        if not link:
            return ""
        return link if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", link) else self.file(link)

    def into_board(self, target: str) -> str:
        """Return the way to what ``station:<id>`` or ``procedure:<station>/<id>`` names."""
        base, hash_sign, fragment = target.partition("#")
        return self.way(f"stations/{base.strip('/')}/{hash_sign}{fragment}")

    def _led(self, match: re.Match[str]) -> str:
        return f'href="{escape(self.into_board(match[2]))}"'


@lru_cache(maxsize=1 << 12)
def _words(language: str, text: str) -> str:
    """Return an interface text in a language."""
    return labels.gettext_of(language)(text)


def _marked(html: str) -> Markup:
    """Return safe HTML as such after its addresses were led on, which were escaped."""
    return Markup(html)  # noqa: S704


def _is_marked(value: object) -> bool:
    """Return whether a value is more than bare words: HTML, or a text in another language."""
    return isinstance(value, Markup) or (isinstance(value, Said) and bool(value.lang))
