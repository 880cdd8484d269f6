"""Every word of the interface, in each language that there is.

A translation is one more `Words` in CATALOGUES. Names of countries and regions are data, and stand
in `countries/`; what is said of problems is for editors, and stands where they are found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sitegen.dates import MONTHS, WEEKDAYS, PartialDate, weekday_of

_KEPT = 4096
"""Dates that are kept because many pages show them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """The interface in one language: words and sentences, {names} of which are filled in."""

    month_names: tuple[str, ...] = MONTHS
    weekday_names: tuple[str, ...] = WEEKDAYS
    month_format: str = "{month} {year}"
    day_format: str = "{day} {month} {year}"
    weekday_format: str = "{weekday} {day}"
    moment_format: str = "{day}, {time}"
    date_unknown: str = "Date unknown"
    day_unknown: str = "Day unknown"

    home: str = "Home"
    latest: str = "Latest"
    countries: str = "Countries"
    months: str = "Months"
    pairs: str = "Pairs"
    feeds: str = "Feeds"
    undated: str = "Undated"
    skip: str = "Skip to content"
    sections: str = "Sections"
    breadcrumb: str = "Breadcrumb"
    published_by: str = "Published by {publisher}"
    archive: str = "Archive"
    nothing: str = "There is nothing here yet."
    no_reports: str = "There are no reports here yet."
    first_report: str = "There are no reports here yet. The first one will stand on this page."

    feed_formats: tuple[tuple[str, str], ...] = (
        ("rss", "RSS"),
        ("atom", "Atom"),
        ("json", "JSON Feed"),
    )
    feed_title: str = "{name} ({format})"
    follow: str = "Follow {name} by {format}"
    follow_site: str = "Follow by RSS"
    feed_of: str = "{site}: {name}"
    feed_description: str = "Reports on {name} from {site}."
    feeds_description: str = (
        "Follow the whole digest, a country, two countries together or a source in a feed reader."
    )
    feeds_note: str = (
        "A feed brings new reports to a reader of your choice, without an account and without "
        "being followed yourself. Copy a link below into your reader, or give it"
    )
    feeds_outline: str = "all of them in one file"
    feeds_outline_format: str = "(OPML)."
    everything: str = "Everything"
    feeds_by_country: str = "By country"
    feeds_by_pair: str = "By pair of countries"
    feeds_by_source: str = "By source"

    part: str = "Part {number}"
    part_suffix: str = ", part {number}"
    newest: str = "Newest"
    parts: str = "Parts of this list"
    later_reports: str = "Later reports"
    earlier_reports: str = "Earlier reports"
    earlier: str = "Earlier"
    later: str = "Later"
    before_and_after: str = "Before and after"

    by_country: str = "By country"
    by_month: str = "By month"

    about_report: str = "About this report"
    updated: str = "Updated"
    source: str = "Source:"
    all_reports_on: str = "All reports on {name}"
    also_mentioned: str = "Also mentioned"
    people: str = "People"
    topics: str = "Topics"

    month_description: str = "All reports of {title}, by day."
    countries_in: str = "Countries in {month}"
    other_months: str = "Other months"
    months_description: str = "Every month that has reports."
    undated_title: str = "Undated reports"
    undated_description: str = "Reports whose source gives no date{part}."
    undated_note: str = "The sources of these reports do not say when they were written."
    year_description: str = "Reports of {year}, by country and month."
    year_caption: str = (
        "How many reports there are, by country and month. Each number leads to its reports."
    )
    by_country_and_month: str = "Reports by country and month"
    country: str = "Country"
    all_reports: str = "All reports"
    other_years: str = "Other years"

    country_description: str = "The latest reports on {country}, and every month of them."
    countries_description: str = "Every country that reports here are about."
    every_month: str = "Every month"
    with_another: str = "With another country"
    country_in_month: str = "{country} in {month}"
    country_month_description: str = "All reports on {country} of {title}."
    together_with: str = "Together with {country}"
    pair: str = "{one} and {other}"
    pair_description: str = "All reports on {pair} together{part}."
    pairs_title: str = "Pairs of countries"
    pairs_description: str = "Countries that reports are about together."
    each_country: str = "Each country"

    sources: str = "Sources"
    most_reports: str = "Most reports first"
    source_description: str = "All reports from {source}{part}."
    sources_description: str = "Every source that reports here come from."
    original: str = "Original report"

    not_found: str = "Page not found"
    not_found_description: str = "There is no page here."
    not_found_note: str = (
        "The address may be mistyped, or the page may have moved. Start again from"
    )
    not_found_home: str = "the latest reports"
    not_found_months: str = "the months"
    not_found_or: str = "or"
    not_found_countries: str = "the countries"

    @lru_cache(_KEPT)  # noqa: B019 - there are as many of these as languages
    def month(self, month: str) -> str:
        """Turn "2024-12" into "December 2024"."""
        name = self.month_names[int(month[5:7]) - 1]
        return self.month_format.format(month=name, year=month[:4])

    def month_name(self, month: str) -> str:
        """Turn "2024-12" into "December"."""
        return self.month_names[int(month[5:7]) - 1]

    @lru_cache(_KEPT)  # noqa: B019
    def day(self, day: str) -> str:
        """Turn "2024-12-20" into "20 December 2024"."""
        name = self.month_name(day)
        return self.day_format.format(day=int(day[8:10]), month=name, year=day[:4])

    @lru_cache(_KEPT)  # noqa: B019
    def weekday(self, day: str) -> str:
        """Turn "2024-12-20" into "Friday 20 December 2024"."""
        name = self.weekday_names[weekday_of(day)]
        return self.weekday_format.format(weekday=name, day=self.day(day))

    @lru_cache(_KEPT)  # noqa: B019
    def date(self, when: PartialDate) -> str:
        """A date for readers, as precise as it is known and no more."""
        if not when.known:
            return self.date_unknown
        if not when.day:
            return self.month(when.month)
        if when.moment is None:
            return self.day(when.day)
        return self.moment_format.format(day=self.day(when.day), time=when.text[11:16])

    def format_of(self, url: str) -> str:
        """The name of the format of the feed at an address."""
        formats = dict(self.feed_formats)
        if url.endswith(".json"):
            return formats["json"]
        return formats["atom" if url.endswith("atom.xml") else "rss"]

    def suffix(self, number: int) -> str:
        """What the title of a list's part ends in; "" for the list's first page, which is 0."""
        return self.part_suffix.format(number=number) if number else ""


ENGLISH = Words()
CATALOGUES: Mapping[str, Words] = {"en": ENGLISH}
"""By the primary subtag of a language (BCP 47)."""


def words_of(language: str) -> Words:
    """The interface in a site's language; in English where there is no translation."""
    return CATALOGUES.get(language.lower().partition("-")[0], ENGLISH)
