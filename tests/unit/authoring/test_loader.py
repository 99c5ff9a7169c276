"""Files to values: the board's own file, stations, bulletins, and what is kept between runs."""

import shutil
from pathlib import Path

import pytest

from gongshi.authoring import loader, sources
from gongshi.authoring.sources import Sources, StationSource
from gongshi.board.folder import StationFolder
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.text import Text
from gongshi.diagnostics.finding import Finding, Message, Severity, Span
from gongshi.diagnostics.finding import Path as Place
from tests.conftest import ROOT
from tests.unit.authoring.reading import BOARD, BULLETIN, PROCEDURE, STATION, mistake, value_of

LANGUAGES = ("zh", "en")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small board of the tests."""
    shutil.copytree(ROOT / "tests" / "boards" / "minimal", tmp_path, dirs_exist_ok=True)
    return tmp_path


def scanned(root: Path) -> StationSource:
    found: Sources = sources.scan(root)
    return next(source for source in found.stations if source.id == "chengdong")


def read(root: Path) -> loader.Read[StationFolder]:
    return loader.read_station(root, scanned(root), LANGUAGES)


# ---- which file is what ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "annotation"),
    [
        ("stations/a/station.yml", Station),
        ("stations/procedures/station.yml", Station),
        ("stations/a/procedures/station.yml", Procedure),
        ("stations/a/procedures/evaluations.yml", Procedure),
        ("stations/procedures/procedures/a.yml", Procedure),
    ],
)
def test_a_file_is_what_its_place_says(file: str, annotation: type) -> None:
    assert loader.kind_of(file).annotation is annotation


# ---- board.yml ------------------------------------------------------------------------------


def test_a_board_is_read_in_its_own_languages(root: Path) -> None:
    (root / BOARD).write_text("name: Board\nlanguages: [en, zh]\n", encoding="utf-8")

    board = loader.read_board(root).value

    assert board is not None
    assert board.name == Text({"en": "Board"})


@pytest.mark.parametrize("key", ["languages", "语言"])
@pytest.mark.parametrize("written", ["[en]", "\n  - en", '["en"]'])
def test_its_languages_may_be_written_in_any_way(root: Path, key: str, written: str) -> None:
    (root / BOARD).write_text(f"name: Board\n{key}: {written}\n", encoding="utf-8")

    read = loader.read_board(root)

    assert read.diagnostics == ()


@pytest.mark.parametrize(
    "written", ["[]", "en", "{en: 1}", "[1, [2]]", "~", "[../x]", "[zh, zh]", "[EN]", '["zh\\n"]']
)
def test_wrong_languages_are_told(root: Path, written: str) -> None:
    (root / BOARD).write_text(f"name: 公示栏\nlanguages: {written}\n", encoding="utf-8")

    read = loader.read_board(root)

    assert read.value is None
    assert read.diagnostics


def test_a_folder_without_a_board_file_is_none(tmp_path: Path) -> None:
    (diagnostic,) = loader.read_board(tmp_path).diagnostics

    assert diagnostic.code == "GS145"


def test_neither_is_one_whose_stations_are_a_file(tmp_path: Path) -> None:
    (tmp_path / "stations").touch()

    (diagnostic,) = loader.read_board(tmp_path).diagnostics

    assert diagnostic.code == "GS145"


def test_a_board_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / BOARD).mkdir(parents=True)

    (diagnostic,) = loader.read_board(tmp_path).diagnostics

    assert diagnostic.code == "GS141"


def test_a_board_file_that_leads_out_is_not_shown(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("password: 1\n", encoding="utf-8")
    (root / BOARD).unlink()
    (root / BOARD).symlink_to("../../../../../../etc/passwd")

    (diagnostic,) = loader.read_board(root).diagnostics

    assert (diagnostic.code, diagnostic.source) == ("GS142", "")


# ---- stations -------------------------------------------------------------------------------


def test_a_station_is_read_with_all_its_files(root: Path) -> None:
    (root / "stations/chengdong/evaluations.yml").write_text("- {year: 2025}\n", encoding="utf-8")

    folder = read(root).value

    assert folder is not None
    assert (folder.id, folder.file) == ("chengdong", STATION)
    assert [each.file for each in folder.procedures] == list(scanned(root).procedures)
    assert [each.year for each in folder.evaluations.entries] == [2025]
    assert folder.inspections.file == "stations/chengdong/inspections.yml"
    assert folder.inspections.entries == ()


def test_a_procedure_that_cannot_be_read_is_left_out_and_told(root: Path) -> None:
    (root / PROCEDURE).write_text("titel: 甲\n", encoding="utf-8")

    one = read(root)

    assert one.value is not None
    assert PROCEDURE not in [each.file for each in one.value.procedures]
    assert [each.code for each in one.diagnostics] == ["GS112"]


def test_mistakes_of_all_files_are_told_at_once(root: Path) -> None:
    (root / STATION).write_text("nam: 甲\n", encoding="utf-8")
    (root / PROCEDURE).write_text("titel: 甲\n", encoding="utf-8")
    (root / "stations/chengdong/evaluations.yml").write_text("a: 1\n", encoding="utf-8")

    one = read(root)

    assert one.value is None
    assert sorted(each.code for each in one.diagnostics) == ["GS112", "GS112", "GS115"]


def test_a_file_that_vanishes_while_the_board_is_read_is_told(root: Path) -> None:
    source = scanned(root)
    (root / PROCEDURE).unlink()

    one = loader.read_station(root, source, LANGUAGES)

    assert one.value is None
    assert [(each.code, each.file) for each in one.diagnostics] == [("GS146", PROCEDURE)]


def test_a_file_that_changes_while_the_board_is_read_is_told(root: Path) -> None:
    source = scanned(root)
    (root / PROCEDURE).write_text("title: 别的\n", encoding="utf-8")

    one = loader.read_station(root, source, LANGUAGES)

    assert one.value is None
    assert [(each.code, each.file) for each in one.diagnostics] == [("GS146", PROCEDURE)]


def test_a_file_that_turns_into_a_link_out_is_told(root: Path) -> None:
    source = scanned(root)
    (root / PROCEDURE).unlink()
    (root / PROCEDURE).symlink_to("/etc/passwd")

    one = loader.read_station(root, source, LANGUAGES)

    assert [(each.code, each.source) for each in one.diagnostics] == [("GS142", "")]


def test_a_file_of_unknown_content_is_read_as_it_is(root: Path) -> None:
    source = StationSource("chengdong", ((STATION, ""),))

    assert loader.read_station(root, source, LANGUAGES).value is not None


@pytest.mark.parametrize(
    "board", ["nam: 公示栏\nlanguages: [zh, en]\n", "name: 公示栏\nlanguages: [zh, en]\nx: 1\n"]
)
def test_a_bad_board_file_does_not_hide_the_mistakes_of_others(root: Path, board: str) -> None:
    (root / BOARD).write_text(board, encoding="utf-8")
    (root / STATION).write_text("name: {zh: 甲, en: a}\nkinds: police\n", encoding="utf-8")
    (root / BULLETIN).write_text("正文\n", encoding="utf-8")

    told = {(each.code, each.file) for each in loader.mistakes(root, sources.scan(root))}

    assert loader.read_board(root).value is None
    assert told == {("GS112", STATION), ("GS144", BULLETIN)}


@pytest.mark.parametrize(
    "board", [b"", b"a: [", b"\xff", b"- a", b"languages: {a: b}", b"languages: []"]
)
def test_without_known_languages_texts_are_chinese(root: Path, board: bytes) -> None:
    (root / BOARD).write_bytes(board)

    assert list(loader.mistakes(root, sources.scan(root))) == []


def test_without_a_board_file_as_well(root: Path) -> None:
    (root / BOARD).unlink()

    assert list(loader.mistakes(root, sources.scan(root))) == []


# ---- what is kept between runs --------------------------------------------------------------


class Shelf(dict[str, bytes]):
    """A store that remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.hits = 0

    def get(self, key: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override]
        found = super().get(key, default)
        self.hits += found is not None
        return found

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def kept(root: Path, shelf: Shelf, languages: tuple[str, ...] = LANGUAGES) -> StationFolder | None:
    return loader.read_station(root, scanned(root), languages, shelf).value


