"""Builds of the preview: one at a time, off the server's thread, whatever comes of them."""

from __future__ import annotations

import queue
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from sitegen.build import Report
from sitegen.problems import BuildFailed, Location, Problem

CRASHES = "crash.txt"
_PATIENCE = 1.0
"""Seconds that a build at hand is given to end by itself when the preview stops."""


class Outcome(NamedTuple):
    """What came of one build."""

    changed: frozenset[str]
    """The files whose change asked for it; none for a look whether all is as it should be."""
    report: Report | None
    """None for a build that failed."""
    problems: tuple[Problem, ...]
    """Warnings, or what made it fail."""
    seconds: float


def attempt(build: Callable[[], Report], changed: frozenset[str], crashes: Path) -> Outcome:
    """Build; a failure and even a bug are outcomes. A bug's traceback goes to `crashes`."""
    start = perf_counter()
    report: Report | None = None
    problems: tuple[Problem, ...]
    try:
        report = build()
        problems = report.problems
    except BuildFailed as failure:
        problems = failure.problems
    except Exception as error:
        problems = (_crash(error, crashes),)
    return Outcome(changed, report, problems, perf_counter() - start)


def _crash(error: Exception, crashes: Path) -> Problem:
    what = " ".join(traceback.format_exception_only(error)[-1].split())
    hint = f"a bug in sitegen; its traceback is in {crashes}"
    try:
        crashes.write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
    except OSError as failure:
        hint = f"a bug in sitegen; its traceback can't be kept: {failure.strerror}"
    return Problem(Location("sitegen"), "crash", f"the build crashed: {what}", hint)


class Builder:
    """A thread that builds when asked to; what is asked meanwhile is one build more."""

    def __init__(
        self,
        build: Callable[[frozenset[str]], Outcome],
        done: Callable[[Outcome], object],
    ) -> None:
        self._build = build
        self._done = done
        self._asked: queue.SimpleQueue[frozenset[str] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="build", daemon=True)

    def start(self) -> None:
        """Begin to take requests."""
        self._thread.start()

    def ask(self, changed: frozenset[str]) -> None:
        """Ask for a build, because of changed files. Returns at once."""
        self._asked.put(changed)

    def stop(self) -> bool:
        """Let the build at hand be the last; whether it has ended soon."""
        self._asked.put(None)
        self._thread.join(_PATIENCE)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (changed := self._next()) is not None:
            self._done(self._build(changed))

    def _next(self) -> frozenset[str] | None:
        """All that was asked so far, waiting for the first; None to stop."""
        asked = [self._asked.get()]
        while not self._asked.empty():
            asked.append(self._asked.get())
        if None in asked:
            return None
        return frozenset().union(*filter(None, asked))
