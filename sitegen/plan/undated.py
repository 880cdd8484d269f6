"""The list of reports whose date is unknown, where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen import urls
from sitegen.digest.edition import Edition, Objects
from sitegen.model.elements import Card, Head, Link, Parts
from sitegen.model.site import Site
from sitegen.plan.kind import Kind
from sitegen.plan.links import home_link
from sitegen.plan.lists import in_parts, part_urls


class Undated(NamedTuple):
    """All that the pages of undated reports may show."""

    reports: tuple[str, ...]


class UndatedPage(NamedTuple):
    """Reports whose date is unknown."""

    head: Head
    cards: tuple[Card, ...]
    parts: Parts


def _subjects(edition: Edition) -> Iterator[Undated]:
    if edition.digest.undated:
        yield Undated(edition.listed(edition.digest.undated))


def _urls(subject: Undated, site: Site) -> Iterable[str]:
    return part_urls(urls.UNDATED, len(subject.reports), site.list_size)


def _pages(subject: Undated, site: Site, objects: Objects) -> Iterator[UndatedPage]:
    words = site.words
    link, months = Link(words.undated, urls.UNDATED), Link(words.months, urls.MONTHS)
    for part in in_parts(objects.cards(subject.reports), site.list_size, link.url, words):
        yield UndatedPage(
            head=Head(
                url=part.url,
                title=words.undated_title + part.suffix,
                description=words.undated_description.format(part=part.suffix),
                crumbs=(home_link(words), months, *(() if part.whole else (link,))),
                feeds=site.feeds,
            ),
            cards=part.items,
            parts=part.parts,
        )


UNDATED = Kind("undated", _subjects, _urls, _pages, "undated.html")
