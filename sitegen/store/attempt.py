"""A build's hold on its store: one build at a time, and a damaged store is only a full build."""

from __future__ import annotations

import errno
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from sitegen.problems import BuildFailed, Location, Problem, interruption
from sitegen.store.lock import locked
from sitegen.store.store import DAMAGE, Store, beside, delete, refusal
from sitegen.store.values import StoreDamaged

Done = TypeVar("Done")


def with_store(path: Path, output: Path, build: Callable[[Store], Done]) -> Done:
    """What comes of a build with the store at a path; where it turns out to be damaged, of one
    with an empty store.

    Raises BuildFailed for what the system refuses, and where another build is at work.
    """
    with _told(output), _locked(path), _without_collector():
        try:
            return _attempt(path, build)
        except StoreDamaged:
            delete(path)
        try:
            return _attempt(path, build)
        except StoreDamaged as error:
            message = f"what was written there is not what is read: {error}"
            raise OSError(errno.EIO, message, str(path)) from error


def _attempt(path: Path, build: Callable[[Store], Done]) -> Done:
    """What comes of a build. Raises StoreDamaged, or OSError for what the system refuses."""
    try:
        with Store(path) as store:
            return build(store)
    except DAMAGE as error:
        if interrupted := interruption(error):
            raise interrupted from None
        if refused := refusal(error, path):
            raise OSError(errno.EIO, refused, str(path)) from error
        raise StoreDamaged(str(error)) from error


def saved(store: Store, save: Callable[[], None]) -> tuple[Problem, ...]:
    """Have a store keep what a build came to, which is published by then. It is a cache: where the
    system gives no room for it, that is told, and the store begins anew with the next build.
    """
    try:
        save()
        store.commit()
    except DAMAGE as error:
        if interruption(error) or not (refused := refusal(error, store.path)):
            raise
        store.close()
        delete(store.path)
        message = f"can't be kept: {refused}"
        hint = "the site is published; the next build makes all of it anew"
        return (Problem(Location(str(store.path)), "store", message, hint, "warning"),)
    return ()


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
    with locked(store.with_suffix(".lock")):
        with suppress(FileExistsError), store.with_name(".gitignore").open("x") as ignore:
            ignore.write("*\n")
        _see_that_it_is_whole(store)
        yield


def _see_that_it_is_whole(store: Path) -> None:
    """Delete a store that a killed build was writing to.

    SQLite would mend it by a file that lies beside it, which no sum tells to be what it left there.
    """
    for file in (store, *beside(store)):
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    if any(file.exists() for file in beside(store)):
        delete(store)


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
