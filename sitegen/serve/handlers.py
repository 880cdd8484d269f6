"""Answers to browsers: published files, the reload script and the sockets that it opens."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body
from tornado.websocket import WebSocketClosedError

from sitegen.files import read_bytes
from sitegen.problems import Problem
from sitegen.serve.address import Address
from sitegen.serve.page import missing_page, problem_page, with_script
from sitegen.urls import REDIRECTS

_RELOAD = {"command": "reload", "path": "/", "liveCSS": False, "liveImg": False}
_TYPES = {
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    "feed.xml": "application/rss+xml",
    "feeds.opml": "text/x-opml",
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    "": "text/plain",
}
"""By a file's name, or by its ending, where Python's own table says otherwise or nothing."""
LARGEST = 64 * 1024
"""Bytes that there may be of the head of a request, of its body, and of a socket's message."""
PATIENCE = 60
"""Seconds after which a request that has begun and does not end is given up."""
_TEXT = ("javascript", "json", "xml")
"""How media types of text end that don't begin with text/."""


@dataclass(eq=False, slots=True)
class Preview:
    """What browsers are shown now. Lives on the server's thread."""

    folder: Path
    address: Address
    tell: Callable[[str], object]
    run: str
    """Tells this run of the server from others."""
    problems: tuple[Problem, ...] = ()
    """Why the site can't be built; while there are any, they stand in place of every page."""
    number: int = 0
    browsers: set[ReloadSocket] = field(default_factory=set)

    @property
    def version(self) -> str:
        """Differs whenever pages do. No number, for livereload.js turns texts like 1e5 into one."""
        return f"run-{self.run}-{self.number}"

    def reload(self) -> None:
        """Every open page is out of date."""
        self.number += 1
        for browser in tuple(self.browsers):
            browser.send_message(_RELOAD)


def application(preview: Preview) -> Application:
    """The server's application."""
    shared = {"preview": preview}
    return Application(
        [
            (r"/livereload", ReloadSocket, shared),
            (r"/livereload\.js", Script, shared),
            (r"/(.*)", Published, shared),
        ],
        log_function=lambda handler: None,
        websocket_max_message_size=LARGEST,
    )


def http_server(preview: Preview) -> HTTPServer:
    """A server of the application that takes in no more than a browser sends to it."""
    return HTTPServer(
        application(preview),
        max_header_size=LARGEST,
        max_body_size=LARGEST,
        idle_connection_timeout=PATIENCE,
        body_timeout=PATIENCE,
    )


