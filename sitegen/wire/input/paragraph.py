"""Lines to paragraphs: parted by blank lines, one a line, or wrapped at a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Para(NamedTuple):
    """A paragraph with its white space made single, and the line that it begins on."""

    line: int
    text: str


class Line(NamedTuple):
    """A line of the input: its number from 1, and its text."""

    number: int
    text: str


WRAP_LIMIT = 100  # wire text is wrapped at 65 to 80 columns; a longer line is a paragraph
_BULLET = re.compile(r"\s*(?:[-*•·▪–]\s|\d{1,2}[.)]\s)")
_BEGINS = re.compile(
    r"By [A-ZÀ-Þ][\w.’'-]+ [A-ZÀ-Þ][\w.’'-]+|[A-Z]{2,8}$|(?:Published|Posted|Updated|Source|Date):"
    r"|\(\(|\((?:Additional |Reporting |Writing |Editing )|\d{1,2} (?:minutes?|hours?|days?) ago$"
    r"|[A-Z][A-Z .'-]{2,30}(?:, [^—–()-]{2,40})? ?\([\w ]{2,24}\) ?[—–-]"
)
"""A byline, a credit, an agency or a dateline begins a paragraph, however short the line above."""
_ENDED = (".", "!", "?", "…", ":", '"', "”", "’", "»", ")", "]", "。")


def numbered(text: str) -> tuple[Line, ...]:
    """The lines of a text with their numbers."""
    return tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))


def paragraphs(lines: Sequence[Line]) -> tuple[Para, ...]:
    """The paragraphs of these lines, in order; every word of theirs is in one of them."""
    width = wrap_width(lines)
    found: list[Para] = []
    block: list[Line] = []
    for line in (*lines, Line(0, "")):
        if line.text.strip():
            block.append(line)
        elif block:
            found.extend(_of_block(block, width))
            block = []
    return tuple(found)


def wrap_width(lines: Sequence[Line]) -> int:
    """The column that the text is wrapped at, or 0 where each line is a paragraph."""
    lengths = [len(line.text.rstrip()) for line in lines if line.text.strip()]
    narrow = [length for length in lengths if length <= WRAP_LIMIT]
    if len(narrow) < 3 or len(narrow) < 0.6 * len(lengths):
        return 0
    width = max(narrow)
    # Full lines stop in the midst of a sentence where a text is wrapped; paragraphs do not.
    full = [
        above.text.rstrip()
        for above, below in pairwise(lines)
        if width - 20 < len(above.text.rstrip()) <= width and below.text.strip()
    ]
    return width if sum(not line.endswith(_ENDED) for line in full) * 2 >= len(full) else 0


def _of_block(block: Sequence[Line], width: int) -> Iterable[Para]:
    if len(block) == 1:
        return [Para(block[0].number, " ".join(block[0].text.split()))]
    indented = [line.text[:1] in " \t\u00a0" for line in block]
    by_indent = any(indented[1:]) and not all(indented[1:])
    groups: list[list[Line]] = []
    for line, indent in zip(block, indented, strict=True):
        if (
            groups
            and not (by_indent and indent)
            and _continues(groups[-1][-1].text, line.text, width)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        Para(group[0].number, " ".join(" ".join(line.text for line in group).split()))
        for group in groups
    ]


def _continues(above: str, below: str, width: int) -> bool:
    """Whether the paragraph goes on: the line was full, or stops in the midst of a sentence."""
    above, below = above.rstrip(), below.strip()
    if _BULLET.match(below) or _BEGINS.match(below):
        return False
    if below[0].islower() and not above.endswith(_ENDED):
        return True
    if not width or len(above) > WRAP_LIMIT:
        return False
    # Wrapping puts on a line what fits, so the next word did not. Eight columns of slack serve
    # programs that wrap a little early.
    return len(above) + 1 + len(below.split(None, 1)[0]) > width - 8
