"""How the preview begins, why it can't, and how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.conftest import SiteFolder
from tests.serve.conftest import CHECKOUT, HANGS, OpenPage, Start, free_port

HELLO = {"command": "hello"}


def refused(site: SiteFolder, *options: str) -> tuple[int, str]:
    """Start a preview that can't be; its exit code and all that it says."""
    command = [sys.executable, "-m", "sitegen", "serve", "--project", str(site.root), *options]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, timeout=HANGS)
    assert ended.stdout == ""
    return ended.returncode, ended.stderr


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that someone else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


# The beginning


def test_it_says_what_it_built_and_where_it_is(start: Start) -> None:
    preview = start()
    begun, built, greeting = preview.said
    assert begun == "building the preview"
    assert built.startswith("rendered ")
    assert greeting == f"preview on {preview.url}/ (Ctrl-C stops)"
    assert preview.url.startswith("http://127.0.0.1:")


def test_a_name_for_this_machine_is_shown_as_it_was_given(start: Start) -> None:
    preview = start("--host", "localhost")
    assert preview.url.startswith("http://localhost:")
    assert preview.get("/").status == 200


def test_it_warns_when_other_machines_can_read_it(start: Start) -> None:
    preview = start("--host", "0.0.0.0")
    assert preview.url.startswith("http://127.0.0.1:")
    assert preview.hears("other machines can reach it: whoever does can read it")


def test_it_opens_a_browser_when_asked_to(site: SiteFolder, start: Start) -> None:
    visited = site.root / "visited"
    browser = site.write(
        "browser", f'#!/bin/sh\nprintf "$1" > {visited}.new\nmv {visited}.new {visited}\n'
    )
    browser.chmod(0o755)
    preview = start("--open", BROWSER=f"{browser} %s")
    while not visited.exists():
        assert preview.process.poll() is None
    assert visited.read_text("utf-8") == f"{preview.url}/"


def test_nothing_else_pays_for_loading_the_server(site: SiteFolder) -> None:
    """Neither the command line's help nor a build imports what only the preview needs."""
    program = (
        "import sys; from sitegen.cli import main; "
        "main(['build', '--project', sys.argv[1]], standalone_mode=False); "
        "print(sorted({'tornado', 'watchfiles', 'livereload', 'webbrowser'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", program, str(site.root)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"


def test_a_second_start_builds_nothing(start: Start) -> None:
    port = str(free_port())  # pages name it: it must be the same one
    start("--port", port).stop()
    again = start("--port", port)
    again.stop()
    assert not [line for line in again.said if "wrote" in line]


def test_a_page_left_open_is_reloaded_by_the_next_preview(start: Start) -> None:
    first = start()
    mark = first.get("/").text.partition("snipver=")[2].partition('"')[0]
    first.stop()
    with closing(OpenPage(start(), HELLO | {"snipver": mark})) as page:
        assert [page.hears()["command"], page.hears()["command"]] == ["hello", "reload"]


# Why it can't


def test_a_port_in_use_is_one_line(site: SiteFolder, taken: int) -> None:
    assert refused(site, "--port", str(taken)) == (
        1,
        f"port {taken} is in use; try --port {taken + 1 if taken < 65535 else 8000}\n",
    )


def test_a_second_preview_of_a_site_is_refused_on_any_port(site: SiteFolder, start: Start) -> None:
    first = start()
    said = f"this site has a preview already (process {first.process.pid}); stop that one first\n"
    assert refused(site, "--port", "0") == (1, said)
    assert refused(site, "--port", str(urlsplit(first.url).port)) == (1, said)
    assert first.get("/").status == 200


def test_a_preview_that_was_killed_is_in_nobodys_way(start: Start) -> None:
    first = start()
    first.stop(signal.SIGKILL)
    assert start().get("/").status == 200


@pytest.mark.parametrize(
    ("host", "said"),
    [
        (
            "no-such-host.invalid",
            "host 'no-such-host.invalid' is not known; try --host 127.0.0.1\n",
        ),
        ("192.0.2.1", "this machine has no address 192.0.2.1; try --host 127.0.0.1\n"),
        ("", "--host is empty; try --host 127.0.0.1\n"),
    ],
)
def test_a_host_that_is_not_here_is_one_line(site: SiteFolder, host: str, said: str) -> None:
    assert refused(site, "--port", "0", "--host", host) == (1, said)


def test_wrong_usage_is_told_apart(site: SiteFolder) -> None:
    code, said = refused(site, "--port", "65536")
    assert code == 2
    assert "65536 is not in the range 0<=x<=65535" in said


# The end


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_without_a_word_when_told_to(start: Start, number: signal.Signals) -> None:
    preview = start()
    with closing(OpenPage(preview, HELLO)) as page:
        page.hears()
        said = list(preview.said)
        assert preview.stop(number) == 0
        assert page.hears() is None
    assert preview.said == said


def test_it_ends_in_the_midst_of_a_build(site: SiteFolder, start: Start) -> None:
    preview = start()
    for number in range(300):
        site.article(f"{number}.md", title=f"Report {number}", date="2024-12-20", countries="[EG]")
    assert preview.stop() == 0
    assert not [line for line in preview.said if "Traceback" in line]
    again = start()
    assert again.get("/2024/12/299/").status == 200


def test_an_interrupted_first_build_leaves_with_130(site: SiteFolder) -> None:
    for number in range(400):
        site.article(f"{number}.md", title=f"Report {number}", date="2024-12-20", countries="[EG]")
    command = [sys.executable, "-m", "sitegen", "serve", "--project", str(site.root), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "building the preview\n"
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=HANGS)
    assert (process.returncode, said) == (130, "")
    assert complained == "interrupted; run it again to finish what it began\n"
