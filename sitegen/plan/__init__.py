"""The plan: which files the site will have, and from what. PLANNERS is the site map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.outputs import ArticlePage, Output, PlainPage, Redirects, url_of
from sitegen.plan import indexes, pages
from sitegen.plan.edition import Edition
from sitegen.problems import Location, Problem

PLANNERS: tuple[Callable[[Edition], Iterator[Output]], ...] = (
    pages.home,
    pages.articles,
    pages.years,
    pages.months,
    pages.countries,
    pages.country_months,
    pages.pairs,
    pages.undated,
    pages.plain_pages,
    pages.not_found,
    indexes.country_index,
    indexes.month_index,
    indexes.pair_index,
    indexes.feeds,
    indexes.feeds_page,
    indexes.outline,
    indexes.sitemaps,
    indexes.robots,
    indexes.redirects,
    indexes.assets,
)


class Plan(NamedTuple):
    """Every output by the file that it will be, and the addresses that two things claim."""

    outputs: dict[str, Output]
    problems: tuple[Problem, ...]


def plan(edition: Edition) -> Plan:
    """Plan the whole site."""
    outputs: dict[str, Output] = {}
    claims: list[tuple[Output, Output]] = []
    for planner in PLANNERS:
        for output in planner(edition):
            file = urls.file_of(url_of(output))
            first = outputs.setdefault(file, output)
            if first is not output:
                claims.append((first, output))
    origin = _Origins(edition)
    problems = [_collision(origin(one), origin(other), url_of(one)) for one, other in claims]
    problems += _files_in_the_way(outputs, origin)
    problems += _taken_aliases(outputs, edition)
    return Plan(outputs, tuple(problems))


class _Origins:
    """Tells which file of the editor's an output comes from."""

    def __init__(self, edition: Edition) -> None:
        self.paths = {article.id: article.path for article in edition.digest.articles}
        self.pages = {urls.plain_page(text.path): text.path for text in edition.pages}

    def __call__(self, output: Output) -> str:
        match output:
            case ArticlePage():
                return f"content/{self.paths[output.id]}"
            case PlainPage():
                return f"content/{self.pages[output.head.url]}"
            case _:
                return getattr(output, "name", "") or url_of(output)


def _collision(one: str, other: str, url: str) -> Problem:
    other, path = sorted((one, other))
    message = f"the address {url} is taken by {other} already"
    return Problem(Location(path), "same-address", message, "give one of them another slug")


def _files_in_the_way(outputs: dict[str, Output], origin: _Origins) -> Iterator[Problem]:
    """A file can't have the name of a folder that other files need."""
    folders = {file.rpartition("/")[0] for file in outputs}
    for folder in sorted(folders):
        while folder:
            if folder in outputs:
                where = Location(origin(outputs[folder]))
                message = f"the file {folder} stands where a folder of pages must be"
                yield Problem(where, "same-address", message, "rename it")
            folder = folder.rpartition("/")[0]


def _taken_aliases(outputs: dict[str, Output], edition: Edition) -> Iterator[Problem]:
    moves = next((o.moves for o in outputs.values() if isinstance(o, Redirects)), ())
    sources = {a: article.path for article in edition.digest.articles for a in article.aliases}
    seen: dict[str, str] = {}
    for alias, target in moves:
        where = Location(f"content/{sources[alias]}")
        if urls.file_of(alias) in outputs or urls.file_of(alias + "/") in outputs:
            message = f"aliases: {alias} is the address of a page of this site"
            yield Problem(where, "same-address", message, "remove the alias")
        elif seen.setdefault(alias, target) != target:
            message = f"aliases: {alias} leads to {seen[alias]} already"
            yield Problem(where, "same-address", message, "keep it in one article only")
