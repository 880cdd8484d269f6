"""Machines on which something is missing: the site is built all the same, or one line says why."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import SiteFolder
from tests.test_cli import CHECKOUT

REPORTS = 160
"""Enough for a build to ask for processes."""
START = "import sitegen.__main__ as m; m.run()"
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

MISSING = {
    "shared memory": """
import _multiprocessing
class SemLock(_multiprocessing.SemLock):
    def __new__(cls, *arguments, **named):
        raise FileNotFoundError(2, "No such file or directory")
_multiprocessing.SemLock = SemLock
""",
    "shared memory that may be used": """
import _multiprocessing
class SemLock(_multiprocessing.SemLock):
    def __new__(cls, *arguments, **named):
        raise PermissionError(13, "Permission denied")
_multiprocessing.SemLock = SemLock
""",
    "semaphores": "import _multiprocessing; del _multiprocessing.SemLock",
    "multiprocessing": "import sys; sys.modules['_multiprocessing'] = None",
    "processes": """
import os
def fork():
    raise BlockingIOError(11, "Resource temporarily unavailable")
os.fork = fork
""",
    "a second process": """
import os
real, begun = os.fork, []
def fork():
    if begun:
        raise BlockingIOError(11, "Resource temporarily unavailable")
    begun.append(1)
    return real()
os.fork = fork
""",
    "memory for a process": """
import os
def fork():
    raise OSError(12, "Cannot allocate memory")
os.fork = fork
""",
    "threads": """
import threading
def start(*arguments):
    raise RuntimeError("can't start new thread")
threading._start_new_thread = start
""",
    "a folder for temporary files": """
import tempfile
def none(*arguments):
    raise FileNotFoundError(2, "No usable temporary directory found")
