"""Which scopes can have changed where nothing has but that articles came or were edited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from sitegen.changes import Changes
from sitegen.model import Article
from sitegen.organise import Pair, pairs_of
from sitegen.plan.edition import Edition
from sitegen.plan.planner import Key, Planner


def touched_keys(
    edition: Edition, changes: Changes, planners: Mapping[str, Planner]
) -> dict[str, set[Key]] | None:
    """The keys of scopes that can have changed, by their kind.

    None where any may have: where a new report is the first of its month or country, or is linked
    to by others.
    """
    published = edition.articles
    edited = [published[path] for path in changes.edited if path in published]
    added = {path: published[path] for path in changes.added if path in published}
    if added and (_has_a_first(edition, added) or _is_awaited(edition, added)):
        return None
    # Reports on two countries that have a page only now lead there.
    edited += [
        found for pair in _new_pairs(edition, added) for found in edition.digest.by_pair[pair]
    ]
    return {
        kind: {
            *(key for article in edited for key in planner.showing(edition, article)),
            *(key for article in added.values() for key in planner.listing(edition, article)),
        }
        for kind, planner in planners.items()
    }


def _has_a_first(edition: Edition, added: Mapping[str, Article]) -> bool:
    months = {article.date.month for article in added.values()} - {""}
    codes = {code for article in added.values() for code in article.countries}
    lists = [
        *(edition.digest.by_month[month] for month in months),
        *(edition.digest.by_country[code] for code in codes),
    ]
    return not all(_before(found, added) for found in lists)


def _new_pairs(edition: Edition, added: Mapping[str, Article]) -> list[Pair]:
    pairs = {pair for article in added.values() for pair in pairs_of(article)}
    by_pair, minimum = edition.digest.by_pair, edition.config.pair_minimum
    return [
        pair
        for pair in sorted(pairs)
        if edition.has_page(pair) and _before(by_pair[pair], added) < minimum
    ]


def _before(found: Iterable[Article], added: Collection[str]) -> int:
    """How many of these articles were there before some were added."""
    return sum(article.path not in added for article in found)


def _is_awaited(edition: Edition, added: Collection[str]) -> bool:
    return any(
        link.partition("#")[0] in added
        for article in chain(edition.articles.values(), edition.texts.values())
        if article.links and article.path not in added
        for link in article.links
    )
