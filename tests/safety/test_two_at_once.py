"""Two builds of one site: they never meet."""

from __future__ import annotations

import signal
import subprocess

import pytest

from sitegen.store.lock import owner_of
from tests.safety.conftest import Newsroom, Running


def test_the_second_says_who_is_at_work(newsroom: Newsroom) -> None:
    first = Running(newsroom.site)
    stage = newsroom.site.public / ".sitegen-stage"
    assert first.until(stage.is_dir)
    first.tell_all(signal.SIGSTOP)
    second = Running(newsroom.site)
    assert second.end() == 1
    (lock,) = newsroom.site.root.glob(".sitegen/*.lock")
    assert (second.said, second.complained) == (
        "",
        f"{lock}: another build (process {first.process.pid}) is at work on this site; wait until "
        "it is done, or stop it\n",
    )
    first.tell_all(signal.SIGCONT)
    assert (first.end(), first.complained) == (0, "")
    newsroom.build()


def test_many_at_once_leave_one_site(newsroom: Newsroom) -> None:
    """Each is done or told to wait, whatever its moment."""
    together = [Running(newsroom.site) for _ in range(4)]
    codes = [running.end() for running in together]
    assert 0 in codes
    assert set(codes) <= {0, 1}
    for code, running in zip(codes, together, strict=True):
        assert ("another build (process " in running.complained) == bool(code)
    newsroom.build()


def test_the_lock_of_one_that_was_killed_is_in_nobodys_way(newsroom: Newsroom) -> None:
    running = Running(newsroom.site)
    assert running.until((newsroom.site.public / ".sitegen-stage").is_dir)
    running.tell_all(signal.SIGKILL)
    running.end()
    (lock,) = newsroom.site.root.glob(".sitegen/*.lock")
    assert owner_of(lock) == str(running.process.pid)
    newsroom.build()


def test_the_workers_of_one_that_was_killed_are_waited_for(newsroom: Newsroom) -> None:
    first = Running(newsroom.site)
    assert first.until(first.workers)
    first.tell_all(signal.SIGSTOP)
    first.process.kill()
    first.process.wait()
    second = Running(newsroom.site)
    with pytest.raises(subprocess.TimeoutExpired):
        second.process.wait(1)
    first.tell_all(signal.SIGCONT)
    first.end()
    assert (second.end(), second.complained) == (0, "")
    newsroom.build()
