"""Front matter: the YAML between two lines of three hyphens, with the line of every value.

Values stay the texts that the editor wrote, so NO is not False and 2024 is no number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.content.value import FrontMatterError, Value

_OPEN = re.compile(r"\A---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_FIELD = re.compile(
    # Letters and marks that mean nothing to YAML wherever they stand after the first letter.
    r"(?P<name>(?!null:)[a-z_]+): (?:"
    r"(?P<bare>[^\W_](?:[\w.,()/’–—' +-]*[\w.()’])?)"
    r"|'(?P<quoted>(?:[\w.,()/’–—“”\" :;?!#&%+-]|'')*)'"
    r"|\[(?P<items>(?:[^\W_](?:[\w. -]*\w)?(?:, [^\W_](?:[\w. -]*\w)?)*)?)\])"
)


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
        return Document({}, text, 1)
    closing = _CLOSE.search(text, opening.end())
    if closing is None:
        hint = "close it with a line of three hyphens"
        raise FrontMatterError("the front matter is never closed", 1, hint=hint)
    block = text[opening.end() : closing.start()]
    body_line = text.count("\n", 0, closing.end()) + 2
    return Document(_parse(block), text[closing.end() :].removeprefix("\n"), body_line)


def _parse(block: str) -> dict[str, Value]:
    fields = _simple(block)
    if fields is None:
        from sitegen.content.yaml_block import read_block  # heavy at import, and seldom wanted

        return read_block(block)
    return fields


def _simple(block: str) -> dict[str, Value] | None:
    """The fields of a block whose every line is one plain field, else None.

    Nearly all front matter is such a block, and the library takes ten times as long over it.
    """
    fields: dict[str, Value] = {}
    for number, line in enumerate(block.removesuffix("\n").split("\n"), 2):
        match = _FIELD.fullmatch(line)
        if match is None:
            return None
        name, bare, quoted, items = match.groups()
        if name in fields:
            return None
        if bare is not None:
            fields[name] = Value(_bare(bare), number)
        elif quoted is not None:
            fields[name] = Value(quoted.replace("''", "'"), number)
        else:
            values = tuple(Value(_bare(item), number) for item in items.split(", ") if item)
            fields[name] = Value(values, number)
    return fields


def _bare(text: str) -> str | None:
    return None if text == "null" else text
