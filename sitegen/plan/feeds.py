"""Feeds, and what lists them for people and for feed readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.dates import PartialDate
from sitegen.digest.edition import Edition, Objects, Published
from sitegen.digest.organise import Pair
from sitegen.model.article import Source
from sitegen.model.elements import Head, Html, Link
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, feed_link, home_link, pair_link


class FeedSubject(NamedTuple):
    """All that the feed of the whole site, of a country or of a pair may show."""

    codes: tuple[str, ...]
    """None for the whole site, one for a country, two for a pair."""
    formats: tuple[str, ...]
    entries: tuple[Published, ...]


class Entry(NamedTuple):
    """An article as an item of a feed."""

    guid: str
    url: str
    title: str
    date: PartialDate
    updated: PartialDate
    summary: str
    body: Html
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


def _subjects(edition: Edition) -> Iterator[FeedSubject]:
    config, digest = edition.config, edition.digest
    newest = edition.published(digest.articles[: config.feed_size])
    yield FeedSubject((), config.feed_formats, newest)
    for code, found in digest.by_country.items():
        yield FeedSubject((code,), ("rss",), edition.published(found[: config.feed_size]))
    for pair, found in edition.pairs.items():
        yield FeedSubject(pair, ("rss",), edition.published(found[: config.feed_size]))


def _page(subject: FeedSubject, site: Site) -> Link:
    """The page that a feed follows."""
    match subject.codes:
        case (one, other):
            return pair_link((one, other), site.words)
        case (code,):
            return country_link(code)
        case _:
            return Link(site.title, urls.HOME)


def _urls(subject: FeedSubject, site: Site) -> Iterable[str]:
    page = _page(subject, site)
    return [urls.feed(page.url, format) for format in subject.formats]


def _id(subject: FeedSubject, page: Link) -> str:
    match subject.codes:
        case (_, _):
            return f"feed{page.url[:-1]}"
        case (_,):
            return f"feed/{page.url.split('/')[-2]}"
        case _:
            return "feed"


def _pages(subject: FeedSubject, site: Site, objects: Objects) -> Iterator[Feed]:
    words, page = site.words, _page(subject, site)
    title, description = site.title, site.description or site.title
    if subject.codes:
        title = words.feed_of.format(site=site.title, name=page.title)
        description = words.feed_description.format(site=site.title, name=page.title)
    entries = tuple(_entry(entry, site, objects) for entry in subject.entries)
    for format in subject.formats:
        yield Feed(
            url=urls.feed(page.url, format),
            format=format,
            id=urls.tag_uri(site.tag_authority, _id(subject, page)),
            title=title,
            description=description,
            page=page.url,
            entries=entries,
        )


def _entry(published: Published, site: Site, objects: Objects) -> Entry:
    article = objects.article(published.article)
    return Entry(
        guid=urls.tag_uri(site.tag_authority, article.id),
        url=published.url,
        title=article.title,
        date=article.date,
        updated=article.updated,
        summary=article.summary,
        body=Html(article.body, published.links),
        countries=article.countries,
        topics=article.topics,
        source=article.source,
        lang=article.lang,
    )


FEEDS = Kind("feeds", _subjects, _urls, _pages, in_sitemap=False)


class FeedList(NamedTuple):
    """All that what lists the feeds may show."""

    countries: tuple[str, ...]
    pairs: tuple[Pair, ...]


class FeedsPage(NamedTuple):
    """For people: every feed there is."""

    head: Head
    site: tuple[Link, ...]
    countries: tuple[Link, ...]
    pairs: tuple[Link, ...]


class Outline(NamedTuple):
    """Every feed in one OPML 2.0 file for readers' software."""

    url: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]


def _list(edition: Edition) -> Iterator[FeedList]:
    yield FeedList(tuple(edition.digest.by_country), tuple(edition.pairs))


def _followed(subject: FeedList, site: Site) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The countries and the pairs that there are feeds of, each leading to its feed, by name."""
    words = site.words
    countries = [country_link(code) for code in subject.countries]
    pairs = [pair_link(pair, words) for pair in subject.pairs]
    in_order = (
        tuple(sorted(Link(page.title, feed_link(page, words).url) for page in pages))
        for pages in (countries, pairs)
    )
    return next(in_order), next(in_order)


def _list_urls(subject: FeedList, site: Site) -> Iterable[str]:
    return (urls.FEEDS,)


def _list_pages(subject: FeedList, site: Site, objects: Objects) -> Iterator[FeedsPage]:
    words = site.words
    countries, pairs = _followed(subject, site)
    yield FeedsPage(
        head=Head(
            url=urls.FEEDS,
            title=words.feeds,
            description=words.feeds_description,
            crumbs=(home_link(words),),
            feeds=site.feeds,
        ),
        site=site.feeds,
        countries=countries,
        pairs=pairs,
    )


FEED_LIST = Kind("feed-list", _list, _list_urls, _list_pages, "feeds.html")


def _outline_urls(subject: FeedList, site: Site) -> Iterable[str]:
    return (urls.OPML,)


def _outline_pages(subject: FeedList, site: Site, objects: Objects) -> Iterator[Outline]:
    """The whole site's feed in the first of its formats, and all others."""
    words = site.words
    countries, pairs = _followed(subject, site)
    whole = tuple(Link(site.title, link.url) for link in site.feeds[:1])
    groups = (words.all_reports, whole), (words.countries, countries), (words.pairs, pairs)
    yield Outline(urls.OPML, groups)


OUTLINE = Kind("outline", _list, _outline_urls, _outline_pages, in_sitemap=False)