tempfile._get_default_tempdir = none
""",
}
"""What a machine may lack, by the program that takes it away."""


def run(
    arguments: Sequence[str],
    *,
    before: str = "",
    shell: str = "",
    environment: dict[str, str | None] | None = None,
    files: int = 0,
) -> tuple[int, str, str]:
    """Run the command after a program, with redirections of a shell or few open files."""
    given = os.environ | {"PYTHONPATH": str(CHECKOUT)} | (environment or {})

    def limit() -> None:
        if files:
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

    command = [sys.executable, "-c", before + "\n" + START, *arguments]
    done = subprocess.run(
        ["sh", "-c", f'{shell or ":"}; exec "$@"', "sh", *command],
        env={name: value for name, value in given.items() if value is not None},
        capture_output=True,
        preexec_fn=limit,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def large(site: SiteFolder) -> SiteFolder:
    """A site that is built by several processes."""
    for number in range(REPORTS):
        site.article(f"n{number}.md", title=f"Übergabe {number}", date="2024-12", countries="[EG]")
    return site


def building(site: SiteFolder, *options: str) -> list[str]:
    return ["build", "--project", str(site.root), "--jobs", "2", *options]


@pytest.mark.parametrize("missing", MISSING)
def test_a_site_is_built_without(large: SiteFolder, missing: str) -> None:
    code, said, complained = run(building(large), before=MISSING[missing])
    assert (code, complained) == (0, "")
    assert said.startswith(f"{REPORTS} articles, ")
    published = large.tree()
    assert list(large.root.glob(".sitegen/*.transfer")) == []
    large.build(verify=True)
    assert large.tree() == published


@pytest.mark.parametrize(
    "environment",
    [
        {"TMPDIR": "/nowhere"},
        {"HOME": None, "XDG_CACHE_HOME": None},
        {"HOME": "/proc/nobody", "XDG_CACHE_HOME": None},
        {"XDG_CACHE_HOME": "/dev/null/cache"},
        {"PATH": "/usr/bin:/bin", "LANG": None, "USER": None, "TERM": None},
        {"TZ": "Nowhere/Never"},
        {**C_LOCALE},
        {**C_LOCALE, "PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_a_site_is_built_in_any_environment(
    large: SiteFolder, environment: dict[str, str | None]
) -> None:
    large.article("Übergabe.md", title="Ü", date="2024-12")
    code, said, complained = run(building(large, "--explain"), environment=environment)
    assert (code, complained) == (0, "")
    assert f"{REPORTS + 1} articles, " in said
    published = large.tree()
    large.build(verify=True)
    assert large.tree() == published


@pytest.mark.parametrize("files", range(5, 25))
def test_however_few_files_may_be_open(large: SiteFolder, files: int) -> None:
    """Too few for Python to load is its own affair."""
    code, said, complained = run(building(large), files=files)
    if code == 0:
        assert (complained, said.partition(" ")[0]) == ("", str(REPORTS))
        assert (large.public / "index.html").is_file()
    else:
        assert files < 12
        assert len(complained.splitlines()) == 1
        assert ": can't be used: " in complained


FULL = "standard output: can't be used: No space left on device; mend this and run it again\n"
MISTAKE = ["build", "--nothing"]
STREAMS = [
    # What is asked for, how its streams are, and what comes of it: the code, what is complained of.
    (["build"], "exec 2>&-", 0, ""),
    (["build"], "exec >&-", 0, ""),
    (["build"], "exec <&-", 0, ""),
    (["build"], "exec <&- >&- 2>&-", 0, ""),
    (["build"], "exec >&- 2>&-", 0, ""),
    (["build"], "exec 2>/dev/full", 0, ""),
    (["build"], "exec >/dev/full", 1, FULL),
    (["build"], "exec >/dev/full 2>/dev/full", 1, ""),
    (["build"], "exec </dev/null 1</dev/null", 1, "standard output: can't be used: Bad file"),
    (["build", "--format", "json"], "exec >&-", 0, ""),
    (["build", "--format", "json"], "exec >/dev/full", 1, FULL),
    (["build", "--now", "x"], "exec 2>&-", 2, ""),
    (["build", "--now", "x"], "exec 2>/dev/full", 2, ""),
    (MISTAKE, "exec 2>&-", 2, ""),
    (MISTAKE, "exec 2>/dev/full", 2, ""),
    (MISTAKE, "exec >&-", 2, "Usage: "),
    (["--help"], "exec >&-", 0, ""),
    (["--help"], "exec >/dev/full", 1, FULL),
    (["--version"], "exec >/dev/full", 1, FULL),
    (["countries"], "exec <&-", 1, "-: the file is empty\n"),
    (["countries"], "exec <&- >&- 2>&-", 1, ""),
    (["import", "none.txt"], "exec 2>&-", 1, ""),
    (["import", "none.txt"], "exec 2>/dev/full", 1, ""),
    (["import", "none.txt"], "exec >&-", 1, "none.txt: can't be read: "),
]


@pytest.mark.parametrize(("arguments", "shell", "code", "told"), STREAMS)
def test_streams_that_are_closed_or_full(
    site: SiteFolder, arguments: list[str], shell: str, code: int, told: str
) -> None:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    ended, _, complained = run(arguments, shell=f"cd '{site.root}'; {shell}")
    assert (ended, complained[: len(told)]) == (code, told)
    assert bool(complained) == bool(told)
    assert "Traceback" not in complained
    if arguments[0] == "build" and code < 2:
        published = site.tree()  # all that it said went nowhere, and not into a file of its own
        site.build(verify=True)
        assert site.tree() == published
        for store in site.root.glob(".sitegen/*.db"):
            assert store.read_bytes().startswith(b"SQLite format 3\0")


@pytest.mark.parametrize("shell", ["exec 2>&-", "exec 2>/dev/full", "exec <&- >&- 2>&-"])
def test_problems_that_nobody_can_hear_end_with_1(site: SiteFolder, shell: str) -> None:
    site.article("a.md", titel="A")
    assert run(["build", "--project", str(site.root)], shell=shell) == (1, "", "")
    assert not site.public.exists()


@pytest.mark.parametrize("options", [["--explain"], ["--format", "json"], ["-h"]])
def test_a_reader_who_has_heard_enough(large: SiteFolder, options: list[str]) -> None:
    arguments = [*(building(large)), *options]
    command = f"'{sys.executable}' -c '{START}' \"$@\" | head -c 1"
    done = subprocess.run(
        ["sh", "-c", command, "sh", *arguments],
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
    )
    assert done.stderr == b""
    assert "-h" in options or (large.public / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["build", "--project", "{site}"], 0, ""),
        (["build", "--project", "{site}", "--output", "{site}/other"], 0, ""),
        (["build", "--project", "{site}", "--output", "other"], 2, "Error: the folder that this "),
        (["build"], 2, "Error: the folder that this runs in is gone; run it in another"),
        (["build", "--project", "site"], 2, "Directory 'site' does not exist"),
        (["import", "--project", "{site}", "none.txt"], 1, "none.txt: can't be read: "),
        (["import", "--project", "{site}", "--into", "x", "{site}/a.txt"], 2, "Error: the folder "),
        (["import", "--project", "{site}", "--dry-run", "{site}/a.txt"], 0, ""),
        (["serve"], 2, "Error: the folder that this runs in is gone; run it in another"),
        (["countries", "{site}/content/articles/a.md"], 0, ""),
    ],
)
def test_a_folder_that_is_gone(
    site: SiteFolder, tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    site.write("a.txt", "date 2024-12-20 Ministers met in Cairo. (MENA)\n")
    place = tmp_path / "gone"
    place.mkdir()
    filled = [argument.format(site=site.root) for argument in arguments]
    ended, said, complained = run(filled, shell=f"cd '{place}'; rmdir '{place}'")
    assert ended == code
    assert told in complained
    assert bool(complained) == bool(told)
    assert "Traceback" not in said + complained
    assert arguments[-1] != "{site}" or f"the site is in {site.public}/" in said


def test_the_preview_goes_on_when_nobody_hears_it(site: SiteFolder) -> None:
    """As of `sitegen serve | head -1`, or in a terminal that was closed."""
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]")
    heard, told = os.pipe()
    command = [sys.executable, "-c", START, "serve", "--project", str(site.root), "--port", "0"]
    running = subprocess.Popen(
        command,
        stdout=told,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
    )
    os.close(told)
    with os.fdopen(heard) as output:
        while "preview on " not in output.readline():
            assert running.poll() is None
    site.article("b.md", title="B", date="2024-12-20", countries="[EG]")
    page = site.root / ".sitegen/preview/2024/12/b/index.html"
    while not page.is_file():
        assert running.poll() is None
    site.article("b.md", titel="B")  # complained of on standard error
    assert running.stderr
    while b"unknown field 'titel'" not in running.stderr.readline():
        assert running.poll() is None
    running.send_signal(signal.SIGTERM)
    _, complained = running.communicate()
    assert b"Traceback" not in complained
