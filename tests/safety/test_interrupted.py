"""Builds that are interrupted: 130, one line, and no worker left behind."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

import pytest

from tests.safety.conftest import Newsroom, Running

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
