"""Feeds: RSS 2.0 and Atom through feedgen, JSON Feed 1.1 beside them.

All dates come from articles and none from the clock; GUIDs are tag URIs that outlive an article's
address; nothing here knows of files.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.feed import FeedGenerator
from feedgen.util import formatRFC2822

from sitegen import dates, urls
from sitegen.config import Site
from sitegen.countries import country
from sitegen.dates import PartialDate
from sitegen.links import resolve
from sitegen.outputs import Entry, Feed

GENERATOR = "sitegen"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Atom's mandatory dates where no date is known (RFC 4287 §4.2.15); RSS leaves them out."""


class _HonestDates(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Takes out what feedgen fills in from the clock when a feed has no dated entry."""

    def __init__(self) -> None:
        self.dated = True

    def extend_rss(self, feed: Any) -> Any:
        """Drop lastBuildDate where it would be the time of the build."""
        if not self.dated:
            for channel in feed:
                for element in channel.findall("lastBuildDate"):
                    channel.remove(element)
        return feed


class _NoEntryExtension(BaseExtension):  # type: ignore[misc]  # feedgen wants one for entries
    """Adds nothing to entries."""


def write(feed: Feed, site: Site, body_of: Callable[[str], str]) -> bytes:
    """A feed as a file; `body_of` gives the HTML of a body by its fingerprint."""
    if feed.format == "json":
        return _json_feed(feed, site, body_of)
    generator = _channel(feed, site)
    if feed.format == "rss":
        return _rss(generator, feed, site, body_of)
    for entry in feed.entries:
        _add(generator.add_entry(order="append"), entry, site, body_of(entry.body))
    data: bytes = generator.atom_str(pretty=True)
    return data


def _rss(generator: FeedGenerator, feed: Feed, site: Site, body_of: Callable[[str], str]) -> bytes:
    """The channel with its items put in as texts."""
    channel: str = generator.rss_str(pretty=True).decode()
    head, end, tail = channel.rpartition("  </channel>")
    items = (f"    {_item(entry, site, body_of(entry.body))}\n" for entry in feed.entries)
    return "".join((head, *items, end, tail)).encode()


def _item(entry: Entry, site: Site, body: str) -> str:
    """An RSS item as feedgen would write it, which takes ten times as long over it."""
    published = _rss_date(entry.date, site.timezone)
    lines = [
        _element("title", entry.title),
        _element("link", urls.absolute(entry.url, site.base_url)),
        _element("description", escape(entry.summary or entry.title, quote=False)),
        _element("content:encoded", resolve(body, entry.links, site.base_url)),
        f'<guid isPermaLink="false">{_in_xml(entry.guid)}</guid>',
        *(_element("category", name) for name in _categories(entry)),
        *((_element("pubDate", published),) if published else ()),
        *((_element("dc:creator", entry.source.name),) if entry.source else ()),
        *((_element("dc:language", entry.lang),) if _is_foreign(entry, site) else ()),
    ]
    return "\n      ".join(("<item>", *lines)) + "\n    </item>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_in_xml(text)}</{name}>"


def _in_xml(text: str) -> str:
    return escape(text, quote=False).replace("\r", "&#13;")


@lru_cache(4096)
def _rss_date(date: PartialDate, timezone: str) -> str:
    moment = dates.published(date, ZoneInfo(timezone))
    return formatRFC2822(moment) if moment else ""


def _is_foreign(entry: Entry, site: Site) -> bool:
    return bool(entry.lang) and entry.lang != site.language


def _channel(feed: Feed, site: Site) -> FeedGenerator:
    zone = ZoneInfo(site.timezone)
    generator = FeedGenerator()
    generator.register_extension("dc", DcExtension, DcEntryExtension)
    generator.register_extension("honest", _HonestDates, _NoEntryExtension)
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.subtitle(feed.description)
    generator.language(site.language)
    generator.generator(GENERATOR)
    generator.author({"name": site.publisher})
    # The channel's link is the href of the last link() call, so the page comes after the feed.
    generator.link(href=urls.absolute(feed.url, site.base_url), rel="self")
    generator.link(href=urls.absolute(feed.page, site.base_url), rel="alternate")
    moments = [moment for entry in feed.entries if (moment := _changed(entry, zone))]
    generator.honest.dated = bool(moments)
    generator.updated(max(moments, default=LONG_AGO))
    return generator


def _changed(entry: Entry, zone: ZoneInfo) -> datetime | None:
    return dates.published(entry.updated, zone) or dates.published(entry.date, zone)


def _add(item: FeedEntry, entry: Entry, site: Site, body: str) -> None:
    zone = ZoneInfo(site.timezone)
    url = urls.absolute(entry.url, site.base_url)
    item.id(entry.guid)
    item.title(entry.title)
    item.link(href=url, rel="alternate")
    item.summary(entry.summary or entry.title)
    item.content(resolve(body, entry.links, site.base_url), type="html")
    for name in _categories(entry):
        item.category(term=name)
    published = dates.published(entry.date, zone)
    if published:
        item.published(published)
    item.updated(_changed(entry, zone) or dates.starts(entry.date, zone) or LONG_AGO)
    if entry.source:
        item.dc.dc_creator(entry.source.name)
    if _is_foreign(entry, site):
        item.dc.dc_language(entry.lang)


def _categories(entry: Entry) -> list[str]:
    return [*(country(code).name for code in entry.countries), *entry.topics]


def _json_feed(feed: Feed, site: Site, body_of: Callable[[str], str]) -> bytes:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""
    zone = ZoneInfo(site.timezone)
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": urls.absolute(feed.page, site.base_url),
        "feed_url": urls.absolute(feed.url, site.base_url),
        "language": site.language,
        "authors": [{"name": site.publisher}],
        "items": [_json_item(entry, site, zone, body_of(entry.body)) for entry in feed.entries],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(entry: Entry, site: Site, zone: ZoneInfo, body: str) -> dict[str, Any]:
    published = dates.published(entry.date, zone)
    updated = dates.published(entry.updated, zone)
    item: dict[str, Any] = {
        "id": entry.guid,
        "url": urls.absolute(entry.url, site.base_url),
        "title": entry.title,
        "summary": entry.summary,
        "content_html": resolve(body, entry.links, site.base_url),
        "date_published": published.isoformat() if published else None,
        "date_modified": updated.isoformat() if updated else None,
        "tags": _categories(entry),
        "authors": [{"name": entry.source.name}] if entry.source else None,
        "language": entry.lang or None,
    }
    return {key: value for key, value in item.items() if value}
