"""Every rule has a bad file that says what is expected, and the small board is in order."""

import re
import shutil
from pathlib import Path

import pytest

from gongshi import checks
from gongshi.checks.rule import Rule
from gongshi.checks.tables import table
from tests.conftest import ROOT
from tests.unit.checks.small_board import BOARDS, MINIMAL, Mark, head_of, judge, marks_of, put

BROKEN = sorted((BOARDS / "broken").glob("GS*.yml"))
GOOD = sorted((BOARDS / "good").glob("GS*.yml"))
BROKEN_FILES = sorted(set((BOARDS / "broken").glob("GS*")) - set(BROKEN))
GOOD_FILES = sorted(set((BOARDS / "good").glob("GS*")) - set(GOOD))
"""Forms and pictures, for rules on what stands beside the YAML."""
DIAGNOSTICS = ROOT / "docs" / "diagnostics.md"


def test_nothing_is_found_in_the_small_board() -> None:
    judgement = judge(MINIMAL)

    assert judgement == ((), ())


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_reported_exactly_where_it_says(path: Path, tmp_path: Path) -> None:
    """A caret comment names the diagnostic expected on the line above it; nothing else is said."""
    text = path.read_text(encoding="utf-8")
    file = put(tmp_path, text)
    first_line = 1 if file.endswith(".md") else 0

    judgement = judge(tmp_path, head_of(text).today)

    actual = sorted(
        Mark(d.span.line - first_line, d.span.column, d.span.length, d.code)
        for d in judgement.diagnostics
    )
    assert actual == marks_of(text)
    assert {d.file for d in judgement.diagnostics} == {file}
    assert {d.code for d in judgement.diagnostics} == {path.stem}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_told_whole_in_both_languages(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    put(tmp_path, text)

    judgement = judge(tmp_path, head_of(text).today)

    for diagnostic in judgement.diagnostics:
        message = diagnostic.message
        assert all((message.zh, message.en, message.hint_zh, message.hint_en))
        assert not message.zh.endswith("。")
        assert not message.en.endswith(".")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_only_looks_like_a_mistake_is_none(path: Path, tmp_path: Path) -> None:
    """A good file comes close to what its rule is about, and nothing at all is found."""
    text = path.read_text(encoding="utf-8")
    put(tmp_path, text)

    judgement = judge(tmp_path, head_of(text).today)

    assert judgement.diagnostics == ()


@pytest.mark.parametrize("path", BROKEN_FILES, ids=lambda path: path.stem)
def test_a_broken_form_or_picture_is_reported(path: Path, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    shutil.copy(path, tmp_path / "content" / "forms")

    found = judge(tmp_path).diagnostics

    assert [(d.code, d.file) for d in found] == [(path.stem, f"content/forms/{path.name}")]


@pytest.mark.parametrize("path", GOOD_FILES, ids=lambda path: path.stem)
def test_a_form_or_picture_that_only_looks_like_a_mistake_is_none(
    path: Path, tmp_path: Path
) -> None:
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    shutil.copy(path, tmp_path / "content" / "forms")

    assert judge(tmp_path).diagnostics == ()


def test_every_rule_has_a_good_file_that_comes_close() -> None:
    stems = sorted(path.stem for path in (*GOOD, *GOOD_FILES))

    assert stems == [rule.code for rule in checks.RULES]


def test_every_rule_has_a_broken_file_and_a_documented_code() -> None:
    documented = re.findall(r"^## (GS[2-6]\d\d)", DIAGNOSTICS.read_text("utf-8"), re.MULTILINE)

    codes = {rule.code for rule in checks.RULES}

    assert codes == {path.stem for path in (*BROKEN, *BROKEN_FILES)} == set(documented)


def test_no_code_stands_for_two_rules() -> None:
    codes = [rule.code for rule in checks.RULES] + list(table("form"))

    assert len(codes) == len(set(codes))


def test_rules_stand_in_the_order_of_their_codes() -> None:
    codes = [rule.code for rule in checks.RULES]

    assert codes == sorted(codes)


def test_every_rule_of_the_modules_is_in_the_list() -> None:
    source = ROOT / "generator" / "gongshi" / "checks"
    made = [
        code
        for path in source.glob("*.py")
        for code in re.findall(r'\.rule\(\n\s+"(GS\d{3})"', path.read_text(encoding="utf-8"))
    ]

    assert sorted(made) == [rule.code for rule in checks.RULES]


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.code)
def test_a_rule_says_in_both_languages_what_must_be_true(rule: Rule) -> None:  # type: ignore[type-arg]
    zh, en = rule.said("zh"), rule.said("en")

    assert zh.partition("\n\n")[0].endswith("。")
    assert en.partition("\n\n")[0].endswith(".")
    assert not re.search(r"[\u4e00-\u9fff]", checks.meaning(rule.code, "en"))
    assert ("\n\n" in zh) == ("\n\n" in en)


def test_all_codes_of_the_reader_are_documented() -> None:
    generator = ROOT / "generator" / "gongshi"
    used = {
        code
        for path in generator.rglob("*.py")
        for code in re.findall(r'"(GS1\d{2})"', path.read_text(encoding="utf-8"))
    }

    assert used == set(table("form"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_can_be_explained(language: str) -> None:
    codes = [*(rule.code for rule in checks.RULES), *table("form")]

    explained = {code: checks.explain(code, language) for code in codes}

    assert all((text or "").startswith(code) for code, text in explained.items())


def test_a_code_may_be_asked_for_in_small_letters() -> None:
    assert checks.explain("gs203", "zh") == checks.explain("GS203", "zh")


@pytest.mark.parametrize("code", ["GS999", "", "203"])
def test_a_code_that_does_not_exist_is_not_explained(code: str) -> None:
    assert checks.explain(code, "zh") is None
