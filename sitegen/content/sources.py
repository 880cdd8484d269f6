"""What content/ says now: what the store has of it, and the rest read from the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sitegen import fingerprint
from sitegen.content import load
from sitegen.content.load import Reading
from sitegen.content.memory import Memory
from sitegen.content.scan import Scan, SourceFile
from sitegen.model.article import Article
from sitegen.model.changes import Changes
from sitegen.model.record import Parsed, Record
from sitegen.problems import Problem
from sitegen.store.store import Store
from sitegen.workers.pool import Workers

_READER = "reader"
_BATCH = 5000
"""Bodies that the store is given at once."""
MANY = 25_000
"""Files beyond which memory is what there is least of."""


class Sources(NamedTuple):
    """Every readable file's content by its path under content/, in order, and all problems."""

    parsed: dict[str, Parsed]
    problems: tuple[Problem, ...]
    changes: Changes | None
    """Since the last reading, where they are all."""
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
    reader: Reader, scan: Scan, store: Store, memory: Memory, workers: Workers | None
) -> Callable[[], Sources]:
    """Begin to read what has changed since the last build; what this returns sees it through.

    Workers, where there are some, are at it meanwhile.
    """
    mark = fingerprint.of_value((reader.program, reader.timezone))
    if store.note(_READER) != mark:
        store.forget_sources()
        store.save_note(_READER, mark)
    known = memory.records(store)
    due = load.changed(scan.files, known, verify=reader.verify)
    readings = load.read(reader.content, due, known, reader.timezone, reader.now, workers)
    return partial(_finish, reader, scan, store, memory, known, due, readings)


def _finish(
    reader: Reader,
    scan: Scan,
    store: Store,
    memory: Memory,
    known: Mapping[str, Record],
    due: Sequence[SourceFile],
    readings: Iterator[Reading],
) -> Sources:
    """All that content/ says, with what was read anew, which the store keeps."""
    read, bodies = _keep_bodies(readings, store, sparing=len(due) > MANY)
    paths = [path for path, _, _ in scan.files]
    records = {path: read.get(path) or known[path] for path in paths}
    settled = {
        file.path: records[file.path]._replace(signature=load.trusted(file, reader.now))
        for file in due
        if file.path not in read
    }
    records |= settled
    gone = known.keys() - records.keys()
    touched = {*gone, *(file.path for file in due if records[file.path] != known.get(file.path))}
    store.save_sources(records, touched)
    replaced = {_body(known[path]) for path in touched & known.keys()}
    if replaced:
        articles = (record.parsed.article for record in records.values())
        store.remove_bodies(replaced.difference(article.body for article in articles if article))
    memory.keep(records, store, reader.now)
    problems = (*scan.problems, *(p for found in records.values() for p in found.parsed.problems))
    return Sources(
        {path: record.parsed for path, record in records.items()},
        problems,
        _changes(known, records, touched),
        bodies,
    )


def problems_in(content: Path, scan: Scan) -> tuple[Problem, ...]:
    """What is wrong with the files themselves, whatever the settings are."""
    readings = load.read(content, scan.files, {}, "UTC", 0, None)
    records = (reading.record for reading in readings if reading.record)
    return (*scan.problems, *(p for record in records for p in record.parsed.problems))


def _changes(
    known: Mapping[str, Record], records: Mapping[str, Record], touched: Iterable[str]
) -> Changes | None:
    edited: list[str] = []
    added: list[str] = []
    for path in sorted(touched):
        if path not in records or not path.startswith("articles/"):
            return None
        now = records[path].parsed
        before = known[path].parsed if path in known else None
        if before is None:
            added.append(path)
        elif _frame(before) != _frame(now):
            return None
        elif before.marks != now.marks:
            edited.append(path)
    return Changes(tuple(edited), tuple(added))


def _frame(parsed: Parsed) -> tuple[Article | None, bool]:
    """All that other pages than the article's own, and feeds, can depend on."""
    article = parsed.article
    return article and article._replace(body="", derived=()), parsed.draft


def _keep_bodies(
    readings: Iterator[Reading], store: Store, *, sparing: bool
) -> tuple[dict[str, Record], dict[str, str]]:
    """What was read anew, by path, its bodies in the store as they come: they are most of it.

    They are at hand besides, unless this is to be `sparing` of memory.
    """
    read: dict[str, Record] = {}
    at_hand: dict[str, str] = {}
    values: dict[object, Any] = {}
    while batch := list(islice(readings, _BATCH)):
        found = {reading.path: reading.record for reading in batch if reading.record}
        bodies = {_body(reading.record): reading.html for reading in batch if reading.record}
        store.save_bodies(bodies.items())
        if sparing:
            found = {path: _sharing(record, values) for path, record in found.items()}
        else:
            at_hand |= bodies
        read |= found
    return read, at_hand


def _sharing(record: Record, values: dict[object, Any]) -> Record:
    """The same, with values that many articles have in common in memory once."""
    article = record.parsed.article
    if article is None:
        return record
    common = {name: getattr(article, name) for name in ("date", "updated", "countries", "source")}
    shared = {
        name: values.setdefault((type(value), value), value) for name, value in common.items()
    }
    return record._replace(parsed=record.parsed._replace(article=article._replace(**shared)))


def _body(record: Record) -> str:
    article = record.parsed.article
    return article.body if article else ""
