"""The stage: where files wait, beside what stands there, until all are made."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.files import seen_as
from sitegen.problems import BuildFailed
from sitegen.publish.folder import names
from sitegen.publish.manifest import MANIFEST, STAGE, read_manifest
from sitegen.publish.obstacles import foreign
from sitegen.publish.placement import keep_apart


class Stage(NamedTuple):
    """Where files wait until all are there."""

    folder: str
    whole: bool
    """Whether they lie as they will stand, to be moved in by whole folders; a file that takes
    another's place is staged without making folders for it."""

    def path(self, file: str) -> str:
        """Where a file is staged.

        Files that replace others are spread over several folders: by chance one may come to lie
        where it is slow to make new ones.
        """
        if self.whole:
            return f"{self.folder}/{file}"
        name = fingerprint.of_text(file)
        return f"{self.folder}-{name[0]}/{name}"


@contextmanager
def staged(output: Path) -> Iterator[Stage]:
    """An empty folder to render into, which is there until the end.

    A build of another project into the same output folder waits for this one's end. Raises
    BuildFailed where something else has the folder's name.
    """
    folder = output / STAGE
    if folder.is_symlink() or folder.is_file():
        message = "a link or file stands where a build keeps what it is making"
        raise BuildFailed([foreign(folder, message)])
    with _held(folder):
        _empty(folder)
        keep_apart(folder)
        stage = Stage(str(folder / str(os.getpid())), whole=names(output) <= {STAGE, MANIFEST})
        os.mkdir(stage.folder)
        try:
            yield stage
        finally:
            _clear(folder)


def _fail_at(_: object, path: str, error: tuple[object, BaseException, object]) -> None:
    """Tell the whole path, of which an error in clearing a folder has but the last name."""
    refused = error[1]
    if isinstance(refused, OSError):
        raise OSError(refused.errno, refused.strerror, path) from None
    raise refused


def clear_stage(output: Path) -> None:
    """Remove what a build that was killed has left, where the folder is ours and none is at it."""
    folder = output / STAGE
    if not folder.is_dir() or folder.is_symlink():
        return
    if read_manifest(output).files or names(output) <= {STAGE}:
        with suppress(OSError), _held(folder, wait=False):
            _clear(folder)


@contextmanager
def _held(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """A folder that no other process holds; the system lets go of it when this one ends.

    Raises BlockingIOError where one does, and this is not to wait.
    """
    file = _opened(folder)
    try:
        # A file system that knows no locks has no two builds at once, as far as anybody can tell.
        with suppress(OSError) if wait else nullcontext():
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        while not _is_at(file, folder):  # whoever held it has removed it since
            os.close(file)
            file = _opened(folder)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def _opened(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.lstat(path))
    except OSError:
        return False


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _empty(folder: Path) -> None:
    """Remove all that a folder holds."""
    for name in sorted(names(folder)):
        if (folder / name).is_symlink() or not (folder / name).is_dir():
            (folder / name).unlink()
            continue
        try:
            shutil.rmtree(folder / name, onerror=_fail_at)
        except OSError as error:
            # A process that outlives a killed build writes on there, which is in nobody's way.
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise


def write_file(path: str, data: bytes) -> str:
    """Write a file, with the folders above it where they are missing; how stat then sees it."""
    folder, _, name = path.rpartition("/")
    if name == "index.html":
        _make_folder(folder)  # the page's own, which hardly ever is there
    try:
        return _write(path, data)
    except FileNotFoundError:
        _make_folder(folder)
        return _write(path, data)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # in one that is there, most often
    except (FileNotFoundError, FileExistsError):
        Path(path).mkdir(parents=True, exist_ok=True)


def _write(path: str, data: bytes) -> str:
    file = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666
    )
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]
        return seen_as(os.fstat(file))
    finally:
        os.close(file)
