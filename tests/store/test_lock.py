"""The lock: who holds it can be told at any moment, and one that nobody holds is taken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.problems import BuildFailed
from sitegen.store.lock import locked, owner_of


def ended() -> int:
    """The number of a process that has gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_holder_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "new" / "site.lock"
    with locked(lock):
        assert owner_of(lock) == str(os.getpid())
        with pytest.raises(BuildFailed, match=rf"\(process {os.getpid()}\)"), locked(lock):
            pass
    with locked(lock):
        pass


@pytest.mark.parametrize("left", ["", "{gone}", "{gone}\n", "99999999999\nrest\n", "\xff\n"])
def test_whatever_was_left_in_the_file_a_free_lock_is_taken(tmp_path: Path, left: str) -> None:
    lock = tmp_path / "site.lock"
    lock.write_text(left.format(gone=ended()), "latin-1")
    with locked(lock):
        assert lock.read_bytes() == b"%d\n" % os.getpid()


def test_the_holder_is_there_for_whoever_looks(tmp_path: Path) -> None:
    """Even while it takes over from one whose number is longer."""
    lock = tmp_path / "site.lock"
    program = (
        "import sys; from pathlib import Path; from sitegen.store.lock import locked\n"
        "lock = Path(sys.argv[1])\n"
        "for _ in range(2000):\n"
        "    with locked(lock): pass\n"
        "    longer = lock.with_suffix('.longer')\n"
        "    longer.write_bytes(b'12345678901\\n')\n"
        "    longer.replace(lock)  # whole at once, so that only the lock's own writing is looked at\n"
    )
    lock.write_bytes(b"12345678901\n")
    with subprocess.Popen([sys.executable, "-c", program, str(lock)]) as process:
        seen = set()
        while process.poll() is None:
            seen.add(owner_of(lock))
    assert process.returncode == 0
    assert seen <= {"12345678901", str(process.pid)}
