"""Work that is spread over processes: its results are those of one, and its end is never in doubt."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from sitegen.workers.pool import ENOUGH, in_chunks, worker_pool
from tests.safety.conftest import CHECKOUT, HANGS


class Number(NamedTuple):
    value: int


class Word(NamedTuple):
    text: str


def spell(numbers: Sequence[Number]) -> list[Word]:
    return [Word(f"{number.value} " * 100) for number in numbers]


def twice(numbers: Sequence[Number]) -> list[Word]:
    return [Word(word.text * 2) for word in spell(numbers)]


NUMBERS = [Number(value) for value in range(4 * ENOUGH)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(tmp_path: Path, jobs: int) -> None:
    with worker_pool(jobs, tmp_path / "build.db") as workers:
        found = list(in_chunks(spell, NUMBERS, workers, (Number, Word)))
    assert found == spell(NUMBERS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("count", "away"), [(ENOUGH, True), (ENOUGH - 1, False)])
def test_only_enough_work_is_done_away(tmp_path: Path, count: int, away: bool) -> None:
    with worker_pool(2, tmp_path / "build.db") as workers:
        found = list(in_chunks(spell, NUMBERS[:count], workers, (Number, Word), away=twice))
    assert found == (twice if away else spell)(NUMBERS[:count])


def test_another_executor_takes_their_place(tmp_path: Path) -> None:
    with (
        ThreadPoolExecutor(2) as executor,
        worker_pool(0, tmp_path / "build.db", instead=executor) as workers,
    ):
        found = list(in_chunks(spell, NUMBERS, workers, (Number, Word)))
    assert found == spell(NUMBERS)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_has_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "build.transfer").mkdir()
    (tmp_path / "build.transfer/message").write_bytes(b"left")
    with worker_pool(2, tmp_path / "build.db") as workers:
        found = list(in_chunks(spell, NUMBERS, workers, (Number, Word)))
    assert found == spell(NUMBERS)
    assert list(tmp_path.iterdir()) == []


STUCK = """
import multiprocessing, os, pathlib, signal, sys
from sitegen.workers.pool import in_chunks, worker_pool
from tests.workers.test_pool import NUMBERS, Number, Word, spell

with worker_pool(2, pathlib.Path(sys.argv[1])) as workers:
    results = in_chunks(spell, NUMBERS, workers, (Number, Word))
    if sys.argv[2] == "all":
        results = list(results)
    os.kill(multiprocessing.active_children()[0].pid, signal.SIGSTOP)
print(len(multiprocessing.active_children()))
"""


@pytest.mark.parametrize("wanted", ["all", "none"])
def test_its_end_waits_for_no_process(tmp_path: Path, wanted: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STUCK, str(tmp_path / "build.db"), wanted],
        cwd=CHECKOUT,
        capture_output=True,
        timeout=HANGS,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"0\n", b"")
    assert list(tmp_path.iterdir()) == []
