"""What the preview says in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple, TypeVar

from sitegen.problems import Problem, errors
from sitegen.serve.builds import Outcome

Said = TypeVar("Said")


class Terminal(NamedTuple):
    """The ways to speak to the person who started the preview."""

    tell: Callable[[str], object]
    """Say a line."""
    complain: Callable[[Iterable[Problem]], object]
    """Say what is wrong."""


def heard_or_not(say: Callable[[Said], object]) -> Callable[[Said], None]:
    """Say something even if nobody can hear it any more: the preview goes on for browsers."""

    def attempt(said: Said) -> None:
        with suppress(OSError):
            say(said)

    return attempt


class Log:
    """Tells of builds: of errors each time, of a warning once for as long as it lasts."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._told: frozenset[Problem] = frozenset()

    def add(self, outcome: Outcome) -> None:
        """Tell what came of a build: a line, then the problems."""
        found = frozenset(outcome.problems)
        self._terminal.tell(headline(outcome))
        self._terminal.complain((found - self._told).union(errors(found)))
        # A build that failed may not have come as far as the warnings of the one before
        self._told = found if outcome.report else found | self._told


def headline(outcome: Outcome) -> str:
    """What changed, and what was done about it."""
    first, *more = sorted(outcome.changed) or [""]
    others = f" and {len(more)} more" if more else ""
    cause = f"{first}{others} changed: " if first else ""
    report = outcome.report
    if report is None:
        count = len(errors(outcome.problems))
        return f"{cause}not built, {count} {'problem' if count == 1 else 'problems'}"
    removed = f", removed {len(report.removed)}" if report.removed else ""
    did = f"rendered {len(report.rendered)}, wrote {len(report.written)}{removed}"
    return f"{cause}{did} in {outcome.seconds:.2f} s"
