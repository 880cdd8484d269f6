"""The planner of years: countries down, months across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sitegen import urls
from sitegen.dates import show_month
from sitegen.digest.edition import HOME, Edition, country_link, year_link
from sitegen.model.elements import Count, Head, YearRow
from sitegen.model.outputs import YearPage
from sitegen.plan.archive import MONTHS
from sitegen.plan.lists import around


def years(edition: Edition) -> Iterator[YearPage]:
    """A page for every year."""
    digest = edition.digest
    listed = tuple(dict.fromkeys(month[:4] for month in digest.by_month))
    codes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for code, month in digest.by_country_month:
        codes[month[:4]][code] = None
    for year in listed:
        earlier, later = around(listed, year)
        months = [f"{year}-{number:02}" for number in range(1, 13)]
        rows = [
            YearRow(country_link(code), tuple(_cell(edition, code, month) for month in months))
            for code in codes[year]
        ]
        yield YearPage(
            Head(
                urls.year(year),
                year,
                f"Reports of {year}, by country and month.",
                (HOME, MONTHS),
                edition.site_feeds,
            ),
            year,
            tuple(_month(edition, month) for month in months),
            tuple(sorted(rows, key=lambda row: row.country.title)),
            year_link(earlier) if earlier else None,
            year_link(later) if later else None,
        )


def _month(edition: Edition, month: str) -> Count:
    found = edition.digest.by_month.get(month, ())
    return Count(show_month(month).split()[0], urls.month(month) if found else "", len(found))


def _cell(edition: Edition, code: str, month: str) -> Count:
    found = edition.digest.by_country_month.get((code, month), ())
    return Count(show_month(month), urls.country_month(code, month) if found else "", len(found))
