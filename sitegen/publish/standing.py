"""How published files stand, against how the last build left them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from sitegen import fingerprint
from sitegen.publish.folder import signature
from sitegen.store.store import Store


class Standing(NamedTuple):
    """The published files, as the last build left them and as they are now."""

    signatures: Mapping[str, str]
    """How stat sees every file that is as it was left, by its path in the output folder."""
    damage: Mapping[str, str]
    """What is wrong with the others."""
    moved: Mapping[str, str]
    """The signatures of those that stat sees otherwise though their bytes are the same: a copy
    of the folder, such as a host's build cache makes."""

    @property
    def files(self) -> frozenset[str]:
        """Every file that the last build left."""
        return frozenset((*self.signatures, *self.damage))


def look_at_published(store: Store, output: Path, *, thorough: bool) -> Standing:
    """See how published files stand; `thorough` reads those that stat says stand, too."""
    signatures = store.signatures()
    root = f"{output}/"
    seen = {file: signature(root + file) for file in signatures}
    gone = {file: "its file is missing" for file, now in seen.items() if not now}
    doubtful = [file for file, now in seen.items() if now and (thorough or now != signatures[file])]
    made = store.outputs(doubtful)
    altered = {
        file: "its file was altered"
        for file in doubtful
        if _size(seen[file]) != _size(signatures[file])
        or _content(root + file) != made[file].trace.content
    }
    damage = gone | altered
    moved = {file: seen[file] for file in doubtful if seen[file] != signatures[file]}
    return Standing(
        {file: now for file, now in seen.items() if file not in damage},
        damage,
        {file: now for file, now in moved.items() if file not in damage},
    )


def _size(signature: str) -> str:
    """What a signature begins with."""
    return signature.partition(":")[0]


def _content(path: str) -> str:
    """The fingerprint of a file's bytes; "" for what is no plain file that can be read.

    A link is none, wherever it leads, and a pipe would be waited for for ever.
    """
    try:
        if not S_ISREG(os.lstat(path).st_mode):
            return ""
        with open(path, "rb") as file:
            return fingerprint.of_bytes(file.read())
    except OSError:
        return ""
