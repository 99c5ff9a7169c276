"""Jinja2: the one environment in which pages and components become HTML.

Pages are made of thousands of small outputs and calls, so these take shorter ways than Jinja's own,
which must expect that escaping is turned off somewhere, or that a filter asks for the context.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from gongshi.board.text import Said

__all__ = ["Environment", "Template", "adopt", "environment", "plain"]

Gettext = Callable[[str], str]
Ngettext = Callable[[str, str, int], str]


def environment(
    folders: Sequence[Path], gettext: Gettext, *, ngettext: Ngettext | None = None
) -> jinja2.Environment:
    """Return the environment for one language; an earlier folder wins, so the board's is first.

    Whatever is printed is escaped, whatever is missing is an error. What a template is given are
    objects; the value of a mapping is asked for as ``hours["weekly"]``. Templates call ``_("…")``
    with the Chinese source text and named values, ``_("共 %(count)s 项", count=3)``; ``gettext`` is
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
    words = _Words(gettext)
    made.code_generator_class = _Code
    made.context_class = _Context
    made.extend(
        printed=_printed,
        component=_Component,
        said=words.alone,
        module=cache(lambda name: made.get_template(name).module),
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext or _first_form(gettext), newstyle=True
    )
    made.globals["_"] = words
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

    __slots__ = ("_form", "alone")

    def __init__(self, gettext: Gettext) -> None:
        self._form = cache(gettext)
        # In every text a sign of per cent is written twice, whether it takes values or not.
        self.alone = cache(lambda text: Markup(gettext(text) % {}))  # noqa: S704 - our own texts

    def __call__(self, text: str, /, **values: object) -> Markup:
        if not values:
            return self.alone(text)
        shown = {
            name: value if isinstance(value, int | float) else _printed(value)
            for name, value in values.items()
        }
        return _as_markup(self._form(text) % shown)


class _Context(Context):
    """Where a template finds names."""

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


class _Component(Macro):
    """A macro; all that it prints is escaped, wherever it is called."""

    def __call__(self, *args: Any, **values: Any) -> str:
        """Return what the macro prints."""
        wanted = self._argument_count - len(args)
        if values or self.caller or wanted < 0:
            return super().__call__(*args, **values)
        return _as_markup(self._func(*args, *(missing,) * wanted))

    def _invoke(self, arguments: Sequence[Any], autoescape: bool) -> Markup:
        del autoescape
        return _as_markup(self._func(*arguments))


class _Code(CodeGenerator):
    """Writes templates as Python that calls what they know without a detour.

    A name that is called is a component, ``_`` or ``caller``, which do not ask for the context;
    Jinja would find that out at each call.
    """

    def write_commons(self) -> None:
        """Begin a template with the names of what it uses most."""
        super().write_commons()
        self.writeline("escape, say = environment.printed, environment.said")
        self.writeline("Macro = environment.component")

    def visit_Getattr(  # noqa: N802 - so Jinja calls it
        self, node: nodes.Getattr, frame: Frame
    ) -> None:
        """Take a field of a view; views are objects, so that it is no key of a mapping."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.module(")
        self.visit(node.template, frame)
        self.write(")")

    def visit_Call(  # noqa: N802 - so Jinja calls it
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Call something."""
        if not isinstance(node.node, nodes.Name) or node.node.name in _ASKS_FOR_CONTEXT:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif _is_text(node):
            self.write(f"say({node.args[0].as_const()!r})")
        else:
            self.visit(node.node, frame)
            # The signature begins each argument with a comma.
            self.write("(*()")
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
            self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _is_text(node):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _is_text(node):
            super()._output_child_post(node, frame, finalize)


_ASKS_FOR_CONTEXT = frozenset(("gettext", "ngettext", "pgettext", "npgettext"))
"""What Jinja makes of its own tag for texts."""


def _is_text(node: nodes.Node) -> bool:
    """Whether a template says a text of the interface that takes no values."""
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and node.node.name == "_"
        and len(node.args) == 1
        and isinstance(node.args[0], nodes.Const)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    )


def _as_markup(html: str) -> Markup:
    """Return safe HTML as such; `Markup` itself would first ask whether it is HTML already."""
    return str.__new__(Markup, html)


def _printed(value: object) -> str:
    """Return a value as it stands in a page: escaped, unless it is HTML.

    It does what ``markupsafe.escape`` does and makes no ``Markup`` of what is only printed.
    """
    if type(value) is str:
        return _escaped(value)
    if isinstance(value, Markup):
        return value
    return _escaped(value.plain) if isinstance(value, Said) and not value.lang else escape(value)


@lru_cache(maxsize=1 << 14)
def _escaped(text: str) -> str:
    """Return a text escaped: few are printed once only."""
    return str(escape(text))


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
