"""Feeds: RSS 2.0, Atom and JSON Feed 1.1.

All dates come from articles and none from the clock; GUIDs are tag URIs that outlive an article's
address; nothing here knows of files.
"""

from __future__ import annotations

from collections.abc import Callable

from sitegen.config import Site
from sitegen.model.outputs import Feed
from sitegen.render.feeds.json_feed import json_feed
from sitegen.render.feeds.rss import rss


def write(feed: Feed, site: Site, body_of: Callable[[str], str]) -> bytes:
    """A feed as a file; `body_of` gives the HTML of a body by its fingerprint."""
    if feed.format == "rss":
        return rss(feed, site, body_of)
    if feed.format == "json":
        return json_feed(feed, site, body_of)
    from sitegen.render.feeds.atom import atom

    return atom(feed, site, body_of)
