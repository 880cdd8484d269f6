"""What every page may show of the site."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.model.elements import Link
from sitegen.words import Words, words_of


class Site(NamedTuple):
    """What every template may know of the site: part of each page's fingerprint."""

    title: str
    description: str
    base_url: str
    language: str
    publisher: str
    timezone: str
    pages: tuple[Link, ...] = ()
    """The plain pages, for the navigation."""
    feeds: tuple[Link, ...] = ()
    """The whole site's feed in each of its formats, RSS first."""
    list_size: int = 50
    """Articles on a list page."""
    tag_authority: str = ""
    """What feed identifiers begin with."""

    @property
    def direction(self) -> str:
        """How the site's language is written: "rtl" or "ltr", by its script where that is told."""
        language, *others = self.language.lower().split("-")
        script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
        leftward = script in _SCRIPTS if script else language in _LEFTWARD
        return "rtl" if leftward else "ltr"

    @property
    def words(self) -> Words:
        """The interface in the site's language."""
        return words_of(self.language)


_LEFTWARD = frozenset(
    {
        *("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks"),
        *("nqo", "ps", "sd", "syr", "ug", "ur", "yi"),
    }
)
_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"})
"""Languages, and ISO 15924 scripts, that are written from right to left (Unicode CLDR)."""
