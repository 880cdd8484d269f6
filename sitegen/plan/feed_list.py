"""What lists all feeds: a page for people, and a file for feed readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.digest.organise import Pair
from sitegen.model.elements import Head, Link
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, home_link, pair_link
from sitegen.plan.sources import source_links


class FeedList(NamedTuple):
    """All that what lists the feeds may show."""

    countries: tuple[str, ...]
    pairs: tuple[Pair, ...]
    sources: tuple[Link, ...]


class FeedsPage(NamedTuple):
    """For people: every feed there is."""

    head: Head
    site: tuple[Link, ...]
    countries: tuple[Link, ...]
    pairs: tuple[Link, ...]
    sources: tuple[Link, ...]


class Outline(NamedTuple):
    """Every feed in one OPML 2.0 file for readers' software."""

    url: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]


def _list(edition: Edition) -> Iterator[FeedList]:
    yield FeedList(
        countries=tuple(edition.digest.by_country),
        pairs=tuple(edition.pairs),
        sources=tuple(source_links(edition).values()),
    )


class _Followed(NamedTuple):
    """What there are feeds of, each leading to its feed, by name."""

    countries: tuple[Link, ...]
    pairs: tuple[Link, ...]
    sources: tuple[Link, ...]


def _followed(subject: FeedList, site: Site) -> _Followed:
    pairs = (pair_link(pair, site.words) for pair in subject.pairs)
    lists = map(country_link, subject.countries), pairs, subject.sources
    return _Followed(
        *(tuple(sorted(Link(page.title, urls.feed(page.url)) for page in pages)) for pages in lists)
    )


def _list_urls(subject: FeedList, site: Site) -> Iterable[str]:
    return (urls.FEEDS,)


def _list_pages(subject: FeedList, site: Site, objects: Objects) -> Iterator[FeedsPage]:
    words = site.words
    followed = _followed(subject, site)
    yield FeedsPage(
        head=Head(
            url=urls.FEEDS,
            title=words.feeds,
            description=words.feeds_description,
            crumbs=(home_link(words),),
            feeds=site.feeds,
        ),
        site=site.feeds,
        countries=followed.countries,
        pairs=followed.pairs,
        sources=followed.sources,
    )


FEED_LIST = Kind("feed-list", _list, _list_urls, _list_pages, "feeds.html")


def _outline_urls(subject: FeedList, site: Site) -> Iterable[str]:
    return (urls.OPML,)


def _outline_pages(subject: FeedList, site: Site, objects: Objects) -> Iterator[Outline]:
    """The whole site's feed in the first of its formats, and all others."""
    words = site.words
    followed = _followed(subject, site)
    whole = tuple(Link(site.title, link.url) for link in site.feeds[:1])
    names = words.all_reports, words.countries, words.pairs, words.sources
    yield Outline(urls.OPML, tuple(zip(names, (whole, *followed), strict=True)))


OUTLINE = Kind("outline", _list, _outline_urls, _outline_pages, in_sitemap=False)
