"""The plan: which files the site will have, and from what. This is the site map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from sitegen import fingerprint, urls
from sitegen.digest.edition import Edition
from sitegen.model.changes import Changes
from sitegen.model.outputs import Output, url_of
from sitegen.plan import archive, articles, crawlers, feeds, indexes, pages, years
from sitegen.plan.addresses import collisions
from sitegen.plan.planner import Key, Planner
from sitegen.plan.touched import touched_keys
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
    problems: tuple[Problem, ...] = ()
    """Addresses that two things claim."""
    standing: frozenset[str] = frozenset()
    """Files of scopes and singles that are not planned again, since nothing of theirs changed."""
    partial: bool = False
    """Whether the scopes whose bases are not given stand as they were."""

    @property
    def files(self) -> frozenset[str]:
        """Every file, as its path in the output folder."""
        return self.standing.union(self.scopes, self.singles)


def plan(edition: Edition, changes: Changes | None = None) -> Plan:
    """Plan the whole site, making no more than its singles.

    Where no more than `changes` has happened since the last plan, few scopes need a look.
    """
    scopes = [Scope(kind, key) for kind in PLANNERS for key in PLANNERS[kind].keys(edition)]
    files = [(file, scope) for scope in scopes for file in _files(edition, scope)]
    outputs = [output for single in SINGLES for output in single(edition)]
    singles = {urls.file_of(url_of(output)): output for output in outputs}
    claimed = [file for file, _ in files]
    claimed += [urls.file_of(url_of(output)) for output in outputs]
    problems = tuple(collisions(edition, claimed))
    keys = touched_keys(edition, changes, PLANNERS) if changes is not None else None
    if keys is not None:
        scopes = [Scope(kind, key) for kind in keys for key in keys[kind]]
    bases = _bases(edition, scopes)
    return Plan(bases, dict(files), singles, problems, partial=keys is not None)


def revise(edition: Edition, edited: Iterable[str], standing: Iterable[str]) -> Plan:
    """Plan what is due where nothing has changed since the last plan but some articles' bodies.

    `edited` are those articles' paths, and `standing` are all files of the site.
    """
    articles = [edition.articles[path] for path in edited if path in edition.articles]
    scopes = {
        Scope(kind, key): None
        for kind, planner in PLANNERS.items()
        for article in articles
        for key in planner.showing(edition, article)
    }
    files = {file: scope for scope in scopes for file in _files(edition, scope)}
    bases = _bases(edition, scopes)
    return Plan(bases, files, {}, standing=frozenset(standing), partial=True)


def _files(edition: Edition, scope: Scope) -> Iterator[str]:
    return map(urls.file_of, PLANNERS[scope.kind].urls(edition, scope.key))


def _bases(edition: Edition, scopes: Iterable[Scope]) -> dict[Scope, str]:
    common = repr(edition.config)
    return {
        scope: fingerprint.of_text(
            "\n".join((common, *PLANNERS[scope.kind].basis(edition, scope.key)))
        )
        for scope in scopes
    }


def make(edition: Edition, scope: Scope) -> Iterable[Output]:
    """A scope's outputs."""
    return PLANNERS[scope.kind].make(edition, scope.key)
