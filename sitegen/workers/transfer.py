"""Bytes on their way from process to process, by way of a file unless they are few.

A pipe takes few bytes whole or not at all. Of more, a process that dies in the midst of them leaves
a part, and whoever reads it waits for the rest for ever: executors do, and see no worker's death.
"""

from __future__ import annotations

import select
from pathlib import Path
from typing import TypeAlias

Parcel: TypeAlias = "bytes | str"
"""Bytes themselves, or the path of the file that holds them."""

# 512 is what POSIX grants (write, "Atomic/non-atomic"); an executor puts a little around it.
_FEW = getattr(select, "PIPE_BUF", 512) // 2


def packed(data: bytes, folder: str) -> Parcel:
    """What to send for some bytes; with a `folder` of "", always themselves."""
    if not folder or len(data) <= _FEW:
        return data
    import tempfile  # slow to load; where there are processes, it is loaded already

    file, path = tempfile.mkstemp(dir=folder)
    try:
        with open(file, "wb") as parcel:
            parcel.write(data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    return path


def unpacked(parcel: Parcel) -> bytes:
    """The bytes that were sent, once: a file of theirs is removed."""
    if isinstance(parcel, bytes):
        return parcel
    data = Path(parcel).read_bytes()
    Path(parcel).unlink()
    return data


def clear(folder: Path) -> None:
    """Remove a folder of parcels, with those that nobody has unpacked."""
    try:
        for parcel in folder.iterdir():
            parcel.unlink()
        folder.rmdir()
    except FileNotFoundError:
        return
