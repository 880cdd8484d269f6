"""Builds that are killed: nothing published is ever half a file, and the next build mends all."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.publish.folder import signature
from sitegen.publish.manifest import MANIFEST
from tests.conftest import SiteFolder
from tests.safety.conftest import Newsroom, Running, ticks

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="needs /proc, to see a build's workers"
)

Moments = Callable[[float], list[float]]


def kill_at(running: Running, seconds: float) -> int:
    """Kill a build and all its workers some time after now; the build's exit code."""
    time.sleep(seconds)
    running.tell_all(signal.SIGKILL)
    return running.end()


def seconds_of(newsroom: Newsroom) -> float:
    """How long a build takes."""
    start = time.monotonic()
    newsroom.build()
    return time.monotonic() - start


def test_a_first_build_is_killed(newsroom: Newsroom, moments: Moments) -> None:
    newsroom.forget()
    for moment in moments(seconds_of(newsroom)):
        newsroom.forget()
        kill_at(Running(newsroom.site), moment)
        newsroom.assert_whole()
        newsroom.build()


def test_a_later_build_is_killed(newsroom: Newsroom, moments: Moments) -> None:
    """Now and then another one is killed before the next may mend what is left."""
    newsroom.build()
    newsroom.turn()
    for number, moment in enumerate(moments(seconds_of(newsroom))):
        newsroom.turn()
        kill_at(Running(newsroom.site), moment)
        newsroom.assert_whole()
        if number % 4:
            newsroom.build()


def test_a_build_is_killed_while_it_publishes(newsroom: Newsroom, moments: Moments) -> None:
    newsroom.build()

    def publishing() -> Running:
        listed = str(newsroom.site.public / MANIFEST)
        before = signature(listed)
        newsroom.turn()
        running = Running(newsroom.site)
        assert running.until(lambda: signature(listed) != before)
        return running

    running, start = publishing(), time.monotonic()
    running.process.wait()
    seconds = time.monotonic() - start
    assert running.end() == 0
    codes = []
    for moment in moments(seconds):
        codes.append(kill_at(publishing(), moment))
        newsroom.assert_whole()
        newsroom.build()
    assert -signal.SIGKILL in codes


def test_the_parent_alone_is_killed(newsroom: Newsroom, moments: Moments) -> None:
    """Its workers end by themselves, and the next build waits for that."""
    newsroom.build()
    for moment in moments(0.2):
        newsroom.turn()
        running = Running(newsroom.site)
        assert running.until(running.workers)
        time.sleep(moment)
        running.process.kill()
        running.process.wait()
        newsroom.build()
        running.end()


WORKER_DIED = (
    "sitegen: a worker process died, perhaps for want of memory; nothing was published; "
    "try --jobs 1\n"
)


def lose_a_worker(site: SiteFolder, phase: str) -> tuple[int, str, str]:
    """Kill a worker of a build in its midst; the build's exit code, output and complaints."""
    running = Running(site)
    stage = site.public / ".sitegen-stage"
    begun = running.workers if phase == "read" else lambda: any(stage.glob("*/*"))
    running.until(begun)
    running.process.send_signal(signal.SIGSTOP)  # so that they stay for as long as it takes
    for worker in running.workers()[-1:]:
        os.kill(worker, signal.SIGKILL)
    running.process.send_signal(signal.SIGCONT)
    return running.end(), running.said, running.complained


@pytest.mark.parametrize("phase", ["read", "render"])
def test_a_worker_is_killed(newsroom: Newsroom, phase: str) -> None:
    newsroom.build()
    for _ in range(20):  # on a busy machine the workers may be done before one is found
        for path in newsroom.site.root.glob(".sitegen/*.db"):
            path.unlink()  # all is read again
        newsroom.turn()
        before = newsroom.site.tree()
        code, said, complained = lose_a_worker(newsroom.site, phase)
        if code:
            break
    assert (code, said, complained) == (1, "", WORKER_DIED)
    assert newsroom.site.tree() == before
    newsroom.build()


def test_workers_are_killed_while_they_send_much(site: SiteFolder) -> None:
    """They leave half of it in the pipe if it goes through one: nobody may wait for the rest."""
    for number in range(600):
        site.article(f"n{number}.md", "- Ministers met.\n" * 100, title="N", date="2024-12")
    running = Running(site)
    assert running.until(lambda: sum(map(ticks, running.workers())) > 3)
    running.process.send_signal(signal.SIGSTOP)  # it takes nothing of what they send
    workers, before = running.workers(), -1
    while before != (before := sum(map(ticks, workers))):
        time.sleep(0.1)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    running.process.send_signal(signal.SIGCONT)
    assert (running.end(), running.said, running.complained) == (1, "", WORKER_DIED)
    assert list(site.root.glob(".sitegen/*.post")) == []
