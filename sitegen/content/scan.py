"""Files under content/: found, and told from those that have no place there.

Light, since a build in which nothing has changed does little else.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from sitegen.countries import by_slug, countries
from sitegen.files import SourceFile, is_noise, walk
from sitegen.problems import CONTENT, Location, Problem, nearest

KINDS = ("articles", "countries", "months", "pages")
_REPORTS = (".md", ".txt")
CUT_ENDING = ".cut"
"""Where an import keeps the text that is no part of the article beside it."""

_MISSING = Problem(
    Location(f"{CONTENT}articles"),
    "no-articles",
    "there is no such folder",
    "make it, if only to leave it empty, or bring back what stood there",
)
"""A site is not emptied because a disk is not there, or a folder has another name for a while."""


class Scan(NamedTuple):
    """The files under content/ in order of their paths, and those that can't be published."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]


def scan(content: Path) -> Scan:
    """Find every file; hidden ones and editors' backups are passed over."""
    found = walk(content, CONTENT, _passed_over)
    problems = found.problems
    if not (content / "articles").is_dir():
        problems.append(_MISSING)
    files: list[SourceFile] = []
    for file in found.files:
        path = file.path
        is_report = path.startswith("articles/") and path.endswith(_REPORTS)  # as most are
        if not is_report and (problem := _unknown(path)):
            problems.append(problem)
        else:
            files.append(file)
    return Scan(tuple(files), tuple(problems))


def _passed_over(name: str) -> bool:
    return is_noise(name) or name.endswith(CUT_ENDING)


def _unknown(path: str) -> Problem | None:
    """Why a file has no place under content/, if so: nothing is left out in silence."""
    kind, slash, name = path.partition("/")
    where = Location(CONTENT + path)
    if not slash or kind not in KINDS:
        near = nearest(kind, KINDS)
        hint = f"did you mean {near}/?" if near else f"move it to one of {', '.join(KINDS)}"
        message = "is in no folder that is published"
        return Problem(where, "unknown-folder", message, hint, "warning")
    endings = _REPORTS if kind == "articles" else (".md",)
    if not name.endswith(endings):
        hint = "pictures and other files belong into static/root/"
        message = f"is not published: only {' and '.join(endings)} files are read here"
        return Problem(where, "unknown-file", message, hint, "warning")
    stem = name.removesuffix(".md")
    if kind == "months" and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", stem):
        return Problem(where, "unknown-month", "is named after no month", "rename it: 2024-12.md")
    if kind == "countries" and by_slug(stem) is None:
        near = nearest(stem, (country.slug for country in countries()))
        hint = f"did you mean {near}.md?" if near else "name it as the country's address ends"
        return Problem(where, "unknown-country", "is named after no country", hint)
    return None
