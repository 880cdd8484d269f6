"""What a planner is: of one kind of output, the scopes, and how each is made.

A scope is a lot of outputs that are due together: a day's articles, a month's parts. Its basis
tells from marks alone, without making anything, whether it can have changed; where it has, its
outputs are made and compared one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sitegen.digest.edition import Edition
from sitegen.model.article import Article
from sitegen.model.outputs import Output

Key = tuple[str, ...]


def _none(edition: Edition, article: Article) -> Iterable[Key]:
    return ()


def months(edition: Edition) -> Iterable[Key]:
    """A key for every month that has reports."""
    return ((month,) for month in edition.digest.by_month)


def month_of(edition: Edition, article: Article) -> Iterable[Key]:
    """The key of an article's month, where that is known."""
    return ((article.date.month,),) if article.date.month else ()


class Planner(NamedTuple):
    """One kind of output."""

    keys: Callable[[Edition], Iterable[Key]]
    """One for each scope."""
    urls: Callable[[Edition, Key], Iterable[str]]
    """The addresses of the scope's outputs."""
    basis: Callable[[Edition, Key], Iterable[str]]
    """Everything that its outputs are made from, the settings aside."""
    make: Callable[[Edition, Key], Iterator[Output]]
    listing: Callable[[Edition, Article], Iterable[Key]]
    """The scopes that tell of an article at all, be it as what comes next. Not those that change
    because a month, a country or a pair has a page only now: `touched.py` sees to them."""
    template: str = ""
    """What its pages are rendered with; "" for what is no page."""
    showing: Callable[[Edition, Article], Iterable[Key]] = _none
    """The scopes that show more of an article than lists do."""
