"""What is sent to the preview: looked at before it is taken in, and little of it taken in."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest

from sitegen.serve.handlers import LARGEST
from tests.conftest import SiteFolder
from tests.serve.conftest import HANGS, RunningPreview, stop_if_running


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPreview]:
    root = tmp_path_factory.mktemp("served") / "site"
    root.mkdir()
    preview = RunningPreview(SiteFolder(root))
    yield preview
    stop_if_running(preview)


@contextmanager
def connected(preview: RunningPreview) -> Iterator[socket.socket]:
    """A connection; who waits for an answer that does not come fails at some time."""
    address = urlsplit(preview.url)
    assert address.hostname and address.port
    with socket.create_connection((address.hostname, address.port), HANGS) as one:
        yield one


def head(preview: RunningPreview, *lines: str, method: str = "GET", host: str = "") -> bytes:
    """The head of a request for the first page."""
    named = host or urlsplit(preview.url).netloc
    return "\r\n".join([f"{method} / HTTP/1.1", f"Host: {named}", *lines, "", ""]).encode()


def whole(one: socket.socket) -> bytes:
    """All that is answered until the other side closes."""
    parts = []
    with suppress(ConnectionResetError):  # what was sent and nobody took ends a connection so
        while part := one.recv(65536):
            parts.append(part)
    return b"".join(parts)


LENGTH = "Content-Length: 50000"
CHUNKED = "Transfer-Encoding: chunked"
GOES_ON = "Expect: 100-continue"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
@pytest.mark.parametrize(
    "lines",
    [
        (LENGTH,),
        (CHUNKED,),
        (LENGTH, GOES_ON),
        (CHUNKED, GOES_ON),
        (f"Content-Length: {LARGEST + 1}",),
        ("Content-Length: 99999999999",),
    ],
)
def test_a_forged_host_is_refused_before_any_body(
    preview: RunningPreview, lines: tuple[str, ...], method: str
) -> None:
    with connected(preview) as one:
        one.sendall(head(preview, *lines, method=method, host="rebound.example"))
        assert whole(one).startswith(b"HTTP/1.1 403 ")


def test_another_sites_page_is_refused_before_any_body(preview: RunningPreview) -> None:
    with connected(preview) as one:
        one.sendall(head(preview, LENGTH, "Origin: https://a.example"))
        assert whole(one).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("lines", [(LENGTH,), (CHUNKED,), (LENGTH, GOES_ON)])
def test_nothing_is_taken_where_only_reading_is_possible(
    preview: RunningPreview, method: str, lines: tuple[str, ...]
) -> None:
    with connected(preview) as one:
        one.sendall(head(preview, *lines, method=method))
        assert whole(one).startswith(b"HTTP/1.1 405 ")


def chunks(number: int, size: int) -> bytes:
    return (f"{size:x}\r\n".encode() + bytes(size) + b"\r\n") * number


@pytest.mark.parametrize(
    ("line", "body"),
    [
        (f"Content-Length: {LARGEST + 1}", b""),
        (f"Content-Length: {LARGEST + 1}", bytes(LARGEST + 1)),
        (f"Content-Length: {100 * 1024 * 1024}", b""),
        (CHUNKED, chunks(1, LARGEST + 1)),
        (CHUNKED, chunks(LARGEST // 1024 + 1, 1024)),
        (CHUNKED, b"ffffffffff\r\n"),
        ("X: " + "x" * LARGEST, b""),
    ],
)
def test_what_is_too_large_is_refused_and_the_connection_closed(
    preview: RunningPreview, line: str, body: bytes
) -> None:
    with connected(preview) as one:
        with suppress(BrokenPipeError, ConnectionResetError):
            one.sendall(head(preview, line) + body)
        answer = whole(one)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    assert preview.get("/").status == 200


def test_a_body_that_is_not_too_large_is_passed_over(preview: RunningPreview) -> None:
    with connected(preview) as one:
        one.sendall(head(preview, f"Content-Length: {LARGEST}", "Connection: close"))
        one.sendall(bytes(LARGEST))
        assert whole(one).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: "])
def test_who_is_slow_holds_up_nobody(preview: RunningPreview, begun: bytes) -> None:
    with connected(preview) as slow, connected(preview) as slower:
        slow.sendall(begun)
        slower.sendall(head(preview, LENGTH) + b"some")
        assert preview.get("/").status == 200


def test_nothing_of_all_this_is_told(preview: RunningPreview) -> None:
    assert [line for line in preview.said if "Traceback" in line] == []
