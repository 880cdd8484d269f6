"""What words name which country: the generated table and the one kept by hand, ready to look up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sitegen.countries.folding import fold_term
from sitegen.package import read_table

_WORD = re.compile(r"[a-z]+")
_PLURAL = frozenset("aknirtb")
_SETS = (
    "first-name",
    "given-name",
    "surname",
    "not-a-surname",
    "common-word",
    "title",
    "place-before",
    "language-before",
    "language",
    "pronoun-before",
    "role",
    "namesake-capital",
    "town-of-georgia",
    "state-noun",
    "money",
    "kitchen",
)


class Term(NamedTuple):
    """A word or phrase, folded, and what it stands for."""

    text: str
    kind: str
    """The section of kept.txt or the kind in places.tsv; `nothing` swallows the words."""
    codes: tuple[str, ...]
    """The countries it names: one, none for `nothing`, two for such as the Koreas."""
    capitals: bool = False
    """Whether it is itself only in capitals: ICE is an agency, ice is not."""


class Signs(NamedTuple):
    """Words and phrases that tell what a story is about."""

    words: frozenset[str]
    phrases: tuple[str, ...]
    """Signs of more than letters: "black sea", "u.s"."""


@dataclass(frozen=True, slots=True)
class SecondMeaning:
    """What else a word may mean, and the signs that tell."""

    codes: tuple[str, ...]
    """The countries of the second meaning; none for a thing or a person."""
    signs: Signs
    """Of the second meaning."""
    counter: Signs
    """Of the first meaning."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms by their first word, and the lists of words that rules ask for."""

    terms: dict[str, Term]
    """Every term by its text."""
    lengths: dict[str, dict[str, tuple[int, ...]]]
    """First word → the next two characters → lengths of the terms that begin so, longest first.

    Under "" are the terms that are not longer than the word, or by one character only; they are
    under each of the others too.
    """
    lower: frozenset[str]
    """Names that are taken for a country even without a capital letter."""
    words: dict[str, frozenset[str]]
    """The named lists of kept.txt: first names, titles, and so on."""
    second: dict[str, SecondMeaning]
    """Terms with a second meaning."""
    at_home: dict[str, frozenset[str]]
    """First names of the country's own people, and words of the offices that tell."""
    doubtful: dict[str, Signs]
    """Terms that count only where the story shows one of the signs."""
    usage: dict[str, Signs]
    """Country → words of its own usage, which tell it where none is named."""


@cache
def lexicon() -> Lexicon:
    """The tables of the package, read once, at the first detection."""
    found: dict[str, Term] = {}
    words: dict[str, frozenset[str]] = dict.fromkeys(_SETS, frozenset())
    for term in _generated():
        found[term.text] = term
    second: dict[str, SecondMeaning] = {}
    at_home: dict[str, frozenset[str]] = {}
    doubtful: dict[str, Signs] = {}
    usage: dict[str, Signs] = {}
    for kind, head, names in _kept():
        if kind == "second-meaning":
            second.update(_second(head, names))
            continue
        if kind == "name-at-home":
            at_home[head] = frozenset(names)
            continue
        if kind == "usage":
            usage[head] = _signs(", ".join(names))
            continue
        if kind == "doubtful":
            for text, meaning in _second(head, names):
                found[text] = Term(text, kind, meaning.codes)
                doubtful[text] = meaning.signs
            continue
        codes = tuple(head.replace("-", "").split())
        if kind in words:
            words[kind] |= frozenset(map(fold_term, names))
            continue
        for raw in names:
            name = fold_term(raw)
            found[name] = Term(name, kind, codes, raw.isalpha() and raw.isupper())
            if kind == "demonym" and name[-1] in _PLURAL:
                found.setdefault(name + "s", Term(name + "s", kind, codes))
    words["watched"] = words["language"] | second.keys() | doubtful.keys() | {"us", "county"}
    lower = _lower(found, words["common-word"])
    index = _by_first_word(found)
    return Lexicon(found, index, lower, words, second, at_home, doubtful, usage)


def _second(head: str, names: list[str]) -> Iterator[tuple[str, SecondMeaning]]:
    """The entries of a line `georgia, georgians > US: atlanta / tbilisi`."""
    terms, _, codes = head.partition(" > ")
    signs, _, counter = ", ".join(names).partition(" / ")
    meaning = SecondMeaning(tuple(codes.replace("-", "").split()), _signs(signs), _signs(counter))
    for term in terms.split(", "):
        yield term, meaning


def _signs(listed: str) -> Signs:
    """Signs as a line lists them."""
    signs = [sign for sign in listed.split(", ") if sign.strip(" /")]
    words = frozenset(sign for sign in signs if sign.isalpha())
    return Signs(words, tuple(sign for sign in signs if not sign.isalpha()))


def _by_first_word(texts: Iterable[str]) -> dict[str, dict[str, tuple[int, ...]]]:
    """The index that one lookup a word goes to."""
    groups: dict[str, list[str]] = {}
    for text in texts:
        if text.isalpha():
            groups.setdefault(text, []).append(text)
        elif match := _WORD.match(text):
            groups.setdefault(match[0], []).append(text)
    return {
        first: {"": (len(first),)} if group == [first] else _lengths(len(first), group)
        for first, group in groups.items()
    }


def _lengths(end: int, group: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Lengths of terms of one first word, which ends at `end`, by the two characters behind it."""
    entry: dict[str, set[int]] = {"": set()}
    for text in group:
        following = text[end : end + 2] if len(text) > end + 1 else ""
        entry.setdefault(following, set()).add(len(text))
    short = entry[""]
    return {key: tuple(sorted(found | short, reverse=True)) for key, found in entry.items()}


def _lower(terms: dict[str, Term], common: frozenset[str]) -> frozenset[str]:
    """Single words safe to read as a country in lower case."""
    return frozenset(
        text
        for text, term in terms.items()
        if term.kind in {"name", "demonym"} and text.isalpha() and text not in common
    ) | {"pope", "pontiff"}


def _generated() -> Iterator[Term]:
    """The terms of places.tsv."""
    for line in read_table("countries/places.tsv").splitlines():
        if line and not line.startswith("#"):
            text, kind, code = line.split("\t")
            yield Term(text, kind, (code,))


def _kept() -> Iterator[tuple[str, str, list[str]]]:
    """Kind, head and terms of each line of kept.txt; later lines win over earlier ones."""
    kind = ""
    for line in read_table("countries/kept.txt").replace("\n ", " ").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            head, names = line.split(": ", 1)
            yield kind, head, [name.strip() for name in names.split(",") if name.strip()]