def test_what_was_kept_is_what_would_be_read(root: Path) -> None:
    shelf = Shelf()

    first, second = kept(root, shelf), kept(root, shelf)

    assert first == second == read(root).value
    assert shelf.hits == len(shelf) == len(scanned(root).files)


def test_other_bytes_are_read_anew(root: Path) -> None:
    shelf = Shelf()
    kept(root, shelf)
    (root / PROCEDURE).write_text("title: 别的\n", encoding="utf-8")

    folder = kept(root, shelf)

    assert folder is not None
    titles = {each.file: each.procedure.title for each in folder.procedures}
    assert titles[PROCEDURE] == Text("别的")


def test_other_languages_are_read_anew(root: Path) -> None:
    shelf = Shelf()
    kept(root, shelf)
    before = shelf.hits

    kept(root, shelf, ("zh",))

    assert shelf.hits == before


def test_a_file_with_a_mistake_is_not_kept(root: Path) -> None:
    shelf = Shelf()
    (root / PROCEDURE).write_text("titel: 甲\n", encoding="utf-8")

    kept(root, shelf)

    assert len(shelf) == len(scanned(root).files) - 1


@pytest.mark.parametrize(
    "damage",
    [
        *(b"", b"{", b"null", b"[]", b"\xff", b'{"titel": "a"}', b'"a"', b"[" * 100_000),
        *(b'{"title": {"zh": "a\\u202eb"}}', b'{"steps": [{}]}'),
    ],
)
def test_damaged_values_are_read_anew(root: Path, damage: bytes) -> None:
    shelf = Shelf()
    kept(root, shelf)
    for key in shelf:
        shelf[key] = damage

    assert kept(root, shelf) == read(root).value


