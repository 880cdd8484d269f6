"""Files: which of them count, under which names, and how stat sees them."""

from __future__ import annotations

import os

from sitegen.problems import Location, Problem

RACY_NANOSECONDS = 2_000_000_000
"""The coarsest clock of a file system in use (FAT). A file changed this shortly before it was read
could change again without a trace in its times, so it is read again by the next build."""
_ENDINGS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".part", "___")
_PUBLISHED = frozenset({".well-known", ".htaccess", ".nojekyll"})
"""Names that are hidden only because those who read them, servers and hosts, want it so."""
_TRIAL = "4913"  # what Vim writes to see whether it may


def is_noise(path: str) -> bool:
    """Whether a path inside a project, or a name alone, is hidden, a lock or a backup."""
    hidden = path.startswith(".") or "/." in path
    if hidden and any(part[:1] == "." and part not in _PUBLISHED for part in path.split("/")):
        return True
    name = path.rpartition("/")[2]
    return name.endswith(_ENDINGS) or name.startswith("#") or name == _TRIAL


def stays_inside(name: str) -> bool:
    """Whether a path, by its letters alone, leads to something inside the folder it starts from.

    No part of it is empty, "." or "..", and it is one line, as lists of files have them.
    """
    parts = f"/{name}/"
    if "//" in parts or "/../" in parts or "/./" in parts:
        return False
    return "\0" not in name and name.splitlines() == [name]


def name_problem(folder: str, name: str) -> Problem | None:
    """What is wrong with a file's name, if anything; `folder` is where it lies, with its slash."""
    if name.isascii() and name.isprintable():
        return None
    if name.splitlines() != [name]:
        where = Location(folder + " ".join(name.splitlines()))
        return Problem(where, "name", "has a line break in its name", "rename it")
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
