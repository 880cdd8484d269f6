"""Bytes on their way from process to process, by way of a file unless they are few.

A pipe takes few bytes whole or not at all. Of more, a process that dies in the midst of them leaves
a part, and whoever reads it waits for the rest for ever: executors do, and see no worker's death.
"""

from __future__ import annotations

import select
from pathlib import Path
from typing import TypeAlias

Message: TypeAlias = "bytes | str"
"""Bytes themselves, or the path of the file that holds them."""

# 512 is what POSIX grants (write, "Atomic/non-atomic"); an executor puts a little around it.
_FEW = getattr(select, "PIPE_BUF", 512) // 2


def packed(data: bytes, folder: str) -> Message:
    """What to send for some bytes; with a `folder` of "", always themselves."""
    if not folder or len(data) <= _FEW:
        return data
    import tempfile  # slow to load; where there are processes, it is loaded already

    file, path = tempfile.mkstemp(dir=folder)
    try:
        with open(file, "wb") as message:
            message.write(data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    return path


def unpacked(message: Message) -> bytes:
    """The bytes that were sent, once: a file of theirs is removed."""
    if isinstance(message, bytes):
        return message
    data = Path(message).read_bytes()
    Path(message).unlink()
    return data


def clear(folder: Path) -> None:
    """Remove a folder of messages, with those that nobody has unpacked."""
    try:
        for message in folder.iterdir():
            message.unlink()
        folder.rmdir()
    except FileNotFoundError:
        return
