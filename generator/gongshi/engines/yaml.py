"""PyYAML's C parser: a file's bytes to nodes with places, refusing what a board must not hold.

What comes out are scalars as they are written.
What a scalar means is decided by the field that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

import yaml
from yaml._yaml import CParser

from gongshi.board.text import UNSEEN
from gongshi.diagnostics.finding import Message, Span

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 20

_BOM: Final = b"\xef\xbb\xbf"
_WIDE_BOMS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WORD_OF_HAN: Final = re.compile("[\u4e00-\u9fff]{2}")
_TAB_INDENT: Final = re.compile(r"^ *\t", re.MULTILINE)
_WIDE_COLON: Final = "\uff1a"
NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))


class Mark(Protocol):
    """A place in a text, all counted from 0."""

    @property
    def index(self) -> int:
        """Which character of the text."""

    @property
    def line(self) -> int:
        """Which line."""

    @property
    def column(self) -> int:
        """Which character of the line."""


# Nodes live as long as one file is read, and there are thousands: frozen ones take three times as
# long to make.


@dataclass(slots=True, eq=False)
class Scalar:
    """A word as it is written; ``plain`` says that it stands without quotes."""

    text: str
    plain: bool
    start: Mark
    end: Mark

    @property
    def is_null(self) -> bool:
        """Whether it says that there is nothing here."""
        return self.plain and self.text in NULLS

    @property
    def span(self) -> Span:
        """Where it stands; what goes on below its first line ends with that line."""
        return _span(self.start, self.end)


@dataclass(slots=True, eq=False)
class Sequence:
    """A list of nodes."""

    items: list[Node]
    start: Mark
    end: Mark

    @property
    def span(self) -> Span:
        """Where its first node stands, since in a block nothing else begins it."""
        return self.items[0].span if self.items else _span(self.start, self.end)


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys with their nodes, in the order in which they are written, doubles included."""

    entries: list[tuple[Scalar, Node]]
    start: Mark
    end: Mark

    @property
    def span(self) -> Span:
        """Where its first key stands, since in a block nothing else begins it."""
        return self.entries[0][0].span if self.entries else _span(self.start, self.end)


Node = Scalar | Sequence | Mapping

LINE_END: Final = 1 << 31
"""The end of a span that goes on to the end of its line, wherever that is."""


class YamlError(Exception):
    """The file cannot be read: ``code`` (GS1xx), where, and what is wrong."""

    def __init__(self, code: str, span: Span, message: Message) -> None:
        """Keep what is wrong and where."""
        super().__init__(message.en)
        self.code = code
        self.span = span
        self.message = message


# ---- bytes to text --------------------------------------------------------------------------


def decode(data: bytes) -> str:
    """Return the text of a file with simple line ends.

    Refused is what is too large, not UTF-8, or holds characters that nobody sees.
    """
    if len(data) > MAX_BYTES:
        raise YamlError("GS101", _START, _TOO_LARGE)
    if data.startswith(_WIDE_BOMS) or b"\0" in data[:4]:
        raise YamlError("GS102", _START, _not_utf8("UTF-16"))
    try:
        text = _simple_lines(data.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        before = _simple_lines(error.object[: error.start].decode("utf-8"))
        span = _at(before, len(before))
        raise YamlError("GS102", span, _not_utf8(_guessed(data))) from None
    if match := UNSEEN.search(text):
        raise YamlError("GS103", _at(text, match.start()), unseen(match[0]))
    return text


def readable(data: bytes) -> str:
    """Return what can be shown of a file that ``decode`` refuses, line by line the same."""
    encoding = "utf-16" if data.startswith(_WIDE_BOMS) else "utf-8"
    return _simple_lines(data[:MAX_BYTES].removeprefix(_BOM).decode(encoding, "replace"))


def unseen(char: str) -> Message:
    """Say that a character stands here which nobody sees."""
    code = f"U+{ord(char):04X}"
    return Message(
        f"有看不见的字符 {code}",
        f"an unseen character {code} stands here",
        "删去这个字符，重新输入前后的文字",
        "delete it and type the text around it anew",
    )


def _simple_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _guessed(data: bytes) -> str:
    """Return the other encoding that a file seems to be in, if there is a good guess."""
    try:
        return "GBK" if _WORD_OF_HAN.search(data.decode("gb18030")) else ""
    except UnicodeDecodeError:
        return ""


def _at(text: str, index: int) -> Span:
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    return Span(line, column, column + 1)


def _span(start: Mark, end: Mark) -> Span:
    line, column = start.line + 1, start.column + 1
    if end.line != start.line:
        return Span(line, column, LINE_END)
    return Span(line, column, max(end.column, start.column + 1) + 1)


# ---- text to nodes --------------------------------------------------------------------------


def parse(text: str) -> Node:
    """Return the nodes of a text that ``decode`` gave."""
    if "\t" in text and (match := _TAB_INDENT.search(text)):
        raise YamlError("GS104", _at(text, match.end() - 1), _NO_TABS)
    # Thousands of directives take the parser minutes, and a board needs none.
    if text.startswith("%") or "\n%" in text:
        raise YamlError("GS105", _at(text, ("\n" + text).find("\n%")), _NO_DIRECTIVES)
    parser = CParser(text)
    try:
        return _Composer(parser).document()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text) from None
    except yaml.YAMLError as error:
        raise YamlError("GS105", _START, _unknown_fault(str(error))) from None
    finally:
        parser.dispose()


