"""TOML files of settings: one table of a file, and the line on which each of its keys stands."""

from __future__ import annotations

import tomllib
from typing import Any

UNREADABLE = (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError)
"""What reading a file can raise."""


def decode(data: bytes, errors: str = "strict") -> str:
    """A file's text, with line feeds alone. Raises one of UNREADABLE."""
    return data.decode("utf-8-sig", errors).replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str) -> dict[str, Any]:
    """The tables of a text. Raises one of UNREADABLE."""
    return tomllib.loads(text)


def holds(data: bytes, keys: tuple[str, ...]) -> bool:
    """Whether a file has a value under these keys, however TOML lets them be written.

    A broken file that names the last of them counts: it is to be mended, not passed over.
    """
    try:
        text = decode(data, "surrogateescape")
        return keys[-1] in text and _has(parse(text), keys)
    except UNREADABLE:
        return True


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line, from 1, that first gives a value to these keys; 0 where there is none.

    The parser itself is asked: the line is the one whose statement brings the keys into being.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if keys[-1] in line and _begins(lines, number, keys):
            return number
    return 0


_LONGEST = 100
"""Lines of a statement whose end is looked for; each may mean to parse all up to there."""


def _begins(lines: list[str], number: int, keys: tuple[str, ...]) -> bool:
    """Whether a statement begins on this line and has the keys, which are not there before."""
    before = _parsed(lines[: number - 1])
    if before is None or _has(before, keys):
        return False
    ends = range(number, min(number + _LONGEST, len(lines)) + 1)
    after = next((found for end in ends if (found := _parsed(lines[:end])) is not None), {})
    return _has(after, keys)


def _parsed(lines: list[str]) -> dict[str, Any] | None:
    try:
        return parse("\n".join([*lines, ""]))
    except tomllib.TOMLDecodeError:
        return None


def _has(values: Any, keys: tuple[str, ...]) -> bool:
    for key in keys:
        if not isinstance(values, dict) or key not in values:
            return False
        values = values[key]
    return True
