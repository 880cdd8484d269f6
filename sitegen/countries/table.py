"""The countries: ISO 3166-1 alpha-2 codes and XK, with slugs that never change."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sitegen.countries.folding import fold_term
from sitegen.package import read_table

MOST_ABOUT = 8
"""How many countries a text can be about before it is a roll-call: derived, they are no more, and
pairs are made of no more. Eight may sign a statement together; no labelled case has over five.
"""


class Country(NamedTuple):
    """A country or territory that stories can be filed under."""

    code: str
    """ISO 3166-1 alpha-2, or XK for Kosovo."""
    slug: str
    """Its part of an address; never changes, whatever happens to the name."""
    name: str
    """The name as a newspaper prints it."""
    region: str
    """The part of the world, for grouping long lists: "Middle East", "Europe"."""
    aliases: tuple[str, ...]
    """Other names and abbreviations that an editor may write."""


@cache
def countries() -> tuple[Country, ...]:
    """All countries, by name without regard to case and accents."""
    found = []
    for line in _read("countries.tsv"):
        code, slug, name, region, aliases = line.split("\t")
        parts = tuple(aliases.split("; ")) if aliases else ()
        found.append(Country(code, slug, name, region, parts))
    return tuple(sorted(found, key=lambda c: (fold_term(c.name), c.code)))


def country(code: str) -> Country:
    """The country of a code; KeyError for a code that is not in the table."""
    return _by_code()[code]


def by_slug(slug: str) -> Country | None:
    """The country whose pages live under a slug."""
    return _by_slug().get(slug)


def resolve(text: str) -> str | None:
    """The code an editor meant by a code, name, alias or slug, in any case; None if unknown."""
    term = fold_term(text)
    known = _by_term()
    return known.get(term) or known.get(term.removeprefix("the ")) or known.get(_bare(term))


def suggest(text: str) -> str | None:
    """The name of the country an unknown word is closest to; None if nothing is near."""
    from difflib import get_close_matches  # costs milliseconds; needed for mistakes only

    known = _by_term()
    candidates = [term for term in known if len(term) > 3]
    term = fold_term(text)
    near = get_close_matches(term, candidates, n=5, cutoff=0.7)
    swapped = [name for name in near if sorted(name) == sorted(term)]  # Irna is Iran, not Iraq
    return country(known[(swapped or near)[0]]).name if near else None


@cache
def _by_code() -> dict[str, Country]:
    return {c.code: c for c in countries()}


@cache
def _by_slug() -> dict[str, Country]:
    return {c.slug: c for c in countries()}


@cache
def _by_term() -> dict[str, str]:
    """Every way to write a country; codes win over names, names over aliases."""
    terms: dict[str, str] = {}
    for c in countries():
        terms[c.code.lower()] = c.code
    for c in countries():
        terms.setdefault(fold_term(c.name), c.code)
        terms.setdefault(c.slug, c.code)
    for c in countries():
        for alias in c.aliases:
            terms.setdefault(fold_term(alias), c.code)
            terms.setdefault(_bare(fold_term(alias)), c.code)
    return terms


def _bare(term: str) -> str:
    """A term without stops and with `and` for `&`: "u.s.a." is "usa"."""
    return " ".join(term.replace(".", "").replace("&", "and").replace("'", "").split())


def _read(name: str) -> list[str]:
    """The lines of a table of this package that are not comments."""
    return [
        line
        for line in read_table(f"countries/{name}").splitlines()
        if line and not line.startswith("#")
    ]
