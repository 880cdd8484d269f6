"""All that would stop files from being put in their places, found before the first is."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISVTX

from sitegen.problems import Location, Problem
from sitegen.publish.folder import names
from sitegen.publish.manifest import MANIFEST, STAGE

Seen = os.stat_result | None
"""What stat tells of a place; None where nothing is."""
_FEW = 3
"""As many of somebody else's files are told one by one."""


def obstacles(
    output: Path,
    new: Iterable[str],
    changed: Collection[str],
    stale: Iterable[str],
    ours: frozenset[str],
) -> tuple[Problem, ...]:
    """What stands in the way of files to be put in place (`changed`, of which some are `new`) or
    removed (`stale`): what is somebody else's, and folders that may not be changed.
    """
    root = f"{output}/"
    if names(output) <= {STAGE}:
        return tuple(_unfit(root, {"": os.lstat(output)}, {""}))
    needed = folders_above(changed)
    seen = {folder: _seen(root + folder) for folder in needed | folders_above(stale) | {""}}
    found = {*_foreign_files(output, (*new, MANIFEST), ours)}
    found |= {*_foreign_ways(output, {folder: seen[folder] for folder in needed - ours})}
    found |= {*_others_to_keep(root, seen, (*changed, *stale))}
    if len(found) > _FEW:
        found = {_together(output, found)}
    entered = {file.rpartition("/")[0] for file in (*changed, *stale)}
    unfit = tuple(_unfit(root, seen, entered)) or _mounted(output, {*changed, *stale, *seen})
    return tuple(sorted((*found, *unfit)))


def folders_above(files: Iterable[str]) -> set[str]:
    """All folders above some files."""
    found: set[str] = set()
    folders = {file.rpartition("/")[0] for file in files}
    while folders := folders - found - {""}:
        found |= folders
        folders = {folder.rpartition("/")[0] for folder in folders}
    return found


def _foreign_files(output: Path, files: Iterable[str], ours: frozenset[str]) -> Iterator[Problem]:
    for file in files:
        place = output / file
        if place.is_dir() and not place.is_symlink():
            if not ours.issuperset(_names_under(output, place)):
                message = (
                    "a folder stands where a file must be, with files that sitegen did not make"
                )
                yield foreign(place, message)
        elif file not in ours and os.path.lexists(place):
            yield foreign(place, "a file that sitegen did not make stands in the way")


def _names_under(output: Path, folder: Path) -> Iterator[str]:
    """The files under a folder, by their paths in the output folder."""
    for path, _, files in os.walk(folder):
        yield from (str((Path(path) / file).relative_to(output)) for file in files)


def _foreign_ways(output: Path, folders: Mapping[str, Seen]) -> Iterator[Problem]:
    for folder, seen in folders.items():
        if seen and not S_ISDIR(seen.st_mode):
            what = "link" if S_ISLNK(seen.st_mode) else "file"
            yield foreign(output / folder, f"a {what} stands where a folder of pages must be")


def foreign(path: Path, message: str) -> Problem:
    """What is somebody else's and stands in the way."""
    return Problem(Location(str(path)), "in-the-way", message, "move it, then build again")


def _together(output: Path, found: Collection[Problem]) -> Problem:
    """One sentence on many: most likely they are all of one origin."""
    shown = [str(Path(problem.where.path).relative_to(output)) for problem in sorted(found)[:_FEW]]
    message = (
        f"{len(found):,} files and folders that sitegen did not make, or knows no more that it "
        f"did, stand in the way: {', '.join(shown)} and more"
    )
    hint = "empty the folder if they are of earlier builds, or move them, then build again"
    return Problem(Location(str(output)), "in-the-way", message, hint)


def _mounted(output: Path, places: Collection[str]) -> Iterator[Problem]:
    """Places that are mounted: no file can be moved into such a folder, nor to such a file."""
    root = os.fsencode(f"{output}/")
    for point in _mount_points():
        place = os.fsdecode(point.removeprefix(root)) if point.startswith(root) else ""
        if place and place in places:
            yield foreign(output / place, "something is mounted where a page or a folder must be")


def _mount_points() -> Iterator[bytes]:
    """Where something is mounted, as Linux tells (proc_pid_mountinfo(5)); nothing elsewhere."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        point = line.split(b" ")[4]
        yield re.sub(rb"\\([0-7]{3})", lambda octal: bytes([int(octal[1], 8)]), point)


def _others_to_keep(root: str, seen: Mapping[str, Seen], files: Iterable[str]) -> Iterator[Problem]:
    """Files of other users in folders where each may replace and remove only what is their own."""
    user = os.geteuid()
    sticky = {
        folder
        for folder, found in seen.items()
        if found and user and found.st_mode & S_ISVTX and found.st_uid != user
    }
    for file in files if sticky else ():
        found = _seen(root + file) if file.rpartition("/")[0] in sticky else None
        if found and found.st_uid != user:
            yield foreign(Path(root + file), "a file of another user stands in the way")


def _unfit(root: str, seen: Mapping[str, Seen], folders: Iterable[str]) -> Iterator[Problem]:
    """Folders that no file can be put into, or taken from; many of them as one problem."""
    closed = []
    for folder in {_nearest(folder, seen) for folder in folders}:
        found = seen[folder]
        is_folder = found and S_ISDIR(found.st_mode)
        if is_folder and not os.access(root + folder, os.W_OK | os.X_OK):
            closed.append((root + folder).rstrip("/"))
    if closed:
        first = min(closed)
        read_only = os.statvfs(first).f_flag & os.ST_RDONLY
        why = os.strerror(errno.EROFS if read_only else errno.EACCES)
        more = f" ({len(closed) - 1:,} folders more)" if closed[1:] else ""
        hint = "mend this and build again; nothing is lost"
        yield Problem(Location(first), "output", f"can't be used: {why}{more}", hint)


def _nearest(folder: str, seen: Mapping[str, Seen]) -> str:
    """The nearest folder to one that is not there yet."""
    while folder and seen[folder] is None:
        folder = folder.rpartition("/")[0]
    return folder


def _seen(path: str) -> Seen:
    """What stands at a path, links not followed."""
    try:
        return os.lstat(path)
    except OSError:
        return None
