"""The tables of years: countries down, months across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.model.elements import Count, Head, Link, YearRow
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import country_link, home_link, year_link
from sitegen.plan.lists import with_neighbours

Twelve = tuple[int, ...]
"""How many reports each month of a year has, January first."""


class Year(NamedTuple):
    """All that the page of a year may show."""

    year: str
    earlier: str
    later: str
    months: Twelve
    countries: tuple[tuple[str, Twelve], ...]


class YearPage(NamedTuple):
    """A year as a table: a row a country, a column a month, counts that link to the lists."""

    head: Head
    year: str
    months: tuple[Count, ...]
    """All twelve; `url` is "" where there is nothing."""
    rows: tuple[YearRow, ...]
    earlier: Link | None
    later: Link | None


def _subjects(edition: Edition) -> Iterator[Year]:
    digest = edition.digest
    by_month, by_country_month = digest.by_month, digest.by_country_month
    codes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for code, month in by_country_month:
        codes[month[:4]][code] = None
    listed = tuple(dict.fromkeys(month[:4] for month in by_month))
    for year, earlier, later in with_neighbours(listed):
        months = _months(year)
        yield Year(
            year=year,
            earlier=earlier or "",
            later=later or "",
            months=tuple(len(by_month.get(month, ())) for month in months),
            countries=tuple(
                (code, tuple(len(by_country_month.get((code, month), ())) for month in months))
                for code in codes[year]
            ),
        )


def _months(year: str) -> list[str]:
    return [f"{year}-{number:02}" for number in range(1, 13)]


def _urls(subject: Year, site: Site) -> Iterable[str]:
    return (urls.year(subject.year),)


def _pages(subject: Year, site: Site, objects: Objects) -> Iterator[YearPage]:
    words, months = site.words, _months(subject.year)
    rows = (
        YearRow(
            country_link(code),
            tuple(
                Count(words.month(month), urls.country_month(code, month) if number else "", number)
                for month, number in zip(months, numbers, strict=True)
            ),
        )
        for code, numbers in subject.countries
    )
    yield YearPage(
        head=Head(
            url=urls.year(subject.year),
            title=subject.year,
            description=words.year_description.format(year=subject.year),
            crumbs=(home_link(words), Link(words.months, urls.MONTHS)),
            feeds=site.feeds,
        ),
        year=subject.year,
        months=tuple(
            Count(words.month_name(month), urls.month(month) if number else "", number)
            for month, number in zip(months, subject.months, strict=True)
        ),
        rows=tuple(sorted(rows, key=lambda row: row.country.title)),
        earlier=year_link(subject.earlier) if subject.earlier else None,
        later=year_link(subject.later) if subject.later else None,
    )


YEARS = Kind("years", _subjects, _urls, _pages, "year.html")
