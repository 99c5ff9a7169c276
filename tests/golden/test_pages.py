"""The small board's pages as a whole, one of each kind: a change of looks is seen in the diff."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.site.boards import build, copy_minimal, page_of

PAGES = {
    "home": "",
    "procedure": "stations/chengdong/renewal/",
    "station": "stations/chengdong/",
    "supervision": "supervision/",
}
BEGIN = '<div class="g-page" id="content" tabindex="-1">'
LEFT_OUT = re.compile(r"(<(svg|script)\b[^>]*>).*?(</\2>)", re.DOTALL)
"""Drawings and data, which have tests of their own."""
INLINE = {"a", "b", "br", "em", "input", "span", "strong", "svg", "time"}
VOID = {"br", "hr", "img", "input"}


class Lines(HTMLParser):
    """Puts every block on lines of its own, as deep as it stands."""

    def __init__(self, html: str) -> None:
        """Read the lines of an element."""
        super().__init__(convert_charrefs=False)
        self.lines: list[str] = []
        self._depth = 0
        self._line = ""
        self._begun = 0
        self.feed(html)
        self.close()

    def _end_line(self) -> None:
        if words := " ".join(self._line.split()):
            self.lines.append("  " * self._depth + words)
        self._line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in INLINE:
            self._end_line()
        self._line += self.get_starttag_text() or ""
        if tag not in INLINE and tag not in VOID:
            self._end_line()
            self._depth += 1
            self._begun = len(self.lines)

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE:
            self._line += f"</{tag}>"
            return
        if self._begun == len(self.lines):
            # No other block stands in this one: it stays on one line.
            self.lines[-1] += " ".join(self._line.split()) + f"</{tag}>"
            self._line, self._begun = "", 0
            self._depth -= 1
            return
        self._end_line()
        self._depth -= 1
        self._line = f"</{tag}>"
        self._end_line()

    def handle_data(self, data: str) -> None:
        self._line += data

    def handle_entityref(self, name: str) -> None:
        self._line += f"&{name};"

    def handle_charref(self, name: str) -> None:
        self._line += f"&#{name};"


def body_of(html: str) -> str:
    """Return what a page says between the theme's head and foot, a block a line."""
    _, begin, rest = LEFT_OUT.sub(r"\1\3", html).partition(BEGIN)
    depth, end = 0, 0
    for match in re.finditer(r"<(/?)div\b", begin + rest):
        depth += -1 if match[1] else 1
        if not depth:
            end = match.end()
            break
    return "".join(f"{line}\n" for line in Lines(f"{(begin + rest)[:end]}>").lines)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small board."""
    board = copy_minimal(tmp_path_factory.mktemp("minimal"))
    assert build(board)
    return board / "site"


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_the_small_board(
    kind: str, site: Path, golden: Callable[[str, str], None]
) -> None:
    html = (site / page_of(PAGES[kind])).read_text(encoding="utf-8")

    golden(f"page.{kind}.html", body_of(html))
