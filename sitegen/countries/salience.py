"""From hits to what a careful editor would file the story under."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Literal, NamedTuple

from sitegen.countries.lexicon import Lexicon
from sitegen.countries.scanning import Hit
from sitegen.countries.table import MOST_ABOUT

Where = Literal["title", "dateline", "text"]

TITLE, LEAD, SECOND, BODY, TAIL = 3.0, 3.0, 1.5, 1.0, 0.5
"""What a sentence that names a country adds: headline, first and second sentence, the rest."""
DATELINE, HOME, SUPPORT = 2.5, 2.0, 1.5
"""What a dateline adds: where no country is named; where the lead speaks of its own government or
police; where the country is named elsewhere too. Otherwise it says only where the reporter sat."""
AGAIN = 0.25
"""What a further mention in the same sentence adds, as a part of that."""
HEAD = 1500
"""Characters of the text that weigh as body; what comes later is background."""
LEADER_CAP = 9.0
SHARE = 0.3
"""A country is filed from this share of the leader's score on, the leader's counted up to a cap."""

KINDS = {"seat": 0.25, "generic": 0.5, "town": 0.75, "currency": 0.5, "company": 0.5}
"""Kinds of term that are worth less than a name."""
BACKED, BASED = 0.4, 0.25
"""The worth of "Iran-backed", and of the mere origin in "London-based" or "born in London"."""
WEAK = frozenset({"generic", "currency", "company", "town"})
DROWNED = frozenset({"generic", "town"})
"""Weak kinds that other countries drown."""

_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|[\"')]*(?=[ \n]+[A-Z\"'(0-9]))")
_NO_END = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|St|No|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Ltd|Co|vs|Jr|Sr|Maj|Adm|Hon|Rev|Pres|al))$"
)
_TALKS = re.compile(
    r"\b(?:met|meet|meets|meeting|talks|phone|telephone|telephoned|discuss|discussed|discusses|spoke|"
    r"speaks|conversation|received|receives|welcomed|hosted|counterpart|engagement|conferred|held)\b"
)
_HOME = re.compile(
    r"\b(?:(?:the |its |our )(?:[a-z]+ )?(?:government|cabinet|parliament|president|opposition|"
    r"army|military|central bank|ruling party|supreme court|interior ministry|foreign ministry|"
    r"finance ministry|foreign secretary|state news agency)|police|prosecutors|"
    r"(?:foreign|finance|prime|interior|defence|defense) minister)\b(?! of\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:'s|')?[ -]((?:[\w'-]{1,40} ?){1,4})")
_ORIGIN = (
    "born in ",
    "educated in ",
    "emigrated from ",
    "emigrated to ",
    "grew up in ",
    "honeymoon in ",
    "immigrated from ",
    "native of ",
    "originally from ",
    "raised in ",
    "studied in ",
    "vacation in ",
)
_FROM = re.compile(
    r"-(based|born|backed|built|educated|flagged|inspired|listed|made|origin|owned|raised|registered|"
    r"style|trained|themed)\b"
)


class Part(NamedTuple):
    """The hits of a title, a dateline or a text."""

    where: Where
    """What it weighs as; the head of a text weighs as a dateline if it is one."""
    source: Where
    """The argument of `detect` that it was cut from."""
    text: str
    """Folded; from the start of its source, so that offsets are those of the source."""
    begin: int
    """Where the part begins in it."""
    hits: Sequence[Hit]


def believed(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without hits that are too weak to stand alone.

    All of them count beside other words of their country. Without those, "Swiss franc" and "Air
    France" count if such words come twice; "Congress" and "Sheriff's Office" only if such words
    come at least twice as often as any country is named; a town if it does, or if no country is.
    """
    weak: Counter[str] = Counter()
    strong: Counter[str] = Counter()
    for part in parts:
        for hit in part.hits:
            count = weak if hit.term.kind in WEAK else strong
            for code in hit.codes:
                count[code] += 1
    if not weak:
        return tuple(parts)
    loudest = max(strong.values(), default=0)

    def stands(hit: Hit) -> bool:
        kind = hit.term.kind
        if kind not in WEAK or any(strong[code] for code in hit.codes):
            return True
        times = max(weak[code] for code in hit.codes)
        if kind == "town" and not strong:
            return True
        return times > (max(1, 2 * loudest) if kind in DROWNED else 1)

    return tuple(part._replace(hits=[hit for hit in part.hits if stands(hit)]) for part in parts)


class Ranking(NamedTuple):
    """What to file a story under, and what it only mentions, each the most salient first."""

    filed: tuple[str, ...]
    others: tuple[str, ...]
    roll_call: int
    """How many countries could be filed but for the limit; 0 where they are within it."""