# What comes next is told by its class alone, which is quicker than asking for instances.
_SCALAR: Final[Any] = yaml.ScalarEvent
_LIST: Final[Any] = yaml.SequenceStartEvent
_LIST_ENDS: Final[Any] = yaml.SequenceEndEvent
_MAPPING_ENDS: Final[Any] = yaml.MappingEndEvent
_STREAM_ENDS: Final[Any] = yaml.StreamEndEvent


class _Composer:
    """Takes events from the parser and refuses what a board must not hold."""

    def __init__(self, parser: CParser) -> None:
        self._take: Callable[[], Any] = parser.get_event

    def document(self) -> Node:
        take = self._take
        take()
        event = take()
        if event.__class__ is _STREAM_ENDS:
            raise YamlError("GS106", _START, _NOTHING)
        node = self._node(take(), 0)
        take()
        event = take()
        if event.__class__ is not _STREAM_ENDS:
            raise YamlError("GS107", _span(event.start_mark, event.end_mark), _ONE_DOCUMENT)
        if isinstance(node, Scalar) and node.is_null:
            raise YamlError("GS106", node.span, _NOTHING)
        return node

    def _node(self, event: Any, depth: int) -> Node:
        if event.__class__ is _SCALAR:
            return _scalar(event)
        _refuse_frills(event)
        if depth >= MAX_DEPTH:
            raise YamlError("GS110", _span(event.start_mark, event.end_mark), _TOO_DEEP)
        if event.__class__ is _LIST:
            return self._sequence(event.start_mark, depth + 1)
        return self._mapping(event.start_mark, depth + 1)

    def _sequence(self, start: Mark, depth: int) -> Sequence:
        items: list[Node] = []
        take = self._take
        while (event := take()).__class__ is not _LIST_ENDS:
            items.append(_scalar(event) if event.__class__ is _SCALAR else self._node(event, depth))
        return Sequence(items, start, event.end_mark)

    def _mapping(self, start: Mark, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        take = self._take
        while (event := take()).__class__ is not _MAPPING_ENDS:
            if event.__class__ is not _SCALAR:
                raise YamlError("GS111", _span(event.start_mark, event.end_mark), _KEY_IS_TEXT)
            key = _scalar(event)
            if key.text in NULLS and key.plain:
                raise YamlError("GS111", key.span, _KEY_IS_TEXT)
            event = take()
            value = _scalar(event) if event.__class__ is _SCALAR else self._node(event, depth)
            entries.append((key, value))
        return Mapping(entries, start, event.end_mark)


def _scalar(event: Any) -> Scalar:
    style = event.style
    if event.anchor is not None or event.tag is not None:
        _refuse_frills(event)
    # Double quotes can say by an escape what may not stand in the file itself.
    if style == '"' and (match := UNSEEN.search(event.value)):
        raise YamlError("GS103", _span(event.start_mark, event.end_mark), unseen(match[0]))
    return Scalar(event.value, not style, event.start_mark, event.end_mark)


def _refuse_frills(event: Any) -> None:
    """Refuse aliases, anchors and tags."""
    if event.anchor is not None:
        raise YamlError("GS108", _span(event.start_mark, event.end_mark), _NO_ALIASES)
    if event.tag is not None:
        raise YamlError("GS109", _span(event.start_mark, event.end_mark), _NO_TAGS)


# ---- what is wrong with a text, in words ----------------------------------------------------

_START: Final = Span(1, 1, 2)

_TOO_LARGE: Final = Message(
    f"文件超过 {MAX_BYTES // 1024} KiB",
    f"the file has more than {MAX_BYTES // 1024} KiB",
    "把内容拆成几个文件",
    "split it into several files",
)
_NO_TABS: Final = Message(
    "行首用了制表符（Tab）",
    "a tab stands at the start of the line",
    "缩进改用空格",
    "indent with spaces",
)
_NO_DIRECTIVES: Final = Message(
    "不支持以 % 开头的 YAML 指令",
    "YAML directives that begin with % are not allowed",
    "删去这一行；以 % 开头的文字加引号并缩进",
    "remove the line; quote and indent text that begins with %",
)
_NOTHING: Final = Message(
    "文件是空的",
    "the file is empty",
    "写入内容，或删除文件",
    "write its content, or delete it",
)
_ONE_DOCUMENT: Final = Message(
    "一个文件里有几份 YAML 文档",
    "several YAML documents stand in one file",
    "删去 --- 分隔线",
    "remove the --- line",
)
_TOO_DEEP: Final = Message(
    f"嵌套超过 {MAX_DEPTH} 层",
    f"nested more than {MAX_DEPTH} deep",
    "检查缩进",
    "check the indentation",
)
_KEY_IS_TEXT: Final = Message(
    "键不是文字",
    "the key is not text",
    "键写成一个词",
    "write the key as one word",
)
_NO_ALIASES: Final = Message(
    "不支持锚点（&）和别名（*）",
    "anchors (&) and aliases (*) are not allowed",
    "把内容写全；以 & 或 * 开头的文字加引号",
    "write the content out; quote text that begins with & or *",
)
_NO_TAGS: Final = Message(
    "不支持 YAML 标签（!）",
    "YAML tags (!) are not allowed",
    "删去标签；以 ! 开头的文字加引号",
    "remove the tag; quote text that begins with !",
)


def _not_utf8(other: str) -> Message:
    """Say that a file is in another encoding, and in which if that is known."""
    return Message(
        f"文件不是 UTF-8 编码，像是 {other}" if other else "文件不是 UTF-8 编码",
        f"the file is not in UTF-8 but seems to be in {other}"
        if other
        else "the file is not in UTF-8",
        "用编辑器另存为 UTF-8",
        "save it as UTF-8 in your editor",
    )


class _Fault(NamedTuple):
    """What the parser calls a fault, what we call it, and whether its place is where it began."""

    needle: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    where_it_began: bool = False


_QUOTE_ZH: Final = "整段文字加引号"
_QUOTE_EN: Final = "quote the text"
_ALIGN_ZH: Final = "同一层的键对齐；文字以引号、括号、%、@ 等符号开头时整个加引号"
_ALIGN_EN: Final = "align keys of one level; quote text that begins with a sign"

_FAULTS: Final = (
    _Fault(
        "mapping values are not allowed",
        "这里不能再有冒号",
        "a colon cannot stand here",
        "同一层的键对齐；文字里有冒号时加引号",
        "align keys of one level; quote text that holds a colon",
    ),
    _Fault(
        "could not find expected ':'",
        "键后面缺少冒号",
        "a colon is missing after the key",
        "写成「键: 值」，冒号用半角并留一个空格",
        "write key: value",
        where_it_began=True,
    ),
    _Fault(
        "did not find expected key",
        "缩进和上面的键对不齐",
        "the indentation does not match the keys above",
        _ALIGN_ZH,
        _ALIGN_EN,
    ),
    _Fault(
        "mapping keys are not allowed",
        "这里不能用问号开头",
        "a question mark cannot begin this",
        _QUOTE_ZH,
        _QUOTE_EN,
    ),
    _Fault(
        "block sequence entries are not allowed",
        "列表项不能和键写在同一行",
        "an item of a list cannot stand on the line of its key",
        "列表另起一行，每一项以「- 」开头",
        "begin the list on a new line, every item with a dash",
    ),
    _Fault(
        "did not find expected '-' indicator",
        "列表项没有对齐",
        "the items of the list are not aligned",
        "每一项以「- 」开头并对齐",
        "begin every item with a dash and align them",
    ),
    _Fault(
        "did not find expected ',' or",
        "括号里的内容没有写完",
        "the bracket is not closed",
        "补上逗号或右括号",
        "add the comma or the closing bracket",
    ),
    _Fault(
        "found unexpected ':'",
        "括号里的冒号后面没有空格",
        "a colon inside brackets has no blank after it",
        "冒号后留一个空格；文字里有冒号时加引号",
        "put a blank after the colon; quote text that holds a colon",
    ),
    _Fault(
        "did not find expected node content",
        "这里缺少内容",
        "something is missing here",
        "检查多余的逗号、括号和横线",
        "look for a comma, a bracket or a dash too many",
    ),
    _Fault(
        "found unexpected end of stream",
        "引号没有成对",
        "a quote is not closed",
        "补上引号",
        "close the quote",
        where_it_began=True,
    ),
    _Fault(
        "found unexpected document indicator",
        "引号没有成对，遇到了分隔线",
        "a quote is not closed before the --- line",
        "补上引号",
        "close the quote",
        where_it_began=True,
    ),
    _Fault(
        "cannot start any token",
        "这个符号不能开头",
        "this sign cannot begin a value",
        _QUOTE_ZH,
        _QUOTE_EN,
    ),
    _Fault(
        "did not find expected alphabetic or numeric character",
        "以 & 或 * 开头的文字没有加引号",
        "text that begins with & or * is not quoted",
        _QUOTE_ZH,
        _QUOTE_EN,
    ),
    _Fault(
        "escape character",
        "双引号里的反斜杠写法不认识",
        "an unknown escape stands in double quotes",
        "改用单引号",
        "use single quotes",
    ),
    _Fault(
        "did not find expected hex",
        "双引号里的反斜杠写法不认识",
        "an unknown escape stands in double quotes",
        "改用单引号",
        "use single quotes",
    ),
    _Fault(
        "invalid Unicode character escape code",
        "双引号里的反斜杠写法不认识",
        "an unknown escape stands in double quotes",
        "改用单引号",
        "use single quotes",
    ),
    _Fault(
        "found a tab character",
        "缩进用了制表符（Tab）",
        "a tab stands in the indentation",
        "缩进改用空格",
        "indent with spaces",
    ),
    _Fault(
        "expected comment or line break",
        "| 或 > 后面还有文字",
        "text follows | or > on the same line",
        "文字另起一行并缩进；以 | 或 > 开头的文字加引号",
        "put the text on the next line, indented; quote text that begins with | or >",
    ),
    _Fault(
        "indentation indicator",
        "| 或 > 后面的缩进数字不对",
        "the number after | or > is wrong",
        "删去数字",
        "remove the number",
    ),
    _Fault(
        "leading empty line contains more spaces",
        "开头的空行比正文缩进更多",
        "an empty first line is indented more than the text",
        "删去空行里的空格",
        "remove the blanks from the empty line",
    ),
    _Fault(
        "did not find expected <document start>",
        "内容没有写在同一个键值或列表里",
        "what follows is not part of the mapping or list above",
        _ALIGN_ZH,
        _ALIGN_EN,
    ),
    _Fault("tag", "不支持 YAML 标签（!）", "YAML tags (!) are not allowed", _QUOTE_ZH, _QUOTE_EN),
)


def _syntax_error(error: yaml.MarkedYAMLError, text: str) -> YamlError:
    problem = f"{error.context or ''} {error.problem or ''}"
    fault = next((fault for fault in _FAULTS if fault.needle in problem), None)
    began = error.context_mark if fault is not None and fault.where_it_began else None
    mark = began or error.problem_mark or error.context_mark
    span = _span(mark, mark) if mark is not None else _START
    if "maximum nesting depth" in problem:
        return YamlError("GS110", span, _TOO_DEEP)
    if fault is None:
        return YamlError("GS105", span, _unknown_fault(problem.strip()))
    hint_zh, hint_en = fault.hint_zh, fault.hint_en
    lines = text.split("\n")
    if "colon" in fault.en and _WIDE_COLON in "".join(lines[span.line - 1 : span.line]):
        hint_zh, hint_en = "全角冒号改成半角，后面留一个空格", "write an ASCII colon and a blank"
    message = Message(f"YAML 语法错误：{fault.zh}", f"YAML syntax: {fault.en}", hint_zh, hint_en)
    return YamlError("GS105", span, message)


def _unknown_fault(problem: str) -> Message:
    return Message(
        "YAML 语法错误",
        f"YAML syntax: {problem}",
        "检查这一行和上一行的缩进、冒号和引号",
        "check indentation, colons and quotes of this line and the one above",
    )
