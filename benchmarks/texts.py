"""A piece as a file: as an editor writes it, as an import writes it, as it came over the wire.

For Hugo each says besides under what it is to be listed, which sitegen finds out for itself.
"""

from __future__ import annotations

import json
import re
from datetime import UTC
from functools import cache

from benchmarks.corpus import Piece, markdown
from sitegen import fingerprint
from sitegen.content.compose import compose
from sitegen.countries import countries
from sitegen.dates import parse_date
from sitegen.model.article import Article, Derived, Source
from sitegen.package import read_table
from sitegen.wire.words.summary import summarise

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"^> |\*", re.MULTILINE)


def edited(piece: Piece) -> str:
    """What an editor wrote."""
    return markdown(piece)


def edited_for_hugo(piece: Piece) -> str:
    """What an editor wrote, with the month as in its address."""
    return markdown(piece, _lists(piece, f"{piece.day:%Y-%m}"))


def imported(piece: Piece) -> str:
    """What `sitegen import` made of a wire text, with what an editor marked in it since."""
    return _front(_article(piece)) + piece.body


def imported_for_hugo(piece: Piece) -> str:
    """The same, with countries by their names, since Hugo has no table of them."""
    article = _article(piece)._replace(countries=piece.countries)
    front = _front(article).removesuffix(_END)
    return "\n".join((front, *_lists(piece, f"{piece.day:%B %Y}"))) + _END + piece.body


def raw(piece: Piece) -> str:
    """A wire text: a headline, and paragraphs of which the first says where, when and who."""
    return f"{piece.title}\n\n{_dateline(piece)} {_unmarked(piece.body)}"


_END = "\n---\n\n"


def _front(article: Article) -> str:
    """All that an import writes above the text."""
    text = fingerprint.of_text(article.title)
    return compose(article, (), f"imported from {article.id}.txt (text {text})").rstrip() + "\n\n"


def _lists(piece: Piece, month: str) -> tuple[str, ...]:
    """The month, and each country in its month, as front matter."""
    names = [f"{country} in {piece.day:%B %Y}" for country in piece.countries]
    return f"months: ['{month}']", f"country_months: {json.dumps(names)}"


def _article(piece: Piece) -> Article:
    """What an import reads in a piece's wire text, and from which words."""
    codes = _codes()
    about = tuple(codes[name] for name in piece.countries)
    named = dict.fromkeys(codes[name] for name in _named().findall(piece.body))
    body = _unmarked(piece.body)
    summary = summarise((body.partition("\n")[0],))
    head = _dateline(piece)
    evidence = {
        **{"title": piece.title, "date": head, "dateline": head},
        **{"countries": ", ".join(piece.countries), "summary": summary, "source": head},
    }
    return Article(
        id=piece.name,
        slug=piece.name,
        title=piece.title,
        date=parse_date(str(piece.day), UTC),
        dateline=_place(piece.countries[0]),
        countries=about,
        mentions=tuple(code for code in named if code not in about),
        summary=summary,
        source=Source(piece.source),
        derived=tuple(Derived(field, "", words) for field, words in evidence.items()),
    )


def _dateline(piece: Piece) -> str:
    """The head of a wire text: "CAIRO, June 30, 2025 (Northern Press) --"."""
    place = _place(piece.countries[0])
    return f"{place}, {piece.day:%B} {piece.day.day}, {piece.day.year} ({piece.source}) --"


def _unmarked(body: str) -> str:
    return _MARK.sub("", _LINK.sub(r"\1", body))


@cache
def _codes() -> dict[str, str]:
    return {country.name: country.code for country in countries()}


@cache
def _named() -> re.Pattern[str]:
    """Finds the countries that a sentence of the corpus is from, or in."""
    names = sorted(map(re.escape, _codes()), key=len, reverse=True)
    return re.compile(rf"\b(?:in|from) ({'|'.join(names)})\b")


def _place(country: str) -> str:
    """A country's capital as it stands in a dateline, or the country where that has no table."""
    return _capitals().get(_codes()[country], country).upper()


@cache
def _capitals() -> dict[str, str]:
    rows = (line.split("\t") for line in read_table("countries/places.tsv").splitlines())
    return {row[2]: row[0] for row in rows if row[1:2] == ["capital"]}
