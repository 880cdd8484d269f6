"""A synthetic newswire: N articles of invented words, the same for the same seed on any machine.

What counts for a build is like the real thing: how many countries an article has and how unevenly
countries and months are covered, the length of bodies, how many of them hold more than plain
paragraphs, and what editors write into front matter. Nothing is copied from anywhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from sitegen.countries import countries
from sitegen.wire.words.slug import slug

LAST_DAY = date(2025, 6, 30)
NEWSWIRE_YEAR = 12_000
"""Articles a year in a corpus of up to NEWSWIRE articles; a larger one is an archive of decades."""
NEWSWIRE = 20_000
COUNTRIES = 150
WITH_MARKS = 0.15
"""The share of bodies that hold a link, emphasis or a quotation."""
WITH_SUMMARY = 0.7
AGENCIES = ("Northern Press", "Meridian Wire", "Harbour News Agency", "Union of Reporters")

_ONSETS = (
    *("b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "pl", "r", "s"),
    *("st", "t", "tr", "v", "w", ""),
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "", "l", "n", "r", "s", "t", "m", "nd", "st", "rk")


class Piece(NamedTuple):
    """An article as an editor would write it."""

    name: str
    """The file's name without its ending, which ends its address; no two pieces share one."""
    title: str
    day: date
    countries: tuple[str, ...]
    """Names, the foremost first."""
    summary: str
    source: str
    body: str

    @property
    def month(self) -> str:
        return f"{self.day:%Y-%m}"

    @property
    def path(self) -> str:
        """Where the file stands under content/."""
        return f"articles/{self.day:%Y/%m}/{self.name}.md"


def default_years(number: int) -> float:
    """10,000 articles are ten months of a newswire; 100,000 an archive of thirty years."""
    return number / NEWSWIRE_YEAR if number <= NEWSWIRE else number * 3 / 10_000


class Corpus:
    """Pieces, oldest first; each depends on the seed and its own number only."""

    def __init__(self, number: int, years: float = 0, seed: int = 1) -> None:
        self.number = number
        self.days = max(1, round((years or default_years(number)) * 365.25))
        self._seed = seed
        random = Random(f"{seed} words")
        words = sorted({_word(random, random.choice((1, 1, 2, 2, 3))) for _ in range(5000)})
        self._words = sorted(words, key=lambda word: len(word) + random.uniform(0, 6))
        self._word_weights = _zipf(len(self._words), 0.9)
        self._people = [f"{_name(random)} {_name(random)}" for _ in range(600)]
        names = [country.name for country in countries() if country.name.isascii()]
        self._countries = random.sample(names, min(COUNTRIES, len(names)))
        self._country_weights = _zipf(len(self._countries), 1.0)

    def __iter__(self) -> Iterator[Piece]:
        return (self.piece(index) for index in range(self.number))

    def piece(self, index: int) -> Piece:
        """The piece of a number; one past the last is tomorrow's news."""
        random = Random(f"{self._seed} {index}")
        about = self._about(random)
        title = self._title(random, about)
        return Piece(
            f"{'-'.join(slug(title).split('-')[:4])}-{index}",
            title,
            LAST_DAY - timedelta(self.days - 1 - index * self.days // self.number),
            about,
            self._sentence(random, about) if random.random() < WITH_SUMMARY else "",
            random.choice(AGENCIES),
            self._body(random, about),
        )

    def _about(self, random: Random) -> tuple[str, ...]:
        wanted = random.choices((1, 2, 3), (45, 38, 17))[0]
        found: dict[str, None] = {}
        while len(found) < wanted:
            found[self._country(random)] = None
        return tuple(found)

    def _country(self, random: Random) -> str:
        return random.choices(self._countries, cum_weights=self._country_weights)[0]

    def _some(self, random: Random, number: int) -> list[str]:
        return random.choices(self._words, cum_weights=self._word_weights, k=number)

    def _title(self, random: Random, about: Sequence[str]) -> str:
        words = self._some(random, random.randint(5, 9))
        return " ".join((about[0], *words))

    def _sentence(self, random: Random, about: Sequence[str]) -> str:
        words = self._some(random, random.randint(9, 24))
        words[random.randrange(4, 9)] += ","
        kind = random.random()
        if kind < 0.25:
            words.insert(4, f"in {random.choice(about)}")
        elif kind < 0.32:
            words.insert(4, f"from {self._country(random)}")
        elif kind < 0.5:
            words.insert(3, random.choice(self._people))
        elif kind < 0.6:
            words.insert(5, f"{random.randint(2, 900)}")
        words[0] = words[0].capitalize()
        sentence = " ".join(words) + "."
        return f'"{sentence}"' if kind > 0.94 else sentence

    def _paragraph(self, random: Random, about: Sequence[str]) -> str:
        return " ".join(self._sentence(random, about) for _ in range(random.randint(2, 5)))

    def _body(self, random: Random, about: Sequence[str]) -> str:
        paragraphs = [self._paragraph(random, about) for _ in range(random.randint(5, 9))]
        if random.random() < WITH_MARKS:
            index = random.randrange(len(paragraphs))
            paragraphs[index] = _marked(paragraphs[index], random)
        return "\n\n".join(paragraphs) + "\n"


def _zipf(number: int, exponent: float) -> list[float]:
    """Cumulative weights: the first is chosen most, the second about half as often."""
    return list(accumulate(1 / rank**exponent for rank in range(2, number + 2)))


def _word(random: Random, syllables: int) -> str:
    parts = (_ONSETS, _VOWELS, _CODAS)
    return "".join(random.choice(part) for _ in range(syllables) for part in parts)


def _name(random: Random) -> str:
    return _word(random, random.choice((1, 2, 2))).capitalize()


def _marked(paragraph: str, random: Random) -> str:
    words = paragraph.split(" ")
    match random.randrange(3):
        case 0:
            words[3] = f"[{words[3]}](https://news.example.org/{random.randrange(10**6)})"
        case 1:
            words[2] = f"*{words[2]}*"
        case _:
            words[0] = f"> {words[0]}"
    return " ".join(words)


def markdown(piece: Piece, extra: Sequence[str] = ()) -> str:
    """A piece as a content file; `extra` holds further lines of front matter."""
    lines = [
        "---",
        f"title: {_yaml(piece.title)}",
        f"date: {piece.day}",
        f"countries: [{', '.join(map(_yaml, piece.countries))}]",
        *([f"summary: {_yaml(piece.summary)}"] if piece.summary else ()),
        f"source: {_yaml(piece.source)}",
        *extra,
        "---",
        "",
        piece.body,
    ]
    return "\n".join(lines)


def _yaml(text: str) -> str:
    """A text as YAML, in quotes only where an editor would need them."""
    plain = text[0].isalpha() and not any(mark in text for mark in ':#,"[]{}')
    return text if plain else "'{}'".format(text.replace("'", "''"))


SETTINGS = """\
title = "The Benchmark Digest"
description = "Invented reports on real countries, filed by country and month"
base_url = "https://digest.example.org"
timezone = "Africa/Cairo"
"""


def write(corpus: Corpus, project: Path, settings: str = "") -> None:
    """Write a project of sitegen's: settings and content/."""
    project.mkdir(parents=True, exist_ok=True)
    (project / "sitegen.toml").write_text(SETTINGS + settings, "utf-8")
    for piece in corpus:
        put(project / "content" / piece.path, markdown(piece))


def put(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a project of invented articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--years", type=float, default=0, help="default: by the size")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(Corpus(arguments.articles, arguments.years, arguments.seed), arguments.folder)


if __name__ == "__main__":
    main()
