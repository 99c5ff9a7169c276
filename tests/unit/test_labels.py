"""The interface is whole in every language, and each language says numbers in its own way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from docs import catalogue
from gongshi import labels

TEXTS = catalogue.collected()
CATALOGUES = catalogue.catalogues()
EACH = pytest.mark.parametrize("path", CATALOGUES.values(), ids=CATALOGUES.keys())

TEMPLATES = sorted(catalogue.TEMPLATES.glob("**/*.html"))
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
CALL = re.compile(r"\b_\(\"[^\"]*\"")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff」）][,;:?!()]|[,;:?!()][\u4e00-\u9fff「（]")
FULL_WIDTH = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def test_english_is_there() -> None:
    assert "en" in CATALOGUES


@EACH
def test_a_catalogue_has_every_text_of_the_interface_and_no_other(path: Path) -> None:
    in_step = catalogue.brought_in_step(catalogue.read(path), TEXTS)

    assert path.read_bytes() == catalogue.written(in_step), "python docs/catalogue.py"


@EACH
def test_every_text_is_translated_with_the_same_places(path: Path) -> None:
    assert catalogue.problems(catalogue.read(path)) == []


@EACH
def test_no_translation_is_a_guess(path: Path) -> None:
    assert [message.id for message in catalogue.read(path) if message.id and message.fuzzy] == []


def test_english_words_are_english() -> None:
    said = [
        words
        for message in catalogue.read(CATALOGUES["en"])
        if message.id
        for words in catalogue.forms_of(message)
    ]

    assert [words for words in said if FULL_WIDTH.search(words)] == []


def test_chinese_words_have_chinese_punctuation() -> None:
    assert [text for text in TEXTS if HALF_WIDTH.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("看地图", id="in a template"),
        pytest.param("{state}，{when} 开门", id="for a script of the page"),
        pytest.param("派出所", id="a word of a fixed list"),
        pytest.param("已暂停", id="one of two"),
        pytest.param("全部事项", id="in a table of a view"),
        pytest.param("%(amount)s/%(unit)s", id="without a Chinese character"),
        pytest.param("%(name)s：%(value)s", id="what joins others"),
    ],
)
def test_a_text_is_collected_wherever_it_stands(text: str) -> None:
    assert text in TEXTS


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_no_words_beside_those_of_the_interface(path: Path) -> None:
    template = COMMENT.sub("", path.read_text(encoding="utf-8"))

    assert catalogue.HAN.search(CALL.sub("", template)) is None


def test_what_counts_has_plurals() -> None:
    assert TEXTS["%(n)s 份起"]
    assert not TEXTS["%(a)s至%(b)s"]


def test_what_is_no_text_of_the_interface_is_left_alone(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""说明。"""\nSEAL = "公"\nTITLE = f"{SEAL}示栏"\nNAME = "名"\n', "utf-8")

    assert catalogue.texts_of(module, speaks=True) == {"名": False}
    assert catalogue.texts_of(module, speaks=False) == {}


def test_words_that_are_there_are_kept_when_a_text_begins_to_count() -> None:
    old = catalogue.brought_in_step(Catalog("en"), {"%(n)s 项": False})
    old["%(n)s 项"].string = "%(n)s items"

    new = catalogue.brought_in_step(old, {"%(n)s 项": True, "新": False})

    assert new["%(n)s 项"].string == ("%(n)s items", "%(n)s items")
    assert catalogue.problems(new) == ["新: not translated"]


@pytest.mark.parametrize(
    "words", ["%(m)s items", "items", "%(n)s items of %(n)s", "%(n)s {count} items"]
)
def test_a_translation_with_other_places_is_a_problem(words: str) -> None:
    other = catalogue.brought_in_step(Catalog("en"), {"%(n)s 项": False})
    other["%(n)s 项"].string = words

    assert catalogue.problems(other) == [f"%(n)s 项: other places than in: {words}"]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "%(n)s items"), (1, "%(n)s item"), (2, "%(n)s items")]
)
def test_english_takes_the_form_of_the_number(number: int, words: str) -> None:
    assert labels.gettext_of("en").plural("%(n)s 份", number) == words


@pytest.mark.parametrize(("number", "words"), [(0.5, "%(n)g day"), (1.5, "%(n)g days")])
def test_a_fraction_takes_the_form_of_the_next_number(number: float, words: str) -> None:
    assert labels.gettext_of("en").plural("%(n)g 天", number) == words


def test_a_text_with_one_form_is_said_whatever_the_number() -> None:
    assert labels.gettext_of("en").plural("派出所", 3) == "Police station"


@pytest.mark.parametrize("language", ["zh", "xx", "zh-Hant"])
def test_what_is_not_translated_stays_chinese(language: str) -> None:
    say = labels.gettext_of(language)

    assert say("派出所") == "派出所"
    assert say.plural("%(n)s 份", 1) == "%(n)s 份"


def test_no_text_is_said_as_nothing() -> None:
    assert labels.gettext_of("en")("") == ""


def test_a_language_says_its_own_name() -> None:
    assert labels.name_of("zh") == "中文"
    assert labels.name_of("xx") == "xx"
