"""One build at a time for each store."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.problems import BuildFailed, Location, Problem
from sitegen.store.folder import prepare_folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock; the system lets go of it when the process ends, however it ends.

    Raises BuildFailed, naming the process that holds it, or what stands in the folder's place.
    """
    prepare_folder(path.parent)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        _take(file, path)
        line = f"{os.getpid()}\n".encode()
        os.pwrite(file, line, 0)  # before the rest goes: whoever looks meanwhile finds a line
        os.ftruncate(file, len(line))
        yield
    finally:
        os.close(file)


def owner_of(path: Path) -> str:
    """The number of the process that took a lock last; "" for none, or one not yet written out."""
    owner, end, _ = path.read_text("ascii", "replace").partition("\n")
    return owner.strip() if end else ""


def _take(file: int, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = owner_of(path)
        if _runs(owner):
            message = f"another build (process {owner}) is at work on this site"
            hint = "wait until it is done, or stop it"
            raise BuildFailed([Problem(Location(str(path)), "locked", message, hint)]) from None
        # One that has only begun, or whose workers have yet to notice that it was killed.
        fcntl.flock(file, fcntl.LOCK_EX)


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        pass  # it is someone else's
    return True
