"""A preview in a process of its own, as a person starts it; what asks it, and what it says."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from random import choice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.conftest import SiteFolder

HANGS = 90
"""Seconds after which something that was to come is taken never to come."""
CHECKOUT = Path(__file__).parents[2]


class SavedSite(SiteFolder):
    """A site whose files are saved in one step, as careful editors do: a save is one event."""

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file beside its place under a name that is noise, then rename it."""
        file = self.root / path
        return super().write(f"{path}.new~", text).replace(file)


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    """An empty site, saved in one step."""
    root = tmp_path / "site"
    root.mkdir()
    return SavedSite(root)


class Answer(NamedTuple):
    """What the preview answers to a request."""

    status: int
    headers: HTTPMessage
    text: str


class RunningPreview:
    """`sitegen serve` at work on a site."""

    def __init__(self, site: SiteFolder, *options: str, **environment: str) -> None:
        command = [sys.executable, "-m", "sitegen", "serve", "--project", str(site.root)]
        self.process = subprocess.Popen(
            [*command, "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            cwd=CHECKOUT,
            env=os.environ | environment,
        )
        self.said: list[str] = []
        """All lines so far, of both streams."""
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.url = self.hears("preview on").split()[2].removesuffix("/")
        """Without a slash at the end."""

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line.rstrip("\n"))
        self._lines.put("")

    def hears(self, *parts: str) -> str:
        """The next line that holds all of these parts."""
        while line := self._line():
            self.said.append(line)
            if all(part in line for part in parts):
                return line
        raise AssertionError(f"it ended and never said {parts} but {self.said}")

    def _line(self) -> str:
        try:
            return self._lines.get(timeout=HANGS)
        except queue.Empty:
            raise AssertionError(f"it says nothing more than {self.said}") from None

    @contextmanager
    def halted(self) -> Iterator[None]:
        """Let it sleep, and see all that is done meanwhile at once."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self, number: int = signal.SIGINT) -> int:
        """Interrupt it; its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(HANGS)
        self._reader.join()
        while line := self._lines.get():
            self.said.append(line)
        return code

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path as it is written, with these headers and no others."""
        host = urlsplit(self.url).netloc
        connection = HTTPConnection(host, timeout=HANGS)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": host, **headers}.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()


class OpenPage:
    """What the script in an open page does: greet, then wait to be told to reload."""

    def __init__(self, preview: RunningPreview, hello: dict[str, Any], **headers: str) -> None:
        self._runner = asyncio.Runner()
        url = f"{preview.url.replace('http', 'ws', 1)}/livereload"
        try:
            self._socket: WebSocketClientConnection = self._wait(
                lambda: websocket_connect(HTTPRequest(url, headers=headers))
            )
        except BaseException:
            self._runner.close()
            raise
        self._is_open = True
        self.say(hello)

    def _wait(self, begin: Callable[[], Awaitable[Any]]) -> Any:
        async def waiting() -> Any:
            return await asyncio.wait_for(begin(), HANGS)

        return self._runner.run(waiting())

    def say(self, message: object) -> None:
        """Send a message, as JSON."""
        self.say_raw(json.dumps(message))

    def say_raw(self, text: str) -> None:
        """Send a text as it is."""
        self._wait(lambda: self._socket.write_message(text))

    def hears(self) -> Any:
        """The next message; None when the socket has been closed."""
        text = self._wait(self._socket.read_message)
        self._is_open = text is not None
        return json.loads(text) if self._is_open else None

    def close(self) -> None:
        """Leave the page, once the server knows of it."""
        self._socket.close()
        while self._is_open:
            self.hears()
        self._runner.close()


def free_port() -> int:
    """A port that nobody listens on, from those that the system hands to nobody unasked."""
    while True:
        port = choice(range(10_240, 32_768))
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


Start = Callable[..., RunningPreview]


@pytest.fixture
def start(site: SiteFolder) -> Iterator[Start]:
    """Starts a preview of the site with options; it is stopped after the test."""
    with ExitStack() as stack:

        def starting(*options: str, **environment: str) -> RunningPreview:
            preview = RunningPreview(site, *options, **environment)
            stack.callback(stop_if_running, preview)
            return preview

        yield starting


def stop_if_running(preview: RunningPreview) -> None:
    if preview.process.poll() is None:
        preview.stop()
