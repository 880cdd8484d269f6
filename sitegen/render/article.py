"""What templates say of an article besides its fields: its standfirst, and it as data."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from markupsafe import Markup
from msgspec import json

from sitegen import urls
from sitegen.countries import country
from sitegen.model.site import Site
from sitegen.plan.articles import ArticlePage

_TAG = re.compile(r"<[^>]*>")
_SPELT = tuple((character, f"\\u{ord(character):04x}") for character in "<>&")
"""What means something within a script element, as JSON may spell it."""


def standfirst(summary: str, body: str) -> str:
    """A summary, but for one that a body's first paragraph says in the same words."""
    return "" if opens_with(str(body), summary) else summary


def opens_with(html: str, summary: str) -> bool:
    """Whether a body's first paragraph says what the summary says, in the same words."""
    words = " ".join(summary.removesuffix("…").split()).lower()
    if not words:
        return False
    first = html[: html.find("</p>")].removeprefix("<p>")
    if "<" in first or "&" in first:
        first = unescape(_TAG.sub("", first))
    return words in " ".join(first.split()).lower()


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
