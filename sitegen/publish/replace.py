"""Put what was staged in the place of what stands there, file by file.

Nothing outside the folder is written, and nothing in it that sitegen did not make is removed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sitegen.publish.folder import names, signature
from sitegen.publish.manifest import MANIFEST, manifest
from sitegen.publish.stage import Stage


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
