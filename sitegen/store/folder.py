"""The folder of the stores: a real one, and in it nothing that leads out of it."""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.problems import BuildFailed, Location, Problem


def prepare_folder(folder: Path) -> None:
    """Make the folder where it is missing, and remove what no build has made there.

    That is whatever leads elsewhere or could keep a build waiting: links, files that have another
    name besides, pipes, sockets, devices. Raises BuildFailed where a link or a file has the
    folder's own name.
    """
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        if folder.is_symlink() or not folder.is_dir():
            message = "a link or a file stands where a build keeps what the next one needs"
            hint = "remove it, then build again"
            raise BuildFailed([Problem(Location(str(folder)), "store", message, hint)]) from None
    with os.scandir(folder) as found:
        foreign = [entry.path for entry in found if not _ours(entry)]
    for path in foreign:
        Path(path).unlink(missing_ok=True)


def _ours(entry: os.DirEntry[str]) -> bool:
    try:
        if entry.is_dir(follow_symlinks=False):
            return True
        links = entry.stat(follow_symlinks=False).st_nlink
    except FileNotFoundError:  # another build's, which is done with it
        return True
    return links == 1 and entry.is_file(follow_symlinks=False)
