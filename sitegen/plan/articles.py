"""The pages of articles, a day's together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from sitegen import urls
from sitegen.countries import country
from sitegen.dates import PartialDate
from sitegen.digest.edition import Edition, Objects, Published, Stretch
from sitegen.digest.organise import Pair, pairs_of, source_slug
from sitegen.model.article import Article, Person, Source
from sitegen.model.elements import Head, Html, Link, Neighbours
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, home_link, month_link, pair_link, year_link
from sitegen.plan.sources import source_links
from sitegen.words import Words


class DayArticle(NamedTuple):
    """All that the page of an article may show."""

    published: Published
    mentions: tuple[str, ...]
    """Those of its mentions that have a page."""
    pairs: tuple[Pair, ...]
    """Those of its pairs that have a page."""
    card: str
    source: Link | None
    """The page of its source, named as the newest report spells it."""


class Day(NamedTuple):
    """All that the pages of a day's articles may show."""

    articles: tuple[DayArticle, ...]
    stretches: tuple[Stretch, ...]


class ArticlePage(NamedTuple):
    """One report, whole."""

    head: Head
    id: str
    date: PartialDate
    updated: PartialDate
    dateline: str
    countries: tuple[str, ...]
    country_months: tuple[Link, ...]
    """Each country in this month: "Egypt in December 2024"."""
    mentions: tuple[Link, ...]
    """Countries only named; `url` is "" where a country has no page."""
    summary: str
    body: Html
    source: Source | None
    source_page: Link | None
    """What the same source reported, by the name that its newest report gives it."""
    topics: tuple[str, ...]
    people: tuple[Person, ...]
    lang: str
    pairs: tuple[Link, ...]
    neighbours: tuple[Neighbours, ...]


def _subjects(edition: Edition) -> Iterator[Day]:
    pages = set(edition.digest.by_country), set(edition.pairs), source_links(edition)
    for found, stretches in edition.days():
        parts = zip(found, edition.published(found), edition.listed(found), strict=True)
        yield Day(tuple([_day_article(*part, *pages) for part in parts]), stretches)


def _day_article(
    article: Article,
    published: Published,
    card: str,
    countries: Set[str],
    pairs: Set[Pair],
    sources: Mapping[str, Link],
) -> DayArticle:
    """All that an article's page may show, given the countries, pairs and sources with a page."""
    mentions, source = article.mentions, article.source
    return DayArticle(
        published=published,
        mentions=tuple([code for code in mentions if code in countries]) if mentions else (),
        pairs=tuple([pair for pair in pairs_of(article) if pair in pairs]) if pairs else (),
        card=card,
        source=sources.get(source_slug(source.name)) if source else None,
    )


def source_file(subject: Day, number: int, objects: Objects) -> str:
    """The path, under content/, of the file that a day's article comes from."""
    return objects.article(subject.articles[number].published.article).path


def _urls(subject: Day, site: Site) -> Iterable[str]:
    return [shown.published.url for shown in subject.articles]


def _pages(subject: Day, site: Site, objects: Objects) -> Iterator[ArticlePage]:
    words = site.words
    around = {stretch.list: _around(stretch.cards) for stretch in subject.stretches}
    for shown in subject.articles:
        article = objects.article(shown.published.article)
        month = article.date.month
        neighbours = tuple(
            [
                _neighbours(name, around[name][shown.card], words, objects)
                for name in ((month, *article.countries) if month else article.countries)
                if name in around
            ]
        )
        yield _page(shown, article, neighbours, site)


def _around(cards: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """The cards before and after each one of a list, by it; "" for none."""
    return dict(zip(cards, zip((*cards[1:], ""), ("", *cards[:-1]), strict=True), strict=True))


def _page(
    shown: DayArticle, article: Article, neighbours: tuple[Neighbours, ...], site: Site
) -> ArticlePage:
    words, published = site.words, shown.published
    return ArticlePage(
        head=Head(
            url=published.url,
            title=article.title,
            description=article.summary or article.title,
            crumbs=_crumbs(article.date.month, words),
            feeds=site.feeds,
        ),
        id=article.id,
        date=article.date,
        updated=article.updated,
        dateline=article.dateline,
        countries=article.countries,
        country_months=_country_months(article, words),
        mentions=tuple([_mention(code, shown.mentions) for code in article.mentions]),
        summary=article.summary,
        body=Html(article.body, published.links),
        source=article.source,
        source_page=shown.source,
        topics=article.topics,
        people=article.people,
        lang=article.lang,
        pairs=tuple([pair_link(pair, words) for pair in shown.pairs]),
        neighbours=neighbours,
    )


@lru_cache(4096)
def _crumbs(month: str, words: Words) -> tuple[Link, ...]:
    if not month:
        return home_link(words), Link(words.undated, urls.UNDATED)
    return home_link(words), year_link(month[:4]), month_link(month, words)


def _country_months(article: Article, words: Words) -> tuple[Link, ...]:
    month = article.date.month
    if not month:
        return ()
    return tuple([_country_month(code, month, words) for code in article.countries])


@lru_cache(4096)
def _country_month(code: str, month: str, words: Words) -> Link:
    title = words.country_in_month.format(country=country(code).name, month=words.month(month))
    return Link(title, urls.country_month(code, month))


def _mention(code: str, with_page: tuple[str, ...]) -> Link:
    return country_link(code) if code in with_page else Link(country(code).name, "")


def _neighbours(name: str, around: tuple[str, str], words: Words, objects: Objects) -> Neighbours:
    earlier, later = map(objects.card, around)
    return Neighbours(
        month_link(name, words) if "-" in name else country_link(name),
        Link(earlier.title, earlier.url) if earlier else None,
        Link(later.title, later.url) if later else None,
    )


ARTICLES = Kind("articles", _subjects, _urls, _pages, "article.html", in_sitemap=False)
