"""The output folder: whether it may be written to, and how its files stand."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.files import seen_as
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.publish.manifest import read_manifest

STAGE = ".sitegen-stage"
"""Files wait here, on the file system that they will stand on, each build's in a folder of its own;
the next build clears it."""


def check_folder(output: Path, project: Path, *, ours: bool) -> None:
    """Refuse a folder that a build could do harm to. Raises BuildFailed."""
    real, home = output.resolve(), project.resolve()
    folders = [home / name for name in ("content", "templates", "static")]
    sources = {*folders, *(folder.resolve() for folder in folders)}
    message = ""
    if home.is_relative_to(real):
        message = "the output folder holds the project itself"
    elif any(real.is_relative_to(source) for source in sources):
        message = "the output folder lies among the site's sources"
    elif output.exists() and not output.is_dir():
        message = "the output folder is a file"
    elif not ours and output.is_dir() and any(output.iterdir()) and not _is_marked(output):
        message = "the output folder holds files that sitegen did not make"
    if message:
        hint = "choose another with --output or the setting output, or empty it yourself"
        raise BuildFailed([Problem(Location(str(output)), "output", message, hint)])


def _is_marked(output: Path) -> bool:
    return bool(read_manifest(output)) or (output / STAGE).is_dir()


def in_the_way(output: Path, files: Iterable[str], ours: frozenset[str]) -> tuple[Problem, ...]:
    """What is someone else's where files of the site must go."""
    if _is_empty(output):
        return ()
    problems: set[Problem] = set()
    folders: set[str] = set()
    for file in files:
        place = output / file
        if place.is_dir() and not place.is_symlink():
            if not ours.issuperset(_names_under(output, place)):
                message = (
                    "a folder stands where a file must be, with files that sitegen did not make"
                )
                problems.add(foreign(place, message))
        elif file not in ours and os.path.lexists(place):
            message = "a file that sitegen did not make stands in the way"
            problems.add(foreign(place, message))
        folders.add(file.rpartition("/")[0])
    while folders := folders - {""}:
        for place in (output / folder for folder in folders - ours):
            if os.path.lexists(place) and not place.is_dir():
                message = "a file stands where a folder of pages must be"
                problems.add(foreign(place, message))
        folders = {folder.rpartition("/")[0] for folder in folders}
    return tuple(sorted(problems))


def _names_under(output: Path, folder: Path) -> Iterator[str]:
    """The files under a folder, by their paths in the output folder."""
    for path, _, files in os.walk(folder):
        yield from (str((Path(path) / file).relative_to(output)) for file in files)


def _is_empty(output: Path) -> bool:
    return not output.is_dir() or names(output) <= {STAGE}


def names(folder: Path) -> set[str]:
    """The names of all that a folder holds."""
    return {path.name for path in folder.iterdir()}


def foreign(path: Path, message: str) -> Problem:
    """What is somebody else's and stands in the way."""
    return Problem(Location(str(path)), "in-the-way", message, "move it, then build again")


def signature(path: str) -> str:
    """How stat sees a published file; "" where there is none."""
    try:
        return seen_as(os.lstat(path))
    except OSError:
        return ""
