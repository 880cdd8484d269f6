"""Planners of pages that stand alone: the front page, plain pages, and what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import urls
from sitegen.digest.edition import HOME, Edition, country_link, month_link
from sitegen.model.elements import Head, Link
from sitegen.model.outputs import HomePage, NotFoundPage, PlainPage
from sitegen.plan.lists import by_day

HOME_MONTHS = 12
HOME_COUNTRIES = 24


def home(edition: Edition) -> Iterator[HomePage]:
    """The front page."""
    config, digest = edition.config, edition.digest
    cards = edition.card_list(digest.articles[: config.list_size])
    yield HomePage(
        Head(urls.HOME, config.title, config.description, (), edition.site_feeds),
        by_day(cards, urls.month),
        tuple(month_link(month) for month in tuple(digest.by_month)[:HOME_MONTHS]),
        _foremost_countries(edition),
    )


def _foremost_countries(edition: Edition) -> tuple[Link, ...]:
    """The countries with most reports, by name; the list of countries has them all."""
    found = edition.digest.by_country
    foremost = sorted(found, key=lambda code: (-len(found[code]), code))[:HOME_COUNTRIES]
    return tuple(sorted((country_link(code) for code in foremost), key=lambda link: link.title))


def plain_pages(edition: Edition) -> Iterator[PlainPage]:
    """Pages of their own, from content/pages/."""
    for text in edition.pages:
        yield PlainPage(
            Head(
                urls.plain_page(text.path),
                text.title,
                text.summary or text.title,
                (HOME,),
                edition.site_feeds,
            ),
            text.body,
            text.links,
            text.lang,
        )


def not_found(edition: Edition) -> Iterator[NotFoundPage]:
    """What is shown for an address that is not there."""
    yield NotFoundPage(
        Head(urls.NOT_FOUND, "Page not found", "There is no page here.", (HOME,)),
        _foremost_countries(edition),
    )
