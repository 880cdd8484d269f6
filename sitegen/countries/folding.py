"""Text as the tables are written: ASCII letters, plain marks, single spaces, and the way back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

_STRANGE = re.compile(r"[^\x00-\x7f]")
_SPACES = re.compile(r"\s\s+")
_BREAK = "\x1f"
_GONE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]+")
_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02bb\u2032\u00b4\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict(zip("øØłŁđĐıßæÆœŒþÞðħĦəƏ", "oOlLdDisaAoOtTdhHaA", strict=True)),
}


class Folded(NamedTuple):
    """A folded text; `original(offset)` is where its character stood in the text as it came."""

    text: str
    starts: tuple[int, ...]
    """Offsets in `text` behind which characters were left out, ascending."""
    shifts: tuple[int, ...]
    """How many characters were left out up to each of `starts`."""

    def original(self, offset: int) -> int:
        """The offset in the original of an offset in the folded text."""
        index = bisect_right(self.starts, offset)
        return offset + self.shifts[index - 1] if index else offset


def fold_term(text: str) -> str:
    """One name or phrase in the form in which the tables hold it: folded, lower case, trimmed."""
    folded = text if text.isascii() else fold(text).text
    return " ".join(folded.lower().split())


def fold(text: str) -> Folded:
    """Letters without marks, plain apostrophes and hyphens; a blank line becomes one newline.

    Every character stands for one of the original, except that invisible ones and all but one of
    several spaces are left out.
    """
    starts: list[int] = []
    shifts: list[int] = []
    if not text.isascii():
        text = _without(text, _GONE, starts, shifts)
        text = _STRANGE.sub(_plain, text)
    spaced: list[int] = []
    spaced_shifts: list[int] = []
    text = _without(text.replace(_BREAK, " "), _SPACES, spaced, spaced_shifts)
    for mark in "\n\t\r\f\v":
        text = text.replace(mark, " ")
    text = text.replace(_BREAK, "\n")
    if not starts:
        return Folded(text, tuple(spaced), tuple(spaced_shifts))
    return Folded(text, *_compose(starts, shifts, spaced, spaced_shifts))


def _plain(match: re.Match[str]) -> str:
    """One plain character for a strange one, itself if there is none."""
    char = match[0]
    plain = _PLAIN.get(char)
    if plain is not None:
        return plain
    base = unicodedata.normalize("NFKD", char)[0]
    if base.isascii():
        return base
    return " " if char.isspace() else char


def _without(text: str, unwanted: re.Pattern[str], starts: list[int], shifts: list[int]) -> str:
    """The text with each unwanted run cut (for spaces: cut to one), and where that was."""
    pieces: list[str] = []
    done = shift = length = 0
    for match in unwanted.finditer(text):
        begin, end = match.span()
        run = match[0]
        one = (_BREAK if run.count("\n") > 1 else " ") if run[0].isspace() else ""
        pieces += (text[done:begin], one)
        length += begin - done + len(one)
        done = end
        removed = end - begin - len(one)
        if removed:
            shift += removed
            starts.append(length)
            shifts.append(shift)
    if not pieces:
        return text
    pieces.append(text[done:])
    return "".join(pieces)


def _compose(
    starts: list[int], shifts: list[int], spaced: list[int], spaced_shifts: list[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Two cuts in a row as one: first `starts`, then, in what that left, `spaced`."""
    first = Folded("", tuple(starts), tuple(shifts))
    second = Folded("", tuple(spaced), tuple(spaced_shifts))
    points = {*spaced}
    ends = list(map(sum, zip(spaced, spaced_shifts, strict=True)))  # where `starts` counts too
    for start in starts:
        index = bisect_right(ends, start)
        points.add(start - (spaced_shifts[index - 1] if index else 0))
    ordered = sorted(points)
    totals = [first.original(second.original(point)) - point for point in ordered]
    return tuple(ordered), tuple(totals)
