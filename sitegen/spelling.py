"""What somebody who misspelt a word may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like another; "" where none is."""
    from difflib import get_close_matches  # costs milliseconds; needed for mistakes only

    return next(iter(get_close_matches(word, list(known), 1)), "")
