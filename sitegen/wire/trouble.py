"""What a person should know about a text: a doubt where it was read, an error where it was not."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple


class Doubt(NamedTuple):
    """Something kept, but worth a look; the line is 0 where none can be named."""

    line: int
    code: str
    """A stable name for programs: lower case, words joined by hyphens."""
    message: str
    hint: str = ""


_ASKS_FOR = {
    "impossible-date": "date",
    "no-year": "date",
    "two-dates": "date",
    "two-sources": "source",
}


def unanswered(doubts: Iterable[Doubt], given: Container[str]) -> tuple[Doubt, ...]:
    """The doubts but for those about a field that the editor has given."""
    return tuple(doubt for doubt in doubts if _ASKS_FOR.get(doubt.code, "") not in given)


class WireError(ValueError):
    """A text that cannot be read as an article; says so in words for people."""

    def __init__(self, message: str, line: int = 0, hint: str = "") -> None:
        """Keep the line (0 for none) and what to do about it."""
        super().__init__(message)
        self.message, self.line, self.hint = message, line, hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message
