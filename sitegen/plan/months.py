"""The lists of a month's reports, by day; and the list of months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.model.elements import Count, Group, Head, Html, IndexPage, Link, Parts, Section
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import home_link, month_link, year_link
from sitegen.plan.lists import (
    by_day_of_month,
    countries_in,
    in_parts,
    part_urls,
    with_neighbours,
)


class Month(NamedTuple):
    """All that the pages of a month may show."""

    month: str
    earlier: str
    later: str
    introduction: Html
    reports: tuple[str, ...]


class MonthPage(NamedTuple):
    """A month's reports by day."""

    head: Head
    month: str
    introduction: Html
    groups: tuple[Group, ...]
    countries: tuple[Count, ...]
    """To each country in this month, most reports first."""
    earlier: Link | None
    later: Link | None
    parts: Parts


def _subjects(edition: Edition) -> Iterator[Month]:
    digest = edition.digest
    for month, earlier, later in with_neighbours(digest.months):
        yield Month(
            month=month,
            earlier=earlier or "",
            later=later or "",
            introduction=edition.introduction(urls.month(month)),
            reports=edition.listed(digest.by_month[month]),
        )


def _urls(subject: Month, site: Site) -> Iterable[str]:
    return part_urls(urls.month(subject.month), len(subject.reports), site.list_size)


def _pages(subject: Month, site: Site, objects: Objects) -> Iterator[MonthPage]:
    words = site.words
    cards = objects.cards(subject.reports)
    link = month_link(subject.month, words)
    for part in in_parts(cards, site.list_size, link.url, words):
        title = link.title + part.suffix
        earlier, later = (subject.earlier, subject.later) if part.whole else ("", "")
        yield MonthPage(
            head=Head(
                url=part.url,
                title=title,
                description=words.month_description.format(title=title),
                crumbs=(
                    home_link(words),
                    year_link(subject.month[:4]),
                    *(() if part.whole else (link,)),
                ),
                feeds=site.feeds,
            ),
            month=subject.month,
            introduction=subject.introduction if part.whole else Html(),
            groups=by_day_of_month(part.items, words),
            countries=countries_in(cards, subject.month) if part.whole else (),
            earlier=month_link(earlier, words) if earlier else None,
            later=month_link(later, words) if later else None,
            parts=part.parts,
        )


MONTHS = Kind("months", _subjects, _urls, _pages, "month.html", in_sitemap=False)


class Months(NamedTuple):
    """All that the list of months may show: how many reports there are in each, newest first."""

    numbers: tuple[tuple[str, int], ...]
    undated: int


def _index(edition: Edition) -> Iterator[Months]:
    found = edition.digest.by_month.items()
    numbers = tuple((month, len(reports)) for month, reports in found)
    yield Months(numbers, len(edition.digest.undated))


def _index_urls(subject: Months, site: Site) -> Iterable[str]:
    return (urls.MONTHS,)


def _index_pages(subject: Months, site: Site, objects: Objects) -> Iterator[IndexPage]:
    words = site.words
    sections = [
        Section(
            year_link(year),
            tuple(Count(words.month(month), urls.month(month), number) for month, number in found),
        )
        for year, found in groupby(subject.numbers, lambda count: count[0][:4])
    ]
    if subject.undated:
        count = Count(words.undated_title, urls.UNDATED, subject.undated)
        sections.append(Section(Link(words.date_unknown, ""), (count,)))
    yield IndexPage(
        head=Head(
            url=urls.MONTHS,
            title=words.months,
            description=words.months_description,
            crumbs=(home_link(words),),
            feeds=site.feeds,
        ),
        sections=tuple(sections),
    )


MONTH_INDEX = Kind("month-index", _index, _index_urls, _index_pages, "index.html")
