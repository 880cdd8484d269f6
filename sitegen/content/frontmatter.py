"""Front matter: the YAML between two lines of three hyphens, with the line of every value.

The parser of PyYAML's C library is used for its events alone: values stay the texts that the
editor wrote (so NO is not False and 2024 is no number), keys can't repeat in silence, nothing
expands, and a document can't nest without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

MAX_DEPTH = 8
_OPEN = re.compile(r"\A---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_FIELD = re.compile(
    # Letters and marks that mean nothing to YAML wherever they stand after the first letter.
    r"(?P<name>(?!null:)[a-z_]+): (?:"
    r"(?P<bare>[^\W_](?:[\w.,()/’–—' +-]*[\w.()’])?)"
    r"|'(?P<quoted>(?:[\w.,()/’–—“”\" :;?!#&%+-]|'')*)'"
    r"|\[(?P<items>(?:[^\W_](?:[\w. -]*\w)?(?:, [^\W_](?:[\w. -]*\w)?)*)?)\])"
)


class FrontMatterError(ValueError):
    """Front matter that can't be read; `line` counts from 1 in the file."""

    def __init__(self, message: str, line: int, column: int = 0, hint: str = "") -> None:
        """Keep the sentence, its place and the way to mend it."""
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint


class Value(NamedTuple):
    """A value and its line in the file: a text, a tuple of values or a mapping of them.

    A value left empty, null or ~ is None, which means that the editor has not said anything.
    """

    data: str | tuple[Value, ...] | dict[str, Value] | None
    line: int


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
    return _from_yaml(block) if fields is None else fields


def _simple(block: str) -> dict[str, Value] | None:
    """The fields of a block whose every line is one plain field, else None.

    Nearly all front matter is such a block, and the library takes ten times as long over it.
    """
    fields: dict[str, Value] = {}
    for number, line in enumerate(block.removesuffix("\n").split("\n"), 2):
        match = _FIELD.fullmatch(line)
        if match is None or match["name"] in fields:
            return None
        if (items := match["items"]) is not None:
            values = tuple(Value(_bare(item), number) for item in items.split(", ") if item)
            fields[match["name"]] = Value(values, number)
        elif (quoted := match["quoted"]) is not None:
            fields[match["name"]] = Value(quoted.replace("''", "'"), number)
        else:
            fields[match["name"]] = Value(_bare(match["bare"]), number)
    return fields


def _bare(text: str) -> str | None:
    return None if text == "null" else text


def _from_yaml(block: str) -> dict[str, Value]:
    try:
        root = _document(yaml.parse(block, Loader=yaml.CBaseLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 0)
        what = f"the front matter is not YAML: {error.problem or error.context}"
        hint = "put a value with : or # or a leading quotation mark in quotes"
        raise FrontMatterError(what, line, column, hint) from None
    except yaml.reader.ReaderError as error:
        line = block.encode()[: error.position].count(b"\n") + 2  # the position counts bytes
        name = f"U+{error.character:04X}"
        what = f"the front matter is not YAML: it holds the control character {name}"
        raise FrontMatterError(what, line, hint="remove it") from None
    if root.data is None:
        return {}
    if not isinstance(root.data, dict):
        hint = "write one field a line, such as title: Leaders meet in Cairo"
        raise FrontMatterError("the front matter holds no fields", root.line, hint=hint)
    return root.data


def _document(events: Iterator[Any]) -> Value:
    root = Value(None, 2)
    started = False
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if started:
                hint = "write one field a line, and the text below the line of three hyphens"
                raise FrontMatterError("something stands after the fields", _line(event), hint=hint)
            root, started = _value(next(events), events, 0), True
    return root


def _value(event: Any, events: Iterator[Any], depth: int) -> Value:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        hint = "write the value out, or put a text that begins with & or * in quotes"
        raise FrontMatterError("anchors and aliases are not allowed", line, hint=hint)
    if depth > MAX_DEPTH:
        raise FrontMatterError(f"values nest more than {MAX_DEPTH} levels deep", line)
    if isinstance(event, yaml.ScalarEvent):
        absent = not event.style and event.value in ("", "~", "null")
        return Value(None if absent else event.value, line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Value(tuple(_items(events, depth)), line)
    return Value(_mapping(events, depth), line)


def _line(event: Any) -> int:
    """Where an event begins in the file, whose first line is the three hyphens."""
    line: int = event.start_mark.line
    return line + 2


def _items(events: Iterator[Any], depth: int) -> Iterator[Value]:
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _value(event, events, depth + 1)


def _mapping(events: Iterator[Any], depth: int) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _value(event, events, depth + 1)
        if not isinstance(key.data, str):
            raise FrontMatterError("a field has no name", key.line)
        if key.data in fields:
            hint = f"it stands on line {fields[key.data].line} already; keep one"
            raise FrontMatterError(f"the field {key.data!r} stands twice", key.line, hint=hint)
        value = _value(next(events), events, depth + 1)
        fields[key.data] = value if value.data is not None else Value(None, key.line)
    return fields
