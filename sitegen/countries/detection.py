"""Which countries a text is about, which it only names, and on which words that rests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sitegen.countries.folding import fold
from sitegen.countries.lexicon import lexicon
from sitegen.countries.rules import read
from sitegen.countries.salience import Part, rank
from sitegen.countries.scanning import scan

Where = Literal["title", "dateline", "text"]

_DATELINE = re.compile(
    r"\s*(?:date \d{4}-\d\d-\d\d )?"
    r"(?P<place>[A-Z][A-Z.' /-]{2,}(?:, [A-Z][\w. ]+?){0,3}(?:, \w+\.? \d{1,2}(?:, \d{4})?)?)"
    r" ?(?:\([\w. ]+\))? ?--? "
)


@dataclass(frozen=True, slots=True)
class Mention:
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


@dataclass(frozen=True, slots=True)
class Detection:
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
    given_parts: tuple[tuple[Where, str | None], ...] = (
        ("title", title),
        ("dateline", dateline),
        ("text", text),
    )
    pieces = [(where, given, fold(given)) for where, given in given_parts if given]
    whole = "\n".join(folded.text for _, _, folded in pieces).lower()
    parts = []
    evidence = []
    for where, given, folded in pieces:
        hits = read(scan(folded.text, table), folded.text, whole, table)
        head = 0
        if where == "text" and not dateline:
            match = _DATELINE.match(folded.text)
            head = match.end() if match else 0
        for hit in hits:
            begin, end = folded.original(hit.start), folded.original(hit.end - 1) + 1
            words = given[begin:end]
            evidence += [Mention(code, words, begin, where, hit.term.kind) for code in hit.codes]
        if head:
            parts.append(Part("dateline", folded.text, [h for h in hits if h.start < head]))
            hits = [h for h in hits if h.start >= head]
        parts.append(Part(where, folded.text, hits))
    countries, mentions = rank(parts, table)
    return Detection(countries, mentions, tuple(evidence))
