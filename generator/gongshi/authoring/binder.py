"""Nodes to values: both spellings of keys and words, all mistakes of form at once, a place for every value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pydantic import ValidationError

from gongshi.authoring import messages
from gongshi.authoring.shapes import Field, Leaf, Model, Shape, model_of
from gongshi.board.base import Value
from gongshi.board.text import Text
from gongshi.diagnostics.finding import Message, Path, Severity, Span
from gongshi.engines import markdown
from gongshi.engines.yaml import Mapping, Node, Scalar, Sequence

BROKEN: Final = object()
"""Stands for a value that could not be read; what holds it cannot be read either."""

_TRUE = frozenset(("true", "True", "TRUE", "是"))
_FALSE = frozenset(("false", "False", "FALSE", "否"))
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")

Mistake = tuple[str, Severity, Span, Message]


class Places:
    """Where everything of a file stands: the span of every value and of every key."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.values: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}

    def find(self, path: Path, *, on_key: bool = False) -> Span:
        """Return the span of a path, or of the nearest thing above it that is there."""
        for end in range(len(path), 0, -1):
            part = path[:end]
            table = self.keys if on_key and part in self.keys else self.values
            if part in table:
                return table[part]
        return self.values.get((), Span(1, 1, 2))


class Binder:
    """Reads the nodes of one file into values of the model, for a board of some languages."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        """Begin with no mistakes; the first language is that of a bare text."""
        self.languages = languages
        self.mistakes: list[Mistake] = []
        self.places = Places()

    def bind(self, node: Node, shape: Shape, path: Path = ()) -> Any:
        """Return the value of a node, or ``BROKEN`` after noting what is wrong."""
        self.places.values[path] = node.span
        if isinstance(node, Scalar):
            return self._scalar(node, shape, path)
        if isinstance(node, Sequence):
            return self._sequence(node, shape, path)
        return self._mapping(node, shape, path)

    def _scalar(self, node: Scalar, shape: Shape, path: Path) -> Any:
        leaf = shape.leaf
        if node.is_null:
            return self._wrong("GS122", node.span, _EMPTY)
        if leaf and node.text in leaf.words:
            return leaf.words[node.text]
        if shape.short is not None and (leaf is None or not (leaf.adapter or leaf.text)):
            if leaf and leaf.words and not _could_be_short(node.text, shape.short):
                return self._wrong("GS119", node.span, messages.unknown_word(node.text, leaf.words))
            return self._short(node, shape.short, path)
        if leaf is None:
            return self._misfit(node, shape)
        return self._leaf(node, leaf)

    def _short(self, node: Scalar, cls: type[Value], path: Path) -> Any:
        model = model_of(cls)
        field = model.fields[cls.shorthand]
        value = self.bind(node, field.shape, (*path, field.name))
        if value is BROKEN:
            return BROKEN
        return self._build(model, {field.name: value}, node)

    def _leaf(self, node: Scalar, leaf: Leaf) -> Any:
        if leaf.text is not None and leaf.adapter is None:
            return self._text(leaf.text, {self.languages[0]: node}, node)
        if leaf.adapter is None:
            return self._wrong("GS119", node.span, messages.unknown_word(node.text, leaf.words))
        try:
            return leaf.adapter.validate_python(_core(node, leaf.core))
        except ValidationError as error:
            return self._refused(error, node)

    def _text(self, cls: type[Text], words: dict[str, Scalar], node: Node) -> Any:
        for scalar in words.values():
            if not scalar.text.strip():
                return self._wrong("GS122", scalar.span, _EMPTY)
            if problem := markdown.problem(scalar.text):
                return self._wrong("GS132", _within(scalar, problem.at), problem.message)
        return cls({language: scalar.text.strip() for language, scalar in words.items()})

    def _sequence(self, node: Sequence, shape: Shape, path: Path) -> Any:
        if shape.item is None:
            return self._misfit(node, shape)
        values = [
            self.bind(item, shape.item, (*path, number)) for number, item in enumerate(node.items)
        ]
        return BROKEN if any(value is BROKEN for value in values) else tuple(values)

    def _mapping(self, node: Mapping, shape: Shape, path: Path) -> Any:
        if shape.leaf is not None and shape.leaf.text is not None:
            return self._text_by_language(node, shape.leaf.text, path)
        if shape.model is not None:
            return self._model(node, model_of(shape.model), path)
        if shape.values is not None:
            return self._free_keys(node, shape.values, path)
        return self._misfit(node, shape)

    def _text_by_language(self, node: Mapping, cls: type[Text], path: Path) -> Any:
        words: dict[str, Scalar] = {}
        broken = False
        for key, value in node.entries:
            place = (*path, key.text)
            self.places.keys[place] = key.span
            self.places.values[place] = value.span
            if key.text not in self.languages:
                broken = bool(
                    self._wrong("GS133", key.span, _unknown_language(key.text, self.languages))
                )
            elif key.text in words:
                broken = bool(self._wrong("GS113", key.span, _doubled(key.text)))
            elif not isinstance(value, Scalar) or value.is_null:
                broken = bool(self._wrong("GS122", value.span, _EMPTY))
            else:
                words[key.text] = value
        if broken:
            return BROKEN
        if self.languages[0] not in words:
            return self._wrong("GS134", node.span, _first_language_missing(self.languages[0]))
        return self._text(cls, words, node)

    def _free_keys(self, node: Mapping, shape: Shape, path: Path) -> Any:
        values: dict[str, Any] = {}
        for key, value in node.entries:
            self.places.keys[(*path, key.text)] = key.span
            if key.text in values:
                values[key.text] = self._wrong("GS113", key.span, _doubled(key.text))
            else:
                values[key.text] = self.bind(value, shape, (*path, key.text))
        return BROKEN if any(value is BROKEN for value in values.values()) else values

    def _model(self, node: Mapping, model: Model, path: Path) -> Any:
        values: dict[str, Any] = {}
        for field, key, value in self._known(node, model):
            place = (*path, field.name)
            if field.name in values:
                message = _doubled(key.text, field.title, field.name)
                values[field.name] = self._wrong("GS113", key.span, message)
                continue
            self.places.keys[place] = key.span
            values[field.name] = self.bind(value, field.shape, place)
        for field in model.fields.values():
            if field.is_required and field.name not in values:
                values[field.name] = self._wrong(
                    "GS114", node.span, messages.missing(field.title, field.name)
                )
        if any(value is BROKEN for value in values.values()):
            return BROKEN
        return self._build(model, values, node)

    def _known(self, node: Mapping, model: Model) -> Iterator[tuple[Field, Scalar, Node]]:
        """Go through the keys of a mapping that the model knows, noting those that it does not."""
        for key, value in node.entries:
            field = model.spellings.get(key.text)
            if field is None:
                self._wrong(
                    "GS112",
                    key.span,
                    messages.unknown_key(key.text, model.spellings, model.cls.__name__),
                )
            else:
                yield field, key, value

    def _build(self, model: Model, values: dict[str, Any], node: Node) -> Any:
        try:
            return model.cls.model_validate(values)
        except ValidationError as error:
            return self._refused(error, node)

    def _refused(self, error: ValidationError, node: Node) -> Any:
        first = error.errors(include_url=False)[0]
        code, message = messages.of_error(first, node.text if isinstance(node, Scalar) else "")
        return self._wrong(code, node.span, message)

    def _misfit(self, node: Node, shape: Shape) -> Any:
        expected = [
            messages.FORMS[name]
            for name, is_allowed in (
                ("Scalar", shape.leaf or shape.short),
                ("Sequence", shape.item),
                ("Mapping", shape.model or shape.values),
            )
            if is_allowed
        ]
        zh, en = ("或".join(words) for words in zip(*expected, strict=True))
        found_zh, found_en = messages.FORMS[type(node).__name__]
        return self._wrong(
            "GS115",
            node.span,
            messages.wrong_form(zh, en.replace("或", " or "), found_zh, found_en),
        )

    def _wrong(self, code: str, span: Span, message: Message) -> object:
        self.mistakes.append((code, Severity.ERROR, span, message))
        return BROKEN


_EMPTY = Message(
    "这里是空的", "nothing stands here", "写入内容,或删去这个键", "write it, or remove the key"
)


def _core(node: Scalar, core: str) -> Any:
    """Return what the YAML 1.2 core schema makes of a scalar where a number or a truth is expected."""
    if not node.plain or core == "text":
        return node.text
    if core == "bool":
        return True if node.text in _TRUE else False if node.text in _FALSE else node.text + "?"
    if core == "int" and _INT.fullmatch(node.text):
        return int(node.text)
    if core == "float" and _FLOAT.fullmatch(node.text):
        return float(node.text)
    return node.text + "?"


def _could_be_short(text: str, cls: type[Value]) -> bool:
    """Whether a text that is no word of the list may be meant as the shorthand of a model."""
    return bool(text) and model_of(cls).fields[cls.shorthand].shape.leaf is not None


def _within(scalar: Scalar, at: int) -> Span:
    """Return the place of a character inside a text that stands on one line, else its beginning."""
    span = scalar.span
    if span.length >= len(scalar.text) and "\n" not in scalar.text:
        column = span.column + at + (0 if scalar.plain else 1)
        return Span(span.line, column, column + 1)
    return span


def _doubled(key: str, title: str = "", name: str = "") -> Message:
    if title and name:
        return Message(
            f"「{title}」({name})写了两次",
            f"{name} stands twice",
            "合并成一个,中文和英文键只写一个",
            "keep one of them, in one spelling",
        )
    return Message(f"「{key}」写了两次", f"{key} stands twice", "只留一个", "keep one of them")


def _unknown_language(language: str, known: tuple[str, ...]) -> Message:
    return Message(
        f"「{language}」不是本公示栏的语言",
        f"{language} is not a language of this board",
        f"可用:{'、'.join(known)};在 board.yml 的「语言」里增加",
        f"known: {', '.join(known)}; add it to languages in board.yml",
    )


def _first_language_missing(language: str) -> Message:
    return Message(
        f"缺少默认语言「{language}」的文字",
        f"the words in the first language {language} are missing",
        f"补上「{language}:」",
        f"add {language}:",
    )
