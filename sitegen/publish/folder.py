"""The output folder: staged beside what stands there, then put in its place file by file.

Nothing outside the folder is written, and nothing in it that sitegen did not make is removed.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.files import seen_as
from sitegen.problems import BuildFailed, Location, Problem
from sitegen.publish.placement import keep_apart

MANIFEST = ".sitegen"
"""A list of the published files, in the output folder itself: it marks the folder as ours, and
tells what is ours when the store is lost."""
STAGE = ".sitegen-stage"
"""Files wait here, on the file system that they will stand on, each build's in a folder of its own;
the next build clears it."""
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
    if "\n/" in text or ".." in text:
        names = [name for name in names if _stays_inside(name)]
    return frozenset((*names, MANIFEST))


def _stays_inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")


def manifest(files: Iterable[str]) -> bytes:
    """The text of the manifest."""
    return (_HEADING + "".join(f"{file}\n" for file in sorted(files))).encode()


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
                problems.add(_foreign(place, message))
        elif file not in ours and os.path.lexists(place):
            message = "a file that sitegen did not make stands in the way"
            problems.add(_foreign(place, message))
        folders.add(file.rpartition("/")[0])
    while folders := folders - {""}:
        for place in (output / folder for folder in folders - ours):
            if os.path.lexists(place) and not place.is_dir():
                message = "a file stands where a folder of pages must be"
                problems.add(_foreign(place, message))
        folders = {folder.rpartition("/")[0] for folder in folders}
    return tuple(sorted(problems))


def _names_under(output: Path, folder: Path) -> Iterator[str]:
    """The files under a folder, by their paths in the output folder."""
    for path, _, files in os.walk(folder):
        yield from (str((Path(path) / file).relative_to(output)) for file in files)


def _is_empty(output: Path) -> bool:
    return not output.is_dir() or _names(output) <= {STAGE}


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _foreign(path: Path, message: str) -> Problem:
    return Problem(Location(str(path)), "in-the-way", message, "move it, then build again")


class Stage(NamedTuple):
    """Where files wait until all are there."""

    folder: str
    whole: bool
    """Whether they lie as they will stand, to be moved in by whole folders; a file that takes
    another's place is staged without making folders for it."""

    def path(self, file: str) -> str:
        """Where a file is staged.

        Files that replace others are spread over several folders: by chance one may come to lie
        where it is slow to make new ones.
        """
        if self.whole or file == MANIFEST:
            return f"{self.folder}/{file}"
        mark = fingerprint.of_text(file)
        return f"{self.folder}-{mark[0]}/{mark}"


def prepare_stage(output: Path) -> Stage:
    """An empty folder to render into, of this process's own.

    Raises BuildFailed where something else has its name.
    """
    folder = output / STAGE
    if folder.is_symlink() or folder.is_file():
        message = "a link or file stands where a build keeps what it is making"
        raise BuildFailed([_foreign(folder, message)])
    if folder.is_dir():
        _remove_old_stage(folder)
    folder.mkdir(parents=True, exist_ok=True)
    keep_apart(folder)
    stage = Stage(str(folder / str(os.getpid())), whole=_names(output) <= {STAGE, MANIFEST})
    os.mkdir(stage.folder)
    return stage


def _remove_old_stage(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        # A process that outlives a killed build goes on writing there, which is in nobody's way.
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise


def publish(
    output: Path,
    stage: Stage,
    changed: Mapping[str, str],
    files: frozenset[str],
    stale: Sequence[str],
    listed: frozenset[str],
) -> dict[str, str]:
    """Put the staged files in place and remove stale ones; the signatures of those put in place.

    `changed` has the staged files' signatures, `files` is all that the site holds, and `listed`
    what the manifest says it holds. Before a file
    is there the manifest lists it, and after it has gone the manifest does so no more: however
    this ends, what is ours is known.
    """
    settled: dict[str, str] = {}
    if listed != files | {MANIFEST}:
        _put_manifest(output, stage, files | frozenset(stale))
    remove(output, [file for file in stale if _above(file) & changed.keys()])
    if stage.whole:
        settled = _move_in(output, stage, changed)
    elif changed:
        _replace(output, stage, list(changed))
        settled = {file: signature(f"{output}/{file}") for file in changed}
    if stale:
        remove(output, stale)
        _put_manifest(output, stage, files)
    return settled


def _above(file: str) -> set[str]:
    """The paths of the folders that a file is in."""
    return {file[:at] for at, letter in enumerate(file) if letter == "/"}


def _put_manifest(output: Path, stage: Stage, files: Iterable[str]) -> None:
    Path(stage.path(MANIFEST)).write_bytes(manifest(files))
    _replace(output, stage, [MANIFEST])


def _move_in(output: Path, stage: Stage, changed: Mapping[str, str]) -> dict[str, str]:
    """Put in place a whole site at once, folder by folder, where nothing stands yet."""
    for name in sorted(_names(Path(stage.folder)), key=lambda name: _turn(f"{name}/")):
        os.replace(f"{stage.folder}/{name}", output / name)
    return {
        file: seen if "/" in file else signature(f"{output}/{file}")
        for file, seen in changed.items()
    }


def _replace(output: Path, stage: Stage, files: Sequence[str]) -> None:
    """Put staged files in their places: assets first, then pages, then feeds and sitemaps.

    A reader never meets a page whose style sheet is not there yet, nor a feed whose page is not.
    """
    for file in sorted(files, key=_turn):
        target = f"{output}/{file}"
        try:
            os.replace(stage.path(file), target)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            _make_room(Path(target), output)
            os.replace(stage.path(file), target)


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


def signature(path: str) -> str:
    """How stat sees a published file; "" where there is none."""
    try:
        return seen_as(os.lstat(path))
    except OSError:
        return ""
