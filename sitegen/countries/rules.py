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
_LAST_WORD = re.compile(r"(\S+) $")
_PLACE_BEFORE = frozenset(
    "in to from at of near between across around through throughout for against with within toward "
    "towards outside inside into via leave leaves visit visits central southern northern eastern "
    "western south north east west downtown greater the and".split()
)
_LANGUAGE_BEFORE = frozenset(
    "in speak speaks speaking spoke spoken fluent learn learns learning teach teaches taught "
    "translated into write writes written".split()
)
_LANGUAGE_BEHIND = re.compile(
    r"$|[.,;:!?)\"]|'(?!s)| (?:and|or|on|at|to|as|by|with|for|that|but|from|during|the|when)\b"
)
_LANGUAGES = frozenset(
    "english french spanish german russian chinese japanese italian portuguese turkish korean dutch "
    "greek polish swedish danish norwegian finnish hungarian czech vietnamese thai".split()
)
_POLISH_BEHIND = re.compile(r" (?:the|your|my|his|her|its|their|our|it|them|off|up|until|a|an)\b")
_PRONOUN_BEFORE = frozenset(
    "let tell tells give gives help helps leave join bring teach show send make keep save love like "
    "trust follow contact about lets".split()
)
_NAMESAKE_CAPITALS = frozenset("tripoli santiago kingston victoria georgetown".split())
_TOWNS_OF_GEORGIA = frozenset(
    "athens atlanta augusta savannah macon columbus rome dublin albany valdosta marietta decatur "
    "roswell cartersville gainesville brunswick warner statesboro dalton".split()
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules may look at."""

    text: str
    """The folded text."""
    low: str
    whole: str
    """Title, dateline and text together, folded, in lower case: for the drift of the story."""
    hits: Sequence[Hit]
    table: Lexicon


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A word with a second meaning, taken if the story has more signs of it."""

    word: str
    other: tuple[str, ...]
    """The codes of the second meaning; none for a thing or a person."""
    signs: re.Pattern[str]
    """Signs of the second meaning."""
    counter: re.Pattern[str]
    """Signs of the first."""


def _signs(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words.split("|")) + r")\b")


