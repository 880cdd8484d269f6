"""Put what was staged in the place of what stands there, file by file.

Nothing outside the folder is written, and nothing in it that sitegen did not make is removed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

from sitegen.publish.folder import names, signature
from sitegen.publish.manifest import MANIFEST, Manifest, manifest, manifest_stands
from sitegen.publish.obstacles import folders_above
from sitegen.publish.stage import Stage, write_file


class Replacement(NamedTuple):
    """What is to become of an output folder."""

    changed: Mapping[str, str]
    """The staged files, with their signatures."""
    new: Sequence[str]
    """Those of them that do not stand there yet."""
    stale: Sequence[str]
    """Files to remove."""
    after: Manifest
    """What the folder is to say of itself."""


def publish(output: Path, stage: Stage, replacement: Replacement) -> dict[str, str]:
    """Put the staged files in place and remove stale ones; the signatures of those put in place.

    Before a file is there the manifest lists it, and after it has gone the manifest does so no
    more: however this ends, what is ours is known. What takes room on the disk is done first, so
    that a full one is told before anything is replaced.
    """
    changed, new, stale, after = replacement
    between = after._replace(files=after.files.union(stale) - {MANIFEST})
    stands = manifest_stands(output, between.site, between.files)
    announced = "" if stands else _staged_manifest(stage, "announced", between)
    final = _staged_manifest(stage, "final", after) if stale else ""
    if not stage.whole:
        _make_folders(output, folders_above(new))
    if announced:
        _put_manifest(output, announced)
    remove(output, [file for file in stale if _above(file) & changed.keys()])
    if stage.whole:
        settled = _move_in(output, stage, changed)
    else:
        _replace(output, stage, list(changed))
        settled = {file: signature(f"{output}/{file}") for file in changed}
    if final:
        remove(output, stale)
        _put_manifest(output, final)
    return settled


def _above(file: str) -> set[str]:
    """The paths of the folders that a file is in."""
    return {file[:at] for at, letter in enumerate(file) if letter == "/"}


def _staged_manifest(stage: Stage, name: str, told: Manifest) -> str:
    path = f"{stage.folder}-{name}"
    write_file(path, manifest(told.site, told.files - {MANIFEST}))
    return path


def _put_manifest(output: Path, staged: str) -> None:
    target = output / MANIFEST
    if target.is_dir() and not target.is_symlink():
        _remove_empty(target)
    os.replace(staged, target)


def _make_folders(output: Path, folders: Iterable[str]) -> None:
    """Make all folders that are not there and have nothing in their way; or else none."""
    made: list[str] = []
    try:
        for folder in sorted(folders):
            with suppress(FileExistsError, NotADirectoryError):
                os.mkdir(f"{output}/{folder}")
                made.append(folder)
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                (output / folder).rmdir()
        raise


def _move_in(output: Path, stage: Stage, changed: Mapping[str, str]) -> dict[str, str]:
    """Put in place a whole site at once, folder by folder, where nothing stands yet."""
    for name in sorted(names(Path(stage.folder)), key=lambda name: _turn(f"{name}/")):
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
    """Remove files that are published no more, and the folders that this leaves empty.

    A name that can't be one is of nothing, and what is reached through a link is not ours.
    """
    folders: set[str] = set()
    real: dict[str, bool] = {}
    for file in files:
        if not all(_is_folder(output, folder, real) for folder in sorted(_above(file))):
            continue
        target = output / file
        try:
            target.unlink()
        except OSError:
            if signature(str(target)) and not _is_folder(output, file, {}):
                raise
        folders.update(_above(file))
    for folder in sorted(folders, key=lambda path: -path.count("/")):
        with suppress(OSError):
            (output / folder).rmdir()


def _is_folder(output: Path, path: str, known: dict[str, bool]) -> bool:
    """Whether a folder stands at a path, and no link to one."""
    if path not in known:
        try:
            known[path] = S_ISDIR(os.lstat(output / path).st_mode)
        except OSError:
            known[path] = False
    return known[path]
