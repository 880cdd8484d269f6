"""What content/ says now: what the store has of it, and the rest read from the files."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.content import load
from sitegen.content.entry import Parsed
from sitegen.problems import Problem
from sitegen.program import program_fingerprint
from sitegen.store import Store


class Sources(NamedTuple):
    """Every readable file's content by its path under content/, in order, and all problems."""

    parsed: dict[str, Parsed]
    problems: tuple[Problem, ...]


def read_sources(
    content: Path, timezone: str, store: Store, pool: Executor | None, *, verify: bool
) -> Sources:
    """Read what has changed since the last build, and keep it in the store."""
    reader = fingerprint.of_value((program_fingerprint(), timezone))
    if store.reader() != reader:
        store.forget_sources(reader)
    now = time.time_ns()
    scan = load.scan(content)
    known = store.known()
    due = load.changed(scan.files, known, verify=verify)
    records = load.read(content, due, known, timezone, pool)
    store.save_sources({path: record for path, record in records.items() if record})
    store.settle_sources(
        {file.path: load.trusted(file, now) for file in due if records[file.path] is None}
    )
    paths = [file.path for file in scan.files]
    gone = known.keys() - set(paths)
    store.remove_sources(gone)
    store.drop_unused_bodies(changed=bool(gone or records))
    stored = store.parsed()
    parsed = {path: stored[path] for path in paths}
    problems = (*scan.problems, *(p for found in parsed.values() for p in found.problems))
    return Sources(parsed, problems)
