"""Git as the memory of a board: which commits changed its files, and what those said then.

It only reads. A repository may have come from a stranger, so nothing that its settings name is run
and nothing is fetched; what it says is bounded in size and time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

MOST_OUTPUT: Final = 64 << 20
"""How many bytes of Git's answer are read; a longer one is refused."""

MOST_EXTRACTED: Final = 1 << 30
"""How many bytes the files of a revision may have."""

_TIMEOUT_S: Final = 60.0
_CHUNK: Final = 1 << 16
_KEPT: Final = (
    *("PATH", "HOME", "XDG_CONFIG_HOME", "SYSTEMROOT", "USERPROFILE"),
    # Where the settings of the person are who runs it, which say what folders are trusted.
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
)
_SET: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
}
_OPTIONS: Final = (
    *("--no-pager", "--literal-pathspecs"),
    # Settings of a repository that name a program; on the command line they are overruled.
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"),
    *("-c", "log.showSignature=false", "-c", "core.alternateRefsCommand="),
    # A partial clone must not go and get what is missing.
    *("-c", "protocol.allow=never"),
)
_LOG: Final = (
    *("log", "--first-parent", "-m", "--raw", "-z", "--root", "--no-renames", "--no-abbrev"),
    *("--relative", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color"),
    *("--no-notes", "--no-mailmap", "--no-decorate", "--ignore-submodules=all"),
    "--format=tformat:%H %ct %P",
)
_PLAIN_FILES: Final = ("100644", "100755")


class Absence(StrEnum):
    """Why there is no history to be read."""

    NO_GIT = "no-git"
    NO_REPOSITORY = "no-repository"
    NO_COMMIT = "no-commit"
    NOT_TRUSTED = "not-trusted"
    FAILED = "failed"


class NoHistoryError(Exception):
    """Git is not there, or has nothing to say; ``why`` says which."""

    def __init__(self, why: Absence, said: str = "") -> None:
        super().__init__(why, said)
        self.why = why
        self.said = said


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, seen from a folder in it: the commit that is checked out."""

    folder: Path
    head: str
    is_shallow: bool
    """Whether its older commits were left behind when it was cloned."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A file that a commit changed, with the ids of its content; none where there was no file."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the main line, as far as it touched the folder."""

    id: str
    time: int
    """Seconds since 1970 when it was made."""
    is_first: bool
    """Whether nothing is known before it: the first of all, or where a shallow clone begins."""
    files: tuple[Touched, ...]


def repository(folder: Path) -> Repository:
    """Return the repository that a folder stands in; without one ``NoHistoryError`` is raised."""
    here = folder.resolve()
    if not any((each / ".git").exists() for each in (here, *here.parents)):
        raise NoHistoryError(Absence.NO_REPOSITORY)
    try:
        said = _answer(here, "rev-parse", "--is-shallow-repository", "--verify", "HEAD^{commit}")
    except NoHistoryError as error:
        raise NoHistoryError(_why(error), error.said) from None
    shallow, _, head = said.decode("ascii", "replace").strip().partition("\n")
    return Repository(here, head, shallow == "true")


def _why(error: NoHistoryError) -> Absence:
    if error.why is not Absence.FAILED:
        return error.why
    if "dubious ownership" in error.said:
        return Absence.NOT_TRUSTED
    if "not a git repository" in error.said:
        return Absence.NO_REPOSITORY
    return Absence.NO_COMMIT if "needed a single revision" in error.said.lower() else error.why


def commits(found: Repository, path: str, most: int) -> tuple[Commit, ...]:
    """Return the latest commits of the main line that touched a path, newest first.

    Of a merge only what it brought to the main line counts. Paths are relative to the folder; a
    file that was moved is gone at one place and new at another.
    """
    options = [f"--max-count={most}", found.head, "--", path]
    return tuple(_commits(_answer(found.folder, *_LOG, *options)))


def _commits(said: bytes) -> Iterator[Commit]:
    parts = iter(said.decode("utf-8", "surrogateescape").split("\0"))
    head: list[str] = []
    files: list[Touched] = []
    for part in parts:
        if part.lstrip("\n").startswith(":"):
            touched = _touched(part.lstrip("\n:").split(" "), next(parts, ""))
            if touched is not None:
                files.append(touched)
        elif part.strip():
            if head:
                yield _commit(head, files)
            head, files = part.split(), []
    if head:
        yield _commit(head, files)


def _commit(head: Sequence[str], files: Sequence[Touched]) -> Commit:
    commit_id, time, *parents = head
    return Commit(commit_id, int(time), not parents, tuple(files))


def _touched(raw: Sequence[str], path: str) -> Touched | None:
    """Return what a line of a raw diff says, if a plain file is meant."""
    old_mode, new_mode, before, after, _ = raw
    old, new = old_mode in _PLAIN_FILES, new_mode in _PLAIN_FILES
    return Touched(path, before if old else None, after if new else None) if old or new else None


def files_at(folder: Path, revision: str, path: str) -> tuple[tuple[str, str], ...]:
    """Return the plain files below a path at a revision, each with the id of its content.

    ``revision`` may be anything that Git knows a commit by; one that it does not know raises.
    """
    commit = _answer(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    said = _answer(folder, "ls-tree", "-r", "-z", commit.decode("ascii").strip(), "--", path)
    lines = (
        line.partition("\t") for line in said.decode("utf-8", "surrogateescape").split("\0") if line
    )
    entries = ((head.split(" "), name) for head, _, name in lines)
    return tuple((name, head[2]) for head, name in entries if head[0] in _PLAIN_FILES)


def extract(folder: Path, revision: str, paths: Sequence[str], target: Path) -> None:
    """Write the plain files below some paths, as they are at a revision, into an empty folder.

    Names that lead out of it, and more than ``MOST_EXTRACTED`` bytes in all, are refused.
    """
    files = [each for path in paths for each in files_at(folder, revision, path)]
    left = MOST_EXTRACTED
    with blobs(folder) as contents:
        for name, blob in files:
            if {"", ".", "..", ".git"} & set(name.split("/")):
                raise NoHistoryError(Absence.FAILED, f"a strange name: {name!r}")
            data = contents.read(blob, left)
            if data is None:
                raise NoHistoryError(Absence.FAILED, f"missing or too large: {name}")
            left -= len(data)
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


class Blobs:
    """Reads contents by their ids, one after the other."""

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        """Speak through the pipes of a running Git."""
        self._ask = stdin
        self._hear = stdout

    def read(self, blob: str, most: int) -> bytes | None:
        """Return a content; nothing where it is missing or larger than ``most`` bytes."""
        self._ask.write(f"{blob}\n".encode("ascii"))
        self._ask.flush()
        head = self._hear.readline().split()
        if not head:
            raise NoHistoryError(Absence.FAILED, "git cat-file ended")
        if len(head) != len(("id", "type", "size")):
            return None
        size = int(head[2])
        if size > most or head[1] != b"blob":
            left = size + 1
            while left > 0 and (skipped := self._hear.read(min(left, _CHUNK))):
                left -= len(skipped)
            return None
        data = self._hear.read(size)
        self._hear.read(1)
        return data


@contextmanager
def blobs(folder: Path) -> Iterator[Blobs]:
    """Open a reader of contents."""
    try:
        with _running(folder, ["cat-file", "--batch"], stdin=subprocess.PIPE) as process:
            assert process.stdin is not None  # noqa: S101 - it is a pipe
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            yield Blobs(process.stdin, process.stdout)
    except BrokenPipeError as error:
        raise NoHistoryError(Absence.FAILED, str(error)) from None


def _answer(folder: Path, *arguments: str) -> bytes:
    """Return what Git answers, all of it and nothing else."""
    with _running(folder, arguments) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        assert process.stderr is not None  # noqa: S101 - it is a pipe
        said = process.stdout.read(MOST_OUTPUT + 1)
        if len(said) > MOST_OUTPUT:
            raise NoHistoryError(Absence.FAILED, "too much to read")
        complaint = process.stderr.read(_CHUNK).decode("utf-8", "replace")
        if process.wait():
            raise NoHistoryError(Absence.FAILED, complaint)
    return said


@contextmanager
def _running(
    folder: Path, arguments: Sequence[str], stdin: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """Run Git in a folder; it is killed when it takes too long, and at the end."""
    command = shutil.which("git")
    # A relative one would be looked for in the board's own folder.
    if command is None or not Path(command).is_absolute():
        raise NoHistoryError(Absence.NO_GIT)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603 - our own options, no shell
            [command, *_OPTIONS, *arguments],
            cwd=folder,
            env=kept | _SET,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise NoHistoryError(Absence.NO_GIT, str(error)) from None
    watchdog = threading.Timer(_TIMEOUT_S, process.kill)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        process.wait()
