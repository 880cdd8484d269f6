"""Work spread over processes, through concurrent.futures.Executor and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from sitegen.problems import BuildFailed, Location, Problem

Item = TypeVar("Item")
Result = TypeVar("Result")

ENOUGH = 150
"""Items below which starting processes costs more than it saves."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def local_pool(jobs: int) -> Iterator[Executor | None]:
    """A pool of processes on this machine, started at its first work; None for one job.

    Raises BuildFailed when a process dies.
    """
    if jobs < 2:
        yield None
        return
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if alone else "spawn")
    pool = ProcessPoolExecutor(jobs, context, _leave_interrupts_to_the_parent)
    try:
        yield pool
    except BrokenProcessPool:
        message = "a worker process died, perhaps for want of memory; nothing was published"
        where = Location("sitegen")
        raise BuildFailed([Problem(where, "worker", message, "try --jobs 1")]) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def in_chunks(
    work: Callable[[Sequence[Item]], list[Result]],
    items: Sequence[Item],
    pool: Executor | None,
) -> Iterator[Result]:
    """Results of `work` over `items`, in their order; in the pool where there is enough to do."""
    if pool is None or len(items) < ENOUGH:
        yield from work(items)
        return
    size = max(ENOUGH // 3, len(items) // (8 * getattr(pool, "_max_workers", 8)))
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    for results in pool.map(work, chunks):
        yield from results