@stream_request_body  # so that `prepare` is asked before there is any body
class Guarded(RequestHandler):
    """Refuses what other sites ask for, caches nothing, and shows no traceback."""

    def initialize(self, preview: Preview) -> None:
        """Take what is shared by all requests of one server."""
        self.preview = preview

    def set_default_headers(self) -> None:
        """Keep pages fresh, and to themselves."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        """Refuse a request that another site can have made."""
        address, headers = self.preview.address, self.request.headers
        origin = headers.get("Origin")
        if not address.accepts_host(headers.get("Host", "")):
            raise HTTPError(403)
        if origin is not None and not address.accepts_origin(origin):
            raise HTTPError(403)
        if self.request.method not in ("GET", "HEAD"):
            raise HTTPError(405)

    def data_received(self, chunk: bytes) -> None:
        """Pass over a body: nothing here asks for any."""

    def compute_etag(self) -> None:
        """Let nothing be cached, then nothing needs to be compared."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say it in one line."""
        why = f"; this is {self.preview.address.url}/" if status_code == 403 else ""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}{why}\n")

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Tell of a bug; a refused request is no event."""
        if not isinstance(value, HTTPError):
            self.preview.tell(f"{self.request.path} can't be served: {value!r}")


class Published(Guarded):
    """Files as they were built; pages with the script in them, or the problems in their place."""

    def get(self, path: str) -> None:
        """Answer with the file at a site path, given without its leading slash."""
        if "\0" in path:
            raise HTTPError(400)
        name = path.rpartition("/")[2]
        is_page = "." not in name or name.endswith(".html")
        if is_page and self.preview.problems:
            self.set_status(500)
            self._page(problem_page(self.preview.problems))
            return
        found = locate(self.preview.folder, path)
        if isinstance(found, Path):
            self._file(found)
        elif found := found or moved(self.preview.folder, path):
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(found + query)
        else:
            self._missing(path)

    head = get

    def _file(self, file: Path) -> None:
        data = _read(file, self.preview.folder)
        if data is None:
            raise HTTPError(404)
        if file.suffix == ".html":
            self._page(data)
            return
        self.set_header("Content-Type", content_type(file))
        self.finish(data)

    def _missing(self, path: str) -> None:
        self.set_status(404)
        folder = self.preview.folder
        self._page(_read(folder / "404.html", folder) or missing_page(f"/{path}"))

    def _page(self, page: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        host = (self.request.headers["Host"]).removesuffix(f":{self.preview.address.port}")
        self.finish(with_script(page, host, self.preview.address.port, self.preview.version))


def locate(folder: Path, path: str) -> Path | str | None:
    """The file at a site path, or the address to go to instead, or None for neither."""
    names = path.removesuffix("/").split("/") if path else []
    if any(not name or (name.startswith(".") and name != ".well-known") for name in names):
        return None
    place = folder.joinpath(*names)
    is_folder = not path or path.endswith("/")
    try:
        if _is_ours(place / "index.html", folder):
            return place / "index.html" if is_folder else f"/{quote(path)}/"
        return place if _is_ours(place, folder) and not is_folder else None
    except (OSError, ValueError):
        return None  # a name too long, or one that the system can't write


def _is_ours(file: Path, folder: Path) -> bool:
    """Whether a file is there, and not by a link that leads out of the published site."""
    real = os.path.realpath(file)
    return file.is_file() and Path(real).is_relative_to(os.path.realpath(folder))


def moved(folder: Path, path: str) -> str | None:
    """Where the page at an earlier address is now, by the published redirects."""
    redirects = _read(folder / REDIRECTS.removeprefix("/"), folder) or b""
    lines = (line.split() for line in redirects.decode("utf-8", "replace").splitlines())
    asked = "/" + quote(path).removesuffix("/")
    return next((line[1] for line in lines if line and line[0].removesuffix("/") == asked), None)


def _read(file: Path, folder: Path) -> bytes | None:
    """The bytes of a file of the published site; None for any other, and for what is no file.

    Whatever stands there, it is not waited for: the server has one thread.
    """
    try:
        return read_bytes(file) if _is_ours(file, folder) else None
    except OSError:
        return None


def content_type(file: Path) -> str:
    """A file's media type, as the published site's server tells it."""
    kind = _TYPES.get(file.name) or _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    kind = kind or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(_TEXT)
    return f"{kind}; charset=utf-8" if is_text else kind


class Script(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's script for the browser."""


class ReloadSocket(Guarded, LiveReloadHandler):  # type: ignore[misc]
    """An open page's socket. livereload shakes hands; whom to tell, and when, is the preview's.

    livereload accepts every origin (`prepare` has refused others by then), keeps the open sockets
    and the time of the last reload on its class, for all servers of a process, and tells nobody of
    a change within three seconds of the last: none of that is used here.
    """

    def on_message(self, message: str | bytes) -> None:
        """Greet back. A page older than the last build, by its version, is reloaded at once."""
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            self.close(1007, "not JSON")
            return
        if not isinstance(said, dict) or said.get("command") != "hello":
            return
        super().on_message(message)
        self.preview.browsers.add(self)
        if said.get("snipver", self.preview.version) != self.preview.version:
            self.send_message(_RELOAD)

    def send_message(self, message: dict[str, object]) -> None:
        """Send a message; to a page that has just gone, nothing."""
        try:
            sent = asyncio.ensure_future(self.write_message(message))
        except WebSocketClosedError:
            return
        sent.add_done_callback(lambda done: done.cancelled() or done.exception())

    def on_close(self) -> None:
        """Forget the page."""
        self.preview.browsers.discard(self)
