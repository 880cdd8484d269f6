"""Where articles stand: as the editor says, and out of the way of others where nobody has said.

An address that was made of a headline moves aside, and never one that an editor gave. Who keeps the
plain address is decided by what the articles say and by nothing that was built before: the earliest
by date, then by path; each later one takes the first of its own further forms that is free. So an
article that comes later than all that are there moves none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from sitegen import fingerprint, urls
from sitegen.model.article import Article
from sitegen.problems import CONTENT, Location, Problem

THE_SITE = "the site itself"
_field = attrgetter("field")
_SHORT = 8
"""Digits of its own that tell an article from others of its headline and day."""


class Addresses(NamedTuple):
    """Every article's site path by its path under content/, and which of them moved aside."""

    urls: dict[str, str]
    problems: tuple[Problem, ...]


def addresses(
    articles: Mapping[str, Article], pattern: str, claimed: Mapping[str, str]
) -> Addresses:
    """Give each article its address.

    `claimed` has the addresses of all else that an editor has put there, with what claims each.
    """
    found = {path: _url(article, pattern) for path, article in articles.items()}
    movable = [
        article
        for article in articles.values()
        if article.derived and _is_derived(article) and _ends_with_slug(article, pattern)
    ]
    if not movable:
        return Addresses(found, ())
    moving = {article.path for article in movable}
    taken = {_place(url): whose for url, whose in claimed.items()}
    taken |= {_place(url): CONTENT + path for path, url in found.items() if path not in moving}
    # An article's own earlier address is its editor's mistake, and told as one.
    earlier: dict[str, set[str]] = {}
    for path, article in articles.items():
        for alias in article.aliases:
            earlier.setdefault(_place(alias), set()).add(CONTENT + path)
    problems = []
    for article in sorted(movable, key=lambda one: (one.date.sort_key, one.path)):
        own = CONTENT + article.path
        plain = found[article.path]
        whose = _owner(plain, own, taken, earlier)
        url = plain
        if whose:
            url = _free(article, pattern, own, taken, earlier)
            problems.append(_moved(own, plain, url, whose, articles))
        found[article.path] = url
        taken[_place(url)] = own
    return Addresses(found, tuple(problems))


def _url(article: Article, pattern: str, slug: str = "") -> str:
    return urls.permalink(pattern, slug or article.slug, article.id, article.date)


def _is_derived(article: Article) -> bool:
    return "slug" in map(_field, article.derived)


def _ends_with_slug(article: Article, pattern: str) -> bool:
    """Whether another slug would be another address: the pattern may have the id alone."""
    return "{slug}" in pattern or not article.date.known


def _place(url: str) -> str:
    """What two addresses have in common that can't both be there, on any file system."""
    return url.removesuffix("index.html").rstrip("/").casefold()


def _owner(url: str, own: str, taken: Mapping[str, str], earlier: Mapping[str, set[str]]) -> str:
    """What claims an address before the article whose file is `own`; "" for nothing."""
    place = _place(url)
    if place in taken:
        return taken[place]
    if place in earlier and (others := earlier[place] - {own}):
        return min(others)
    return THE_SITE if urls.is_of_the_site(url) else ""


def _free(
    article: Article,
    pattern: str,
    own: str,
    taken: Mapping[str, str],
    earlier: Mapping[str, set[str]],
) -> str:
    """The first of an article's further addresses that nothing else claims."""
    url = ""
    for slug in further_slugs(article):
        url = _url(article, pattern, slug)
        if not _owner(url, own, taken, earlier):
            break
    return url


def further_slugs(article: Article) -> Iterator[str]:
    """What an article may be called where another has its slug, each by what it says itself."""
    if article.date.day:
        yield f"{article.slug}-{article.date.day}"
    digits = fingerprint.of_text(article.id)
    yield f"{article.slug}-{digits[:_SHORT]}"
    yield f"{article.slug}-{digits}"


def _moved(own: str, plain: str, url: str, whose: str, articles: Mapping[str, Article]) -> Problem:
    other = articles.get(whose.removeprefix(CONTENT))
    if other and other.slug == articles[own.removeprefix(CONTENT)].slug and _is_derived(other):
        message = f"has the headline of {whose}, so its address is {url}"
        hint = "if it is an update of that, remove the older one; slug: gives it another address"
    else:
        message = f"the address of its headline, {plain}, is that of {whose}, so its own is {url}"
        hint = "slug: gives it another"
    return Problem(Location(own), "moved-address", message, hint, "warning")
