"""Content files read where they have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.content.scan import SourceFile
from sitegen.files import RACY_NANOSECONDS
from sitegen.model.record import Parsed, Record
from sitegen.problems import CONTENT, Location, Problem
from sitegen.workers.pool import Workers, in_chunks


class Reading(NamedTuple):
    """What was read of a file: its path under content/, what is known now, and its body's HTML.

    Of a file whose bytes were known the record is None.
    """

    path: str
    record: Record | None
    html: str


class Result(NamedTuple):
    """What came of reading a file: its fingerprint, what it says and its body's HTML.

    Of a file whose bytes were known, what it says is None.
    """

    fingerprint: str
    parsed: Parsed | None
    html: str


def changed(
    files: Iterable[SourceFile], known: Mapping[str, Record], *, verify: bool = False
) -> tuple[SourceFile, ...]:
    """The files that must be read: new, changed, too fresh to trust, or all with `verify`."""
    due = []
    for file in files:
        record = known.get(file.path)
        if verify or record is None or record.signature != file.signature:
            due.append(file)
    return tuple(due)


def read(
    content: Path,
    files: Sequence[SourceFile],
    known: Mapping[str, Record],
    timezone: str,
    now: int,
    workers: Workers | None,
) -> Iterator[Reading]:
    """Read files, in their order; one whose bytes `known` has is not parsed.

    `now` is the time before the files were found, in nanoseconds since 1970. Workers, where
    there are some, are at it when this returns.
    """
    work = [
        _Known(file.path, known[file.path].fingerprint if file.path in known else "")
        for file in files
    ]
    read = partial(_read_chunk, str(content), timezone)
    results = in_chunks(read, work, workers, (_Known, Result))
    return starmap(partial(_reading, now), zip(files, results, strict=True))


def _reading(now: int, file: SourceFile, result: Result) -> Reading:
    mark, parsed, html = result
    record = None if parsed is None else Record(trusted(file, now), mark, parsed)
    return Reading(file.path, record, html)


def trusted(file: SourceFile, now: int) -> str:
    """A file's signature, or "" while its times could still hide another change."""
    return "" if file.touched > now - RACY_NANOSECONDS else file.signature


class _Known(NamedTuple):
    path: str
    fingerprint: str


def _read_chunk(content: str, timezone: str, work: Sequence[_Known]) -> list[Result]:
    """Read some files, and parse those that are not as they were known.

    All are read before the first is parsed: a processor is quicker at what it has just done.
    """
    read = {path: _bytes(content, path) for path, _ in work}
    results = {path: _unparsed(data) for path, data in read.items()}
    new = {
        path: data
        for (path, known), data in zip(work, read.values(), strict=True)
        if isinstance(data, bytes) and results[path].fingerprint != known
    }
    if new:
        from sitegen.content.entry import parse  # not before there is something to parse

        for path, (parsed, html) in zip(new, parse(new.items(), timezone), strict=True):
            results[path] = Result(results[path].fingerprint, parsed, html)
    return list(results.values())


def _bytes(content: str, path: str) -> bytes | Problem:
    try:
        with open(f"{content}/{path}", "rb") as file:
            return file.read()
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        hint = "check that the file is there and that you may read it"
        return Problem(Location(CONTENT + path), "unreadable", message, hint)


def _unparsed(data: bytes | Problem) -> Result:
    if isinstance(data, Problem):
        return Result("", Parsed(None, problems=(data,)), "")
    return Result(fingerprint.of_bytes(data), None, "")
