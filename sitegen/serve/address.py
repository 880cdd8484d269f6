"""Where the preview listens, and which requests are meant for it."""

from __future__ import annotations

import errno
import re
import socket
from dataclasses import dataclass
from ipaddress import ip_address

from tornado.netutil import bind_sockets

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::(\d{1,5}))?")
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")
_PORTS = range(1, 65536)
_FREE_TO_ALL = 1024


class CannotServe(Exception):
    """The preview can't begin; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """A host as given on the command line, and the address and port that are listened on.

    A page of another site can make a browser send requests here, even under a name of its own
    that leads to this machine (DNS rebinding). Such requests tell on themselves by Host or Origin.
    """

    host: str
    bound: str
    port: int

    @property
    def url(self) -> str:
        """The preview's address for a browser, without a slash at the end."""
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.bound, _bracketed(self.host))
        return f"http://{name}:{self.port}"

    @property
    def is_public(self) -> bool:
        """Whether other machines can reach it."""
        return not ip_address(self.bound.partition("%")[0]).is_loopback

    def accepts_host(self, host: str) -> bool:
        """Whether a Host header names this preview."""
        found = _HOST.fullmatch(host)
        if found is None or int(found[2] or 80) != self.port:
            return False
        name = found[1].lower()
        if name in _LOOPBACK or name == _bracketed(self.host).lower():
            return True
        # Listening everywhere, it has addresses that can't be known; a name is what rebinding needs
        return self.bound in _EVERYWHERE and _is_number(name)

    def accepts_origin(self, origin: str) -> bool:
        """Whether an Origin header says that a page of this preview asks."""
        scheme, mark, host = origin.partition("://")
        return bool(mark) and scheme == "http" and self.accepts_host(host)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def bind(host: str, port: int) -> tuple[Address, list[socket.socket]]:
    """Listen; 0 takes any free port. Raises CannotServe."""
    host = host.strip().removeprefix("[").removesuffix("]")
    if not host:
        raise CannotServe("--host is empty; try --host 127.0.0.1")
    try:
        sockets = bind_sockets(port, host)
    except (OSError, UnicodeError) as error:
        raise CannotServe(_why(error, host, port)) from None
    if not sockets:
        raise CannotServe(f"this machine can't listen on {host}; try --host 127.0.0.1")
    bound, port = sockets[0].getsockname()[:2]
    return Address(host, bound, port), sockets


def _why(error: OSError | UnicodeError, host: str, port: int) -> str:
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return f"port {port} is in use; try --port {port + 1 if port + 1 in _PORTS else 8000}"
    if code == errno.EACCES and port < _FREE_TO_ALL:
        return f"port {port} is kept for the system; try --port 8000"
    if code == errno.EADDRNOTAVAIL:
        return f"this machine has no address {host}; try --host 127.0.0.1"
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return f"host {host!r} is not known; try --host 127.0.0.1"
    return f"can't listen on {host}, port {port}: {error.strerror or error}"
