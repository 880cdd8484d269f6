"""Links between content files: they lead to the other's page, or are told."""

from __future__ import annotations

import pytest

from tests.conftest import SiteFolder


@pytest.fixture
def linked(site: SiteFolder) -> SiteFolder:
    """A site with two reports, of which one has a heading."""
    site.article("x/a.md", "See [b](../y/b.md#what-next).", title="A", date="2024-12-01")
    site.article("y/b.md", "See [a](../x/a.md).\n\n## What next?\n", title="B", date="2024-12-02")
    return site


def told(site: SiteFolder) -> list[str]:
    return [str(problem) for problem in site.build().problems]


def test_they_become_addresses_in_pages_and_feeds(linked: SiteFolder) -> None:
    assert linked.build(base_url="https://d.example/digest").problems == ()
    assert 'href="/digest/2024/12/b/#what-next"' in linked.read("2024/12/a/index.html")
    assert "https://d.example/digest/2024/12/a/" in linked.read("feed.xml")


def test_a_link_to_what_is_not_there_is_told(linked: SiteFolder) -> None:
    linked.article(
        "y/b.md", "One\n\nSee\n[a](../x/c.md).\n\n## What next?", title="B", date="2024-12"
    )
    assert linked.problems() == [
        "content/articles/y/b.md:8: links to content/articles/x/c.md, which is not there; mend or "
        "remove the link"
    ]


def test_a_link_to_what_is_held_back_is_told(linked: SiteFolder) -> None:
    linked.article("y/b.md", "## What next?", title="B", date="2024-12", draft="true")
    assert linked.problems() == [
        "content/articles/x/a.md:5: links to content/articles/y/b.md, which is not published yet; "
        "mend or remove the link"
    ]


def test_a_link_to_what_can_not_be_read_is_told_once_as_that(linked: SiteFolder) -> None:
    linked.write("content/articles/y/b.md", "---\ntitle: [\n---\nText.\n")
    (problem,) = linked.problems()
    assert problem.startswith("content/articles/y/b.md:")


@pytest.mark.parametrize(
    "link",
    [
        *("#more", "#and-more", "#%C3%A9t%C3%A9", "#main", "#top", "#", "../y/b.md#what-next"),
        *("../y/b.md#", "../y/b.md#main", "a.md#more"),
    ],
)
def test_a_heading_that_is_there_is_found(linked: SiteFolder, link: str) -> None:
    body = f"[x]({link})\n\n## More\n\n- ### And *more*\n\n## Été"
    linked.article("x/a.md", body, title="A", date="2024-12-01")
    assert told(linked) == []


@pytest.mark.parametrize(
    ("link", "file", "heading", "hint"),
    [
        ("#moer", "x/a.md", "moer", "did you mean #more?"),
        (
            "../y/b.md#more",
            "y/b.md",
            "more",
            "a heading's id is its words in lower case, joined by ",
        ),
        ("../y/b.md#what%20next", "y/b.md", "what next", "did you mean #what-next?"),
        ("a.md#More", "x/a.md", "More", "did you mean #more?"),
    ],
)
def test_one_that_is_not_is_told(
    linked: SiteFolder, link: str, file: str, heading: str, hint: str
) -> None:
    linked.article("x/a.md", f"## More\n\n[x]({link})", title="A", date="2024-12-01")
    (problem,) = told(linked)
    where = "content/articles/x/a.md:7: warning"
    there = f"content/articles/{file}, where no heading has that id"
    assert problem.startswith(f"{where}: leads to #{heading} of {there}; {hint}")


def test_it_is_told_until_it_is_mended_whatever_else_changes(linked: SiteFolder) -> None:
    assert told(linked) == []
    linked.article("y/b.md", "See [a](../x/a.md).", title="B", date="2024-12-02")
    assert len(told(linked)) == 1
    assert len(told(linked)) == 1
    linked.article("c.md", "Text.", title="C", date="2024-12")
    assert len(told(linked)) == 1
    linked.article("y/b.md", "Text.\n\n# What next\n", title="B", date="2024-12-02")
    assert told(linked) == []


def test_a_page_and_an_introduction_are_looked_at_too(linked: SiteFolder) -> None:
    linked.write("content/pages/about.md", "[x](#who) [y](../months/2024-12.md#what)")
    linked.write("content/months/2024-12.md", "[x](#what)")
    starts = [problem.partition(" of ")[0] for problem in told(linked)]
    assert starts == [
        "content/months/2024-12.md:1: warning: leads to #what",
        "content/pages/about.md:1: warning: leads to #what",
        "content/pages/about.md:1: warning: leads to #who",
    ]


COMPOSED, APART = "\u00e9t\u00e9", "e\u0301te\u0301"
"""A word in both forms of its letters."""


@pytest.mark.parametrize("named", [COMPOSED, APART, "e\u0301t\u00e9"])
@pytest.mark.parametrize("typed", [COMPOSED, APART, "%C3%A9t%C3%A9", "e%CC%81t\u00e9"])
def test_letters_have_two_forms_and_links_find_either(
    site: SiteFolder, named: str, typed: str
) -> None:
    site.article(f"{named}/{named}.md", "## More", title="Summer", date="2024-12-02", slug="s")
    site.article("a.md", f"See [b]({typed}/{typed}.md#more).", title="A", date="2024-12-01")
    site.write("content/pages/p.md", f"---\ntitle: P\n---\n[b](../articles/{typed}/{typed}.md)\n")
    assert told(site) == []
    assert 'href="/2024/12/s/#more"' in site.read("2024/12/a/index.html")
    assert 'href="/2024/12/s/"' in site.read("p/index.html")
    site.article("a.md", f"See [b]({typed}/{typed}.md#none).", title="A", date="2024-12-01")
    assert "where no heading has that id" in told(site)[0]


def test_a_file_of_the_form_that_is_typed_goes_before_others(site: SiteFolder) -> None:
    site.article(f"{COMPOSED}.md", title="One", date="2024-12-02", slug="one", id="one")
    site.article(f"{APART}.md", title="Two", date="2024-12-02", slug="two", id="two")
    site.article("a.md", f"[b]({COMPOSED}.md) [c]({APART}.md)", title="A", date="2024-12-01")
    assert told(site) == []
    html = site.read("2024/12/a/index.html")
    assert '/one/">b<' in html
    assert '/two/">c<' in html


def test_a_file_that_is_named_in_the_other_form_moves_no_link(site: SiteFolder) -> None:
    site.article(f"{COMPOSED}.md", title="B", date="2024-12-02", slug="b")
    site.article("a.md", f"[b]({COMPOSED}.md)", title="A", date="2024-12-01")
    site.build()
    site.remove(f"content/articles/{COMPOSED}.md")
    site.article(f"{APART}.md", title="B", date="2024-12-02", slug="c")
    assert told(site) == []
    later = site.tree()
    assert b'href="/2024/12/c/"' in later["2024/12/a/index.html"]
    site.forget()
    site.build()
    assert site.tree() == later
