"""The planner of article pages, a day's together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sitegen import urls
from sitegen.countries import country
from sitegen.dates import show_month
from sitegen.digest.edition import HOME, Edition, country_link, month_link, pair_link, year_link
from sitegen.digest.organise import pairs_of
from sitegen.model.article import Article
from sitegen.model.elements import Head, Link, Neighbours
from sitegen.model.outputs import ArticlePage
from sitegen.plan.planner import Key, Planner


def _keys(edition: Edition) -> Iterable[Key]:
    return ((day,) for day in edition.digest.by_day)


def _urls(edition: Edition, key: Key) -> Iterable[str]:
    return (edition.address(article) for article in edition.digest.by_day[key[0]])


def _basis(edition: Edition, key: Key) -> Iterator[str]:
    marks = edition.marks
    found = edition.digest.by_day[key[0]]
    for article in found:
        yield marks[article.path].whole
        for code in article.mentions:
            yield "+" if code in edition.digest.by_country else "-"
        for pair in pairs_of(article) if len(article.countries) > 1 else ():
            yield "+" if edition.has_page(pair) else "-"
        for link in edition.links(article) if article.links else ():
            yield link.url
    for neighbour in edition.around(found):
        yield marks[neighbour.path].listed if neighbour else "-"


def _make(edition: Edition, key: Key) -> Iterator[ArticlePage]:
    for article in edition.digest.by_day[key[0]]:
        yield _page(edition, edition.articles[article.path])


def _page(edition: Edition, article: Article) -> ArticlePage:
    return ArticlePage(
        Head(
            edition.link(article).url,
            article.title,
            article.summary or article.title,
            _crumbs(article),
            edition.site_feeds,
        ),
        article.id,
        article.date,
        article.updated,
        article.dateline,
        article.countries,
        _country_months(article),
        tuple(_mention(code, edition) for code in article.mentions),
        article.summary,
        article.body,
        edition.links(article),
        article.source,
        article.topics,
        article.people,
        article.lang,
        tuple(pair_link(pair) for pair in pairs_of(article) if edition.has_page(pair)),
        tuple(
            Neighbours(
                _scope(scope),
                edition.link(earlier) if earlier else None,
                edition.link(later) if later else None,
            )
            for scope, earlier, later in edition.places(article)
        ),
    )


def _crumbs(article: Article) -> tuple[Link, ...]:
    if not article.date.known:
        return HOME, Link("Undated", urls.UNDATED)
    return HOME, year_link(article.date.year), month_link(article.date.month)


def _country_months(article: Article) -> tuple[Link, ...]:
    month = article.date.month
    if not month:
        return ()
    return tuple(_country_month(code, month) for code in article.countries)


@lru_cache(4096)
def _country_month(code: str, month: str) -> Link:
    return Link(f"{country(code).name} in {show_month(month)}", urls.country_month(code, month))


def _mention(code: str, edition: Edition) -> Link:
    if code in edition.digest.by_country:
        return country_link(code)
    return Link(country(code).name, "")


def _scope(scope: str) -> Link:
    return month_link(scope) if "-" in scope else country_link(scope)


def _showing(edition: Edition, article: Article) -> Iterable[Key]:
    return ((article.date.text[:10],),)


def _listing(edition: Edition, article: Article) -> Iterator[Key]:
    yield from _showing(edition, article)
    for place in edition.places(article):
        for neighbour in filter(None, (place.earlier, place.later)):
            yield from _showing(edition, neighbour)


ARTICLES = Planner(_keys, _urls, _basis, _make, _listing, "article.html", _showing)
