"""The output folder: staged beside what stands there, then put in its place file by file.

Nothing outside the folder is written, and nothing in it that sitegen did not make is removed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from sitegen.problems import BuildFailed, Location, Problem

MANIFEST = ".sitegen"
"""A list of the published files, in the output folder itself: it marks the folder as ours, and
tells what is ours when the store is lost."""
STAGE = ".sitegen-stage"
"""Files wait here, on the file system that they will stand on; the next build clears it."""
_HEADING = "Files here that sitegen made, and may replace or remove:\n"


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


def read_manifest(output: Path) -> frozenset[str]:
    """The files that the folder itself says are ours."""
    try:
        text = (output / MANIFEST).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return frozenset()
    if not text.startswith(_HEADING):
        return frozenset()
    names = text.removeprefix(_HEADING).splitlines()
    return frozenset(name for name in names if _stays_inside(name)) | {MANIFEST}


def _stays_inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")


def manifest(files: Iterable[str]) -> bytes:
    """The text of the manifest."""
    return (_HEADING + "".join(f"{file}\n" for file in sorted(files))).encode()


def in_the_way(output: Path, files: Iterable[str], ours: frozenset[str]) -> tuple[Problem, ...]:
    """Files of someone else's where files of the site must go."""
    problems = []
    for file in files:
        target = output / file
        if file not in ours and os.path.lexists(target):
            problems.append(_foreign(target, "a file that sitegen did not make stands in the way"))
            continue
        for folder in target.relative_to(output).parents:
            place = output / folder
            if os.path.lexists(place) and not place.is_dir() and folder.as_posix() not in ours:
                problems.append(_foreign(place, "a file stands where a folder of pages must be"))
    return tuple(dict.fromkeys(problems))


def _foreign(path: Path, message: str) -> Problem:
    return Problem(Location(str(path)), "in-the-way", message, "move it, then build again")


def prepare_stage(output: Path) -> Path:
    """An empty folder to render into."""
    stage = output / STAGE
    if stage.is_dir() and not stage.is_symlink():
        shutil.rmtree(stage)
    stage.mkdir(parents=True)
    return stage


def replace(output: Path, files: Sequence[str]) -> None:
    """Put staged files in their places: assets first, then pages, then feeds and sitemaps.

    A reader never meets a page whose style sheet is not there yet, nor a feed whose page is not.
    """
    stage = output / STAGE
    for file in sorted(files, key=_turn):
        target = output / file
        try:
            os.replace(stage / file, target)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            _make_room(target, output)
            os.replace(stage / file, target)


def _turn(file: str) -> tuple[int, str]:
    if file == MANIFEST:
        return 3, file
    if file.startswith("assets/"):
        return 0, file
    return (1 if file.endswith(".html") else 2), file


def _make_room(target: Path, output: Path) -> None:
    """Make the folders above a file; one of our own files may stand where a folder must be."""
    for folder in reversed(target.relative_to(output).parents):
        place = output / folder
        if place.is_symlink() or place.is_file():
            place.unlink()
        place.mkdir(exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        _remove_empty(target)


def _remove_empty(folder: Path) -> None:
    for path, _, files in os.walk(folder, topdown=False):
        if not files:
            Path(path).rmdir()


def remove(output: Path, files: Iterable[str]) -> None:
    """Remove files that are published no more, and the folders that this leaves empty."""
    folders: set[Path] = set()
    for file in files:
        target = output / file
        try:
            target.unlink()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
            if target.is_file():
                raise
        folders.update(folder for folder in target.parents if folder.is_relative_to(output))
    for folder in sorted(folders - {output}, key=lambda path: -len(path.parts)):
        try:
            folder.rmdir()
        except OSError:
            continue


def clear_stage(output: Path) -> None:
    """Remove what is left of staging."""
    shutil.rmtree(output / STAGE, ignore_errors=True)


def signature(path: Path) -> str:
    """How stat sees a published file; "" where there is none."""
    try:
        seen = os.lstat(path)
    except OSError:
        return ""
    return f"{seen.st_size}:{seen.st_mtime_ns}:{seen.st_ctime_ns}:{seen.st_ino}"
