"""Jinja2: the one environment in which pages and components become HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment, Template
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from markupsafe import Markup

__all__ = ["Environment", "Template", "adopt", "environment", "plain"]

Gettext = Callable[[str], str]
Ngettext = Callable[[str, str, int], str]


def environment(
    folders: Sequence[Path], gettext: Gettext, *, ngettext: Ngettext | None = None
) -> jinja2.Environment:
    """Return the environment for one language; an earlier folder wins, so the board's is first.

    Whatever is printed is escaped, whatever is missing is an error. Templates call ``_("…")`` with
    the Chinese source text and named values, ``_("共 %(count)s 项", count=3)``; ``gettext`` is
    asked once for a text. Templates are read once, so that who wants to see their changes asks for
    another environment.
    """
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        bytecode_cache=_compiled,
    )
    made.context_class = _Context
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext or _first_form(gettext), newstyle=True
    )
    made.globals["_"] = _Words(gettext)
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


class _Words:
    """What templates call as ``_``: the same as Jinja's own, which takes long ways to it.

    A text of the interface is the program's and printed as it is; its values are escaped.
    """

    __slots__ = ("_alone", "_form")

    def __init__(self, gettext: Gettext) -> None:
        form = cache(lambda text: Markup(gettext(text)))  # noqa: S704 - the program's own texts
        self._form = form
        # In every text a sign of per cent is written twice, whether it takes values or not.
        self._alone = cache(lambda text: form(text) % {})

    def __call__(self, text: str, /, **values: object) -> Markup:
        return self._form(text) % values if values else self._alone(text)


class _Context(Context):
    """Where a template finds names; what templates call most, they call directly."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Any],
        globals: object = None,  # noqa: A002 - so Jinja calls it
    ) -> None:
        # Templates have no globals but the environment's, so Jinja need not compare them to learn
        # that a component which others have imported can be used as it is.
        del globals
        super().__init__(environment, parent, name, blocks)

    def call(self, called: Any, /, *args: Any, **values: Any) -> Any:
        """Call what a template calls."""
        if type(called) is not Macro and type(called) is not _Words:
            return super().call(called, *args, **values)
        if values:
            for name in _OF_JINJA:
                values.pop(name, None)
        return called(*args, **values)


_OF_JINJA = ("_loop_vars", "_block_vars")
"""What compiled templates hand to every call within loops and blocks."""


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates in memory, for the environments of all languages of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code if its source is the same as then."""
        source, code = self._kept.get(bucket.key, ("", None))
        if source == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


_compiled = _Compiled()
