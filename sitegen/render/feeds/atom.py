"""Atom (RFC 4287), through feedgen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from feedgen.entry import FeedEntry
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.feed import FeedGenerator

from sitegen import dates, urls
from sitegen.model.elements import Html
from sitegen.model.site import Site
from sitegen.plan.feeds import Entry, Feed
from sitegen.render.feeds.items import (
    GENERATOR,
    categories,
    changed,
    is_foreign,
    last_changed,
    published,
)

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Mandatory dates where no date is known (RFC 4287 §4.2.15)."""


def atom(feed: Feed, site: Site, html_of: Callable[[Html], str]) -> bytes:
    """A feed as a file; `html_of` gives the HTML of bodies, with whole addresses."""
    generator = channel(feed, site)
    # Never older than an item, be that dated by its month alone.
    generator.updated(max((_updated(entry, site) for entry in feed.entries), default=LONG_AGO))
    for entry in feed.entries:
        add(generator.add_entry(order="append"), entry, site, html_of(entry.body))
    data: bytes = generator.atom_str(pretty=True)
    return data


def channel(feed: Feed, site: Site) -> FeedGenerator:
    """A feed without its items."""
    generator = FeedGenerator()
    generator.register_extension("dc", DcExtension, DcEntryExtension)
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
    generator.updated(last_changed(feed, site) or LONG_AGO)
    return generator


def add(item: FeedEntry, entry: Entry, site: Site, body: str) -> None:
    """Say of an item all that is known."""
    item.id(entry.guid)
    item.title(entry.title)
    item.link(href=urls.absolute(entry.url, site.base_url), rel="alternate")
    item.summary(entry.summary or entry.title)
    item.content(body, type="html")
    for name in categories(entry):
        item.category(term=name)
    if moment := published(entry.date, site.timezone):
        item.published(moment)
    item.updated(_updated(entry, site))
    if entry.source:
        item.dc.dc_creator(entry.source.name)
    if is_foreign(entry, site):
        item.dc.dc_language(entry.lang)


def _updated(entry: Entry, site: Site) -> datetime:
    began = dates.starts(entry.date, dates.time_zone(site.timezone))
    return changed(entry, site) or began or LONG_AGO
