"""The manifest: the output folder's own list of what sitegen made in it, and for which site."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from sitegen.files import stays_inside

MANIFEST = ".sitegen"
"""A list of the published files, in the output folder itself: it marks the folder as ours, and
tells what is ours when the store is lost."""
STAGE = ".sitegen-stage"
"""Files wait here, on the file system that they will stand on, each build's in a folder of its own;
the next build clears it."""
RESERVED = frozenset({MANIFEST, STAGE})
"""Names in the output folder that nothing published can have."""
_HEADING = re.compile(r"Files here that sitegen made(?: for (.+))?, and may replace or remove:\n")


class Manifest(NamedTuple):
    """What an output folder says of itself."""

    site: str
    """Whose files these are: a site's title and address; "" where that is not told."""
    files: frozenset[str]
    """Every published file by its path, the manifest with them; none where there is no manifest."""


def read_manifest(output: Path) -> Manifest:
    """What the folder itself says is ours.

    Anybody may have written it: a name that leads out of the folder, or holds what can't stand in
    a name of ours, is passed over.
    """
    text = _text(f"{output}/{MANIFEST}")
    heading = _HEADING.match(text)
    if not heading:
        return Manifest("", frozenset())
    listed = text[heading.end() :]
    names: Iterable[str] = listed.removesuffix("\n").split("\n")
    if not stays_inside("/".join(names)):
        names = filter(stays_inside, names)
    return Manifest(heading[1] or "", frozenset((*names, MANIFEST)) - {STAGE})


def manifest_stands(output: Path, site: str, files: Iterable[str]) -> bool:
    """Whether the manifest is, byte for byte, that of a site's files."""
    return _text(f"{output}/{MANIFEST}").encode() == manifest(site, files)


def _text(path: str) -> str:
    """A plain file's text; "" for what can't be read, a link or a pipe."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(file, "rb") as opened:
            return opened.read().decode() if S_ISREG(os.fstat(file).st_mode) else ""
    except (OSError, UnicodeDecodeError):
        return ""


def manifest(site: str, files: Iterable[str]) -> bytes:
    """The text of the manifest."""
    heading = f"Files here that sitegen made for {site}, and may replace or remove:\n"
    return (heading + "".join(f"{file}\n" for file in sorted(files))).encode()
