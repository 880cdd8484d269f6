"""Addresses: one file for each, the same link from everywhere, identifiers that last."""

from __future__ import annotations

from itertools import combinations
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen import urls
from sitegen.countries import by_slug, countries
from sitegen.dates import UNKNOWN, PartialDate
from tests.strategies import DATES, IDS, SLUGS

PATTERNS = st.sampled_from(["/{year}/{month}/{slug}/", "/{slug}/", "/n/{year}-{slug}/", "/{id}/"])
PATHS = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1),
    max_size=3,
).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))


def test_the_table_of_addresses() -> None:
    assert (
        urls.year("2024"),
        urls.month("2024-12"),
        urls.country_page("CI"),
        urls.country_month("EG", "2024-12"),
        urls.pair(("IR", "EG")),
        urls.plain_page("pages/about.md"),
        urls.part("/2024/12/", 3),
        urls.feed("/countries/egypt/"),
        urls.feed("/", "atom"),
        urls.feed("/", "json"),
        urls.sitemap("2024-12"),
    ) == (
        "/2024/",
        "/2024/12/",
        "/countries/cote-divoire/",
        "/countries/egypt/2024-12/",
        "/pairs/egypt-iran/",
        "/about/",
        "/2024/12/part-3/",
        "/countries/egypt/feed.xml",
        "/atom.xml",
        "/feed.json",
        "/sitemap-2024-12.xml",
    )


def test_no_two_countries_and_no_two_pairs_share_an_address() -> None:
    codes = [country.code for country in countries()]
    assert len({urls.country_page(code) for code in codes}) == len(codes)
    pairs = list(combinations(codes, 2))
    assert len({urls.pair(pair) for pair in pairs}) == len(pairs)


def test_a_countrys_address_leads_back_to_it() -> None:
    slugs = [urls.country_page(country.code).split("/")[2] for country in countries()]
    assert [by_slug(slug) for slug in slugs] == list(countries())


@pytest.mark.parametrize(
    ("pattern", "date", "url"),
    [
        ("/{year}/{month}/{slug}/", "2024-12-20", "/2024/12/talks/"),
        ("/{year}/{month}/{day}/{slug}/", "2024-12-20T09:30:00+02:00", "/2024/12/20/talks/"),
        ("/{year}/{month}/{day}/{slug}/", "2024-12", "/2024/12/talks/"),
        ("/news/{slug}/", "2024-12-20", "/news/talks/"),
        ("/{id}/", "2024-12-20", "/sisi-talks/"),
        ("/{year}/{month}/{slug}/", "", "/undated/talks/"),
        ("/{slug}/", "", "/undated/talks/"),
    ],
)
def test_an_articles_address_follows_the_pattern(pattern: str, date: str, url: str) -> None:
    assert urls.permalink(pattern, "talks", "sisi-talks", PartialDate(date)) == url


@given(SLUGS, DATES)
def test_an_articles_address_tells_its_month_and_slug(slug: str, date: PartialDate) -> None:
    url = urls.permalink("/{year}/{month}/{slug}/", slug, "id", date)
    first, *_, last = url.strip("/").split("/")
    assert (first, last) == (date.year or "undated", slug)
    assert urls.file_of(url) == f"{url[1:]}index.html"
    if date.known:
        assert url.startswith(urls.month(date.month))


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/", "index.html"),
        ("/2024/12/", "2024/12/index.html"),
        ("/404.html", "404.html"),
        ("/countries/egypt/feed.xml", "countries/egypt/feed.xml"),
    ],
)
def test_the_file_behind_an_address(url: str, file: str) -> None:
    assert urls.file_of(url) == file


@pytest.mark.parametrize(
    ("base_url", "link", "address"),
    [
        ("https://example.org", "/2024/12/", "https://example.org/2024/12/"),
        ("https://example.org/", "/2024/12/", "https://example.org/2024/12/"),
        ("https://example.org/news", "/news/2024/12/", "https://example.org/news/2024/12/"),
        ("https://example.org/a/b/", "/a/b/2024/12/", "https://example.org/a/b/2024/12/"),
    ],
)
def test_links_and_full_addresses_keep_the_sites_folder(
    base_url: str, link: str, address: str
) -> None:
    assert urls.href("/2024/12/", base_url) == link
    assert urls.absolute("/2024/12/", base_url) == address


def test_letters_outside_ascii_are_encoded_in_links() -> None:
    assert urls.href("/2024/12/süd korea/", "https://e.org") == "/2024/12/s%C3%BCd%20korea/"


@given(PATHS)
@example("/what?/")
@example("/#1/")
@example("/100%25/")
def test_a_link_leads_to_the_path_that_it_was_made_from(path: str) -> None:
    parts = urlsplit(urls.href(path, "https://example.org"))
    assert (unquote(parts.path), parts.query, parts.fragment) == (path, "", "")
    assert urls.absolute(path, "https://example.org/a").endswith(f".org/a{parts.path}")


@given(PATHS, st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example("/what?/", "50% of #2?")
def test_a_fragment_stays_one(path: str, fragment: str) -> None:
    parts = urlsplit(urls.encoded(path, fragment))
    assert (unquote(parts.path), unquote(parts.fragment)) == (path, fragment)
    assert urls.encoded(path, fragment).isascii()


def test_a_tag_uri_is_of_the_authority_and_the_id() -> None:
    assert urls.tag_uri("example.org,2024", "sisi talks") == "tag:example.org,2024:sisi%20talks"


@given(IDS, IDS)
def test_tag_uris_are_equal_only_for_equal_ids(one: str, other: str) -> None:
    uris = [urls.tag_uri("example.org,2024", id) for id in (one, other)]
    assert (uris[0] == uris[1]) == (one == other)
    assert uris[0].isascii() and " " not in uris[0]


@pytest.mark.parametrize(
    ("folder", "link", "path"),
    [
        ("articles/2024/12", "../04/call.md", "articles/2024/04/call.md"),
        ("articles", "a.md", "articles/a.md"),
        ("articles", "./a.md", "articles/a.md"),
        ("", "pages/about.md", "pages/about.md"),
        ("articles", "../../secret.md", "../secret.md"),
        ("articles", "/etc/passwd.md", "/etc/passwd.md"),
    ],
)
def test_links_between_files_are_joined(folder: str, link: str, path: str) -> None:
    assert urls.join(folder, link) == path


def test_an_unknown_date_leads_to_the_undated() -> None:
    assert urls.permalink("/{year}/{slug}/", "x", "x", UNKNOWN) == f"{urls.UNDATED}x/"
