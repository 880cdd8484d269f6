"""Outputs to bytes: pages through templates, feeds and the rest through their own formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from typing import Any, assert_never

from markupsafe import Markup
from msgspec import json

from sitegen import urls
from sitegen.body.links import resolve
from sitegen.config import Site
from sitegen.countries import country
from sitegen.model.outputs import (
    ArticlePage,
    Asset,
    CountryMonthPage,
    CountryPage,
    Feed,
    FeedsPage,
    HomePage,
    IndexPage,
    MonthPage,
    NotFoundPage,
    Outline,
    Output,
    Page,
    PairPage,
    PlainPage,
    Redirects,
    Robots,
    Sitemap,
    SitemapEntry,
    SitemapIndex,
    UndatedPage,
    YearPage,
)
from sitegen.render.theme import Theme

TEMPLATES: dict[type[Page], str] = {
    HomePage: "home.html",
    ArticlePage: "article.html",
    YearPage: "year.html",
    MonthPage: "month.html",
    CountryPage: "country.html",
    CountryMonthPage: "country_month.html",
    PairPage: "pair.html",
    UndatedPage: "undated.html",
    IndexPage: "index.html",
    FeedsPage: "feeds.html",
    PlainPage: "page.html",
    NotFoundPage: "404.html",
}
"""The template of each kind of page."""


def render(
    output: Output,
    site: Site,
    theme: Theme,
    body_of: Callable[[str], str],
) -> bytes:
    """The bytes of an output's file; `body_of` gives the HTML of a body by its fingerprint."""
    match output:
        case Feed():
            from sitegen.render import feeds

            return feeds.write(output, site, body_of)
        case Outline():
            return _outline(output, site)
        case Sitemap():
            return _sitemap("urlset", "url", output.entries, site)
        case SitemapIndex():
            return _sitemap("sitemapindex", "sitemap", output.shards, site)
        case Robots():
            address = urls.absolute(urls.SITEMAP, site.base_url)
            return f"User-agent: *\nAllow: /\n\nSitemap: {address}\n".encode()
        case Redirects():
            return _redirects(output, site)
        case Asset():
            raise TypeError("an asset is copied, not rendered")
        case _:
            return _page(output, site, theme, body_of)


def _page(page: Page, site: Site, theme: Theme, body_of: Callable[[str], str]) -> bytes:
    context: dict[str, Any] = {"page": page}
    base = urls.base_path(site.base_url)
    match page:
        case ArticlePage():
            html = body_of(page.body)
            context["body"] = Markup(resolve(html, page.links, base))
            context["standfirst"] = "" if opens_with(html, page.summary) else page.summary
            context["structured"] = structured_data(page, site)
        case PlainPage():
            context["body"] = Markup(resolve(body_of(page.body), page.links, base))
        case MonthPage() | CountryPage():
            html = body_of(page.introduction) if page.introduction else ""
            context["introduction"] = Markup(resolve(html, page.introduction_links, base))
        case (
            HomePage()
            | YearPage()
            | CountryMonthPage()
            | PairPage()
            | UndatedPage()
            | IndexPage()
            | FeedsPage()
            | NotFoundPage()
        ):
            pass
        case _:
            assert_never(page)
    return theme.render(TEMPLATES[type(page)], **context).encode()


def opens_with(html: str, summary: str) -> bool:
    """Whether a body's first paragraph says what the summary says, in the same words."""
    words = " ".join(summary.removesuffix("…").split()).lower()
    if not words:
        return False
    first = html[: html.find("</p>")].removeprefix("<p>")
    if "<" in first or "&" in first:
        first = unescape(_TAG.sub("", first))
    return words in " ".join(first.split()).lower()


_TAG = re.compile(r"<[^>]*>")


def structured_data(page: ArticlePage, site: Site) -> Markup:
    """The article as schema.org/NewsArticle, safe inside a script element."""
    url = urls.absolute(page.head.url, site.base_url)
    source = page.source
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.head.title,
        "description": page.summary,
        "mainEntityOfPage": url,
        "datePublished": page.date.text if page.date.day else "",
        "dateModified": page.updated.text if page.updated.day else "",
        "inLanguage": page.lang or site.language,
        "dateline": page.dateline,
        "keywords": list(page.topics),
        "about": [{"@type": "Country", "name": country(code).name} for code in page.countries],
        "mentions": [{"@type": "Country", "name": link.title} for link in page.mentions],
        "publisher": {"@type": "Organization", "name": site.publisher},
        "sourceOrganization": {"@type": "Organization", "name": source.name} if source else "",
        "isBasedOn": source.url if source else "",
    }
    known = {key: value for key, value in data.items() if value}
    text = json.encode(known).decode()
    for character, spelt in _SPELT:
        text = text.replace(character, spelt)
    return Markup(text)


_SPELT = tuple((character, f"\\u{ord(character):04x}") for character in "<>&")
"""What means something within a script element, as JSON may spell it."""


def _xml(lines: Iterable[str]) -> bytes:
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""]).encode()


def _sitemap(root: str, item: str, entries: Iterable[SitemapEntry], site: Site) -> bytes:
    """Sitemap protocol 0.9, https://www.sitemaps.org/protocol.html."""

    def line(entry: SitemapEntry) -> str:
        changed = f"<lastmod>{entry.changed}</lastmod>" if entry.changed else ""
        address = escape(urls.absolute(entry.url, site.base_url))
        return f"<{item}><loc>{address}</loc>{changed}</{item}>"

    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return _xml([f'<{root} xmlns="{namespace}">', *map(line, entries), f"</{root}>"])


def _outline(output: Outline, site: Site) -> bytes:
    """OPML 2.0, https://opml.org/spec2.opml."""
    lines = ['<opml version="2.0">', f"<head><title>{escape(site.title)}</title></head>", "<body>"]
    for heading, links in output.groups:
        if links:
            lines.append(f'<outline text="{escape(heading)}">')
            for title, url in links:
                address = escape(urls.absolute(url, site.base_url))
                lines.append(f'<outline type="rss" text="{escape(title)}" xmlUrl="{address}"/>')
            lines.append("</outline>")
    return _xml([*lines, "</body>", "</opml>"])


def _redirects(output: Redirects, site: Site) -> bytes:
    base = site.base_url
    lines = (f"{urls.href(old, base)} {urls.href(new, base)} 301\n" for old, new in output.moves)
    return "".join(lines).encode()
