"""Articles to a digest: everything that index pages list, newest first, ties broken by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from sitegen.countries import country
from sitegen.model import Article

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
    undated: tuple[Article, ...]
    months_of: dict[str, tuple[str, ...]]
    """The months in which a country has articles, newest first, by its code."""

    @property
    def months(self) -> tuple[str, ...]:
        """Every month that has articles, newest first."""
        return tuple(self.by_month)


def organise(articles: Iterable[Article]) -> Digest:
    """Sort articles into a digest. Identical whatever order they come in."""
    # By one text after the other: it takes half as long as by pairs of them.
    by_id = sorted(articles, key=lambda article: article.id, reverse=True)
    ordered = tuple(sorted(by_id, key=lambda article: article.date.sort_key, reverse=True))
    by_day: defaultdict[str, list[Article]] = defaultdict(list)
    by_month: defaultdict[str, list[Article]] = defaultdict(list)
    by_country: defaultdict[str, list[Article]] = defaultdict(list)
    by_country_month: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    by_pair: defaultdict[Pair, list[Article]] = defaultdict(list)
    for article in ordered:
        by_day[article.date.text[:10]].append(article)
        month, countries = article.date.month, article.countries
        if month:
            by_month[month].append(article)
        for code in countries:
            by_country[code].append(article)
            if month:
                by_country_month[code, month].append(article)
        for pair in _pairs(countries) if len(countries) > 1 else ():
            by_pair[pair].append(article)
    months_of: defaultdict[str, list[str]] = defaultdict(list)
    for code, month in by_country_month:
        months_of[code].append(month)
    codes = sorted(by_country, key=lambda code: country(code).slug)
    return Digest(
        articles=ordered,
        by_day={day: tuple(found) for day, found in by_day.items()},
        by_month={month: tuple(found) for month, found in by_month.items()},
        by_country={code: tuple(by_country[code]) for code in codes},
        by_country_month={key: tuple(found) for key, found in by_country_month.items()},
        by_pair={pair: tuple(by_pair[pair]) for pair in sorted(by_pair, key=_slugs)},
        undated=tuple(article for article in ordered if not article.date.known),
        months_of={code: tuple(months_of[code]) for code in codes},
    )


def pairs_of(article: Article) -> tuple[Pair, ...]:
    """Every two countries that an article is about together."""
    return _pairs(article.countries)


@lru_cache(4096)
def _pairs(codes: tuple[str, ...]) -> tuple[Pair, ...]:
    return tuple(combinations(sorted(codes, key=lambda code: country(code).slug), 2))


def _slugs(pair: Pair) -> tuple[str, str]:
    return country(pair[0]).slug, country(pair[1]).slug
