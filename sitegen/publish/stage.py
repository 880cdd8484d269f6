"""The stage: where files wait, beside what stands there, until all are made."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.files import seen_as
from sitegen.problems import BuildFailed
from sitegen.publish.folder import names
from sitegen.publish.manifest import MANIFEST, STAGE
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


def prepare_stage(output: Path) -> Stage:
    """An empty folder to render into, of this process's own.

    Raises BuildFailed where something else has its name.
    """
    folder = output / STAGE
    if folder.is_symlink() or folder.is_file():
        message = "a link or file stands where a build keeps what it is making"
        raise BuildFailed([foreign(folder, message)])
    if folder.is_dir():
        _remove_old_stage(folder)
    folder.mkdir(parents=True, exist_ok=True)
    keep_apart(folder)
    stage = Stage(str(folder / str(os.getpid())), whole=names(output) <= {STAGE, MANIFEST})
    os.mkdir(stage.folder)
    return stage


def _remove_old_stage(folder: Path) -> None:
    try:
        shutil.rmtree(folder, onerror=_fail_at)
    except OSError as error:
        # A process that outlives a killed build goes on writing there, which is in nobody's way.
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise


def _fail_at(_: object, path: str, error: tuple[object, BaseException, object]) -> None:
    """Tell the whole path, of which an error in clearing a folder has but the last name."""
    refused = error[1]
    if isinstance(refused, OSError):
        raise OSError(refused.errno, refused.strerror, path) from None
    raise refused


def clear_stage(output: Path) -> None:
    """Remove what is left of staging."""
    shutil.rmtree(output / STAGE, ignore_errors=True)


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
