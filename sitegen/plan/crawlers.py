"""What crawlers and servers read: sitemaps, robots.txt, redirects, static files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.model.article import Article
from sitegen.model.elements import Asset
from sitegen.model.site import Site
from sitegen.plan.kind import Kind, itself


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


def _its_url(subject: Any, site: Site) -> Iterable[str]:
    """The address of what is its own page."""
    return (subject.url,)


class MonthMap(NamedTuple):
    """What a month has for crawlers: the countries in it, and its articles."""

    month: str
    countries: tuple[str, ...]
    articles: tuple[tuple[str, str], ...]
    """Each one's site path, and the day of its last change."""


def _maps(edition: Edition) -> Iterator[MonthMap]:
    """A shard for every month, so that a new article changes one shard; one for the undated."""
    digest = edition.digest
    countries: defaultdict[str, list[str]] = defaultdict(list)
    for code, month in digest.by_country_month:
        countries[month].append(code)
    for month, found in digest.by_month.items():
        yield MonthMap(month, tuple(countries[month]), _entries(edition, found))
    if digest.undated:
        yield MonthMap("", (), _entries(edition, digest.undated))


def _entries(edition: Edition, articles: Iterable[Article]) -> tuple[tuple[str, str], ...]:
    addresses = edition.addresses
    return tuple([(addresses[one.path], _changed(one)) for one in articles])


def _changed(article: Article) -> str:
    """The day of an article's last change, "" for unknown."""
    updated, date = article.updated.text, article.date.text
    return updated[:10] if len(updated) >= 10 else date[:10] if len(date) >= 10 else ""


def _map_urls(subject: MonthMap, site: Site) -> Iterable[str]:
    return (urls.sitemap(subject.month or "undated"),)


def _map_pages(subject: MonthMap, site: Site, objects: Objects) -> Iterator[Sitemap]:
    month = subject.month
    pages = [urls.country_month(code, month) for code in subject.countries]
    pages += [urls.month(month)] if month else []
    entries = [*((url, "") for url in pages), *subject.articles]
    (url,) = _map_urls(subject, site)
    yield Sitemap(url, tuple(SitemapEntry(*entry) for entry in sorted(entries)))


SITEMAPS = Kind("sitemaps", _maps, _map_urls, _map_pages, in_sitemap=False)


def page_map(addresses: Iterable[str]) -> Sitemap:
    """The shard of the pages that belong to no month."""
    return Sitemap(urls.sitemap("pages"), tuple(SitemapEntry(url, "") for url in sorted(addresses)))


def _no_subjects(edition: Edition) -> Iterable[Sitemap]:
    """The plan itself adds the one that there is: it must know all other addresses first."""
    return ()


PAGE_MAP = Kind("page-map", _no_subjects, _its_url, itself, in_sitemap=False)


def _index(edition: Edition) -> Iterator[SitemapIndex]:
    digest = edition.digest
    newest = {month: max(map(_changed, found)) for month, found in digest.by_month.items()}
    if digest.undated:
        newest["undated"] = max(map(_changed, digest.undated))
    newest["pages"] = ""
    shards = (SitemapEntry(urls.sitemap(name), newest[name]) for name in sorted(newest))
    yield SitemapIndex(urls.SITEMAP, tuple(shards))


SITEMAP_INDEX = Kind("sitemap-index", _index, _its_url, itself, in_sitemap=False)


def _robots(edition: Edition) -> Iterator[Robots]:
    yield Robots(urls.ROBOTS)


ROBOTS = Kind("robots", _robots, _its_url, itself, in_sitemap=False)


def _redirects(edition: Edition) -> Iterator[Redirects]:
    """Earlier addresses of articles, where there are any."""
    moves = sorted(
        (alias, edition.address(article))
        for article in edition.articles.values()
        for alias in article.aliases
    )
    if moves:
        yield Redirects(urls.REDIRECTS, tuple(moves))


REDIRECTS = Kind("redirects", _redirects, _its_url, itself, in_sitemap=False)


def _assets(edition: Edition) -> Iterable[Asset]:
    return edition.assets


ASSETS = Kind("assets", _assets, _its_url, itself, in_sitemap=False)
