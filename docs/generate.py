"""Writes the pages of docs/ that are made from the code, or tells which of them are out of date."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import reference

from gongshi.checks import docs as checks

ROOT = Path(__file__).resolve().parent.parent


class Page(NamedTuple):
    """A page of docs/ and the function that makes its text."""

    path: str
    text: Callable[[], str]


def diagnostics() -> str:
    """Return the page of all codes, with the marked lines of their bad examples."""
    broken = ROOT / "tests" / "boards" / "broken"
    examples = {path.stem: path.read_text(encoding="utf-8") for path in broken.glob("GS*.yml")}
    return checks.page(examples)


PAGES = (
    Page("docs/diagnostics.md", diagnostics),
    Page("docs/yaml-reference.md", reference.page),
)
"""Every generated page; a new one is a line here."""


def main(arguments: list[str]) -> int:
    """Write all pages, or with ``--check`` compare them with what is there."""
    stale = [page for page in PAGES if _is_stale(page)]
    for page in stale:
        if "--check" in arguments:
            print(f"{page.path} 不是最新的,运行 ./run docs · is out of date: ./run docs")
        else:
            (ROOT / page.path).write_text(page.text(), encoding="utf-8", newline="\n")
            print(page.path)
    return 1 if stale and "--check" in arguments else 0


def _is_stale(page: Page) -> bool:
    path = ROOT / page.path
    return not path.is_file() or path.read_text(encoding="utf-8") != page.text()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
