"""Rows become scripts: the same bytes in any order, safe whatever the words, cut when large."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from pypinyin import lazy_pinyin

from gongshi.outputs.search import SHARD_SIZE, IndexFile, index
from gongshi.outputs.search.common import COMMON
from gongshi.outputs.search.fillers import FILLERS
from gongshi.outputs.search.variants import TRADITIONAL
from gongshi.views.search import SearchRecord, SearchRow, row

CALL = re.compile(r"globalThis\.gongshi\.searchIndex\((.*)\);\n", re.DOTALL)


def a_record(number: int = 1, **changes: Any) -> SearchRecord:
    """A valid record, with changes."""
    record = SearchRecord(
        kind="procedure",
        url=f"stations/xinqiao-police/procedure-{number:05d}/",
        title=f"居民身份证换领{number}",
        aliases=("换身份证",),
        station="新桥派出所",
        materials=("居民户口簿",),
        body="有效期满时换领。",
        facts="20元",
    )
    return replace(record, **changes)


def data_of(file: IndexFile) -> dict[str, Any]:
    """What the script hands over; JSON is a part of JavaScript."""
    called = CALL.fullmatch(file.text)
    assert called is not None
    data = json.loads(called[1])
    assert isinstance(data, dict)
    return data


def many(count: int, size: int) -> list[SearchRow]:
    return [row(a_record(number, body="证" * size)) for number in range(count)]


def test_the_order_of_the_rows_makes_no_difference() -> None:
    rows = [row(a_record(number)) for number in range(20)]

    backwards = index(reversed(rows), "zh")

    assert backwards == index(rows, "zh")


def test_a_row_is_written_without_what_is_empty_at_its_end() -> None:
    data = data_of(index([row(a_record(facts=""))], "zh").entry)

    assert data["rows"] == [
        [
            data["kinds"].index("procedure"),
            "stations/xinqiao-police/procedure-00001/",
            "居民身份证换领1",
            ["换身份证"],
            "新桥派出所",
            ["居民户口簿"],
        ]
    ]


def test_a_text_in_another_language_carries_its_tag() -> None:
    data = data_of(index([row(a_record(lang="zh"))], "en").entry)

    assert data["lang"] == "en"
    assert data["rows"][0][8] == "zh-CN"


def test_readings_of_all_rows_are_put_together() -> None:
    rows = [row(a_record(1, title="长辈版")), row(a_record(2, title="长期居留"))]

    sounds = data_of(index(rows, "zh").entry)["sounds"]

    assert "长" in sounds["zhang"]
    assert "长" in sounds["chang"]


def test_a_common_character_that_the_board_does_not_use_can_still_be_mistyped() -> None:
    rows = [row(a_record())]

    assert "分" in data_of(index(rows, "zh").entry)["sounds"]["fen"]
    assert "分" not in str(data_of(index(rows, "en").entry)["sounds"])


def test_readings_of_the_board_are_not_changed_by_the_common_ones() -> None:
    data = data_of(index([row(a_record(title="银行", aliases=()))], "zh").entry)

    assert [sound for sound, characters in data["sounds"].items() if "行" in characters] == ["hang"]


def test_a_small_board_is_one_file() -> None:
    files = index(many(10, 100), "zh")

    assert [file.name for file in files] == ["search.zh.js"]
    assert data_of(files.entry)["bodies"] == ["证" * 100] * 10


def test_a_large_board_keeps_its_bodies_in_shards_that_the_entry_names() -> None:
    rows = many(30, SHARD_SIZE // 10)

    files = index(rows, "zh")

    entry = data_of(files.entry)
    shards = [data_of(shard) for shard in files.shards]
    assert entry["bodies"] == []
    assert entry["shards"] == [shard.name for shard in files.shards]
    assert [shard["from"] for shard in shards] == [0, 10, 20]
    assert [body for shard in shards for body in shard["bodies"]] == [each.body for each in rows]


def test_a_shard_is_renamed_when_and_only_when_its_text_changes() -> None:
    rows = many(20, SHARD_SIZE // 10)
    changed = [*rows[:-1], rows[-1]._replace(body="变" * (SHARD_SIZE // 10))]

    before, after = index(rows, "zh"), index(changed, "zh")

    assert before.entry.name == after.entry.name
    assert before.shards[0] == after.shards[0]
    assert before.shards[1].name != after.shards[1].name


@pytest.mark.parametrize(
    "words",
    ["</script><script>alert(1)</script>", "<!--", "\u2028\u2029", "\"'\\", "\ud800", "${a}`"],
)
def test_no_word_of_a_stranger_ends_the_script_or_a_line(words: str) -> None:
    file = index([row(a_record(title=words, aliases=(words,), facts=words))], "zh").entry

    assert "<" not in file.text
    assert file.text.splitlines() == [file.text[:-1]]
    assert file.text.encode().decode() == file.text
    assert data_of(file)["rows"][0][2] == words


def test_an_empty_board_has_an_empty_index() -> None:
    data = data_of(index([], "zh").entry)

    assert (data["rows"], data["bodies"], data["shards"]) == ([], [], [])


def test_common_characters_are_read_as_pypinyin_reads_them_alone() -> None:
    listed = {
        character: reading
        for reading, characters in (
            re.fullmatch("([a-z]+)(.+)", entry).groups()  # type: ignore[union-attr]
            for entry in COMMON.split()
        )
        for character in characters
    }

    actual = {character: lazy_pinyin(character, v_to_u=False)[0] for character in listed}

    assert len(listed) == 3755
    assert listed == actual


def test_traditional_and_simplified_characters_are_two_sets() -> None:
    assert TRADITIONAL["證"] == "证"
    assert not set(TRADITIONAL) & set(TRADITIONAL.values())


@pytest.mark.parametrize("lang", FILLERS)
def test_no_filler_is_listed_twice(lang: str) -> None:
    words = FILLERS[lang].split()

    assert len(words) == len(set(words))
