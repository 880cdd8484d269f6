"""Countries: the table of them, and which of them a text is about.

    >>> from sitegen.countries import country, detect, resolve
    >>> resolve("Ivory Coast"), country("CI").slug
    ('CI', 'cote-divoire')
    >>> detect("Egypt's president met his Iranian counterpart in Banjul, Gambia.").countries
    ('EG', 'IR')

Names cost a small table at first use; detection loads a larger one at the first `detect`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.countries.table import (
    MOST_ABOUT,
    Country,
    by_slug,
    countries,
    country,
    resolve,
    suggest,
)

if TYPE_CHECKING:
    from sitegen.countries.detection import Detection, Mention, detect

__all__ = [
    "MOST_ABOUT",
    "Country",
    "Detection",
    "Mention",
    "by_slug",
    "countries",
    "country",
    "detect",
    "resolve",
    "suggest",
]


def __getattr__(name: str) -> object:
    """Detection is imported when first asked for: most programs need the names only."""
    if name in {"Detection", "Mention", "detect"}:
        from sitegen.countries import detection

        return getattr(detection, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
