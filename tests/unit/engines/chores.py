"""Jobs for workers, in a module of their own so that other processes can import them."""

import os
import signal
import time
from pathlib import Path


def square(number: int) -> int:
    return number * number


def who(_: int) -> int:
    return os.getpid()


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def leave_a_mark(file: str) -> None:
    Path(file).touch()


def wait_for_ever(folder: str) -> None:
    """Say who waits by a file of that name, and wait."""
    (Path(folder) / str(os.getpid())).touch()
    while True:
        time.sleep(0.01)
