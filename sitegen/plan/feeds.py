"""Planners of feeds, and of the pages that list them for people and for feed readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen import urls
from sitegen.countries import country
from sitegen.digest.edition import (
    HOME,
    Edition,
    country_feed,
    country_link,
    pair_feed,
    pair_link,
    pair_title,
)
from sitegen.digest.organise import pairs_of
from sitegen.model.article import Article
from sitegen.model.elements import Head, Link
from sitegen.model.outputs import Entry, Feed, FeedsPage, Outline
from sitegen.plan.planner import Key, Planner


def _keys(edition: Edition) -> Iterator[Key]:
    """No code for the whole site, one for a country, two for a pair."""
    yield ()
    yield from ((code,) for code in edition.digest.by_country)
    yield from edition.pairs


def _articles(edition: Edition, key: Key) -> tuple[Article, ...]:
    match key:
        case ():
            found = edition.digest.articles
        case (code,):
            found = edition.digest.by_country[code]
        case (one, other):
            found = edition.digest.by_pair[one, other]
    return found[: edition.config.feed_size]


def _scope(key: Key) -> Link:
    match key:
        case (one, other):
            return pair_link((one, other))
        case _:
            return country_link(key[0])


def _urls(edition: Edition, key: Key) -> Iterable[str]:
    if not key:
        return (urls.feed(urls.HOME, format) for format in edition.config.feed_formats)
    return (urls.feed(_scope(key).url),)


def _basis(edition: Edition, key: Key) -> Iterator[str]:
    for article in _articles(edition, key):
        yield edition.marks[article.path].whole
        for link in edition.links(article):
            yield link.url


def _make(edition: Edition, key: Key) -> Iterator[Feed]:
    config = edition.config
    found = _articles(edition, key)
    entries = tuple(_entry(edition, edition.articles[article.path]) for article in found)
    if key:
        link = _scope(key)
        id = (
            f"feed{urls.pair((key[0], key[1]))[:-1]}" if key[1:] else f"feed/{country(key[0]).slug}"
        )
        yield Feed(
            urls.feed(link.url),
            "rss",
            urls.tag_uri(config.tag_authority, id),
            f"{config.title}: {link.title}",
            f"Reports on {link.title} from {config.title}.",
            link.url,
            entries,
        )
        return
    for format in config.feed_formats:
        yield Feed(
            urls.feed(urls.HOME, format),
            format,
            urls.tag_uri(config.tag_authority, "feed"),
            config.title,
            config.description or config.title,
            urls.HOME,
            entries,
        )


def _entry(edition: Edition, article: Article) -> Entry:
    return Entry(
        urls.tag_uri(edition.config.tag_authority, article.id),
        edition.link(article).url,
        article.title,
        article.date,
        article.updated,
        article.summary,
        article.body,
        edition.links(article),
        article.countries,
        article.topics,
        article.source,
        article.lang,
    )


def _showing(edition: Edition, article: Article) -> Iterable[Key]:
    pairs = filter(edition.has_page, pairs_of(article))
    return ((), *((code,) for code in article.countries), *pairs)


FEEDS = Planner(_keys, _urls, _basis, _make, _showing, showing=_showing)


def feeds_page(edition: Edition) -> Iterator[FeedsPage]:
    """Every feed, for people."""
    description = "Follow the whole digest, a country or two countries together in a feed reader."
    yield FeedsPage(
        Head(urls.FEEDS, "Feeds", description, (HOME,), edition.site_feeds),
        edition.site_feeds,
        _sorted(
            Link(country(code).name, country_feed(code).url) for code in edition.digest.by_country
        ),
        _sorted(Link(pair_title(pair), pair_feed(pair).url) for pair in edition.pairs),
    )


def outline(edition: Edition) -> Iterator[Outline]:
    """Every feed, for feed readers: the whole site's in the first of its formats."""
    yield Outline(
        urls.OPML,
        (
            (
                "All reports",
                tuple(Link(edition.config.title, link.url) for link in edition.site_feeds[:1]),
            ),
            (
                "Countries",
                _sorted(
                    Link(country(c).name, country_feed(c).url) for c in edition.digest.by_country
                ),
            ),
            ("Pairs", _sorted(Link(pair_title(p), pair_feed(p).url) for p in edition.pairs)),
        ),
    )


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links))
