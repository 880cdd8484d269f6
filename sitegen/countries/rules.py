"""What a name means where it stands: people, namesakes, things, languages.

Each rule takes the scene and a hit and answers with the hit, another reading of it, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sitegen.countries.lexicon import Lexicon
from sitegen.countries.scanning import Hit

_PLACES = frozenset({"name", "capital", "city", "region"})
_NEXT_WORDS = re.compile(r" ([A-Z][a-z'-]+)(?: (\S+))?")
_NEXT_WORD = re.compile(r" ([a-z]+)")
_LAST_WORD = re.compile(r"(\S+) $")
_LANGUAGE_BEHIND = re.compile(
    r"$|[.,;:!?)\"]|'(?!s)| (?:and|or|on|at|to|as|by|with|for|that|but|from|during|the|when)\b"
)
_POLISH_BEHIND = re.compile(r" (?:the|your|my|his|her|its|their|our|it|them|off|up|until|a|an)\b")
_SHOUTED_WORD = re.compile(r" ([A-Z]+)\b")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules may look at."""

    text: str
    """The folded text."""
    low: str
    """The same in lower case."""
    whole: str
    """Title, dateline and text together, folded, in lower case: for the drift of the story."""
    hits: Sequence[Hit]
    table: Lexicon


Rule = Callable[[Scene, int, Hit], Hit | None]


def read(hits: Sequence[Hit], text: str, whole: str, table: Lexicon) -> list[Hit]:
    """The hits that name a country, as they are meant where they stand."""
    scene = Scene(text, text.lower(), whole, hits, table)
    watched = table.words["watched"]
    meant = []
    for index, hit in enumerate(hits):
        if not hit.codes:
            continue  # [nothing] swallowed the words
        paid = money(scene, hit)
        reading: Hit | None = paid
        if hit.term.kind in _PLACES:
            reading = _apply(PLACE_RULES, scene, index, paid)
        if reading is not None and hit.term.text in watched:
            reading = _apply(WORD_RULES, scene, index, reading)
        if reading is not None:
            meant.append(reading)
    return meant


def _apply(rules: tuple[Rule, ...], scene: Scene, index: int, hit: Hit) -> Hit | None:
    """The reading that is left after all the rules."""
    for rule in rules:
        reading = rule(scene, index, hit)
        if reading is None:
            return None
        hit = reading
    return hit


