"""Front matter: the YAML between two lines of three hyphens, with the line of every value.

Values stay the texts that the editor wrote, so NO is not False and 2024 is no number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.content.fields import READERS
from sitegen.content.value import FrontMatterError, Value
from sitegen.text import comments

_OPEN = re.compile(r"\A---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_COMMENT = "#[^\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*"
"""A comment (YAML 1.2 §6.6), but for characters that YAML refuses or takes for the line's end."""
_FIELD = re.compile(
    # Letters and marks that mean nothing to YAML wherever they stand after the first letter.
    r"(?P<name>(?!null:)[a-z_]+): (?:"
    r"(?P<bare>[^\W_](?:[\w.,()/’–—' +-]*[\w.()’])?)"
    r"|'(?P<quoted>(?:[\w.,()/’–—“”\" :;?!#&%+-]|'')*)'"
    r"|\"(?P<double>[\w.,()/’‘–—“”' :;?!#&%+$-]*)\""
    r"|\[(?P<items>(?:[^\W_](?:[\w. -]*\w)?(?:, [^\W_](?:[\w. -]*\w)?)*)?)\])"
    rf"(?:[ ]+(?=# ){_COMMENT})?"
)
_SAYS_NOTHING = re.compile(rf"{_COMMENT}|")
"""A line that is a comment, or empty."""


_FENCE = re.compile(r"\s*(?:-{2,}|\+{3}|[\u2010-\u2015]+|\.{3})\s*")
_NAME = re.compile(r"\s*([a-z_]+)\s*[:=]")
_INSIDE = re.compile(rf"{_NAME.pattern}|\s+(?![-+\u2010-\u2015.]{{2}})\S|(?:- |[]}}#])|\s*$")
"""What stands in front matter: a field, more of one, a comment, or nothing."""
_CUT = re.compile(
    r"^([a-z_]+):[ \t]+[^\s\"'\[{|>#&*!%@`](?:(?![ \t]#)[^\n])*[ \t]#(?=[^\s#])", re.MULTILINE
)
"""A bare value that YAML takes to end before a number sign (YAML 1.2 §6.6) that begins a word."""
_EMPTY = re.compile(r"[\s\ufeff]*")
_SEEN = 3000
"""Characters at the beginning of a text in which front matter is looked for that is none."""


class Document(NamedTuple):
    """A file taken apart: the fields, the text below them and the line where it begins."""

    fields: dict[str, Value]
    body: str
    body_line: int


def split(text: str) -> Document:
    """Take a file apart; without front matter the whole text is body.

    Raises FrontMatterError.
    """
    opening = _OPEN.match(text)
    if opening is None:
        if line := _misplaced(text):
            hint = "let the first line be three hyphens and nothing else"
            raise FrontMatterError("the front matter does not begin as it must", line, hint=hint)
        return Document({}, text, 1)
    closing = _CLOSE.search(text, opening.end())
    if closing is None:
        hint = "close it with a line of three hyphens"
        raise FrontMatterError("the front matter is never closed", 1, hint=hint)
    block = text[opening.end() : closing.start()]
    body_line = text.count("\n", 0, closing.end()) + 2
    return Document(_parse(block), text[closing.end() :].removeprefix("\n"), body_line)


def _misplaced(text: str) -> int:
    """The line of what seems to be meant for front matter where there is none, else 0.

    Below an empty line or a comment, or under other marks, it would be published as a text.
    """
    begin = _below_comments(text)
    seen = text[begin : begin + _SEEN]
    if not any(map(_seems_meant, (seen, comments.blanked(seen)))):
        return 0
    return text.count("\n", 0, begin) + 1


def _below_comments(text: str) -> int:
    """Where a text begins to say anything, below what is empty and comments."""
    position = _EMPTY.match(text).end()  # type: ignore[union-attr]  # it always matches
    while text.startswith(comments.OPENING, position):
        end = comments.end(text, position)
        # One that was not closed where it should have been hides fields that were meant.
        if end < 0 or text.find(comments.OPENING, position + 1, end) >= 0:
            end = text.find("\n", position)
            if end < 0:
                return len(text)
        position = _EMPTY.match(text, end).end()  # type: ignore[union-attr]
    return position


def _seems_meant(text: str) -> bool:
    """Whether a text begins with fields that a line of marks ends."""
    lines = text.split("\n")
    fields = lines[1:] if _FENCE.fullmatch(lines[0]) else lines
    name = _NAME.match(next(filter(str.strip, fields), ""))
    if name is None or name[1] not in READERS:
        return False
    end = next((line for line in fields if not _INSIDE.match(line)), "")
    return _FENCE.fullmatch(end) is not None


def _parse(block: str) -> dict[str, Value]:
    fields = _simple(block)
    if fields is None:
        if cut := _CUT.search(block):
            line = block.count("\n", 0, cut.start()) + 2
            hint = "put the text in quotes, or a space after # for a comment"
            raise FrontMatterError(f"{cut[1]}: what begins with # is left out", line, hint=hint)
        from sitegen.content.yaml_block import read_block  # heavy at import, and seldom wanted

        return read_block(block)
    return fields


def _simple(block: str) -> dict[str, Value] | None:
    """The fields of a block whose every line is one plain field, else None.

    Nearly all front matter is such a block, what an import writes among it, and the library takes
    ten times as long over it.
    """
    fields: dict[str, Value] = {}
    for number, line in enumerate(block.removesuffix("\n").split("\n"), 2):
        match = _FIELD.fullmatch(line)
        if match is None:
            if _SAYS_NOTHING.fullmatch(line):
                continue
            return None
        name, bare, quoted, double, items = match.groups()
        if name in fields:
            return None
        if bare is not None:
            fields[name] = Value(_bare(bare), number)
        elif quoted is not None:
            fields[name] = Value(quoted.replace("''", "'"), number)
        elif double is not None:
            fields[name] = Value(double, number)
        else:
            values = tuple(Value(_bare(item), number) for item in items.split(", ") if item)
            fields[name] = Value(values, number)
    return fields


def _bare(text: str) -> str | None:
    return None if text == "null" else text
