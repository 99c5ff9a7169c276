"""Workers: the processes of one run, and which of them does what."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures.process import ProcessPoolExecutor
from functools import partial
from multiprocessing import connection
from queue import SimpleQueue
from typing import Final, Generic, Self, TypeVar

from gongshi.errors import EngineError

R = TypeVar("R")
J = TypeVar("J")

_AHEAD: Final = 2
"""How many jobs a worker is given, so that the next is there when it has done one."""

_SELDOM: Final = (50_000, 20, 20)
"""How many new objects there must be before the collector looks at them."""


def begin_imports(preload: Sequence[str]) -> None:
    """Let what workers need be imported while this process does something else."""
    if processors() > 1 and _has_server():
        from multiprocessing import forkserver  # noqa: PLC0415 - not every system has one

        _context(preload)
        forkserver.ensure_running()


class Crew:
    """The workers of one run: begun when there is work for several, and the same to the end.

    Without a number there is one for each processor; a crew of one is this process alone. What a
    worker is given must be importable; ``preload`` names modules that all of them need. A crew that
    is left, by Ctrl+C or otherwise, does not wait for what is running.
    """

    def __init__(self, number: int | None = None, preload: Sequence[str] = ()) -> None:
        self.number = number or processors()
        self._preload = preload
        self._workers: list[_Worker] = []
        self._whose: dict[Hashable, _Worker] = {}
        # Values and views have no circles that the collector would have to look for often, and to
        # hurry it when the work is done would make it look through everything once more.
        gc.set_threshold(*_SELDOM)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def do(
        self,
        work: Callable[[J], R],
        jobs: Sequence[J],
        name: Callable[[J], Hashable] | None = None,
    ) -> Iterator[tuple[J, R]]:
        """Do the jobs and give each with its result as soon as it is there, in any order.

        Workers begin at once, and go on while nobody asks for results. One job, or any in a crew of
        one, is done here when its result is asked for.
        A job goes to the worker that did one of the same ``name`` before, which may still know what
        it learnt then, unless another would be idle. The first job that fails ends it with its
        exception; a worker that dies is an `EngineError`.
        """
        if self.number <= 1 or len(jobs) <= 1:
            return ((job, work(job)) for job in jobs)
        while len(self._workers) < min(self.number, len(jobs)):
            self._workers.append(_Worker(_context(self._preload)))
        return _Round(self._workers, self._whose, work, name or _nameless).begin(jobs)

    def close(self) -> None:
        """End the workers; what they have not finished is lost."""
        workers, self._workers = self._workers, []
        self._whose.clear()
        for worker in workers:
            worker.end()


class _Worker:
    """One process with a queue of its own."""

    def __init__(self, context: multiprocessing.context.BaseContext) -> None:
        before = set(multiprocessing.active_children())
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin_worker)
        # The process begins with its first job.
        self._pool.submit(int)
        self._processes = set(multiprocessing.active_children()) - before

    def give(self, work: Callable[[J], R], job: J) -> Future[R]:
        """Hand in a job; one for a worker that has died has failed."""
        try:
            return self._pool.submit(work, job)
        except RuntimeError as error:
            failed: Future[R] = Future()
            failed.set_exception(error)
            return failed

    def end(self) -> None:
        """End the process, whatever it is doing."""
        for process in self._processes:
            process.terminate()
        self._pool.shutdown(cancel_futures=True)


class _Round(Generic[J, R]):
    """Jobs of one kind, handed out as workers become free."""

    def __init__(
        self,
        workers: Sequence[_Worker],
        whose: dict[Hashable, _Worker],
        work: Callable[[J], R],
        name: Callable[[J], Hashable],
    ) -> None:
        self._workers = workers
        self._whose = whose
        self._work = work
        self._name = name
        self._common: deque[J] = deque()
        self._own: dict[_Worker, deque[J]] = {worker: deque() for worker in workers}
        self._results: SimpleQueue[tuple[J, Future[R]]] = SimpleQueue()
        self._lock = threading.Lock()

    def begin(self, jobs: Sequence[J]) -> Iterator[tuple[J, R]]:
        """Hand out the first jobs; what is returned gives their results."""
        for job in jobs:
            owner = self._whose.get(self._name(job))
            (self._common if owner is None else self._own[owner]).append(job)
        # All are given what is their own before anybody is so fast as to take it from them.
        given = [(worker, self._take(worker)) for _ in range(_AHEAD) for worker in self._workers]
        for worker, taken in given:
            self._give(worker, taken)
        return self._collected(len(jobs))

    def _collected(self, number: int) -> Iterator[tuple[J, R]]:
        try:
            for _ in range(number):
                job, future = self._results.get()
                yield job, future.result()
        except BrokenExecutor as error:
            raise _died() from error
        finally:
            with self._lock:
                for queue in (self._common, *self._own.values()):
                    queue.clear()

    def _give(self, worker: _Worker, taken: Sequence[J]) -> None:
        for job in taken:
            future = worker.give(self._work, job)
            future.add_done_callback(partial(self._done, worker, job))

    def _take(self, worker: _Worker) -> tuple[J, ...]:
        """Take a worker's next job from what waits, if there is any."""
        with self._lock:
            take = self._next_of(worker)
            if take is None:
                return ()
            job = take()
            if (name := self._name(job)) is not None:
                self._whose[name] = worker
            return (job,)

    def _next_of(self, worker: _Worker) -> Callable[[], J] | None:
        """Return what takes a worker's next job: its own, anybody's, or what another does last."""
        for queue in (self._own[worker], self._common):
            if queue:
                return queue.popleft
        longest = max(self._own.values(), key=len)
        return longest.pop if longest else None

    def _done(self, worker: _Worker, job: J, future: Future[R]) -> None:
        # In a thread of the worker's: the next job is on its way before this result is looked at.
        self._results.put((job, future))
        if not future.cancelled() and future.exception() is None:
            self._give(worker, self._take(worker))


def _nameless(_job: object) -> None:
    """Give jobs no name."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _has_server() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()


def _context(preload: Sequence[str]) -> multiprocessing.context.BaseContext:
    """Return how workers are begun: never by a bare fork, for `mkdocs serve` has threads."""
    if not _has_server():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *preload])
    return context


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
