"""The nouns: values with no logic.

All are named tuples: frozen, compared and stored as what they hold, and read back from the store
at a few microseconds each. Containers are tuples. What a page may show stands in its output, so
an output's fingerprint is its list of dependencies.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.dates import UNKNOWN, PartialDate


class Source(NamedTuple):
    """Who said it: a name, and where the original stands on the web ("" for unknown)."""

    name: str
    url: str = ""


class Person(NamedTuple):
    """Someone the text names outright, with role and country code ("" where not said)."""

    name: str
    role: str = ""
    country: str = ""


class Derived(NamedTuple):
    """A field that the editor did not give, and the words that it was read from."""

    field: str
    value: str
    evidence: str
    certain: bool = True
    """False for a guess that an editor should look at (a written headline, "a count by X")."""


class Cut(NamedTuple):
    """Text that came with an article and is no part of it: kept, reported, not published."""

    reason: str
    """For people: "legal notice", "teaser of another story", "agency sign-off"."""
    line: int
    text: str


class BodyLink(NamedTuple):
    """Where a body links to within the site, with its fragment, and on which line: another content
    file by its path under content/, a site path, or no more than the fragment, for itself.
    """

    target: str
    line: int


class Article(NamedTuple):
    """One report, each field as the editor gave it or as it was derived."""

    id: str
    slug: str
    title: str
    date: PartialDate = UNKNOWN
    updated: PartialDate = UNKNOWN
    dateline: str = ""
    """The place that the report was filed from, as the source writes it."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes (and XK) that the article is about, the foremost first."""
    mentions: tuple[str, ...] = ()
    """Codes that the article only names."""
    summary: str = ""
    body: str = ""
    """The fingerprint of the body's HTML, which the store keeps."""
    links: tuple[str, ...] = ()
    """Content files that the body links to, as paths under content/."""
    source: Source | None = None
    topics: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    lang: str = ""
    aliases: tuple[str, ...] = ()
    path: str = ""
    """The file under content/, with forward slashes."""
    derived: tuple[Derived, ...] = ()
