"""What one build publishes: the digest and all that goes with it, ready for the planners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from sitegen import fingerprint, urls
from sitegen.config import Config
from sitegen.countries import by_slug, country
from sitegen.dates import show_month
from sitegen.digest.organise import Digest, Pair
from sitegen.model.article import Article
from sitegen.model.elements import Card, Link
from sitegen.model.outputs import Asset
from sitegen.model.record import Marks


class Text(NamedTuple):
    """A page or an introduction from content/: its body's fingerprint and its resolved links."""

    path: str
    title: str
    summary: str
    body: str
    links: tuple[Link, ...]
    lang: str = ""


NO_TEXT = Text("", "", "", "", ())


class Place(NamedTuple):
    """An article's place within one list: the reports before and after it, None for none."""

    scope: str
    """The list: a month such as "2024-12", or a country's code."""
    earlier: Article | None
    later: Article | None


@dataclass(frozen=True)
class Edition:
    """Everything that planners draw on; what is worked out of it is worked out when asked for."""

    config: Config
    digest: Digest
    """Its order and its groups hold; a body may be newer in `articles`."""
    articles: dict[str, Article]
    """What is published, by path under content/."""
    marks: dict[str, Marks]
    """By the article's path."""
    texts: dict[str, Article]
    """Pages and introductions, by path under content/."""
    assets: tuple[Asset, ...]
    _links: dict[str, Link] = field(default_factory=dict, repr=False)
    _cards: dict[str, Card] = field(default_factory=dict, repr=False)
    _positions: dict[str, dict[str, int]] = field(default_factory=dict, repr=False)

    def address(self, article: Article) -> str:
        """An article's site path."""
        return urls.permalink(self.config.permalink, article.slug, article.id, article.date)

    def link(self, article: Article) -> Link:
        """An article by its title."""
        link = self._links.get(article.path)
        if link is None:
            link = self._links[article.path] = Link(article.title, self.address(article))
        return link

    def target(self, path: str) -> str:
        """The site path of what is published from a content file, "" for nothing."""
        if path in self.texts:
            return text_url(path)
        article = self.articles.get(path)
        return self.address(article) if article else ""

    def links(self, article: Article) -> tuple[Link, ...]:
        """Where an article's body, or a text's, links to content files, resolved."""
        return tuple(Link(link, self._resolved(link)) for link in article.links)

    def _resolved(self, link: str) -> str:
        path, mark, fragment = link.partition("#")
        return self.target(path) + mark + fragment

    def card(self, article: Article) -> Card:
        """What lists show of an article."""
        card = self._cards.get(article.path)
        if card is None:
            card = self._cards[article.path] = Card(
                self.link(article).url,
                article.title,
                article.date,
                article.summary,
                article.countries,
                article.source,
                article.lang,
            )
        return card

    def card_list(self, articles: Iterable[Article]) -> tuple[Card, ...]:
        """The cards of some articles, in their order."""
        return tuple(map(self.card, articles))

    def places(self, article: Article) -> Iterator[Place]:
        """Where an article stands in its month, then in its countries, if not alone there."""
        for scope in _scopes(article):
            later, earlier = self._around(scope, article, article)
            if later or earlier:
                yield Place(scope, earlier, later)

    def around(self, articles: Iterable[Article]) -> Iterator[Article | None]:
        """In every list, the reports around some that stand side by side in all of theirs."""
        first: dict[str, Article] = {}
        last: dict[str, Article] = {}
        for article in articles:
            for scope in _scopes(article):
                first.setdefault(scope, article)
                last[scope] = article
        for scope, article in first.items():
            yield from self._around(scope, article, last[scope])

    def _around(
        self, scope: str, first: Article, last: Article
    ) -> tuple[Article | None, Article | None]:
        lists = self.digest.by_month if "-" in scope else self.digest.by_country
        found = lists[scope]
        positions = self._positions.get(scope)
        if positions is None:
            positions = {article.path: place for place, article in enumerate(found)}
            self._positions[scope] = positions
        before, after = positions[first.path] - 1, positions[last.path] + 1
        return found[before] if before >= 0 else None, found[after] if after < len(found) else None

    @cached_property
    def pages(self) -> tuple[Text, ...]:
        """The plain pages."""
        found = self.texts.items()
        return tuple(self._text(text) for path, text in found if path.startswith("pages/"))

    @cached_property
    def introductions(self) -> dict[str, Text]:
        """By the site path of the page that they introduce."""
        found = self.texts.items()
        return {
            text_url(path): self._text(text)
            for path, text in found
            if not path.startswith("pages/")
        }

    def _text(self, text: Article) -> Text:
        links = self.links(text)
        return Text(text.path, text.title, text.summary, text.body, links, text.lang)

    def introduction(self, url: str) -> Text:
        """The editor's introduction to a page, or an empty text."""
        return self.introductions.get(url, NO_TEXT)

    def listed(self, articles: Iterable[Article]) -> list[str]:
        """The marks that a list of some articles depends on."""
        marks = self.marks
        return [marks[article.path].listed for article in articles]

    def introduction_mark(self, url: str) -> str:
        """What the introduction to a page depends on."""
        return fingerprint.of_value(self.introduction(url))

    @cached_property
    def partners(self) -> dict[str, tuple[Pair, ...]]:
        """The pairs with a page that each country is in, by its code."""
        partners: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            for code in pair:
                partners[code].append(pair)
        return {code: tuple(pairs) for code, pairs in partners.items()}

    def pairs_with(self, code: str) -> tuple[Pair, ...]:
        """The pairs with a page that a country is in."""
        return self.partners.get(code, ())

    def has_page(self, pair: Pair) -> bool:
        """Whether two countries share enough reports for a page of their own."""
        return len(self.digest.by_pair[pair]) >= self.config.pair_minimum

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that have a page."""
        return tuple(filter(self.has_page, self.digest.by_pair))

    @cached_property
    def site_feeds(self) -> tuple[Link, ...]:
        """The whole site's feed in each of its formats, RSS first."""
        names = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
        return tuple(
            Link(f"{self.config.title} ({names[format]})", urls.feed(urls.HOME, format))
            for format in names
            if format in self.config.feed_formats
        )


