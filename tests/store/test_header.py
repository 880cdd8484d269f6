"""A store whose first bytes are damaged, or the names of its tables: it is begun anew."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sitegen.problems import BuildFailed
from sitegen.store.attempt import with_store
from sitegen.store.store import Store

HEADER = 100
"""Bytes of the header of a database (https://www.sqlite.org/fileformat2.html)."""
VALUES = (0, 1, 2, 3, 127, 255)


def use(store: Store) -> str:
    """Read and write as builds do; what was noted before."""
    noted = store.note("program", str) or ""
    store.remove_note("program")
    store.commit()
    store.signatures()
    store.save_note("program", str, "new")
    store.save_bodies([("0123456789abcdef", "<p>")])
    store.commit()
    return noted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store in which something is noted."""
    path = tmp_path / "stores/public.db"
    with_store(path, tmp_path, use)
    assert with_store(path, tmp_path, use) == "new"
    return path


@pytest.mark.parametrize("at", range(HEADER))
def test_any_byte_of_the_header(path: Path, at: int) -> None:
    whole = path.read_bytes()
    for value in VALUES:
        path.write_bytes(whole[:at] + bytes([value]) + whole[at + 1 :])
        with_store(path, path.parent, use)
        assert with_store(path, path.parent, use) == "new", (at, value)


NAMES = ("x'ff'", "x'c3'", "x'eda080'", "char(0)", "NULL", "5", "x''", "CAST(x'ff' AS TEXT)")
ROWS = {
    "no table": "('5', {0}, NULL, 1.5, 'x')",
    "a table without SQL": "('table', {0}, {0}, 0, NULL)",
    "a table of wrong SQL": "('table', {0}, {0}, 2, 'CREATE TABLE (')",
    "SQL of that name": "('table', 'x', 'x', 2, {0})",
    "an index of nothing": "('index', {0}, {0}, 3, NULL)",
    "a kind of that name": "({0}, 'x', 'x', 3, {0})",
}


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("name", NAMES)
def test_names_of_tables_that_are_none(path: Path, row: str, name: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(f"INSERT INTO sqlite_master VALUES {ROWS[row].format(name)}")
        database.commit()
    with_store(path, path.parent, use)
    assert with_store(path, path.parent, use) == "new"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to every file")
@pytest.mark.parametrize("name", ["public.db", "."])
def test_what_may_not_be_written_is_told_and_kept(path: Path, name: str) -> None:
    """Only a person can mend that: to begin anew would lose what is there."""
    before, place = path.read_bytes(), path.parent / name
    mode = place.stat().st_mode
    place.chmod(mode & ~0o222)
    try:
        with pytest.raises(BuildFailed, match=r"can't be used: .*(readonly|unable to open)"):
            with_store(path, path.parent, use)
    finally:
        place.chmod(mode)
    assert path.read_bytes() == before
