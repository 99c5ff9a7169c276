"""Workers: one `concurrent.futures` executor, in this process or in several."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from concurrent.futures.process import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import connection
from typing import Final, ParamSpec, TypeVar

from gongshi.errors import EngineError

P = ParamSpec("P")
R = TypeVar("R")
J = TypeVar("J")

_AHEAD: Final = 4
"""How many jobs are handed in for each worker, so that none is idle and progress can be told."""


_SELDOM: Final = (50_000, 20, 20)
"""How many new objects there must be before the collector looks at them."""


class SerialExecutor(Executor):
    """Does a job at once, in this process, when it is handed in."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Do the job and return its outcome."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def executor(workers: int | None, jobs: int, preload: Sequence[str] = ()) -> Iterator[Executor]:
    """Open an executor for so many jobs; without a number of workers, one for each processor.

    One worker or one job needs no process. What a worker is given must be importable; ``preload``
    names modules that all of them need. A block that is left by an exception, Ctrl+C among them,
    does not wait for what is running. A worker that dies is an `EngineError`.
    """
    number = min(workers or processors(), jobs)
    if number <= 1:
        with _patient_collector():
            yield SerialExecutor()
        return
    context = _context(preload)
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(number, mp_context=context, initializer=_begin_worker)
    try:
        yield pool
    except BaseException as error:
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        pool.shutdown(cancel_futures=True)
        if isinstance(error, BrokenExecutor):
            raise _died() from error
        raise
    pool.shutdown()


def completed(pool: Executor, do: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, R]]:
    """Do the jobs and give each with its result as soon as it is there, in any order.

    The first job that fails ends it with its exception. Jobs are handed in a few at a time, so
    that progress can be told even where they are done in this process.
    """
    room = 1 if isinstance(pool, SerialExecutor) else _AHEAD * processors()
    queue = iter(jobs)
    waiting: dict[Future[R], J] = {}
    try:
        while True:
            for job in islice(queue, room - len(waiting)):
                waiting[pool.submit(do, job)] = job
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()
    except BrokenExecutor as error:
        raise _died() from error


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context(preload: Sequence[str]) -> multiprocessing.context.BaseContext:
    """Return how workers are begun: never by a bare fork, for `mkdocs serve` has threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *preload])
    return context


@contextmanager
def _patient_collector() -> Iterator[None]:
    """Let the collector look for circles seldom: values and views have none."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _begin_worker() -> None:
    # Ctrl+C is the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    # What was imported lives for ever: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)


def _end_with_parent() -> None:
    """End this worker when its parent is gone, killed or not; nobody would read what it makes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _died() -> EngineError:
    return EngineError(
        "workers",
        "一个工作进程中途退出,多半是内存不够或被系统结束;可用 --workers 1 再试"
        " · a worker died, most likely for lack of memory; try again with --workers 1",
    )
