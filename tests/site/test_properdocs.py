"""The host can change: ProperDocs makes the same site of the same board."""

from pathlib import Path

import pytest

from tests.site.boards import Sample, change, copy_minimal, copy_sample, files, is_new, run
from tests.site.past import give_past


def properdocs(board: Path, *options: str) -> tuple[int, str]:
    built = run("properdocs", "build", "-f", "mkdocs.yml", *options, cwd=board)
    return built.returncode, built.stderr + built.stdout


def test_properdocs_makes_the_same_bytes_as_mkdocs(sample: Sample, tmp_path: Path) -> None:
    board = give_past(copy_sample(tmp_path))

    code, said = properdocs(board, "--strict", "-d", "site")

    assert code == 0, said
    assert is_new(files(sample.site), board / "site") == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/bulletins/notice.md", "十一月起", "[十一月起](nowhere.md)"),
        ("stations/chengdong/procedures/renewal.yml", "committed: 20个", "committed: 90个"),
    ],
)
def test_a_strict_build_that_properdocs_refuses_leaves_the_old_site(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    board = copy_minimal(tmp_path)
    code, said = properdocs(board, "--strict")
    assert code == 0, said
    before = files(board / "site")
    change(board / file, old, new)

    code, said = properdocs(board, "--strict")

    assert code == 1, said
    assert files(board / "site") == before