# ---- bulletins ------------------------------------------------------------------------------

HEAD = "title: 甲\ndate: 2026-11-01\nkind: honour\n"


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{HEAD}---\n\n正文\n",
        f"---\n{HEAD}---",
        f"---  \n{HEAD}---\t\n正文 --- 正文\n---\n",
        f"---\n{HEAD}---\n\n\t<b>正文不是 YAML</b>: [\n",
    ],
)
def test_a_bulletin_is_told_by_its_head(text: str) -> None:
    assert value_of(text, BULLETIN).title == Text("甲")


@pytest.mark.parametrize(
    "text", ["正文\n", "", f"\n---\n{HEAD}---\n", f"---\n{HEAD}", "----\na\n---\n"]
)
def test_without_a_head_it_is_told(text: str) -> None:
    assert mistake(text, BULLETIN).code == "GS144"


def test_a_dash_at_the_end_of_a_line_does_not_end_the_head() -> None:
    text = f"---\n{HEAD}summary: 甲---\n---\n"

    assert value_of(text, BULLETIN).summary == Text("甲---")


@pytest.mark.parametrize("text", ["---\n---\n正文\n", "---\n# 无\n---\n"])
def test_an_empty_head_is_told(text: str) -> None:
    assert mistake(text, BULLETIN).code == "GS106"


def test_mistakes_in_the_head_have_the_lines_of_the_page() -> None:
    diagnostic = mistake(f"---\n{HEAD}summary: 请看<b>这里\n---\n", BULLETIN)

    assert (diagnostic.span.line, diagnostic.span.column) == (5, 12)
    assert diagnostic.source == "summary: 请看<b>这里"


def test_unseen_characters_in_the_body_are_told_as_well() -> None:
    diagnostic = mistake(f"---\n{HEAD}---\n\n正\u202e文\n", BULLETIN)

    assert (diagnostic.code, diagnostic.span.line) == ("GS103", 7)


def test_a_bulletin_that_is_gone_is_told(root: Path) -> None:
    (root / BULLETIN).unlink()

    (diagnostic,) = loader.read_bulletin(root, BULLETIN, LANGUAGES).diagnostics

    assert diagnostic.code == "GS146"


@pytest.mark.parametrize(
    "body", ["---" * 300_000, "\n---x" * 200_000, "---\n" + "\n---  x" * 100_000]
)
def test_a_page_of_dashes_is_told_at_once(body: str) -> None:
    assert mistake(f"---\n{body}", BULLETIN).code in ("GS144", "GS105", "GS115", "GS106")


