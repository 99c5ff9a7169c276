"""The same work is done in this process or in several, and nothing outlives a run."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongshi.engines.executors import SerialExecutor, completed, executor, processors
from gongshi.errors import EngineError
from tests.unit.engines.chores import die_at_three, fail_at_three, square, who

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("workers", [1, 2, None])
def test_every_job_is_done_once_whatever_does_it(workers: int | None) -> None:
    with executor(workers, 100) as pool:
        done = dict(completed(pool, square, range(100)))

    assert done == {number: number * number for number in range(100)}


@pytest.mark.parametrize(("workers", "jobs"), [(1, 50), (4, 1), (4, 0), (None, 1)])
def test_one_worker_or_one_job_needs_no_process(workers: int | None, jobs: int) -> None:
    with executor(workers, jobs) as pool:
        assert isinstance(pool, SerialExecutor)
        assert {pid for _, pid in completed(pool, who, range(3))} == {os.getpid()}


def test_several_workers_are_other_processes() -> None:
    with executor(2, 8) as pool:
        assert os.getpid() not in {pid for _, pid in completed(pool, who, range(8))}


def test_in_this_process_each_result_is_told_before_the_next_job_begins() -> None:
    begun: list[int] = []
    told = []
    with executor(1, 3) as pool:
        for job, _ in completed(pool, begun.append, range(3)):
            told.append((job, list(begun)))

    assert told == [(0, [0]), (1, [0, 1]), (2, [0, 1, 2])]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_job_that_fails_ends_the_run_with_its_error(workers: int) -> None:
    with pytest.raises(ValueError, match="three"), executor(workers, 8) as pool:
        list(completed(pool, fail_at_three, range(8)))

    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_is_an_error_with_a_plain_message() -> None:
    with pytest.raises(EngineError, match="--workers 1"), executor(2, 8) as pool:
        list(completed(pool, die_at_three, range(8)))

    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_is_the_same_error_where_jobs_are_handed_in_one_by_one() -> None:
    with pytest.raises(EngineError, match="--workers 1"), executor(2, 8) as pool:
        pool.submit(die_at_three, 3).result()


def test_a_block_that_is_left_by_ctrl_c_does_not_wait_for_its_workers(tmp_path: Path) -> None:
    run, workers = stuck(tmp_path)

    # As a terminal does: every process of the group is told.
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=60)

    assert run.returncode == -signal.SIGINT
    assert told.count("Traceback") == 1
    assert "KeyboardInterrupt" in told
    assert_ended(workers)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_a_run_that_is_killed(tmp_path: Path, how: signal.Signals) -> None:
    run, workers = stuck(tmp_path)

    run.send_signal(how)
    run.communicate()

    assert_ended(workers)


def test_there_is_at_least_one_processor() -> None:
    assert processors() >= 1


def stuck(folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """Start the program that is stuck; return it with its workers, when both are at work."""
    run = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("stuck.py")), str(folder)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)])},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_listen_to_interrupts,  # noqa: PLW1509 - nothing else runs between
    )
    for _ in patiently():
        if len(list(folder.iterdir())) == 2:
            break
        assert run.poll() is None
    return run, [int(path.name) for path in folder.iterdir()]


def _listen_to_interrupts() -> None:
    # A test run in the background hands down that interrupts are not listened to.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def patiently() -> Iterator[None]:
    """Go on looking for a minute, then fail."""
    for _ in range(6000):
        yield
        time.sleep(0.01)
    pytest.fail("nothing happened for a minute")


def assert_ended(workers: list[int]) -> None:
    """Wait until the processes have ended."""
    for _ in patiently():
        if not any(map(is_running, workers)):
            return


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
