"""Every page is made of its subject alone: what a page may show is all there, and nothing is missed.

A page is due when its subject differs from the last build's, so whatever could change on it without
a change of its subject would stay old for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sitegen import fingerprint, urls
from sitegen.config import Config
from sitegen.dates import UNKNOWN, PartialDate
from sitegen.digest.choose import choose
from sitegen.digest.edition import Edition
from sitegen.model.article import Article, Derived, Person, Source
from sitegen.model.elements import Asset, Card, Link
from sitegen.model.record import Record
from sitegen.plan import KINDS, Plan, Scope, planned
from sitegen.plan.crawlers import PAGE_MAP, SITEMAP_INDEX, SITEMAPS
from tests.strategies import CLEAN_TEXTS, TITLES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Articles = Mapping[str, Article]
"""What content/ holds, by path there: reports, pages and introductions."""

# Few values of each kind, so that reports share days, countries, sources, and link to one another.
PATHS = tuple(f"articles/report-{number}.md" for number in range(7))
TEXT_PATHS = ("pages/about.md", "pages/imprint.md", "months/2024-12.md", "countries/egypt.md")
TOLD = ["", "2024-11", "2024-11-30", "2024-12-01", "2024-12-01T23:30:00+00:00", "2025-01-02"]
WHEN = st.sampled_from(TOLD).map(PartialDate)
CODES = st.lists(st.sampled_from(["EG", "IR", "RU"]), unique=True, max_size=3).map(tuple)
NAMED = st.lists(st.sampled_from(["EG", "FR", "IR", "PS"]), unique=True, max_size=2)
SOURCE = st.sampled_from(
    [None, Source("MENA"), Source("Mena", "https://mena.example/1"), Source("Reuters"), Source("§")]
)
LINKS = st.lists(
    st.sampled_from([*PATHS[:3], f"{PATHS[0]}#end", "pages/about.md", "articles/none.md"]),
    unique=True,
    max_size=2,
)
BODIES = st.sampled_from(["<p>Ministers met.</p>\n", "<p>Talks went on.</p>\n"])
TEXTS = TITLES | st.sampled_from(["Talks open", "Talks end"])


@st.composite
def reports(draw: st.DrawFn, path: str) -> Article:
    """A report with anything in its fields."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    countries = draw(CODES)
    return Article(
        id=draw(st.sampled_from([stem, f"{stem}-id"])),
        slug=draw(st.sampled_from([stem, f"{stem}-again"])),
        title=draw(TEXTS),
        date=draw(WHEN),
        updated=draw(st.just(UNKNOWN) | WHEN),
        dateline=draw(st.sampled_from(["", "CAIRO"])),
        countries=countries,
        mentions=tuple(code for code in draw(NAMED) if code not in countries),
        summary=draw(CLEAN_TEXTS),
        body=fingerprint.of_text(draw(BODIES)),
        links=tuple(draw(LINKS)),
        source=draw(SOURCE),
        topics=draw(st.sampled_from([(), ("shipping",), ("grain", "shipping")])),
        people=draw(st.sampled_from([(), (Person("Badr Abdelatty", "minister", "EG"),)])),
        lang=draw(st.sampled_from(["", "fr"])),
        aliases=draw(st.sampled_from([(), (f"/old/{stem}/",)])),
        path=path,
    )


@st.composite
def texts(draw: st.DrawFn, path: str) -> Article:
    """A page or an introduction."""
    body = fingerprint.of_text(draw(BODIES))
    links, lang = tuple(draw(LINKS)), draw(st.sampled_from(["", "fr"]))
    return Article(path, "", draw(TEXTS), body=body, links=links, lang=lang, path=path)


def anything(path: str) -> st.SearchStrategy[Article]:
    return reports(path) if path in PATHS else texts(path)


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Article]:
    """What content/ may hold."""
    listed = draw(st.sets(st.sampled_from(PATHS), min_size=1))
    listed |= draw(st.sets(st.sampled_from(TEXT_PATHS)))
    return {path: draw(anything(path)) for path in sorted(listed)}


SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    "title": TEXTS,
    "description": CLEAN_TEXTS,
    "base_url": st.sampled_from(["https://d.example", "https://d.example/news"]),
    "language": st.sampled_from(["en", "fr", "ar"]),
    "timezone": st.sampled_from(["UTC", "Africa/Cairo"]),
    "publisher": st.sampled_from(["", "The Desk"]),
    "tag_authority": st.sampled_from(["d.example,2024", "e.example,2025"]),
    "list_size": st.integers(1, 3),
    "feed_size": st.integers(1, 4),
    "pair_minimum": st.integers(1, 2),
    "permalink": st.sampled_from(["/{year}/{month}/{slug}/", "/{slug}/", "/news/{id}/"]),
    "feed_formats": st.permutations(["rss", "atom", "json"]).flatmap(
        lambda names: st.integers(0, 3).map(lambda number: tuple(names[:number]))
    ),
}
NOT_IN_AN_EDITION = {"output"}
configs = st.fixed_dictionaries(SETTINGS).map(lambda values: Config(**values))
ASSETS = st.lists(
    st.sampled_from([Asset("/assets/a.1.svg", "a.svg", "1"), Asset("/b.txt", "root/b.txt", "2")]),
    unique=True,
).map(tuple)


