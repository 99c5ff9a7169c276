"""The files of a board on disk: those that count, and everything that must not stand there."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongshi.authoring import sources
from gongshi.authoring.sources import StationSource, UnreadableError

STATION = "stations/chengdong"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A board's folder with one station, one procedure and one bulletin."""
    board = tmp_path / "board"
    write(board, "stations/board.yml")
    write(board, f"{STATION}/station.yml")
    write(board, f"{STATION}/procedures/renewal.yml")
    write(board, "content/bulletins/notice.md")
    return board


def write(root: Path, file: str, text: str = "a: 1\n") -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(root: Path) -> list[tuple[str, str]]:
    """Return what is wrong with the files of a board."""
    return [(each.code, each.file) for each in sources.scan(root).diagnostics]


def refusal(root: Path, file: str) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        sources.read(root, file)
    return caught.value.diagnostic.code, caught.value.diagnostic.file


# ---- what counts ----------------------------------------------------------------------------


def test_a_board_in_order_is_told_file_by_file(root: Path) -> None:
    write(root, f"{STATION}/evaluations.yml")

    found = sources.scan(root)

    assert found.diagnostics == ()
    assert [source.id for source in found.stations] == ["chengdong"]
    assert [file for file, _ in found.stations[0].files] == [
        f"{STATION}/evaluations.yml",
        f"{STATION}/procedures/renewal.yml",
        f"{STATION}/station.yml",
    ]
    assert [file for file, _ in found.bulletins] == ["content/bulletins/notice.md"]


def test_a_station_knows_its_files() -> None:
    source = StationSource(
        "a", (("stations/a/procedures/b.yml", ""), ("stations/a/station.yml", ""))
    )

    assert source.procedures == ("stations/a/procedures/b.yml",)
    assert source.has("station.yml")
    assert not source.has("evaluations.yml")


def test_a_station_may_be_called_procedures(root: Path) -> None:
    write(root, "stations/procedures/station.yml")
    write(root, "stations/procedures/procedures/a.yml")

    (_, source) = sources.scan(root).stations

    assert source.procedures == ("stations/procedures/procedures/a.yml",)


def test_the_digest_follows_the_bytes(root: Path) -> None:
    before = sources.scan(root).stations
    path = root / STATION / "station.yml"
    times = path.stat()

    path.write_text("a: 2\n", encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert sources.scan(root).stations != before


def test_hidden_files_are_nobodys_business(root: Path) -> None:
    for file in (".DS_Store", "stations/.gitkeep", f"{STATION}/.station.yml.swp"):
        write(root, file)

    assert told(root) == []


def test_a_folder_without_a_board_holds_nothing(tmp_path: Path) -> None:
    assert sources.scan(tmp_path) == sources.Sources((), (), ())


def test_stations_that_are_a_file_are_none(tmp_path: Path) -> None:
    write(tmp_path, "stations")

    assert sources.scan(tmp_path).stations == ()


# ---- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Cheng_Dong", "城东", "a" * 65, "a.b", "-a", "a--b", "a b", "a\nb", "a\u202eb"]
)
def test_a_folder_whose_name_is_no_id_is_told(root: Path, name: str) -> None:
    write(root, f"stations/{name}/station.yml")

    (diagnostic,) = sources.scan(root).diagnostics

    assert diagnostic.code == "GS140"
    assert diagnostic.file.isprintable()
    assert diagnostic.message.zh.isprintable()


@pytest.mark.parametrize(
    "name", ["Renewal.yml", "换证.yml", "a b.yml", "a.b.yml", f"{'a' * 65}.yml"]
)
def test_a_procedure_whose_name_is_no_id_is_told(root: Path, name: str) -> None:
    write(root, f"{STATION}/procedures/{name}")

    assert [code for code, _ in told(root)] == ["GS140"]


def test_a_name_that_is_no_text_is_told_in_signs_that_can_be_printed(root: Path) -> None:
    (root / "stations" / os.fsdecode(b"\xff\xfe")).mkdir()

    (diagnostic,) = sources.scan(root).diagnostics

    assert diagnostic.code == "GS140"
    assert f"{diagnostic.file}{diagnostic.message.zh}".encode()


def test_a_bulletin_cannot_take_the_place_of_their_list(root: Path) -> None:
    write(root, "content/bulletins/index.md")

    assert told(root) == [("GS140", "content/bulletins/index.md")]


