"""Marks that steer the direction of text: what a text may hold, so that it steers itself alone.

Embeddings and overrides (U+202A to U+202E) are dropped: one that is not closed turns all that
stands behind it, on pages, in feeds and in messages. Unicode advises against them (UAX #9, §2.7).
Isolates (U+2066 to U+2069) stay, each closed where its text ends. The marks of Arabic and Hebrew
that turn nothing (LRM, RLM, ALM) stay as they are.
"""

from __future__ import annotations

import re

TURNING = "\u202a-\u202e"
"""Embeddings and overrides, and the mark that ends one, as a range of a pattern."""
_TURNING = re.compile(f"[{TURNING}]")
_ISOLATES = "\u2066\u2067\u2068"
_END = "\u2069"
_ANY = re.compile(f"[{TURNING}{_ISOLATES}{_END}]")


def contained(text: str) -> str:
    """A text whose marks turn nothing that stands before or behind it."""
    if text.isascii() or not _ANY.search(text):
        return text
    kept: list[str] = []
    opened = 0
    for character in _TURNING.sub("", text):
        if character == _END and not opened:
            continue
        opened += (character in _ISOLATES) - (character == _END)
        kept.append(character)
    return "".join(kept) + _END * opened


def without_turning(text: str) -> str:
    """A text of any length without embeddings and overrides; its blocks end its isolates."""
    return text if text.isascii() else _TURNING.sub("", text)
