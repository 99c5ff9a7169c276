"""Jinja2: the one environment in which pages and components become HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import jinja2
from jinja2 import Environment, Template
from markupsafe import Markup

__all__ = ["Environment", "Template", "adopt", "environment", "plain"]

Gettext = Callable[[str], str]
Ngettext = Callable[[str, str, int], str]


def environment(
    folders: Sequence[Path],
    gettext: Gettext,
    *,
    ngettext: Ngettext | None = None,
    bytecode: Path | None = None,
) -> jinja2.Environment:
    """Return the environment for one language; an earlier folder wins, so the board's is first.

    Whatever is printed is escaped, whatever is missing is an error. Templates call ``_("…")`` with
    the Chinese source text and named values, ``_("共 %(count)s 项", count=3)``.
    ``bytecode`` is where compiled templates are kept between runs; it may be deleted at any time.
    """
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_bytecode_cache(bytecode),
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext or _first_form(gettext), newstyle=True
    )
    made.filters["plain"] = plain
    return made


def adopt(theirs: Environment, folders: Sequence[Path], gettext: Gettext) -> Environment:
    """Let another program's templates import ours and speak with our words."""
    ours = jinja2.FileSystemLoader([str(folder) for folder in folders])
    theirs.loader = jinja2.ChoiceLoader([theirs.loader, ours] if theirs.loader else [ours])
    theirs.add_extension("jinja2.ext.i18n")
    theirs.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, _first_form(gettext), newstyle=True
    )
    theirs.filters["plain"] = plain
    return theirs


def plain(value: object) -> str:
    """Return the words of a text without any markup, as an attribute needs them.

    >>> plain(Markup("<span lang='en'>Fees</span>"))
    'Fees'
    """
    words: object = getattr(value, "plain", value)
    return words.striptags() if isinstance(words, Markup) else str(words)


def _first_form(gettext: Gettext) -> Ngettext:
    """Return a plural function for a language that has one form for every number."""
    return lambda one, _many, _number: gettext(one)


def _bytecode_cache(folder: Path | None) -> jinja2.BytecodeCache | None:
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder))
