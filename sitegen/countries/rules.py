"""What a name means where it stands: people, namesakes, things, languages.

Each rule takes the scene and a hit and answers with the hit, another reading of it, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.countries.drift import Drift
from sitegen.countries.lexicon import Lexicon
from sitegen.countries.scanning import SPACED, Hit

_PAYING = frozenset({"name", "demonym", "abbreviation"})
_PLACES = frozenset({"name", "capital", "city", "town", "region", "doubtful"})
_NEXT_WORDS = re.compile(r" ([A-Z][a-z'-]+)(?: (\S+))?")
_AGE = re.compile(r", (?:\d\d?,|aged? \d|who\b|an? (?:father|mother|grand\w+|native|resident) )")
_NEXT_WORD = re.compile(r" ([a-z]+)")
_LANGUAGE_BEHIND = re.compile(
    r"$|[.,;:!?)\"]|'(?!s)| (?:and|or|on|at|to|as|by|with|for|that|but|from|during|the|when)\b"
)
_POLISH_BEHIND = re.compile(r" (?:the|your|my|his|her|its|their|our|it|them|off|up|until|a|an)\b")
_PRONOUN_BEHIND = re.compile(
    r"$|[^ \w]| (?:to|back|all|both|a|an|the|our|your|their|this|that|it|what|why|how|when|where|"
    r"about|on|in|at|for|with|and|or|but|if|not|now|today|more|up|out|go|pray|know|be|have|see|"
    r"hope|free|here|there|again|away|every|off|down|through|as|from|into)\b"
)
_SHOUTED_WORD = re.compile(r" ([A-Z]+)\b")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules may look at."""

    text: str
    """The folded text."""
    low: str
    """The same in lower case."""
    drift: Drift
    """The story that the text is of."""
    hits: Sequence[Hit]
    table: Lexicon


Rule = Callable[[Scene, int, Hit], Hit | None]


class Reading(NamedTuple):
    """The hits that name a country, as they are meant where they stand."""

    hits: list[Hit]
    people: frozenset[str]
    """Terms that are the name of a person at least once."""
    places: frozenset[str]
    """Terms that are a place by the word before them at least once: "in Jordan"."""
    namesakes: frozenset[str]
    """Terms that are a town in a state at least once: "Lebanon, Tennessee"."""


def read(scene: Scene) -> Reading:
    """Read each hit by the rules."""
    table = scene.table
    watched = table.words["watched"]
    meant: list[Hit] = []
    people: set[str] = set()
    namesakes: set[str] = set()
    for index, hit in enumerate(scene.hits):
        if not hit.codes:
            continue  # [nothing] swallowed the words
        kind, text = hit.term.kind, hit.term.text
        reading = by_next_word(scene, hit) if kind in _PAYING else hit
        if kind in _PLACES:
            if is_town_in_state(scene, index, hit):
                namesakes.add(text)
                continue
            if is_person(scene, hit) or is_given_name(scene, index, hit):
                people.add(text)
                continue
        if reading is not None and text in watched:
            reading = _apply(WORD_RULES, scene, index, reading)
        if reading is not None:
            meant.append(reading)
    before = table.words["place-before"]
    places = {hit.term.text for hit in meant if people and _before(scene, hit) in before}
    return Reading(meant, frozenset(people), frozenset(places), frozenset(namesakes))


def without_people(readings: Sequence[Reading]) -> list[list[Hit]]:
    """The hits of each text, without those where the story goes on about a person or namesake.

    Who was "Michael Houston" is "Houston" later, unless the story has the place too, or other words
    of its country; and what was "Lebanon, Tennessee" is "Lebanon".
    """
    people = frozenset().union(*(reading.people for reading in readings))
    people -= frozenset().union(*(reading.places for reading in readings))
    people |= frozenset().union(*(reading.namesakes for reading in readings))
    if not people:
        return [reading.hits for reading in readings]
    sure = {
        code
        for reading in readings
        for hit in reading.hits
        if hit.term.text not in people
        for code in hit.codes
    }
    return [
        [
            hit
            for hit in reading.hits
            if hit.term.text not in people or not sure.isdisjoint(hit.codes)
        ]
        for reading in readings
    ]


def _apply(rules: tuple[Rule, ...], scene: Scene, index: int, hit: Hit) -> Hit | None:
    """The reading that is left after all the rules."""
    for rule in rules:
        reading = rule(scene, index, hit)
        if reading is None:
            return None
        hit = reading
    return hit


def is_town_in_state(scene: Scene, index: int, hit: Hit) -> bool:
    """Of "Paris, Texas" and "Lebanon, Pennsylvania" only the state counts."""
    if scene.text[hit.end : hit.end + 2] != ", " or index + 1 == len(scene.hits):
        return False
    behind = scene.hits[index + 1]
    if behind.start != hit.end + 2 or behind.codes == hit.codes:
        return False
    if behind.term.kind in {"region", "postal"} or behind.term.text == "washington":
        return True
    if behind.term.kind != "name":
        return False
    if behind.term.text == "georgia" and hit.term.text in scene.table.words["town-of-georgia"]:
        return True
    return hit.term.kind == "city" or hit.term.text in scene.table.words["namesake-capital"]


