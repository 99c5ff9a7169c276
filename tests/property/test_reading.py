"""Whatever stands in a file, it is read or told; and what is valid survives being written."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongshi.authoring import loader
from gongshi.diagnostics import report
from gongshi.engines import yaml
from tests.conftest import ROOT
from tests.strategies import FILES, LANGUAGES, to_file

PROCEDURE = "stations/chengdong/procedures/renewal.yml"
SAMPLES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in sorted([*ROOT.glob("stations/**/*.yml"), *ROOT.glob("content/bulletins/*.md")])
}

FRAGMENTS: list[bytes] = [
    *(b"- ", b": ", b"{", b"}", b"[", b"]", b"'", b'"', b"&a ", b"*a", b"!b ", b"|", b">", b"#"),
    *(b"\n", b"\r", b"\t", b"\0", b"\xff", b"---\n", b"...", b"%", b"? ", b"~", b"null", b"<b>"),
    *(b"title: ", "名称: ".encode(), "，".encode(), "：".encode(), "无".encode(), b"\\u202e"),
    *("\u202e".encode(), "\ufeff".encode(), "\u3000".encode()),
]
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def in_order(data: bytes, file: str) -> loader.Read[Any]:
    """Read a file and hold what is said of it against the file."""
    read = loader.read(data, file, LANGUAGES)
    lines = yaml.readable(data).split("\n")
    for diagnostic in read.diagnostics:
        span = diagnostic.span
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column < span.end_column <= len(lines[span.line - 1]) + 2
        assert "\n" not in diagnostic.message.zh + diagnostic.message.en
    assert (read.value is None) == bool(read.diagnostics)
    report.as_text(read.diagnostics, "zh")
    return read


@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    in_order(data, PROCEDURE)


@given(text=st.text(max_size=200), file=st.sampled_from(sorted(FILES)))
def test_any_text_is_read_or_told(text: str, file: str) -> None:
    in_order(text.encode(), file)


@given(parts=st.lists(st.sampled_from(FRAGMENTS), max_size=40), file=st.sampled_from(sorted(FILES)))
def test_any_signs_of_yaml_are_read_or_told(parts: list[bytes], file: str) -> None:
    in_order(b"".join(parts), file)


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return a file of the sample board with a few places of it changed, moved or lost."""
    file = draw(st.sampled_from(sorted(SAMPLES)))
    data = SAMPLES[file]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        kept_or_doubled = st.sampled_from([b"", data[start:end] * 2])
        signs: st.SearchStrategy[bytes] = st.sampled_from(FRAGMENTS)
        new = draw(kept_or_doubled | signs | st.binary())
        data = data[:start] + new + data[end:]
    return file, data


@settings(SLOW, max_examples=300)
@given(mutation=mutations())
def test_a_damaged_file_is_read_or_told(mutation: tuple[str, bytes]) -> None:
    file, data = mutation

    in_order(data, file)


@settings(SLOW, max_examples=300)
@given(data=st.data(), file=st.sampled_from(sorted(SAMPLES)))
def test_a_file_without_any_of_its_lines_is_read_or_told(data: st.DataObject, file: str) -> None:
    lines = SAMPLES[file].splitlines(keepends=True)
    order = data.draw(st.permutations(range(len(lines)))) if len(lines) < 12 else range(len(lines))
    lost = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=5))

    in_order(b"".join(lines[number] for number in order if number not in lost), file)


@pytest.mark.parametrize("file", FILES)
def test_what_is_written_is_read_as_the_same_value(file: str) -> None:
    @settings(SLOW, max_examples=40)
    @given(value=FILES[file])
    def written_and_read(value: Any) -> None:
        read = in_order(to_file(file, value), file)

        assert read.diagnostics == ()
        assert read.value == value
        assert said(read.value) == said(value)

    written_and_read()


@pytest.mark.parametrize("file", FILES)
def test_a_value_kept_as_json_is_the_same_value(file: str) -> None:
    adapter = loader._adapter(loader.kind_of(file).annotation)

    @settings(SLOW, max_examples=40)
    @given(value=FILES[file])
    def kept_and_read(value: Any) -> None:
        kept = adapter.dump_json(value, by_alias=True, exclude_unset=True)
        again = adapter.validate_json(kept)

        assert again == value
        assert said(again) == said(value)

    kept_and_read()


def said(value: Any) -> Any:
    """Return what is written of a value: equal values may differ in what is left to defaults."""
    if isinstance(value, tuple):
        return [said(item) for item in value]
    return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
