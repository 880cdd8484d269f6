"""Words of any script as they stand in addresses: letters with their marks, in one normal form."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: invisible, and part of the spelling within words of Persian,
Hindi, Bengali and others (UAX #31, §2.3)."""


def address_words(text: str) -> list[str]:
    """The words of a text, in Normalization Form C: letters, digits and _ with their marks.

    What is a letter with a mark in one text and one letter in another is the same word.
    """
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(character if _in_word(character) else " " for character in normal)
    return [word for part in kept.split() if (word := part.strip(_JOINERS))]


def is_address_word(text: str) -> bool:
    """Whether a text in Normalization Form C is one such word and nothing else."""
    return address_words(text) == [text]


def _in_word(character: str) -> bool:
    return (
        character.isalnum()
        or character == "_"
        or character in _JOINERS
        or unicodedata.category(character)[0] == "M"
    )
