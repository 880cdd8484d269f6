"""The live preview: from saving an article to the message that makes an open page reload."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.cases import SETTLE, edit_body
from benchmarks.corpus import Corpus
from benchmarks.measure import CHECKOUT, Failed
from benchmarks.sites import Site

PATIENCE = 300
"""Seconds after which a message is taken never to come."""


def reloads(site: Site, corpus: Corpus, runs: int, told: Callable[[str], object]) -> list[float]:
    """Seconds from each of `runs` saves to its reload; the site has been built before."""
    told(f"{site.theme.name}, {corpus.number:,} articles: preview")
    with _preview(site) as address:
        return asyncio.run(_reloads(site, corpus, runs, address))


@contextmanager
def _preview(site: Site) -> Iterator[str]:
    """Serve a site on a free port; gives its address, without a slash at the end."""
    command = (sys.executable, "-m", "sitegen", "serve", "--project", str(site.folder))
    with subprocess.Popen(
        (*command, "--port", "0"),
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                said.append(line)
                if found := re.match(r"preview on (\S+?)/? ", line):
                    break
            else:
                raise Failed(f"the preview ended\n{''.join(said)}")
            yield found[1]
        finally:
            process.terminate()


async def _reloads(site: Site, corpus: Corpus, runs: int, address: str) -> list[float]:
    # Slugs leave out small words, but never the number.
    (built,) = site.output.glob(f"*/*/*-{corpus.number // 2}")
    page = f"{address}/{built.relative_to(site.output).as_posix()}/"
    socket = await _open(address)
    took = []
    for number in range(runs):
        await asyncio.sleep(SETTLE)
        words = f"Saved before reload {number}."
        start = perf_counter()
        edit_body(site, corpus, words)
        await _hear(socket, "reload")
        took.append(perf_counter() - start)
        shown = await AsyncHTTPClient().fetch(page)
        if words.encode() not in shown.body:
            raise Failed(f"{page} was to show {words!r} when it was reloaded")
    socket.close()
    return took


async def _open(address: str) -> WebSocketClientConnection:
    """Do what the script in an open page does: connect and greet."""
    url = address.replace("http", "ws", 1) + "/livereload"
    socket = await websocket_connect(HTTPRequest(url, headers={"Origin": address}))
    await socket.write_message(json.dumps({"command": "hello"}))
    await _hear(socket, "hello")
    return socket


async def _hear(socket: WebSocketClientConnection, command: str) -> None:
    """Wait for a message."""
    async with asyncio.timeout(PATIENCE):
        text = await socket.read_message()
    if text is None or json.loads(text)["command"] != command:
        raise Failed(f"the preview was to say {command!r}, not {text!r}")
