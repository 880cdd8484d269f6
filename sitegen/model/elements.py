"""The elements that outputs are made of: links, counts, cards and their like."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.dates import PartialDate
from sitegen.model.article import Source


class Link(NamedTuple):
    """A title for people and a site path."""

    title: str
    url: str


class Html(NamedTuple):
    """A body's HTML by its fingerprint, and where its links to content files lead: each by the
    file's path and its site path. The renderer puts the HTML in the place of such a value,
    wherever it stands in a page.
    """

    reference: str = ""
    links: tuple[Link, ...] = ()


class Text(NamedTuple):
    """A page or an introduction from content/."""

    path: str = ""
    title: str = ""
    summary: str = ""
    body: Html = Html()
    lang: str = ""


class Asset(NamedTuple):
    """A static file by its name under static/; `fingerprint` is of its bytes."""

    url: str
    name: str
    fingerprint: str


class Count(NamedTuple):
    """A link to an index page and how many articles stand there."""

    title: str
    url: str
    number: int


class Card(NamedTuple):
    """All that a list may know of an article."""

    url: str
    title: str
    date: PartialDate
    summary: str
    countries: tuple[str, ...]
    source: Source | None
    lang: str = ""


class Group(NamedTuple):
    """Cards under one heading: a day or a month, newest first; `url` "" where it has no page."""

    heading: str
    url: str
    cards: tuple[Card, ...]


class Neighbours(NamedTuple):
    """The reports before and after this one within one index page, which `scope` links to."""

    scope: Link
    earlier: Link | None
    later: Link | None


class Head(NamedTuple):
    """What every page says of itself."""

    url: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    """The way here from home, without the page itself."""
    feeds: tuple[Link, ...] = ()
    """For autodiscovery: the page's own feed first, then the site's."""


class Parts(NamedTuple):
    """A list too long for one page: full parts are numbered from the oldest.

    `number` is 0 on the page with the newest reports, which links to all the others.
    """

    number: int = 0
    earlier: Link | None = None
    later: Link | None = None
    all: tuple[Link, ...] = ()


class Section(NamedTuple):
    """A heading over counts: a region over its countries, a year over its months."""

    heading: Link
    """`url` is "" where the heading has no page."""
    counts: tuple[Count, ...]


class YearRow(NamedTuple):
    """One country's year: twelve counts, `url` "" where there is nothing."""

    country: Link
    months: tuple[Count, ...]


class IndexPage(NamedTuple):
    """A list of lists: of countries by region, of months by year, of pairs by country."""

    head: Head
    sections: tuple[Section, ...]
