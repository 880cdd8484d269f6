"""Names of files in either form of their letters: a link may be typed in one, and its file be named
in the other, as some systems do (Unicode, Annex 15).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from unicodedata import normalize


class Paths:
    """Paths that are found by either form of their letters."""

    def __init__(self, *paths: Collection[str]) -> None:
        """Take note of those that have two forms at all."""
        self._paths = paths
        composed: Iterable[str] = chain.from_iterable(paths)
        self._composed = {normalize("NFC", path): path for path in composed if not path.isascii()}

    def named(self, path: str) -> str:
        """A path as its file is named, before others that differ in their form alone; as it is
        where there is no such file.
        """
        if not self._composed or any(path in known for known in self._paths):
            return path
        return self._composed.get(normalize("NFC", path), path)
