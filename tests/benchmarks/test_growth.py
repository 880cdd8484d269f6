"""Every reader with texts of every shape: read, or refused in words, and at no steep cost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from benchmarks.growth import READERS
from benchmarks.shapes import COUNTED, NESTED, TOKENS, text_of

DEEP = 30_000
"""Characters of what nests or repeats so often that recursion would run out of stack."""


@pytest.mark.parametrize("reader", READERS)
def test_no_shape_is_too_odd_for_a_reader(reader: str) -> None:
    for shape in (*TOKENS, *COUNTED):
        READERS[reader](text_of(shape, 500))


@pytest.mark.parametrize("reader", ["raw text", "saved page", "Markdown", "front matter", "value"])
@pytest.mark.parametrize(
    "shape", [*NESTED, "(Reuters) - ", "[", "{", "<div>", "> ", "- ", "![", "("]
)
def test_nothing_nests_too_deep_for_a_reader(reader: str, shape: str) -> None:
    READERS[reader](text_of(shape, DEEP))


class Steps:
    """Calls of functions, of Python's own too: a measure of cost that is the same each time."""

    def __init__(self) -> None:
        self.count = 0

    def note(self, *event: object) -> None:
        self.count += 1


@contextmanager
def counted() -> Iterator[Steps]:
    steps = Steps()
    before = sys.getprofile()
    sys.setprofile(steps.note)
    try:
        yield steps
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize(
    ("reader", "shape"),
    [
        ("raw text", "All rights reserved\n\n"),
        ("raw text", "- 30 -\n\n"),
        ("raw body", "Source: MENA\n\n"),
        ("raw body", "2024-12-20\n\n"),
        ("raw body", "President Ab{} Cd{} spoke.\n\n"),
        ("mail header", "\n a"),
        ("mail header", "\nX-A: b"),
        ("saved page", "<nav></aside>"),
        ("saved page", "<a href=x "),
        ("style sheet", "url(a.png)\n"),
        ("countries", "Turkey "),
        ("countries", "Egypt\n"),
        ("JSON lines", "Paris, "),
        ("Markdown", "[a](b.md) "),
    ],
)
def test_steps_grow_as_a_text_does(reader: str, shape: str) -> None:
    """Ten times the text takes ten times the steps, give or take what any text takes."""
    READERS[reader](text_of(shape, 500))  # loads what it needs
    taken = []
    for size in (4_000, 40_000):
        with counted() as steps:
            READERS[reader](text_of(shape, size))
        taken.append(steps.count)
    assert taken[1] < 13 * taken[0] + 1000
