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

from gongshi.engines.executors import Crew, begin_imports, processors
from gongshi.errors import EngineError
from tests.unit.engines.chores import (
    die_at_three,
    fail_at_three,
    leave_a_mark,
    square,
    who,
)

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("workers", [1, 2, None])
def test_every_job_is_done_once_whatever_does_it(workers: int | None) -> None:
    with Crew(workers) as crew:
        done = sorted(crew.do(square, range(100)))

    assert done == [(number, number * number) for number in range(100)]


@pytest.mark.parametrize(("workers", "jobs"), [(1, 50), (4, 1), (4, 0), (None, 1)])
def test_one_worker_or_one_job_needs_no_process(workers: int | None, jobs: int) -> None:
    with Crew(workers) as crew:
        done = list(crew.do(who, range(jobs)))

    assert done == [(number, os.getpid()) for number in range(jobs)]


def test_several_workers_are_other_processes_and_the_same_for_all_that_follows() -> None:
    with Crew(2) as crew:
        first = {pid for _, pid in crew.do(who, range(8))}
        then = {pid for _, pid in crew.do(who, range(8))}

    assert len(first) == 2
    assert os.getpid() not in first
    assert then == first
    assert multiprocessing.active_children() == []


def test_work_goes_on_before_anybody_asks_for_its_results(tmp_path: Path) -> None:
    with Crew(2) as crew:
        crew.do(leave_a_mark, [str(tmp_path / str(number)) for number in range(20)])
        for _ in patiently():
            if len(list(tmp_path.iterdir())) == 20:
                break


def test_who_did_a_job_is_given_the_next_one_of_its_name() -> None:
    with Crew(2) as crew:
        first = dict(crew.do(who, range(16), str))
        one_of_each = [number for pid in set(first.values()) for number in own(first, pid)[:1]]
        again = dict(crew.do(who, one_of_each, str))
        turned = dict(crew.do(who, one_of_each[::-1], str))

    assert again == turned == {number: first[number] for number in one_of_each}


def own(done: dict[int, int], pid: int) -> list[int]:
    """Return the jobs that one process has done."""
    return [number for number, by in done.items() if by == pid]


def test_a_worker_that_has_nothing_left_takes_from_another() -> None:
    with Crew(2) as crew:
        first = dict(crew.do(who, range(40), str))
        again = {pid for _, pid in crew.do(who, own(first, first[0]), str)}

    assert again == set(first.values())


def test_in_this_process_each_result_is_told_before_the_next_job_begins() -> None:
    begun: list[int] = []
    told = []
    with Crew(1) as crew:
        for job, _ in crew.do(begun.append, range(3)):
            told.append((job, list(begun)))

    assert told == [(0, [0]), (1, [0, 1]), (2, [0, 1, 2])]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_job_that_fails_ends_the_run_with_its_error(workers: int) -> None:
    with pytest.raises(ValueError, match="three"), Crew(workers) as crew:
        list(crew.do(fail_at_three, range(8)))

    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_is_an_error_with_a_plain_message() -> None:
    with pytest.raises(EngineError, match="--workers 1"), Crew(2) as crew:
        list(crew.do(die_at_three, range(8)))

    assert multiprocessing.active_children() == []


def test_a_worker_that_has_died_is_the_same_error_in_the_next_work() -> None:
    with Crew(2) as crew:
        with pytest.raises(EngineError, match="--workers 1"):
            list(crew.do(die_at_three, range(8)))
        with pytest.raises(EngineError, match="--workers 1"):
            list(crew.do(square, range(8)))


def test_what_workers_need_can_be_imported_before_there_is_work() -> None:
    begin_imports(["tests.unit.engines.chores"])
    with Crew(2) as crew:
        done = sorted(crew.do(square, range(8)))

    assert done == [(number, number * number) for number in range(8)]


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
