"""Markdown to tokens, through the library, which is taught here that comments are no text.

A comment is a block, as CommonMark has it (0.31, §4.6), where it begins a line, ends another and
stays within its quotation or list. Elsewhere it is a part of its paragraph's text. One that goes on
beyond its paragraph is cut down to a short one before the text is parsed anew: what a comment
holds, be it fences or lists, means nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sitegen.text import comments
from sitegen.text.comments import OPENING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token as Token

MAX_NESTING = 80
"""Quotes and lists deeper than this are a problem; the library's own limit drops text unsaid."""
_CUT_LINE = "\u2028"
"""Stands in a comment that was cut down for each line that it was cut by, so that lines count on:
a line end that Markdown does not know, and that reading has made a plain one everywhere else."""
_LINES = re.compile(f"[\n{_CUT_LINE}]")
_PARSES = 10
"""How often a text is parsed to find comments that go on beyond their paragraphs. Where there are
more, the rest are found by their marks alone, be they within code or not."""
_LINE_END = re.compile(r"\r\n?")
_IN_ATTRIBUTE = re.compile(r"(?:<|%3C)!--(?:-?(?:>|%3E)|.*?(?:--!?(?:>|%3E)|\Z))", re.DOTALL)
"""A comment in what is no text to Markdown: an address, where it is encoded, or a title."""
_BLOCKS = ("paragraph_open", "heading_open")
_NOTHING = ("comment", "softbreak", "hardbreak")


class Parsed(NamedTuple):
    """What Markdown makes of a text."""

    tokens: list[Token]
    unclosed: int | None
    """The line, from 0, where a comment begins that is never closed, if one does."""


@cache
def parser() -> MarkdownIt:
    """The library as it is used here: no HTML, but comments."""
    from markdown_it import MarkdownIt  # most copy never needs it

    options = {"html": False, "maxNesting": MAX_NESTING + 20}
    found = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    # Before all others: what is in a comment begins nothing.
    found.block.ruler.before(
        "table", "comment", _block_rule, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    found.inline.ruler.before("autolink", "comment", _inline_rule)
    return found


def parse(text: str) -> Parsed:
    """The tokens of a text, with the lines of the text as it is given."""
    if OPENING not in text:
        return Parsed(parser().parse(text), None)
    text = _LINE_END.sub("\n", text)
    line = None
    for number in range(_PARSES):
        closings = {"last closing": max(map(text.rfind, comments.CLOSINGS))}
        tokens = parser().parse(text, closings)
        begin = _first_open(tokens, text)
        if begin is None or begin < 0:
            break
        text, line = _cut_short(text, begin, all_after=number == _PARSES - 2)
    above = list(accumulate((line.count(_CUT_LINE) for line in text.split("\n")), initial=0))
    for token in tokens:
        if token.map:
            token.map = [number + above[min(number, len(above) - 1)] for number in token.map]
    return Parsed(_without_comments(tokens), line)


def _cut_short(text: str, begin: int, *, all_after: bool) -> tuple[str, int | None]:
    """A text in which the comment that begins there holds nothing but marks for its lines, nor any
    that follows where `all_after` asks for that; and the line of one that is never closed.
    """
    pieces: list[str] = []
    done, unclosed = 0, None
    while begin >= 0:
        end = comments.end(text, begin)
        if end < 0:
            unclosed, end = len(_LINES.findall(text, 0, begin)), len(text)
        pieces += text[done:begin], f"<!--{_CUT_LINE * len(_LINES.findall(text, begin, end))}-->"
        done = end
        begin = text.find(OPENING, end) if all_after else -1
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


def _block_rule(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(OPENING, begin) or state.is_code_block(first):
        return False
    # Looked for once, not to go through the rest of the text for each that is never closed.
    if begin > state.env["last closing"] or (closed := comments.end(state.src, begin)) < 0:
        return False
    last = first
    while last < end and state.eMarks[last] < closed:
        last += 1
        outside = last >= end or state.sCount[last] < state.blkIndent
        if outside and (last >= end or not state.isEmpty(last)):
            return False
    if state.src[closed : state.eMarks[last]].strip():
        return False
    if not silent:
        state.line = last + 1
    return True


def _inline_rule(state: StateInline, silent: bool) -> bool:
    begin = state.pos
    if not state.src.startswith(OPENING, begin, state.posMax):
        return False
    closed = comments.end(state.src, begin, state.posMax)
    state.pos = closed if closed >= 0 else state.posMax
    if silent:
        return True
    after = state.pos
    while after < state.posMax and state.src[after] == " ":
        after += 1
    if after == state.posMax or state.src[after] == "\n":
        state.pending = state.pending.rstrip(" ")
    elif _at_space(state):
        state.pos = after  # of the spaces on both sides of a comment, those on one
    token = state.push("comment", "", 0)
    token.hidden = True
    token.content = state.src[begin : closed if closed >= 0 else state.posMax]
    token.meta = {} if closed >= 0 else {"open": begin}
    return True


def _at_space(state: StateInline) -> bool:
    if state.pending:
        return state.pending[-1] == " "
    return not state.tokens or state.tokens[-1].type in _NOTHING


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
    """No paragraph or heading of nothing but comments, and none in titles and addresses."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        if token.type == "fence":
            token.info = _IN_ATTRIBUTE.sub("", token.info)
        for child in token.children or ():
            for name in ("href", "src", "title"):
                if value := child.attrs.get(name):
                    child.attrs[name] = _IN_ATTRIBUTE.sub("", str(value))
        if len(kept) > 2 and kept[-3].type in _BLOCKS and _says_nothing(kept[-2]):
            del kept[-3:]
    return kept


def _says_nothing(token: Token) -> bool:
    """Whether comments are all that a paragraph's text consists of."""
    found = [child.type for child in token.children or () if child.type != "text" or child.content]
    return "comment" in found and set(found).issubset(_NOTHING)
