"""Feeds: RSS 2.0, Atom and JSON Feed 1.1.

All dates come from articles and none from the clock; GUIDs are tag URIs that outlive an article's
address; nothing here knows of files.
"""

from __future__ import annotations

from collections.abc import Callable

from sitegen.model.elements import Html
from sitegen.model.site import Site
from sitegen.plan.feeds import Feed
from sitegen.render.feeds.json_feed import json_feed
from sitegen.render.feeds.rss import rss


def write(feed: Feed, site: Site, html_of: Callable[[Html], str]) -> bytes:
    """A feed as a file; `html_of` gives the HTML of bodies, with whole addresses."""
    if feed.format == "rss":
        return rss(feed, site, html_of)
    if feed.format == "json":
        return json_feed(feed, site, html_of)
    from sitegen.render.feeds.atom import atom

    return atom(feed, site, html_of)
