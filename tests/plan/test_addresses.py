"""Addresses that two things claim are told before anything is published."""

from __future__ import annotations

import pytest

from tests.conftest import SETTINGS, SiteFolder


@pytest.fixture
def site(site: SiteFolder) -> SiteFolder:
    """A site of one report."""
    site.article("talks.md", title="Talks", date="2024-12-20", countries="[EG, IR]")
    return site


def settings(site: SiteFolder, more: str) -> None:
    site.write("sitegen.toml", SETTINGS + more)


def test_two_articles_of_one_address(site: SiteFolder) -> None:
    site.article("other/talks2.md", title="T", date="2024-12-01", countries="[]", slug="talks")
    assert site.problems() == [
        "content/articles/talks.md: the address /2024/12/talks/ is taken by "
        "content/articles/other/talks2.md already; give one of them another slug"
    ]


def test_three_articles_of_one_address_are_told_in_one_run(site: SiteFolder) -> None:
    for name in ("b", "c"):
        site.article(f"{name}.md", title=name, date="2024-12-01", countries="[]", slug="talks")
    taken = (
        "the address /2024/12/talks/ is taken by content/articles/b.md already; give one of them"
    )
    assert site.problems() == [
        f"content/articles/{name}.md: {taken} another slug" for name in ("c", "talks")
    ]


def test_two_articles_of_one_id(site: SiteFolder) -> None:
    site.article("later/talks.md", title="T", date="2025-12-01", countries="[]")
    assert site.problems() == [
        "content/articles/talks.md: the id 'talks' is that of content/articles/later/talks.md "
        "already; give one of them another name, or an id of its own in its front matter"
    ]


@pytest.mark.parametrize(
    ("slug", "pattern"),
    [
        ("countries", "/{slug}/"),
        ("2024", "/{slug}/"),
        ("12", "/2024/{slug}/"),
        ("2024-12", "/countries/egypt/{slug}/"),
    ],
)
def test_an_article_where_a_list_stands(site: SiteFolder, slug: str, pattern: str) -> None:
    settings(site, f'permalink = "{pattern}"\n')
    site.article("b.md", title="B", date="2024-12-01", countries="[EG]", slug=slug)
    url = pattern.replace("{slug}", slug)
    assert site.problems() == [
        f"content/articles/b.md: the address {url} is taken by the site itself already; give it "
        "another slug"
    ]


def test_a_page_where_an_article_stands(site: SiteFolder) -> None:
    settings(site, 'permalink = "/{slug}/"\n')
    site.write("content/pages/talks.md", "---\ntitle: About talks\n---\nWords.\n")
    assert site.problems() == [
        "content/pages/talks.md: the address /talks/ is taken by content/articles/talks.md already; "
        "give one of them another slug"
    ]


def test_a_static_file_where_a_page_stands(site: SiteFolder) -> None:
    site.write("static/root/feed.xml", "mine")
    assert site.problems() == [
        "static/root/feed.xml: the address /feed.xml is taken by the site itself already; "
        "rename or remove it"
    ]


def test_a_static_file_where_a_folder_must_be(site: SiteFolder) -> None:
    site.write("static/root/2024", "mine")
    assert set(site.problems()) == {
        "static/root/2024: the file 2024 stands where a folder of pages must be; rename it"
    }


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("articles/b.md", "date: 2024-12-01\nslug: index.html\n"),
        ("articles/b.md", "slug: index.html\n"),
        ("pages/index.html.md", ""),
        ("pages/feed.xml.md", ""),
        ("pages/404.html.md", ""),
    ],
)
def test_a_page_that_needs_a_file_of_the_site_for_its_folder(
    site: SiteFolder, path: str, fields: str
) -> None:
    site.article("c.md", title="C")
    site.write(f"content/{path}", f"---\ntitle: B\n{fields}---\nWords.\n")
    told = [problem for problem in site.problems() if ": warning: " not in problem]
    assert told
    assert all(
        problem.startswith(f"content/{path}: the file ")
        and problem.endswith(" stands where a folder of pages must be; rename it")
        for problem in told
    )


class TestAliases:
    def test_an_earlier_address_leads_to_the_article(self, site: SiteFolder) -> None:
        site.article("talks.md", title="T", date="2024-12-20", aliases="[/old/, /s%C3%BCd.html]")
        site.build(base_url="https://d.example/digest")
        assert site.read("_redirects") == (
            "/digest/old/ /digest/2024/12/talks/ 301\n"
            "/digest/s%C3%BCd.html /digest/2024/12/talks/ 301\n"
        )

    def test_without_any_there_is_no_file(self, site: SiteFolder) -> None:
        site.build()
        assert "_redirects" not in site.tree()

    @pytest.mark.parametrize("alias", ["/", "/2024/12/", "/countries/egypt", "/feed.xml"])
    def test_a_page_of_the_site_is_no_earlier_address(self, site: SiteFolder, alias: str) -> None:
        site.article(
            "talks.md", title="T", date="2024-12-20", countries="[EG]", aliases=f"[{alias}]"
        )
        assert site.problems() == [
            f"content/articles/talks.md: aliases: {alias} is the address of a page of this site; "
            "remove the alias"
        ]

    def test_an_earlier_address_leads_to_one_article_only(self, site: SiteFolder) -> None:
        for name in ("a", "b"):
            site.article(f"{name}.md", title=name, date="2024-12-01", aliases="[/old/]")
        assert site.problems() == [
            "content/articles/b.md: aliases: /old/ leads to /2024/12/a/ already; keep it in one "
            "article only"
        ]
