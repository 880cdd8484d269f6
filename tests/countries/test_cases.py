"""Labelled cases: *title / text / expected* blocks in tests/cases/countries-*.txt.

The text may begin with lines `title:` and `dateline:`. Expected is `EG IR | GM`: what to file the
story under, in any order, and what it only mentions; `| *` leaves the
mentions open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.countries import detect

CASES = Path(__file__).resolve().parent.parent / "cases"
BLOCK = re.compile(r"(?P<name>.+)\n\.\n(?P<text>[\s\S]*?)\n\.\n(?P<expected>.*)\n\.(?:\n|$)")


def cases() -> Iterator[object]:
    """Every block of every file, named after its file and title."""
    for path in sorted(CASES.glob("countries-*.txt")):
        for match in BLOCK.finditer(path.read_text(encoding="utf-8")):
            text, expected = match["text"], match["expected"]
            yield pytest.param(text, expected, id=f"{path.stem}: {match['name']}")


def parts(text: str) -> tuple[str, str | None, str | None]:
    """Text, title and dateline of a case."""
    match = re.match(r"(?:title: (.*)\n)?(?:dateline: (.*)\n)?", text)
    assert match is not None
    return text[match.end() :], match[1], match[2]


@pytest.mark.parametrize(("text", "expected"), tuple(cases()))
def test_case(text: str, expected: str) -> None:
    """A case is filed and mentions what its block says."""
    countries, _, mentions = expected.partition("|")
    found = detect(*parts(text))
    assert sorted(found.countries) == sorted(countries.split())
    if mentions.strip() != "*":
        assert sorted(found.mentions) == sorted(mentions.split())


def test_there_are_enough_cases() -> None:
    """A broken block is not skipped in silence."""
    text = "".join(p.read_text(encoding="utf-8") for p in sorted(CASES.glob("countries-*.txt")))
    assert len(list(cases())) * 3 == len(re.findall(r"^\.$", text, re.MULTILINE))
    assert len(list(cases())) >= 150
