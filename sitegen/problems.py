"""What went wrong, as values: a person's mistake is a Problem, a bug is an exception."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

CONTENT = "content/"
"""What precedes the path of a content file where a person reads it."""

_SAID = 200
"""Characters that are shown of what an unforeseen error says: some hold a whole text."""

Severity = Literal["error", "warning"]


class Location(NamedTuple):
    """Where a problem is: a path as the person knows it, line and column from 1, 0 for unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
        if self.line and self.column:
            parts.append(str(self.column))
        return ":".join(parts)


class Problem(NamedTuple):
    """One thing that a person should know, where it is, and what to do about it."""

    where: Location
    code: str
    """A stable name for programs: lower case, words joined by hyphens."""
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        note = "warning: " if self.severity == "warning" else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.where}: {note}{self.message}{hint}"


class BuildFailed(Exception):
    """The run cannot go on; nothing was published. Carries every problem of the run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in the order of their places."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.where))
        super().__init__("\n".join(map(str, self.problems)))


def fault(path: str, what: str, error: Exception) -> Problem:
    """A bug of sitegen that one file brought out, for whoever can take that file out meanwhile.

    `what` can't be done with the file. Raises the error again where the file has no part in it:
    where memory is short or the system refuses something, and where all is told already; and the
    end of the run where that is what it came of.
    """
    if interrupted := interruption(error):
        raise interrupted from None
    if isinstance(error, (MemoryError, OSError, BuildFailed)):
        raise error
    said = " ".join(str(error).split())
    name = type(error).__name__
    cause = f"{name}: {said[:_SAID]}" if said else name
    hint = "take it out to build the rest, and report this with the file"
    return Problem(
        Location(path), "fault", f"can't be {what}: sitegen failed on it ({cause})", hint
    )


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those problems that stop a build."""
    return tuple(problem for problem in problems if problem.severity == "error")


def interruption(error: BaseException) -> SystemExit | None:
    """The end of the run that an error came of: one that was asked for while something was done
    that can't stand it, such as clearing up.
    """
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, SystemExit):
            return found
        found = found.__cause__ or found.__context__
    return None


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like another; "" where none is."""
    from difflib import get_close_matches  # costs milliseconds; needed for mistakes only

    return next(iter(get_close_matches(word, list(known), 1)), "")
