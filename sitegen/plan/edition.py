"""What one build publishes: the digest and all that goes with it, ready for the planners."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sitegen import fingerprint, urls
from sitegen.config import Config
from sitegen.content.parsed import Marks
from sitegen.countries import country
from sitegen.dates import show_month
from sitegen.elements import Card, Link
from sitegen.model import Article
from sitegen.organise import Digest, Pair
from sitegen.outputs import Asset


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
    """An article's place within one list: the ids before and after it, "" for none."""

    scope: Link
    earlier: str
    later: str


class Edition(NamedTuple):
    """Everything that planners draw on."""

    config: Config
    digest: Digest
    addresses: dict[str, str]
    """Site path by article id."""
    cards: dict[str, Card]
    """By article id."""
    links: dict[str, tuple[Link, ...]]
    """Resolved links of each article's body, by article id."""
    marks: dict[str, Marks]
    """By article id."""
    partners: dict[str, tuple[Pair, ...]]
    """The pairs with a page that each country is in, by its code."""
    places: dict[str, list[Place]]
    """Where each article stands in its month, then in its countries; by article id."""
    pages: tuple[Text, ...]
    introductions: dict[str, Text]
    """By the site path of the page that they introduce."""
    assets: tuple[Asset, ...]

    def card_list(self, articles: tuple[Article, ...]) -> tuple[Card, ...]:
        """The cards of some articles, in their order."""
        return tuple(self.cards[article.id] for article in articles)

    def introduction(self, url: str) -> Text:
        """The editor's introduction to a page, or an empty text."""
        return self.introductions.get(url, NO_TEXT)

    def listed(self, articles: Iterable[Article]) -> list[str]:
        """The marks that a list of some articles depends on."""
        marks = self.marks
        return [marks[article.id].listed for article in articles]

    def introduction_mark(self, url: str) -> str:
        """What the introduction to a page depends on."""
        return fingerprint.of_value(self.introduction(url))

    def pairs_with(self, code: str) -> tuple[Pair, ...]:
        """The pairs with a page that a country is in."""
        return self.partners.get(code, ())

    def has_page(self, pair: Pair) -> bool:
        """Whether two countries share enough reports for a page of their own."""
        return len(self.digest.by_pair[pair]) >= self.config.pair_minimum

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that have a page."""
        return tuple(filter(self.has_page, self.digest.by_pair))

    @property
    def site_feeds(self) -> tuple[Link, ...]:
        """The whole site's feed in each of its formats, RSS first."""
        names = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
        return tuple(
            Link(f"{self.config.title} ({names[format]})", urls.feed(urls.HOME, format))
            for format in names
            if format in self.config.feed_formats
        )


def make_card(article: Article, url: str) -> Card:
    """What lists show of an article."""
    return Card(
        url,
        article.title,
        article.date,
        article.summary,
        article.countries,
        article.source,
        article.lang,
    )


HOME = Link("Home", urls.HOME)


def year_link(year: str) -> Link:
    """A year by its name."""
    return Link(year, urls.year(year))


def month_link(month: str) -> Link:
    """A month by its name: "December 2024"."""
    return Link(show_month(month), urls.month(month))


def country_link(code: str) -> Link:
    """A country by its name."""
    return Link(country(code).name, urls.country_page(code))


def country_month_link(code: str, month: str) -> Link:
    """A country's month, named by the month."""
    return Link(show_month(month), urls.country_month(code, month))


def pair_title(pair: Pair) -> str:
    """A pair by its name: "Egypt and Iran"."""
    return " and ".join(country(code).name for code in pair)


def pair_link(pair: Pair) -> Link:
    """A pair by its name."""
    return Link(pair_title(pair), urls.pair(pair))


def country_feed(code: str) -> Link:
    """A country's feed."""
    return Link(f"{country(code).name} (RSS)", urls.feed(urls.country_page(code)))


def pair_feed(pair: Pair) -> Link:
    """A pair's feed."""
    return Link(f"{pair_title(pair)} (RSS)", urls.feed(urls.pair(pair)))
