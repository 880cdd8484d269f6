"""Comments in raw texts: set aside with the lines they stand on, before anything is read."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress
from operator import not_
from typing import NamedTuple

from sitegen.model.article import Cut
from sitegen.text.comments import OPENING, with_space, without
from sitegen.text.comments import end as closing
from sitegen.wire.input.paragraph import Line
from sitegen.wire.trouble import Doubt


class Told(NamedTuple):
    """What was set aside, and what a person should know about it."""

    cut: tuple[Cut, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cut)

    def above(self, line: int) -> Told:
        """What of this stands above a line."""
        return Told(
            tuple(cut for cut in self.cut if cut.line < line),
            tuple(doubt for doubt in self.doubts if doubt.line < line),
        )


def without_comments(lines: Sequence[Line]) -> tuple[Sequence[Line], Told]:
    """The lines of a plain text without comments: what stands on both sides of one is one line."""
    if not any(OPENING in line.text for line in lines):
        return lines, Told()
    text = "\n".join(line.text for line in lines)
    begins = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    hidden = bytearray(len(text) + 1)
    cuts: list[Cut] = []
    doubts: list[Doubt] = []
    for begin, end in _spans(text):
        hidden[begin:end] = b"\1" * (end - begin)
        number = lines[bisect(begins, begin) - 1].number
        cuts.append(_cut(text[begin:end], number, "comment"))
        if closing(text, begin) < 0:
            doubts.append(never_closed(number))
    kept: list[tuple[int, list[str]]] = []
    for line, begin in zip(lines, begins, strict=False):
        end = begin + len(line.text)
        within = hidden[begin:end]
        words = line.text if not any(within) else "".join(_shown(line.text, within))
        if begin and hidden[begin - 1] and kept:
            kept[-1][1].append(words)
        elif words.strip() or not any(within):
            kept.append((line.number, [words]))
        elif end < len(text) and hidden[end]:
            kept.append((line.number, []))  # what follows the comment goes on from here
    shown = [Line(number, "".join(pieces)) for number, pieces in kept]
    return shown, Told(tuple(cuts), tuple(doubts))


def _shown(text: str, hidden: bytearray) -> Iterator[str]:
    return compress(text, map(not_, hidden))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """What is taken off for comments; one that is never closed ends with the text."""
    position = 0
    for begin, position in with_space(text):
        yield begin, position
    if (begin := text.find(OPENING, position)) >= 0:
        yield begin, len(text)


def field_without_comments(text: str) -> str:
    """A field of a header without comments, and without all that follows one left open."""
    return without(text).partition(OPENING)[0].strip()


def _cut(comment: str, line: int, reason: str) -> Cut:
    words = re.sub(r"^<!--|--!?>$", "", comment.rstrip())
    return Cut(reason, line, " ".join(words.split()))


def never_closed(line: int) -> Doubt:
    """What there is to say of a comment that hides all the rest."""
    message = f"a comment begins on line {line} and is never closed, so all below it is left out"
    return Doubt(line, "comment", message, "close it with -->")
