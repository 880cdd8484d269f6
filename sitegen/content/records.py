"""What content/ says now: what the store has of it, and the rest read from the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sitegen import fingerprint
from sitegen.content import load
from sitegen.content.load import Reading
from sitegen.content.scan import Scan
from sitegen.files import SourceFile
from sitegen.model.record import Record
from sitegen.problems import Problem
from sitegen.store.store import Store
from sitegen.workers.pool import Workers

_READER = "reader"
_BATCH = 5000
"""Bodies that the store is given at once."""
MANY = 25_000
"""Files beyond which memory is what there is least of."""


class Records(NamedTuple):
    """Every file's record by its path under content/, in order, and all problems."""

    records: dict[str, Record]
    problems: tuple[Problem, ...]
    bodies: dict[str, str]
    """HTML that was read just now, by its fingerprint; none where that is very much."""


class Reader(NamedTuple):
    """What reading depends on besides the files."""

    content: Path
    timezone: str
    program: str
    now: int
    """When the files were looked for, in nanoseconds since 1970."""
    verify: bool


def begin_reading(
    reader: Reader, scan: Scan, store: Store, workers: Workers | None
) -> Callable[[], Records]:
    """Begin to read what has changed since the last build; what this returns sees it through.

    Workers, where there are some, are at it meanwhile.
    """
    reads_by = fingerprint.of_value((reader.program, reader.timezone))
    if store.note(_READER, str) != reads_by:
        store.forget_sources()
        store.save_note(_READER, str, reads_by)
    known = store.sources()
    due = load.changed(scan.files, known, verify=reader.verify)
    readings = load.read(reader.content, due, known, reader.timezone, workers)
    return partial(_finish, reader, scan, store, known, due, readings)


def _finish(
    reader: Reader,
    scan: Scan,
    store: Store,
    known: Mapping[str, Record],
    due: Sequence[SourceFile],
    readings: Iterator[Reading],
) -> Records:
    """All that content/ says, with what was read anew, which the store keeps."""
    read, bodies = _keep_bodies(readings, store, sparing=len(due) > MANY)
    seen = {
        file.path: (record or known[file.path])._replace(signature=load.trusted(file, reader.now))
        for file, record in zip(due, read, strict=True)
    }
    records = {file.path: seen.get(file.path) or known[file.path] for file in scan.files}
    touched = {path for path, record in seen.items() if record != known.get(path)}
    touched |= known.keys() - records.keys()
    store.save_sources(records, touched)
    replaced = {_body(known[path]) for path in touched & known.keys()}
    if replaced:
        store.remove_bodies(replaced.difference(map(_body, records.values())))
    problems = [problem for record in records.values() for problem in record.problems]
    return Records(records, (*scan.problems, *problems), bodies)


def problems_in(content: Path, scan: Scan) -> tuple[Problem, ...]:
    """What is wrong with the files themselves, whatever the settings are."""
    readings = load.read(content, scan.files, {}, "UTC", None)
    records = (reading.record for reading in readings if reading.record)
    return (*scan.problems, *(problem for record in records for problem in record.problems))


def _keep_bodies(
    readings: Iterator[Reading], store: Store, *, sparing: bool
) -> tuple[list[Record | None], dict[str, str]]:
    """What was read anew, in order, its bodies in the store as they come: they are most of it.

    They are at hand besides, unless this is to be `sparing` of memory.
    """
    read: list[Record | None] = []
    at_hand: dict[str, str] = {}
    values: dict[object, Any] = {}
    while batch := list(islice(readings, _BATCH)):
        found = [reading.record for reading in batch]
        bodies = {_body(reading.record): reading.html for reading in batch if reading.record}
        store.save_bodies(bodies.items())
        if sparing:
            found = [record and _sharing(record, values) for record in found]
        else:
            at_hand |= bodies
        read += found
    return read, at_hand


def _sharing(record: Record, values: dict[object, Any]) -> Record:
    """The same, with values that many articles have in common in memory once."""
    article = record.article
    if article is None:
        return record
    common = {name: getattr(article, name) for name in ("date", "updated", "countries", "source")}
    shared = {
        name: values.setdefault((type(value), value), value) for name, value in common.items()
    }
    return record._replace(article=article._replace(**shared))


def _body(record: Record) -> str:
    return record.article.body if record.article else ""
