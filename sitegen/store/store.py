"""What the last build made and read, in one SQLite file for each output folder.

A damaged or missing store means a full build, never an error. What was read lies in shards, as
MessagePack, so that one edit writes a hundredth of them.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import MsgspecError, msgpack

from sitegen import fingerprint
from sitegen.store.trace import Made, Trace

if TYPE_CHECKING:
    from sitegen.model.record import Record

SHARDS = 64
_SCOPES = "scopes"
_MANY = 500
"""Files beyond which to look at all is quicker than to look for each."""
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS sources (shard INTEGER PRIMARY KEY, records BLOB, sum INTEGER);
CREATE TABLE IF NOT EXISTS bodies (id INTEGER PRIMARY KEY, html TEXT);
CREATE TABLE IF NOT EXISTS outputs (
    file TEXT PRIMARY KEY, data TEXT, template TEXT, program TEXT, content TEXT, signature TEXT
) WITHOUT ROWID;
"""


class StoreDamaged(Exception):
    """The store does not hold what was put there."""


DAMAGE = (StoreDamaged, sqlite3.DatabaseError, MsgspecError)
"""What using a damaged store can raise: unless it is a refusal, delete the store and begin anew."""
_REFUSED = frozenset(
    {
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM),
    }
)


def refusal(error: BaseException) -> str:
    """What the system refused, where that is behind an error rather than damage; else ""."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return str(error) if code in _REFUSED else ""


class Store:
    """The store of one output folder."""

    def __init__(self, path: Path) -> None:
        """Open a store, or make a new one where there is none. Raises StoreDamaged."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, check_same_thread=False)
        # A process that dies loses nothing by this; after a power cut the sums tell.
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA page_size = 16384")  # bodies are long
        self._database.executescript(_TABLES)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self._database.close()

    def hold(self) -> None:
        """Read on as all is now: without looking again, at each question, whether it still is."""
        self._database.execute("BEGIN")

    def commit(self) -> None:
        """Make all that was saved last."""
        self._database.commit()

    def note(self, key: str) -> str:
        """A note kept under a key, "" for none."""
        find = "SELECT value FROM meta WHERE key = ?"
        row = self._database.execute(find, (key,)).fetchone()
        return str(row[0]) if row else ""

    def save_note(self, key: str, value: str) -> None:
        """Keep a note."""
        self._database.execute("REPLACE INTO meta VALUES (?, ?)", (key, value))

    def forget_sources(self) -> None:
        """Drop all that was read, since something else reads from now on."""
        self._database.execute("DELETE FROM meta")
        self._database.execute("DELETE FROM sources")
        self._database.execute("DELETE FROM bodies")

    def sources(self) -> dict[str, Record]:
        """What every source says, by its path under content/."""
        from sitegen.model.record import Record

        decode = msgpack.Decoder(dict[str, Record]).decode
        found: dict[str, Record] = {}
        for shard, blob, checksum in self._database.execute("SELECT * FROM sources"):
            if zlib.crc32(blob) != checksum:
                raise StoreDamaged(shard)
            found |= decode(blob)
        return found

    def save_sources(self, records: Mapping[str, Record], touched: Iterable[str]) -> None:
        """Keep what every source says, where `touched` are those of which that has changed."""
        due = {_shard(path) for path in touched}
        shards: defaultdict[int, dict[str, Record]] = defaultdict(dict)
        for path, record in records.items() if due else ():
            if (shard := _shard(path)) in due:
                shards[shard][path] = record
        for shard in due:
            blob = msgpack.encode(shards[shard])
            row = (shard, blob, zlib.crc32(blob))
            self._database.execute("REPLACE INTO sources VALUES (?, ?, ?)", row)

    def save_bodies(self, bodies: Iterable[tuple[str, str]]) -> None:
        """Keep the HTML of bodies, each with its fingerprint."""
        rows = sorted(
            (_number(reference), html) for reference, html in bodies
        )  # in order it is quicker
        self._database.executemany("REPLACE INTO bodies VALUES (?, ?)", rows)

    def remove_bodies(self, fingerprints: Iterable[str]) -> None:
        """Drop bodies that no source has any more."""
        rows = [(_number(reference),) for reference in fingerprints]
        self._database.executemany("DELETE FROM bodies WHERE id = ?", rows)

    def body(self, reference: str) -> str:
        """The HTML of a body by its fingerprint. Raises StoreDamaged."""
        find = "SELECT html FROM bodies WHERE id = ?"
        row = self._database.execute(find, (_number(reference),)).fetchone()
        if row is None or fingerprint.of_text(row[0]) != reference:
            raise StoreDamaged(reference)
        return str(row[0])

    def scopes(self) -> frozenset[str]:
        """The fingerprints of all scopes of the last build."""
        return frozenset(self.note(_SCOPES).split())

    def save_scopes(self, fingerprints: Iterable[str]) -> None:
        """Note the fingerprints of all scopes that there are."""
        self.save_note(_SCOPES, " ".join(sorted(fingerprints)))

    def signatures(self) -> dict[str, str]:
        """How stat saw every published file, by its path under the output folder."""
        return dict(self._database.execute("SELECT file, signature FROM outputs"))

    def outputs(self, files: Collection[str]) -> dict[str, Made]:
        """Those of some files that were published."""
        find = "SELECT file, data, template, program, content, signature FROM outputs"
        if len(files) > _MANY:
            wanted = frozenset(files)
            rows = self._database.execute(find)
            return {row[0]: _made(row) for row in rows if row[0] in wanted}
        one = f"{find} WHERE file = ?"
        found = (self._database.execute(one, (file,)).fetchone() for file in files)
        return {row[0]: _made(row) for row in found if row is not None}

    def save_outputs(self, made: Mapping[str, Made]) -> None:
        """Note files as published."""
        rows = [(file, *trace, signature) for file, (trace, signature) in made.items()]
        self._database.executemany("REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?)", rows)

    def save_signatures(self, signatures: Mapping[str, str]) -> None:
        """Note how stat sees files that are published as they were."""
        rows = [(signature, file) for file, signature in signatures.items()]
        self._database.executemany("UPDATE outputs SET signature = ? WHERE file = ?", rows)

    def remove_outputs(self, files: Iterable[str]) -> None:
        """Drop files that are published no more."""
        rows = [(file,) for file in files]
        self._database.executemany("DELETE FROM outputs WHERE file = ?", rows)


def _made(row: tuple[str, str, str, str, str, str]) -> Made:
    return Made(Trace(*row[1:5]), row[5])


def _number(reference: str) -> int:
    """A fingerprint's first 60 bits: SQLite finds a row by its number several times faster."""
    return int(reference[:15] or "0", 16)


def _shard(path: str) -> int:
    return zlib.crc32(path.encode()) % SHARDS


def delete(path: Path) -> None:
    """Throw a store away."""
    for file in (path, path.with_name(path.name + "-journal")):
        file.unlink(missing_ok=True)
