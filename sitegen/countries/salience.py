"""From hits to what a careful editor would file the story under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.countries.lexicon import Lexicon
from sitegen.countries.scanning import Hit

TITLE, LEAD, SECOND, BODY, TAIL = 3.0, 3.0, 1.5, 1.0, 0.5
DATELINE = 2.5
"""What a mention is worth by where it stands."""
HEAD = 1500
"""Characters of the text that weigh as body; what comes later is background."""
SEAT = 0.5
"""The part of that which a city of international organisations is worth."""
LEADER_CAP = 10.0
SHARE = 0.3
"""A country is filed from this share of the leader's score on, the leader's counted up to a cap."""

_SENTENCE_END = re.compile(r"[.!?][\"')]*(?=[ \n]+[A-Z\"'(0-9])|\n")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|St|No|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Ltd|Co|vs|Jr|Sr|Maj|Adm|Hon|Rev|Pres|al))$"
)
_TALKS = re.compile(
    r"\b(?:met|meet|meets|meeting|talks|phone|telephone|telephoned|discuss|discussed|discusses|spoke|"
    r"speaks|conversation|received|receives|welcomed|hosted|counterpart|engagement|conferred|held)\b"
)
_NEXT = re.compile(r"(?:'s|')?[ -]((?:[\w'-]+ ?){1,4})")


@dataclass(frozen=True, slots=True)
class Part:
    """The hits of a title, a dateline or a text."""

    where: str
    text: str
    hits: Sequence[Hit]


def rank(parts: Sequence[Part], table: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to file the story under, most salient first, and what it only mentions."""
    scores: dict[str, float] = {}
    first: dict[str, tuple[int, int]] = {}
    parties: frozenset[str] = frozenset()
    headline: set[str] = set()
    for order, part in enumerate(parts):
        for hit, worth in _worths(part):
            for code in hit.codes:
                scores[code] = scores.get(code, 0.0) + worth
                first.setdefault(code, (order, hit.start))
        if part.where == "title":
            headline.update(code for hit in part.hits for code in hit.codes)
        elif part.where == "text":
            parties = talking(part, table)
    leader = min(max(scores.values(), default=0.0), LEADER_CAP)
    filed = {code for code, score in scores.items() if score >= leader * SHARE}
    if len(parties) > 1:
        filed = (filed & headline) | parties
    elif not any(part.where != "dateline" and part.hits for part in parts):
        filed = set(scores)
    ranked = sorted(scores, key=lambda code: (-scores[code], first[code], code))
    return (
        tuple(code for code in ranked if code in filed),
        tuple(code for code in ranked if code not in filed),
    )


def talking(part: Part, table: Lexicon) -> frozenset[str]:
    """The countries whose officials meet or speak in the lead: what they talk about is not filed.

    Fewer than two mean that the story is no report of talks between countries.
    """
    lead = lead_end(part.text)
    if not _TALKS.search(part.text, 0, lead):
        return frozenset()
    titles = table.words["title"]
    found = set()
    for hit in part.hits:
        if hit.start >= lead:
            break
        match = _NEXT.match(part.text, hit.end)
        if match and not titles.isdisjoint(match[1].lower().split()):
            found.update(hit.codes)
    return frozenset(found)


def lead_end(text: str) -> int:
    """Where the second sentence of a text ends, the first if that is long."""
    ends = sentence_ends(text)
    end = next(ends, len(text))
    return end if end > 250 else next(ends, len(text))


def sentence_ends(text: str) -> Iterator[int]:
    """Ends of sentences in a folded text, not taken in by Gen., U.S. and their like."""
    for match in _SENTENCE_END.finditer(text):
        start = match.start()
        if text[start] == "." and _NO_END.search(text, max(0, start - 6), start):
            continue
        if start > 20:
            yield match.end()


def _worths(part: Part) -> Iterator[tuple[Hit, float]]:
    """Each hit with what it is worth where it stands."""
    ends = sentence_ends(part.text)
    lead = next(ends, len(part.text))
    second = next(ends, len(part.text))
    for hit in part.hits:
        if part.where == "title":
            worth = TITLE
        elif part.where == "dateline":
            worth = DATELINE
        elif hit.start < lead:
            worth = LEAD
        elif hit.start < second:
            worth = SECOND
        else:
            worth = BODY if hit.start < HEAD else TAIL
        yield hit, worth * (SEAT if hit.term.kind == "seat" else 1.0)
