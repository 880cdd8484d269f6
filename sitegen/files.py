"""Files: which of them count, under which names, and how stat sees them."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from sitegen.problems import Location, Problem

RACY_NANOSECONDS = 2_000_000_000
"""The coarsest clock of a file system in use (FAT). A file changed this shortly before it was read
could change again without a trace in its times, so it is read again by the next build."""
_ENDINGS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".part", "___")
_PUBLISHED = frozenset({".well-known", ".htaccess", ".nojekyll"})
"""Names that are hidden only because those who read them, servers and hosts, want it so."""
# C0, DEL and C1 (ISO/IEC 6429), and the two separators that end a line for Python.
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")
_TRIAL = "4913"  # what Vim writes to see whether it may


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
    """Whether a path leads to a file inside the folder that it counts from, by a name that can be
    ours: of parts that are neither empty nor dots, without control characters.
    """
    if not path.isascii() or not path.isprintable():
        try:
            path.encode()
        except UnicodeEncodeError:
            return False
        if _CONTROL.search(path):
            return False
    return not any(part in ("", ".", "..") for part in path.split("/"))


def name_problem(folder: str, name: str) -> Problem | None:
    """What is wrong with a file's name, if anything; `folder` is where it lies, with its slash."""
    if name.isascii():
        return None
    try:
        name.encode()
    except UnicodeEncodeError:  # Python keeps the odd bytes as lone surrogates
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return Problem(
            Location(folder + shown), "name", "has a name that is not UTF-8", "rename it"
        )
    return None


def seen_as(seen: os.stat_result) -> str:
    """A file's signature: differs when it has been written, moved or had its times set back."""
    return f"{seen.st_size}:{seen.st_mtime_ns}:{seen.st_ctime_ns}:{seen.st_ino}"
