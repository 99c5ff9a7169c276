"""A whole board on disk: what is written is read again, with what was kept and without."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings

from gongshi.authoring import loader, sources
from tests.strategies import boards, to_file


class Shelf(dict[str, bytes]):
    """A store in memory."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def write(root: Path, board: dict[str, Any]) -> None:
    for file, value in board.items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_file(file, value))


def read(root: Path, store: Shelf | None = None) -> dict[str, Any]:
    """Return what the files of a board say, by their names."""
    board = loader.read_board(root).value
    assert board is not None
    found = sources.scan(root)
    assert found.diagnostics == ()
    values: dict[str, Any] = {"stations/board.yml": board}
    for source in found.stations:
        folder = loader.read_station(root, source, board.languages, store).value
        assert folder is not None
        values[folder.file] = folder.station
        values |= {each.file: each.procedure for each in folder.procedures}
        ledgers = (folder.rectifications, folder.evaluations, folder.complaints, folder.inspections)
        values |= {each.file: each.entries for each in ledgers if (root / each.file).exists()}
    for file, _ in found.bulletins:
        bulletin = loader.read_bulletin(root, file, board.languages).value
        assert bulletin is not None
        values[file] = bulletin.bulletin
    return values


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(board=boards)
def test_a_board_that_is_written_is_read_as_the_same_board(board: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        root, shelf = Path(folder), Shelf()
        write(root, board)

        fresh, first, kept = read(root), read(root, shelf), read(root, shelf)

    assert fresh == first == kept == board
