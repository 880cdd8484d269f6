"""Whatever is in the store: a build makes what a clean one does, says nothing, and heals it."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec import msgpack

from sitegen.build import Options, build
from sitegen.files import RACY_NANOSECONDS
from sitegen.model.record import Record
from sitegen.package import package_folder
from sitegen.render.templates import Templates
from sitegen.store.trace import Trace
from sitegen.store.values import shape
from sitegen.unchanged import Receipt
from tests.conftest import NOW, SiteFolder

THEME = Path(__file__).parents[1] / "theme" / "templates"

Damage = Callable[[Path], object]

KINDS: dict[str, Any] = {
    "receipt": Receipt,
    "program": tuple[str, str],
    "templates": tuple[str, Templates],
    "reader": str,
    "scopes": frozenset[str],
    "sources/": dict[str, Record],
    "signatures/": dict[str, str],
    "traces/": Trace,
}
"""What is kept, by its key; one that ends in a slash is a group of them."""


class Changing:
    """A site of two versions, each with the tree of a clean build; a build is to come to that."""

    def __init__(self, root: Path) -> None:
        """Build both versions."""
        root.mkdir()
        self.site = SiteFolder(root)
        shutil.copytree(THEME, root / "templates")  # quicker to read than our own
        self.version = 0
        self.trees: list[dict[str, bytes]] = []
        self.site.article("kept.md", title="Kept", date="2024-12-20", countries="[EG, IR]")
        for _ in range(2):
            self.turn()
            self.site.build()
            self.trees.insert(0, self.site.tree())
            shutil.rmtree(self.site.public)
        self.site.build()
        self.sleep()
        self.site.build()

    def sleep(self) -> None:
        """Wait until times tell of every change."""
        time.sleep(RACY_NANOSECONDS / 1e9 + 0.1)

    def turn(self) -> None:
        """Change to the other version: an article and the frame of all pages."""
        self.version = 1 - self.version
        frame = (THEME / "base.html").read_text("utf-8")
        self.site.write("templates/base.html", frame.replace("</body>", f"{self.version}</body>"))
        title = f"Changed {self.version}"
        self.site.article("changed.md", "Ministers met.", title=title, date="2024-11-05")

    @property
    def store(self) -> Path:
        """The store of the output folder."""
        (found,) = (self.site.root / ".sitegen").glob("public-*.db")
        return found

    def heals(self, damage: Damage) -> None:
        """Damage the store as it is after a whole build: the next build and the one after it."""
        damage(self.store)
        self.site.build()
        assert self.site.tree() == self.trees[self.version]
        report = self.site.build()
        assert (report.rendered, report.written, report.removed) == ({}, [], [])


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Changing:
    """Built, and for so long that another build would find nothing to do."""
    return Changing(tmp_path_factory.mktemp("damage") / "site")


def alter(*statements: str, given: tuple[object, ...] = ()) -> Damage:
    """Damage by SQL."""

    def damage(store: Path) -> None:
        with closing(sqlite3.connect(store)) as database:
            database.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                database.execute(statement, given)
            database.commit()

    return damage


COLUMNS = {
    "kept": ("key", "value", "sum"),
    "bodies": ("id", "html"),
}
VALUES = {
    "null": "NULL",
    "zero": "0",
    "big": "9223372036854775807",
    "float": "1e999",
    "text": "'x'",
    "number": "'12'",
    "nothing": "''",
    "blob": "x'00ff'",
    "not UTF-8": "CAST(x'ff' AS TEXT)",
    "with NUL": "'a' || char(0) || 'b'",
    "long": "zeroblob(20000000)",
}


SET = {
    f"{table}.{column} {name}": alter(
        f"UPDATE OR REPLACE {table} SET {column} = {value}"
        # One row of many: of those that must differ, and of long ones.
        + f" WHERE {key} = (SELECT max({key}) FROM {table})" * (column == key or name == "long")
    )
    for table, (key, *_) in COLUMNS.items()
    for column in COLUMNS[table]
    for name, value in VALUES.items()
    # A table takes nothing else as its key.
    if (column, name) != ("key", "null") and (column != "id" or name in ("zero", "big"))
}
"""Each column set to each value."""


TABLES = {
    f"{name} of {table}": alter(*(statement.format(table) for statement in statements))
    for table in COLUMNS
    for name, statements in {
        "drop": ("DROP TABLE {0}",),
        "empty": ("DELETE FROM {0}",),
        "halve": ("DELETE FROM {0} WHERE random() % 2",),
        "column less": ("ALTER TABLE {0} RENAME TO x", "CREATE TABLE {0} (key TEXT)"),
        "column more": ("ALTER TABLE {0} ADD COLUMN more TEXT DEFAULT 1",),
        "view": ("ALTER TABLE {0} RENAME TO x", "CREATE VIEW {0} AS SELECT * FROM x"),
        "endless view": (
            "DROP TABLE {0}",
            "CREATE VIEW {0} AS WITH RECURSIVE n(key, value, sum) AS "
            "(SELECT 1, 1, 1 UNION ALL SELECT key + 1, 1, 1 FROM n) SELECT * FROM n",
        ),
        "trigger": ("CREATE TRIGGER t AFTER INSERT ON {0} BEGIN SELECT RAISE(ABORT, 'no'); END",),
        "index": ("CREATE INDEX i ON {0} (typeof(1))",),
        "schema": ("UPDATE sqlite_master SET sql = 'CREATE TABLE x' WHERE name = '{0}'",),
        "no schema": ("UPDATE sqlite_master SET sql = NULL WHERE name = '{0}'",),
        "root page": ("UPDATE sqlite_master SET rootpage = 1 WHERE name = '{0}'",),
        "no root page": ("UPDATE sqlite_master SET rootpage = 999999 WHERE name = '{0}'",),
    }.items()
}


def overwrite(data: bytes, at: int = 0) -> Damage:
    """Damage by bytes."""

    def damage(store: Path) -> None:
        with store.open("r+b") as file:
            file.seek(at)
            file.write(data)

    return damage


def replaced(make: Callable[[sqlite3.Connection], object]) -> Damage:
    """Put another database in the place of the store."""

    def damage(store: Path) -> None:
        store.unlink()
        with closing(sqlite3.connect(store)) as database:
            make(database)
            database.commit()

    return damage


def truncated(share: float) -> Damage:
    """Cut the file off."""

    def damage(store: Path) -> None:
        with store.open("r+b") as file:
            file.truncate(int(store.stat().st_size * share))

    return damage


def beside(ending: str, data: bytes) -> Damage:
    """Put a file beside the store."""
    return lambda store: store.with_name(store.name + ending).write_bytes(data)


JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
FILES = {
    "another program's": replaced(lambda it: it.execute("CREATE TABLE moz_places (id, url)")),
    "no tables": replaced(lambda it: it.execute("PRAGMA user_version = 2147483647")),
    "write-ahead": replaced(lambda it: it.execute("PRAGMA journal_mode = WAL")),
    "in UTF-16": replaced(lambda it: it.executescript("PRAGMA encoding='UTF-16'; VACUUM")),
    "an older store": replaced(
        lambda it: it.executescript(
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);"
            "CREATE TABLE bodies (id INTEGER PRIMARY KEY, html TEXT);"
        )
    ),
    "encrypted": lambda store: store.write_bytes(random.Random(1).randbytes(40_000)),
    "zeros": lambda store: store.write_bytes(bytes(40_000)),
    "gone": lambda store: store.unlink(),
    "folder gone": lambda store: shutil.rmtree(store.parent),
    "write-ahead by its header": overwrite(b"\x02\x02", 18),
    "a version to come": overwrite(b"\xff\xff", 18),
    "a huge user version": alter("PRAGMA user_version = 2147483647"),
    "a size of its own": overwrite(b"\xff\xff\xff\xff", 28),
    "another journal": beside("-journal", JOURNAL + b"\xff" * 5000),
    "an empty journal": beside("-journal", b""),
    "a write-ahead log": beside("-wal", b"\x37\x7f\x06\x82" + b"\xff" * 5000),
    "shared memory": beside("-shm", b"\xff" * 40_000),
    **{f"cut to {share:.0%}": truncated(share) for share in (0, 0.0001, 0.2, 0.5, 0.9, 0.9999)},
}


@pytest.mark.parametrize("name", SET)
def test_columns(changing: Changing, name: str) -> None:
    changing.heals(SET[name])


@pytest.mark.parametrize("name", TABLES)
def test_tables(changing: Changing, name: str) -> None:
    changing.heals(TABLES[name])


@pytest.mark.parametrize("name", FILES)
def test_files(changing: Changing, name: str) -> None:
    changing.heals(FILES[name])


NAN = float("nan")
WRONG = {
    **{repr(value)[:20]: value for value in (None, True, False, 0, -1, 1.5, 2**63, 2**64 - 1)},
    **{repr(value): value for value in (NAN, float("inf"), "", "NaN", "[]", "{", "a\0b", "x y z")},
    **{repr(value)[:30]: value for value in ([], [[]], {}, {"a": 1}, {"": None}, [{}], {"x": []})},
    **{f"{count} nulls": [None] * count for count in (1, 2, 3, 8, 9)},
    **{f"{count} texts": ["a"] * count for count in (1, 2, 8)},
    "since as text": ["a", "now", None, 1, 1, 1, 1, []],
    "problems without shape": ["a", 0.0, None, 1, 1, 1, 1, [["a"], 1, {"b": [2]}]],
    "a problem of a wrong shape": ["a", 0.0, None, 1, 1, 1, 1, [["a", "b", "c"]]],
    "a record less": {"articles/kept.md": None},
    "a signature of numbers": {"index.html": 5},
}
BYTES = {
    "no bytes": b"",
    "deep": b"\x91" * 200_000,
    "deep maps": b"\x81\xa1a" * 200_000,
    "long": b"\xdd\xff\xff\xff\xff",
    "many": b"\xdf\xff\xff\xff\xff",
    "long text": b"\xdb\xff\xff\xff\xff",
    "not UTF-8": b"\xa1\xff",
    "half a pair": b"\xa3\xed\xa0\x80",
    "text key not UTF-8": b"\x81\xa1\xff\xc0",
    "extension": b"\xd4\x01\x01",
    "time": b"\xd6\xff\xff\xff\xff\xff",
    "never used": b"\xc1",
    "two values": b"\x01\x01",
}
NOTES = {**{name: msgpack.encode(value) for name, value in WRONG.items()}, **BYTES}


def sum_of(group: str, key: str, data: bytes) -> int:
    """The sum that bytes must have where they are kept."""
    return zlib.crc32(shape(KINDS[group]).encode() + key.encode() + data)


def note(key: str, data: bytes) -> Damage:
    """Keep bytes under a key, and under all of a group, with the sums that they must have."""

    def damage(store: Path) -> None:
        with closing(sqlite3.connect(store)) as database:
            find = "SELECT key FROM kept WHERE key = ?1 OR key GLOB ?1 || '*' AND ?1 GLOB '*/'"
            for (found,) in list(database.execute(find, (key,))) or [(key,)]:
                row = (found, data, sum_of(key, found, data))
                database.execute("REPLACE INTO kept VALUES (?, ?, ?)", row)
            database.commit()

    return damage


NOTED = [
    (key, value)
    for key in KINDS
    for value in NOTES
    # Groups are read as notes are.
    if not key.endswith("/") or value in ("None", "{}", "nan", "deep", "a signature of numbers")
]


@pytest.mark.parametrize(("key", "value"), NOTED)
def test_values_with_a_right_sum(changing: Changing, key: str, value: str) -> None:
    changing.heals(note(key, NOTES[value]))


def test_bytes_at_random_where_nothing_changed(changing: Changing) -> None:
    chance = random.Random(1)
    for _ in range(60):
        changing.heals(at_random(chance))


def test_bytes_at_random_where_much_changed(changing: Changing) -> None:
    chance = random.Random(2)
    for _ in range(25):
        changing.turn()
        changing.heals(at_random(chance))
    changing.sleep()
    changing.site.build()


def at_random(chance: random.Random) -> Damage:
    """Bytes that are overwritten, moved or cut out."""

    def damage(store: Path) -> None:
        data = bytearray(store.read_bytes())
        for _ in range(chance.choice((1, 1, 1, 5, 50))):
            at = chance.choice((chance.randrange(len(data)), chance.randrange(200)))
            length = chance.choice((1, 1, 8, 100, 5000))
            match chance.randrange(4):
                case 0:
                    data[at : at + length] = chance.randbytes(length)
                case 1:
                    data[at : at + length] = bytes(length)
                case 2:
                    data[at : at + length] = data[: len(data[at : at + length])]
                case _:
                    data[at] ^= 1 << chance.randrange(8)
        store.write_bytes(data)

    return damage


OUTSIDE = (
    "../precious",
    "a/../../../precious",
    "/{root}/precious",
    "a\0b",
    "a\nb",
    "",
    ".",
    "a//b",
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_published_file_outside_the_output_folder_is_left_alone(
    changing: Changing, name: str
) -> None:
    precious = changing.site.write("precious", "years of work")
    signatures = {name.format(root=changing.site.root): "1:2:3:4"}
    changing.heals(note("signatures/", msgpack.encode(signatures)))
    assert precious.read_text() == "years of work"


def test_damage_that_a_worker_meets_is_damage(site: SiteFolder) -> None:
    for number in range(170):
        day = f"2024-12-{number % 28 + 1:02}"
        site.article(f"n{number}.md", f"Ministers met {number} times.", title="N", date=day)
    site.build()
    before = site.tree()
    (store,) = (site.root / ".sitegen").glob("public-*.db")
    alter("UPDATE bodies SET html = 'altered' WHERE id = (SELECT max(id) FROM bodies)")(store)
    article = (package_folder("templates") / "article.html").read_text("utf-8")
    site.write("templates/article.html", f"{article}\n")
    report = build(site.root, Options(now=NOW, jobs=2))
    assert set(report.rendered.values()) == {"it is new"}
    assert site.tree().keys() == before.keys()
    assert "Ministers met 5 times." in site.read("2024/12/n5/index.html")
