"""Planners of the lists of lists and of what feed readers and crawlers fetch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sitegen import urls
from sitegen.countries import country
from sitegen.dates import show_month
from sitegen.model import Article
from sitegen.outputs import (
    Asset,
    Count,
    Entry,
    Feed,
    FeedsPage,
    Head,
    IndexPage,
    Link,
    Outline,
    Redirects,
    Robots,
    Section,
    Sitemap,
    SitemapEntry,
    SitemapIndex,
)
from sitegen.plan.edition import (
    HOME,
    Edition,
    country_feed,
    country_link,
    pair_feed,
    pair_link,
    pair_title,
    year_link,
)


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


def feeds(edition: Edition) -> Iterator[Feed]:
    """The whole site's feed in each format, and RSS for every country and pair."""
    config, digest = edition.config, edition.digest
    everything = _entries(edition, digest.articles)
    for format in config.feed_formats:
        yield Feed(
            urls.feed(urls.HOME, format),
            format,
            urls.tag_uri(config.tag_authority, "feed"),
            config.title,
            config.description or config.title,
            urls.HOME,
            everything,
        )
    lists = [
        (country_link(code), found, f"feed/{country(code).slug}")
        for code, found in digest.by_country.items()
    ]
    for pair in edition.pairs:
        id = f"feed{urls.pair(pair).removesuffix('/')}"
        lists.append((pair_link(pair), digest.by_pair[pair], id))
    for link, found, id in lists:
        yield Feed(
            urls.feed(link.url),
            "rss",
            urls.tag_uri(config.tag_authority, id),
            f"{config.title}: {link.title}",
            f"Reports on {link.title} from {config.title}.",
            link.url,
            _entries(edition, found),
        )


def _entries(edition: Edition, articles: tuple[Article, ...]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            urls.tag_uri(edition.config.tag_authority, article.id),
            edition.addresses[article.id],
            article.title,
            article.date,
            article.updated,
            article.summary,
            article.body,
            edition.links[article.id],
            article.countries,
            article.topics,
            article.source,
            article.lang,
        )
        for article in articles[: edition.config.feed_size]
    )


def feeds_page(edition: Edition) -> Iterator[FeedsPage]:
    """Every feed, for people."""
    description = "Follow the whole digest, a country or two countries together in a feed reader."
    yield FeedsPage(
        Head(urls.FEEDS, "Feeds", description, (HOME,), edition.site_feeds),
        edition.site_feeds,
        _sorted(Link(country(code).name, country_feed(code).url) for code in _codes(edition)),
        _sorted(Link(pair_title(pair), pair_feed(pair).url) for pair in edition.pairs),
    )


def outline(edition: Edition) -> Iterator[Outline]:
    """Every feed, for feed readers."""
    rss = tuple(link for link in edition.site_feeds if link.url.endswith("feed.xml"))
    yield Outline(
        urls.OPML,
        (
            ("All reports", tuple(Link(edition.config.title, link.url) for link in rss)),
            (
                "Countries",
                _sorted(Link(country(c).name, country_feed(c).url) for c in _codes(edition)),
            ),
            ("Pairs", _sorted(Link(pair_title(p), pair_feed(p).url) for p in edition.pairs)),
        ),
    )


def _codes(edition: Edition) -> Iterable[str]:
    return edition.digest.by_country


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links))


def sitemaps(edition: Edition) -> Iterator[Sitemap | SitemapIndex]:
    """A shard for every month and one for the rest, so that a new article changes one shard."""
    digest = edition.digest
    shards = {"pages": _standing_pages(edition)}
    if digest.undated:
        shards["undated"] = [_sitemap_entry(edition, article) for article in digest.undated]
    for month, found in digest.by_month.items():
        listed = [SitemapEntry(urls.month(month), "")]
        listed += [_sitemap_entry(edition, article) for article in found]
        shards[month] = listed
    for code, month in digest.by_country_month:
        shards[month].append(SitemapEntry(urls.country_month(code, month), ""))
    index = []
    for name in sorted(shards):
        entries = tuple(sorted(shards[name]))
        index.append(SitemapEntry(urls.sitemap(name), max(entry.changed for entry in entries)))
        yield Sitemap(urls.sitemap(name), entries)
    yield SitemapIndex(urls.SITEMAP, tuple(index))


def _standing_pages(edition: Edition) -> list[SitemapEntry]:
    digest = edition.digest
    pages = [urls.HOME, urls.COUNTRIES, urls.MONTHS, urls.PAIRS, urls.FEEDS]
    pages += [urls.UNDATED] if digest.undated else []
    pages += [urls.plain_page(text.path) for text in edition.pages]
    pages += [urls.year(year) for year in {month[:4] for month in digest.by_month}]
    pages += [urls.country_page(code) for code in digest.by_country]
    pages += [urls.pair(pair) for pair in edition.pairs]
    return [SitemapEntry(url, "") for url in pages]


def _sitemap_entry(edition: Edition, article: Article) -> SitemapEntry:
    return SitemapEntry(edition.addresses[article.id], article.updated.day or article.date.day)


def robots(edition: Edition) -> Iterator[Robots]:
    """Crawlers may read everything."""
    yield Robots(urls.ROBOTS)


def redirects(edition: Edition) -> Iterator[Redirects]:
    """Earlier addresses of articles, where there are any."""
    moves = sorted(
        (alias, edition.addresses[article.id])
        for article in edition.digest.articles
        for alias in article.aliases
    )
    if moves:
        yield Redirects(urls.REDIRECTS, tuple(moves))


def assets(edition: Edition) -> Iterator[Asset]:
    """Static files."""
    yield from edition.assets
