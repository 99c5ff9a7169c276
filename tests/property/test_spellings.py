"""Keys and words in Chinese or in English: a file means the same in both."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongshi.authoring import loader
from gongshi.authoring.shapes import Shape, model_of
from gongshi.engines import yaml
from tests.conftest import ROOT
from tests.strategies import FILES, LANGUAGES, to_file

SAMPLES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("stations/**/*.yml"))
TRUTHS = {"true": "是", "false": "否"}

Edit = tuple[int, int, str]


def respelled(data: bytes, file: str, language: str) -> bytes:
    """Return a file with all its keys and words in one language."""
    text = data.decode()
    node = yaml.parse(text)
    for start, end, new in sorted(edits(node, loader.kind_of(file).shape, language), reverse=True):
        text = text[:start] + new + text[end:]
    return text.encode()


def edits(node: yaml.Node, shape: Shape, language: str) -> Iterator[Edit]:
    """Go through the keys and words below a node, with what to put in their place."""
    if isinstance(node, yaml.Scalar):
        yield from edits_of_scalar(node, shape, language)
    elif isinstance(node, yaml.Sequence):
        assert shape.item is not None
        for item in node.items:
            yield from edits(item, shape.item, language)
    elif shape.model is not None:
        model = model_of(shape.model)
        for key, value in node.entries:
            field = model.spellings[key.text]
            new = field.title if language == "zh" else field.key
            yield key.start.index, key.end.index, new
            yield from edits(value, field.shape, language)
    elif shape.values is not None:
        for _, value in node.entries:
            yield from edits(value, shape.values, language)


def edits_of_scalar(node: yaml.Scalar, shape: Shape, language: str) -> Iterator[Edit]:
    if word := shape.words.get(node.text):
        yield node.start.index, node.end.index, word.zh if language == "zh" else word.value
    elif shape.core is not None and node.text in (*TRUTHS, *TRUTHS.values()):
        is_true = node.text in ("true", "是")
        en = "true" if is_true else "false"
        yield node.start.index, node.end.index, TRUTHS[en] if language == "zh" else en
    elif shape.short is not None and shape.text is None and shape.judge is None:
        short = model_of(shape.short).short
        assert short is not None
        yield from edits(node, short.shape, language)


@pytest.mark.parametrize("file", SAMPLES)
def test_a_sample_file_means_the_same_in_both_spellings(file: str) -> None:
    data = (ROOT / file).read_bytes()

    in_zh = loader.read(respelled(data, file, "zh"), file, LANGUAGES)
    in_en = loader.read(respelled(data, file, "en"), file, LANGUAGES)

    assert in_zh.diagnostics == in_en.diagnostics == ()
    assert in_zh.value == in_en.value == loader.read(data, file, LANGUAGES).value


@settings(max_examples=30)
@given(data=st.data(), file=st.sampled_from([file for file in FILES if file.endswith(".yml")]))
def test_any_file_means_the_same_in_both_spellings(data: st.DataObject, file: str) -> None:
    value = data.draw(FILES[file])
    in_english = to_file(file, value)

    in_chinese = respelled(in_english, file, "zh")

    assert loader.read(in_chinese, file, LANGUAGES).value == value
    assert respelled(in_chinese, file, "en") == respelled(in_english, file, "en")


def test_both_spellings_of_a_key_are_used_by_some_file_of_the_sample_board() -> None:
    texts = [(ROOT / file).read_text(encoding="utf-8") for file in SAMPLES]

    assert any("\n事项名称: " in f"\n{text}" for text in texts)
    assert any("\ntitle: " in f"\n{text}" for text in texts)
