"""One build at a time for each store."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.problems import BuildFailed, Location, Problem


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock; the system lets go of it when the process ends, however it ends.

    Raises BuildFailed, naming the process that holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            message = f"another build (process {owner}) is at work on this site"
            hint = "wait until it is done, or stop it"
            raise BuildFailed([Problem(Location(str(path)), "locked", message, hint)]) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
