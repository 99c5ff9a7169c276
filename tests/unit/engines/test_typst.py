"""Typst sets what it is given as text, in one typeface, to the same bytes every time."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from gongshi.engines import typst
from gongshi.errors import EngineError, SettingsError

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "单", date: auto)
#set text(font: "Noto Sans SC", lang: "zh")
= 单
#data.words
"""


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def made(words: str, template: str = TEMPLATE) -> typst.Sheet:
    return typst.pdf({"a.typ": template.encode()}, "a.typ", {"words": words}, 0)


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd")',
        "$ x^2 $",
        "*粗* _斜_ `码`",
        "@label <label>",
        "\\ // /* ~ -- '",
        "= 标题",
    ],
)
def test_words_are_never_read_as_markup(words: str) -> None:
    assert words.replace(" ", "") in words_of(made(words).pdf).replace(" ", "")


def test_the_same_value_gives_the_same_bytes() -> None:
    assert made("居民户口簿").pdf == made("居民户口簿").pdf


def test_a_character_that_the_typeface_lacks_is_marked_and_told() -> None:
    sheet = made("王\U00020bb7")

    assert sheet.missing == "\U00020bb7"
    assert "王〓" in words_of(sheet.pdf)


def test_characters_that_the_typeface_has_are_not_told() -> None:
    assert made("㐂 é →").missing == ""


@pytest.mark.parametrize(
    "template",
    ['#read("/etc/passwd")', '#read("../../../etc/passwd")', '#include "/etc/passwd"'],
)
def test_a_template_reads_no_file_of_the_machine(template: str) -> None:
    with pytest.raises(EngineError, match="typst"):
        made("", template)


def test_a_template_takes_nothing_from_the_network() -> None:
    with pytest.raises(SettingsError, match="network"):
        made("", '#import "@preview/cetz:0.3.0": *')


def test_a_typeface_that_is_not_there_is_an_error_and_not_another_one() -> None:
    template = TEMPLATE.replace("Noto Sans SC", "SimSun")

    with pytest.raises(EngineError, match="simsun"):
        made("字", template)


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        typst.pdf({}, "nowhere.typ", {}, 0)


def test_regular_and_bold_are_two_fonts_of_the_sheet() -> None:
    sheet = made("字", TEMPLATE + "#strong(data.words)")

    assert len(set(re.findall(rb"/FontName ?/(\w{6}\+NotoSansSC)", sheet.pdf))) == 2
