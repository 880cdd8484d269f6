"""Planners of pages: each takes the edition and yields the pages of one kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial

from sitegen import urls
from sitegen.countries import country
from sitegen.dates import show_month
from sitegen.model import Article
from sitegen.organise import pairs_of
from sitegen.outputs import (
    ArticlePage,
    Count,
    CountryMonthPage,
    CountryPage,
    Head,
    HomePage,
    Link,
    MonthPage,
    Neighbours,
    NotFoundPage,
    PairPage,
    PlainPage,
    UndatedPage,
    YearPage,
    YearRow,
)
from sitegen.plan.edition import (
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
from sitegen.plan.lists import (
    around,
    by_day,
    by_day_of_month,
    by_month,
    counts,
    in_parts,
)

HOME_MONTHS = 12
HOME_COUNTRIES = 24
COUNTRIES = Link("Countries", urls.COUNTRIES)
MONTHS = Link("Months", urls.MONTHS)
PAIRS = Link("Pairs", urls.PAIRS)


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


def articles(edition: Edition) -> Iterator[ArticlePage]:
    """A page for every article."""
    neighbours = _neighbours(edition)
    with_page = set(edition.pairs)
    for article in edition.digest.articles:
        yield ArticlePage(
            Head(
                edition.addresses[article.id],
                article.title,
                article.summary or article.title,
                _crumbs(article),
                edition.site_feeds,
            ),
            article.id,
            article.date,
            article.updated,
            article.dateline,
            article.countries,
            _country_months(article),
            tuple(_mention(code, edition) for code in article.mentions),
            article.summary,
            article.body,
            edition.links[article.id],
            article.source,
            article.topics,
            article.people,
            article.lang,
            tuple(pair_link(pair) for pair in pairs_of(article) if pair in with_page),
            tuple(neighbours[article.id]),
        )


def _crumbs(article: Article) -> tuple[Link, ...]:
    if not article.date.known:
        return HOME, Link("Undated", urls.UNDATED)
    return HOME, year_link(article.date.year), month_link(article.date.month)


def _country_months(article: Article) -> tuple[Link, ...]:
    month = article.date.month
    if not month:
        return ()
    return tuple(
        Link(f"{country(code).name} in {show_month(month)}", urls.country_month(code, month))
        for code in article.countries
    )


def _mention(code: str, edition: Edition) -> Link:
    if code in edition.digest.by_country:
        return country_link(code)
    return Link(country(code).name, "")


def _neighbours(edition: Edition) -> defaultdict[str, list[Neighbours]]:
    """For every article id: before and after it in its month, then in each of its countries."""
    digest = edition.digest
    scopes = [(month_link(month), found) for month, found in digest.by_month.items()]
    scopes += [(country_link(code), found) for code, found in digest.by_country.items()]
    found: defaultdict[str, list[Neighbours]] = defaultdict(list)
    for scope, listed in scopes:
        links = [Link(article.title, edition.addresses[article.id]) for article in listed]
        for index, article in enumerate(listed):
            earlier, later = around(links, index)
            if earlier or later:
                found[article.id].append(Neighbours(scope, earlier, later))
    return found


def years(edition: Edition) -> Iterator[YearPage]:
    """A page for every year: countries down, months across."""
    digest = edition.digest
    listed = tuple(dict.fromkeys(month[:4] for month in digest.by_month))
    for index, year in enumerate(listed):
        earlier, later = around(listed, index)
        months = [f"{year}-{number:02}" for number in range(1, 13)]
        codes = {code for code, month in digest.by_country_month if month[:4] == year}
        rows = [
            YearRow(country_link(code), tuple(_cell(edition, code, month) for month in months))
            for code in codes
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
            tuple(
                Count(show_month(month).split()[0], urls.month(month), len(found))
                if (found := digest.by_month.get(month))
                else Count(show_month(month).split()[0], "", 0)
                for month in months
            ),
            tuple(sorted(rows, key=lambda row: row.country.title)),
            year_link(earlier) if earlier else None,
            year_link(later) if later else None,
        )


def _cell(edition: Edition, code: str, month: str) -> Count:
    found = edition.digest.by_country_month.get((code, month), ())
    return Count(show_month(month), urls.country_month(code, month) if found else "", len(found))


def months(edition: Edition) -> Iterator[MonthPage]:
    """A page for every month, in parts where it is long."""
    digest = edition.digest
    listed = tuple(digest.by_month)
    for index, (month, found) in enumerate(digest.by_month.items()):
        earlier, later = around(listed, index)
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


def countries(edition: Edition) -> Iterator[CountryPage]:
    """A page for every country that an article is about."""
    digest = edition.digest
    pairs_with: defaultdict[str, list[tuple[Link, int]]] = defaultdict(list)
    for pair in edition.pairs:
        for code in pair:
            pairs_with[code].append((pair_link(pair), len(digest.by_pair[pair])))
    for code, found in digest.by_country.items():
        name = country(code).name
        feed = country_feed(code)
        text = edition.introduction(urls.country_page(code))
        cards = edition.card_list(found[: edition.config.list_size])
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
                for month in digest.months_of(code)
            ),
            counts(pairs_with[code]),
            feed,
        )


def country_months(edition: Edition) -> Iterator[CountryMonthPage]:
    """A page for every country in every month, in parts where it is long."""
    digest = edition.digest
    for code in digest.by_country:
        name = country(code).name
        listed = digest.months_of(code)
        for index, month in enumerate(listed):
            found = digest.by_country_month[code, month]
            earlier, later = around(listed, index)
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


def pairs(edition: Edition) -> Iterator[PairPage]:
    """A page for every two countries with enough in common, in parts where it is long."""
    for pair in edition.pairs:
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
