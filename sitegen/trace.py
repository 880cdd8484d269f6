"""What an output depends on, and whether it is due: pure comparisons of fingerprints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.outputs import Asset, Output
from sitegen.render import TEMPLATES
from sitegen.theme import TemplateIndex


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
    """A published file: its trace, and how stat saw it; "" while it is not known to be settled."""

    trace: Trace
    signature: str


def traces(
    outputs: Mapping[str, Output], templates: TemplateIndex, program: str
) -> dict[str, Trace]:
    """The trace of every output, by its file."""
    by_template = {name: templates.fingerprint(name) for name in set(TEMPLATES.values())}
    found: dict[str, Trace] = {}
    for file, output in outputs.items():
        if isinstance(output, Asset):
            found[file] = Trace(output.fingerprint, "", "")
        else:
            template = TEMPLATES.get(type(output))  # type: ignore[arg-type]
            mark = by_template[template] if template else ""
            found[file] = Trace(fingerprint.of_value(output), mark, program)
    return found


def due(
    now: Mapping[str, Trace], before: Mapping[str, Made], damage: Callable[[str, Made], str]
) -> dict[str, str]:
    """Which files are due, each with the reason as a sentence.

    `damage` says what is wrong with a published file, or "".
    """
    reasons: dict[str, str] = {}
    for file, trace in now.items():
        made = before.get(file)
        reason = _difference(trace, made.trace) or damage(file, made) if made else "it is new"
        if reason:
            reasons[file] = reason
    return reasons


def _difference(now: Trace, before: Trace) -> str:
    if now.program != before.program:
        return "the program or the site's settings changed"
    if now.template != before.template:
        return "its template changed"
    return "what it shows changed" if now.data != before.data else ""
