"""Which countries a text is about, which it only names, and on which words that rests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.countries.folding import Folded, fold
from sitegen.countries.lexicon import lexicon
from sitegen.countries.rules import Drift, Scene, read
from sitegen.countries.salience import Part, Where, believed, rank
from sitegen.countries.scanning import scan

_DATELINE = re.compile(
    r"\s*(?:date \d{4}-\d\d-\d\d )?"
    r"(?P<place>[A-Z][A-Z.' /-]{2,}(?:, [A-Z][\w. ]+?){0,3}(?:, \w+\.? \d{1,2}(?:, \d{4})?)?)"
    r" ?(?:\([\w. ]+\))? ?--? "
)


class Mention(NamedTuple):
    """Words that name a country, and why they were taken to."""

    code: str
    words: str
    """The words as they stand in the title, the dateline or the text."""
    offset: int
    """Where the words begin in that part, in characters."""
    where: Where
    """The argument of `detect` that holds the words."""
    rule: str
    """The kind of term: name, demonym, capital, city, region, institution, abbreviation …"""


class Detection(NamedTuple):
    """What a text is about, what it only names, and on which words that rests."""

    countries: tuple[str, ...]
    """Codes to file the story under, the most salient first."""
    mentions: tuple[str, ...]
    """Codes of the other countries named, the most salient first; none of `countries`."""
    evidence: tuple[Mention, ...]
    """Every mention of a country, in the order title, dateline, text."""


def detect(text: str, title: str | None = None, dateline: str | None = None) -> Detection:
    """What a text is about; never raises, whatever the text.

    A dateline at the head of the text is taken as one if none is given. The answer depends on the
    arguments alone.
    """
    table = lexicon()
    given: dict[Where, str | None] = {"title": title, "dateline": dateline, "text": text}
    folded = {where: fold(part) for where, part in given.items() if part}
    lows = {where: part.text.lower() for where, part in folded.items()}
    drift = Drift(lows.values())
    parts: list[Part] = []
    for where, part in folded.items():
        low = lows[where]
        hits = read(Scene(part.text, low, drift, scan(part.text, low, table), table))
        if where == "text" and not dateline:
            match = _DATELINE.match(part.text)
            head = match.end() if match else 0
            early = [hit for hit in hits if hit.start < head]
            parts.append(Part("dateline", where, part.text[:head], early))
            hits = hits[len(early) :]
        parts.append(Part(where, where, part.text, hits))
    sound = believed(parts)
    evidence: list[Mention] = []
    for found in sound:
        evidence += _evidence(found, folded[found.source], given[found.source] or "")
    return Detection(*rank(sound, table), tuple(evidence))


def _evidence(part: Part, folded: Folded, text: str) -> Iterator[Mention]:
    """The words of the hits as they stand in the text that was given."""
    for hit in part.hits:
        begin, end = hit.start, hit.end
        if folded.starts:
            begin, end = folded.original(begin), folded.original(end - 1) + 1
        for code in hit.codes:
            yield Mention(code, text[begin:end], begin, part.source, hit.term.kind)
