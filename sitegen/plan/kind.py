"""What a kind of page is: what there is of it, where it stands, how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from sitegen.digest.edition import Edition, Objects
from sitegen.model.site import Site

S = TypeVar("S", bound="tuple[Any, ...]")


class Kind(NamedTuple, Generic[S]):
    """One kind of page, or of another file.

    A subject is a frozen value that holds all that the pages of one scope may show, cards and
    bodies by their fingerprints. Pages are made from it and from nothing else: they are due when
    it differs from the last build's.
    """

    name: str
    subjects: Callable[[Edition], Iterable[S]]
    """One for each scope: a month, a country, a day's articles."""
    urls: Callable[[S, Site], Iterable[str]]
    """The addresses of a subject's pages, known without making any of them."""
    pages: Callable[[S, Site, Objects], Iterator[Any]]
    """A subject's pages, in the order of their addresses."""
    template: str = ""
    """What the pages are rendered with; "" for files that have a format of their own."""
    in_sitemap: bool = True
    """Whether each subject's first address stands in the sitemap. Articles and lists of a month
    do not: they stand in the map of their month."""


def itself(subject: S, site: Site, objects: Objects) -> Iterator[S]:
    """The page of a subject that is one."""
    yield subject
