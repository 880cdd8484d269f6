"""The output folder: whether it may be written to, what it can hold, and how its files stand."""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.files import Limits, seen_as
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.publish.manifest import MANIFEST, STAGE, read_manifest

_NUMBER = len("/4194304/")
"""The most that a process's own folder adds to the stage's path (Linux's pid_max)."""


def limits(output: Path) -> Limits:
    """What the file system takes on which an output folder is, or will be."""
    place = next(folder for folder in (output, *output.parents) if folder.is_dir())
    stage = len(os.fsencode(output)) + len(f"/{STAGE}") + _NUMBER
    return Limits(_limit(place, "PC_NAME_MAX", 255), _limit(place, "PC_PATH_MAX", 4096) - stage - 1)


def _limit(place: Path, name: str, usual: int) -> int:
    """A limit of a file system, where it tells one (POSIX.1, pathconf)."""
    try:
        told = os.pathconf(place, name)
    except (OSError, ValueError):
        return usual
    return told if told > 0 else usual


def check_folder(output: Path, project: Path, *, ours: bool) -> None:
    """Refuse a folder that a build could do harm to. Raises BuildFailed."""
    real, home = Path(os.path.realpath(output)), Path(os.path.realpath(project))
    folders = [home / name for name in ("content", "templates", "static")]
    sources = {*folders, *(Path(os.path.realpath(folder)) for folder in folders)}
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
        raise BuildFailed([_unfit(output, message)])


def _is_marked(output: Path) -> bool:
    return bool(read_manifest(output).files) or names(output) <= {STAGE}


def check_owner(
    output: Path,
    site: str,
    standing: frozenset[str],
    files: frozenset[str],
    reports: frozenset[str],
) -> None:
    """Refuse a folder that holds another project's site. Raises BuildFailed.

    It is this project's where it lists just what this project's last build left (`standing`). Where
    that is not known, as in a fresh copy, it must bear the site's title and address, and hold one
    of its reports' pages (`reports`) or nothing but its files.
    """
    found = read_manifest(output)
    listed = found.files - {MANIFEST}
    if listed == standing:
        return
    if found.site in ("", site) and (listed <= files or not listed.isdisjoint(reports)):
        return
    message = f"the output folder holds another project's site: {found.site}"
    raise BuildFailed([_unfit(output, message)])


def _unfit(output: Path, message: str) -> Problem:
    hint = "choose another with --output or the setting output, or empty it yourself"
    return Problem(Location(str(output)), "output", message, hint)


def names(folder: Path) -> set[str]:
    """The names of all that a folder holds."""
    return {path.name for path in folder.iterdir()}


def signature(path: str) -> str:
    """How stat sees a published file; "" where there is none."""
    try:
        return seen_as(os.lstat(path))
    except OSError:
        return ""
