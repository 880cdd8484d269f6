"""Fingerprints: equal for equal values, different for different ones."""

from __future__ import annotations

import subprocess
import sys
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sitegen import fingerprint
from sitegen.dates import PartialDate
from sitegen.model.article import Source
from sitegen.plan.crawlers import SitemapEntry
from tests.strategies import ARTICLES

LEAVES = st.text(max_size=5) | st.integers(-3, 3) | st.none()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=6
).map(lambda value: (value,))


@given(VALUES, VALUES)
def test_fingerprints_of_values_are_equal_exactly_when_the_values_are(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    same = fingerprint.of_value(one) == fingerprint.of_value(other)
    assert same == (one == other)


@given(st.binary(max_size=3), st.binary(max_size=3))
def test_fingerprints_of_bytes_are_equal_exactly_when_the_bytes_are(a: bytes, b: bytes) -> None:
    assert (fingerprint.of_bytes(a) == fingerprint.of_bytes(b)) == (a == b)


@given(ARTICLES, ARTICLES)
def test_fingerprints_tell_articles_apart(one: object, other: object) -> None:
    assert (fingerprint.of_value(one) == fingerprint.of_value(other)) == (one == other)


def test_a_text_is_its_utf_8_bytes() -> None:
    assert fingerprint.of_text("مصر") == fingerprint.of_bytes("مصر".encode())
    assert fingerprint.of_text("") == "e3b0c44298fc1c149afbf4c8996fb924"


def test_named_tuples_of_different_kinds_differ() -> None:
    kinds = [Source("a", "b"), SitemapEntry("a", "b"), ("a", "b")]
    assert len({fingerprint.of_value(value) for value in kinds}) == 3


def test_texts_are_not_what_they_spell() -> None:
    values = ["1", 1, None, "null", "None", (), "", ("",), (("",),)]
    assert len({fingerprint.of_value(value) for value in values}) == len(values)


@given(st.dictionaries(st.text(max_size=3), VALUES, min_size=2, max_size=4), st.randoms())
def test_equal_dicts_have_equal_fingerprints(one: dict[str, object], random: Random) -> None:
    items = list(one.items())
    random.shuffle(items)
    other = dict(items)
    assert one == other
    assert fingerprint.of_value((one,)) == fingerprint.of_value((other,))
    missing = dict(items[1:])
    assert fingerprint.of_value((one,)) != fingerprint.of_value((missing,))


def test_a_fingerprint_is_the_same_in_another_process() -> None:
    value = (PartialDate("2024-12"), {"a": ("b", 1)})
    code = (
        "from sitegen import fingerprint; from sitegen.dates import PartialDate;"
        "print(fingerprint.of_value((PartialDate('2024-12'), {'a': ('b', 1)})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == fingerprint.of_value(value)


def test_a_name_that_is_not_utf_8_counts_too() -> None:
    assert fingerprint.of_value(("caf\udce9",)) == fingerprint.of_value(("caf\udce9",))
    assert fingerprint.of_value(("caf\udce9",)) != fingerprint.of_value(("caf\udce8",))
