"""Invented articles as files: as an editor, an import and the wire write them."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from benchmarks import texts
from benchmarks.corpus import Corpus
from sitegen.content.entry import parse
from sitegen.countries import country

CORPUS = Corpus(1000)


@given(st.integers(0, 999))
def test_an_imported_article_reads_back_as_the_piece_it_was_made_of(index: int) -> None:
    piece = CORPUS.piece(index)
    data = texts.imported(piece).encode()
    [(read, body)] = parse([(f"articles/{piece.name}.md", data)], "UTC")
    words = html.unescape(re.sub(r"<[^>]*>", "", body))
    assert read.problems == ()
    assert read.article is not None
    assert read.article.title == piece.title
    assert read.article.date.text == str(piece.day)
    assert tuple(country(code).name for code in read.article.countries) == piece.countries
    assert not {*read.article.countries} & {*read.article.mentions}
    assert read.article.summary[:20] in words
    assert read.article.source is not None
    assert read.article.source.name == piece.source


@given(st.integers(0, 999))
def test_hugo_gets_the_same_import_with_countries_by_name_and_its_lists(index: int) -> None:
    piece = CORPUS.piece(index)
    front, _, body = texts.imported(piece).partition("\n---\n\n")
    other_front, _, other_body = texts.imported_for_hugo(piece).partition("\n---\n\n")
    added = [line for line in other_front.splitlines() if line not in front.splitlines()]
    assert body == other_body
    assert [line.partition(":")[0] for line in added] == ["countries", "months", "country_months"]


@given(st.integers(0, 999))
def test_a_raw_text_says_nothing_but_in_its_words(index: int) -> None:
    text = texts.raw(CORPUS.piece(index))
    _, dateline, *others = text.split("\n\n")
    assert re.match(r"[A-Z .,'-]+, [A-Z][a-z]+ \d+, \d{4} \([\w ]+\) -- [\"\w]", dateline)
    assert len(others) >= 4
    assert not re.search(r"[\[\]>*]|---|^\w+:", text, re.MULTILINE)
