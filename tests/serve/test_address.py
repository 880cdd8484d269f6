"""Where the preview listens, and which Host and Origin are its own."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.serve.address import Address, CannotServe, bind

LOCAL = Address("127.0.0.1", "127.0.0.1", 8000)
EVERYWHERE = Address("0.0.0.0", "0.0.0.0", 8000)
NAMED = Address("desk.example", "192.0.2.7", 80)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (LOCAL, "http://127.0.0.1:8000"),
        (EVERYWHERE, "http://127.0.0.1:8000"),
        (NAMED, "http://desk.example:80"),
        (Address("localhost", "::1", 8000), "http://localhost:8000"),
        (Address("::1", "::1", 8000), "http://[::1]:8000"),
        (Address("::", "::", 8000), "http://[::1]:8000"),
    ],
)
def test_the_address_for_a_browser(address: Address, url: str) -> None:
    assert address.url == url


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (LOCAL, "127.0.0.1:8000"),
        (LOCAL, "localhost:8000"),
        (LOCAL, "LocalHost:8000"),
        (LOCAL, "[::1]:8000"),
        (EVERYWHERE, "192.168.1.20:8000"),
        (EVERYWHERE, "[fd00::20]:8000"),
        (NAMED, "desk.example"),
        (NAMED, "Desk.Example:80"),
        (NAMED, "localhost"),
    ],
)
def test_names_of_this_preview(address: Address, host: str) -> None:
    assert address.accepts_host(host)
    assert address.accepts_origin(f"http://{host}")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (LOCAL, ""),
        (LOCAL, "127.0.0.1"),
        (LOCAL, "127.0.0.1:8001"),
        (LOCAL, "127.0.0.1:80000"),
        (LOCAL, "127.0.0.2:8000"),
        (LOCAL, "rebound.example:8000"),
        (LOCAL, "localhost.rebound.example:8000"),
        (LOCAL, "localhost:8000@rebound.example"),
        (LOCAL, "localhost:8000:8000"),
        (LOCAL, " localhost:8000"),
        (LOCAL, "localhost:8000\n"),
        (LOCAL, "192.168.1.20:8000"),
        (EVERYWHERE, "rebound.example:8000"),
        (EVERYWHERE, "[<script>]:8000"),
        (NAMED, "rebound.example"),
        (NAMED, "desk.example:8000"),
    ],
)
def test_names_that_are_not_this_preview(address: Address, host: str) -> None:
    assert not address.accepts_host(host)
    assert not address.accepts_origin(f"http://{host}")


@pytest.mark.parametrize(
    "origin", ["null", "", "localhost:8000", "https://localhost:8000", "file://localhost:8000"]
)
def test_origins_that_are_no_page_of_this_preview(origin: str) -> None:
    assert not LOCAL.accepts_origin(origin)


@given(st.text())
def test_an_accepted_host_holds_nothing_to_escape(host: str) -> None:
    for address in (LOCAL, EVERYWHERE, NAMED):
        if address.accepts_host(f"{host}:{address.port}"):
            assert not set(host) & set("<>&\"'/?#\\ ")


@pytest.mark.parametrize(
    ("bound", "is_public"),
    [
        ("127.0.0.1", False),
        ("127.0.0.9", False),
        ("::1", False),
        ("0.0.0.0", True),
        ("::", True),
        ("192.168.1.20", True),
        ("fe80::1%eth0", True),
    ],
)
def test_whether_other_machines_reach_it(bound: str, is_public: bool) -> None:
    assert Address("a", bound, 8000).is_public is is_public


def test_any_free_port_is_taken_for_0() -> None:
    address, sockets = bind(" 127.0.0.1 ", 0)
    with closing(sockets[0]):
        assert address == Address("127.0.0.1", "127.0.0.1", sockets[0].getsockname()[1])


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 300, "a..b", "über\ud800"])
def test_a_host_that_nobody_knows_is_refused(host: str) -> None:
    with pytest.raises(CannotServe, match="is not known; try --host 127"):
        bind(host, 0)
