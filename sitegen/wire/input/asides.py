"""Comments in raw texts: set aside with the lines they stand on, before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from sitegen.model.article import Cut
from sitegen.text.comments import COMMENT, OPENING
from sitegen.text.comments import end as closing
from sitegen.wire.input.paragraph import Line
from sitegen.wire.trouble import Doubt


class Told(NamedTuple):
    """What was set aside, and what a person should know about it."""

    cut: tuple[Cut, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cut)


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
        number = lines[text.count("\n", 0, begin)].number
        cuts.append(_cut(text[begin:end], number, "comment"))
        if closing(text, begin) < 0:
            doubts.append(never_closed(number))
    kept: list[Line] = []
    for line, begin in zip(lines, begins, strict=False):
        end = begin + len(line.text)
        words = "".join(text[at] for at in range(begin, end) if not hidden[at])
        if begin and hidden[begin - 1] and kept:
            kept[-1] = kept[-1]._replace(text=kept[-1].text + words)
        elif words.strip() or not any(hidden[begin:end]):
            kept.append(Line(line.number, words))
        elif end < len(text) and hidden[end]:
            kept.append(Line(line.number, ""))  # what follows the comment goes on from here
    return kept, Told(tuple(cuts), tuple(doubts))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where comments begin and end; one that is never closed ends with the text."""
    position = 0
    while (begin := text.find(OPENING, position)) >= 0:
        end = closing(text, begin)
        position = end if end >= 0 else len(text)
        yield begin, position


def field_without_comments(text: str) -> str:
    """A field of a header without comments, and without all that follows one left open."""
    return COMMENT.sub("", text).partition(OPENING)[0].strip()


def _cut(comment: str, line: int, reason: str) -> Cut:
    words = re.sub(r"^<!--|--!?>$", "", comment)
    return Cut(reason, line, " ".join(words.split()))


def never_closed(line: int) -> Doubt:
    """What there is to say of a comment that hides all the rest."""
    message = f"a comment begins on line {line} and is never closed, so all below it is left out"
    return Doubt(line, "comment", message, "close it with -->")
