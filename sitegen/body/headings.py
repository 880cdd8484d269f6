"""Headings of a body: their rank, the ids that links can lead to, and one that is the title."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from sitegen.body.parser import said
from sitegen.text.script import address_words

if TYPE_CHECKING:
    from sitegen.body.library import Token


def take_title(tokens: list[Token], is_title: Callable[[str], bool]) -> str:
    """Take off a top heading that stands above all else, if it is the title; its words."""
    if not tokens or (tokens[0].type, tokens[0].tag, tokens[0].markup) != (
        "heading_open",
        "h1",
        "#",
    ):
        return ""
    words = said(tokens[1])
    if not words or not is_title(words):
        return ""
    del tokens[:3]
    return words


def demote(tokens: Sequence[Token]) -> None:
    """A page has one h1, its title: a body that begins with h1 moves down a level."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    if any(token.tag == "h1" for token in headings):
        for token in headings:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"


def name_all(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give every heading an id made of its words, so that links can lead to it; all ids."""
    seen = {"main": None}  # the page's own
    used: Counter[str] = Counter()
    for token, words in pairwise(tokens):
        if token.type == "heading_open":
            wanted = "-".join(address_words(said(words).lower())) or "section"
            name = wanted
            while name in seen:
                used[wanted] += 1
                name = f"{wanted}-{used[wanted] + 1}"
            seen[name] = None
            token.attrSet("id", name)
    return tuple(seen)[1:]


def fragment(text: str) -> str:
    """What a link says after #, in the normal form in which ids are."""
    return unicodedata.normalize("NFC", text)
