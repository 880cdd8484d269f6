"""Files: which of them count, under which names, how stat sees them, and how they are read.

There is one way through a folder of sources, `walk`, and one way into a file, `read_bytes`.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from sitegen.package import package_folder
from sitegen.problems import BuildFailed, Location, Problem

RACY_NANOSECONDS = 2_000_000_000
"""The coarsest clock of a file system in use (FAT). A file changed this shortly before it was read
could change again without a trace in its times, so it is read again by the next build."""
_ENDINGS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".part", "___")
_PUBLISHED = frozenset({".well-known", ".htaccess", ".nojekyll"})
"""Names that are hidden only because those who read them, servers and hosts, want it so."""
# C0, DEL and C1 (ISO/IEC 6429), and the two separators that end a line for Python.
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TRIAL = "4913"  # what Vim writes to see whether it may
LARGEST_TEXT = 64 * 1024 * 1024
"""Bytes of a text beyond which it is none that a person wrote, nor one that memory can hold."""


class SourceFile(NamedTuple):
    """A file of a folder of sources: its path there, and what stat tells of it.

    The signature differs when the file has been written, moved over or had its times set back.
    """

    path: str
    signature: str
    touched: int
    """When it was last written or moved, in nanoseconds since 1970."""


class Walk(NamedTuple):
    """The regular files of a folder in order of their paths, and what can't be read as one."""

    files: list[SourceFile]
    problems: list[Problem]


class Overlay(NamedTuple):
    """The files of some folders laid over one another: each by its path there, in order."""

    places: dict[str, str]
    """Where each file is."""
    files: list[SourceFile]
    """The same as stat sees them, each with its place for a path."""
    problems: tuple[Problem, ...]


class Limits(NamedTuple):
    """What the file system takes that a site is published on, in bytes."""

    name: int
    """For a file's name."""
    path: int
    """For a file's path in the output folder."""


def is_noise(path: str) -> bool:
    """Whether a path inside a project, or a name alone, is hidden, a lock or a backup."""
    if is_hidden(path):
        return True
    name = path.rpartition("/")[2]
    return name.endswith(_ENDINGS) or name.startswith("#") or name == _TRIAL


def is_hidden(path: str) -> bool:
    """Whether a name in a path is hidden, though no host wants it so."""
    if not (path.startswith(".") or "/." in path):
        return False
    return any(part[:1] == "." and part not in _PUBLISHED for part in path.split("/"))


def stays_inside(path: str) -> bool:
    """Whether a path, by its letters alone, leads to something inside the folder it starts from.

    No part of it is empty, "." or "..", and it is text without control characters. It holds of
    many paths that are joined by slashes where it holds of each.
    """
    parts = f"/{path}/"
    if "//" in parts or "/../" in parts or "/./" in parts:
        return False
    return path.isprintable() or not (_CONTROL.search(path) or _SURROGATE.search(path))


def name_problem(folder: str, name: str) -> Problem | None:
    """What is wrong with a file's name, if anything; `folder` is where it lies, with its slash."""
    if name.isprintable():
        return None
    message = "has a control character in its name" if _CONTROL.search(name) else ""
    if _SURROGATE.search(name):  # Python keeps the odd bytes as lone surrogates
        message = "has a name that is not UTF-8"
    if not message:
        return None
    shown = _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), utf_8(name))
    return Problem(Location(folder + shown), "name", message, "rename it")


def utf_8(path: str) -> str:
    """A path with its odd bytes spelt out, for what takes nothing but UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def real_folder(path: Path, called: str) -> Path:
    """Where a folder is, or will be, behind all links. Raises BuildFailed where they lead nowhere.

    `called` is what it is to a person.
    """
    real = Path(os.path.realpath(path))
    if any(folder.is_symlink() for folder in (real, *real.parents)):
        message = f"{called} is behind a link that leads in a circle"
        hint = "remove the link, then build again"
        raise BuildFailed([Problem(Location(str(path)), "link-circle", message, hint)])
    return real


def seen_as(seen: os.stat_result) -> str:
    """A file's signature: differs when it has been written, moved or had its times set back."""
    return f"{seen.st_size}:{seen.st_mtime_ns}:{seen.st_ctime_ns}:{seen.st_ino}"


def source_file(path: str, seen: os.stat_result) -> SourceFile:
    """A file with what stat tells of it."""
    return SourceFile(path, seen_as(seen), max(seen.st_mtime_ns, seen.st_ctime_ns))


