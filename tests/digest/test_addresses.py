"""Addresses made of headlines give way, stay as they are, and leave editors' own alone."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import PartialDate
from sitegen.digest.addresses import addresses
from sitegen.model.article import Article, Derived
from sitegen.plan import planned
from sitegen.plan.articles import ARTICLES
from sitegen.urls import is_of_the_site, permalink
from tests.conftest import SETTINGS, SiteFolder
from tests.plan.test_number_of_files import edition
from tests.strategies import TIMES

PATTERN = "/{year}/{month}/{slug}/"
PATTERNS = st.sampled_from([PATTERN, "/{slug}/", "/{year}/{month}/{day}/{slug}/", "/{year}/{id}/"])
SLUGS = st.sampled_from(["talks", "talks-2024-12-20", "grain", "part-1", "2024", "countries"])
DAYS = st.integers(19, 22).map("2024-12-{}".format)
DATES = (
    st.sampled_from(["", "2024-12", "2024-11"])
    | DAYS
    | st.builds("{}T{}+00:00".format, DAYS, TIMES)
)


@st.composite
def articles(draw: st.DrawFn, derived: bool) -> Article:
    """A raw text, with an address that its headline makes; or one that an editor gave."""
    id, slug = draw(st.from_regex("[a-z]{1,3}", fullmatch=True)), draw(SLUGS)
    return Article(
        id if derived else f"given-{id}",
        slug,
        slug.title(),
        PartialDate(draw(DATES)),
        path=f"articles/{id}.txt" if derived else f"articles/given-{id}.md",
        derived=(Derived("slug", slug, slug.title()),) if derived else (),
        aliases=tuple(draw(st.lists(st.sampled_from(["/2024/12/talks/", "/grain"]), max_size=1))),
    )


def some(derived: bool) -> st.SearchStrategy[list[Article]]:
    return st.lists(articles(derived), max_size=10, unique_by=lambda one: one.id)


def by_path(found: list[Article]) -> dict[str, Article]:
    return {one.path: one for one in sorted(found, key=lambda one: one.path)}


def place(article: Article) -> tuple[str, str]:
    return article.date.sort_key, article.path


@given(some(derived=True), some(derived=False), PATTERNS)
def test_an_address_once_given_stays_when_later_articles_arrive(
    raw: list[Article], edited: list[Article], pattern: str
) -> None:
    arriving = sorted((one._replace(aliases=()) for one in raw), key=place)
    last: dict[str, str] = {}
    for number in range(len(arriving) + 1):
        now = addresses(by_path(edited + arriving[:number]), pattern, {"/grain/": "static/a"}).urls
        assert last.items() <= now.items()
        last = now


@given(some(derived=True), some(derived=False), PATTERNS, st.data())
def test_one_that_comes_late_moves_none_that_is_earlier(
    raw: list[Article], edited: list[Article], pattern: str, data: st.DataObject
) -> None:
    raw = [one._replace(aliases=()) for one in raw]
    late = data.draw(st.sampled_from(raw)) if raw else None
    without = [one for one in raw if one is not late]
    before = addresses(by_path(edited + without), pattern, {}).urls
    after = addresses(by_path(edited + raw), pattern, {}).urls
    for one in without:
        if late and place(one) < place(late):
            assert before[one.path] == after[one.path]


@given(some(derived=True), some(derived=False), PATTERNS)
def test_what_editors_gave_stays_and_the_rest_is_apart(
    raw: list[Article], edited: list[Article], pattern: str
) -> None:
    given = by_path(edited)
    found = addresses(by_path(raw + edited), pattern, {"/2024/12/part-1/": "static/b"})
    for path, article in given.items():
        assert found.urls[path] == permalink(pattern, article.slug, article.id, article.date)
    assert list(found.urls) == sorted(found.urls)
    if "{slug}" in pattern:
        for one, other in combinations(found.urls, 2):
            if not (one in given and other in given):
                assert found.urls[one].casefold() != found.urls[other].casefold()
    for article in raw:
        aliases = {a.rstrip("/") for one in (*raw, *edited) if one != article for a in one.aliases}
        url = found.urls[article.path]
        if "{slug}" in pattern:
            assert url.rstrip("/") not in aliases | {"/2024/12/part-1"}
            assert not is_of_the_site(url)
    moved = {problem.where.path.removeprefix("content/") for problem in found.problems}
    assert moved == {
        one.path
        for one in (*raw, *edited)
        if found.urls[one.path] != permalink(pattern, one.slug, one.id, one.date)
    }


REPORTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["EG", "CI", "GB"]), unique=True).map(tuple),
        st.sampled_from(["", "2024-12", "1999-01"]),
        st.none(),
    ),
    max_size=9,
)


@given(REPORTS)
def test_every_list_of_the_site_has_the_form_of_one(reports) -> None:
    from sitegen.config import Config

    plan = planned(edition(reports, Config(list_size=1)))
    pages = [file for scope in plan.scopes if scope.kind is not ARTICLES for file in scope.files]
    lists = [f"/{file.removesuffix('index.html')}" for file in pages if file.endswith("index.html")]
    assert [url for url in lists if not is_of_the_site(url)] == []


@pytest.mark.parametrize(
    "url", ["/2024/12/talks/", "/countries/talks/", "/part-1/", "/2024/12/1/", "/grain/part-1/"]
)
def test_what_is_no_list_may_be_an_article(url: str) -> None:
    assert not is_of_the_site(url)


def raw(site: SiteFolder, name: str, title: str, date: str = "2024-12-20", more: str = "") -> None:
    head = f"Title: {title}\n" + (f"Date: {date}\n" if date else "") + more
    site.write(f"content/articles/{name}.txt", f"{head}\nMinisters met in Cairo, says {name}.\n")


def told(site: SiteFolder) -> list[str]:
    return [str(one) for one in site.build().problems if one.code == "moved-address"]


UPDATE = "if it is an update of that, remove the older one; slug: gives it another address"


def test_an_update_gets_its_day(site: SiteFolder) -> None:
    raw(site, "a", "Talks")
    raw(site, "b", "Talks", "2024-12-21")
    assert told(site) == [
        "content/articles/b.txt: warning: has the headline of content/articles/a.txt, so its "
        f"address is /2024/12/talks-2024-12-21/; {UPDATE}"
    ]
    assert "says a" in site.read("2024/12/talks/index.html")
    assert "says b" in site.read("2024/12/talks-2024-12-21/index.html")
    assert "/2024/12/talks-2024-12-21/" in site.read("feed.xml")


def test_a_third_of_a_day_gets_a_mark_of_its_own(site: SiteFolder) -> None:
    for name in "abc":
        raw(site, name, "Talks")
    told(site)
    pages = {file for file in site.tree() if file.startswith("2024/12/talks")}
    assert len(pages) == 3
    assert "2024/12/talks-2024-12-20/index.html" in pages


def test_what_has_no_date_gets_a_mark_of_its_own(site: SiteFolder) -> None:
    raw(site, "a", "Talks", "")
    raw(site, "b", "Talks", "")
    (line,) = told(site)
    assert "so its address is /undated/talks-3e23e816/" in line


def test_an_editor_s_address_wins_whenever_it_comes(site: SiteFolder) -> None:
    raw(site, "a", "Talks", "2024-12-01")
    site.article("talks.md", title="T", date="2024-12-20", countries="[]")
    assert told(site) == [
        "content/articles/a.txt: warning: the address of its headline, /2024/12/talks/, is that of "
        "content/articles/talks.md, so its own is /2024/12/talks-2024-12-01/; slug: gives it another"
    ]


@pytest.mark.parametrize(
    ("title", "path", "text", "whose"),
    [
        ("Part 1", "static/none", "", "the site itself"),
        (
            "Talks",
            "static/root/2024/12/talks/index.html",
            "Mine.",
            "static/root/2024/12/talks/index.html",
        ),
        ("Talks", "static/root/2024/12/Talks", "Mine.", "static/root/2024/12/Talks"),
        (
            "Talks",
            "content/articles/b.md",
            "---\ntitle: B\ndate: 2024-12-20\ncountries: []\naliases: [/2024/12/talks]\n---\nB.\n",
            "content/articles/b.md",
        ),
    ],
)
def test_a_headline_gives_way_to_all_else(
    site: SiteFolder, title: str, path: str, text: str, whose: str
) -> None:
    raw(site, "a", title)
    if text:
        site.write(path, text)
    (line,) = told(site)
    slug = title.lower().replace(" ", "-")
    assert line == (
        f"content/articles/a.txt: warning: the address of its headline, /2024/12/{slug}/, is that "
        f"of {whose}, so its own is /2024/12/{slug}-2024-12-20/; slug: gives it another"
    )


def test_a_page_of_its_own_stands_before_a_headline(site: SiteFolder) -> None:
    site.write("sitegen.toml", SETTINGS + 'permalink = "/{slug}/"\n')
    site.write("content/pages/talks.md", "---\ntitle: About\n---\nWords.\n")
    for name, title in (("a", "Talks"), ("b", "Countries"), ("c", "2024"), ("d", "Months")):
        raw(site, name, title)
    assert len(told(site)) == 4


def test_an_article_s_own_earlier_address_is_told_as_one(site: SiteFolder) -> None:
    site.write(
        "content/articles/a.txt",
        "---\ntitle: Talks\ndate: 2024-12-20\naliases: [/2024/12/talks/]\n---\nMinisters met.\n",
    )
    assert site.problems() == [
        "content/articles/a.txt: aliases: /2024/12/talks/ is the address of a page of this site; "
        "remove the alias"
    ]


def test_two_given_addresses_stay_an_error(site: SiteFolder) -> None:
    for name in "ab":
        text = (
            f"---\ntitle: Talks\nslug: talks\ndate: 2024-12-20\n---\nMinisters met, says {name}.\n"
        )
        site.write(f"content/articles/{name}.txt", text)
    assert site.problems() == [
        "content/articles/b.txt: the address /2024/12/talks/ is taken by content/articles/a.txt "
        "already; give one of them another slug"
    ]


def test_an_incremental_build_gives_the_addresses_of_a_clean_one(
    site: SiteFolder, tmp_path
) -> None:
    raw(site, "b", "Talks")
    site.build()
    raw(site, "a", "Talks", "2024-12-19")
    raw(site, "c", "Talks", "2024-12-22")
    site.build()
    built = site.tree()
    site.build(output=tmp_path / "clean")
    from tests.conftest import published

    assert published(tmp_path / "clean") == built
