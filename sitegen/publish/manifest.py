"""The manifest: the output folder's own list of what sitegen made in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

MANIFEST = ".sitegen"
"""A list of the published files, in the output folder itself: it marks the folder as ours, and
tells what is ours when the store is lost."""
_HEADING = "Files here that sitegen made, and may replace or remove:\n"


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
