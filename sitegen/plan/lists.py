"""The parts that list pages share: cards in groups, long lists in parts, neighbours, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from sitegen import urls
from sitegen.countries import country
from sitegen.model.elements import Card, Count, Group, Link, Parts
from sitegen.words import Words

T = TypeVar("T")


def by_day(cards: Iterable[Card], words: Words, url_of: Callable[[str], str]) -> tuple[Group, ...]:
    """Group cards by day, for the front page; `url_of` gives a month's page."""

    def heading(card: Card) -> tuple[str, str]:
        if not card.date.known:
            return words.date_unknown, urls.UNDATED
        month = card.date.month
        text = words.weekday(card.date.day) if card.date.day else words.month(month)
        return text, url_of(month)

    return tuple(Group(text, url, tuple(found)) for (text, url), found in groupby(cards, heading))


def by_day_of_month(cards: Iterable[Card], words: Words) -> tuple[Group, ...]:
    """Group one month's cards by day; those without a day come last."""

    def heading(card: Card) -> str:
        return words.weekday(card.date.day) if card.date.day else words.day_unknown

    return tuple(Group(text, "", tuple(found)) for text, found in groupby(cards, heading))


def by_month(
    cards: Iterable[Card], words: Words, url_of: Callable[[str], str]
) -> tuple[Group, ...]:
    """Group cards by month; `url_of` gives the page that holds the whole month, or ""."""
    return tuple(
        Group(words.month(month), url_of(month), tuple(found))
        if month
        else Group(words.date_unknown, urls.UNDATED, tuple(found))
        for month, found in groupby(cards, lambda card: card.date.month)
    )


class Part(NamedTuple):
    """One page of a long list: its site path, its place among the parts, and its items."""

    url: str
    parts: Parts
    items: tuple[Card, ...]
    suffix: str
    """What a full part adds to its title."""

    @property
    def whole(self) -> bool:
        """Whether this is the list's own page, with its newest items."""
        return not self.parts.number


def in_parts(cards: Sequence[Card], size: int, url: str, words: Words) -> Iterator[Part]:
    """Spread cards, newest first, over a page and as many full parts as they need.

    Parts are counted from the oldest and hold `size` cards each, so a new article changes the
    page alone; once in `size` articles a part fills up and the one before it links to it. The page
    itself holds up to twice `size`, so it never looks empty after a part was split off.
    """
    full = _full_parts(len(cards), size)
    links = tuple(
        Link(words.part.format(number=number), urls.part(url, number))
        for number in range(1, full + 1)
    )
    newest = len(cards) - full * size
    parts = Parts(0, links[-1] if links else None, None, tuple(reversed(links)))
    yield Part(url, parts, tuple(cards[:newest]), "")
    for number, link in enumerate(links, 1):
        start = newest + (full - number) * size
        earlier = links[number - 2] if number > 1 else None
        later = links[number] if number < full else Link(words.newest, url)
        items = tuple(cards[start : start + size])
        yield Part(link.url, Parts(number, earlier, later), items, words.suffix(number))


def part_urls(page: str, number: int, size: int) -> Iterator[str]:
    """The addresses that `in_parts` gives to a list of `number` cards."""
    yield page
    yield from (urls.part(page, part) for part in range(1, _full_parts(number, size) + 1))


def _full_parts(number: int, size: int) -> int:
    return max(0, number // size - 1)


def with_neighbours(items: Sequence[T]) -> Iterator[tuple[T, T | None, T | None]]:
    """Each item of a list that runs newest first, with the earlier and the later one."""
    return zip(items, (*items[1:], None), (None, *items[:-1]), strict=False)


def counts(found: Iterable[tuple[Link, int]]) -> tuple[Count, ...]:
    """Links with numbers, the greatest first, then by title."""
    listed = (Count(link.title, link.url, number) for link, number in found)
    return tuple(sorted(listed, key=lambda count: (-count.number, count.title)))


def countries_in(cards: Iterable[Card], month: str, without: str = "") -> tuple[Count, ...]:
    """The countries of some cards of a month, each leading to its own list of that month."""
    numbers = Counter(code for card in cards for code in card.countries)
    del numbers[without]
    return counts(
        (Link(country(code).name, urls.country_month(code, month)), number)
        for code, number in numbers.items()
    )
