"""Locks between processes; whoever dies lets go."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def exclusive(path: Path) -> Iterator[bool]:
    """Hold the lock file for the length of the block; false when another process holds it.

    The file stays behind; only the hold on it means something.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        yield _hold(handle)
    finally:
        os.close(handle)


@contextmanager
def quiet(folder: Path) -> Iterator[None]:
    """Wait until no other build renames anything in the folder, and keep it so for the block.

    A file system without locks is taken as one that a single build uses.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _hold(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        # A file system without locks: taken, as in `quiet`, as one that a single build uses.
        return True
    return True
