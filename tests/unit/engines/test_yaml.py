"""From bytes to nodes: what the parser makes of a file, and what it refuses."""

import pytest

from gongshi.diagnostics.finding import Span
from gongshi.engines import yaml


def refusal(data: bytes | str) -> yaml.YamlError:
    """Return what is said of a file that cannot be read."""
    with pytest.raises(yaml.YamlError) as caught:
        yaml.parse(yaml.decode(data.encode() if isinstance(data, str) else data))
    return caught.value


def mapping(text: str) -> dict[str, yaml.Node]:
    node = yaml.parse(yaml.decode(text.encode()))
    assert isinstance(node, yaml.Mapping)
    return {key.text: value for key, value in node.entries}


def scalar(text: str) -> yaml.Scalar:
    node = mapping(f"a: {text}\n")["a"]
    assert isinstance(node, yaml.Scalar)
    return node


# ---- text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_and_any_end_of_line_are_read_the_same(mark: bytes, end: str) -> None:
    data = mark + f"a: 1{end}b: 2{end}".encode()

    assert yaml.decode(data) == "a: 1\nb: 2\n"


def test_a_file_may_have_a_mebibyte() -> None:
    assert len(yaml.decode(b"#" * 1024 * 1024)) == 1024 * 1024


def test_a_file_of_more_than_a_mebibyte_is_refused() -> None:
    error = refusal(b"#" * (1024 * 1024 + 1))

    assert error.code == "GS101"
    assert "1024 KiB" in error.message.zh


