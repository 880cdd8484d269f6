"""Countries: the table of them, and which of them a text is about.

    >>> from sitegen.countries import country, detect, resolve
    >>> resolve("Ivory Coast"), country("CI").slug
    ('CI', 'cote-divoire')
    >>> detect("Egypt's president met his Iranian counterpart in Banjul, Gambia.").countries
    ('EG', 'IR')

Names cost a small table at first use; detection loads a larger one at the first `detect`.
"""

from __future__ import annotations

from sitegen.countries.detection import Detection, Mention, detect
from sitegen.countries.table import Country, by_slug, countries, country, resolve, suggest

__all__ = [
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