def edition(articles: Articles, config: Config, assets: tuple[Asset, ...] = ()) -> Edition:
    """What is published of some articles."""
    records = {
        path: Record(article, fingerprint.of_value(article))
        for path, article in sorted(articles.items())
    }
    return choose(records, config, assets, NOW, drafts=False).edition


editions = st.builds(edition, contents(), configs, ASSETS)


@st.composite
def changed(draw: st.DrawFn) -> tuple[Edition, Edition]:
    """An edition, and what a small change makes of it."""
    before, config, assets = draw(contents()), draw(configs), draw(ASSETS)
    after = dict(before)
    kind = draw(st.sampled_from(["field", "replaced", "removed", "added", "setting", "assets"]))
    path = draw(st.sampled_from(sorted(before)))
    if kind == "removed":
        del after[path]
    elif kind == "replaced":
        after[path] = draw(anything(path))
    elif kind == "field":
        name = draw(st.sampled_from(Article._fields))
        after[path] = before[path]._replace(**{name: getattr(draw(anything(path)), name)})
    elif kind == "added":
        new = draw(st.sampled_from((*PATHS, *TEXT_PATHS)))
        after[new] = draw(anything(new))
    first = edition(before, config, assets)
    if kind == "setting":
        name = draw(st.sampled_from(sorted(SETTINGS)))
        config = replace(config, **{name: draw(SETTINGS[name])})
    elif kind == "assets":
        assets = draw(ASSETS)
    return first, edition(after, config, assets)


def pages(scope: Scope, plan: Plan) -> tuple[Any, ...]:
    """The pages of a subject, made with what a plan has."""
    return tuple(scope.kind.pages(scope.subject, plan.site, plan.objects))


def key(scope: Scope) -> str:
    """What tells a subject from all others, of its kind and of others."""
    return fingerprint.of_value((scope.kind.name, scope.subject))


def test_every_setting_is_drawn() -> None:
    assert SETTINGS.keys() | NOT_IN_AN_EDITION == {field.name for field in fields(Config)}


@given(changed())
def test_equal_subjects_make_equal_pages(two: tuple[Edition, Edition]) -> None:
    """A subject holds all that its pages may show: made of the first edition or of the second."""
    first, second = map(planned, two)
    assume(first.site == second.site)  # else every page is due
    for scope in first.scopes:
        for other in second.scopes:
            if scope.kind is other.kind and scope.subject == other.subject:
                made, again = pages(scope, first), pages(other, second)
                assert made == again, scope.kind.name
                assert list(map(fingerprint.of_value, made)) == [
                    fingerprint.of_value(page) for page in again
                ]
                assert scope.files == other.files, scope.kind.name


@given(changed())
def test_subjects_are_told_apart_by_their_fingerprints(two: tuple[Edition, Edition]) -> None:
    """Exactly where they differ, since it is fingerprints that builds compare."""
    first, second = map(planned, two)
    for scope in first.scopes:
        for other in second.scopes:
            same = scope.kind is other.kind and scope.subject == other.subject
            assert (key(scope) == key(other)) == same


@given(editions)
def test_no_two_subjects_of_an_edition_have_one_fingerprint(one: Edition) -> None:
    keys = [key(scope) for scope in planned(one).scopes]
    assert len(set(keys)) == len(keys)


def test_every_kind_has_a_name_of_its_own() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)
    assert all(names)


@given(editions)
def test_addresses_are_those_of_the_pages_in_their_order(one: Edition) -> None:
    plan = planned(one)
    for scope in plan.scopes:
        made = [page.head.url if scope.kind.template else page.url for page in pages(scope, plan)]
        assert list(scope.kind.urls(scope.subject, plan.site)) == made, scope.kind.name
        assert scope.files == tuple(map(urls.file_of, made))


@given(editions)
def test_the_sitemap_leads_to_every_article_and_to_nothing_twice(one: Edition) -> None:
    plan = planned(one)
    assume(not plan.problems)  # addresses that two things claim, which end a build
    shards = [
        page
        for scope in plan.scopes
        if scope.kind in (SITEMAPS, PAGE_MAP)
        for page in pages(scope, plan)
    ]
    (index,) = (
        page for scope in plan.scopes if scope.kind is SITEMAP_INDEX for page in pages(scope, plan)
    )
    listed = [entry.url for shard in shards for entry in shard.entries]
    assert len(set(listed)) == len(listed)
    assert {urls.file_of(url) for url in listed} <= plan.files
    assert set(one.addresses.values()) <= set(listed)
    assert [entry.url for entry in index.shards] == sorted(shard.url for shard in shards)