@pytest.mark.parametrize(
    ("file", "close"),
    [
        (f"{STATION}/station.yaml", "station.yml"),
        (f"{STATION}/Station.yml", "station.yml"),
        (f"{STATION}/evaluation.yml", "evaluations.yml"),
        (f"{STATION}/procedure/a.yml", "procedures/"),
        (f"{STATION}/procedures/a.yaml", ""),
        (f"{STATION}/procedures/sub/a.yml", ""),
        (f"{STATION}/notes.txt", ""),
        ("stations/board.yaml", "board.yml"),
        ("stations/README.md", ""),
        ("content/bulletins/notice.markdown", ""),
        ("content/bulletins/picture.png", ""),
        ("content/bulletins/2026/notice.md", ""),
    ],
)
def test_a_file_that_nobody_reads_is_told_with_what_it_may_be(
    root: Path, file: str, close: str
) -> None:
    write(root, file)

    (diagnostic,) = sources.scan(root).diagnostics

    assert diagnostic.code == "GS141"
    assert file.startswith(diagnostic.file)
    assert f"「{close}」" in diagnostic.message.hint_zh or not close


def test_a_station_without_its_file_is_told(root: Path) -> None:
    (root / STATION / "station.yml").unlink()

    assert told(root) == [("GS143", f"{STATION}/station.yml")]


# ---- what is no plain file ------------------------------------------------------------------


@pytest.mark.parametrize(
    "file", [f"{STATION}/evaluations.yml", f"{STATION}/procedures/a.yml", "content/bulletins/a.md"]
)
def test_a_folder_with_the_name_of_a_file_is_told(root: Path, file: str) -> None:
    (root / file).mkdir()

    assert told(root) == [("GS141", file)]


def test_a_folder_called_station_yml_is_no_station_file(root: Path) -> None:
    (root / STATION / "station.yml").unlink()
    (root / STATION / "station.yml").mkdir()

    assert told(root) == [("GS141", f"{STATION}/station.yml")]


@pytest.mark.parametrize(
    "file", [f"{STATION}/evaluations.yml", f"{STATION}/procedures/a.yml", "content/bulletins/a.md"]
)
def test_a_pipe_holds_nobody_up(root: Path, file: str) -> None:
    os.mkfifo(root / file)

    assert told(root) == [("GS141", file)]
    assert refusal(root, file) == ("GS141", file)


def test_a_socket_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = f"{STATION}/evaluations.yml"
    monkeypatch.chdir(root / STATION)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("evaluations.yml")

    assert told(root) == [("GS146", file)]


def test_a_huge_file_is_read_no_further_than_it_may_be(root: Path) -> None:
    path = root / STATION / "station.yml"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)

    assert told(root) == []
    assert len(sources.read(root, f"{STATION}/station.yml")) == 1024 * 1024 + 1


def test_a_file_that_is_gone_is_told(root: Path) -> None:
    file = f"{STATION}/procedures/renewal.yml"
    (root / file).unlink()

    assert refusal(root, file) == ("GS146", file)


@pytest.fixture
def powerless_root() -> Iterator[Path]:
    """A board in a folder that everybody may look into, seen by a user without privileges."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        write(path, "stations/board.yml")
        write(path, f"{STATION}/station.yml")
        write(path, f"{STATION}/procedures/renewal.yml")
        user = os.geteuid()
        try:
            if user == 0:
                os.seteuid(65_534)
            yield path
        finally:
            os.seteuid(user)
            for each in path.rglob("*"):
                each.chmod(0o755)


def shut(path: Path, mode: int = 0) -> None:
    """Take everybody's right to read, or another right."""
    user = os.geteuid()
    os.seteuid(os.getuid())
    path.chmod(mode)
    os.seteuid(user)


def test_a_file_that_must_not_be_read_is_told(powerless_root: Path) -> None:
    file = f"{STATION}/procedures/renewal.yml"
    shut(powerless_root / file)

    assert told(powerless_root) == [("GS146", file)]
    assert refusal(powerless_root, file) == ("GS146", file)


def test_a_folder_that_must_not_be_read_is_told(powerless_root: Path) -> None:
    shut(powerless_root / STATION / "procedures")

    assert told(powerless_root) == [("GS146", f"{STATION}/procedures/")]


