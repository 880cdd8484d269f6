"""Markdown to tokens, through the library, with comments that are no text wherever they end.

A comment is a block, as CommonMark has it (0.31, §4.6), where it begins a line, ends another and
stays within its quotation or list. Elsewhere it is a part of its paragraph's text. One that goes on
beyond its paragraph is cut down to a short one before the text is parsed anew: what a comment
holds, be it fences or lists, means nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sitegen.body.library import LAST_CLOSING, NOTHING, parser
from sitegen.text import comments
from sitegen.text.comments import OPENING

if TYPE_CHECKING:
    from sitegen.body.library import Token

_CUT_LINE = "\u2028"
"""Stands in a comment that was cut down for each line that it was cut by, so that lines count on:
a line end that Markdown does not know, and that reading has made a plain one everywhere else."""
_LINES = re.compile(f"[\n{_CUT_LINE}]")
_PARSES = 10
_PARSED = 500_000
"""How often a text is parsed at least, and how many characters in all, to find comments that go on
beyond their paragraphs. Where there are more, the rest are found by their marks alone, be they
within code or not, but for one that is never closed."""
_LINE_END = re.compile(r"\r\n?")
_IN_INFO = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))")
"""A comment beside the marks of a fence, which is no text to Markdown."""
_BLOCKS = ("paragraph_open", "heading_open")


class Parsed(NamedTuple):
    """What Markdown makes of a text."""

    tokens: list[Token]
    unclosed: int | None
    """The line, from 0, where a comment begins that is never closed, if one does."""


def parse(text: str) -> Parsed:
    """The tokens of a text, with the lines of the text as it is given."""
    if OPENING not in text:
        return Parsed(parser().parse(text), None)
    text = _LINE_END.sub("\n", text)
    line, number = None, 0
    enough = max(_PARSES, _PARSED // len(text))
    while True:
        closings = {LAST_CLOSING: max(map(text.rfind, comments.CLOSINGS))}
        tokens = parser().parse(text, closings)
        begin = _first_open(tokens, text)
        if begin is None or begin < 0:
            break
        number += 1
        # Once all others are short one that is never closed can be left, and hides all the rest.
        text, line = _cut_short(text, begin, all_after=number >= enough)
    above = list(accumulate((line.count(_CUT_LINE) for line in text.split("\n")), initial=0))
    for token in tokens:
        if token.map:
            token.map = [number + above[min(number, len(above) - 1)] for number in token.map]
    return Parsed(_without_comments(tokens), line)


def _cut_short(text: str, begin: int, *, all_after: bool) -> tuple[str, int | None]:
    """A text in which the comment that begins there holds nothing but marks for its lines, nor any
    that follows where `all_after` asks for that; and the line where it begins if it is never
    closed. One that follows and is never closed may be code, and is left.
    """
    pieces: list[str] = []
    done, unclosed = 0, None
    end = comments.end(text, begin)
    if end < 0:
        unclosed, end = len(_LINES.findall(text, 0, begin)), len(text)
    while end >= 0:
        pieces += text[done:begin], f"<!--{_CUT_LINE * len(_LINES.findall(text, begin, end))}-->"
        done = end
        begin = text.find(OPENING, end) if all_after else -1
        end = comments.end(text, begin) if begin >= 0 else -1
    return "".join((*pieces, text[done:])), unclosed


def said(token: Token, *, pictures: bool = True) -> str:
    """The words of a paragraph or a picture, those of `pictures` within it with them."""
    words: list[str] = []
    waiting = [child for child in token.children or () if pictures or child.type != "image"]
    waiting.reverse()
    while waiting:
        child = waiting.pop()
        if child.type in ("text", "code_inline", "text_special"):
            words.append(child.content)
        elif child.type == "image":
            waiting += reversed(child.children or ())
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return "".join(words).strip()


def lines_within(token: Token) -> int:
    """How many lines end in a token of a paragraph's text."""
    if token.type == "comment":
        return token.content.count("\n") + token.content.count(_CUT_LINE)
    return int(token.type in ("softbreak", "hardbreak"))


def _first_open(tokens: Iterable[Token], text: str) -> int | None:
    """Where the first comment begins that goes on beyond its paragraph, heading or cell."""
    seen: Counter[int] = Counter()  # beginnings of comments, by line: cells share theirs
    for block in tokens:
        if block.type != "inline" or not block.map:
            continue
        first = block.map[0]
        for token in block.children or ():
            if "open" in token.meta:
                before = block.content[: token.meta["open"]]
                line = first + before.count("\n")
                seen[line] += before.rpartition("\n")[2].count(OPENING)
                return _nth(text, line, seen[line])
        for number, words in enumerate(block.content.split("\n"), first):
            seen[number] += words.count(OPENING)
    return None


def _nth(text: str, line: int, number: int) -> int:
    """Where a line holds its first, second or later beginning of a comment, counted from 0."""
    position = 0
    for _ in range(line):
        position = text.find("\n", position) + 1
    position = text.find(OPENING, position)
    for _ in range(number):
        position = text.find(OPENING, position + 1)
    return position


def _without_comments(tokens: Sequence[Token]) -> list[Token]:
    """No paragraph or heading of nothing but comments, and none beside the marks of fences."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        if token.type == "fence":
            token.info = _IN_INFO.sub("", token.info)
        if len(kept) > 2 and kept[-3].type in _BLOCKS and _says_nothing(kept[-2]):
            del kept[-3:]
    return kept


def _says_nothing(token: Token) -> bool:
    """Whether comments are all that a paragraph's text consists of."""
    found = [child.type for child in token.children or () if child.type != "text" or child.content]
    return "comment" in found and set(found).issubset(NOTHING)
