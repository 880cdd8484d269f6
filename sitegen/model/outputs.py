"""The outputs: one type for each kind of file that a site holds.

An output holds all that its file may show and nothing more, so a file is due exactly when its
output differs from the last build's. Lists hold cards, never articles: an edit in a body leaves
every list alone. Addresses are site paths ("/2024/12/"); templates turn them into links with the
`href` filter. Texts of HTML stand as fingerprints, which the renderer looks up.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.dates import PartialDate
from sitegen.model.article import Person, Source
from sitegen.model.elements import (
    Card,
    Count,
    Group,
    Head,
    Link,
    Neighbours,
    Parts,
    Section,
    YearRow,
)


class HomePage(NamedTuple):
    """The latest reports by day, and the ways into the archive."""

    head: Head
    groups: tuple[Group, ...]
    months: tuple[Link, ...]
    countries: tuple[Link, ...]
    """Those with most reports, by name."""


class ArticlePage(NamedTuple):
    """One report, whole."""

    head: Head
    id: str
    date: PartialDate
    updated: PartialDate
    dateline: str
    countries: tuple[str, ...]
    country_months: tuple[Link, ...]
    """Each country in this month: "Egypt in December 2024"."""
    mentions: tuple[Link, ...]
    """Countries only named; `url` is "" where a country has no page."""
    summary: str
    body: str
    links: tuple[Link, ...]
    """Where the body links to content files: the file's path and its site path."""
    source: Source | None
    topics: tuple[str, ...]
    people: tuple[Person, ...]
    lang: str
    pairs: tuple[Link, ...]
    neighbours: tuple[Neighbours, ...]


class YearPage(NamedTuple):
    """A year as a table: a row a country, a column a month, counts that link to the lists."""

    head: Head
    year: str
    months: tuple[Count, ...]
    """All twelve; `url` is "" where there is nothing."""
    rows: tuple[YearRow, ...]
    earlier: Link | None
    later: Link | None


class MonthPage(NamedTuple):
    """A month's reports by day."""

    head: Head
    month: str
    introduction: str
    introduction_links: tuple[Link, ...]
    groups: tuple[Group, ...]
    countries: tuple[Count, ...]
    """To each country in this month, most reports first."""
    earlier: Link | None
    later: Link | None
    parts: Parts


class CountryPage(NamedTuple):
    """A country's latest reports by month, with its months as the complete archive."""

    head: Head
    country: str
    introduction: str
    introduction_links: tuple[Link, ...]
    groups: tuple[Group, ...]
    months: tuple[Count, ...]
    pairs: tuple[Count, ...]
    feed: Link


class CountryMonthPage(NamedTuple):
    """Everything about one country in one month, by day."""

    head: Head
    country: str
    month: str
    groups: tuple[Group, ...]
    countries: tuple[Count, ...]
    """Countries filed together with this one here, linking to their own page of the month."""
    earlier: Link | None
    later: Link | None
    parts: Parts


class PairPage(NamedTuple):
    """Reports filed under two countries both, by month."""

    head: Head
    countries: tuple[str, str]
    groups: tuple[Group, ...]
    parts: Parts
    feed: Link


class UndatedPage(NamedTuple):
    """Reports whose date is unknown."""

    head: Head
    cards: tuple[Card, ...]
    parts: Parts


class IndexPage(NamedTuple):
    """A list of lists: of countries by region, of months by year, of pairs by country."""

    head: Head
    sections: tuple[Section, ...]


class FeedsPage(NamedTuple):
    """For people: every feed there is."""

    head: Head
    site: tuple[Link, ...]
    countries: tuple[Link, ...]
    pairs: tuple[Link, ...]


class PlainPage(NamedTuple):
    """A page of its own from content/pages/."""

    head: Head
    body: str
    links: tuple[Link, ...]
    lang: str


class NotFoundPage(NamedTuple):
    """What a server shows for an address that is not there."""

    head: Head
    countries: tuple[Link, ...]


class Entry(NamedTuple):
    """An article as an item of a feed."""

    guid: str
    url: str
    title: str
    date: PartialDate
    updated: PartialDate
    summary: str
    body: str
    links: tuple[Link, ...]
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    source: Source | None
    lang: str


class Feed(NamedTuple):
    """One feed in one format: "rss", "atom" or "json"; entries newest first."""

    url: str
    format: str
    id: str
    title: str
    description: str
    page: str
    """The site path of the page that the feed follows."""
    entries: tuple[Entry, ...]


class Outline(NamedTuple):
    """Every feed in one OPML 2.0 file for readers' software."""

    url: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]


class SitemapEntry(NamedTuple):
    """A page's site path and, where known, the day of its last change."""

    url: str
    changed: str


class Sitemap(NamedTuple):
    """One shard of the sitemap."""

    url: str
    entries: tuple[SitemapEntry, ...]


class SitemapIndex(NamedTuple):
    """The sitemap's shards."""

    url: str
    shards: tuple[SitemapEntry, ...]


class Robots(NamedTuple):
    """What crawlers may read: everything, and where the sitemap is."""

    url: str


class Redirects(NamedTuple):
    """Earlier addresses and where they moved, in the format of Netlify's _redirects."""

    url: str
    moves: tuple[tuple[str, str], ...]


class Asset(NamedTuple):
    """A static file by its name under static/; `fingerprint` is of its bytes."""

    url: str
    name: str
    fingerprint: str


Page = (
    HomePage
    | ArticlePage
    | YearPage
    | MonthPage
    | CountryPage
    | CountryMonthPage
    | PairPage
    | UndatedPage
    | IndexPage
    | FeedsPage
    | PlainPage
    | NotFoundPage
)
Output = Page | Feed | Outline | Sitemap | SitemapIndex | Robots | Redirects | Asset


def url_of(output: Output) -> str:
    """The output's site path, which no two outputs share."""
    match output:
        case Feed() | Outline() | Sitemap() | SitemapIndex() | Robots() | Redirects() | Asset():
            return output.url
        case _:
            return output.head.url
