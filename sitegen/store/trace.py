"""What an output depends on, and whether it is due: pure comparisons of fingerprints."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.problems import Problem


class Trace(NamedTuple):
    """What an output was made from and what came of it, as fingerprints."""

    data: str
    """Of the output's value."""
    template: str
    """Of the template's text with all that it draws in; "" for an output without one."""
    program: str
    """Of the program and the settings that every file may show."""
    content: str = ""
    """Of the published bytes; "" before they are rendered."""


class Made(NamedTuple):
    """A published file: its trace, and how stat saw it."""

    trace: Trace
    signature: str


class Rendered(NamedTuple):
    """A staged file, why it was due, and how stat sees it; or the problem that prevented it.

    The signature is "" where the same bytes stand published.
    """

    file: str
    trace: Trace
    reason: str
    signature: str
    problem: Problem | None = None


def reason(now: Trace, before: Made | None, damage: str) -> str:
    """Why an output is due, as a sentence without a full stop; "" where it is not.

    `damage` is what is wrong with the published file, "" for nothing.
    """
    if before is None:
        return "it is new"
    if now.program != before.trace.program:
        return "the program or the site's settings changed"
    if now.template != before.trace.template:
        return "its template changed"
    return "what it shows changed" if now.data != before.trace.data else damage
