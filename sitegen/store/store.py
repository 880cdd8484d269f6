"""What the last build made and read, in one SQLite file for each output folder.

A damaged or missing store means a full build, never an error. All values are MessagePack with a
sum. What is read as a whole lies in shards, so that one edit writes a small part of them.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import fingerprint
from sitegen.files import stays_inside
from sitegen.store.trace import Made, Trace
from sitegen.store.values import StoreDamaged, Value, packed, unpacked

if TYPE_CHECKING:
    from sitegen.model.record import Record

SHARDS = 256
_SCOPES = "scopes"
_TABLES = {
    "kept": "CREATE TABLE kept (key TEXT PRIMARY KEY, value BLOB, sum INTEGER) WITHOUT ROWID",
    "bodies": "CREATE TABLE bodies (id INTEGER PRIMARY KEY, html TEXT)",
}
_SCHEMA = {("table", name, statement) for name, statement in _TABLES.items()}
"""All that SQLite is to say of the file."""

DAMAGE = (StoreDamaged, sqlite3.Error)
"""What using a damaged store can raise: unless it is a refusal, delete the store and begin anew."""
_REFUSED = frozenset(
    {
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM),
    }
)


def refusal(error: BaseException, path: Path) -> str:
    """What the system refused, where that is behind an error of a store rather than damage; else
    "". SQLite takes a damaged header, too, for one of a file that it must not write to.
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if code == sqlite3.SQLITE_READONLY and all(
        os.access(place, os.W_OK) for place in (path.parent, path)
    ):
        return ""
    return str(error) if code in _REFUSED else ""