def _scopes(article: Article) -> tuple[str, ...]:
    """The lists that tell of neighbours: an article's month, where it is known, and countries."""
    month = article.date.month
    return (month, *article.countries) if month else article.countries


def text_url(path: str) -> str:
    """The site path of a page, or of the page that a text introduces."""
    kind, _, name = path.partition("/")
    stem = PurePosixPath(name).stem
    if kind == "months":
        return urls.month(stem)
    if kind == "countries":
        found = by_slug(stem)
        return urls.country_page(found.code) if found else f"/countries/{stem}/"
    return urls.plain_page(path)


HOME = Link("Home", urls.HOME)
_KEPT = 4096
"""Links that are kept because many pages show them."""


def year_link(year: str) -> Link:
    """A year by its name."""
    return Link(year, urls.year(year))


@lru_cache(_KEPT)
def month_link(month: str) -> Link:
    """A month by its name: "December 2024"."""
    return Link(show_month(month), urls.month(month))


@lru_cache(_KEPT)
def country_link(code: str) -> Link:
    """A country by its name."""
    return Link(country(code).name, urls.country_page(code))


@lru_cache(_KEPT)
def country_month_link(code: str, month: str) -> Link:
    """A country's month, named by the month."""
    return Link(show_month(month), urls.country_month(code, month))


def pair_title(pair: Pair) -> str:
    """A pair by its name: "Egypt and Iran"."""
    return " and ".join(country(code).name for code in pair)


@lru_cache(_KEPT)
def pair_link(pair: Pair) -> Link:
    """A pair by its name."""
    return Link(pair_title(pair), urls.pair(pair))


@lru_cache(_KEPT)
def country_feed(code: str) -> Link:
    """A country's feed."""
    return Link(f"{country(code).name} (RSS)", urls.feed(urls.country_page(code)))


def pair_feed(pair: Pair) -> Link:
    """A pair's feed."""
    return Link(f"{pair_title(pair)} (RSS)", urls.feed(urls.pair(pair)))
