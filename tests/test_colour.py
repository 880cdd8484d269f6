"""Problems in the terminal: in colour for a person, plain for anyone else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.problems import Location, Problem
from sitegen.report import problem_lines, visible
from tests.conftest import SiteFolder

CHECKOUT = Path(__file__).parents[1]
PLAIN = "content/articles/a.md:2: countries: unknown country 'Frnace'; did you mean 'France'?"
BOLD, RED, YELLOW, OFF = "\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[0m"


def test_an_error_is_red_a_warning_yellow_and_the_place_bold() -> None:
    error = Problem(Location("a.md", 4), "wrong", "is wrong", "mend it")
    warning = Problem(Location("b.md"), "odd", "is odd", severity="warning")
    assert problem_lines([warning, error], coloured=True) == [
        f"{BOLD}a.md:4{OFF}{RED}: is wrong{OFF}; mend it",
        f"{BOLD}b.md{OFF}{YELLOW}: warning: is odd{OFF}",
    ]


@pytest.mark.parametrize("coloured", [True, False])
def test_texts_do_not_steer_the_terminal(coloured: bool) -> None:
    problem = Problem(Location("\x1b]0;a\x07.md"), "odd", "is\nodd\u202e", "try \x9b2J\udcff[bold]")
    (line,) = problem_lines([problem], coloured=coloured)
    for colour in (BOLD, RED, OFF):
        line = line.replace(colour, "")
    assert line == "\\x1b]0;a\\x07.md: is\\nodd\\u202e; try \\x9b2J\\udcff[bold]"


def test_words_of_every_script_are_shown_as_they_are() -> None:
    for text in ("القاهرة – Cairo", "Übergabe, “quoted”", "日本 🙂"):
        assert visible(text) == text


def told(site: SiteFolder, environment: Mapping[str, str]) -> str:
    """What a build of a broken site says on a terminal."""
    site.article("a.md", countries="[Frnace]", date="2024-12-20")
    ours, theirs = pty.openpty()
    names = {"NO_COLOR", "TERM"}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-m", "sitegen", "build", "--project", str(site.root)]
    try:
        ended = subprocess.run(
            command, stderr=theirs, cwd=CHECKOUT, env=kept | {"TERM": "xterm"} | dict(environment)
        )
    finally:
        os.close(theirs)
    with open(ours, encoding="utf-8", newline="") as terminal:
        line = terminal.readline()
    assert ended.returncode == 1
    return line


def test_a_terminal_is_told_in_colour(site: SiteFolder) -> None:
    where, _, rest = PLAIN.partition(": ")
    message, hint = rest.split("; ")
    assert told(site, {}) == f"{BOLD}{where}{OFF}{RED}: {message}{OFF}; {hint}\r\n"


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_is_told_plainly_on_request(
    site: SiteFolder, environment: dict[str, str]
) -> None:
    assert told(site, environment) == f"{PLAIN}\r\n"


def test_a_file_is_told_plainly(site: SiteFolder) -> None:
    site.article("a.md", countries="[Frnace]", date="2024-12-20")
    command = [sys.executable, "-m", "sitegen", "build", "--project", str(site.root)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT)
    assert (ended.returncode, ended.stderr) == (1, f"{PLAIN}\n")
