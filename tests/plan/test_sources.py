"""What each source reported, and how its articles lead there."""

from __future__ import annotations

import re

import feedparser
import pytest

from sitegen.build import Options, build
from sitegen.digest.organise import source_slug
from tests.conftest import NOW, SiteFolder


def fill(site: SiteFolder, newest: str = "Harbour Wire") -> None:
    """Three reports of one source, with others between."""
    for day, source in enumerate(
        ("Harbour Wire", "Northern Press", "harbour wire", "Meridian", newest), 1
    ):
        site.article(f"r{day}.md", title=f"Report {day}", date=f"2024-12-0{day}", source=source)


def test_a_source_has_a_page_of_its_reports_by_month_and_a_feed(site: SiteFolder) -> None:
    fill(site)
    site.article("r9.md", title="Report 9", date="2025-01-09", source="Harbour Wire")
    site.build()
    page = site.read("sources/harbour-wire/index.html")
    assert re.findall(r"<h2>(.*)</h2>|>(Report \d)<", page) == [
        ("January 2025", ""),
        ("", "Report 9"),
        ("December 2024", ""),
        ("", "Report 5"),
        ("", "Report 3"),
        ("", "Report 1"),
    ]
    feed = feedparser.parse(site.read("sources/harbour-wire/feed.xml"))
    assert [entry.title for entry in feed.entries] == [f"Report {n}" for n in (9, 5, 3, 1)]
    assert feed.feed.title == "Digest: Harbour Wire"
    assert "sources/harbour-wire/feed.xml" in page


def test_the_list_of_sources_counts_their_reports_most_first(site: SiteFolder) -> None:
    fill(site)
    site.build()
    listed = re.findall(
        r'<li><a href="(/sources/.*?)">(.*?)</a> <data value="(\d)"',
        site.read("sources/index.html"),
    )
    assert listed == [
        ("/sources/harbour-wire/", "Harbour Wire", "3"),
        ("/sources/meridian/", "Meridian", "1"),
        ("/sources/northern-press/", "Northern Press", "1"),
    ]


def test_articles_lead_to_their_source_as_its_newest_report_spells_it(site: SiteFolder) -> None:
    fill(site)
    site.build()
    link = '<a href="/sources/harbour-wire/">{}</a>'
    assert link.format("Harbour Wire") in site.read("2024/12/r3/index.html")
    fill(site, newest="HARBOUR WIRE")
    site.build()
    for name in ("r1", "r3", "r5"):
        assert link.format("HARBOUR WIRE") in site.read(f"2024/12/{name}/index.html")
    build(site.root, Options(now=NOW, jobs=1, output=site.root / "clean"))
    clean = {
        path.relative_to(site.root / "clean").as_posix(): path.read_bytes()
        for path in (site.root / "clean").rglob("*")
        if path.is_file()
    }
    assert site.tree() == clean


def test_what_a_source_page_alone_shows_is_due_alone(site: SiteFolder) -> None:
    fill(site)
    site.build()
    fill(site, newest="Harbor Wire")
    changed = set(site.build().rendered)
    assert "sources/harbor-wire/index.html" in changed
    assert "sources/meridian/index.html" not in changed


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Anadolu Ajansı", "anadolu-ajansi"),
        ("The People's Daily", "the-peoples-daily"),
        ("AFP", "afp"),
        ("U.S. News & World Report", "u-s-news-world-report"),
        ("وكالة", "wkl"),
        ("***", ""),
    ],
)
def test_the_address_of_a_source_is_its_whole_name(name: str, slug: str) -> None:
    assert source_slug(name) == slug


def test_a_source_of_nothing_but_marks_has_no_page(site: SiteFolder) -> None:
    site.article("a.md", title="A", date="2024-12-01", source="'***'")
    site.build()
    assert "Source: ***" in site.read("2024/12/a/index.html")
    assert "There is nothing here yet." in site.read("sources/index.html")
