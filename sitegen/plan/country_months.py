"""The lists of a country's reports of one month, by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.countries import country
from sitegen.digest.edition import Edition, Objects
from sitegen.model.elements import Count, Group, Head, Link, Parts
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, country_month_link, feed_link, home_link
from sitegen.plan.lists import (
    by_day_of_month,
    countries_in,
    in_parts,
    part_urls,
    with_neighbours,
)


class CountryMonth(NamedTuple):
    """All that the pages of a country in a month may show."""

    country: str
    month: str
    earlier: str
    later: str
    reports: tuple[str, ...]


class CountryMonthPage(NamedTuple):
    """Everything about one country in one month, by day."""

    head: Head
    country: str
    month: str
    groups: tuple[Group, ...]
    countries: tuple[Count, ...]
    """Countries filed together with this one here, linking to their own page of the month."""
    earlier: Link | None
    later: Link | None
    parts: Parts


def _subjects(edition: Edition) -> Iterator[CountryMonth]:
    digest = edition.digest
    for code, months in digest.months_of.items():
        for month, earlier, later in with_neighbours(months):
            yield CountryMonth(
                country=code,
                month=month,
                earlier=earlier or "",
                later=later or "",
                reports=edition.listed(digest.by_country_month[code, month]),
            )


def _urls(subject: CountryMonth, site: Site) -> Iterable[str]:
    page = urls.country_month(subject.country, subject.month)
    return part_urls(page, len(subject.reports), site.list_size)


def _pages(subject: CountryMonth, site: Site, objects: Objects) -> Iterator[CountryMonthPage]:
    code, month, words = subject.country, subject.month, site.words
    cards = objects.cards(subject.reports)
    name, page = country(code).name, country_link(code)
    link = country_month_link(code, month, words)
    for part in in_parts(cards, site.list_size, link.url, words):
        title = link.title + part.suffix
        earlier, later = (subject.earlier, subject.later) if part.whole else ("", "")
        yield CountryMonthPage(
            head=Head(
                url=part.url,
                title=words.country_in_month.format(country=name, month=title),
                description=words.country_month_description.format(country=name, title=title),
                crumbs=(
                    home_link(words),
                    Link(words.countries, urls.COUNTRIES),
                    page,
                    *(() if part.whole else (link,)),
                ),
                feeds=(feed_link(page, words), *site.feeds),
            ),
            country=code,
            month=month,
            groups=by_day_of_month(part.items, words),
            countries=countries_in(cards, month, without=code) if part.whole else (),
            earlier=country_month_link(code, earlier, words) if earlier else None,
            later=country_month_link(code, later, words) if later else None,
            parts=part.parts,
        )


COUNTRY_MONTHS = Kind(
    "country-months", _subjects, _urls, _pages, "country_month.html", in_sitemap=False
)
