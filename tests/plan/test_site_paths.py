"""Links and pictures by site paths: those that lead nowhere are told, and stop nothing."""

from __future__ import annotations

import pytest

from tests.conftest import SiteFolder

HINT = "link to a .md file by its path from here; files stand in static/root/"


def told(site: SiteFolder) -> list[str]:
    return [str(problem) for problem in site.build().problems]


@pytest.fixture
def written(site: SiteFolder) -> SiteFolder:
    """A site with a report, an earlier address of it, a page, and a picture."""
    aliases = "[/old/, /older]"
    site.article("a.md", title="A", date="2024-12-20", countries="[EG]", aliases=aliases)
    site.write("content/pages/about.md", "Who we are.")
    site.write("static/root/quai d'été.jpg", b"\xff\xd8")
    return site


@pytest.mark.parametrize(
    "link",
    [
        *("/", "/2024/12/a/", "/2024/12/a", "/2024/", "/countries/egypt/#main", "/months/?a=b"),
        *("/feed.xml", "/countries/egypt/feed.xml", "/about/", "/old/", "/older/", "/older"),
        *("/quai%20d'%C3%A9t%C3%A9.jpg", "/404.html", "/sitemap.xml", "/robots.txt"),
    ],
)
def test_what_is_there_is_found(written: SiteFolder, link: str) -> None:
    written.article("b.md", f"[x]({link}) ![x]({link})", title="B", date="2024-12", countries="[]")
    assert told(written) == []


@pytest.mark.parametrize(
    "link", ["/nowhere/", "/content/articles/a.md", "/countries/france/", "/no.png", "/feed.xml/a"]
)
@pytest.mark.parametrize("begin", ["", "!"])
def test_what_is_not_is_told_by_its_line(written: SiteFolder, begin: str, link: str) -> None:
    body = f"Text.\n\n{begin}[x]({link})"
    written.article("b.md", body, title="B", date="2024-12", countries="[]")
    where = "content/articles/b.md:8"
    expected = f"{where}: warning: leads to {link}, where this site has nothing; {HINT}"
    assert told(written) == [expected]


def test_it_is_told_again_until_it_is_mended(written: SiteFolder) -> None:
    """Also by builds that make little anew, and as soon as what it leads to has gone."""
    written.article("b.md", "[x](/countries/egypt/)", title="B", date="2024-12", countries="[]")
    assert told(written) == []
    written.remove("content/articles/a.md")
    assert len(told(written)) == 1
    assert len(told(written)) == 1
    written.article("c.md", "Text.", title="C", date="2024-12", countries="[]")
    assert len(told(written)) == 1
    written.article("c.md", "Another text.", title="C", date="2024-12", countries="[]")
    assert len(told(written)) == 1
    written.article("c.md", "Text.", title="C", date="2024-12", countries="[EG]")
    assert told(written) == []


def test_a_draft_is_not_judged(written: SiteFolder) -> None:
    written.article("b.md", "[x](/nowhere/)", title="B", date="2024-12", draft="true")
    assert told(written) == []