_NEVER = re.compile(r"(?!)")
_GEORGIAN = Ambiguity(
    "georgia",
    ("US",),
    _signs(
        "atlanta|savannah|augusta|macon|fulton|kemp|raffensperger|warnock|ossoff|bulldogs|republicans?|"
        "democrats?|democratic|senator|senate|governor|gov|sheriff|county|counties|gop|alabama|florida|"
        "tennessee|carolina|runoff|trump|biden|harris|stacey abrams|u\\.s|high school|interstate|"
        "district attorney|deputies|peach|swing state|the state|state's|texas|pennsylvania|michigan|"
        "arizona|nevada|wisconsin|ohio|federal judge|grand jury|congresswoman|congressman|"
        "state university|southeastern conference|touchdown|quarterback|electoral votes"
    ),
    _signs(
        "tbilisi|russian?|russians|abkhazia|ossetia|caucasus|batumi|georgian dream|armenian?|"
        "azerbaijan|ukraine|moscow|kremlin|soviet|nato|european|eu|black sea|ivanishvili|"
        "zourabichvili|zurabishvili|saakashvili|kavelashvili|kobakhidze|shevardnadze|parliament|"
        "turkey|yerevan|baku|prime minister|lari|kutaisi|visa-free|foreign agents|tskhinvali"
    ),
)
AMBIGUITIES = (
    _GEORGIAN,
    replace(_GEORGIAN, word="georgian"),
    replace(_GEORGIAN, word="georgians"),
    Ambiguity("congo", ("CG",), _signs("brazzaville|zaire|pointe-noire|sassou"), _signs(
        "kinshasa|goma|kivu|m23|tshisekedi|kabila|lumumba|rwandan?|bukavu|katanga|lubumbashi")),
    Ambiguity("congolese", ("CG",), _signs("brazzaville|zaire|pointe-noire|sassou"), _signs(
        "kinshasa|goma|kivu|m23|tshisekedi|kabila|lumumba|rwandan?|bukavu|katanga|lubumbashi")),
    Ambiguity("korea", ("KP",), _signs("pyongyang|kim jong[ -]un|kim jong[ -]il|kim il[ -]sung|dprk"),
              _signs("seoul|south korean?|busan|pusan|yoon|samsung|hyundai|kospi|koreas|us|u\\.s")),
    Ambiguity("dominican", ("DM",), _signs("dominica|roseau|skerrit"),
              _signs("dominican republic|santo domingo|punta cana|abinader|haiti")),
    Ambiguity("dominicans", ("DM",), _signs("dominica|roseau|skerrit"),
              _signs("dominican republic|santo domingo|punta cana|abinader|haiti")),
    Ambiguity("turkey", (), _signs(
        "thanksgiving|roast(?:ed|ing)?|gravy|stuffing|cranberry|oven|poultry|carve|carved|carving|"
        "deep-fried|butterball|bird flu|recipe|sandwich|leftovers|farmers?|tom|feathers|gobble|drumstick|"
        "brine|basting|slices|frozen|dinner|flocks?|hens?|stuffed"), _signs(
        "ankara|istanbul|turkish|turks|erdogan|nato|izmir|ozal|evren|syria|greece|lira|eu|cyprus|kurdish|"
        "bosphorus|black sea|earthquake|parliament|minister|president|ambassador|government|exports?")),
    Ambiguity("china", (), _signs(
        "porcelain|crockery|teacups?|tableware|dinnerware|saucers?|plates|teapot|cutlery|silverware|"
        "cupboard|heirloom|tea set|wedding gifts?|table linen|glassware|antiques?"), _signs(
        "beijing|chinese|xi|peking|shanghai|taiwan|hong kong|yuan|trade|tariffs?|exports?|president|"
        "minister|government|communist|premier|tibet|xinjiang|japan|u\\.s|us|russia")),
    Ambiguity("chad", (), _signs(
        "hanging|ballots?|drummer|nickelback|hurley|his wife|her husband|quarterback|receiver|actor|"
        "singer|boyfriend|dad|influencer"), _signs(
        "n'djamena|ndjamena|deby|sahel|sudan|libya|africa|african|chadian|darfur|niger|lake|refugees|"
        "president|government|army|rebels|cameroon|masra")),
    Ambiguity("jordan", (), _signs(
        "nba|bulls|sneakers?|basketball|actor|actress|singer|hornets|slam dunk|psychologist|michael|"
        "peterson|quarterback|touchdown|packers|shoes?|wizards|coach|his wife|her husband|midfielder"),
        _signs("amman|abdullah|jordanian|hashemite|king|israel|syria|iraq|palestinian|west bank|arab|"
               "minister|government|refugees?|egypt|saudi|aqaba|gaza|petra")),
    Ambiguity("paris", (), _signs("hilton|reality star|heiress|jackson's daughter"), _signs(
        "france|french|macron|seine|eiffel|louvre|europe")),
    Ambiguity("jersey", (), _signs(
        "shirts?|players?|team|goal|striker|retired|wore|wearing|new jersey|number|league|cows?|dairy|"
        "milk|fabric|knit|n\\.j|hoboken|newark|turnpike"), _signs(
        "channel islands?|saint helier|st helier|guernsey|tax haven|island|british|uk|bailiwick")),
    Ambiguity("birmingham", ("US",), _signs("alabama|ala"), _signs("england|britain|uk|british")),
    Ambiguity("cambridge", ("US",), _signs("harvard|mit|massachusetts|mass|boston"), _NEVER),
    Ambiguity("tripoli", ("LB",), _signs("lebanese|lebanon|beirut"), _signs("libyan?|gaddafi|haftar")),
    Ambiguity("punjab", ("PK",), _signs("lahore|pakistani?|islamabad"), _signs(
        "indian?|chandigarh|amritsar|delhi|sikhs?")),
    Ambiguity("punjabi", ("PK",), _signs("lahore|pakistani?|islamabad"), _signs("indian?|sikhs?")),
    Ambiguity("hyderabad", ("PK",), _signs("sindh|pakistani?|karachi"), _signs("indian?|telangana")),
    Ambiguity("valencia", ("VE",), _signs("venezuelan?|caracas|carabobo"), _signs("spain|spanish")),
    Ambiguity("granada", ("NI",), _signs("nicaraguan?|managua"), _signs("spain|spanish|andalusia")),
    Ambiguity("kingston", ("CA",), _signs("ontario|canadian?"), _signs("jamaican?|caribbean")),
    Ambiguity("victoria falls", ("ZM",), _signs("zambian?|lusaka|livingstone"), _signs("zimbabwean?")),
    Ambiguity("salisbury", ("ZW",), _signs("rhodesian?"), _NEVER),
    Ambiguity("diet", (), _signs(
        "food|eating|calories|weight|health|healthy|coke|fat|sugar|vegan|nutrition|protein|meals?"),
        _signs("japan|japanese|tokyo|ldp|nakasone|kishida|abe")),
    Ambiguity("congress", ("IN",), _signs(
        "bjp|lok sabha|gandhi|new delhi|indian|modi|rajya sabha|karnataka|kharge"),
        _signs("u\\.s|us|washington|white house|republicans?|democrats?|american|capitol")),
)
_BY_WORD = {entry.word: entry for entry in AMBIGUITIES}
_AMBIGUOUS = frozenset(_BY_WORD)
"""What has a second meaning and how to tell."""


