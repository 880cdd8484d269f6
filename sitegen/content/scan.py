"""Files under content/: found, and told from those that have no place there.

Light, since a build in which nothing has changed does little else.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from sitegen.countries import by_slug, countries
from sitegen.files import is_noise, name_problem, seen_as
from sitegen.problems import CONTENT, Location, Problem, nearest

KINDS = ("articles", "countries", "months", "pages")
_REPORTS = (".md", ".txt")
CUT_ENDING = ".cut"
"""Where an import keeps the text that is no part of the article beside it."""

_MISSING = Problem(
    Location(f"{CONTENT}articles"),
    "no-articles",
    "there is no such folder",
    "make it, if only to leave it empty, or bring back what stood there",
)
"""A site is not emptied because a disk is not there, or a folder has another name for a while."""


class SourceFile(NamedTuple):
    """A file to publish from: its path under content/, and what stat tells of it.

    The signature differs when the file has been written, moved over or had its times set back.
    """

    path: str
    signature: str
    touched: int
    """When it was last written or moved, in nanoseconds since 1970."""


class Scan(NamedTuple):
    """The files under content/ in order of their paths, and those that can't be published."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]


def scan(content: Path) -> Scan:
    """Find every file; hidden ones and editors' backups are passed over."""
    files: list[SourceFile] = []
    problems: list[Problem] = []
    root = content.resolve()
    folders = [("", str(content))] if content.is_dir() else []
    if not (content / "articles").is_dir():
        problems.append(_MISSING)
    while folders:
        prefix, folder = folders.pop()
        reports = prefix.startswith("articles/")
        for entry in _entries(folder, prefix, problems):
            path = prefix + entry.name
            if reports and path.endswith(_REPORTS) and entry.is_file(follow_symlinks=False):
                files.append(_source_file(entry, path))  # as most are
            elif entry.is_symlink() and (problem := _astray(entry, path, root)):
                problems.append(problem)
            elif entry.is_dir():
                folders.append((path + "/", entry.path))
            elif problem := _unknown(path) or _no_file(entry, path):
                problems.append(problem)
            else:
                files.append(_source_file(entry, path))
    return Scan(tuple(sorted(files)), tuple(problems))


def _entries(folder: str, prefix: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not _passed_over(entry.name)]
    except OSError as error:
        where = Location(CONTENT + prefix)
        problems.append(Problem(where, "unreadable", f"can't be read: {error.strerror}"))
        return []
    named = []
    for entry in found:
        if problem := name_problem(CONTENT + prefix, entry.name):
            problems.append(problem)
        else:
            named.append(entry)
    return named


def _passed_over(name: str) -> bool:
    return is_noise(name) or name.endswith(CUT_ENDING)


def _astray(entry: os.DirEntry[str], path: str, root: Path) -> Problem | None:
    """Why a link in the file system can't be followed, if so."""
    hint = "put a copy of the file there instead"
    if not Path(entry.path).resolve().is_relative_to(root):
        return Problem(Location(CONTENT + path), "link-outside", "leads outside content/", hint)
    if entry.is_dir():
        message = "leads to a folder that is read already"
        return Problem(Location(CONTENT + path), "link-folder", message, "remove it")
    return None


def _no_file(entry: os.DirEntry[str], path: str) -> Problem | None:
    """What is neither a file nor a link, such as a named pipe, would be waited for for ever."""
    if entry.is_file() or entry.is_symlink():
        return None
    return Problem(Location(CONTENT + path), "no-file", "is not a file", "move it elsewhere")


def _source_file(entry: os.DirEntry[str], path: str) -> SourceFile:
    try:
        return _seen(path, entry.stat())
    except OSError:
        return SourceFile(path, "", 0)


def _seen(path: str, seen: os.stat_result) -> SourceFile:
    return SourceFile(path, seen_as(seen), max(seen.st_mtime_ns, seen.st_ctime_ns))


def _unknown(path: str) -> Problem | None:
    """Why a file has no place under content/, if so: nothing is left out in silence."""
    kind, slash, name = path.partition("/")
    where = Location(CONTENT + path)
    if not slash or kind not in KINDS:
        near = nearest(kind, KINDS)
        hint = f"did you mean {near}/?" if near else f"move it to one of {', '.join(KINDS)}"
        message = "is in no folder that is published"
        return Problem(where, "unknown-folder", message, hint, "warning")
    endings = _REPORTS if kind == "articles" else (".md",)
    if not name.endswith(endings):
        hint = "pictures and other files belong into static/root/"
        message = f"is not published: only {' and '.join(endings)} files are read here"
        return Problem(where, "unknown-file", message, hint, "warning")
    stem = name.removesuffix(".md")
    if kind == "months" and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", stem):
        return Problem(where, "unknown-month", "is named after no month", "rename it: 2024-12.md")
    if kind == "countries" and by_slug(stem) is None:
        near = nearest(stem, (country.slug for country in countries()))
        hint = f"did you mean {near}.md?" if near else "name it as the country's address ends"
        return Problem(where, "unknown-country", "is named after no country", hint)
    return None
