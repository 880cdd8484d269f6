"""Where a folded text names a country: one lookup for each capitalised word, longest term first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.countries.lexicon import Lexicon, Term

_CAPITAL = re.compile(r"\b[A-Z][A-Za-z]*")
_LOWER = re.compile(r"[a-z]{4,}")
_ADDRESS = frozenset("@/_-.")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a folded text, from `start` to `end`."""

    start: int
    end: int
    term: Term
    codes: tuple[str, ...]
    """The countries meant here: those of the term unless a rule decided otherwise."""


def scan(text: str, table: Lexicon) -> list[Hit]:
    """All terms in a folded text in order, none within another, swallowed ones included."""
    low = text.lower()
    terms = table.terms
    hits: list[Hit] = []
    done = 0
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        candidates = terms.get(low[start:end])
        if candidates is None:
            continue
        for term in candidates:
            if not low.startswith(term.text, start):
                continue
            end = start + len(term.text)
            if _stands(text, low, start, end, term):
                hits.append(Hit(start, end, term, term.codes))
                done = end
                break
    hits.extend(_uncapitalised(text, table))
    hits.sort(key=lambda hit: hit.start)
    return hits


def _stands(text: str, low: str, start: int, end: int, term: Term) -> bool:
    """Whether a term ends with a word here and has the capitals that its kind asks for."""
    following = low[end : end + 1]
    if following.isalnum() and term.text[-1] not in ".-":
        return False
    if text[start - 1 : start] == "<":
        return False  # a share's ticker: Carbide <UK>
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


def _uncapitalised(text: str, table: Lexicon) -> Iterator[Hit]:
    """Names that a careless or principled writer left in lower case."""
    found = table.lower.intersection(_LOWER.findall(text))
    if not found:
        return
    for match in _LOWER.finditer(text):
        word, (start, end) = match[0], match.span()
        if word in found and _is_whole(text, start, end):
            term = next(term for term in table.terms[word] if term.text == word)
            yield Hit(start, end, term, term.codes)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Not a part of a word with a capital or of an address such as example.com/iran."""
    before, behind = text[start - 1 : start], text[end : end + 2]
    if before.isalnum() or before in _ADDRESS or behind[:1].isalnum():
        return False
    return behind[:1] not in {"@", "/", "_"} and not (behind[:1] == "." and behind[1:].isalnum())
