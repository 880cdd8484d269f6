"""Planners of what crawlers and servers read: sitemaps, robots.txt, redirects, static files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen import urls
from sitegen.digest.edition import Edition
from sitegen.model.article import Article
from sitegen.model.outputs import Asset, Redirects, Robots, Sitemap, SitemapEntry, SitemapIndex
from sitegen.plan.planner import Key, Planner, month_of, months


def _shard_urls(edition: Edition, key: Key) -> Iterable[str]:
    return (urls.sitemap(key[0]),)


def _shard_basis(edition: Edition, key: Key) -> Iterator[str]:
    for article in edition.digest.by_month[key[0]]:
        yield edition.marks[article.path].listed
        yield article.updated.day


def _shards(edition: Edition, key: Key) -> Iterator[Sitemap]:
    (month,) = key
    found = edition.digest.by_month[month]
    pages = [urls.month(month)]
    pages += {urls.country_month(code, month) for item in found for code in item.countries}
    entries = [SitemapEntry(url, "") for url in pages]
    entries += [SitemapEntry(edition.address(item), _changed(item)) for item in found]
    yield Sitemap(urls.sitemap(month), tuple(sorted(entries)))


SITEMAPS = Planner(months, _shard_urls, _shard_basis, _shards, month_of)
"""A shard for every month, so that a new article changes one shard."""


def _changed(article: Article) -> str:
    return article.updated.day or article.date.day


def sitemap_index(edition: Edition) -> Iterator[Sitemap | SitemapIndex]:
    """The index of the sitemap, and the shards that belong to no month."""
    digest = edition.digest
    newest = {month: max(map(_changed, found)) for month, found in digest.by_month.items()}
    yield Sitemap(urls.sitemap("pages"), tuple(sorted(_standing_pages(edition))))
    if digest.undated:
        found = [SitemapEntry(edition.address(a), _changed(a)) for a in digest.undated]
        yield Sitemap(urls.sitemap("undated"), tuple(sorted(found)))
        newest["undated"] = max(entry.changed for entry in found)
    newest["pages"] = ""
    shards = (SitemapEntry(urls.sitemap(name), newest[name]) for name in sorted(newest))
    yield SitemapIndex(urls.SITEMAP, tuple(shards))


def _standing_pages(edition: Edition) -> list[SitemapEntry]:
    digest = edition.digest
    pages = [urls.HOME, urls.COUNTRIES, urls.MONTHS, urls.PAIRS, urls.FEEDS]
    pages += [urls.UNDATED] if digest.undated else []
    pages += [urls.plain_page(text.path) for text in edition.pages]
    pages += [urls.year(year) for year in {month[:4] for month in digest.by_month}]
    pages += [urls.country_page(code) for code in digest.by_country]
    pages += [urls.pair(pair) for pair in edition.pairs]
    return [SitemapEntry(url, "") for url in pages]


def robots(edition: Edition) -> Iterator[Robots]:
    """Crawlers may read everything."""
    yield Robots(urls.ROBOTS)


def redirects(edition: Edition) -> Iterator[Redirects]:
    """Earlier addresses of articles, where there are any."""
    moves = sorted(
        (alias, edition.address(article))
        for article in edition.digest.articles
        for alias in article.aliases
    )
    if moves:
        yield Redirects(urls.REDIRECTS, tuple(moves))


def assets(edition: Edition) -> Iterator[Asset]:
    """Static files."""
    yield from edition.assets
