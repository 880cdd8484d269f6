"""Planners of the archive's lists: months, countries, countries' months, pairs, the undated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from sitegen import urls
from sitegen.countries import country
from sitegen.dates import show_month
from sitegen.digest.edition import (
    HOME,
    Edition,
    country_feed,
    country_link,
    country_month_link,
    month_link,
    pair_feed,
    pair_link,
    pair_title,
    year_link,
)
from sitegen.digest.organise import Pair, pairs_of
from sitegen.model.article import Article
from sitegen.model.elements import Count, Head, Link
from sitegen.model.outputs import CountryMonthPage, CountryPage, MonthPage, PairPage, UndatedPage
from sitegen.plan.lists import (
    around,
    by_day_of_month,
    by_month,
    counts,
    in_parts,
    part_urls,
)
from sitegen.plan.planner import Key, Planner, month_of, months

COUNTRIES = Link("Countries", urls.COUNTRIES)
MONTHS = Link("Months", urls.MONTHS)
PAIRS = Link("Pairs", urls.PAIRS)


def _month_urls(edition: Edition, key: Key) -> Iterable[str]:
    number = len(edition.digest.by_month[key[0]])
    return part_urls(urls.month(key[0]), number, edition.config.list_size)


def _month_basis(edition: Edition, key: Key) -> Iterable[str]:
    (month,) = key
    return (
        *map(str, around(edition.digest.months, month)),
        edition.introduction_mark(urls.month(month)),
        *edition.listed(edition.digest.by_month[month]),
    )


def _month_pages(edition: Edition, key: Key) -> Iterator[MonthPage]:
    (month,) = key
    found = edition.digest.by_month[month]
    earlier, later = around(edition.digest.months, month)
    numbers = Counter(code for article in found for code in article.countries)
    link = month_link(month)
    for part in in_parts(edition.card_list(found), edition.config.list_size, link):
        text = edition.introduction(part.url)
        whole = not part.parts.number
        yield MonthPage(
            Head(
                part.url,
                link.title + part.suffix,
                f"All reports of {link.title}{part.suffix}, by day.",
                (HOME, year_link(month[:4]), *(() if whole else (link,))),
                edition.site_feeds,
            ),
            month,
            text.body,
            text.links,
            by_day_of_month(part.items),
            counts(
                (Link(country(code).name, urls.country_month(code, month)), number)
                for code, number in numbers.items()
            )
            if whole
            else (),
            month_link(earlier) if earlier and whole else None,
            month_link(later) if later and whole else None,
            part.parts,
        )


def _countries(edition: Edition) -> Iterable[Key]:
    return ((code,) for code in edition.digest.by_country)


def _country_urls(edition: Edition, key: Key) -> Iterable[str]:
    return (urls.country_page(key[0]),)


def _country_basis(edition: Edition, key: Key) -> Iterable[str]:
    (code,) = key
    by_pair = edition.digest.by_pair
    return (
        edition.introduction_mark(urls.country_page(code)),
        *(f"{'-'.join(pair)} {len(by_pair[pair])}" for pair in edition.pairs_with(code)),
        *edition.listed(edition.digest.by_country[code]),
    )


def _country_pages(edition: Edition, key: Key) -> Iterator[CountryPage]:
    (code,) = key
    digest = edition.digest
    name = country(code).name
    feed = country_feed(code)
    text = edition.introduction(urls.country_page(code))
    cards = edition.card_list(digest.by_country[code][: edition.config.list_size])
    yield CountryPage(
        Head(
            urls.country_page(code),
            name,
            f"The latest reports on {name}, and every month of them.",
            (HOME, COUNTRIES),
            (feed, *edition.site_feeds),
        ),
        code,
        text.body,
        text.links,
        by_month(cards, partial(urls.country_month, code)),
        tuple(
            Count(
                show_month(month),
                urls.country_month(code, month),
                len(digest.by_country_month[code, month]),
            )
            for month in digest.months_of[code]
        ),
        counts((pair_link(pair), len(digest.by_pair[pair])) for pair in edition.pairs_with(code)),
        feed,
    )


def _country_months(edition: Edition) -> Iterable[Key]:
    return edition.digest.by_country_month


def _country_month_urls(edition: Edition, key: Key) -> Iterable[str]:
    code, month = key
    number = len(edition.digest.by_country_month[code, month])
    return part_urls(urls.country_month(code, month), number, edition.config.list_size)


def _country_month_basis(edition: Edition, key: Key) -> Iterable[str]:
    code, month = key
    return (
        *map(str, around(edition.digest.months_of[code], month)),
        *edition.listed(edition.digest.by_country_month[code, month]),
    )


def _country_month_pages(edition: Edition, key: Key) -> Iterator[CountryMonthPage]:
    code, month = key
    name = country(code).name
    found = edition.digest.by_country_month[code, month]
    earlier, later = around(edition.digest.months_of[code], month)
    link = country_month_link(code, month)
    others = Counter(other for article in found for other in article.countries)
    del others[code]
    for part in in_parts(edition.card_list(found), edition.config.list_size, link):
        whole = not part.parts.number
        yield CountryMonthPage(
            Head(
                part.url,
                f"{name} in {link.title}{part.suffix}",
                f"All reports on {name} of {link.title}{part.suffix}.",
                (HOME, COUNTRIES, country_link(code), *(() if whole else (link,))),
                (country_feed(code), *edition.site_feeds),
            ),
            code,
            month,
            by_day_of_month(part.items),
            counts(
                (Link(country(other).name, urls.country_month(other, month)), number)
                for other, number in others.items()
            )
            if whole
            else (),
            country_month_link(code, earlier) if earlier and whole else None,
            country_month_link(code, later) if later and whole else None,
            part.parts,
        )


def _pair(key: Key) -> Pair:
    one, other = key
    return one, other


def _pairs(edition: Edition) -> Iterable[Key]:
    return edition.pairs


def _pair_urls(edition: Edition, key: Key) -> Iterable[str]:
    number = len(edition.digest.by_pair[_pair(key)])
    return part_urls(urls.pair(_pair(key)), number, edition.config.list_size)


def _pair_basis(edition: Edition, key: Key) -> Iterable[str]:
    return edition.listed(edition.digest.by_pair[_pair(key)])


def _pair_pages(edition: Edition, key: Key) -> Iterator[PairPage]:
    pair = _pair(key)
    link = pair_link(pair)
    feed = pair_feed(pair)
    found = edition.card_list(edition.digest.by_pair[pair])
    for part in in_parts(found, edition.config.list_size, link):
        yield PairPage(
            Head(
                part.url,
                link.title + part.suffix,
                f"All reports on {pair_title(pair)} together{part.suffix}.",
                (HOME, PAIRS, *((link,) if part.parts.number else ())),
                (feed, *edition.site_feeds),
            ),
            pair,
            by_month(part.items, lambda month: ""),
            part.parts,
            feed,
        )


def undated(edition: Edition) -> Iterator[UndatedPage]:
    """The reports whose date is unknown, where there are any."""
    link = Link("Undated", urls.UNDATED)
    found = edition.card_list(edition.digest.undated)
    if not found:
        return
    for part in in_parts(found, edition.config.list_size, link):
        yield UndatedPage(
            Head(
                part.url,
                f"Undated reports{part.suffix}",
                f"Reports whose source gives no date{part.suffix}.",
                (HOME, MONTHS, *((link,) if part.parts.number else ())),
                edition.site_feeds,
            ),
            part.items,
            part.parts,
        )


def _listing_countries(edition: Edition, article: Article) -> Iterable[Key]:
    return ((code,) for code in article.countries)


def _listing_country_months(edition: Edition, article: Article) -> Iterator[Key]:
    """With the months beside it, which lead there."""
    month = article.date.month
    for code in article.countries if month else ():
        beside = around(edition.digest.months_of[code], month)
        yield from ((code, each) for each in (month, *filter(None, beside)))


def _listing_pairs(edition: Edition, article: Article) -> Iterable[Key]:
    return filter(edition.has_page, pairs_of(article))


MONTH_LISTS = Planner(months, _month_urls, _month_basis, _month_pages, month_of, "month.html")
COUNTRY_PAGES = Planner(
    _countries, _country_urls, _country_basis, _country_pages, _listing_countries, "country.html"
)
COUNTRY_MONTHS = Planner(
    _country_months,
    _country_month_urls,
    _country_month_basis,
    _country_month_pages,
    _listing_country_months,
    "country_month.html",
)
PAIR_LISTS = Planner(_pairs, _pair_urls, _pair_basis, _pair_pages, _listing_pairs, "pair.html")
