"""Which scopes can have changed where nothing has but that articles came or were edited."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain

from sitegen.changes import Changes
from sitegen.model import Article
from sitegen.organise import pairs_of
from sitegen.plan.edition import Edition
from sitegen.plan.planner import Key, Planner


def touched_keys(
    edition: Edition, changes: Changes, planners: Mapping[str, Planner]
) -> dict[str, set[Key]] | None:
    """The keys of scopes that can have changed, by their kind.

    None where any may have: where a new report is the first of its month or country, or brings a
    page to two countries, or is linked to by others.
    """
    published = edition.articles
    edited = [published[path] for path in changes.edited if path in published]
    added = {path: published[path] for path in changes.added if path in published}
    if added and (_brings_pages(edition, added) or _is_awaited(edition, added)):
        return None
    return {
        kind: {
            *(key for article in edited for key in planner.showing(edition, article)),
            *(key for article in added.values() for key in planner.listing(edition, article)),
        }
        for kind, planner in planners.items()
    }


def _brings_pages(edition: Edition, added: Mapping[str, Article]) -> bool:
    digest = edition.digest
    months = {article.date.month for article in added.values()} - {""}
    codes = {code for article in added.values() for code in article.countries}
    pairs = {pair for article in added.values() for pair in pairs_of(article)}
    lists = [*(digest.by_month[m] for m in months), *(digest.by_country[c] for c in codes)]

    def before(found: Collection[Article]) -> int:
        return sum(article.path not in added for article in found)

    return not all(map(before, lists)) or any(
        edition.has_page(pair) and before(digest.by_pair[pair]) < edition.config.pair_minimum
        for pair in pairs
    )


def _is_awaited(edition: Edition, added: Collection[str]) -> bool:
    return any(
        link.partition("#")[0] in added
        for article in chain(edition.articles.values(), edition.texts.values())
        if article.links and article.path not in added
        for link in article.links
    )