def walk(folder: Path, shown: str, passed_over: Callable[[str], bool] = is_noise) -> Walk:
    """Find every file of a folder of sources; `shown` is how its path begins for a person.

    A link is followed to a file of the same folder and nowhere else, so that nothing from outside
    is ever published and what changes a file changes something in its folder. The folder itself
    may be a link to another one of the project. What comes with the package lies as the installer
    left it, perhaps by links.
    """
    found = Walk([], [])
    ours = folder == package_folder(folder.name)
    if not os.path.lexists(folder) or (not ours and _leads_out(folder, shown, found.problems)):
        return found
    root = "" if ours else os.path.realpath(folder)
    pending = [""]
    while pending:
        prefix = pending.pop()
        for entry in _entries(f"{folder}/{prefix}", shown + prefix, passed_over, found.problems):
            path = prefix + entry.name
            try:
                if entry.is_file(follow_symlinks=False):  # as most are
                    found.files.append(source_file(path, entry.stat(follow_symlinks=False)))
                elif entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif problem := _no_file(entry, shown, path, root):
                    found.problems.append(problem)
                else:
                    found.files.append(source_file(path, entry.stat()))
            except OSError as error:
                if entry.is_symlink() or not isinstance(error, FileNotFoundError):
                    found.problems.append(unreadable(shown + path, error))
    found.files.sort()
    return found


def _leads_out(folder: Path, shown: str, problems: list[Problem]) -> bool:
    """Whether a folder of sources is a link to none of the project's, or to a hidden one."""
    project, real = os.path.realpath(folder.parent), os.path.realpath(folder)
    if not folder.is_symlink() or not is_noise(os.path.relpath(real, project)):
        return False
    message, hint = "leads to no folder of the project", "put a copy of the folder there instead"
    problems.append(Problem(Location(shown.rstrip("/")), "link-outside", message, hint))
    return True


def _entries(
    folder: str, shown: str, passed_over: Callable[[str], bool], problems: list[Problem]
) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not passed_over(entry.name)]
    except OSError as error:
        problems.append(unreadable(shown, error))
        return []
    named = []
    for entry in found:
        if problem := name_problem(shown, entry.name):
            problems.append(problem)
        else:
            named.append(entry)
    return named


def _no_file(entry: os.DirEntry[str], shown: str, path: str, root: str) -> Problem | None:
    """Why what is neither a plain file nor a folder is not read, if so. Raises OSError.

    A named pipe would be waited for for ever.
    """
    where = Location(shown + path)
    if root and entry.is_symlink() and not _is_under(os.path.realpath(entry.path), root):
        hint = "put a copy of the file there instead"
        return Problem(where, "link-outside", f"leads outside {shown}", hint)
    if entry.is_dir():
        return Problem(where, "link-folder", "leads to a folder that is read already", "remove it")
    if stat.S_ISREG(entry.stat().st_mode):
        return None
    return Problem(where, "no-file", "is not a file", "move it elsewhere")


def _is_under(path: str, folder: str) -> bool:
    return f"{path}/".startswith(f"{folder}/")


def unreadable(shown: str, error: OSError) -> Problem:
    """What a person is told of a file or folder of sources that the system does not give."""
    message = f"can't be read: {error.strerror}"
    hint = "check that the file is there and that you may read it"
    return Problem(Location(shown), "unreadable", message, hint)


def overlay(folders: Iterable[Path], shown: str) -> Overlay:
    """The files of some folders of sources; an earlier folder's file wins."""
    files: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    for folder in reversed(tuple(folders)):
        found = walk(folder, shown)
        problems += found.problems
        files |= {file.path: file._replace(path=f"{folder}/{file.path}") for file in found.files}
    files = dict(sorted(files.items()))
    places = {path: file.path for path, file in files.items()}
    return Overlay(places, list(files.values()), tuple(problems))


def read_bytes(path: str | Path, most: int = 0, within: int | None = None) -> bytes:
    """The bytes of a regular file, at most so many where that is given. Raises OSError.

    `within` is an open folder that the path counts from, which then leads through no link.

    Nothing else is ever waited for, even where it has taken a file's place since that was found.
    """
    how = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
    file = os.open(path, how if within is None else how | os.O_NOFOLLOW, dir_fd=within)
    try:
        seen = os.fstat(file)
        if stat.S_ISDIR(seen.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(seen.st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        if most and seen.st_size > most:
            raise OSError(errno.EFBIG, f"Larger than {most >> 20} MB", str(path))
        with open(file, "rb", closefd=False) as opened:
            return opened.read()
    finally:
        os.close(file)
