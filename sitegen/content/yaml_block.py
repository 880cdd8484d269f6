"""Front matter of more than plain fields, through a YAML parser.

The parser of PyYAML's C library is used for its events alone: values stay texts, keys can't repeat
in silence, nothing expands, and a document can't nest without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from sitegen.content.value import FrontMatterError, Value

MAX_DEPTH = 8


def read_block(block: str) -> dict[str, Value]:
    """The fields of what stands between the hyphens. Raises FrontMatterError."""
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
