"""The lists of reports that are about two countries together; and the list of pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.digest.organise import Pair
from sitegen.model.elements import Count, Group, Head, IndexPage, Link, Parts, Section
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, feed_link, home_link, pair_link
from sitegen.plan.lists import by_month, in_parts, part_urls


class PairReports(NamedTuple):
    """All that the pages of a pair may show."""

    pair: Pair
    reports: tuple[str, ...]


class PairPage(NamedTuple):
    """Reports filed under two countries both, by month."""

    head: Head
    countries: Pair
    groups: tuple[Group, ...]
    parts: Parts
    feed: Link


def _subjects(edition: Edition) -> Iterator[PairReports]:
    for pair, found in edition.pairs.items():
        yield PairReports(pair, edition.listed(found))


def _urls(subject: PairReports, site: Site) -> Iterable[str]:
    return part_urls(urls.pair(subject.pair), len(subject.reports), site.list_size)


def _pages(subject: PairReports, site: Site, objects: Objects) -> Iterator[PairPage]:
    words = site.words
    link = pair_link(subject.pair, words)
    feed = feed_link(link, words)
    pairs = Link(words.pairs, urls.PAIRS)
    for part in in_parts(objects.cards(subject.reports), site.list_size, link.url, words):
        description = words.pair_description.format(pair=link.title, part=part.suffix)
        yield PairPage(
            head=Head(
                url=part.url,
                title=link.title + part.suffix,
                description=description,
                crumbs=(home_link(words), pairs, *(() if part.whole else (link,))),
                feeds=(feed, *site.feeds),
            ),
            countries=subject.pair,
            groups=by_month(part.items, words, lambda month: ""),
            parts=part.parts,
            feed=feed,
        )


PAIRS = Kind("pairs", _subjects, _urls, _pages, "pair.html")


class Pairs(NamedTuple):
    """All that the list of pairs may show: how many reports each shares."""

    numbers: tuple[tuple[Pair, int], ...]


def _index(edition: Edition) -> Iterator[Pairs]:
    yield Pairs(tuple((pair, len(found)) for pair, found in edition.pairs.items()))


def _index_urls(subject: Pairs, site: Site) -> Iterable[str]:
    return (urls.PAIRS,)


def _index_pages(subject: Pairs, site: Site, objects: Objects) -> Iterator[IndexPage]:
    """Each pair stands under the country whose name leads the address."""
    words = site.words
    groups: defaultdict[str, list[Count]] = defaultdict(list)
    for pair, number in subject.numbers:
        link = pair_link(pair, words)
        groups[pair[0]].append(Count(link.title, link.url, number))
    yield IndexPage(
        head=Head(
            url=urls.PAIRS,
            title=words.pairs_title,
            description=words.pairs_description,
            crumbs=(home_link(words),),
            feeds=site.feeds,
        ),
        sections=tuple(Section(country_link(code), tuple(found)) for code, found in groups.items()),
    )


PAIR_INDEX = Kind("pair-index", _index, _index_urls, _index_pages, "index.html")
