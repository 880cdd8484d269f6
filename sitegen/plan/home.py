"""The front page, and what a server shows for an address that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.model.elements import Group, Head, Link
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, home_link, month_link
from sitegen.plan.lists import by_day

HOME_MONTHS = 12
HOME_COUNTRIES = 24


class Home(NamedTuple):
    """All that the front page may show."""

    reports: tuple[str, ...]
    months: tuple[str, ...]
    countries: tuple[str, ...]
    """Those with most reports, the foremost first."""


class HomePage(NamedTuple):
    """The latest reports by day, and the ways into the archive."""

    head: Head
    groups: tuple[Group, ...]
    months: tuple[Link, ...]
    countries: tuple[Link, ...]
    """Those with most reports, by name."""


def _home(edition: Edition) -> Iterator[Home]:
    digest = edition.digest
    yield Home(
        reports=edition.listed(digest.articles[: edition.config.list_size]),
        months=digest.months[:HOME_MONTHS],
        countries=_foremost(edition),
    )


def _foremost(edition: Edition) -> tuple[str, ...]:
    """The countries with most reports; the list of countries has them all."""
    found = edition.digest.by_country
    return tuple(sorted(found, key=lambda code: (-len(found[code]), code))[:HOME_COUNTRIES])


def _by_name(codes: Iterable[str]) -> tuple[Link, ...]:
    return tuple(sorted(map(country_link, codes), key=lambda link: link.title))


def _home_urls(subject: Home, site: Site) -> Iterable[str]:
    return (urls.HOME,)


def _home_pages(subject: Home, site: Site, objects: Objects) -> Iterator[HomePage]:
    words = site.words
    yield HomePage(
        head=Head(url=urls.HOME, title=site.title, description=site.description, feeds=site.feeds),
        groups=by_day(objects.cards(subject.reports), words, urls.month),
        months=tuple(month_link(month, words) for month in subject.months),
        countries=_by_name(subject.countries),
    )


HOME = Kind("home", _home, _home_urls, _home_pages, "home.html")


class NotFound(NamedTuple):
    """All that the page for an address that is not there may show."""

    countries: tuple[str, ...]


class NotFoundPage(NamedTuple):
    """What a server shows for an address that is not there."""

    head: Head
    countries: tuple[Link, ...]


def _not_found(edition: Edition) -> Iterator[NotFound]:
    yield NotFound(_foremost(edition))


def _not_found_urls(subject: NotFound, site: Site) -> Iterable[str]:
    return (urls.NOT_FOUND,)


def _not_found_pages(subject: NotFound, site: Site, objects: Objects) -> Iterator[NotFoundPage]:
    words = site.words
    yield NotFoundPage(
        head=Head(
            url=urls.NOT_FOUND,
            title=words.not_found,
            description=words.not_found_description,
            crumbs=(home_link(words),),
        ),
        countries=_by_name(subject.countries),
    )


NOT_FOUND = Kind(
    "not-found", _not_found, _not_found_urls, _not_found_pages, "404.html", in_sitemap=False
)