def state_of_georgia(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """Take "Savannah, Georgia" and "a Georgia man" for the state, whatever the rest says."""
    if hit.term.text != "georgia":
        return hit
    match = _NEXT_WORD.match(scene.low, hit.end)
    if match is not None and match[1] in scene.table.words["state-noun"]:
        return hit._replace(codes=("US",))
    if scene.text[hit.start - 2 : hit.start] != ", ":
        return hit
    town = scene.low[max(0, hit.start - 20) : hit.start - 2].split()
    known = scene.table.words["town-of-georgia"]
    return hit._replace(codes=("US",)) if town and town[-1] in known else hit


def second_meaning(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """A word with two meanings has the one that the story shows more signs of."""
    entry = scene.table.second.get(hit.term.text)
    if entry is None or hit.codes != hit.term.codes:
        return hit
    signs = scene.drift.shows(entry.signs)
    if not signs or signs <= scene.drift.shows(entry.counter):
        return hit
    return hit._replace(codes=entry.codes) if entry.codes else None


def by_next_word(scene: Scene, hit: Hit) -> Hit | None:
    """Take "Sudanese pound" for money; leave out "Irish pub", which may stand anywhere."""
    match = _NEXT_WORD.match(scene.low, hit.end)
    if match is None:
        return hit
    words = scene.table.words
    if match[1] in words["money"]:
        return hit._replace(term=hit.term._replace(kind="currency"))
    return None if hit.term.kind == "demonym" and match[1] in words["kitchen"] else hit


def is_person(scene: Scene, hit: Hit) -> bool:
    """A place behind a first name or a title is a surname: Michael Jordan, Mr. London."""
    if scene.text[hit.start - 1 : hit.start] != " ":
        return False
    before = scene.text[max(0, hit.start - 24) : hit.start - 1].rsplit(None, 1)
    last = before[-1] if before else ""
    if not last[:1].isupper():
        return False
    word = last.rstrip(".").lower()
    if word in scene.table.words["first-name"] and (last[-1] != "." or len(word) < 4):
        return True
    initial = len(word) == 1 and last[-1] == "."
    return initial and hit.term.text in scene.table.words["given-name"]


def is_given_name(scene: Scene, index: int, hit: Hit) -> bool:
    """A place that is also a first name, with a surname behind it: Chad Smith, Israel Adesanya."""
    words = scene.table.words
    if hit.term.text not in words["given-name"] or _at_home(scene, hit):
        return False
    if _before(scene, hit) in words["role"] or _AGE.match(scene.text, hit.end):
        return True
    match = _NEXT_WORDS.match(scene.text, hit.end)
    if match is None:
        shouted = _SHOUTED_WORD.match(scene.text, hit.end)
        return bool(shouted and shouted[1].lower() in words["surname"])
    surname = match[1].lower().removesuffix("'s")
    if surname in words["surname"]:
        return True
    behind = scene.hits[index + 1] if index + 1 < len(scene.hits) else None
    if behind is not None and behind.start == hit.end + 1:
        return False
    if surname in words["not-a-surname"] or _before(scene, hit) in words["place-before"]:
        return False
    before = scene.text[max(0, hit.start - 24) : hit.start].split()
    headline = (before and before[-1][0].isupper()) or (match[2] or "")[:1].isupper()
    return not headline


def _at_home(scene: Scene, hit: Hit) -> bool:
    """Whether the bearer of a first name holds an office at home: Israel Katz, the minister."""
    offices = scene.table.at_home.get(hit.term.text)
    if offices is None:
        return False
    around = scene.low[max(0, hit.start - 40) : hit.end + 60]
    return not offices.isdisjoint(around.translate(SPACED).split())


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
    if hit.term.text != "us" or _before(scene, hit) not in scene.table.words["pronoun-before"]:
        return hit
    if index and scene.hits[index - 1].codes and scene.hits[index - 1].end > hit.start - 40:
        return hit  # JAPAN ASKED US TO LIFT CURBS
    around = scene.text[max(0, hit.start - 16) : hit.end + 16]
    return None if around.isupper() and _PRONOUN_BEHIND.match(scene.low, hit.end) else hit


def doubtful(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """Count some names only where the story shows a sign: Victoria, where Melbourne is named."""
    signs = scene.table.doubtful.get(hit.term.text)
    return hit if signs is None or scene.drift.shows(signs) else None


def county(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """Leave a county to the place that it is named after: Kiambu County."""
    if hit.term.text != "county" or index == 0 or not scene.hits[index - 1].codes:
        return hit
    return None if scene.hits[index - 1].end == hit.start - 1 else hit


def _before(scene: Scene, hit: Hit) -> str:
    """The word before a hit in lower case, empty at a sentence's start."""
    if scene.low[hit.start - 1 : hit.start] != " ":
        return ""
    before = scene.low[max(0, hit.start - 20) : hit.start - 1].rsplit(None, 1)
    return before[-1].lstrip("(\"'") if before else ""


WORD_RULES: tuple[Rule, ...] = (
    state_of_georgia,
    second_meaning,
    doubtful,
    county,
    language,
    polish,
    pronoun,
)
"""For the few words that have more than one meaning."""
