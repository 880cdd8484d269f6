"""Which countries a text is about, which it only names, and on which words that rests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitegen.countries.drift import Drift
from sitegen.countries.folding import Folded, fold
from sitegen.countries.lexicon import Lexicon, Term, lexicon
from sitegen.countries.rules import Scene, read, without_people
from sitegen.countries.salience import Part, Where, believed, rank
from sitegen.countries.scanning import Hit, scan

_WORD = re.compile("[A-Za-z]+")
_HEADING = re.compile(r"\s*(?:date \d{4}-\d\d-\d\d )?[^\n]{15,180}[^\n.!?:;,\"')]\n+")
_DATE = r"(?:, (?:\w+\.? \d{1,2}|\d{1,2} \w+)(?:, \d{4})?)?"
_DATELINE = re.compile(
    r"\s*(?:date \d{4}-\d\d-\d\d )?"
    rf"(?:[A-Z][A-Z.' /-]{{2,}}(?:, [A-Z][\w. ]+?){{0,3}}{_DATE} ?(?:\([\w. ]+\))? ?--? "
    rf"|[A-Z][\w.' -]{{2,24}}?(?:, [A-Z][\w. ]+?)?{_DATE} ?\([A-Z][\w. ]{{1,20}}\) ?--? )"
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
    """The kind of term: name, demonym, capital, city, region, institution, usage …"""


class Detection(NamedTuple):
    """What a text is about, what it only names, and on which words that rests."""

    countries: tuple[str, ...]
    """Codes to file the story under, the most salient first."""
    mentions: tuple[str, ...]
    """Codes of the other countries named, the most salient first; none of `countries`."""
    evidence: tuple[Mention, ...]
    """Every mention of a country, in the order title, dateline, text."""
    roll_call: int = 0
    """How many countries are told of much alike, where those are more than a story can be about:
    `countries` then are the few that stand out. 0 for any other text."""


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
    scenes = {
        where: Scene(part.text, low, drift, scan(part.text, low, table), table)
        for (where, part), low in zip(folded.items(), lows.values(), strict=True)
    }
    hits = without_people([read(scene) for scene in scenes.values()])
    parts: list[Part] = []
    for (where, part), found in zip(folded.items(), hits, strict=True):
        if where == "text":
            parts += _text_parts(part.text, found, title is None, not dateline)
        else:
            parts.append(Part(where, where, part.text, 0, found))
    sound = believed(parts)
    if not any(part.hits for part in sound):
        sound = _by_usage(parts, drift, table)
    evidence: list[Mention] = []
    for some in sound:
        evidence += _evidence(some, folded[some.source], given[some.source] or "")
    filed, others, roll_call = rank(sound, table)
    return Detection(filed, others, tuple(evidence), roll_call)


def _by_usage(parts: Sequence[Part], drift: Drift, table: Lexicon) -> tuple[Part, ...]:
    """Where no country is named, the words that only one country's news has."""
    code = drift.usage(table)
    if code is None:
        return ()
    words = table.usage[code].words
    found = []
    for part in parts:
        hits = [
            Hit(match.start(), match.end(), Term(match[0].lower(), "usage", (code,)), (code,))
            for match in _WORD.finditer(part.text, part.begin)
            if match[0].lower() in words
        ]
        found.append(part._replace(hits=hits))
    return tuple(found)


def _text_parts(text: str, hits: list[Hit], headed: bool, dated: bool) -> Iterator[Part]:
    """A text with its headline and dateline apart, if it has them and they are not given."""
    heads: list[tuple[Where, re.Pattern[str]]] = []
    heads += [("title", _HEADING)] if headed else []
    heads += [("dateline", _DATELINE)] if dated else []
    begin = 0
    for where, pattern in heads:
        if match := pattern.match(text, begin):
            end = match.end()
            own = [hit for hit in hits if begin <= hit.start < end]
            yield Part(where, "text", text[:end], begin, own)
            begin = end
    yield Part("text", "text", text, begin, [hit for hit in hits if hit.start >= begin])


def _evidence(part: Part, folded: Folded, text: str) -> Iterator[Mention]:
    """The words of the hits as they stand in the text that was given."""
    for hit in part.hits:
        begin, end = hit.start, hit.end
        if folded.starts:
            begin, end = folded.original(begin), folded.original(end - 1) + 1
        for code in hit.codes:
            yield Mention(code, text[begin:end], begin, part.source, hit.term.kind)