# ---- places ---------------------------------------------------------------------------------

FILE = """\
事项名称: {zh: 换证, en: Renewal}
steps:
  - {id: a, name: 甲, next: b}
  - {id: b, name: 乙, next: c}
  - id: c
    name: 丙
    next:
      - {to: a, when: 补正}
      - {to: b, when: 通过}
fees:
  - item: 工本费
    amount: 20
    reductions:
      - {who: 甲, amount: 0}
      - who: 乙
        依据: {标题: 办法, document_no: 某政发〔2020〕1号}
legal_basis: [办法]
glossary: {首问: 甲}
"""


def placed(root: Path, path: Place, on_key: bool = False) -> tuple[Span, str]:
    (root / PROCEDURE).write_text(FILE, encoding="utf-8")
    finding = Finding("GS999", Severity.ERROR, PROCEDURE, path, Message("甲", "a"), on_key)
    (diagnostic,) = loader.place(root, [finding], LANGUAGES)
    line = FILE.split("\n")[diagnostic.span.line - 1]
    return diagnostic.span, line[diagnostic.span.column - 1 : diagnostic.span.end_column - 1]


@pytest.mark.parametrize(
    ("path", "line", "marked"),
    [
        (("title",), 1, "zh"),
        (("title", "en"), 1, "Renewal"),
        (("steps", 2, "next", 1, "to"), 9, "b"),
        (("steps", 2, "next", 1), 9, "to"),
        (("steps", 0, "next"), 3, "b"),
        (("fees", 0, "reductions", 1, "basis", "document_no"), 16, "某政发〔2020〕1号"),
        (("fees", 0, "reductions", 1, "basis", "title"), 16, "办法"),
        (("fees", 0, "reductions", 1, "basis"), 16, "标题"),
        (("legal_basis", 0, "title"), 17, "办法"),
        (("legal_basis", 0, "title", "zh"), 17, "办法"),
        (("glossary", "首问", "zh"), 18, "甲"),
    ],
)
def test_a_finding_stands_at_its_value(root: Path, path: Place, line: int, marked: str) -> None:
    span, text = placed(root, path)

    assert (span.line, text) == (line, marked)


@pytest.mark.parametrize(
    ("path", "line", "marked"),
    [
        (("title",), 1, "事项名称"),
        (("title", "en"), 1, "en"),
        (("fees", 0, "reductions", 1, "basis"), 16, "依据"),
        (("fees", 0, "reductions", 1), 15, "who"),
        (("glossary", "首问"), 18, "首问"),
    ],
)
def test_or_at_its_key(root: Path, path: Place, line: int, marked: str) -> None:
    span, text = placed(root, path, on_key=True)

    assert (span.line, text) == (line, marked)


@pytest.mark.parametrize(
    ("path", "line", "marked"),
    [
        ((), 1, "事项名称"),
        (("reviewed",), 1, "事项名称"),
        (("steps", 9), 3, "id"),
        (("steps", "id"), 3, "id"),
        (("steps", 1, "basis", "title"), 4, "id"),
        (("fees", 0, "amount", "from"), 12, "20"),
        (("glossary", "一次"), 18, "首问"),
    ],
)
def test_what_is_not_there_is_told_at_the_nearest_thing_above(
    root: Path, path: Place, line: int, marked: str
) -> None:
    span, text = placed(root, path)

    assert (span.line, text) == (line, marked)


def test_a_finding_in_a_file_that_is_gone_is_told_at_its_start(root: Path) -> None:
    (root / STATION).unlink()
    finding = Finding("GS999", Severity.ERROR, STATION, ("name",), Message("甲", "a"))

    (diagnostic,) = loader.place(root, [finding], LANGUAGES)

    assert (diagnostic.span, diagnostic.source) == (Span(1, 1, 2), "")


def test_findings_of_several_files_are_placed_in_one_go(root: Path) -> None:
    findings = [
        Finding("GS999", Severity.ERROR, file, (), Message("甲", "a"))
        for file in (STATION, PROCEDURE, STATION, BOARD)
    ]

    placed = list(loader.place(root, findings, LANGUAGES))

    assert sorted(each.file for each in placed) == sorted([STATION, PROCEDURE, STATION, BOARD])
