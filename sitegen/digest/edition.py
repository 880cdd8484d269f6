"""What one build publishes: the digest and all that goes with it, ready for the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import PurePosixPath
from typing import NamedTuple

from sitegen import fingerprint, urls
from sitegen.config import Config
from sitegen.countries import by_slug
from sitegen.digest.addresses import Addresses, addresses
from sitegen.digest.forms import Paths
from sitegen.digest.organise import Digest, Pair
from sitegen.model.article import Article
from sitegen.model.elements import Asset, Card, Html, Link, Text
from sitegen.model.site import Site
from sitegen.problems import CONTENT


class Published(NamedTuple):
    """An article as it is published: its site path, its fingerprint, and where the links of its
    body to content files lead.
    """

    url: str
    article: str
    links: tuple[Link, ...]


class Stretch(NamedTuple):
    """Where a day's articles stand in one list: their cards by their fingerprints, newest first,
    between the last card after that day and the first one before it, where there are such.
    """

    list: str
    """A month such as "2024-12", or a country's code."""
    cards: tuple[str, ...]


_path, _countries = attrgetter("path"), attrgetter("countries")


class Objects:
    """What fingerprints stand for. Whoever makes a page reaches nothing but what its subject
    names, so that nothing can be shown that is not counted.
    """

    def __init__(self, cards: Mapping[str, Card], articles: Mapping[str, Article]) -> None:
        """Hold cards and articles by their fingerprints."""
        self._cards = cards
        self._articles = articles

    def cards(self, references: Iterable[str]) -> tuple[Card, ...]:
        """Cards, in the order of their references."""
        cards = self._cards
        return tuple([cards[reference] for reference in references])

    def card(self, reference: str) -> Card | None:
        """A card; None for ""."""
        return self._cards[reference] if reference else None

    def article(self, reference: str) -> Article:
        """An article."""
        return self._articles[reference]


@dataclass(frozen=True)
class Edition:
    """All that subjects are made from; what is worked out of it is worked out when asked for."""

    config: Config
    digest: Digest
    articles: dict[str, Article]
    """What is published, by path under content/."""
    references: dict[str, str]
    """The fingerprint of each of these articles, by its path."""
    texts: dict[str, Article]
    """Pages and introductions, by path under content/."""
    assets: tuple[Asset, ...] = ()

    @cached_property
    def site(self) -> Site:
        """What every page may show of the site."""
        return self.config.site(tuple(Link(text.title, text_url(text.path)) for text in self.pages))

    @cached_property
    def placed(self) -> Addresses:
        """Where every article stands, and which of them moved aside for what."""
        return addresses(self.articles, self.config.permalink, claimed(self.texts, self.assets))

    @property
    def addresses(self) -> dict[str, str]:
        """Every article's site path, by its path under content/."""
        return self.placed.urls

    def address(self, article: Article) -> str:
        """An article's site path."""
        return self.addresses[article.path]

    @cached_property
    def objects(self) -> Objects:
        """What references stand for."""
        cards = dict(zip(self.cards.values(), self._cards, strict=True))
        articles = zip(self.references.values(), self.articles.values(), strict=True)
        return Objects(cards, dict(articles))

    @cached_property
    def _cards(self) -> list[Card]:
        return [
            Card(
                url=url,
                title=article.title,
                date=article.date,
                summary=article.summary,
                countries=article.countries,
                source=article.source,
                lang=article.lang,
            )
            for url, article in zip(self.addresses.values(), self.articles.values(), strict=True)
        ]

    @cached_property
    def cards(self) -> dict[str, str]:
        """The fingerprint of every article's card, by its path."""
        references = map(fingerprint.of_value, self._cards)
        return dict(zip(self.articles, references, strict=True))

    def listed(self, articles: Iterable[Article]) -> tuple[str, ...]:
        """References to the cards of some articles, in their order."""
        return tuple(map(self.cards.__getitem__, map(_path, articles)))

    @cached_property
    def _published(self) -> dict[str, Published]:
        return {
            path: Published(
                url, self.references[path], self.links(article) if article.links else ()
            )
            for (path, article), url in zip(
                self.articles.items(), self.addresses.values(), strict=True
            )
        }

    def published(self, articles: Iterable[Article]) -> tuple[Published, ...]:
        """Some articles as they are published, in their order."""
        return tuple(map(self._published.__getitem__, map(_path, articles)))

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self.articles, self.texts)

    def target(self, path: str) -> str:
        """The site path of what is published from a content file, "" for nothing."""
        path = self._paths.named(path)
        return text_url(path) if path in self.texts else self.addresses.get(path, "")

    def links(self, article: Article) -> tuple[Link, ...]:
        """Where an article's body, or a text's, links to content files, resolved."""
        return tuple([Link(link, self._resolved(link)) for link in article.links])

    def _resolved(self, link: str) -> str:
        path, sign, fragment = link.partition("#")
        return self.target(path) + sign + fragment

    def days(self) -> Iterator[tuple[tuple[Article, ...], tuple[Stretch, ...]]]:
        """Each day's articles, newest first, and where they stand in their months and countries.

        Articles stand in the same order in every list, so a day's stand side by side in each.
        """
        digest = self.digest
        lists = {name: self.listed(found) for name, found in digest.by_month.items()}
        lists |= {code: self.listed(found) for code, found in digest.by_country.items()}
        passed: Counter[str] = Counter()
        for found in digest.by_day.values():
            numbers = Counter(chain.from_iterable(map(_countries, found)))
            if month := found[0].date.month:
                numbers[month] = len(found)
            stretches = []
            for name, number in numbers.items():
                start = passed[name]
                passed[name] = end = start + number
                cards = lists[name][max(0, start - 1) : end + 1]
                if len(cards) > 1:
                    stretches.append(Stretch(name, cards))
            yield found, tuple(stretches)

    @cached_property
    def pages(self) -> tuple[Text, ...]:
        """The plain pages."""
        found = self.texts.items()
        return tuple(self._text(text) for path, text in found if _is_page(path))

    @cached_property
    def introductions(self) -> dict[str, Html]:
        """By the site path of the page that they introduce."""
        found = self.texts.items()
        return {text_url(path): self._text(text).body for path, text in found if not _is_page(path)}

    def _text(self, text: Article) -> Text:
        body = Html(text.body, self.links(text))
        return Text(
            path=text.path, title=text.title, summary=text.summary, body=body, lang=text.lang
        )

    def introduction(self, url: str) -> Html:
        """The editor's introduction to a page, or an empty text."""
        return self.introductions.get(url, Html())

    @cached_property
    def partners(self) -> dict[str, tuple[Pair, ...]]:
        """The pairs with a page that each country is in, by its code."""
        partners: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            for code in pair:
                partners[code].append(pair)
        return {code: tuple(pairs) for code, pairs in partners.items()}

    @cached_property
    def pairs(self) -> dict[Pair, tuple[Article, ...]]:
        """The reports of each pair that shares enough of them for a page of its own."""
        minimum = self.config.pair_minimum
        by_pair = self.digest.by_pair.items()
        return {pair: found for pair, found in by_pair if len(found) >= minimum}


def claimed(texts: Iterable[str], assets: Iterable[Asset]) -> dict[str, str]:
    """The site paths that pages and static files have, with what has each."""
    pages = {text_url(path): CONTENT + path for path in texts if _is_page(path)}
    return pages | {asset.url: f"static/{asset.name}" for asset in assets}


def _is_page(path: str) -> bool:
    """Whether a text is a page of its own, and no introduction."""
    return path.startswith("pages/")


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
