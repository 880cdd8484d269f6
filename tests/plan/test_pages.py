"""Pages of a built site: every report is where readers look for it, and leads on to the next."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.conftest import SETTINGS, SiteFolder

REPORTS = {
    # name: (date, countries), the newest first
    "f": ("2025-01-02", "EG"),
    "e": ("2024-12-20T09:30Z", "EG, IR"),
    "d": ("2024-12-20", "IR"),
    "c": ("2024-12", "EG"),
    "b": ("2024-11-30", "IR, EG"),
    "a": ("", "EG"),
}


class Links(HTMLParser):
    """The links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[str] = []
        self.turns: list[tuple[str, str]] = []
        """The rel and the address of links to what comes before and after."""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        address, rel = found.get("href"), found.get("rel")
        if tag == "a" and address:
            self.all.append(address)
            if rel in ("prev", "next"):
                self.turns.append((rel, address))


@pytest.fixture
def built(site: SiteFolder) -> SiteFolder:
    """A site of six reports."""
    for name, (date, countries) in REPORTS.items():
        site.article(f"{name}.md", title=f"Report {name}", date=date, countries=f"[{countries}]")
    site.build()
    return site


def address(name: str) -> str:
    date = REPORTS[name][0]
    return f"/{date[:4]}/{date[5:7]}/{name}/" if date else f"/undated/{name}/"


def links(site: SiteFolder, url: str) -> Links:
    return Links(site.read(f"{url[1:]}index.html"))


def listed(site: SiteFolder, url: str) -> list[str]:
    """The reports that a page lists, in its order."""
    names = {address(name): name for name in REPORTS}
    found = (names[link] for link in links(site, url).all if link in names)
    return list(dict.fromkeys(found))


def test_every_list_has_exactly_its_reports_newest_first(built: SiteFolder) -> None:
    pages = {
        "/": "fedcba",
        "/2025/01/": "f",
        "/2024/12/": "edc",
        "/2024/11/": "b",
        "/undated/": "a",
        "/countries/egypt/": "fecba",
        "/countries/iran/": "edb",
        "/countries/egypt/2024-12/": "ec",
        "/countries/iran/2024-12/": "ed",
        "/countries/iran/2024-11/": "b",
        "/pairs/egypt-iran/": "eb",
    }
    assert {url: "".join(listed(built, url)) for url in pages} == pages


def test_a_report_leads_to_the_one_before_and_after_it_in_each_of_its_lists(
    built: SiteFolder,
) -> None:
    turns: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for scope in ("f", "edc", "b", "fecba", "edb"):
        for later, earlier in pairwise(scope):
            turns[later].add(("prev", address(earlier)))
            turns[earlier].add(("next", address(later)))
    for name in REPORTS:
        assert set(links(built, address(name)).turns) == turns[name], name


def test_months_lead_to_the_months_before_and_after_them(built: SiteFolder) -> None:
    assert links(built, "/2024/12/").turns == [("prev", "/2024/11/"), ("next", "/2025/01/")]
    assert links(built, "/countries/iran/2024-12/").turns == [("prev", "/countries/iran/2024-11/")]


def test_every_link_leads_to_a_file_of_the_site(built: SiteFolder) -> None:
    built.write("content/pages/about.md", "---\ntitle: About\n---\nSee [e](../articles/e.md).\n")
    built.build()
    files = built.tree()
    for file, data in files.items():
        if file.endswith(".html"):
            for link in Links(data.decode()).all:
                path = link.split("#")[0].removeprefix("/")
                target = f"{path}index.html" if not path or path.endswith("/") else path
                assert link.startswith("#") or target in files, f"{file}: {link}"


def test_a_long_list_is_spread_over_parts_that_stay_as_they_are(site: SiteFolder) -> None:
    site.write("sitegen.toml", f"{SETTINGS}list_size = 2\n")

    def write(number: int) -> None:
        day = f"2024-12-{number:02}"
        site.article(f"n{number}.md", title=f"Report {number}", date=day, countries="[EG, IR]")

    for number in range(1, 8):
        write(number)
    site.build()
    lists = ("2024/12/", "countries/egypt/2024-12/", "pairs/egypt-iran/")
    before = {
        f"{page}part-{number}/index.html": site.read(f"{page}part-{number}/index.html")
        for page in lists
        for number in (1, 2)
    }
    for text in before.values():
        assert text.count('<article class="card">') == 2
    write(8)
    site.build()
    assert {page: site.read(page) for page in before} != before, (
        "the last part links to the new one"
    )
    write(9)
    report = site.build()
    assert not before.keys() & set(report.written)
    for page in lists:
        seen = [f"{page}index.html", *(f"{page}part-{number}/index.html" for number in (3, 2, 1))]
        titles = [f">Report {number}<" for number in range(9, 0, -1)]
        text = "".join(site.read(file) for file in seen)
        found = [text.index(title) for title in titles]
        assert found == sorted(found)
