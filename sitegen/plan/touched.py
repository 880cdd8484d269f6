"""Which scopes can have changed where nothing has but that articles came or were edited."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.digest.edition import Edition
from sitegen.digest.organise import Pair, pairs_of
from sitegen.model.article import Article
from sitegen.model.changes import Changes
from sitegen.plan.planner import Key, Planner


def touched_keys(
    edition: Edition, changes: Changes, planners: Mapping[str, Planner]
) -> dict[str, list[Key]] | None:
    """The keys of scopes that can have changed, by their kind.

    None where any may have, since a new report is the first of its month or country.
    """
    published = edition.articles
    shown = [published[path] for path in changes.edited if path in published]
    added = {path: published[path] for path in changes.added if path in published}
    if _has_a_first(edition, added):
        return None
    # Reports on two countries that have a page only now lead there.
    shown += [
        found for pair in _new_pairs(edition, added) for found in edition.digest.by_pair[pair]
    ]
    keys: dict[str, list[Key]] = {}
    for kind, planner in planners.items():
        showing = {key for article in shown for key in planner.showing(edition, article)}
        listing = {key for article in added.values() for key in planner.listing(edition, article)}
        keys[kind] = sorted(showing | listing)
    return keys


def _has_a_first(edition: Edition, added: Mapping[str, Article]) -> bool:
    months = {article.date.month for article in added.values()} - {""}
    codes = {code for article in added.values() for code in article.countries}
    lists = [
        *(edition.digest.by_month[month] for month in months),
        *(edition.digest.by_country[code] for code in codes),
    ]
    return any(all(article.path in added for article in found) for found in lists)


def _new_pairs(edition: Edition, added: Mapping[str, Article]) -> list[Pair]:
    pairs = {pair for article in added.values() for pair in pairs_of(article)}

    def before(pair: Pair) -> int:
        return sum(article.path not in added for article in edition.digest.by_pair[pair])

    minimum = edition.config.pair_minimum
    return [pair for pair in sorted(pairs) if edition.has_page(pair) and before(pair) < minimum]