def read(hits: Sequence[Hit], text: str, whole: str, table: Lexicon) -> list[Hit]:
    """The hits that name a country, as they are meant where they stand."""
    scene = Scene(text, text.lower(), whole, hits, table)
    meant = []
    for index, hit in enumerate(hits):
        reading: Hit | None = hit
        for rule in RULES:
            reading = rule(scene, index, reading)
            if reading is None:
                break
        if reading is not None:
            meant.append(reading)
    return meant


def swallowed(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """A phrase of [nothing] names no country."""
    return hit if hit.codes else None


def town_in_state(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """Of "Paris, Texas" and "Lebanon, Pennsylvania" only the state counts."""
    if scene.text[hit.end : hit.end + 2] != ", " or index + 1 == len(scene.hits):
        return hit
    behind = scene.hits[index + 1]
    if hit.term.kind not in _PLACES or behind.start != hit.end + 2 or behind.codes == hit.codes:
        return hit
    if behind.term.kind in {"region", "postal"} or behind.term.text == "washington":
        return None
    if behind.term.kind != "name":
        return hit
    if behind.term.text == "georgia" and hit.term.text in _TOWNS_OF_GEORGIA:
        return None
    namesake = hit.term.kind == "city" or hit.term.text in _NAMESAKE_CAPITALS
    return None if namesake else hit


def state_of_georgia(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """ "Athens, Georgia" is in the United States, whatever the rest says."""
    if hit.term.text != "georgia" or scene.text[hit.start - 2 : hit.start] != ", ":
        return hit
    town = scene.low[max(0, hit.start - 20) : hit.start - 2].split()
    return replace(hit, codes=("US",)) if town and town[-1] in _TOWNS_OF_GEORGIA else hit


def second_meaning(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """A word with two meanings has the one that the story shows more signs of."""
    if hit.term.text not in _AMBIGUOUS or hit.codes != hit.term.codes:
        return hit
    entry = _BY_WORD[hit.term.text]
    signs = len(set(entry.signs.findall(scene.whole)))
    if not signs or signs <= len(set(entry.counter.findall(scene.whole))):
        return hit
    return replace(hit, codes=entry.other) if entry.other else None


def person(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """A place behind a first name or a title is a surname: Michael Jordan, Mr. London."""
    if hit.term.kind not in _PLACES or scene.text[hit.start - 1 : hit.start] != " ":
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
    if hit.term.text not in words["given-name"]:
        return hit
    match = _NEXT_WORDS.match(scene.text, hit.end)
    if match is None:
        shouted = re.match(r" ([A-Z]+)\b", scene.text[hit.end : hit.end + 24])
        return None if shouted and shouted[1].lower() in words["surname"] else hit
    surname = match[1].lower().removesuffix("'s")
    if surname in words["surname"]:
        return None
    behind = scene.hits[index + 1] if index + 1 < len(scene.hits) else None
    if behind is not None and behind.start == hit.end + 1:
        return hit
    if surname in words["not-a-surname"] or _before(scene, hit) in _PLACE_BEFORE:
        return hit
    after = match[2] or ""
    return hit if after[:1].isupper() or not after[:1].isalpha() else None


def language(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """What somebody speaks or writes "in French" is no country."""
    if hit.term.text not in _LANGUAGES or _before(scene, hit) not in _LANGUAGE_BEFORE:
        return hit
    return None if _LANGUAGE_BEHIND.match(scene.text, hit.end) else hit


def polish(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """ "Polish the silver" is no Polish silver."""
    if hit.term.text == "polish" and _POLISH_BEHIND.match(scene.low, hit.end):
        return None
    return hit


def pronoun(scene: Scene, index: int, hit: Hit) -> Hit | None:
    """In a line of capitals "LET US GO" is no country."""
    if hit.term.text == "us" and _before(scene, hit) in _PRONOUN_BEFORE:
        around = scene.text[max(0, hit.start - 16) : hit.end + 16]
        return None if around.isupper() else hit
    return hit


def _before(scene: Scene, hit: Hit) -> str:
    """The word before a hit in lower case, empty at a sentence's start."""
    match = _LAST_WORD.search(scene.low[max(0, hit.start - 20) : hit.start])
    return match[1].lstrip("(\"'") if match else ""


Rule = Callable[[Scene, int, Hit], Hit | None]
RULES: tuple[Rule, ...] = (
    swallowed,
    town_in_state,
    state_of_georgia,
    person,
    given_name,
    second_meaning,
    language,
    polish,
    pronoun,
)
"""Every rule, in the order in which they look at a hit."""
