"""A Dask cluster in the place of this machine's processes: its executor, and who may work there."""

from __future__ import annotations

import os
import platform
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sitegen.package import folders
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.store.folder import prepare_folder
from sitegen.store.program import program_fingerprint
from sitegen.workers.pool import UnfitWorker

PATIENCE = 30
"""Seconds that a scheduler, and then the first of its workers, is given to answer."""
_PLACE = Location("--cluster")


class Home(NamedTuple):
    """What a worker must find where it runs, for its work to be what this process would do."""

    program: str
    token: str
    """A file of the project that only this build has made."""
    text: str
    templates: tuple[str, ...]


class Cluster(Executor):
    """Another executor, whose workers are looked at before they work."""

    def __init__(self, executor: Executor, home: Home, workers: int) -> None:
        """Spread work over so many workers."""
        self._executor = executor
        self._home = home
        self._max_workers = workers  # as the executors of the standard library have it

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a function called by a worker that is at home."""
        return self._executor.submit(_at_home, self._home, fn, *args, **kwargs)


def _at_home(home: Home, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    _check(home)
    return work(*args, **kwargs)


@lru_cache(maxsize=1)
def _check(home: Home) -> None:
    """Raises UnfitWorker."""
    if program_fingerprint() != home.program:
        message = "has another sitegen, Python or package"
        raise UnfitWorker(platform.node(), message, "install the same versions on every machine")
    try:
        same = Path(home.token).read_text("utf-8") == home.text
    except OSError:
        same = False
    missing = [folder for folder in home.templates if not Path(folder).is_dir()]
    if not same or missing:
        what = missing[0] if same else str(Path(home.token).parents[1])
        hint = "share the folder with every machine, at the same path"
        raise UnfitWorker(platform.node(), f"doesn't see {what} as it is here", hint)


def complaint(address: str) -> str:
    """What is wrong with a scheduler's address, "" for nothing."""
    try:
        parts = urlsplit(address)
        right = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
    except ValueError:
        right = False
    rest = "" if not right else parts.path or parts.query or parts.fragment or parts.username
    return "" if right and not rest else "is not a scheduler's address such as tcp://10.0.0.1:8786"


@contextmanager
def connect(address: str, project: Path) -> Iterator[Executor]:
    """The executor of the cluster at an address. Raises BuildFailed, also for what befalls it."""
    try:
        from dask import config

        config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}})
        from distributed import Client, KilledWorker
    except ImportError:
        hint = "pip install 'sitegen[cluster]'"
        raise _failed("the package distributed is not installed", hint) from None
    _reach(address)
    try:
        with (
            Client(address, timeout=PATIENCE, set_as_default=False) as client,  # type: ignore[no-untyped-call]
            _home(project.resolve()) as home,
        ):
            workers = max(1, sum(client.nthreads().values()))
            pool = Cluster(client.get_executor(), home, workers)
            _greet(pool)
            yield pool
    except ImportError:
        raise _unlike() from None
    except UnfitWorker as unfit:
        raise _failed(f"the worker on {unfit.host} {unfit.message}", unfit.hint) from None
    except KilledWorker:
        message = "worker processes died, perhaps for want of memory; nothing was published"
        raise _failed(message, "build without --cluster") from None
    except CancelledError:
        hint = "see that it runs, and build again"
        raise _failed(f"the scheduler at {address} has gone; nothing was published", hint) from None
    except OSError as error:
        raise _failed(f"can't be used: {error}", "see that it runs, and build again") from None


def _failed(message: str, hint: str) -> BuildFailed:
    return BuildFailed([Problem(_PLACE, "cluster", message, hint)])


def _reach(address: str) -> None:
    """Find out at once what Dask would try again and again."""
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname, parts.port), PATIENCE).close()
    except OSError as error:
        message = f"no scheduler answers at {address}: {error.strerror or error}"
        raise _failed(
            message, "start one with dask scheduler, or build without --cluster"
        ) from None


def _greet(pool: Executor) -> None:
    """See that there is a worker, and that it and the scheduler can load sitegen."""
    try:
        pool.submit(int).result(PATIENCE)
    except (AttributeError, RuntimeError):
        raise _unlike() from None
    except TimeoutError:
        message = f"the scheduler has had no worker for {PATIENCE} seconds"
        raise _failed(message, "start some with dask worker, or build without --cluster") from None


def _unlike() -> BuildFailed:
    message = "the scheduler or a worker can't load sitegen as it is here"
    return _failed(message, "install the same versions on every machine")


@contextmanager
def _home(project: Path) -> Iterator[Home]:
    token = project / ".sitegen" / f"cluster-{os.getpid()}"
    text = f"{platform.node()} {os.getpid()}\n"
    prepare_folder(token.parent)
    token.write_text(text, "utf-8")
    try:
        templates = tuple(map(str, folders(project, "templates")))
        yield Home(program_fingerprint(), str(token), text, templates)
    finally:
        token.unlink(missing_ok=True)
