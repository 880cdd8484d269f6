"""Compiled templates, kept in the user's folder for such: never in a project, and in no folder that
somebody else may write to, since what is loaded from there is run.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from sitegen import fingerprint
from sitegen.files import read_bytes

_UNUSED = 90 * 24 * 60 * 60
"""Seconds after which a template that was kept is taken to be of a program or a theme that is no
more. Where it is not, it is compiled once again."""


def compiled_templates(project: Path, key: str) -> BytecodeCache | None:
    """Where compiled templates are kept; None where there is no folder for them that is the user's
    alone and outside of the project.

    What a filter makes of a constant is compiled in, such as a link, so a program and a site's
    address have files of their own: their names begin with `key`.

    XDG Base Directory Specification 0.8, "XDG_CACHE_HOME".
    """
    named, home = Path(os.environ.get("XDG_CACHE_HOME", "")), Path(os.environ.get("HOME", ""))
    folder = (named if named.is_absolute() else home / ".cache") / "sitegen" / "templates"
    if not folder.is_absolute():
        return None
    real = Path(os.path.realpath(folder))
    if real.is_relative_to(os.path.realpath(project)):
        return None
    kept = _Kept(real, key)
    with suppress(OSError):
        real.mkdir(parents=True, exist_ok=True, mode=0o700)
        with kept.opened():
            return kept
    return None


class _Kept(BytecodeCache):
    """Compiled templates in a folder; one that is damaged, or can't be kept, costs only time."""

    def __init__(self, folder: Path, prefix: str) -> None:
        self._folder = folder
        self._prefix = prefix

    @contextmanager
    def opened(self) -> Iterator[int]:
        """The folder, opened: whatever takes its place meanwhile is not looked at.

        Raises OSError where it is not the user's alone.
        """
        how = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        folder = os.open(self._folder, how)
        try:
            seen = os.fstat(folder)
            if seen.st_uid != os.geteuid() or seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise PermissionError(f"{self._folder} is not this user's alone")
            yield folder
        finally:
            os.close(folder)

    def _name(self, bucket: Bucket) -> str:
        return f"{self._prefix}-{bucket.key}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, where its template is kept; the file's first line is the rest's sum."""
        with suppress(OSError), self.opened() as folder:
            total, _, data = read_bytes(self._name(bucket), within=folder).partition(b"\n")
            if total == fingerprint.of_bytes(data).encode():
                bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, and remove what has not been kept anew for long."""
        data, name = bucket.bytecode_to_string(), self._name(bucket)
        new = f"{name}.{os.getpid()}"
        with suppress(OSError), self.opened() as folder:
            how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
            try:
                with open(os.open(new, how, 0o600, dir_fd=folder), "wb") as file:
                    file.write(fingerprint.of_bytes(data).encode() + b"\n" + data)
                    now = os.fstat(file.fileno()).st_mtime
                os.replace(new, name, src_dir_fd=folder, dst_dir_fd=folder)
            finally:
                with suppress(OSError):
                    os.unlink(new, dir_fd=folder)
            _remove_old(folder, now - _UNUSED)


def _remove_old(folder: int, since: float) -> None:
    """Remove the files of a folder that were written before a moment."""
    with os.scandir(folder) as found:
        old = [file.name for file in found if file.stat(follow_symlinks=False).st_mtime < since]
    for name in old:
        os.unlink(name, dir_fd=folder)
