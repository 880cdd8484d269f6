"""The live preview: build, serve, watch; after a change build again and tell the browsers.

Three threads: the server's own, on which the state lives; `watch`, which sees changes; `build`.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from sitegen.build import STORES, Options, build
from sitegen.problems import BuildFailed
from sitegen.serve.address import Address, CannotServe, bind
from sitegen.serve.builds import CRASHES, Builder, Outcome, attempt
from sitegen.serve.handlers import Preview, http_server
from sitegen.serve.terminal import Log, Terminal, heard_or_not
from sitegen.serve.watch import Watcher
from sitegen.store.lock import locked, owner_of

__all__ = ["CannotServe", "Terminal", "heard_or_not", "serve"]

PREVIEW = "preview"
_LOCK = "preview.lock"


def serve(
    project: Path,
    host: str,
    port: int,
    *,
    drafts: bool,
    jobs: int,
    clock: Callable[[], datetime],
    terminal: Terminal,
    visit: Callable[[str], object] | None = None,
) -> None:
    """Preview a site until SIGINT or SIGTERM; `visit` is called with its address at the start.

    `jobs` are the processes of the first build. Raises CannotServe.
    """
    project = Path(os.path.realpath(project))
    with ExitStack() as stack:
        _lock(stack, project / STORES / _LOCK)
        address, sockets = bind(host, port)
        for one in sockets:
            stack.callback(one.close)
        site = _Site(project, address, drafts, clock)
        terminal.tell("building the preview")
        # The first build, alone in the process, may fork; later ones share it with threads, where
        # each process would have to be spawned, at half a second, and outlive an interrupt.
        first = site.first(jobs)
        asyncio.run(_Server(site, terminal, first).run(sockets, visit))


def _lock(stack: ExitStack, path: Path) -> None:
    """Two previews of one site would build over one another's pages."""
    try:
        stack.enter_context(locked(path))
    except BuildFailed as failure:
        if any(problem.code != "locked" for problem in failure.problems):
            raise CannotServe(str(failure)) from None
        message = f"this site has a preview already (process {owner_of(path)}); stop that one first"
        raise CannotServe(message) from None
    except OSError as error:
        raise CannotServe(f"{path} can't be written: {error.strerror}") from None


class _Site:
    """How the preview of one site is built."""

    def __init__(
        self, project: Path, address: Address, drafts: bool, clock: Callable[[], datetime]
    ) -> None:
        self.project = project
        self.address = address
        self.folder = project / STORES / PREVIEW
        self._clock = clock
        self._options = Options(
            now=clock(), output=self.folder, base_url=address.url, drafts=drafts, jobs=1
        )

    def first(self, jobs: int) -> Outcome:
        """Build what there is to see at the start."""
        return self._attempt(frozenset(), jobs)

    def build(self, changed: frozenset[str]) -> Outcome:
        """Build because of changed files; or, for none, see that all is as it should be."""
        return self._attempt(changed, 1)

    def _attempt(self, changed: frozenset[str], jobs: int) -> Outcome:
        options = self._options._replace(now=self._clock(), jobs=jobs)
        crashes = self.project / STORES / CRASHES
        return attempt(lambda: build(self.project, options), changed, crashes)


class _Server:
    """The server's thread: takes outcomes, keeps what browsers see, tells them and the terminal."""

    def __init__(self, site: _Site, terminal: Terminal, first: Outcome) -> None:
        self._site = site
        self._tell = terminal.tell
        self._log = Log(terminal)
        self._preview = Preview(site.folder, site.address, terminal.tell, secrets.token_hex(4))
        self._take(first)

    def _take(self, outcome: Outcome) -> None:
        """Keep and tell what came of a build."""
        report, before = outcome.report, self._preview.problems
        self._preview.problems = () if report else outcome.problems
        differs = self._preview.problems != before
        wrote = bool(report and (report.written or report.removed))
        if outcome.changed or differs or wrote:
            self._log.add(outcome)
        if differs or wrote:
            self._preview.reload()

    async def run(
        self, sockets: list[socket.socket], visit: Callable[[str], object] | None
    ) -> None:
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        server = http_server(self._preview)
        server.add_sockets(sockets)
        builder = Builder(
            self._site.build, lambda outcome: loop.call_soon_threadsafe(self._take, outcome)
        )
        watcher = Watcher(
            self._site.project,
            builder.ask,
            lambda line: loop.call_soon_threadsafe(self._tell, line),
        )
        builder.start()
        watcher.start()
        self._greet(visit)
        await stop.wait()
        server.stop()
        await server.close_all_connections()
        watcher.stop()
        if not builder.stop():
            os._exit(0)  # a long build: the next one mends what this one leaves half done

    def _greet(self, visit: Callable[[str], object] | None) -> None:
        address = self._site.address
        self._tell(f"preview on {address.url}/ (Ctrl-C stops)")
        if address.is_public:
            self._tell("other machines can reach it: whoever does can read it")
        if visit:  # a browser may take its time to start
            threading.Thread(target=visit, args=(f"{address.url}/",), daemon=True).start()
