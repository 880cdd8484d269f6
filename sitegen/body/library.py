"""The library that reads Markdown, which is taught here that comments are no text.

Its own rules know no comments, so a link, a definition or a table could take in where one begins
and leave the rest of it for text. What would do so is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from sitegen.text import comments
from sitegen.text.comments import OPENING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token as Token

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

MAX_NESTING = 80
"""Quotes and lists deeper than this are a problem; the library's own limit drops text unsaid."""
LAST_CLOSING = "last closing"
"""Where, in what a parse knows, it is told the last mark that closes a comment; a text without
comments is parsed without it."""
NOTHING = ("comment", "softbreak", "hardbreak")
"""Tokens of a paragraph that show nothing."""
_COLUMNS = "columns"
_CELL_END = re.compile(r"(?<!\\)\|")
_ESCAPED_OR_OPENING = re.compile(rf"\\.|{OPENING}", re.DOTALL)


@cache
def parser() -> MarkdownIt:
    """The library as it is used here: no HTML, but comments."""
    from markdown_it import MarkdownIt  # most copy never needs it
    from markdown_it.rules_block import reference, table
    from markdown_it.rules_inline import image, link

    options = {"html": False, "maxNesting": MAX_NESTING + 20}
    library = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    block, inline = library.block.ruler, library.inline.ruler
    block.at("table", _around_table(table), {"alt": ["paragraph", "reference"]})
    block.at("reference", _around_reference(reference))
    # Before all others: what is in a comment begins nothing.
    block.before(
        "table", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    block.before("table", "row", _no_row, {"alt": ["blockquote"]})
    inline.at("link", _around_link(link, opening=0))
    inline.at("image", _around_link(image, opening=1))
    inline.before("autolink", "comment", _comment_within)
    return library


def _comment_block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(OPENING, begin) or state.is_code_block(first):
        return False
    # Looked for once, not to go through the rest of the text for each that is never closed.
    if begin > state.env[LAST_CLOSING] or (closed := comments.end(state.src, begin)) < 0:
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


def _comment_within(state: StateInline, silent: bool) -> bool:
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
    return not state.tokens or state.tokens[-1].type in NOTHING


def _without_whole(text: str) -> str | None:
    """A part of a link without its comments; None where one goes on behind it."""
    pieces: list[str] = []
    done = position = 0
    while match := _ESCAPED_OR_OPENING.search(text, position):
        position = match.end()
        if match[0] == OPENING:
            pieces.append(text[done : match.start()])
            done = position = comments.end(text, match.start())
            if done < 0:
                return None
    return "".join((*pieces, text[done:]))


def _holds_comment(text: str) -> bool:
    """Whether a comment begins in a text."""
    return any(match[0] == OPENING for match in _ESCAPED_OR_OPENING.finditer(text))


def _around_link(rule: InlineRule, opening: int) -> InlineRule:
    """The rule of links or pictures, whose label begins so far behind them; no link ends within a
    comment, and those in its address and title are no part of these.
    """

    def ruled(state: StateInline, silent: bool) -> bool:
        if LAST_CLOSING not in state.env:
            return rule(state, silent)
        begin, count = state.pos, len(state.tokens)
        if not rule(state, True):
            return False
        end, attributes = state.pos, None
        if OPENING in state.src[begin:end]:
            state.pos = begin
            label = state.md.helpers.parseLinkLabel(state, begin + opening, not opening)
            behind = state.src[label + 1 : end]
            if _holds_comment(behind) and (attributes := _attributes(state, behind)) is None:
                return False
            state.pos = end
        if silent:
            return True
        state.pos = begin
        rule(state, False)
        if attributes:
            token = next(one for one in state.tokens[count:] if one.type in ("link_open", "image"))
            address = "src" if token.type == "image" else "href"
            token.attrs[address] = attributes["href"]
            token.attrs.pop("title", None)
            if "title" in attributes:
                token.attrs["title"] = attributes["title"]
        return True

    return ruled


def _attributes(state: StateInline, behind: str) -> dict[str, str | int | float] | None:
    """What stands behind a link's label comes to without its comments, None for no link."""
    plain = _without_whole(behind)
    made: list[Token] = []
    if plain and plain.startswith("("):
        state.md.inline.parse(f"[a]{plain}", state.md, {}, made)
    if [token.type for token in made] != ["link_open", "text", "link_close"]:
        return None
    return made[0].attrs


def _around_reference(rule: BlockRule) -> BlockRule:
    """The rule of definitions of links, of which none holds a comment."""

    def ruled(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        known = len(state.env.get("references", ()))
        if not rule(state, first, end, silent):
            return False
        if silent or not _holds_comment(
            state.src[state.bMarks[first] : state.eMarks[state.line - 1]]
        ):
            return True
        if len(state.env["references"]) > known:
            state.env["references"].popitem()  # the last that was put in
        state.line = first
        return False

    return ruled


def _around_table(rule: BlockRule) -> BlockRule:
    """The rule of tables, which tells how many cells of a row are shown."""

    def ruled(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        if not silent and LAST_CLOSING in state.env and first + 1 < end:
            state.env[_COLUMNS] = _line(state, first + 1).strip("|").count("|") + 1
        return rule(state, first, end, silent)

    return ruled


def _no_row(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """End a table before a line with a comment in a cell too many: such cells are not shown."""
    if not silent or state.parentType != "table" or LAST_CLOSING not in state.env:
        return False
    text = _line(state, line)
    if OPENING not in text:
        return False
    cells = _CELL_END.split(text)
    shown = state.env[_COLUMNS] + (cells[0] == "")
    return any(map(_holds_comment, cells[shown:]))


def _line(state: StateBlock, number: int) -> str:
    """A line of a table."""
    begin = state.bMarks[number] + state.tShift[number]
    return state.src[begin : state.eMarks[number]].strip(" \t")
