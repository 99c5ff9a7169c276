"""Nodes to values: both spellings of keys and words, and all mistakes of form at once."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from gongshi.authoring import core, messages
from gongshi.authoring.shapes import Judge, Model, Shape, model_of
from gongshi.board.text import Text
from gongshi.diagnostics.finding import Message, Span
from gongshi.engines import markdown
from gongshi.engines.yaml import NULLS, Mapping, Node, Scalar, Sequence

MOST_MISTAKES: Final = 20_000
"""Where so many mistakes stand in one file, the rest of it is not read."""

BROKEN: Final = object()
"""Stands for a value that could not be read; what holds it cannot be read either."""


class Mistake(NamedTuple):
    """What is wrong with the form of a file, and where."""

    code: str
    span: Span
    message: Message


class TooManyMistakesError(Exception):
    """The file is not worth reading on."""


class Binder:
    """Reads the nodes of one text into values of the model, for a board of some languages."""

    def __init__(self, text: str, languages: tuple[str, ...]) -> None:
        """Begin with no mistakes; the first language is that of a bare text."""
        self.text = text
        self.languages = languages
        self.mistakes: list[Mistake] = []

    def bind(self, node: Node, shape: Shape) -> Any:
        """Return the value of a node, or ``BROKEN`` after noting what is wrong."""
        kind = node.__class__
        if kind is Scalar:
            return self._scalar(node, shape)  # type: ignore[arg-type]
        if kind is Mapping:
            return self._mapping(node, shape)  # type: ignore[arg-type]
        return self._sequence(node, shape)  # type: ignore[arg-type]

    # ---- scalars

    def _scalar(self, node: Scalar, shape: Shape) -> Any:
        if node.plain and node.text in NULLS:
            return self._wrong("GS122", node.span, messages.EMPTY)
        if shape.words and (word := shape.words.get(node.text)) is not None:
            return word
        if shape.text is not None:
            words = self._words(node)
            return BROKEN if words is None else shape.text({self.languages[0]: words})
        if shape.judge is not None:
            return self._judged(node, shape, shape.judge)
        return self._short(node, shape)

    def _judged(self, node: Scalar, shape: Shape, judge: Judge) -> Any:
        value: Any = node.text
        if shape.core is not None:
            value = shape.core.read(node)
            if value is core.UNFIT:
                message = shape.core.complaint(node.text, node.plain)
                return self._wrong(shape.core.code, node.span, message)
        try:
            return judge(value)
        except ValidationError as error:
            return self._refused(error, node)

    def _short(self, node: Scalar, shape: Shape) -> Any:
        """Read a bare scalar as the one field of a model that it stands for, if it can be that."""
        model = model_of(shape.short) if shape.short is not None else None
        if model is not None and model.short is not None:
            value = self.bind(node, model.short.shape)
            if value is BROKEN:
                return BROKEN
            return self._built(model, {model.short.attribute: value}, node)
        if shape.words:
            return self._wrong("GS119", node.span, messages.unknown_word(node.text, shape.words))
        return self._misfit(node, shape)

    def _words(self, node: Scalar) -> str | None:
        """Return words for citizens, or nothing after noting what is wrong with them."""
        words = node.text.strip()
        if not words:
            self._wrong("GS122", node.span, messages.EMPTY)
        elif problem := markdown.problem(words):
            self._wrong(problem.code, self._within(node, problem.excerpt), problem.message)
        else:
            return words
        return None

    # ---- lists

    def _sequence(self, node: Sequence, shape: Shape) -> Any:
        item = shape.item
        if item is None:
            return self._misfit(node, shape)
        before = len(self.mistakes)
        values = tuple([self.bind(each, item) for each in node.items])
        if len(self.mistakes) > before:
            return BROKEN
        if shape.judge_items is None:
            return values
        try:
            return shape.judge_items(values)
        except ValidationError as error:
            return self._refused(error, node)

    # ---- mappings

    def _mapping(self, node: Mapping, shape: Shape) -> Any:
        if shape.text is not None:
            return self._text_by_language(node, shape.text)
        if shape.model is not None:
            return self._model(node, model_of(shape.model))
        if shape.values is not None:
            return self._free_keys(node, shape.values)
        return self._misfit(node, shape)

    def _text_by_language(self, node: Mapping, cls: type[Text]) -> Any:
        before = len(self.mistakes)
        words: dict[str, str] = {}
        seen: set[str] = set()
        for key, value in node.entries:
            language = key.text
            if language not in self.languages:
                message = messages.unknown_language(language, self.languages)
                self._wrong("GS133", key.span, message)
            elif language in seen:
                self._wrong("GS113", key.span, messages.doubled(language))
            elif not isinstance(value, Scalar):
                self._misfit(value, _ONE_LANGUAGE)
            elif value.is_null:
                self._wrong("GS122", value.span, messages.EMPTY)
            else:
                words[language] = self._words(value) or ""
            seen.add(language)
        if self.languages[0] not in seen:
            message = messages.first_language_missing(self.languages[0])
            self._wrong("GS134", node.span, message)
        return BROKEN if len(self.mistakes) > before else cls(words)

    def _free_keys(self, node: Mapping, shape: Shape) -> Any:
        before = len(self.mistakes)
        values: dict[str, Any] = {}
        for key, value in node.entries:
            if key.text in values:
                self._wrong("GS113", key.span, messages.doubled(key.text))
            elif self._words(key) is not None:
                values[key.text] = self.bind(value, shape)
        return BROKEN if len(self.mistakes) > before else values

    def _model(self, node: Mapping, model: Model) -> Any:
        before = len(self.mistakes)
        values: dict[str, Any] = {}
        spellings = model.spellings
        for key, value in node.entries:
            field = spellings.get(key.text)
            if field is None:
                self._wrong("GS112", key.span, messages.unknown_key(key.text, model.owner))
            elif field.attribute in values:
                self._wrong("GS113", key.span, messages.doubled(key.text, field.title, field.key))
            elif value.__class__ is Scalar:
                values[field.attribute] = self._scalar(value, field.shape)
            else:
                values[field.attribute] = self.bind(value, field.shape)
        if not model.required <= values.keys():
            self._missing(node, model, values)
        if len(self.mistakes) > before:
            return BROKEN
        return self._built(model, values, node)

    def _missing(self, node: Mapping, model: Model, values: dict[str, Any]) -> None:
        for field in model.fields:
            if field.is_required and field.attribute not in values:
                self._wrong("GS114", node.span, messages.missing(field.title, field.key))

    def _built(self, model: Model, values: dict[str, Any], node: Node) -> Any:
        """Make a value of fields that have been judged."""
        if not model.is_judged_whole:
            return model.cls.assembled(values)
        try:
            return model.cls.model_validate(values)
        except ValidationError as error:
            return self._refused(error, node)

    # ---- mistakes

    def _refused(self, error: ValidationError, node: Node) -> object:
        first = error.errors(include_url=False, include_input=False)[0]
        code, message = messages.refused(first, node.text if isinstance(node, Scalar) else "")
        return self._wrong(code, node.span, message)

    def _misfit(self, node: Node, shape: Shape) -> object:
        forms = {
            "Scalar": shape.takes_scalar,
            "Sequence": shape.item is not None,
            "Mapping": shape.model is not None or shape.values is not None,
        }
        expected = [form for form, is_allowed in forms.items() if is_allowed]
        written = node.text if isinstance(node, Scalar) else ""
        message = messages.wrong_form(expected, type(node).__name__, written)
        return self._wrong("GS115", node.span, message)

    def _within(self, node: Scalar, excerpt: str) -> Span:
        """Return the place of an excerpt of a scalar in the file, else where the scalar begins."""
        index = self.text.find(excerpt, node.start.index, node.end.index) if excerpt else -1
        if index < 0:
            return node.span
        line = node.start.line + self.text.count("\n", node.start.index, index) + 1
        column = index - self.text.rfind("\n", 0, index)
        return Span(line, column, column + len(excerpt))

    def _wrong(self, code: str, span: Span, message: Message) -> object:
        if len(self.mistakes) >= MOST_MISTAKES:
            raise TooManyMistakesError
        self.mistakes.append(Mistake(code, span, message))
        return BROKEN


_ONE_LANGUAGE: Final = Shape(text=Text)
