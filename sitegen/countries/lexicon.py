"""What words name which country: the generated table and the one kept by hand, ready to look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sitegen.countries.folding import fold_term

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
    "namesake-capital",
    "town-of-georgia",
    "money",
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase, folded, and what it stands for."""

    text: str
    kind: str
    """The section of kept.txt or the kind in places.tsv; `nothing` swallows the words."""
    codes: tuple[str, ...]
    """The countries it names: one, none for `nothing`, two for such as the Koreas."""
    capitals: bool = False
    """Whether it is itself only in capitals: ICE is an agency, ice is not."""


@dataclass(frozen=True, slots=True)
class SecondMeaning:
    """What else a word may mean, and the signs that tell."""

    codes: tuple[str, ...]
    """The countries of the second meaning; none for a thing or a person."""
    signs: str
    """A pattern of the signs of the second meaning, compiled where it is used."""
    counter: str
    """A pattern of the signs of the first meaning."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms by their first word, and the lists of words that rules ask for."""

    terms: dict[str, tuple[Term, ...]]
    """First word → terms that begin with it, longest first."""
    lower: frozenset[str]
    """Names that are taken for a country even without a capital letter."""
    words: dict[str, frozenset[str]]
    """The named lists of kept.txt: first names, titles, and so on."""
    second: dict[str, SecondMeaning]
    """Terms with a second meaning."""
    at_home: dict[str, str]
    """First names of the country's own people, and a pattern of the offices that tell."""


@cache
def lexicon() -> Lexicon:
    """The tables of the package, read once, at the first detection."""
    found: dict[str, Term] = {}
    words: dict[str, frozenset[str]] = dict.fromkeys(_SETS, frozenset())
    for term in _generated():
        found[term.text] = term
    second: dict[str, SecondMeaning] = {}
    at_home: dict[str, str] = {}
    for kind, head, names in _kept():
        if kind == "second-meaning":
            second.update(_second(head, names))
            continue
        if kind == "name-at-home":
            at_home[head] = _pattern(", ".join(names))
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
    words["watched"] = words["language"] | second.keys() | {"us"}
    lower = _lower(found, words["common-word"])
    return Lexicon(_by_first_word(found), lower, words, second, at_home)


def _second(head: str, names: list[str]) -> Iterator[tuple[str, SecondMeaning]]:
    """The entries of a line `georgia, georgians > US: atlanta / tbilisi`."""
    terms, _, codes = head.partition(" > ")
    signs, _, counter = ", ".join(names).partition(" / ")
    meaning = SecondMeaning(
        tuple(codes.replace("-", "").split()), _pattern(signs), _pattern(counter)
    )
    for term in terms.split(", "):
        yield term, meaning


def _pattern(signs: str) -> str:
    """A pattern of any of the signs as whole words; of nothing if there are none."""
    words = "|".join(re.escape(sign) for sign in signs.split(", ") if sign.strip(" /"))
    return rf"\b(?:{words})\b" if words else "(?!)"


def _by_first_word(terms: dict[str, Term]) -> dict[str, tuple[Term, ...]]:
    """The index that one lookup a word goes to."""
    lists: dict[str, list[Term]] = {}
    for text in sorted(terms, key=lambda t: (-len(t), t)):
        match = _WORD.search(text)
        if match and match.start() == 0:
            lists.setdefault(match[0], []).append(terms[text])
    return {first: tuple(found) for first, found in lists.items()}


def _lower(terms: dict[str, Term], common: frozenset[str]) -> frozenset[str]:
    """Single words safe to read as a country in lower case."""
    return frozenset(
        text
        for text, term in terms.items()
        if term.kind in {"name", "demonym"} and text.isalpha() and text not in common
    )


def _generated() -> Iterator[Term]:
    """The terms of places.tsv."""
    for line in _text("places.tsv").splitlines():
        if line and not line.startswith("#"):
            text, kind, code = line.split("\t")
            yield Term(text, kind, (code,))


def _kept() -> Iterator[tuple[str, str, list[str]]]:
    """Kind, head and terms of each line of kept.txt; later lines win over earlier ones."""
    kind = ""
    for line in _text("kept.txt").replace("\n ", " ").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            head, names = line.split(": ", 1)
            yield kind, head, [name.strip() for name in names.split(",") if name.strip()]


def _text(name: str) -> str:
    """A table of this package as text."""
    from importlib.resources import files  # costs 15 ms; needed with the table only

    return files("sitegen.countries").joinpath(name).read_text(encoding="utf-8")
