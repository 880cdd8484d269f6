"""The pages of countries: the latest reports, and every month; and the list of countries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from sitegen import urls
from sitegen.countries import country
from sitegen.digest.edition import Edition, Objects
from sitegen.digest.organise import Pair
from sitegen.model.elements import Count, Group, Head, Html, IndexPage, Link, Section
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, feed_link, home_link, pair_link
from sitegen.plan.lists import by_month, counts


class Country(NamedTuple):
    """All that the page of a country may show."""

    country: str
    introduction: Html
    latest: tuple[str, ...]
    months: tuple[tuple[str, int], ...]
    pairs: tuple[tuple[Pair, int], ...]


class CountryPage(NamedTuple):
    """A country's latest reports by month, with its months as the complete archive."""

    head: Head
    country: str
    introduction: Html
    groups: tuple[Group, ...]
    months: tuple[Count, ...]
    pairs: tuple[Count, ...]
    feed: Link


def _subjects(edition: Edition) -> Iterator[Country]:
    digest, pairs = edition.digest, edition.pairs
    for code, found in digest.by_country.items():
        yield Country(
            country=code,
            introduction=edition.introduction(urls.country_page(code)),
            latest=edition.listed(found[: edition.config.list_size]),
            months=tuple(
                (month, len(digest.by_country_month[code, month]))
                for month in digest.months_of[code]
            ),
            pairs=tuple((pair, len(pairs[pair])) for pair in edition.partners.get(code, ())),
        )


def _urls(subject: Country, site: Site) -> Iterable[str]:
    return (urls.country_page(subject.country),)


def _pages(subject: Country, site: Site, objects: Objects) -> Iterator[CountryPage]:
    code, words = subject.country, site.words
    link = country_link(code)
    feed = feed_link(link, words)
    yield CountryPage(
        head=Head(
            url=link.url,
            title=link.title,
            description=words.country_description.format(country=link.title),
            crumbs=(home_link(words), Link(words.countries, urls.COUNTRIES)),
            feeds=(feed, *site.feeds),
        ),
        country=code,
        introduction=subject.introduction,
        groups=by_month(objects.cards(subject.latest), words, partial(urls.country_month, code)),
        months=tuple(
            Count(words.month(month), urls.country_month(code, month), number)
            for month, number in subject.months
        ),
        pairs=counts((pair_link(pair, words), number) for pair, number in subject.pairs),
        feed=feed,
    )


COUNTRIES = Kind("countries", _subjects, _urls, _pages, "country.html")


class Countries(NamedTuple):
    """All that the list of countries may show: how many reports there are on each."""

    numbers: tuple[tuple[str, int], ...]


def _index(edition: Edition) -> Iterator[Countries]:
    found = edition.digest.by_country.items()
    yield Countries(tuple((code, len(reports)) for code, reports in found))


def _index_urls(subject: Countries, site: Site) -> Iterable[str]:
    return (urls.COUNTRIES,)


def _index_pages(subject: Countries, site: Site, objects: Objects) -> Iterator[IndexPage]:
    words = site.words
    regions: defaultdict[str, list[Count]] = defaultdict(list)
    for code, number in subject.numbers:
        link = country_link(code)
        regions[country(code).region].append(Count(link.title, link.url, number))
    yield IndexPage(
        head=Head(
            url=urls.COUNTRIES,
            title=words.countries,
            description=words.countries_description,
            crumbs=(home_link(words),),
            feeds=site.feeds,
        ),
        sections=tuple(
            Section(Link(region, ""), tuple(sorted(regions[region]))) for region in sorted(regions)
        ),
    )


COUNTRY_INDEX = Kind("country-index", _index, _index_urls, _index_pages, "index.html")