@pytest.mark.parametrize(
    ("data", "guess"),
    [
        ("事项名称: 居民身份证换领".encode("gb18030"), "GBK"),
        ("title: 换证".encode("utf-16"), "UTF-16"),
        ("title: 换证".encode("utf-16-le"), "UTF-16"),
        ("title: 换证".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_another_encoding_is_refused_and_named(data: bytes, guess: str) -> None:
    error = refusal(data)

    assert error.code == "GS102"
    assert guess in error.message.zh
    assert guess in error.message.en


def test_bytes_of_no_known_encoding_are_refused_at_the_first_of_them() -> None:
    error = refusal("a: 公示\r\nb: 窗".encode() + b"\xff\xff")

    assert error.code == "GS102"
    assert error.span == Span(2, 5, 6)
    assert error.message.zh == "文件不是 UTF-8 编码"


@pytest.mark.parametrize("data", [b"\xff\xfet\x00", b"t\x00i\x00", b"a: \xff", b"\xef\xbb\xbfa: 1"])
def test_something_of_every_file_can_be_shown(data: bytes) -> None:
    assert yaml.readable(data)


@pytest.mark.parametrize(
    "char",
    [
        *("\0", "\x08", "\x1b", "\x7f", "\x85", "\xad"),
        *("\u061c", "\u200b", "\u200d", "\u200e", "\u202a", "\u202e", "\u2028", "\u2029"),
        *("\u2060", "\u2066", "\u2069", "\u3164", "\ufeff", "\ufff9", "\uffff"),
        *("\U000e0001", "\U000e007f", "\U0001d173"),
    ],
)
def test_a_character_that_nobody_sees_is_refused_where_it_stands(char: str) -> None:
    error = refusal(f"title: 换证\nsummary: 办{char}理\n")

    assert error.code == "GS103"
    assert error.span == Span(2, 11, 12)
    assert f"U+{ord(char):04X}" in error.message.zh


@pytest.mark.parametrize(
    "said", [r"\u202e", r"\x1b", r"\0", r"\N", r"\L", r"\U000e0001", r"\ufeff"]
)
def test_it_is_refused_as_well_where_an_escape_names_it(said: str) -> None:
    error = refusal(f'title: "换{said}证"\n')

    assert error.code == "GS103"
    assert error.span == Span(1, 8, 8 + len(said) + 4)


@pytest.mark.parametrize(
    "text", ["换 证", "換\U000e0100", "☎\ufe0f", "ᠠ\u180b", "𠮷", "\xa0\u3000a", "�"]
)
def test_rare_and_wide_characters_are_no_unseen_ones(text: str) -> None:
    assert yaml.decode(text.encode()) == text


# ---- nodes ----------------------------------------------------------------------------------


def test_scalars_are_what_is_written() -> None:
    said = {
        key: node.text
        for key, node in mapping("a: 12:30\nb: no\nc: 0123\nd: 1.0\ne: 2026-01-01\n").items()
        if isinstance(node, yaml.Scalar)
    }

    assert said == {"a": "12:30", "b": "no", "c": "0123", "d": "1.0", "e": "2026-01-01"}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_a_plain_null_says_that_there_is_nothing(text: str) -> None:
    assert scalar(text).is_null


@pytest.mark.parametrize("text", ["''", '"~"', "'null'", "nil", "无", "none"])
def test_a_quoted_or_other_word_is_something(text: str) -> None:
    assert not scalar(text).is_null


@pytest.mark.parametrize(
    ("text", "is_plain"), [("a", True), ("'a'", False), ('"a"', False), ("|\n  a", False)]
)
def test_it_is_known_whether_a_scalar_is_quoted(text: str, is_plain: bool) -> None:
    assert scalar(text).plain is is_plain


def test_doubles_are_kept_in_the_order_in_which_they_are_written() -> None:
    node = yaml.parse("b: 1\na: 2\nb: 3\n")

    assert isinstance(node, yaml.Mapping)
    assert [key.text for key, _ in node.entries] == ["b", "a", "b"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a: 窗口\n", Span(1, 4, 6)),
        ("a: '窗口'\n", Span(1, 4, 8)),
        ("a: [b]\n", Span(1, 5, 6)),
        ("a: []\n", Span(1, 4, 6)),
        ("a: {b: 1}\n", Span(1, 5, 6)),
        ("a: {}\n", Span(1, 4, 6)),
        ("a:\n  - bc\n", Span(2, 5, 7)),
        ("a:\n  bc: 1\n", Span(2, 3, 5)),
        ("a: b\n  c\n", Span(1, 4, yaml.LINE_END)),
        ("a: |\n  b\n", Span(1, 4, yaml.LINE_END)),
    ],
)
def test_a_node_has_its_place(text: str, span: Span) -> None:
    assert mapping(text)["a"].span == span


# ---- what a board must not hold -------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing\n", "---\n", "~\n", "null", "--- # a\n...\n"]
)
def test_an_empty_file_is_refused(text: str) -> None:
    assert refusal(text).code == "GS106"


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: 1\n...\n---\n", "---\na: 1\n---\n"])
def test_a_second_document_is_refused(text: str) -> None:
    assert refusal(text).code == "GS107"


@pytest.mark.parametrize(
    "text", ["a: &b 1\n", "a: *b\n", "a: &b [1]\n", "a: &b {}\n", "&b a: 1\n", "<<: *b\n"]
)
def test_anchors_and_aliases_are_refused(text: str) -> None:
    assert refusal(text).code == "GS108"


@pytest.mark.parametrize(
    "text",
    ["a: !b 1\n", "a: ! 1\n", "a: !!str 1\n", "a: !!python/object:os.system {}\n", "!a b: 1\n"],
)
def test_tags_are_refused(text: str) -> None:
    assert refusal(text).code == "GS109"


def test_twenty_levels_are_read() -> None:
    assert yaml.parse("[" * 20 + "]" * 20)


@pytest.mark.parametrize("text", ["[" * 21, "- " * 21 + "a", "{a: " * 21, "[" * 1_000_000])
def test_the_twenty_first_level_is_refused(text: str) -> None:
    assert refusal(text).code == "GS110"


@pytest.mark.parametrize(
    "text", ["[a]: 1\n", "{a: 1}: 1\n", "~: 1\n", "? [a]\n: 1\n", "'a': 1\n~: 2\n"]
)
def test_a_key_that_is_no_text_is_refused(text: str) -> None:
    assert refusal(text).code == "GS111"


@pytest.mark.parametrize("text", ["a:\n\tb: 1\n", "a:\n  \tb: 1\n", "\ta: 1\n", "a: |\n  b\n\t\n"])
def test_a_tab_at_the_start_of_a_line_is_refused(text: str) -> None:
    error = refusal(text)

    assert error.code == "GS104"
    assert text.split("\n")[error.span.line - 1][error.span.column - 1] == "\t"


def test_a_tab_inside_a_line_is_fine() -> None:
    assert scalar("b\tc").text == "b\tc"


@pytest.mark.parametrize("text", ["%YAML 1.2\n---\na: 1\n", "a: 1\n...\n%TAG ! x\n---\n"])
def test_directives_are_refused(text: str) -> None:
    error = refusal(text)

    assert error.code == "GS105"
    assert "%" in error.message.zh


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a: b: c\n", (1, 5), "冒号"),
        ("a: 1\n  b: 2\n", (2, 4), "冒号"),
        ("a: 1\nb\n", (2, 1), "冒号"),
        ("a: 1\nb：2\n", (2, 1), "全角冒号"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "对不齐"),
        ("a: - b\n", (1, 4), "列表"),
        ("a:\n  - b\n - c\n", (3, 2), ""),
        ("a: 'b\nc: 1\n", (1, 4), "引号"),
        ('a: "b', (1, 4), "引号"),
        ("a: [b, c\nd: 1\n", (2, 2), "括号"),
        ("a: {b: 1\n", (2, 1), "括号"),
        ("a: @b\n", (1, 4), "加引号"),
        ("a: `b`\n", (1, 4), "加引号"),
        ("a: %b\n", (1, 4), "加引号"),
        ("a: *重要\n", (1, 5), "加引号"),
        ('a: "\\q"\n', (1, 5), "反斜杠"),
        ('a: "\\ud800"\n', (1, 7), "反斜杠"),
        ("a: | b\n", (1, 6), "另起一行"),
        ("- a\nb: 1\n", (2, 1), "对齐"),
        ("a: b\n- c\n", (2, 1), ""),
    ],
)
def test_a_fault_of_syntax_is_told_in_words_where_it_is(
    text: str, place: tuple[int, int], word: str
) -> None:
    error = refusal(text)

    assert error.code == "GS105"
    assert (error.span.line, error.span.column) == place
    assert word in error.message.zh + error.message.hint_zh


def test_many_directives_cost_nothing() -> None:
    text = "".join(f"%TAG !a{number}! x\n" for number in range(60_000)) + "--- a\n"

    assert refusal(text).code == "GS105"
