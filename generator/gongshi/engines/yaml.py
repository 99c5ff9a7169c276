"""PyYAML's C parser: a file's bytes to nodes with places, refusing what a board must not hold.

What comes out are scalars as they are written; what a scalar means is decided by the field it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml
from yaml.cyaml import CParser

from gongshi.diagnostics.finding import Message, Span

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 20

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
)
"""Characters that no reader sees: controls, bidi controls, zero-width characters, non-characters."""

_TAB_INDENT = re.compile(r"^ *\t+", re.M)
_PLAIN_NULL = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word as it is written; ``plain`` says that it stands without quotes."""

    text: str
    plain: bool
    span: Span

    @property
    def is_null(self) -> bool:
        """Whether it says that there is nothing here."""
        return self.plain and self.text in _PLAIN_NULL


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes, in the order in which they are written, doubles included."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Sequence | Mapping


class YamlError(Exception):
    """The file cannot be read: ``code`` (GS1xx), where, and what is wrong."""

    def __init__(self, code: str, span: Span, message: Message) -> None:
        """Keep what is wrong and where."""
        super().__init__(message.en)
        self.code = code
        self.span = span
        self.message = message


def decode(data: bytes, first_line: int = 1) -> str:
    """Return the text of a file, refusing what is too large, not UTF-8 or holds unseen characters."""
    if len(data) > MAX_BYTES:
        raise YamlError(
            "GS101",
            Span(1, 1, 2),
            Message(
                f"文件有 {len(data) // 1024} KiB,超过 1024 KiB",
                f"the file has {len(data) // 1024} KiB, more than 1024 KiB",
                "把内容拆成几个文件",
                "split it into several files",
            ),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise YamlError(
            "GS102",
            Span(line, column, column + 1),
            Message(
                "文件不是 UTF-8 编码",
                "the file is not in UTF-8",
                "用编辑器另存为 UTF-8",
                "save it as UTF-8 in your editor",
            ),
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := FORBIDDEN.search(text):
        raise YamlError("GS103", _span_at(text, match.start(), 1, first_line), _unseen(match[0]))
    return text


def parse(text: str) -> Node:
    """Return the nodes of a text that ``decode`` gave."""
    if match := _TAB_INDENT.search(text):
        raise YamlError(
            "GS104",
            _span_at(text, match.end() - 1, 1, 1),
            Message(
                "行首用了制表符(Tab)",
                "a tab stands at the start of the line",
                "缩进改用空格",
                "indent with spaces",
            ),
        )
    parser = CParser(text)
    try:
        node = _Composer(parser).document()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error) from None
    except yaml.YAMLError as error:
        raise YamlError("GS105", Span(1, 1, 2), Message("YAML 语法错误", f"YAML syntax: {error}")) from None
    finally:
        parser.dispose()
    return node


class _Composer:
    """Takes events from the parser and refuses what a board must not hold."""

    def __init__(self, parser: CParser) -> None:
        self.parser = parser

    def document(self) -> Node:
        take = self.parser.get_event
        take()
        event = take()
        if isinstance(event, yaml.StreamEndEvent):
            raise YamlError(
                "GS106",
                Span(1, 1, 2),
                Message("文件是空的", "the file is empty", "写入内容,或删除文件", "write its content, or delete it"),
            )
        node = self.node(take(), 0)
        take()
        event = take()
        if not isinstance(event, yaml.StreamEndEvent):
            raise YamlError(
                "GS107",
                _span_of(event),
                Message(
                    "一个文件里有几份 YAML 文档",
                    "several YAML documents stand in one file",
                    "删去 --- 分隔线",
                    "remove the --- line",
                ),
            )
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise YamlError("GS108", _span_of(event), _NO_ALIASES)
        if getattr(event, "anchor", None):
            raise YamlError("GS108", _span_of(event), _NO_ALIASES)
        if isinstance(event, yaml.ScalarEvent):
            if event.tag:
                raise YamlError("GS109", _span_of(event), _NO_TAGS)
            if event.style == '"' and (match := FORBIDDEN.search(event.value)):
                raise YamlError("GS103", _span_of(event), _unseen(match[0]))
            return Scalar(event.value, event.style is None, _span_of(event))
        return self.collection(event, depth)

    def collection(self, event: yaml.Event, depth: int) -> Node:
        if event.tag:
            raise YamlError("GS109", _span_of(event), _NO_TAGS)
        if depth >= MAX_DEPTH:
            raise YamlError(
                "GS110",
                _span_of(event),
                Message(
                    f"嵌套超过 {MAX_DEPTH} 层",
                    f"nested more than {MAX_DEPTH} deep",
                    "检查缩进",
                    "check the indentation",
                ),
            )
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth + 1)
        return self.mapping(event, depth + 1)

    def sequence(self, start: yaml.Event, depth: int) -> Sequence:
        items: list[Node] = []
        take = self.parser.get_event
        event = take()
        while not isinstance(event, yaml.SequenceEndEvent):
            items.append(self.node(event, depth))
            event = take()
        return Sequence(tuple(items), _span_of(start, items[0].span if items else None))

    def mapping(self, start: yaml.Event, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        take = self.parser.get_event
        event = take()
        while not isinstance(event, yaml.MappingEndEvent):
            key = self.node(event, depth)
            if not isinstance(key, Scalar):
                raise YamlError(
                    "GS111",
                    key.span,
                    Message("键不是文字", "the key is not text", "键写成一个词", "write the key as one word"),
                )
            entries.append((key, self.node(take(), depth)))
            event = take()
        return Mapping(tuple(entries), _span_of(start, entries[0][0].span if entries else None))


_NO_ALIASES = Message(
    "不支持锚点(&)和别名(*)",
    "anchors (&) and aliases (*) are not allowed",
    "把内容写全;以 & 或 * 开头的文字加引号",
    "write the content out; quote text that begins with & or *",
)
_NO_TAGS = Message(
    "不支持 YAML 标签(!)",
    "YAML tags (!) are not allowed",
    "删去标签;以 ! 开头的文字加引号",
    "remove the tag; quote text that begins with !",
)


def _span_of(event: yaml.Event, first: Span | None = None) -> Span:
    """Return the part of an event that stands on its first line; a block begins at its first node."""
    if first is not None:
        return first
    start, end = event.start_mark, event.end_mark
    if end.line == start.line:
        return Span(start.line + 1, start.column + 1, max(end.column, start.column + 1) + 1 - (end.column > start.column))
    return Span(start.line + 1, start.column + 1, start.column + 2)


def _span_at(text: str, index: int, length: int, first_line: int) -> Span:
    line = text.count("\n", 0, index) + first_line
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return Span(line, column, column + length)


def _unseen(char: str) -> Message:
    code = f"U+{ord(char):04X}"
    return Message(
        f"有看不见的字符 {code}",
        f"an unseen character {code} stands here",
        "删去这个字符,重新输入前后的文字",
        "delete it and type the text around it anew",
    )


_SYNTAX: Final = (
    (
        "mapping values are not allowed",
        "这里不能再有冒号",
        "a colon cannot stand here",
        "冒号后留一个空格;文字里有冒号时加引号",
        "put a blank after the colon; quote text that holds a colon",
    ),
    (
        "did not find expected key",
        "缩进和上面的键对不齐",
        "the indentation does not match the keys above",
        "同一层的键对齐;文字以引号、括号、%、@ 等符号开头时整个加引号",
        "align keys of one level; quote text that begins with a symbol",
    ),
    (
        "could not find expected ':'",
        "键后面缺少冒号",
        "a colon is missing after the key",
        "写成「键: 值」,冒号用半角并留一个空格",
        "write key: value",
    ),
    (
        "found unexpected end of stream",
        "引号没有成对",
        "a quote is not closed",
        "补上引号",
        "close the quote",
    ),
    (
        "did not find expected '-' indicator",
        "列表项没有对齐",
        "the items of the list are not aligned",
        "每一项以「- 」开头并对齐",
        "begin every item with a dash and align them",
    ),
    (
        "did not find expected ',' or",
        "括号里的内容没有写完",
        "the bracket is not closed",
        "补上逗号或右括号",
        "add the comma or the closing bracket",
    ),
    (
        "cannot start any token",
        "这个符号不能开头",
        "this sign cannot begin a value",
        "整段文字加引号",
        "quote the text",
    ),
    (
        "unknown escape character",
        "双引号里的反斜杠写法不认识",
        "an unknown escape stands in double quotes",
        "改用单引号",
        "use single quotes",
    ),
)


def _syntax_error(error: yaml.MarkedYAMLError) -> YamlError:
    mark = error.problem_mark or error.context_mark
    span = Span(mark.line + 1, mark.column + 1, mark.column + 2) if mark else Span(1, 1, 2)
    problem = str(error.problem or "")
    for needle, zh, en, hint_zh, hint_en in _SYNTAX:
        if needle in problem:
            return YamlError("GS105", span, Message(f"YAML 语法错误:{zh}", f"YAML syntax: {en}", hint_zh, hint_en))
    return YamlError(
        "GS105",
        span,
        Message(
            "YAML 语法错误",
            f"YAML syntax: {problem}",
            "检查这一行和上一行的缩进、冒号和引号",
            "check indentation, colons and quotes of this line and the one above",
        ),
    )