def rank(parts: Sequence[Part], table: Lexicon) -> Ranking:
    """What to file the story under, and what it only mentions."""
    scores: dict[str, float] = {}
    first: dict[str, tuple[int, int]] = {}
    parties: frozenset[str] = frozenset()
    headline: set[str] = set()
    elsewhere = frozenset(
        code
        for part in parts
        if part.where != "dateline"
        for hit in part.hits
        for code in hit.codes
    )
    home = DATELINE if not elsewhere else HOME if speaks_of_home(parts) else 0.0
    for order, part in enumerate(parts):
        if part.where == "dateline":
            for hit in part.hits:
                for code in hit.codes:
                    worth = SUPPORT if code in elsewhere else home
                    scores.setdefault(code, worth * KINDS.get(hit.term.kind, 1.0))
                    first.setdefault(code, (order, hit.start))
            continue
        for code, worth, start in _worths(part):
            scores[code] = scores.get(code, 0.0) + worth
            first.setdefault(code, (order, start))
        if part.where == "title":
            headline.update(code for hit in part.hits for code in hit.codes)
        elif part.where == "text":
            parties = talking(part, table)
    leader = min(max(scores.values(), default=0.0), LEADER_CAP)
    filed = {code for code, score in scores.items() if score >= leader * SHARE}
    if len(parties) > 1:
        filed = (filed & headline) | parties
    filed = filed - _seats_only(parts) or filed
    roll_call = len(filed) if len(filed) > MOST_ABOUT else 0
    if roll_call:
        filed = _standing_out(filed, scores)
    ranked = sorted(scores, key=lambda code: (-scores[code], first[code], code))
    return Ranking(
        tuple(code for code in ranked if code in filed),
        tuple(code for code in ranked if code not in filed),
        roll_call,
    )


def _standing_out(codes: Set[str], scores: Mapping[str, float]) -> set[str]:
    """The countries of a roll-call that the headline or the text tells more of than of the rest.

    Those that are named like the first one past the limit are not chosen from: their order is
    mostly that of the alphabet.
    """
    limit = sorted((scores[code] for code in codes), reverse=True)[MOST_ABOUT]
    return {code for code in codes if scores[code] > limit}


def _seats_only(parts: Sequence[Part]) -> set[str]:
    """Countries named by nothing but a seat of organisations: a word of the WHO in Geneva."""
    kinds: dict[str, set[str]] = {}
    for part in parts:
        for hit in part.hits:
            for code in hit.codes:
                kinds.setdefault(code, set()).add(hit.term.kind)
    return {code for code, found in kinds.items() if found == {"seat"}}


def talking(part: Part, table: Lexicon) -> frozenset[str]:
    """The countries whose officials meet or speak in the lead: what they talk about is not filed.

    Fewer than two mean that the story is no report of talks between countries.
    """
    lead = lead_end(part.text, part.begin)
    if not _TALKS.search(part.text, part.begin, lead):
        return frozenset()
    titles = table.words["title"]
    found: set[str] = set()
    for hit in part.hits:
        if hit.start >= lead:
            break
        match = _NEXT.match(part.text, hit.end)
        if match and not titles.isdisjoint(match[1].lower().split()):
            found.update(hit.codes)
    return frozenset(found)


def speaks_of_home(parts: Sequence[Part]) -> bool:
    """Whether a report's first sentence tells of a government or police without saying whose."""
    for part in parts:
        if part.where == "text":
            end = next(sentence_ends(part.text, part.begin), len(part.text))
            first = part.hits[0].start if part.hits else end
            return _HOME.search(part.text, part.begin, min(first, end)) is not None
    return False


def lead_end(text: str, begin: int) -> int:
    """Where the second sentence of a text ends, the first if that is long."""
    ends = sentence_ends(text, begin)
    end = next(ends, len(text))
    return end if end - begin > 250 else next(ends, len(text))


def sentence_ends(text: str, begin: int) -> Iterator[int]:
    """Ends of sentences in a folded text, not taken in by Gen., U.S. and their like."""
    for match in _SENTENCE_END.finditer(text, begin):
        start = match.start()
        if start < begin + 20 or (text[start] == "." and _is_short(text, start)):
            continue
        yield match.end()


def _is_short(text: str, stop: int) -> bool:
    """Whether the full stop belongs to an abbreviation: Gen., U.S., Sept."""
    if text[stop - 5 : stop].isalpha():
        return False
    return _NO_END.search(text, max(0, stop - 6), stop) is not None


def _worths(part: Part) -> Iterator[tuple[str, float, int]]:
    """Code, worth and place of each hit: once in full for each sentence, then a little."""
    text = part.text
    ends = list(sentence_ends(text, part.begin)) if part.where == "text" else []
    full: dict[tuple[str, int], float] = {}
    for start, end, term, codes in part.hits:
        sentence = bisect_right(ends, start)
        if part.where == "title":
            worth = TITLE
        elif sentence < 2:
            worth = SECOND if sentence else LEAD
        else:
            worth = BODY if start < HEAD else TAIL
        worth *= KINDS.get(term.kind, 1.0)
        if text[end : end + 1] == "-" and (behind := _FROM.match(text, end)):
            worth *= BACKED if behind[1] == "backed" else BASED
        elif text.endswith(_ORIGIN, start - 20 if start > 20 else 0, start):
            worth *= BASED
        for code in codes:
            more = worth - full.get((code, sentence), 0.0)
            if more > 0.0:
                full[code, sentence] = worth
            yield code, more if more > worth * AGAIN else worth * AGAIN, start
