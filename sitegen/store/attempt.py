"""A build's hold on its store: one build at a time, and a damaged store is only a full build."""

from __future__ import annotations

import errno
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sitegen.problems import BuildFailed, Location, Problem, interruption
from sitegen.store.lock import locked
from sitegen.store.store import DAMAGE, Store, delete, refusal

Done = TypeVar("Done")


def with_store(path: Path, output: Path, build: Callable[[Store], Done]) -> Done:
    """What comes of a build with the store at a path; where it turns out to be damaged, of one
    with an empty store.

    Raises BuildFailed for what the system refuses, and where another build is at work.
    """
    with _told(output), _locked(path), _without_collector():
        try:
            return _attempt(path, build)
        except DAMAGE as error:
            if interrupted := interruption(error):
                raise interrupted from None
            if refused := refusal(error):
                raise OSError(errno.EIO, refused, str(path)) from error
            delete(path)
            return _attempt(path, build)


def _attempt(path: Path, build: Callable[[Store], Done]) -> Done:
    with Store(path) as store:
        done = build(store)
        store.commit()
        return done


@contextmanager
def _told(output: Path) -> Iterator[None]:
    """What the system refuses is a problem to tell, not a traceback."""
    try:
        yield
    except OSError as error:
        if interrupted := interruption(error):
            raise interrupted from None
        where = Location(str(error.filename2 or error.filename or output))
        message = f"can't be used: {error.strerror or error}"
        hint = "mend this and build again; nothing is lost"
        raise BuildFailed([Problem(where, "output", message, hint)]) from error


@contextmanager
def _locked(store: Path) -> Iterator[None]:
    """One build at a time, in a folder that no version control takes in."""
    store.parent.mkdir(exist_ok=True)
    ignore = store.with_name(".gitignore")
    if not ignore.exists():
        ignore.write_text("*\n", "utf-8")
    with locked(store.with_suffix(".lock")):
        yield


@contextmanager
def _without_collector() -> Iterator[None]:
    """A build makes many values and hardly a cycle: to look for some takes a third of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
