"""Keeps the catalogues of the interface in step with the code.

``python docs/catalogue.py`` adds what is new to every language and drops what is gone;
with ``--check`` it only tells which catalogues are out of step or not fully translated.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from gongshi import labels
from gongshi.board import words
from gongshi.board.base import Word
from gongshi.outputs.notices import sheets

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "gongshi"
TEMPLATES = ROOT / "templates"

SPEAKING = ("views/*.py", "outputs/pages/*.py", "outputs/feeds/*.py", "outputs/notices/*.py")
"""The modules in which every Chinese text is a word of the interface, wherever it stands.

In all others only what ``say("…")`` is called with is one; the rest is for the console.
"""

NO_WORDS = "公"
"""Chinese that is drawn and not said: the character of the seal."""

HAN = re.compile(r"[\u4e00-\u9fff]")
PLACE = re.compile(r"%\(\w+\)[^a-z]*[a-z]|%%|\{\w+\}")
"""What is filled in: by Python ``%(n)s``, by a script of the page ``{n}``."""

# ---- what the code says --------------------------------------------------------------------------


def collected() -> dict[str, bool]:
    """Return every text of the interface, and whether it counts something and so has plurals."""
    found = dict.fromkeys((*_in_templates(), *_in_enumerations()), False)
    speaking = {path for pattern in SPEAKING for path in PACKAGE.glob(pattern)}
    for path in sorted(PACKAGE.glob("**/*.py")):
        for text, counts in texts_of(path, speaks=path in speaking).items():
            found[text] = found.get(text, False) or counts
    return found


def texts_of(path: Path, *, speaks: bool) -> dict[str, bool]:
    """Return the texts of one module, ``speaks`` where every Chinese text in it is one."""
    reader = _Reader(speaks=speaks)
    reader.visit(ast.parse(path.read_text(encoding="utf-8")))
    return reader.found


def _in_templates() -> Iterator[str]:
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    for path in sorted(TEMPLATES.glob("**/*.html")):
        with path.open("rb") as stream:
            for _, _, message, _ in babel_extract(stream, ("_",), (), options):
                texts = (message,) if isinstance(message, str) else message or ()
                yield from filter(None, texts[:1])
    for path in sorted(TEMPLATES.glob("notices/**/*.typ")):
        yield from sheets.texts_of(path.read_bytes())


def _in_enumerations() -> Iterator[str]:
    for kind in vars(words).values():
        if isinstance(kind, type) and issubclass(kind, Word):
            yield from (word.zh for word in kind)


class _Reader(ast.NodeVisitor):
    """Finds the texts of one module."""

    def __init__(self, *, speaks: bool) -> None:
        self.speaks = speaks
        self.found: dict[str, bool] = {}

    def visit_Call(self, node: ast.Call) -> None:
        """Take what ``say`` is called with, in whatever alphabet."""
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        if name == "say" and node.args:
            counts = any(keyword.arg == "n" for keyword in node.keywords)
            for each in ast.walk(node.args[0]):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    self.found[each.value] = self.found.get(each.value, False) or counts
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Take every Chinese text of a module that speaks."""
        text = node.value
        if self.speaks and isinstance(text, str) and HAN.search(text) and text != NO_WORDS:
            self.found.setdefault(text, False)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Pass over pieces, which cannot be translated, but not over what stands between them."""
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                self.visit(each.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        """Pass over docstrings."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)


# ---- what the catalogues hold --------------------------------------------------------------------


def catalogues() -> dict[str, Path]:
    """Return the catalogue of every language that has one."""
    folders = sorted((PACKAGE / "locales").glob(f"*/{labels.CATALOGUE}"))
    return {path.parents[1].name: path for path in folders}


def read(path: Path) -> Catalog:
    """Return a catalogue as it is written."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parents[1].name)


def brought_in_step(old: Catalog, texts: Mapping[str, bool]) -> Catalog:
    """Return a catalogue of exactly these texts, with the words that it had for them."""
    assert old.locale is not None  # noqa: S101 - the folder's name says it
    new = Catalog(old.locale, charset="utf-8", fuzzy=False)
    for text, counts in texts.items():
        known = old.get(text)
        new.add((text, text) if counts else text, _kept(known, new.num_plurals if counts else 0))
    return new


def _kept(known: Message | None, plurals: int) -> str | tuple[str, ...]:
    """Return the words that there are for a text, in as many forms as it has."""
    forms = forms_of(known) if known and not known.fuzzy else ("",)
    return tuple((forms * plurals)[:plurals]) if plurals else forms[0]


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as its file has it: sorted, the same bytes on every machine and day."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return _header(catalogue).encode() + stream.getvalue()


def problems(catalogue: Catalog) -> list[str]:
    """Return what is amiss with a catalogue: texts without words, other places than the text's."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        text = message.id if isinstance(message.id, str) else message.id[0]
        for said in forms_of(message):
            if not said:
                found.append(f"{text}: not translated")
            elif sorted(PLACE.findall(said)) != sorted(PLACE.findall(text)):
                found.append(f"{text}: other places than in: {said}")
    return found


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the words of an entry: one form, or one for each kind of number."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _header(catalogue: Catalog) -> str:
    return f"""\
# The interface of gongshi. docs/catalogue.py says which entries there are, docs/languages.md how.
msgid ""
msgstr ""
"Language: {catalogue.locale_identifier}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {catalogue.plural_forms}\\n"

"""


def main(arguments: list[str]) -> int:
    """Bring every catalogue in step, or with ``--check`` compare; tell what is left to do."""
    texts, amiss = collected(), []
    for path in catalogues().values():
        catalogue = brought_in_step(read(path), texts)
        name = path.relative_to(ROOT).as_posix()
        if "--check" not in arguments:
            path.write_bytes(written(catalogue))
        elif path.read_bytes() != written(catalogue):
            amiss.append(f"{name}: out of step, run python docs/catalogue.py")
        amiss += [f"{name}: {problem}" for problem in problems(catalogue)]
    print("\n".join(amiss) or "all catalogues are in step")
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
