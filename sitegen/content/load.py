"""Content files read where they have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.files import LARGEST_TEXT, RACY_NANOSECONDS, SourceFile, read_bytes
from sitegen.model.record import Record
from sitegen.problems import CONTENT, Location, Problem
from sitegen.workers.pool import Workers, in_chunks


class Reading(NamedTuple):
    """What was read of a file: what it says, and its body's HTML.

    The record is None for a file whose bytes were known.
    """

    record: Record | None
    html: str = ""


class _Known(NamedTuple):
    """A file to read, and the fingerprint of its bytes when it was read last."""

    path: str
    fingerprint: str


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


def trusted(file: SourceFile, now: int) -> str:
    """A file's signature, or "" while its times could still hide another change.

    `now` is the time before the files were found, in nanoseconds since 1970.
    """
    return "" if file.touched > now - RACY_NANOSECONDS else file.signature


def read(
    content: Path,
    files: Sequence[SourceFile],
    known: Mapping[str, Record],
    timezone: str,
    workers: Workers | None,
) -> Iterator[Reading]:
    """Read files, in their order; one whose bytes `known` has is not parsed.

    Workers, where there are some, are at it when this returns.
    """
    work = [
        _Known(file.path, known[file.path].fingerprint if file.path in known else "")
        for file in files
    ]
    read_chunk = partial(_read_chunk, str(content), timezone)
    return in_chunks(read_chunk, work, workers, (_Known, Reading))


def _read_chunk(content: str, timezone: str, work: Sequence[_Known]) -> list[Reading]:
    """Read some files, and parse those that are not as they were known.

    All are read before the first is parsed: a processor is quicker at what it has just done.
    """
    readings: dict[str, Reading] = {}
    new: dict[str, bytes] = {}
    fingerprints: dict[str, str] = {}
    for path, known in work:
        data = _bytes(content, path)
        if isinstance(data, Problem):
            readings[path] = Reading(Record(None, problems=(data,)))
            continue
        readings[path], fingerprints[path] = Reading(None), fingerprint.of_bytes(data)
        if fingerprints[path] != known:
            new[path] = data
    if new:
        from sitegen.content.entry import parse  # not before there is something to parse

        for path, (record, html) in zip(new, parse(new.items(), timezone), strict=True):
            readings[path] = Reading(record._replace(fingerprint=fingerprints[path]), html)
    return list(readings.values())


def _bytes(content: str, path: str) -> bytes | Problem:
    try:
        return read_bytes(f"{content}/{path}", LARGEST_TEXT)
    except OSError as error:
        message = f"can't be read: {error.strerror}"
        hint = "check that the file is there and that you may read it"
        return Problem(Location(CONTENT + path), "unreadable", message, hint)
