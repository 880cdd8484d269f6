"""Planners of the lists of lists: of countries, of months, of pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sitegen import urls
from sitegen.countries import country
from sitegen.dates import show_month
from sitegen.digest.edition import HOME, Edition, country_link, pair_link, year_link
from sitegen.model.elements import Count, Head, Link, Section
from sitegen.model.outputs import IndexPage


def country_index(edition: Edition) -> Iterator[IndexPage]:
    """The list of countries, by region."""
    regions: defaultdict[str, list[Count]] = defaultdict(list)
    for code, found in edition.digest.by_country.items():
        link = country_link(code)
        regions[country(code).region].append(Count(link.title, link.url, len(found)))
    description = "Every country that reports here are about."
    yield IndexPage(
        Head(urls.COUNTRIES, "Countries", description, (HOME,), edition.site_feeds),
        tuple(
            Section(Link(region, ""), tuple(sorted(regions[region]))) for region in sorted(regions)
        ),
    )


def month_index(edition: Edition) -> Iterator[IndexPage]:
    """The list of months, by year, newest first."""
    years: defaultdict[str, list[Count]] = defaultdict(list)
    for month, found in edition.digest.by_month.items():
        years[month[:4]].append(Count(show_month(month), urls.month(month), len(found)))
    sections = [Section(year_link(year), tuple(found)) for year, found in years.items()]
    if edition.digest.undated:
        count = Count("Undated reports", urls.UNDATED, len(edition.digest.undated))
        sections.append(Section(Link("Date unknown", ""), (count,)))
    description = "Every month that has reports."
    yield IndexPage(
        Head(urls.MONTHS, "Months", description, (HOME,), edition.site_feeds), tuple(sections)
    )


def pair_index(edition: Edition) -> Iterator[IndexPage]:
    """The list of pairs, under the country whose name leads the address."""
    groups: defaultdict[str, list[Count]] = defaultdict(list)
    for pair in edition.pairs:
        link = pair_link(pair)
        number = len(edition.digest.by_pair[pair])
        groups[pair[0]].append(Count(link.title, link.url, number))
    description = "Countries that reports are about together."
    yield IndexPage(
        Head(urls.PAIRS, "Pairs of countries", description, (HOME,), edition.site_feeds),
        tuple(Section(country_link(code), tuple(found)) for code, found in groups.items()),
    )