class Store:
    """The store of one output folder."""

    def __init__(self, path: Path) -> None:
        """Open a store, or make a new one where there is none. Raises StoreDamaged."""
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, check_same_thread=False)
        try:
            self._open()
        except UnicodeDecodeError as error:  # of SQLite's message, which quotes a damaged name
            self.close()
            raise StoreDamaged("its tables are not ours") from error
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        # A process that dies loses nothing by this; after a power cut the sums tell.
        self._database.execute("PRAGMA synchronous = OFF")
        schema = set(self._database.execute("SELECT type, name, sql FROM sqlite_master"))
        if not schema:
            self._database.execute("PRAGMA page_size = 16384")  # bodies are long
            for statement in _TABLES.values():
                self._database.execute(statement)
        elif schema != _SCHEMA:
            raise StoreDamaged("its tables are not ours")

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

    def note(self, key: str, kind: type[Value]) -> Value | None:
        """A note of a type that was kept under a key, None for none. Raises StoreDamaged."""
        find = "SELECT value, sum FROM kept WHERE key = ?"
        row = self._database.execute(find, (key,)).fetchone()
        return None if row is None else unpacked(key, kind, *row)

    def save_note(self, key: str, kind: type[Value], value: Value) -> None:
        """Keep a note."""
        row = (key, *packed(key, kind, value))
        self._database.execute("REPLACE INTO kept VALUES (?, ?, ?)", row)

    def remove_note(self, key: str) -> None:
        """Drop a note."""
        self._database.execute("DELETE FROM kept WHERE key = ?", (key,))

    def forget_sources(self) -> None:
        """Drop all that was read, since something else reads from now on, and every note."""
        published = "key GLOB 'traces/*' OR key GLOB 'signatures/*'"
        self._database.execute(f"DELETE FROM kept WHERE NOT ({published})")
        self._database.execute("DELETE FROM bodies")

    def sources(self) -> dict[str, Record]:
        """What every source says, by its path under content/. Raises StoreDamaged."""
        from sitegen.model.record import Record

        found: dict[str, Record] = {}
        for shard in range(SHARDS):
            found |= self.note(f"sources/{shard}", dict[str, Record]) or {}
        return found

    def save_sources(self, records: Mapping[str, Record], touched: Iterable[str]) -> None:
        """Keep what every source says, where `touched` are those of which that has changed."""
        from sitegen.model.record import Record

        due = {_shard(path) for path in touched}
        shards: defaultdict[int, dict[str, Record]] = defaultdict(dict)
        for path, record in records.items() if due else ():
            if (shard := _shard(path)) in due:
                shards[shard][path] = record
        for shard in due:
            self.save_note(f"sources/{shard}", dict[str, Record], shards[shard])

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
        (html,) = self._database.execute(find, (_number(reference),)).fetchone() or (None,)
        if not isinstance(html, str) or fingerprint.of_text(html) != reference:
            raise StoreDamaged(f"body {reference}")
        return html

    def scopes(self) -> frozenset[str]:
        """The fingerprints of all scopes of the last build. Raises StoreDamaged."""
        return self.note(_SCOPES, frozenset[str]) or frozenset()

    def save_scopes(self, fingerprints: frozenset[str]) -> None:
        """Note the fingerprints of all scopes that there are."""
        self.save_note(_SCOPES, frozenset[str], fingerprints)

    def signatures(self) -> dict[str, str]:
        """How stat saw every published file, by its path under the output folder.

        None leads out of it, whoever put it here. Raises StoreDamaged.
        """
        found: dict[str, str] = {}
        for shard in range(SHARDS):
            found |= self._signatures(shard)
        # Joined they stay inside where each of them does.
        if found and not stays_inside("/".join(found)):
            raise StoreDamaged("a file outside the output folder")
        return found

    def outputs(self, files: Collection[str]) -> dict[str, Made]:
        """Those of some files that were published. Raises StoreDamaged."""
        found: dict[str, Made] = {}
        for shard, paths in _by_shard(files).items():
            signatures, traces = self._signatures(shard), self._traces(shard)
            if signatures.keys() != traces.keys():
                raise StoreDamaged("a published file without its trace")
            there = signatures.keys() & paths
            found |= {file: Made(traces[file], signatures[file]) for file in there}
        return found

    def save_outputs(self, made: Mapping[str, Made]) -> None:
        """Note files as published."""
        for shard, files in _by_shard(made).items():
            kept = self._traces(shard) | {file: made[file].trace for file in files}
            self.save_note(f"traces/{shard}", dict[str, Trace], kept)
        self.save_signatures({file: one.signature for file, one in made.items()})

    def save_signatures(self, signatures: Mapping[str, str]) -> None:
        """Note how stat sees files that are published."""
        for shard, files in _by_shard(signatures).items():
            kept = self._signatures(shard) | {file: signatures[file] for file in files}
            self.save_note(f"signatures/{shard}", dict[str, str], kept)

    def remove_outputs(self, files: Iterable[str]) -> None:
        """Drop files that are published no more."""
        for shard, gone in _by_shard(files).items():
            signatures = {f: one for f, one in self._signatures(shard).items() if f not in gone}
            self.save_note(f"signatures/{shard}", dict[str, str], signatures)
            traces = {f: one for f, one in self._traces(shard).items() if f not in gone}
            self.save_note(f"traces/{shard}", dict[str, Trace], traces)

    def _signatures(self, shard: int) -> dict[str, str]:
        return self.note(f"signatures/{shard}", dict[str, str]) or {}

    def _traces(self, shard: int) -> dict[str, Trace]:
        return self.note(f"traces/{shard}", dict[str, Trace]) or {}


def _number(reference: str) -> int:
    """A fingerprint's first 60 bits: SQLite finds a row by its number several times faster."""
    try:
        return int(reference[:15] or "0", 16)
    except ValueError:
        raise StoreDamaged(f"body {reference}") from None


def _shard(path: str) -> int:
    return zlib.crc32(path.encode()) % SHARDS


def _by_shard(paths: Iterable[str]) -> dict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for path in paths:
        found[_shard(path)].add(path)
    return found


def beside(path: Path) -> tuple[Path, ...]:
    """What SQLite keeps beside a store while it writes to it."""
    return tuple(path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm"))


def delete(path: Path) -> None:
    """Throw a store away."""
    for file in (path, *beside(path)):
        file.unlink(missing_ok=True)
