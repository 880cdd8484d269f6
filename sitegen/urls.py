"""Every address: site paths, the files behind them, links, slugs and identifiers.

A site path begins with "/" and ends with "/" for a page in a folder of its own ("/2024/12/").
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from sitegen.countries import by_slug, country
from sitegen.dates import PartialDate

HOME = "/"
COUNTRIES = "/countries/"
MONTHS = "/months/"
PAIRS = "/pairs/"
SOURCES = "/sources/"
UNDATED = "/undated/"
FEEDS = "/feeds/"
NOT_FOUND = "/404.html"
OPML = "/feeds.opml"
ROBOTS = "/robots.txt"
REDIRECTS = "/_redirects"
SITEMAP = "/sitemap.xml"
# RFC 3986 §3.3 and §3.5. A percent sign of a path is one more character to encode.
_IN_PATH = "/;,+:@!$'()*~&="
_IN_FRAGMENT = _IN_PATH + "?"
_PLAIN = re.compile(r"[\w.~/-]*", re.ASCII)
"""What stands in an address as it is, as nearly all paths do."""
_OF_THE_SITE = re.compile(
    r"/(?:(?:countries|months|pairs|sources|undated|feeds|\d{4})/)?"
    r"|/countries/(?P<country>[^/]+)/(?:\d{4}-\d\d/(?:part-\d+/)?)?"
    r"|/(?:\d{4}/\d\d|undated|pairs/[^/]+|sources/[^/]+)/(?:part-\d+/)?",
    re.ASCII,
)
FEED_FILES = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}


def year(year: str) -> str:
    """A year's page: "2024" → "/2024/"."""
    return f"/{year}/"


def month(month: str) -> str:
    """A month's page: "2024-12" → "/2024/12/"."""
    return f"/{month[:4]}/{month[5:7]}/"


def country_page(code: str) -> str:
    """A country's page, by the table's slug: "EG" → "/countries/egypt/"."""
    return f"/countries/{country(code).slug}/"


def country_month(code: str, month: str) -> str:
    """A country's month: → "/countries/egypt/2024-12/"."""
    return f"/countries/{country(code).slug}/{month}/"


def pair(codes: tuple[str, str]) -> str:
    """Two countries' page, slugs in alphabetical order: → "/pairs/egypt-iran/"."""
    return "/pairs/{}-{}/".format(*sorted(country(code).slug for code in codes))


def source(slug: str) -> str:
    """A source's page: "anadolu" → "/sources/anadolu/"."""
    return f"{SOURCES}{slug}/"


def plain_page(path: str) -> str:
    """A page from content/pages/: "pages/about.md" → "/about/"."""
    return f"/{path.removeprefix('pages/').removesuffix('.md')}/"


def part(page: str, number: int) -> str:
    """A full part of a long list: → "/2024/12/part-1/"."""
    return f"{page}part-{number}/"


def feed(page: str, format: str = "rss") -> str:
    """The feed beside a page: "/countries/egypt/" → "/countries/egypt/feed.xml"."""
    return page + FEED_FILES[format]


def sitemap(shard: str) -> str:
    """A shard of the sitemap: "2024-12" → "/sitemap-2024-12.xml"."""
    return f"/sitemap-{shard}.xml"


def permalink(pattern: str, slug: str, id: str, date: PartialDate) -> str:
    """An article's address by the site's pattern.

    What the date does not tell is left out of the path; with no date at all, /undated/ leads it.
    """
    if not date.known:
        return f"/undated/{slug}/"
    return _dated(pattern, date.text[:10]).replace("{slug}", slug).replace("{id}", id)


@lru_cache(4096)
def _dated(pattern: str, date: str) -> str:
    """A pattern with the date filled in, which many articles share."""
    path = pattern.replace("{year}", date[:4])
    path = path.replace("{month}", date[5:7]).replace("{day}", date[8:10])
    while "//" in path:
        path = path.replace("//", "/")
    return path


def is_of_the_site(url: str) -> bool:
    """Whether an address ending with "/" has the form of one of the site's own lists.

    It need not be there yet: what gives way to it now has not to move when it comes.
    """
    match = _OF_THE_SITE.fullmatch(url)
    return match is not None and (not match["country"] or by_slug(match["country"]) is not None)


def file_of(url: str) -> str:
    """The file behind a site path, relative to the output folder."""
    path = url.removeprefix("/")
    return f"{path}index.html" if url.endswith("/") else path


def base_path(base_url: str) -> str:
    """The folder part of the site's address: "https://example.org/digest" → "/digest"."""
    return urlsplit(base_url).path.rstrip("/")


def encoded(url: str, fragment: str = "") -> str:
    """A site path as it stands in an address, where only a fragment of its own may follow it."""
    address = url if _PLAIN.fullmatch(url) else quote(url, safe=_IN_PATH)
    return f"{address}#{quote(fragment, safe=_IN_FRAGMENT)}" if fragment else address


def href(url: str, base_url: str) -> str:
    """A site path as a link from any page of the site."""
    return base_path(base_url) + encoded(url)


def absolute(url: str, base_url: str) -> str:
    """A site path as a full address."""
    return base_url.rstrip("/") + encoded(url)


def tag_uri(authority: str, id: str) -> str:
    """A feed identifier that survives a new title, address or domain (RFC 4151 §2.1)."""
    return f"tag:{authority}:{quote(id, safe='/:@!$,;=()*+._~-')}"


def join(folder: str, link: str) -> str:
    """A relative link between content files, as a path; leading ".." show that it leads outside."""
    return posixpath.normpath(posixpath.join(folder, link))
