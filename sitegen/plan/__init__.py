"""The plan: which files the site will have, and from what. KINDS is the site map."""

from __future__ import annotations

from typing import Any, NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.model.site import Site
from sitegen.plan.addresses import collisions
from sitegen.plan.articles import ARTICLES
from sitegen.plan.countries import COUNTRIES, COUNTRY_INDEX
from sitegen.plan.country_months import COUNTRY_MONTHS
from sitegen.plan.crawlers import (
    ASSETS,
    PAGE_MAP,
    REDIRECTS,
    ROBOTS,
    SITEMAP_INDEX,
    SITEMAPS,
    page_map,
)
from sitegen.plan.feed_list import FEED_LIST, OUTLINE
from sitegen.plan.feeds import FEEDS, channel_pages
from sitegen.plan.home import HOME, NOT_FOUND
from sitegen.plan.kind import Kind
from sitegen.plan.months import MONTH_INDEX, MONTHS
from sitegen.plan.pages import PAGES
from sitegen.plan.pairs import PAIR_INDEX, PAIRS
from sitegen.plan.sources import SOURCE_FEEDS, SOURCE_INDEX, SOURCES
from sitegen.plan.undated import UNDATED
from sitegen.plan.years import YEARS
from sitegen.problems import Problem

KINDS: tuple[Kind[Any], ...] = (
    FEEDS,
    SOURCE_FEEDS,
    ARTICLES,
    COUNTRIES,
    PAIRS,
    SOURCES,
    MONTHS,
    COUNTRY_MONTHS,
    SITEMAPS,
    HOME,
    YEARS,
    UNDATED,
    PAGES,
    NOT_FOUND,
    COUNTRY_INDEX,
    MONTH_INDEX,
    PAIR_INDEX,
    SOURCE_INDEX,
    FEED_LIST,
    OUTLINE,
    PAGE_MAP,
    SITEMAP_INDEX,
    ROBOTS,
    REDIRECTS,
    ASSETS,
)
"""What a site has, in the order in which it is rendered: what takes longest comes first, or all
would wait for it at the end."""


class Scope(NamedTuple):
    """A subject of a kind, and the files that are made from it."""

    kind: Kind[Any]
    subject: tuple[Any, ...]
    files: tuple[str, ...]


class Plan(NamedTuple):
    """Every file of the site."""

    site: Site
    objects: Objects
    """What subjects name by reference."""
    scopes: tuple[Scope, ...]
    files: frozenset[str]
    """Every file, as its path in the output folder."""
    problems: tuple[Problem, ...]
    """Addresses that two things claim."""

    @property
    def feeds(self) -> int:
        """How many feeds there are."""
        return sum(len(scope.files) for scope in self.scopes if scope.kind.pages is channel_pages)

    @property
    def reports(self) -> frozenset[str]:
        """The files of all articles' pages."""
        scopes = (scope for scope in self.scopes if scope.kind is ARTICLES)
        return frozenset(file for scope in scopes for file in scope.files)


def planned(edition: Edition) -> Plan:
    """Plan the whole site, making none of its pages."""
    site = edition.site
    scopes: list[Scope] = []
    listed: list[str] = []
    for kind in KINDS:
        for subject in kind.subjects(edition):
            addresses = tuple(kind.urls(subject, site))
            scopes.append(Scope(kind, subject, tuple(map(urls.file_of, addresses))))
            if kind.in_sitemap:
                listed.append(addresses[0])
    shard = page_map(listed)
    scopes.append(Scope(PAGE_MAP, shard, (urls.file_of(shard.url),)))
    claimed = [file for scope in scopes for file in scope.files]
    files = frozenset(claimed)
    problems = tuple(collisions(edition, claimed, files))
    return Plan(site, edition.objects, tuple(scopes), files, problems)
