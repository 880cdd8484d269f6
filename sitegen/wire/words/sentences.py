"""Where a sentence ends: a splitter that knows U.S., Gen. and al-."""

from __future__ import annotations

import re

from sitegen.wire.vocabulary import words

# A stop, any closing quotes or brackets, and white space: a place where a sentence may end.
_STOP = re.compile(r"[.!?…](?:\s?\[\d{1,3}\])?[\"'”’»)\]]{0,3}(?=\s)")
_LAST_WORD = re.compile(r"[\w.'’&-]{1,24}$")

# Always followed by what they belong to: titles, "No. 5", "vs.".
_JOINS = words(
    "mr mrs ms dr prof gen lt col maj capt cmdr adm brig sgt cpl pvt sen rep gov pres hon rev fr "
    "st "
    "ste mt ft supt insp amb sec dep asst atty no nos vs v art fig vol pp approx ca cf e.g i.e viz "
    "messrs mme mlle sr. sra ing eng lt.gen maj.gen brig.gen"
)
# May end a sentence, and are followed by a day, a place or a number where they do not.
_MONTHS = words("jan feb mar apr jun jul aug sep sept oct nov dec")
# May end a sentence: only a word that commonly begins one shows that they do.
_MAY_END = words(
    "a.m p.m u.s u.k u.n e.u u.a.e u.s.s.r d.c inc ltd co corp llc plc jr sr etc al a.s a.ş san"
)
_STARTERS = words(
    "The A An In On At It He She They We I This That These Those But And However Also After Before "
    "While When Since As For From With His Her Their Its There Meanwhile According Earlier Later "
    "Last Under Both Some Many Most If Although Despite During To By Not No Yet So What Who"
)
_OPENERS = "\"'“‘«([¿¡"


def split_sentences(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph, in order, each stripped; nothing is dropped."""
    found: list[str] = []
    start = 0
    for stop in _STOP.finditer(paragraph):
        if _ends(paragraph, start, stop):
            found.append(paragraph[start : stop.end()].strip())
            start = stop.end()
    found.append(paragraph[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + 40].lstrip()
    if not following:
        return True
    first = following.lstrip(_OPENERS)[:1]
    if not first or not (first.isupper() or first.isdigit() or not first.isalpha()):
        # Scripts without case (Arabic, Chinese) have no capital to show; a stop ends there.
        return bool(first) and first.isalpha() and not first.islower()
    if text[stop.start()] != "." or stop.end() - stop.start() > 1:
        return True
    return _period_ends(text[max(start, stop.start() - 24) : stop.start()], following)


def _period_ends(before: str, following: str) -> bool:
    """Whether the full stop after `before` ends a sentence, by the word that carries it."""
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    word = last[0].lstrip("'’-").lower()
    if word in _JOINS:
        return False
    opening = re.split(r"[\s,;]", following.lstrip(_OPENERS), maxsplit=1)[0]
    if word in _MONTHS:
        return not opening[:1].isdigit()
    if len(word) == 1 and word.isalpha():  # an initial: "J. Smith"
        return opening in _STARTERS and before[-2:-1] in " "
    if word in _MAY_END or re.fullmatch(r"(?:\w\.)+\w", word):
        return opening in _STARTERS
    return True
