"""What the last build made and read, in one SQLite file for each output folder.

A damaged or missing store means a full build, never an error. All values are MessagePack with a
sum; what was read and what was published lie in shards, so that one edit writes few of them.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import fingerprint
from sitegen.files import stays_inside
from sitegen.store.trace import Made
from sitegen.store.values import StoreDamaged, Value, packed, unpacked

if TYPE_CHECKING:
    from sitegen.model.record import Record

SHARDS = 64
_SCOPES = "scopes"
_TABLES = {
    "kept": "CREATE TABLE kept (key TEXT PRIMARY KEY, value BLOB, sum INTEGER)",
    "bodies": "CREATE TABLE bodies (id INTEGER PRIMARY KEY, html TEXT)",
}
_SCHEMA = {
    *(("table", name, statement) for name, statement in _TABLES.items()),
    ("index", "sqlite_autoindex_kept_1", None),
}
"""All that SQLite is to say of the file."""

DAMAGE = (StoreDamaged, sqlite3.DatabaseError)
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
        try:
            self._open()
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
        save = "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = ?2, sum = ?3"
        self._database.execute(save, (key, *packed(key, kind, value)))

    def remove_note(self, key: str) -> None:
        """Drop a note."""
        self._database.execute("DELETE FROM kept WHERE key = ?", (key,))

    def forget_sources(self) -> None:
        """Drop all that was read, since something else reads from now on, and every note."""
        self._database.execute("DELETE FROM kept WHERE key NOT GLOB 'outputs/*'")
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

        Raises StoreDamaged.
        """
        shards = map(self._outputs, range(SHARDS))
        return {file: made.signature for shard in shards for file, made in shard.items()}

    def outputs(self, files: Collection[str]) -> dict[str, Made]:
        """Those of some files that were published. Raises StoreDamaged."""
        found: dict[str, Made] = {}
        for shard, inside in _by_shard(files).items():
            made = self._outputs(shard)
            found |= {file: made[file] for file in inside if file in made}
        return found

    def save_outputs(self, made: Mapping[str, Made]) -> None:
        """Note files as published."""
        for shard, files in _by_shard(made).items():
            kept = self._outputs(shard) | {file: made[file] for file in files}
            self.save_note(f"outputs/{shard}", dict[str, Made], kept)

    def save_signatures(self, signatures: Mapping[str, str]) -> None:
        """Note how stat sees files that are published as they were."""
        made = self.outputs(signatures.keys()).items()
        self.save_outputs({file: one._replace(signature=signatures[file]) for file, one in made})

    def remove_outputs(self, files: Iterable[str]) -> None:
        """Drop files that are published no more."""
        for shard, gone in _by_shard(files).items():
            kept = {file: made for file, made in self._outputs(shard).items() if file not in gone}
            self.save_note(f"outputs/{shard}", dict[str, Made], kept)

    def _outputs(self, shard: int) -> dict[str, Made]:
        """The published files of a shard. None leads out of the output folder, whoever wrote it."""
        made = self.note(f"outputs/{shard}", dict[str, Made]) or {}
        if made and not stays_inside("/".join(made)):  # which it does where each of them does
            raise StoreDamaged("a file outside the output folder")
        return made


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
