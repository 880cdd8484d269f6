"""Where a folded text names a country: one lookup for each capitalised word, longest term first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.countries.lexicon import Lexicon, Term

_CAPITAL = re.compile("[A-Z][A-Za-z]*")  # without \\b, which costs as much as all else
_LOWER = re.compile(r"[a-z]{4,}")
SPACED = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalpha()})
"""All but letters to spaces, for `str.translate`: the words of a text are then its `split()`."""
_ADDRESS = frozenset("@/_-.")


class Hit(NamedTuple):
    """A term found in a folded text, from `start` to `end`."""

    start: int
    end: int
    term: Term
    codes: tuple[str, ...]
    """The countries meant here: those of the term unless a rule decided otherwise."""


def scan(text: str, low: str, table: Lexicon) -> list[Hit]:
    """All terms in a folded text in order, none within another, swallowed ones included.

    `low` is the text in lower case.
    """
    lengths, terms = table.lengths, table.terms
    hits: list[Hit] = []
    done = 0
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        entry = lengths.get(low[start:end])
        if entry is None or text[start - 1 : start].isalnum():
            continue
        for length in entry.get(low[end : end + 2]) or entry[""]:
            end = start + length
            term = terms.get(low[start:end])
            if term is not None and _stands(text, low, start, end, term):
                hits.append(Hit(start, end, term, term.codes))
                done = end
                break
    found = table.lower.intersection(text.translate(SPACED).split())
    if found:
        hits.extend(_uncapitalised(text, found, table))
        hits.sort(key=lambda hit: hit.start)
    return hits


def _stands(text: str, low: str, start: int, end: int, term: Term) -> bool:
    """Whether a term ends with a word here and has the capitals that its kind asks for."""
    following = low[end : end + 1]
    if following.isalnum() and term.text[-1] not in ".-":
        return False
    if text[start - 1 : start] == "<":
        return False  # a share's ticker: Carbide <UK>
    if term.kind == "demonym" and low[start - 3 : start] in ("al-", "el-"):
        return False  # a surname: Abu Hafs al-Qatari
    if term.kind == "postal":
        return _is_postal(text, start, end)
    if term.kind == "prefix":
        return text[end : end + 1].isupper()
    return not term.capitals or (text[start:end].isupper() and following != "$")


def _is_postal(text: str, start: int, end: int) -> bool:
    """A state in short counts behind a comma only; two letters only amid lower case."""
    if text[start - 2 : start] != ", ":
        return False
    word = text[start:end]
    if "." in word:
        return True
    return word.isupper() and any(c.islower() for c in text[max(0, start - 8) : start])


def _uncapitalised(text: str, found: frozenset[str], table: Lexicon) -> Iterator[Hit]:
    """Names that a careless or principled writer left in lower case."""
    for match in _LOWER.finditer(text):
        word, (start, end) = match[0], match.span()
        if word in found and _is_whole(text, start, end):
            term = table.terms[word]
            yield Hit(start, end, term, term.codes)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Not a part of a word with a capital or of an address such as example.com/iran."""
    before, behind = text[start - 1 : start], text[end : end + 2]
    if before.isalnum() or before in _ADDRESS or behind[:1].isalnum():
        return False
    return behind[:1] not in {"@", "/", "_"} and not (behind[:1] == "." and behind[1:].isalnum())
