"""What every value of the model keeps to: frozen, closed, and named in Chinese throughout."""

import inspect
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from gongshi.authoring import loader
from gongshi.authoring.shapes import model_of
from gongshi.board import board, bulletin, common, ledgers, procedure, station, words
from gongshi.board.base import Value, Word
from gongshi.board.board import BoardSettings
from gongshi.board.common import Actor, Citation, Status
from gongshi.board.procedure import Procedure
from gongshi.board.text import Text
from tests.conftest import ROOT
from tests.strategies import LANGUAGES

MODULES = (board, bulletin, common, ledgers, procedure, station)
HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]*[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]*")


def classes(base: type, *modules: object) -> Iterator[type]:
    for module in modules:
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if issubclass(cls, base) and cls is not base and cls.__module__ == module.__name__:  # type: ignore[attr-defined]
                yield cls


VALUES = sorted(classes(Value, *MODULES), key=lambda cls: cls.__name__)
WORDS = sorted(classes(Word, words), key=lambda cls: cls.__name__)
SAMPLES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("stations/**/*.yml"), *ROOT.glob("content/bulletins/*.md")]
)


def test_there_is_a_model_to_be_judged() -> None:
    assert len(VALUES) > 50
    assert len(WORDS) > 25


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
def test_a_value_has_a_chinese_name_and_every_field_a_chinese_title(cls: type[Value]) -> None:
    titles = [info.title or "" for info in cls.model_fields.values()]

    assert HAN.fullmatch(vars(cls)["zh"])
    assert [title for title in titles if not HAN.fullmatch(title)] == []


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
def test_no_two_fields_of_a_value_share_a_spelling(cls: type[Value]) -> None:
    model = model_of(cls)

    assert len(model.spellings) == 2 * len(cls.model_fields)


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
def test_every_field_says_what_it_is(cls: type[Value]) -> None:
    assert [name for name, info in cls.model_fields.items() if not info.description] == []


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
def test_a_shorthand_is_one_of_the_fields(cls: type[Value]) -> None:
    assert not cls.shorthand or model_of(cls).short is not None


@pytest.mark.parametrize("cls", WORDS, ids=lambda cls: cls.__name__)
def test_every_word_has_a_chinese_spelling_of_its_own(cls: type[Word]) -> None:
    spellings = Counter(spelling for word in cls for spelling in (word.value, word.zh))

    assert [word.zh for word in cls if not HAN.fullmatch(word.zh)] == []
    assert [spelling for spelling, number in spellings.items() if number > 1] == []
    assert [word.value for word in cls if not re.fullmatch(r"[a-z]+(-[a-z]+)*", word.value)] == []


def test_a_word_is_shown_in_both_languages() -> None:
    assert words.ProcedureType.OTHER_POWER.words == {"zh": "其他行政权力", "en": "other power"}


def test_a_value_is_frozen() -> None:
    with pytest.raises(ValidationError):
        Citation(title=Text("办法")).title = Text("条例")  # type: ignore[misc]


def test_a_value_knows_no_other_fields() -> None:
    with pytest.raises(ValidationError):
        Citation.model_validate({"title": "办法", "titel": "办法"})


# ---- values made of parts that were judged ---------------------------------------------------


def test_what_is_assembled_equals_what_is_validated() -> None:
    fields = {"title": Text("办法"), "document_no": "1号"}

    assembled, validated = Citation.assembled(fields), Citation.model_validate(fields)

    assert assembled == validated
    assert assembled.model_fields_set == validated.model_fields_set
    assert assembled.model_dump_json() == validated.model_dump_json()
    assert assembled.model_copy() == validated


def test_what_is_assembled_is_frozen_as_well() -> None:
    with pytest.raises(ValidationError):
        Citation.assembled({"title": Text("办法")}).title = Text("条例")  # type: ignore[misc]


def test_fields_keep_the_order_of_the_model() -> None:
    assembled = Citation.assembled({"document_no": "1号", "title": Text("办法")})

    assert list(assembled.model_dump()) == list(Citation.model_fields)


def test_no_two_values_share_what_is_made_for_each() -> None:
    one, other = Procedure.assembled({}), Procedure.assembled({})

    assert one.glossary == {}
    assert one.glossary is not other.glossary
    assert one.status == Status()


@pytest.mark.parametrize("file", SAMPLES)
def test_a_file_of_the_sample_board_survives_being_kept_as_json(file: str) -> None:
    adapter = loader._adapter(loader.kind_of(file).annotation)
    value = loader.read((ROOT / file).read_bytes(), file, LANGUAGES).value

    kept = adapter.dump_json(value, by_alias=True, exclude_unset=True)
    again = adapter.validate_json(kept)

    assert again == value
    assert adapter.dump_json(again, by_alias=True, exclude_unset=True) == kept


# ---- single models ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("applicant", Actor()),
        ("申请人", Actor()),
        ("post:window", Actor(post="window")),
        ("岗位:window", Actor(post="window")),
        ("岗位：window", Actor(post="window")),
        ("chengdong/post:window", Actor(station="chengdong", post="window")),
        ("office:区公安分局", Actor(office=Text("区公安分局"))),
        ("单位：区公安分局", Actor(office=Text("区公安分局"))),
        (
            {"office": {"zh": "分局", "en": "Bureau"}},
            Actor(office=Text({"zh": "分局", "en": "Bureau"})),
        ),
    ],
)
def test_an_actor_is_the_applicant_a_post_or_an_office(written: object, expected: Actor) -> None:
    assert Actor.model_validate(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        *("", "somebody", "post:", "post:A", "a/b/post:c", "office:", "../post:a"),
        *({"station": "a"}, {"post": "a", "office": "b"}, {"station": "a", "office": "b"}),
    ],
)
def test_nobody_else_acts(written: object) -> None:
    with pytest.raises(ValidationError):
        Actor.model_validate(written)


@pytest.mark.parametrize(
    "languages", [[], ["zh", "zh"], ["zh-CN", "zh-cn"], ["中文"], ["ZH"], ["a"]]
)
def test_languages_are_tags_and_each_stands_once(languages: list[str]) -> None:
    with pytest.raises(ValidationError):
        BoardSettings.model_validate({"name": "公示栏", "languages": languages})
