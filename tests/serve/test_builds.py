"""Builds are one at a time, none that is asked for is lost, and every failure is an outcome."""

from __future__ import annotations

import queue
import threading
from pathlib import Path

from sitegen.build import Report
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.serve.builds import Builder, Outcome, attempt
from sitegen.serve.terminal import headline
from tests.serve.conftest import HANGS


class Workshop:
    """Builds that take until they are let go."""

    def __init__(self) -> None:
        self.begun: queue.SimpleQueue[frozenset[str]] = queue.SimpleQueue()
        self.done: queue.SimpleQueue[frozenset[str]] = queue.SimpleQueue()
        self.go = threading.Semaphore(0)
        self.builder = Builder(self.build, lambda outcome: self.done.put(outcome.changed))
        self.builder.start()

    def build(self, changed: frozenset[str]) -> Outcome:
        self.begun.put(changed)
        assert self.go.acquire(timeout=HANGS)
        return Outcome(changed, None, (), 0)


def test_what_is_asked_during_a_build_is_one_build_more() -> None:
    shop = Workshop()
    shop.builder.ask(frozenset({"a"}))
    assert shop.begun.get(timeout=HANGS) == {"a"}
    shop.builder.ask(frozenset({"a"}))  # saved once more while it is being read
    shop.builder.ask(frozenset())
    shop.builder.ask(frozenset({"b", "c"}))
    assert shop.begun.empty()
    shop.go.release(2)
    assert shop.done.get(timeout=HANGS) == {"a"}
    assert shop.done.get(timeout=HANGS) == {"a", "b", "c"}
    assert shop.builder.stop()
    assert shop.begun.get(timeout=HANGS) == {"a", "b", "c"}
    assert shop.begun.empty()


def test_a_look_without_a_change_is_a_build_too() -> None:
    shop = Workshop()
    shop.go.release()
    shop.builder.ask(frozenset())
    assert shop.done.get(timeout=HANGS) == frozenset()
    assert shop.builder.stop()


def test_what_is_asked_is_dropped_at_the_end_but_the_build_at_hand_is_not() -> None:
    shop = Workshop()
    shop.builder.ask(frozenset({"a"}))
    shop.begun.get(timeout=HANGS)
    shop.builder.ask(frozenset({"b"}))
    shop.go.release(2)
    assert shop.done.get(timeout=HANGS) == {"a"}
    shop.builder.stop()


def test_a_build_that_does_not_end_soon_is_told_and_left() -> None:
    shop = Workshop()
    shop.builder.ask(frozenset({"a"}))
    shop.begun.get(timeout=HANGS)
    assert not shop.builder.stop()
    shop.go.release()
    assert shop.done.get(timeout=HANGS) == {"a"}


def test_a_failed_build_is_an_outcome(tmp_path: Path) -> None:
    problem = Problem(Location("a.md", 4), "odd", "is odd")

    def build() -> Report:
        raise BuildFailed([problem])

    outcome = attempt(build, frozenset({"a.md"}), tmp_path / "crash.txt")
    assert outcome[:3] == ({"a.md"}, None, (problem,))
    assert not (tmp_path / "crash.txt").exists()


def test_a_bug_is_an_outcome_too_and_its_traceback_is_kept(tmp_path: Path) -> None:
    def build() -> Report:
        raise ZeroDivisionError("by\nnought \udcff")

    crashes = tmp_path / "crash.txt"
    outcome = attempt(build, frozenset(), crashes)
    (problem,) = outcome.problems
    assert problem.message == "the build crashed: ZeroDivisionError: by nought \udcff"
    assert problem.hint == f"a bug in sitegen; its traceback is in {crashes}"
    assert "in build" in crashes.read_text("utf-8")
    (problem,) = attempt(build, frozenset(), tmp_path / "none/crash.txt").problems
    assert (
        problem.hint == "a bug in sitegen; its traceback can't be kept: No such file or directory"
    )


def test_a_line_says_what_changed_and_what_came_of_it() -> None:
    report = Report(Path("public"), rendered={"a": "new", "b": "new"}, written=["a"])
    assert headline(Outcome(frozenset(), report, (), 0.004)) == "rendered 2, wrote 1 in 0.00 s"
    changed = frozenset({"content/b.md", "content/a.md"})
    report.removed = ["c"]
    assert headline(Outcome(changed, report, (), 1.25)) == (
        "content/a.md and 1 more changed: rendered 2, wrote 1, removed 1 in 1.25 s"
    )
    problem = Problem(Location("a.md", 4), "odd", "is odd")
    assert headline(Outcome(frozenset({"a.md"}), None, (problem,) * 2, 0)) == (
        "a.md changed: not built, 2 problems"
    )
