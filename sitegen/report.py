"""Problems and results, as a person or a program reads them."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO
from unicodedata import category

from click import style

from sitegen.options import Report
from sitegen.problems import Problem

_JOINERS = "\u200c\u200d"


def say(line: str, stream: TextIO | None = None, *, flush: bool = False) -> None:
    """Say a line; no name or text in it steers the terminal."""
    print(visible(line), file=stream, flush=flush)


def tell(problems: Iterable[Problem]) -> None:
    """Tell problems on standard error."""
    for line in problem_lines(problems, coloured=_shows_colour(sys.stderr)):
        print(line, file=sys.stderr)


def _shows_colour(stream: TextIO) -> bool:
    """Whether colour reaches a person who has not refused it (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def problem_lines(problems: Iterable[Problem], *, coloured: bool = False) -> list[str]:
    """A line for each problem, in the order of their places; colour adds nothing but colour."""
    return [_coloured(found) if coloured else visible(str(found)) for found in sorted(problems)]


def _coloured(problem: Problem) -> str:
    """The place stands out, and what is wrong there tells an error from a warning."""
    place, colour = str(problem.where), "yellow" if problem.severity == "warning" else "red"
    rest = str(problem).removeprefix(place)
    said = rest.removesuffix(f"; {problem.hint}") if problem.hint else rest
    parts = (style(visible(place), bold=True), style(visible(said), fg=colour))
    return "".join((*parts, visible(rest.removeprefix(said))))


def visible(text: str) -> str:
    """A text on one line of a terminal: what would steer it, or turn its letters, is spelt out."""
    if text.isprintable():
        return text
    return "".join(c if _shows(c) else c.encode("unicode_escape").decode() for c in text)


def visible_json(text: str) -> str:
    """JSON with the same spelt out, as JSON may have it: in its texts alone such can stand."""
    parts = re.split(r"(\n)", text)
    return "".join(part if part == "\n" or part.isprintable() else _spelt(part) for part in parts)


def _spelt(text: str) -> str:
    units = (c if _shows(c) else json.dumps(c)[1:-1] for c in text)
    return "".join(units).replace("\x7f", "\\u007f")  # which JSON takes for a plain character


def _shows(character: str) -> bool:
    """Letters and marks, spaces of any width, and the joiners that words of many scripts need."""
    return character.isprintable() or character in _JOINERS or category(character) == "Zs"


def result_lines(report: Report, explain: bool = False) -> list[str]:
    """What a build did, in a few lines."""
    lines = [f"{reason}: {file}" for file, reason in report.rendered.items()] if explain else []
    wrote = f"wrote {_count(len(report.written), 'file')}"
    if report.removed:
        wrote += f", removed {len(report.removed)}"
    lines += [
        f"{_count(report.articles, 'article')}, {_count(report.feeds, 'feed')}, "
        f"{_count(report.planned, 'file')} in all",
        f"rendered {len(report.rendered)}, {wrote}",
    ]
    if report.unreviewed:
        verb = "rests" if report.unreviewed == 1 else "rest"
        count = _count(report.unreviewed, "article")
        lines.append(
            f"{count} {verb} on derived fields: sitegen import FILE… makes them reviewable"
        )
    lines.append(f"done in {sum(report.seconds.values()):.2f} s ({_phases(report)})")
    lines.append(f"the site is in {_shown(report.output)}{os.sep}")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _phases(report: Report) -> str:
    slow = {name: seconds for name, seconds in report.seconds.items() if seconds >= 0.005}
    return ", ".join(f"{name} {seconds:.2f}" for name, seconds in slow.items()) or "at once"


def _shown(path: Path) -> str:
    """A path from here, where that is shorter to read."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was removed meanwhile
        return str(path)
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def as_json(report: Report | None, problems: Iterable[Problem]) -> str:
    """One JSON object for programs, in ASCII; `report` is None for a build that failed."""
    data: dict[str, Any] = {
        "planned": report.planned if report else 0,
        "rendered": report.rendered if report else {},
        "written": report.written if report else [],
        "removed": report.removed if report else [],
        "problems": [_as_data(problem) for problem in sorted(problems)],
        "seconds": report.seconds if report else {},
    }
    return visible_json(json.dumps(data, indent=2))


def _as_data(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.where.path,
        "line": problem.where.line,
        "column": problem.where.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }
