"""Files under content/: found, told from others, and read where they have changed."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.content.entry import Parsed, parse
from sitegen.countries import by_slug, countries
from sitegen.markdown import CONTENT
from sitegen.pool import in_chunks
from sitegen.problems import Location, Problem

KINDS = ("articles", "countries", "months", "pages")
RACY_NANOSECONDS = 2_000_000_000
"""The coarsest clock of a file system in use (FAT). A file changed this shortly before it was read
could change again without a trace in its times, so it is read again by the next build."""


CUT_ENDING = ".cut"
"""Where an import keeps the text that is no part of the article beside it."""


class SourceFile(NamedTuple):
    """A file to publish from: its path under content/, and what stat tells of it."""

    path: str
    size: int
    modified: int
    changed: int
    inode: int

    @property
    def signature(self) -> str:
        """Differs when the file has been written, moved over or had its times set back."""
        return f"{self.size}:{self.modified}:{self.changed}:{self.inode}"


class Record(NamedTuple):
    """What is known of a file: how stat saw it ("" for too fresh to trust), its bytes' fingerprint
    and what it says.
    """

    signature: str
    fingerprint: str
    parsed: Parsed


class Known(NamedTuple):
    """A file as the last build saw it."""

    signature: str
    fingerprint: str


class Scan(NamedTuple):
    """The files under content/ in order of their paths, and those that can't be published."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]


def scan(content: Path) -> Scan:
    """Find every file; hidden ones and editors' backups are passed over."""
    files: list[SourceFile] = []
    problems: list[Problem] = []
    root = content.resolve()
    folders = [content] if content.is_dir() else []
    while folders:
        folder = folders.pop()
        for entry in _entries(folder, content, problems):
            path = Path(entry.path).relative_to(content).as_posix()
            if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
                hint = "put a copy of the file there instead"
                where = Location(CONTENT + path)
                problems.append(Problem(where, "link-outside", "leads outside content/", hint))
            elif entry.is_dir():
                folders.append(Path(entry.path))
            elif problem := _unknown(path):
                problems.append(problem)
            else:
                files.append(_source_file(entry, path))
    return Scan(tuple(sorted(files)), tuple(problems))


def _entries(folder: Path, content: Path, problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not _passed_over(entry.name)]
    except OSError as error:
        where = Location(CONTENT + folder.relative_to(content).as_posix())
        problems.append(Problem(where, "unreadable", f"can't be read: {error.strerror}"))
        return []


def _passed_over(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak", CUT_ENDING))


def _source_file(entry: os.DirEntry[str], path: str) -> SourceFile:
    try:
        seen = entry.stat()
    except OSError:
        return SourceFile(path, 0, 0, 0, 0)
    return SourceFile(path, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)


def _unknown(path: str) -> Problem | None:
    """Why a file has no place under content/, if so: nothing is left out in silence."""
    where = Location(CONTENT + path)
    kind, slash, name = path.partition("/")
    if not slash or kind not in KINDS:
        near = get_close_matches(kind, KINDS, 1)
        hint = f"did you mean {near[0]}/?" if near else f"move it to one of {', '.join(KINDS)}"
        message = "is in no folder that is published"
        return Problem(where, "unknown-folder", message, hint, "warning")
    endings = (".md", ".txt") if kind == "articles" else (".md",)
    if not name.endswith(endings):
        hint = "pictures and other files belong into static/root/"
        message = f"is not published: only {' and '.join(endings)} files are read here"
        return Problem(where, "unknown-file", message, hint, "warning")
    stem = name.removesuffix(".md")
    if kind == "months" and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", stem):
        return Problem(where, "unknown-month", "is named after no month", "rename it: 2024-12.md")
    if kind == "countries" and by_slug(stem) is None:
        near = get_close_matches(stem, [country.slug for country in countries()], 1)
        hint = f"did you mean {near[0]}.md?" if near else "name it as the country's address ends"
        return Problem(where, "unknown-country", "is named after no country", hint)
    return None


def changed(
    files: Iterable[SourceFile], known: Mapping[str, Known], *, verify: bool = False
) -> tuple[SourceFile, ...]:
    """The files that must be read: new, changed, too fresh to trust, or all with `verify`."""
    return tuple(
        file
        for file in files
        if verify or file.path not in known or known[file.path].signature != file.signature
    )


def read(
    content: Path,
    files: Sequence[SourceFile],
    known: Mapping[str, Known],
    timezone: str,
    pool: Executor | None,
) -> dict[str, Record | None]:
    """Read files; None for one whose bytes are those that `known` has.

    With a pool, the files are read and parsed in its processes.
    """
    now = time.time_ns()
    work = [
        (file.path, known[file.path].fingerprint if file.path in known else "") for file in files
    ]
    results = in_chunks(partial(_read_chunk, str(content), timezone), work, pool)
    records: dict[str, Record | None] = {}
    for file, (mark, parsed) in zip(files, results, strict=True):
        if parsed is None:
            records[file.path] = None
        else:
            records[file.path] = Record(trusted(file, now), mark, parsed)
    return records


def trusted(file: SourceFile, now: int) -> str:
    """A file's signature, or "" while its times could still hide another change."""
    fresh = max(file.modified, file.changed) > now - RACY_NANOSECONDS
    return "" if fresh else file.signature


def _read_chunk(
    content: str, timezone: str, work: Sequence[tuple[str, str]]
) -> list[tuple[str, Parsed | None]]:
    return [_read_one(content, timezone, path, mark) for path, mark in work]


def _read_one(content: str, timezone: str, path: str, known: str) -> tuple[str, Parsed | None]:
    try:
        data = Path(content, path).read_bytes()
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        hint = "check that the file is there and that you may read it"
        problem = Problem(Location(CONTENT + path), "unreadable", message, hint)
        return "", Parsed(None, "", problems=(problem,))
    mark = fingerprint.of_bytes(data)
    return mark, None if mark == known else parse(path, data, timezone)
