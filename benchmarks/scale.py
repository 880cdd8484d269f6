"""How the work of one change grows with the site: an archive of decades beside a month's news."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks.cases import SETTLE, build, edit_body
from benchmarks.corpus import Corpus, Piece
from benchmarks.sites import Site, fill, sitegen_site
from benchmarks.table import Sample
from benchmarks.themes import RICH

SIZES = (1_000, 100_000)
ABOUT = 2
"""The countries of the article that is added."""
_CASES: tuple[tuple[str, Callable[[Site, Corpus], object]], ...] = (
    ("cold", lambda site, corpus: None),
    ("none", lambda site, corpus: None),
    ("body", lambda site, corpus: edit_body(site, corpus, "Edited once.")),
    ("add", lambda site, corpus: site.put(news(corpus))),
)


def scale(number: int, folder: Path, told: Callable[[str], object]) -> Iterator[Sample]:
    """Build a site of `number` articles with the settings that a new site has, each case once.

    The first build is watched for its memory, so it takes a little longer than it would.
    """
    told(f"{number:,} articles: writing")
    corpus = Corpus(number)
    site = sitegen_site(folder, RICH)
    fill((site,), corpus)
    for case, prepare in _CASES:
        told(f"{number:,} articles: {case}")
        time.sleep(SETTLE)
        prepare(site, corpus)
        done, files = build(site, watch=case == "cold")
        yield Sample(RICH.name, number, case, site.program, *done, files)


def news(corpus: Corpus) -> Piece:
    """The first piece of tomorrow's news that is about two countries."""
    pieces = map(corpus.piece, count(corpus.number))
    return next(piece for piece in pieces if len(piece.countries) == ABOUT)
