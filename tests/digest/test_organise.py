"""Articles to a digest: every article in exactly its lists, in one order."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sitegen.countries import country
from sitegen.dates import PartialDate
from sitegen.digest.organise import Digest, organise, pairs_of
from sitegen.model.article import Article
from tests.strategies import ARTICLE_LISTS


def report(id: str, date: str, *countries: str) -> Article:
    return Article(id, id, id.title(), PartialDate(date), countries=countries)


def listed(digest: Digest) -> dict[str, list[object]]:
    """Every list by its name and key, with the keys in their order."""
    names = ("by_day", "by_month", "by_country", "by_country_month", "by_pair", "months_of")
    return {name: list(getattr(digest, name).items()) for name in names}


def test_an_article_stands_where_readers_look_for_it() -> None:
    talks = report("talks", "2024-12-20", "EG", "IR")
    call = report("call", "2024-12-20T09:30:00+02:00", "IR")
    grain = report("grain", "2024-11", "EG")
    note = report("note", "", "EG", "RU")
    digest = organise([note, grain, talks, call])
    assert digest.articles == (call, talks, grain, note)
    assert digest.undated == (note,)
    assert digest.months == ("2024-12", "2024-11")
    assert listed(digest) == {
        "by_day": [("2024-12-20", (call, talks)), ("2024-11", (grain,)), ("", (note,))],
        "by_month": [("2024-12", (call, talks)), ("2024-11", (grain,))],
        "by_country": [("EG", (talks, grain, note)), ("IR", (call, talks)), ("RU", (note,))],
        "by_country_month": [
            (("IR", "2024-12"), (call, talks)),
            (("EG", "2024-12"), (talks,)),
            (("EG", "2024-11"), (grain,)),
        ],
        "by_pair": [(("EG", "IR"), (talks,)), (("EG", "RU"), (note,))],
        "months_of": [("EG", ("2024-12", "2024-11")), ("IR", ("2024-12",)), ("RU", ())],
    }


def test_a_mention_counts_for_no_country() -> None:
    digest = organise([report("a", "2024-12", "EG")._replace(mentions=("IR",))])
    assert list(digest.by_country) == ["EG"]
    assert digest.by_pair == {}


def test_a_pair_is_in_the_order_of_addresses_whatever_the_order_of_countries() -> None:
    for codes in (("RU", "EG", "CI"), ("CI", "RU", "EG")):
        assert pairs_of(report("a", "", *codes)) == (("CI", "EG"), ("CI", "RU"), ("EG", "RU"))


@given(ARTICLE_LISTS, st.randoms())
def test_a_digest_is_the_same_in_whatever_order_articles_come(
    articles: list[Article], random: Random
) -> None:
    shuffled = list(articles)
    random.shuffle(shuffled)
    assert organise(shuffled) == organise(articles)
    assert listed(organise(shuffled)) == listed(organise(articles))


@given(ARTICLE_LISTS)
def test_the_newest_stand_first_and_ids_break_ties(articles: list[Article]) -> None:
    ordered = organise(articles).articles
    keys = [(article.date.sort_key, article.id) for article in ordered]
    assert keys == sorted(keys, reverse=True)
    assert sorted(article.id for article in ordered) == sorted(article.id for article in articles)


@given(ARTICLE_LISTS)
def test_every_article_stands_in_exactly_its_lists(articles: list[Article]) -> None:
    digest = organise(articles)
    ordered = digest.articles
    months = {article.date.month for article in ordered} - {""}
    codes = {code for article in ordered for code in article.countries}
    assert digest.undated == tuple(article for article in ordered if not article.date.known)
    assert digest.by_month == {
        month: tuple(article for article in ordered if article.date.month == month)
        for month in months
    }
    assert digest.by_country == {
        code: tuple(article for article in ordered if code in article.countries) for code in codes
    }
    about = {
        (code, month): tuple(
            article
            for article in ordered
            if code in article.countries and article.date.month == month
        )
        for code in codes
        for month in months
    }
    assert digest.by_country_month == {key: found for key, found in about.items() if found}
    together = {
        pair: tuple(article for article in ordered if {*pair} <= {*article.countries})
        for pair in combinations(sorted(codes, key=lambda code: country(code).slug), 2)
    }
    assert digest.by_pair == {pair: found for pair, found in together.items() if found}


@given(ARTICLE_LISTS)
def test_keys_run_as_pages_list_them(articles: list[Article]) -> None:
    digest = organise(articles)
    assert list(digest.by_month) == sorted(digest.by_month, reverse=True)
    slugs = [country(code).slug for code in digest.by_country]
    assert slugs == sorted(slugs)
    pairs = [(country(one).slug, country(other).slug) for one, other in digest.by_pair]
    assert pairs == sorted(pairs)
    for code, months in digest.months_of.items():
        assert months == tuple(m for m in digest.months if (code, m) in digest.by_country_month)
