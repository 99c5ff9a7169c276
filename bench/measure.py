"""One command measured as a whole, with all processes that it begins; on Linux."""

from __future__ import annotations

import ctypes
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL_S = 0.05
_PR_SET_CHILD_SUBREAPER = 36
_TAIL = 3000


@dataclass(frozen=True)
class Usage:
    """What a command took, the processes that it began included."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    """The most that all processes held at one moment, what they share counted once."""


@dataclass(frozen=True)
class Size:
    """What a finished site weighs."""

    files: int
    mb: float


class CommandError(Exception):
    """A command failed; nothing that it took means anything."""


def run(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Usage:
    """Run a command to its end and return what it took."""
    _adopt_orphans()
    with tempfile.TemporaryFile() as output, _Watch() as watch:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime + _cpu_of_orphans()
        if process.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace")[-_TAIL:]
            raise CommandError(f"{' '.join(command)}: exit code {process.returncode}\n{said}")
    return Usage(wall, cpu, max(watch.peak, usage.ru_maxrss * 1024) / 1e6)


def size_of(folder: Path) -> Size:
    """Return how many files a folder holds and how large they are."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Size(len(sizes), sum(sizes) / 1e6)


def _adopt_orphans() -> None:
    # A process pool's server outlives the command by a moment; only who adopts it learns its time.
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _cpu_of_orphans() -> float:
    seconds = 0.0
    while True:
        try:
            _, _, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return seconds
        seconds += usage.ru_utime + usage.ru_stime


class _Watch:
    """Looks at the memory of everything below this process until it is left."""

    def __init__(self) -> None:
        self.peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_INTERVAL_S):
            self.peak = max(self.peak, sum(map(_memory, _below(os.getpid()))))


def _below(parent: int) -> Iterator[int]:
    for listed in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(int, _read(listed).split()):
            yield child
            yield from _below(child)


def _memory(process: int) -> int:
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """Return what the kernel says, nothing of a process that has just ended."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
