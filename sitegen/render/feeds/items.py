"""What every format says of a feed and of its items."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from sitegen import dates
from sitegen.countries import country
from sitegen.dates import PartialDate
from sitegen.model.site import Site
from sitegen.plan.feeds import Entry, Feed

GENERATOR = "sitegen"


@lru_cache(4096)
def published(date: PartialDate, timezone: str) -> datetime | None:
    """When something was published, as precisely as a feed can say it; None for unknown."""
    return dates.published(date, dates.time_zone(timezone))


def changed(entry: Entry, site: Site) -> datetime | None:
    """When an item was last changed, where that is known."""
    return published(entry.updated, site.timezone) or published(entry.date, site.timezone)


def last_changed(feed: Feed, site: Site) -> datetime | None:
    """When a feed was last changed, where that is known of any of its items."""
    moments = (changed(entry, site) for entry in feed.entries)
    return max(filter(None, moments), default=None)


def categories(entry: Entry) -> list[str]:
    """What an item is filed under: countries, then topics."""
    return [*(country(code).name for code in entry.countries), *entry.topics]


def is_foreign(entry: Entry, site: Site) -> bool:
    """Whether an item is in another language than the site."""
    return bool(entry.lang) and entry.lang != site.language
