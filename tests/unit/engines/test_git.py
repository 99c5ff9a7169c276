"""Git tells the past of a folder, and nothing that a repository's settings name is run."""

from pathlib import Path

import pytest

from gongshi.engines import git
from gongshi.engines.git import Absence, NoHistoryError, Touched
from tests.site.past import Past

DAY = "2026-03-02T09:00:00+08:00"
FILE = "stations/police/procedures/card.yml"


def write(folder: Path, text: str, file: str = FILE) -> None:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """A repository with one file."""
    write(tmp_path, "one\n")
    return Past.begin(tmp_path)


def commits(folder: Path, most: int = 100) -> tuple[git.Commit, ...]:
    return git.commits(git.repository(folder), "stations", most)


def test_commits_come_newest_first_with_what_a_file_said_before_and_after(past: Past) -> None:
    write(past.folder, "two\n")
    newest = past.commit(DAY)

    latest, oldest = commits(past.folder)

    assert (latest.id, latest.time, latest.is_first) == (newest, 1772413200, False)
    assert oldest.is_first
    ((changed,), (new,)) = latest.files, oldest.files
    assert changed.path == new.path == FILE
    assert (new.before, new.after) == (None, changed.before)
    with git.blobs(past.folder) as blobs:
        assert [blobs.read(str(each), 100) for each in (changed.before, changed.after)] == [
            b"one\n",
            b"two\n",
        ]


def test_a_content_that_is_missing_or_too_large_is_nothing_and_the_next_one_is_read(
    past: Past,
) -> None:
    (commit,) = commits(past.folder)
    blob = str(commit.files[0].after)

    with git.blobs(past.folder) as blobs:
        read = [blobs.read(*each) for each in (("0" * 40, 9), (blob, 2), (blob, 9))]

    assert read == [None, None, b"one\n"]


def test_paths_are_relative_to_the_board_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "one\n", f"boards/qinghe/{FILE}")
    write(tmp_path, "other\n", "stations/other/station.yml")
    Past.begin(tmp_path)

    (commit,) = commits(tmp_path / "boards" / "qinghe")

    assert [each.path for each in commit.files] == [FILE]


def test_a_merge_counts_as_what_it_brought_to_the_main_line(past: Past) -> None:
    past.git("checkout", "--quiet", "-b", "side")
    for said in ("two\n", "three\n"):
        write(past.folder, said)
        past.commit(DAY)
    past.git("checkout", "--quiet", "main")
    write(past.folder, "z\n", "readme.md")
    past.commit(DAY)
    past.git("merge", "--quiet", "--no-ff", "--message=合并", "side", day=DAY)

    merge, first = commits(past.folder)

    assert [each.path for each in merge.files] == [FILE]
    assert merge.files[0].before == first.files[0].after


def test_a_moved_file_is_gone_here_and_new_there_and_odd_names_are_kept(past: Past) -> None:
    odd = 'stations/police/procedures/事 项"\n.yml'
    (past.folder / FILE).rename(past.folder / odd)
    past.commit(DAY)

    latest, first = commits(past.folder)

    blob = first.files[0].after
    assert set(latest.files) == {Touched(FILE, blob, None), Touched(odd, None, blob)}


def test_a_link_is_no_file(past: Past) -> None:
    (past.folder / "stations/board.yml").symlink_to("/etc/passwd")
    past.commit(DAY)

    assert [each.path for commit in commits(past.folder) for each in commit.files] == [FILE]


def test_no_more_commits_come_than_are_asked_for(past: Past) -> None:
    for number in range(3):
        write(past.folder, f"{number}\n")
        past.commit(DAY)

    assert len(commits(past.folder, 2)) == 2


def test_a_shallow_clone_says_so(past: Past, tmp_path: Path) -> None:
    write(past.folder, "two\n")
    past.commit(DAY)
    past.git("clone", "--quiet", "--depth=1", past.folder.as_uri(), str(tmp_path / "clone"))

    found = git.repository(tmp_path / "clone")

    assert found.is_shallow
    assert [each.is_first for each in git.commits(found, "stations", 9)] == [True]


def test_without_a_repository_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoHistoryError) as error:
        git.repository(tmp_path)

    assert error.value.why is Absence.NO_REPOSITORY


def test_a_repository_without_a_commit_says_so(tmp_path: Path) -> None:
    Past(tmp_path).git("init", "--quiet")

    with pytest.raises(NoHistoryError) as error:
        git.repository(tmp_path)

    assert error.value.why is Absence.NO_COMMIT


def test_a_broken_repository_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("nonsense", encoding="utf-8")

    with pytest.raises(NoHistoryError):
        git.repository(tmp_path)


def test_without_git_it_is_said(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(NoHistoryError) as error:
        git.repository(past.folder)

    assert error.value.why is Absence.NO_GIT


def test_a_program_in_the_boards_own_folder_is_not_taken_for_git(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = past.folder / "git"
    trap.write_text("#!/bin/sh\ntouch sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    monkeypatch.chdir(past.folder)
    monkeypatch.setenv("PATH", ".")

    with pytest.raises(NoHistoryError):
        git.repository(past.folder)

    assert not (past.folder / "sprung").exists()


def test_nothing_that_the_settings_of_a_repository_name_is_run(past: Past) -> None:
    trap = past.folder / ".git" / "trap"
    trap.write_text("#!/bin/sh\ntouch sprung\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external"),
        *("diff.trap.command", "diff.trap.textconv", "gpg.program", "filter.trap.smudge"),
        *("filter.trap.clean", "filter.trap.process", "core.alternateRefsCommand", "core.askPass"),
    ):
        past.git("config", name, str(trap))
    past.git("config", "log.showSignature", "true")
    past.git("config", "core.hooksPath", str(trap.parent))
    (past.folder / ".git/info/attributes").write_text("* diff=trap filter=trap\n", encoding="utf-8")

    (commit,) = commits(past.folder)
    with git.blobs(past.folder) as blobs:
        blobs.read(str(commit.files[0].after), 100)
    git.files_at(past.folder, "HEAD", "stations")

    assert list(past.folder.rglob("sprung")) == []


def test_the_files_of_a_revision_are_listed_with_their_contents(past: Past) -> None:
    write(past.folder, "two\n")
    past.commit(DAY)

    now, before = (git.files_at(past.folder, each, "stations") for each in ("HEAD", "HEAD~1"))

    (latest, _) = commits(past.folder)
    assert now == ((FILE, latest.files[0].after),)
    assert before == ((FILE, latest.files[0].before),)


@pytest.mark.parametrize("revision", ["--output=x", "-h", "nobody", "HEAD:stations", ""])
def test_a_revision_that_is_none_is_refused(past: Past, revision: str) -> None:
    with pytest.raises(NoHistoryError):
        git.files_at(past.folder, revision, "stations")

    assert not (past.folder / "x").exists()
