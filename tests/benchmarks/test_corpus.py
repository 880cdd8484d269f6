"""The invented newswire is the same wherever it is made, and a site can be built of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpus import AGENCIES, LAST_DAY, Corpus, markdown, write
from sitegen.countries import countries
from sitegen.wire.words.slug import slug
from tests.conftest import SiteFolder

CHECKOUT = Path(__file__).parents[2]
PRINT = """\
from benchmarks.corpus import Corpus, markdown
print(*map(markdown, Corpus(12)), sep="")
"""


def test_it_is_the_same_in_another_process_whatever_its_hash_seed_and_zone() -> None:
    expected = "".join(map(markdown, Corpus(12)))
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONUTF8": "1"}
        said = subprocess.run(
            [sys.executable, "-c", PRINT],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        assert said == expected + "\n"


def test_another_seed_is_another_newswire() -> None:
    one, other = ({piece.title for piece in Corpus(50, seed=seed)} for seed in (1, 2))
    assert not one & other


CORPUS = Corpus(1000)
NAMES = {country.name for country in countries()}


@given(st.integers(0, 1200))
def test_a_piece_is_the_same_in_whatever_order_pieces_are_asked_for(index: int) -> None:
    assert CORPUS.piece(index) == Corpus(1000).piece(index) == CORPUS.piece(index)


@given(st.integers(0, 999))
def test_a_piece_is_what_an_editor_could_have_written(index: int) -> None:
    piece = CORPUS.piece(index)
    assert piece.name.endswith(f"-{index}")  # so no two share a name
    assert slug(piece.name) == piece.name  # so it ends the address with any program
    assert 1 <= len(piece.countries) <= 3
    assert len(set(piece.countries)) == len(piece.countries)
    assert set(piece.countries) <= NAMES
    assert piece.countries[0] in piece.title
    assert piece.source in AGENCIES
    assert 4 <= piece.body.count("\n\n") <= 8
    assert piece.path == f"articles/{piece.day:%Y/%m}/{piece.name}.md"


@pytest.mark.parametrize("number", [1, 2, 365, 1000])
def test_news_comes_day_by_day_until_the_last_and_one_more_is_tomorrows(number: int) -> None:
    corpus = Corpus(number)
    days = [piece.day for piece in corpus]
    assert len(days) == number
    assert days == sorted(days)
    assert days[0] == LAST_DAY - timedelta(corpus.days - 1)
    assert corpus.piece(number).day == LAST_DAY + timedelta(1)


def test_a_larger_archive_goes_further_back() -> None:
    assert [Corpus(number).piece(0).day.year for number in (1_000, 10_000, 100_000)] == [
        2025,
        2024,
        1995,
    ]


def test_a_site_is_built_of_it_as_it_is_written(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    corpus = Corpus(40)
    write(corpus, tmp_path, "pair_minimum = 1000000\n")
    report = site.build(strict=True)
    assert report.problems == ()
    assert report.articles == 40
    for index, piece in enumerate(corpus):
        (folder,) = site.public.glob(f"{piece.day:%Y/%m}/*-{index}")
        page = (folder / "index.html").read_text("utf-8")
        assert all(name in page for name in (piece.title, *piece.countries))
    assert not list((site.public / "pairs").glob("*-*"))


def test_hugo_gets_the_same_article_with_its_month_as_a_term() -> None:
    piece = Corpus(5).piece(3)
    plain = markdown(piece).splitlines()
    told = markdown(piece, [f"months: ['{piece.month}']"]).splitlines()
    assert [line for line in told if line not in plain] == ["months: ['2025-06']"]
