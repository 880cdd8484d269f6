"""Articles to a digest: everything that index pages list, newest first, ties broken by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, groupby
from operator import attrgetter
from typing import NamedTuple

from sitegen.countries import MOST_ABOUT, country
from sitegen.model.article import Article
from sitegen.wire.words.slug import name_slug

Pair = tuple[str, str]


class Digest(NamedTuple):
    """The site's articles by all that readers look for; every tuple is newest first.

    A country counts for an article when the article is about it; a mention does not.
    """

    articles: tuple[Article, ...]
    by_day: dict[str, tuple[Article, ...]]
    """Keys are as precise as the date is known: "2024-12-20", "2024-12" or ""."""
    by_month: dict[str, tuple[Article, ...]]
    """Keys such as "2024-12", newest first."""
    by_country: dict[str, tuple[Article, ...]]
    """Keys are alpha-2 codes, by the country's slug."""
    by_country_month: dict[tuple[str, str], tuple[Article, ...]]
    by_pair: dict[Pair, tuple[Article, ...]]
    """Keys are two codes, the one whose slug comes first in the alphabet first."""
    by_source: dict[str, tuple[Article, ...]]
    """Keys are the sources' slugs, in their order: spellings that differ in no letter are one."""
    undated: tuple[Article, ...]
    months_of: dict[str, tuple[str, ...]]
    """The months in which a country has articles, newest first, by its code."""

    @property
    def months(self) -> tuple[str, ...]:
        """Every month that has articles, newest first."""
        return tuple(self.by_month)


def organise(articles: Iterable[Article]) -> Digest:
    """Sort articles into a digest. Identical whatever order they come in."""
    ordered = tuple(sorted(articles, key=_place, reverse=True))
    by_month: dict[str, tuple[Article, ...]] = {}
    by_country: defaultdict[str, list[Article]] = defaultdict(list)
    by_country_month: dict[tuple[str, str], tuple[Article, ...]] = {}
    by_pair: defaultdict[Pair, list[Article]] = defaultdict(list)
    by_source: defaultdict[str, list[Article]] = defaultdict(list)
    months_of: defaultdict[str, list[str]] = defaultdict(list)
    by_day = {day: tuple(found) for day, found in groupby(ordered, _day)}
    for month, group in groupby(ordered, attrgetter("date.month")):
        found = tuple(group)
        here: defaultdict[str, list[Article]] = defaultdict(list)
        for article in found:
            if article.source:
                by_source[source_slug(article.source.name)].append(article)
            for code in article.countries:
                here[code].append(article)
            for pair in _pairs(article.countries) if len(article.countries) > 1 else ():
                by_pair[pair].append(article)
        for code, listed in here.items():
            by_country[code] += listed
        if month:
            by_month[month] = found
            for code, listed in here.items():
                by_country_month[code, month] = tuple(listed)
                months_of[code].append(month)
    codes = sorted(by_country, key=lambda code: country(code).slug)
    return Digest(
        articles=ordered,
        by_day=by_day,
        by_month=by_month,
        by_country={code: tuple(by_country[code]) for code in codes},
        by_country_month=by_country_month,
        by_pair={pair: tuple(by_pair[pair]) for pair in sorted(by_pair, key=_slugs)},
        by_source={slug: tuple(by_source[slug]) for slug in sorted(by_source) if slug},
        undated=by_day.get("", ()),
        months_of={code: tuple(months_of[code]) for code in codes},
    )


def _place(article: Article) -> str:
    """Orders by date, then by id: one text is compared much sooner than two."""
    return f"{article.date.sort_key}\0{article.id}"


def _day(article: Article) -> str:
    return article.date.text[:10]


@lru_cache(4096)
def source_slug(name: str) -> str:
    """What tells a source from others, and ends its address; "" for a name of nothing but marks."""
    return name_slug(name)


def pairs_of(article: Article) -> tuple[Pair, ...]:
    """Every two countries that an article is about together; none of a roll-call, which is about
    no two of them.
    """
    return _pairs(article.countries)


@lru_cache(4096)
def _pairs(codes: tuple[str, ...]) -> tuple[Pair, ...]:
    if len(codes) > MOST_ABOUT:
        return ()
    return tuple(combinations(sorted(codes, key=lambda code: country(code).slug), 2))


def _slugs(pair: Pair) -> tuple[str, str]:
    return country(pair[0]).slug, country(pair[1]).slug
