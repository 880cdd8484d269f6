"""What happens to a site between two builds, and the rounds in which each case is measured."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import Corpus
from benchmarks.measure import Run, run
from benchmarks.sites import Site
from benchmarks.table import Sample
from sitegen.publish.manifest import MANIFEST

SETTLE = 2.2
"""Seconds to wait before a case: sitegen reads a file again that was touched within two seconds."""
_TICK = 50_000_000
"""Nanoseconds by which a file's time may lag behind the clock."""


class Case(NamedTuple):
    """A reason to build again."""

    name: str
    prepare: Callable[[Site, Corpus, int], None]
    """Brings it about, in the round of a number."""


def _cold(site: Site, corpus: Corpus, number: int) -> None:
    site.forget(number)


def _none(site: Site, corpus: Corpus, number: int) -> None:
    pass


def _body(site: Site, corpus: Corpus, number: int) -> None:
    edit_body(site, corpus, f"Edited in round {number}.")


def _add(site: Site, corpus: Corpus, number: int) -> None:
    site.put(corpus.piece(corpus.number + number))


def _template(site: Site, corpus: Corpus, number: int) -> None:
    site.edit_template(number + 1)


CASES = (
    Case("cold", _cold),
    Case("none", _none),
    Case("body", _body),
    Case("add", _add),
    Case("template", _template),
)


def edit_body(site: Site, corpus: Corpus, text: str) -> None:
    """Add a paragraph to an article from the middle of the archive."""
    with site.source(corpus.piece(corpus.number // 2)).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def measure(
    sites: tuple[Site, ...], corpus: Corpus, runs: int, told: Callable[[str], object]
) -> Iterator[Sample]:
    """Measure every case of a theme once for its memory, then `runs` times for its time.

    The first round also warms up what both programs are read from. Case by case the programs take
    turns, so that what else the machine does falls on both alike; who begins changes from round to
    round.
    """
    theme = sites[0].theme
    for number in range(runs + 1):
        watch = number == 0
        told(f"{theme.name}, {corpus.number:,} articles: {'memory' if watch else f'run {number}'}")
        for case in (case for case in CASES if case.name in theme.cases):
            time.sleep(SETTLE)
            for site in sites if number % 2 == 0 else reversed(sites):
                case.prepare(site, corpus, number)
                done, files = build(site, watch=watch)
                yield Sample(theme.name, corpus.number, case.name, site.program, *done, files)
        for site in sites:
            site.edit_template(0)


def build(site: Site, *, watch: bool = False) -> tuple[Run, int]:
    """Build a site; what it took, and how many files were written."""
    since = time.time_ns() - _TICK
    done = run(site.command, watch=watch)
    return done, written(site.output, since)


def written(folder: Path, since: int) -> int:
    """How many files of a site were written since a time, in nanoseconds since 1970."""
    paths = (Path(top, name) for top, _, names in os.walk(folder) for name in names)
    return sum(path.stat().st_mtime_ns >= since for path in paths if path.name != MANIFEST)
