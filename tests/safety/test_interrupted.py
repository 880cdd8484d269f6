"""Builds that are interrupted: 130, one line, and no worker left behind."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime
from typing import NoReturn

import pytest

from sitegen.build import Options, build
from tests.safety.conftest import CHECKOUT, HANGS, LOOK, Newsroom, Running

Moments = Callable[[float], list[float]]
LINE = "interrupted; run it again to finish what it began\n"


def press(running: Running, whom: str) -> None:
    """Press Ctrl-C: a terminal tells all processes, a program that runs the build tells the one."""
    if whom == "parent":
        running.process.send_signal(signal.SIGINT)
    else:
        running.tell_all(signal.SIGINT)


@pytest.mark.parametrize("whom", ["parent", "all"])
def test_ctrl_c_at_any_moment(newsroom: Newsroom, moments: Moments, whom: str) -> None:
    """Loading, reading, rendering or publishing: only a build that is done is not stopped."""
    newsroom.build()
    newsroom.turn()
    start = time.monotonic()
    newsroom.build()
    codes = []
    for moment in moments(time.monotonic() - start):
        newsroom.turn()
        running = Running(newsroom.site)
        assert running.until(running.listens)
        time.sleep(moment)
        press(running, whom)
        codes.append(running.end())
        if codes[-1] == 130:
            assert (running.said, running.complained) == ("", LINE)
        else:
            assert (codes[-1], running.complained) == (0, "")
        newsroom.assert_whole()
        newsroom.build()
    assert 130 in codes


@pytest.mark.parametrize("whom", ["parent", "all"])
def test_ctrl_c_again_and_again(newsroom: Newsroom, moments: Moments, whom: str) -> None:
    """Whoever can't wait gets no more than the one line, and leaves no more behind."""
    newsroom.build()
    for moment in moments(0.5):
        newsroom.turn()
        running = Running(newsroom.site)
        assert running.until(running.listens)
        time.sleep(moment)
        while not running.ended():
            press(running, whom)
            time.sleep(moment / 50)
        if running.end() == 130:
            assert (running.said, running.complained) == ("", LINE)
        newsroom.assert_whole()
        newsroom.build()


def test_the_stage_is_cleared_and_the_site_stays(newsroom: Newsroom) -> None:
    newsroom.build()
    before = newsroom.site.tree()
    newsroom.turn()
    running = Running(newsroom.site)
    stage = newsroom.site.public / ".sitegen-stage"
    assert running.until(lambda: any(stage.glob("*/*")))
    press(running, "all")
    assert running.end() == 130
    assert newsroom.site.tree() == before


HIT = """
import os, signal, sys, types
import sitegen.__main__

class Hit:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGINT)

def main(**options):
    type("Class", (), {"hit": Hit()})

sys.modules["sitegen.cli"] = cli = types.ModuleType("sitegen.cli")
cli.main = main
sitegen.__main__.run()
"""


def test_what_an_interrupt_becomes_within_a_class_is_an_interrupt() -> None:
    """Python makes a RuntimeError of whatever `__set_name__` raises."""
    done = subprocess.run([sys.executable, "-c", HIT], cwd=CHECKOUT, capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (130, LINE)


class _Interrupted(Executor):
    """Is interrupted, and can't be cleared up."""

    def submit(self, *_: object, **__: object) -> NoReturn:
        try:
            raise SystemExit(130)
        finally:
            raise OSError("handle is closed")


def test_what_fails_since_it_was_interrupted_is_no_problem(newsroom: Newsroom) -> None:
    options = Options(now=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(SystemExit) as end:
        build(newsroom.site.root, options, _Interrupted())
    assert end.value.code == 130


def test_a_build_that_is_done_says_so(newsroom: Newsroom) -> None:
    """An interrupt while it tells what it did comes too late to stop anything."""
    heard, told = os.pipe()
    fcntl.fcntl(told, fcntl.F_SETPIPE_SZ, 4096)
    command = [sys.executable, "-m", "sitegen", "build", "--project", str(newsroom.site.root)]
    running = subprocess.Popen(
        [*command, "--explain"], cwd=CHECKOUT, stdout=told, stderr=subprocess.PIPE
    )
    os.close(told)
    until = time.monotonic() + HANGS
    while int.from_bytes(fcntl.ioctl(heard, termios.FIONREAD, bytes(4)), sys.byteorder) < 4000:
        assert time.monotonic() < until
        time.sleep(LOOK)
    running.send_signal(signal.SIGINT)
    with open(heard, "rb") as output:
        said = output.read().decode()
    assert (running.wait(HANGS), running.communicate()[1]) == (0, b"")
    assert "the site is in" in said
