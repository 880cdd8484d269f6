"""One command, measured: how long it takes, what processors do for it, how much memory it has.

Processor time is user and system time of the command and of every process that it waits for, as the
system accounts for them. Memory is the proportional set size (PSS) of the whole tree of processes,
in which a page that several share counts once: the highest sum seen in samples from /proc. Taking
samples disturbs, so a run is either timed or watched for its memory.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

CHECKOUT = Path(__file__).parents[1]
EVERY = 0.02
"""Seconds between two samples of memory."""
_PROC = Path("/proc")
_NOTHING_KEPT = "PYTHONDONTWRITEBYTECODE"


class Failed(Exception):
    """A command that is measured ended with an error; says what it said."""


class Run(NamedTuple):
    """What one run of a command took."""

    seconds: float
    cpu: float
    """Seconds of processor time, of all its processes."""
    memory: int | None
    """Bytes at the peak; None for a run that was not watched, or where there is no /proc."""


def run(command: Sequence[str], *, watch: bool = False) -> Run:
    """Run a command from the top of the checkout until it ends.

    What a program keeps for all its runs to come, as Python does with bytecode, it may keep.
    Raises Failed where it ends with an error.
    """
    environment = {name: value for name, value in os.environ.items() if name != _NOTHING_KEPT}
    with tempfile.TemporaryFile() as said:  # no pipe, which would be ours to empty meanwhile
        start = perf_counter()
        process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            with _Watch(process.pid if watch else 0) as watched:
                _, status, usage = os.wait4(process.pid, 0)
                seconds = perf_counter() - start
        except BaseException:
            process.kill()
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            text = said.read().decode("utf-8", "replace").strip()
            raise Failed(f"{' '.join(command)}: ended with {process.returncode}\n{text}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, watched.peak or None)


class _Watch:
    """Samples the memory of a process and all below it, for as long as the block lasts."""

    def __init__(self, process: int) -> None:
        self.peak = 0
        self._process = process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        if self._process:
            self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        if self._process:
            self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            self.peak = max(self.peak, sum(map(memory, tree(self._process))))


def tree(root: int) -> list[int]:
    """A process and all its descendants, parents first; the root alone where there is no /proc."""
    children: dict[int, list[int]] = {}
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            # After the name, which may hold anything, come the state and the parent.
            parent = int(path.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except OSError:
            continue  # it ended between two looks
        children.setdefault(parent, []).append(int(path.parent.name))
    found = [root]
    for process in found:
        found += children.get(process, ())
    return found


def memory(process: int) -> int:
    """The bytes of memory that a process accounts for; 0 once it has ended."""
    try:
        text = (_PROC / str(process) / "smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    size = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(size[1]) * 1024 if size else 0