DAY = PartialDate("2024-12-05")
REPORT = Article(
    id="talks",
    slug="talks",
    title="Talks open",
    date=DAY,
    countries=("EG", "IR"),
    summary="Two ministers met.",
    body=fingerprint.of_text("<p>They met.</p>\n"),
    source=Source("MENA"),
    path="articles/talks.md",
)
OTHERS = tuple(
    REPORT._replace(
        id=name, slug=name, title=name, date=PartialDate(day), path=f"articles/{name}.md"
    )
    for name, day in (("before", "2024-12-01"), ("after", "2024-12-09"))
)
CARDS: dict[str, dict[str, Any]] = {
    # By each field of a card, what of a report changes it and no other field.
    "url": {"slug": "talks-2"},
    "title": {"title": "Talks end"},
    "date": {"date": PartialDate("2024-12-06")},
    "summary": {"summary": "Nobody met."},
    "countries": {"countries": ("EG", "IR", "RU")},
    "source": {"source": Source("MENA", "https://mena.example/1")},
    "lang": {"lang": "fr"},
}
LISTS = {"home", "months", "country-months", "countries", "pairs", "sources"}
"""The kinds that show the card of a report with a date, whole; its neighbours show a part of it."""


def of_report(report: Article) -> tuple[Edition, Plan]:
    config = Config(permalink="/n/{slug}/", pair_minimum=1)
    found = edition({one.path: one for one in (*OTHERS, report)}, config)
    return found, planned(found)


def values(subject: Any) -> Iterator[Any]:
    """All that a subject holds, however deep."""
    yield subject
    if isinstance(subject, tuple):
        for item in subject:
            yield from values(item)


def holding(plan: Plan, reference: object) -> set[str]:
    """The names of the kinds of which some subject holds a value."""
    return {scope.kind.name for scope in plan.scopes if reference in values(scope.subject)}


@pytest.mark.parametrize("field", Card._fields)
def test_any_field_of_a_card_changes_the_lists_that_hold_it(field: str) -> None:
    first, before = of_report(REPORT)
    second, after = of_report(REPORT._replace(**CARDS[field]))
    old, new = first.cards[REPORT.path], second.cards[REPORT.path]
    (one,), (other,) = before.objects.cards([old]), after.objects.cards([new])
    assert [name for name in Card._fields if getattr(one, name) != getattr(other, name)] == [field]
    assert old != new
    assert holding(before, old) == holding(after, new) == LISTS | {"articles"}
    assert holding(after, old) == set()


def test_undated_reports_are_listed_by_their_cards_too() -> None:
    first, plan = of_report(REPORT._replace(date=UNKNOWN))
    assert "undated" in holding(plan, first.cards[REPORT.path])


ARTICLES: dict[str, Any] = {
    # By each field of an article, another value.
    "id": "talks-2",
    "slug": "talks-2",
    "title": "Talks end",
    "date": PartialDate("2024-12-06"),
    "updated": DAY,
    "dateline": "CAIRO",
    "countries": ("EG",),
    "mentions": ("FR",),
    "summary": "Nobody met.",
    "body": fingerprint.of_text("<p>They parted.</p>\n"),
    "links": ("articles/before.md",),
    "source": None,
    "topics": ("shipping",),
    "people": (Person("Badr Abdelatty"),),
    "lang": "fr",
    "aliases": ("/old/",),
    "path": "articles/2024/talks.md",
    "derived": (Derived("title", "Talks open", "Talks opened."),),
}


@pytest.mark.parametrize("field", Article._fields)
def test_any_field_of_an_article_changes_its_page_and_its_feeds(field: str) -> None:
    """Even one that no page shows yet: one may, tomorrow."""
    first, before = of_report(REPORT)
    after = of_report(REPORT._replace(**{field: ARTICLES[field]}))[1]
    reference = first.references[REPORT.path]
    assert holding(before, reference) == {"articles", "feeds", "source-feeds"}
    assert holding(after, reference) == set()


@pytest.mark.parametrize("text", ["pages/about.md", "months/2024-12.md", "countries/egypt.md"])
def test_a_body_that_links_to_what_moves_is_due(text: str) -> None:
    """Where its links lead is no part of its text, but of what a page shows of it."""
    linking = Article(text, "", "About", links=(REPORT.path,), path=text)
    referring = REPORT._replace(id="x", slug="x", links=(REPORT.path,), path="articles/x.md")
    kept = {path.path: path for path in (*OTHERS, linking, referring)}
    plans = [
        planned(edition({**kept, REPORT.path: REPORT._replace(slug=slug)}, Config()))
        for slug in ("talks", "moved")
    ]
    kinds = {scope.kind.name for scope in plans[0].scopes}
    links = Link(REPORT.path, "/2024/12/talks/")
    showing = {text.partition("/")[0], "articles", "feeds", "source-feeds"}
    assert showing <= kinds
    assert holding(plans[0], links) == showing
    assert holding(plans[1], links) == set()
