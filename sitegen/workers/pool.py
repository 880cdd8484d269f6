"""Work spread over processes, through concurrent.futures.Executor and nothing else."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from types import GenericAlias
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import msgpack

from sitegen.problems import BuildFailed, Location, Problem
from sitegen.workers import transfer as transfer
from sitegen.workers.transfer import Message

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

ENOUGH = 150
"""Items below which starting processes costs more than it saves."""
CHUNKS = 12
"""Chunks for each process, so that none waits long for the last one."""
MOST = 500
"""Items in a chunk, so that the results of those that wait to be used fit into memory."""
FILES = 8
"""Files that this process and each other one may have to open at once."""
AHEAD = 3 * MOST
"""Items for each process that are given out before the first ones' results are used."""


class Workers(NamedTuple):
    """Processes that work for this one."""

    executor: Callable[[], Executor | None]
    """Gives the same one whenever it is asked for; None where the system has no processes."""
    folder: str
    """Where much of what is sent to them and back lies meanwhile; "" for nowhere."""


class UnfitWorker(Exception):
    """A process elsewhere can't take part: on which machine, why, and what to do about it."""

    def __init__(self, host: str, message: str, hint: str) -> None:
        """Keep them; all are needed to make it anew in another process."""
        super().__init__(host, message, hint)
        self.host, self.message, self.hint = host, message, hint


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def worker_pool(
    jobs: int,
    beside: Path,
    start: Callable[[], object] | None = None,
    instead: Executor | None = None,
) -> Iterator[Workers | None]:
    """Processes of this machine for as long as this lasts, or an executor `instead`.

    They and this one leave transfer for each other in a folder `beside` a file of the build's own.
    `jobs` counts them: None is given for one, and as many as there are processors for 0. They are
    started when they are first asked for, and each calls `start` first. None outlives this, nor
    the process that began it. Where there are none to be had, this process does all the work.
    Raises BuildFailed when one dies or has not enough memory.
    """
    jobs = jobs or processors()
    if instead:
        yield Workers(lambda: instead, "")
    elif jobs < 2:
        yield None
    else:
        with ExitStack() as stack:
            folder = beside.with_suffix(".transfer")
            processes = cache(lambda: stack.enter_context(_processes(jobs, folder, start)))
            yield Workers(processes, str(folder))


@contextmanager
def _processes(
    jobs: int, folder: Path, start: Callable[[], object] | None
) -> Iterator[Executor | None]:
    transfer.clear(folder)  # of a build that was killed
    folder.mkdir()
    # Heavy at import: a build that finds little to do starts no process.
    import multiprocessing
    from concurrent.futures import BrokenExecutor

    others = set(multiprocessing.active_children())

    def end(pool: Executor | None, wait: bool) -> None:
        # Nothing is wanted of them any more. Asked to end by themselves, they would wait for one
        # another, and for ever if one dies meanwhile.
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        if pool is not None:
            pool.shutdown(wait, cancel_futures=True)

    pool = _executor(jobs, start)
    if pool is not None and not _starts(pool):
        end(pool, wait=False)
        pool = None
    try:
        yield pool
    except (BrokenExecutor, MemoryError):
        message = "a worker process died, perhaps for want of memory; nothing was published"
        where = Location("sitegen")
        raise BuildFailed([Problem(where, "worker", message, "try --jobs 1")]) from None
    finally:
        end(pool, wait=True)
        transfer.clear(folder)


def _executor(jobs: int, start: Callable[[], object] | None) -> Executor | None:
    """What starts processes; None where the system has no shared memory for what they wait by."""
    import multiprocessing

    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if alone else "spawn")
    try:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(jobs, context, _begin, (start,))
    except (ImportError, NotImplementedError, OSError):
        return None


def _starts(pool: Executor) -> bool:
    """Whether the system gives all that processes need: those, threads and open files."""
    try:
        with _unheard_interrupts():
            pool.submit(int)
        with ExitStack() as stack:
            for _ in range(FILES):
                stack.enter_context(open(os.devnull))
    except (OSError, RuntimeError):
        return False
    return True


def _begin(start: Callable[[], object] | None) -> None:
    try:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    except RuntimeError:  # there is no thread to be had
        os._exit(1)
    if start is not None:
        start()


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _unheard_interrupts() -> Iterator[None]:
    """What is started in here never hears of an interrupt: the parent sees to those."""
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def in_chunks(
    work: Callable[[Sequence[Item]], list[Result]],
    items: Sequence[Item],
    workers: Workers | None,
    kinds: tuple[type[Item], type[Result]],
    *,
    away: Callable[[Sequence[Item]], list[Result]] | None = None,
    weight: Callable[[Item], int] = lambda item: 1,
) -> Iterator[Result]:
    """Results of `work` over `items`, in their order; by workers where there is enough to do.

    `away` does the same in their processes, where that is done otherwise. They are at work
    when this returns; without them it is done as results are asked for. Items and results, whose
    types are `kinds`, are named tuples of texts, numbers, and tuples, lists and dicts of those.
    """
    total = sum(map(weight, items))
    executor = workers.executor() if workers and total >= ENOUGH else None
    if workers is None or executor is None:
        return chain.from_iterable(map(work, _chunks(items, MOST, weight)))
    processes = getattr(executor, "_max_workers", 8)
    size = min(MOST, max(ENOUGH // 3, total // (CHUNKS * processes)))
    task = partial(_by_transfer, away or work, kinds[0], workers.folder)
    given = _given(executor, task, workers.folder, _chunks(items, size, weight))
    first = list(islice(given, AHEAD * processes // size))
    results = map(transfer.unpacked, _in_order(deque(first), given))
    return chain.from_iterable(map(_decoder(kinds[1]), results))


def _by_transfer(
    work: Callable[[Sequence[Item]], list[Result]], kind: type[Item], folder: str, message: Message
) -> Message:
    """What work comes to: bytes travel much faster than pickles of named tuples."""
    items = _decoder(kind)(transfer.unpacked(message))
    return transfer.packed(msgpack.encode(work(items)), folder)


def _decoder(kind: type[Item]) -> Callable[[bytes], list[Item]]:
    return msgpack.Decoder(GenericAlias(list, kind)).decode


def _given(
    pool: Executor,
    task: Callable[[Message], Message],
    folder: str,
    chunks: Iterable[Sequence[Item]],
) -> Iterator[Future[Message]]:
    for chunk in chunks:
        message = transfer.packed(msgpack.encode(chunk), folder)
        with _unheard_interrupts():
            future = pool.submit(task, message)
        yield future


def _in_order(
    waiting: deque[Future[Message]], given: Iterator[Future[Message]]
) -> Iterator[Message]:
    while waiting:
        results = waiting.popleft().result()
        waiting.extend(islice(given, 1))
        yield results


def _chunks(
    items: Sequence[Item], size: int, weight: Callable[[Item], int]
) -> Iterator[Sequence[Item]]:
    start = filled = 0
    for index, item in enumerate(items, 1):
        filled += weight(item)
        if filled >= size or index == len(items):
            yield items[start:index]
            start, filled = index, 0
