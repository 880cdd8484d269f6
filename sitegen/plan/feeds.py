"""Feeds: of the whole site, of countries and of pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.countries import country
from sitegen.dates import PartialDate
from sitegen.digest.edition import Edition, Objects, Published
from sitegen.model.article import Article, Source
from sitegen.model.elements import Html, Link
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, pair_link


class Channel(NamedTuple):
    """All that a feed may show, in whatever formats."""

    page: Link
    """The page that it follows: the front page for that of the whole site."""
    name: str
    """What ends its identifier."""
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


def _channels(edition: Edition) -> Iterator[Channel]:
    site, config, digest = edition.site, edition.config, edition.digest
    newest = edition.published(digest.articles[: config.feed_size])
    home = Link(site.title, urls.HOME)
    yield Channel(page=home, name="feed", formats=config.feed_formats, entries=newest)
    for code, found in digest.by_country.items():
        yield channel(edition, country_link(code), f"feed/{country(code).slug}", found)
    for pair, found in edition.pairs.items():
        page = pair_link(pair, site.words)
        yield channel(edition, page, f"feed{page.url[:-1]}", found)


def channel(edition: Edition, page: Link, name: str, articles: tuple[Article, ...]) -> Channel:
    """The feed that follows a list of articles, newest first."""
    entries = edition.published(articles[: edition.config.feed_size])
    return Channel(page=page, name=name, formats=("rss",), entries=entries)


def channel_urls(subject: Channel, site: Site) -> Iterable[str]:
    """The addresses of a feed, one for each format."""
    return [urls.feed(subject.page.url, format) for format in subject.formats]


def channel_pages(subject: Channel, site: Site, objects: Objects) -> Iterator[Feed]:
    """A feed in each of its formats."""
    words, page = site.words, subject.page
    title, description = site.title, site.description or site.title
    if page.url != urls.HOME:
        title = words.feed_of.format(site=site.title, name=page.title)
        description = words.feed_description.format(site=site.title, name=page.title)
    entries = tuple(_entry(entry, site, objects) for entry in subject.entries)
    for format in subject.formats:
        yield Feed(
            url=urls.feed(page.url, format),
            format=format,
            id=urls.tag_uri(site.tag_authority, subject.name),
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


FEEDS = Kind("feeds", _channels, channel_urls, channel_pages, in_sitemap=False)
