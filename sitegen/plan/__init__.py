"""The plan: which files the site will have, and from what. This is the site map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from sitegen import fingerprint, urls
from sitegen.outputs import Output, url_of
from sitegen.plan import archive, articles, crawlers, feeds, indexes, pages, years
from sitegen.plan.addresses import collisions
from sitegen.plan.edition import Edition
from sitegen.plan.planner import Key, Planner
from sitegen.problems import Problem

PLANNERS: Mapping[str, Planner] = {
    "articles": articles.ARTICLES,
    "months": archive.MONTH_LISTS,
    "countries": archive.COUNTRY_PAGES,
    "country-months": archive.COUNTRY_MONTHS,
    "pairs": archive.PAIR_LISTS,
    "feeds": feeds.FEEDS,
    "sitemaps": crawlers.SITEMAPS,
}
"""What there is most of, planned by scopes."""
SINGLES: tuple[Callable[[Edition], Iterator[Output]], ...] = (
    pages.home,
    years.years,
    archive.undated,
    pages.plain_pages,
    pages.not_found,
    indexes.country_index,
    indexes.month_index,
    indexes.pair_index,
    feeds.feeds_page,
    feeds.outline,
    crawlers.sitemap_index,
    crawlers.robots,
    crawlers.redirects,
    crawlers.assets,
)
"""What is made anew for every plan, since it draws on the whole digest or on little."""


class Scope(NamedTuple):
    """Outputs that are due together: a kind in PLANNERS, and one of its keys."""

    kind: str
    key: Key


class Plan(NamedTuple):
    """Every file of the site."""

    bases: dict[Scope, str]
    """By each scope, the fingerprint of all that its outputs are made from."""
    scopes: dict[str, Scope]
    """By each file, the scope that it is made in."""
    singles: dict[str, Output]
    """By each other file, its output."""
    problems: tuple[Problem, ...]
    """Addresses that two things claim."""

    @property
    def files(self) -> frozenset[str]:
        """Every file, as its path in the output folder."""
        return frozenset((*self.scopes, *self.singles))


def plan(edition: Edition) -> Plan:
    """Plan the whole site, making no more than its singles."""
    common = repr(edition.config)
    bases: dict[Scope, str] = {}
    scopes: dict[str, Scope] = {}
    singles: dict[str, Output] = {}
    claimed: list[str] = []
    for kind, planner in PLANNERS.items():
        for key in planner.keys(edition):
            scope = Scope(kind, key)
            bases[scope] = fingerprint.of_text("\n".join((common, *planner.basis(edition, key))))
            for url in planner.urls(edition, key):
                scopes[urls.file_of(url)] = scope
                claimed.append(url)
    for single in SINGLES:
        for output in single(edition):
            singles[urls.file_of(url_of(output))] = output
            claimed.append(url_of(output))
    return Plan(bases, scopes, singles, tuple(collisions(edition, claimed)))


def make(edition: Edition, scope: Scope) -> Iterable[Output]:
    """A scope's outputs."""
    return PLANNERS[scope.kind].make(edition, scope.key)
