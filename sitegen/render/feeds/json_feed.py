"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sitegen import urls
from sitegen.dates import rfc_3339
from sitegen.model.elements import Html
from sitegen.model.site import Site
from sitegen.plan.feeds import Entry, Feed
from sitegen.render.feeds.items import categories, published


def json_feed(feed: Feed, site: Site, html_of: Callable[[Html], str]) -> bytes:
    """A feed as a file; `html_of` gives the HTML of bodies, with whole addresses."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": urls.absolute(feed.page, site.base_url),
        "feed_url": urls.absolute(feed.url, site.base_url),
        "language": site.language,
        "authors": [{"name": site.publisher}],
        "items": [_item(entry, site, html_of(entry.body)) for entry in feed.entries],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: Entry, site: Site, body: str) -> dict[str, Any]:
    date = published(entry.date, site.timezone)
    updated = published(entry.updated, site.timezone)
    item: dict[str, Any] = {
        "id": entry.guid,
        "url": urls.absolute(entry.url, site.base_url),
        "title": entry.title,
        "summary": entry.summary,
        "content_html": body,
        "date_published": rfc_3339(date) if date else None,
        "date_modified": rfc_3339(updated) if updated else None,
        "tags": categories(entry),
        "authors": [{"name": entry.source.name}] if entry.source else None,
        "language": entry.lang or None,
    }
    return {key: value for key, value in item.items() if value}
