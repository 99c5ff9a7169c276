"""The trail of a board's files in Git, and what is read from it."""

from datetime import date
from pathlib import Path

import pytest

from gongshi.authoring import loader, sources
from gongshi.board.workdays import WorkCalendar
from gongshi.engines import git
from gongshi.engines.git import Absence
from gongshi.review import history
from gongshi.review.history import History, Reading
from gongshi.review.trail import Trails, trails
from tests.site.past import Past

STATION = "stations/police/station.yml"
CARD = "stations/police/procedures/card.yml"


class Shelf(dict[str, bytes]):
    """A store in memory."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def write(folder: Path, file: str, text: str) -> None:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """A board with one station and one procedure, under Git since January."""
    write(tmp_path, "stations/board.yml", "name: 青禾区公示栏\n")
    write(tmp_path, STATION, "name: 新桥派出所\n")
    write(tmp_path, CARD, "title: 换证\nvisits: 3\n")
    return Past.begin(tmp_path, "2026-01-05T09:00:00+08:00")


def look(folder: Path, until: date = date.max) -> Trails:
    found = (
        loader.read_station(folder, source, ("zh",)).value
        for source in sources.scan(folder).stations
    )
    return trails(folder, [each for each in found if each is not None], until)


def known(folder: Path, shelf: Shelf | None = None) -> History:
    found, kept = look(folder), Shelf() if shelf is None else shelf
    reading = Reading(folder, ("zh",), WorkCalendar.of([]), kept, kept)
    pasts = {each: history.past_of(trail, reading) for each, trail in found.stations.items()}
    return History(found.absence, found.since, pasts, history.read(found.board, reading))


def told(folder: Path, procedure: str = "card") -> list[tuple[str, list[str]]]:
    return [
        (each.day.isoformat(), [change.text["zh"] for change in each.changes])
        for each in known(folder).of("police").of(procedure)
    ]


def test_a_board_that_has_just_begun_has_not_changed(past: Past) -> None:
    found = look(past.folder)

    assert found.absence is None
    assert found.since is None
    assert not found.stations["police"]


def test_commits_of_one_day_in_china_are_told_as_what_came_of_them(past: Past) -> None:
    for visits, at in ((5, "09:00"), (4, "10:00"), (2, "23:30")):
        write(past.folder, CARD, f"title: 换证\nvisits: {visits}\n")
        past.commit(f"2026-03-02T{at}:00+08:00")
    write(past.folder, CARD, "title: 换证\nvisits: 1\n")
    # In China the next day has begun.
    past.commit("2026-03-02T16:30:00+00:00")

    assert told(past.folder) == [
        ("2026-03-03", ["到现场次数 2 → 1"]),
        ("2026-03-02", ["到现场次数 3 → 2"]),
    ]


def test_what_is_changed_after_the_day_of_the_run_is_not_told_yet(past: Past) -> None:
    for visits, day in ((2, "02"), (1, "03")):
        write(past.folder, CARD, f"title: 换证\nvisits: {visits}\n")
        past.commit(f"2026-03-{day}T09:00:00+08:00")

    pairs = look(past.folder, date(2026, 3, 2)).stations["police"].procedures["card"]

    assert [pair.day for pair in pairs] == [date(2026, 3, 2)]


def test_what_was_taken_back_on_its_day_is_not_told(past: Past) -> None:
    for visits in (5, 3):
        write(past.folder, CARD, f"title: 换证\nvisits: {visits}\n")
        past.commit("2026-03-02T09:00:00+08:00")

    assert told(past.folder) == []


def test_a_change_on_the_day_on_which_the_board_began_is_told(past: Past) -> None:
    write(past.folder, CARD, "title: 换证\nvisits: 1\n")
    write(past.folder, "stations/police/procedures/dog.yml", "title: 养犬登记\n")
    past.commit("2026-01-05T18:00:00+08:00")

    assert told(past.folder) == [("2026-01-05", ["到现场次数 3 → 1"])]
    assert told(past.folder, "dog") == []


def test_a_station_that_came_later_is_told_without_each_of_its_procedures(past: Past) -> None:
    write(past.folder, "stations/tax/station.yml", "name: 税务所\n")
    write(past.folder, "stations/tax/procedures/levy.yml", "title: 契税\n")
    past.commit("2026-03-02T09:00:00+08:00")

    tax = known(past.folder).of("tax")

    assert [change.text["zh"] for each in tax.own for change in each.changes] == [
        "新增站所：税务所"
    ]
    assert tax.of("levy") == ()


def test_a_procedure_that_was_renamed_twice_is_followed(past: Past) -> None:
    for number, (old, new, was) in enumerate(
        (("card", "id-card", "[card]"), ("id-card", "renewal", "[card, id-card]"))
    ):
        (past.folder / f"stations/police/procedures/{old}.yml").unlink()
        write(
            past.folder,
            f"stations/police/procedures/{new}.yml",
            f"title: 换证\nvisits: {2 - number}\nwas: {was}\n",
        )
        past.commit(f"2026-0{number + 3}-02T09:00:00+08:00")

    found = told(past.folder, "renewal")

    assert [(day, sentences[0]) for day, sentences in found] == [
        ("2026-04-02", "到现场次数 2 → 1"),
        ("2026-03-02", "到现场次数 3 → 2"),
    ]


def test_the_versions_of_a_procedure_are_known_with_their_first_days(past: Past) -> None:
    first = known(past.folder).versions("police", "card")
    for visits, day in ((2, "2026-03-02"), (1, "2026-04-02")):
        write(past.folder, CARD, f"title: 换证\nvisits: {visits}\n")
        past.commit(f"{day}T09:00:00+08:00")
    write(past.folder, CARD, "title: 换证\nvisits: 1\nreviewed: {date: 2026-05-01, by: 张三}\n")
    past.commit("2026-05-02T09:00:00+08:00")

    versions = known(past.folder).versions("police", "card")

    assert first == ()
    assert [day for day, _ in versions] == [date(2026, 4, 2), date(2026, 3, 2), date(2026, 1, 5)]
    assert len({version for _, version in versions}) == 3


def test_git_is_asked_for_no_content_that_was_compared_before(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf()
    write(past.folder, CARD, "title: 换证\nvisits: 2\n")
    past.commit("2026-03-02T09:00:00+08:00")
    first = known(past.folder, shelf)
    write(past.folder, STATION, "name: 新桥镇派出所\n")
    past.commit("2026-04-02T09:00:00+08:00")
    asked: list[str] = []
    read = git.Blobs.read

    def listening(self: git.Blobs, blob: str, most: int) -> bytes | None:
        asked.append(blob)
        return read(self, blob, most)

    monkeypatch.setattr(git.Blobs, "read", listening)
    second = known(past.folder, shelf)

    assert second.of("police").of("card") == first.of("police").of("card")
    assert repr(second.of("police").of("card")) == repr(first.of("police").of("card"))
    assert len(asked) == 2


def test_a_damaged_comparison_is_made_anew(past: Past) -> None:
    shelf = Shelf()
    write(past.folder, CARD, "title: 换证\nvisits: 2\n")
    past.commit("2026-03-02T09:00:00+08:00")
    first = known(past.folder, shelf)

    second = known(past.folder, Shelf(dict.fromkeys(shelf, b"!")))

    assert first == second


def test_a_folder_outside_of_git_says_why_nothing_is_known(tmp_path: Path) -> None:
    assert look(tmp_path).absence is Absence.NO_REPOSITORY


def test_a_board_that_was_never_committed_says_so(tmp_path: Path) -> None:
    write(tmp_path, "readme.md", "z\n")
    Past.begin(tmp_path)
    write(tmp_path, "stations/board.yml", "name: 青禾区公示栏\n")

    assert look(tmp_path).absence is Absence.NO_COMMIT
