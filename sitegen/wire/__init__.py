"""Raw wire text to an article's parts, each with the words that it was read from.

    >>> from zoneinfo import ZoneInfo
    >>> from sitegen.wire import read_wire
    >>> wire = read_wire("date 2024-12-20 Ministers met in Cairo. (MENA)", ZoneInfo("Africa/Cairo"))
    >>> wire.date.text, wire.source.name, wire.paragraphs
    ('2024-12-20', 'MENA', ('Ministers met in Cairo.',))

Deterministic, offline, without a clock. What is not known stays unknown; what is guessed is marked.
"""

from __future__ import annotations

from sitegen.wire.agency import find_agency
from sitegen.wire.decode import Decoded, decode
from sitegen.wire.headline import Headline, headline
from sitegen.wire.nations import country_by_name
from sitegen.wire.people import people
from sitegen.wire.read import Wire, read_wire
from sitegen.wire.sentences import split_sentences
from sitegen.wire.similar import Archive, Similar
from sitegen.wire.slug import slug
from sitegen.wire.summary import summarise
from sitegen.wire.trouble import Doubt, WireError

__all__ = [
    "Archive",
    "Decoded",
    "Doubt",
    "Headline",
    "Similar",
    "Wire",
    "WireError",
    "country_by_name",
    "decode",
    "find_agency",
    "headline",
    "people",
    "read_wire",
    "slug",
    "split_sentences",
    "summarise",
]
