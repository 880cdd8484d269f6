"""What a field of front matter holds, as the editor wrote it."""

from __future__ import annotations

from typing import NamedTuple


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