def town_in_state(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """Of "Paris, Texas" and "Lebanon, Pennsylvania" only the state counts."""
    if scene.text[hit.end : hit.end + 2] != ", " or index + 1 == len(scene.hits):
        return hit
    behind = scene.hits[index + 1]
    if behind.start != hit.end + 2 or behind.codes == hit.codes:
        return hit
    if behind.term.kind in {"region", "postal"} or behind.term.text == "washington":
        return None
    if behind.term.kind != "name":
        return hit
    if behind.term.text == "georgia" and hit.term.text in scene.table.words["town-of-georgia"]:
        return None
    words = scene.table.words["namesake-capital"]
    return None if hit.term.kind == "city" or hit.term.text in words else hit


def state_of_georgia(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """Take Georgia behind one of its towns for the state, whatever the rest says."""
    if hit.term.text != "georgia" or scene.text[hit.start - 2 : hit.start] != ", ":
        return hit
    town = scene.low[max(0, hit.start - 20) : hit.start - 2].split()
    known = scene.table.words["town-of-georgia"]
    return replace(hit, codes=("US",)) if town and town[-1] in known else hit


def second_meaning(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """A word with two meanings has the one that the story shows more signs of."""
    entry = scene.table.second.get(hit.term.text)
    if entry is None or hit.codes != hit.term.codes:
        return hit
    signs = len(set(re.findall(entry.signs, scene.whole)))
    if not signs or signs <= len(set(re.findall(entry.counter, scene.whole))):
        return hit
    return replace(hit, codes=entry.codes) if entry.codes else None


def money(scene: Scene, hit: Hit) -> Hit:
    """Take a name with a unit of money behind it for the currency: "Sudanese pound"."""
    match = _NEXT_WORD.match(scene.low, hit.end)
    if match is None or match[1] not in scene.table.words["money"]:
        return hit
    return replace(hit, term=replace(hit.term, kind="currency"))


def person(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """A place behind a first name or a title is a surname: Michael Jordan, Mr. London."""
    if scene.text[hit.start - 1 : hit.start] != " ":
        return hit
    before = scene.text[max(0, hit.start - 24) : hit.start]
    match = _LAST_WORD.search(before)
    if match is None or not match[1][0].isupper():
        return hit
    word = match[1].rstrip(".").lower()
    if word in scene.table.words["first-name"] and (match[1][-1] != "." or len(word) < 4):
        return None
    initial = len(word) == 1 and match[1].endswith(".")
    return None if initial and hit.term.text in scene.table.words["given-name"] else hit


def given_name(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """A place that is also a first name, with a surname behind it: Chad Smith, Israel Adesanya."""
    words = scene.table.words
    if hit.term.text not in words["given-name"] or _at_home(scene, hit):
        return hit
    match = _NEXT_WORDS.match(scene.text, hit.end)
    if match is None:
        shouted = _SHOUTED_WORD.match(scene.text, hit.end)
        return None if shouted and shouted[1].lower() in words["surname"] else hit
    surname = match[1].lower().removesuffix("'s")
    if surname in words["surname"]:
        return None
    behind = scene.hits[index + 1] if index + 1 < len(scene.hits) else None
    if behind is not None and behind.start == hit.end + 1:
        return hit
    if surname in words["not-a-surname"] or _before(scene, hit) in words["place-before"]:
        return hit
    before = scene.text[max(0, hit.start - 24) : hit.start].split()
    headline = (before and before[-1][0].isupper()) or (match[2] or "")[:1].isupper()
    return hit if headline else None


def _at_home(scene: Scene, hit: Hit) -> bool:
    """Whether the bearer of a first name holds an office at home: Israel Katz, the minister."""
    offices = scene.table.at_home.get(hit.term.text)
    around = scene.low[max(0, hit.start - 40) : hit.end + 60]
    return offices is not None and re.search(offices, around) is not None


def language(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """What somebody speaks or writes "in French" is no country."""
    words = scene.table.words
    if hit.term.text not in words["language"]:
        return hit
    before = _before(scene, hit)
    if before in {"and", "or"}:
        earlier = scene.low[max(0, hit.start - 40) : hit.start].split()[-3:-2]
        before = earlier[0] if earlier else ""
    if before not in words["language-before"]:
        return hit
    return None if _LANGUAGE_BEHIND.match(scene.text, hit.end) else hit


def polish(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """Drop the verb: "Polish the silver before guests arrive"."""
    if hit.term.text == "polish" and _POLISH_BEHIND.match(scene.low, hit.end):
        return None
    return hit


def pronoun(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """In a line of capitals "LET US GO" is no country."""
    if hit.term.text == "us" and _before(scene, hit) in scene.table.words["pronoun-before"]:
        around = scene.text[max(0, hit.start - 16) : hit.end + 16]
        return None if around.isupper() else hit
    return hit


def _before(scene: Scene, hit: Hit) -> str:
    """The word before a hit in lower case, empty at a sentence's start."""
    match = _LAST_WORD.search(scene.low[max(0, hit.start - 20) : hit.start])
    return match[1].lstrip("(\"'") if match else ""


PLACE_RULES: tuple[Rule, ...] = (town_in_state, person, given_name)
"""For names of places, in the order in which they look at a hit."""
WORD_RULES: tuple[Rule, ...] = (state_of_georgia, second_meaning, language, polish, pronoun)
"""For the few words that have more than one meaning."""