def test_a_folder_whose_files_must_not_be_reached_is_told(powerless_root: Path) -> None:
    shut(powerless_root / STATION, 0o444)

    found = told(powerless_root)

    assert {code for code, _ in found} == {"GS146"}
    assert ("GS146", f"{STATION}/station.yml") in found


# ---- links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        f"{STATION}/evaluations.yml",
        f"{STATION}/procedures/a.yml",
        "stations/chengxi",
        "content/bulletins/a.md",
        "content/forms",
    ],
)
@pytest.mark.parametrize("target", ["/etc", "/etc/passwd", "/dev/zero", "../../../../../../etc"])
def test_a_link_out_of_the_board_is_told_and_not_followed(
    root: Path, file: str, target: str
) -> None:
    (root / file).symlink_to(target)

    assert told(root) == [("GS142", file)]
    assert refusal(root, file) == ("GS142", file)


@pytest.mark.parametrize(
    "name", ["stations", "content/bulletins", "content", f"{STATION}/procedures"]
)
def test_a_whole_folder_that_is_a_link_out_is_told(root: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (root / name).rename(elsewhere)
    (root / name).symlink_to(elsewhere)

    found = sources.scan(root)

    assert ("GS142", name) in [(each.code, each.file) for each in found.diagnostics]
    files = [file for source in found.stations for file, _ in source.files]
    files += [file for file, _ in found.bulletins]
    assert [file for file in files if file.startswith(f"{name}/")] == []


def test_the_board_file_may_be_no_link_out_either(root: Path, tmp_path: Path) -> None:
    (root / "stations" / "board.yml").unlink()
    (root / "stations" / "board.yml").symlink_to(write(tmp_path, "secret.yml"))

    assert refusal(root, "stations/board.yml") == ("GS142", "stations/board.yml")


def test_a_file_in_a_folder_that_is_a_link_out_is_not_read(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/station.yml")
    (root / "stations" / "chengxi").symlink_to(tmp_path / "elsewhere")

    assert refusal(root, "stations/chengxi/station.yml")[0] == "GS142"


def test_what_lies_beside_stations_and_content_is_outside(root: Path) -> None:
    write(root, ".git/config")
    (root / STATION / "evaluations.yml").symlink_to("../../.git/config")

    assert told(root) == [("GS142", f"{STATION}/evaluations.yml")]


@pytest.mark.parametrize("target", ["nothing.yml", "evaluations.yml"])
def test_a_link_to_nothing_or_to_itself_is_told(root: Path, target: str) -> None:
    (root / STATION / "evaluations.yml").symlink_to(target)

    (diagnostic,) = sources.scan(root).diagnostics

    assert diagnostic.code == "GS142"
    assert "不存在" in diagnostic.message.zh


def test_a_link_inside_the_board_is_followed(root: Path) -> None:
    write(root, "stations/chengxi/station.yml")
    (root / "stations" / "chengxi" / "procedures").symlink_to("../chengdong/procedures")

    found = sources.scan(root)

    assert found.diagnostics == ()
    assert found.stations[1].procedures == ("stations/chengxi/procedures/renewal.yml",)
    assert sources.read(root, "stations/chengxi/procedures/renewal.yml") == b"a: 1\n"


def test_the_board_may_itself_be_reached_by_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)

    assert sources.scan(tmp_path / "link") == sources.scan(root)


# ---- content --------------------------------------------------------------------------------


def test_content_is_told_with_its_sizes(root: Path) -> None:
    write(root, "content/forms/a.pdf", "12345")

    assert sources.content_files(root) == {"bulletins/notice.md": 5, "forms/a.pdf": 5}


def test_links_out_pipes_and_hidden_files_are_no_content(root: Path, tmp_path: Path) -> None:
    (root / "content" / "a.pdf").symlink_to("/etc/passwd")
    (root / "content" / "b.pdf").symlink_to("nothing")
    (root / "content" / "c").symlink_to(tmp_path)
    os.mkfifo(root / "content" / "d.pdf")
    write(root, "content/.e")

    assert sources.content_files(root) == {"bulletins/notice.md": 5}


def test_a_board_without_content_has_none(tmp_path: Path) -> None:
    assert sources.content_files(tmp_path) == {}
