"""Links that pages of several kinds show, named in the site's words."""

from __future__ import annotations

from functools import lru_cache

from sitegen import urls
from sitegen.countries import country
from sitegen.digest.organise import Pair
from sitegen.model.elements import Link
from sitegen.words import Words

_KEPT = 4096
"""Links that are kept because many pages show them."""


def home_link(words: Words) -> Link:
    """The front page."""
    return Link(words.home, urls.HOME)


def year_link(year: str) -> Link:
    """A year by its name."""
    return Link(year, urls.year(year))


@lru_cache(_KEPT)
def month_link(month: str, words: Words) -> Link:
    """A month by its name: "December 2024"."""
    return Link(words.month(month), urls.month(month))


@lru_cache(_KEPT)
def country_link(code: str) -> Link:
    """A country by its name."""
    return Link(country(code).name, urls.country_page(code))


@lru_cache(_KEPT)
def country_month_link(code: str, month: str, words: Words) -> Link:
    """A country's month, named by the month."""
    return Link(words.month(month), urls.country_month(code, month))


def pair_title(pair: Pair, words: Words) -> str:
    """A pair by its name: "Egypt and Iran"."""
    one, other = pair
    return words.pair.format(one=country(one).name, other=country(other).name)


@lru_cache(_KEPT)
def pair_link(pair: Pair, words: Words) -> Link:
    """A pair by its name."""
    return Link(pair_title(pair, words), urls.pair(pair))


@lru_cache(_KEPT)
def feed_link(page: Link, words: Words) -> Link:
    """The feed beside a page."""
    title = words.feed_title.format(name=page.title, format=dict(words.feed_formats)["rss"])
    return Link(title, urls.feed(page.url))
