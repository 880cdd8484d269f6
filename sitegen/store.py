"""What the last build made and read, in one SQLite file for each output folder.

A damaged or missing store means a full build, never an error. The parsed files inside are pickles:
the store is as trusted as the program that wrote it, and lies beside it in .sitegen/.
"""

from __future__ import annotations

import pickle
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen import fingerprint
from sitegen.content.entry import Parsed
from sitegen.content.load import Known, Record
from sitegen.trace import Made, Trace

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS sources (
    path TEXT PRIMARY KEY, signature TEXT, fingerprint TEXT, body TEXT, parsed BLOB, sum INTEGER);
CREATE TABLE IF NOT EXISTS bodies (fingerprint TEXT PRIMARY KEY, html TEXT);
CREATE TABLE IF NOT EXISTS outputs (
    file TEXT PRIMARY KEY, data TEXT, template TEXT, program TEXT, content TEXT, signature TEXT);
"""


class StoreDamaged(Exception):
    """The store does not hold what was put there."""


DAMAGE = (StoreDamaged, sqlite3.DatabaseError, pickle.UnpicklingError)
"""What using a damaged store can raise: delete it and begin anew."""


class Store:
    """The store of one output folder."""

    def __init__(self, path: Path) -> None:
        """Open a store, or make a new one where there is none. Raises StoreDamaged."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, check_same_thread=False)
        # A process that dies loses nothing by this; after a power cut the sums tell.
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(_TABLES)

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self._database.close()

    def commit(self) -> None:
        """Make all that was saved last."""
        self._database.commit()

    def reader(self) -> str:
        """The fingerprint of what read the sources: program and settings."""
        row = self._database.execute("SELECT value FROM meta WHERE key = 'reader'").fetchone()
        return str(row[0]) if row else ""

    def forget_sources(self, reader: str) -> None:
        """Drop all that was read, since something else reads from now on."""
        self._database.execute("DELETE FROM sources")
        self._database.execute("DELETE FROM bodies")
        self._database.execute("REPLACE INTO meta VALUES ('reader', ?)", (reader,))

    def known(self) -> dict[str, Known]:
        """How every source was seen, by its path under content/."""
        rows = self._database.execute("SELECT path, signature, fingerprint FROM sources")
        return {path: Known(signature, mark) for path, signature, mark in rows}

    def parsed(self) -> dict[str, Parsed]:
        """What every source says; the HTML of bodies is left out."""
        rows = self._database.execute("SELECT path, parsed, sum FROM sources")
        found: dict[str, Parsed] = {}
        for path, blob, checksum in rows:
            if zlib.crc32(blob) != checksum:
                raise StoreDamaged(path)
            found[path] = pickle.loads(blob)
        return found

    def save_sources(self, records: Mapping[str, Record]) -> None:
        """Keep what was read, the bodies' HTML apart from the rest."""
        rows, bodies = [], []
        for path, (signature, mark, parsed) in records.items():
            body = parsed.article.body if parsed.article else ""
            blob = pickle.dumps(parsed._replace(html=""), protocol=pickle.HIGHEST_PROTOCOL)
            rows.append((path, signature, mark, body, blob, zlib.crc32(blob)))
            bodies.append((body, parsed.html))
        self._database.executemany("REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._database.executemany("REPLACE INTO bodies VALUES (?, ?)", bodies)

    def settle_sources(self, signatures: Mapping[str, str]) -> None:
        """Note that files are what they were, though stat sees them otherwise."""
        rows = [(signature, path) for path, signature in signatures.items()]
        self._database.executemany("UPDATE sources SET signature = ? WHERE path = ?", rows)

    def remove_sources(self, paths: Iterable[str]) -> None:
        """Drop files that are gone."""
        rows = [(path,) for path in paths]
        self._database.executemany("DELETE FROM sources WHERE path = ?", rows)

    def drop_unused_bodies(self, *, changed: bool) -> None:
        """Drop bodies that no source has any more, where sources have changed at all."""
        if not changed:
            return
        self._database.execute(
            "DELETE FROM bodies WHERE fingerprint NOT IN (SELECT body FROM sources)"
        )

    def bodies(self, fingerprints: Iterable[str]) -> dict[str, str]:
        """The HTML of bodies by their fingerprints."""
        find = "SELECT html FROM bodies WHERE fingerprint = ?"
        found: dict[str, str] = {}
        for mark in dict.fromkeys(fingerprints):
            row = self._database.execute(find, (mark,)).fetchone()
            if row is None or fingerprint.of_text(row[0]) != mark:
                raise StoreDamaged(mark)
            found[mark] = row[0]
        return found

    def outputs(self) -> dict[str, Made]:
        """Every published file by its path under the output folder."""
        rows = self._database.execute(
            "SELECT file, data, template, program, content, signature FROM outputs"
        )
        return {file: Made(Trace(*trace), signature) for file, *trace, signature in rows}

    def save_outputs(self, made: Mapping[str, Made]) -> None:
        """Note files as published, or as about to be."""
        rows = [(file, *trace, signature) for file, (trace, signature) in made.items()]
        self._database.executemany("REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", rows)

    def remove_outputs(self, files: Iterable[str]) -> None:
        """Drop files that are published no more."""
        self._database.executemany("DELETE FROM outputs WHERE file = ?", [(f,) for f in files])


def delete(path: Path) -> None:
    """Throw a store away."""
    for file in (path, path.with_name(path.name + "-journal")):
        file.unlink(missing_ok=True)
