"""People whom a text names outright with their role: "Egyptian President Abdel Fattah al-Sisi"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sitegen.model.article import Person
from sitegen.wire.vocabulary import words

CountryOf = Callable[[str], str | None]

FIELDS = (
    "Foreign|Prime|Defen[cs]e|Interior|Finance|Justice|Health|Energy|Oil|Trade|Education"
    "|Information|"
    "Culture|Agriculture|Economy|Transport|Environment|Labou?r|Tourism|Petroleum|Planning"
    "|Industry|Housing|"
    "Intelligence|Irrigation|Communications|Immigration|Interior and Security|Foreign Affairs"
    "|State|Home|"
    "National Security|Economic Affairs|Water Resources|Supply|Investment|Development"
)
ROLE = (
    r"(?:(?:[Ff]ormer|[Tt]hen|[Aa]cting|[Ii]nterim|[Cc]aretaker|[Oo]utgoing|[Ii]ncoming|[Nn]ewly "
    r"elected|[Ll]ate)[ -])?"
    rf"(?:(?:Vice|Deputy|First|Second|Assistant)[ -])?(?:(?:{FIELDS}) (?:Minister|Secretary)|"
    r"(?:Under-?)?Secretary of (?:State|Defense|the Treasury|Commerce|Energy)"
    r"|Secretary[ -]General|President|"
    r"Premier|Chancellor|Crown Prince|Crown Princess|King|Queen|Emir|Sultan|Prince|Princess"
    r"|Taoiseach|Ayatollah|"
    r"Supreme Leader|Parliament(?:ary)? Speaker|House Speaker|Ambassador|Attorney General|(?:Army "
    r")?Chief of (?:the )?(?:General )?Staff|Army Chief|"
    r"General Intelligence Chief|Intelligence Chief|Navy Chief|Governor|Mayor|Envoy|Special Envoy"
    r"|Minister)"
)
# Words are of 42 letters at most, so that no endless "word" is tried from each of its letters on.
_CAP = r"(?:[A-ZÀ-ÞĀ-Ž][\w’'.-]{0,40}[\w]|[A-Z]\.)"
_PARTICLE = r"(?:al-|el-|bin|ibn|bint|von|van|der|den|de|da|dos|di|du|la|le|al|el|Al|ould)"
_ARTICLE = r"(?:(?:al|el|as|ash|ad|an|ar|at|az|ez|es|er)-)?"
_NAME = rf"{_CAP}(?: (?:{_PARTICLE} ){{0,2}}{_ARTICLE}{_CAP}){{0,4}}"
_NATION = r"(?:[A-ZÀ-Þ][\w.’'-]{0,40}[\w.] ){0,2}(?:[A-ZÀ-Þ][\w.-]{0,40}[\w.])"

_ROLE = re.compile(rf"(?<![\w-]){ROLE}(?![\w-])")
_NATION_BEFORE = re.compile(rf"(?:^|(?<=[\s“\"‘(—–]))(?P<nation>{_NATION})(?P<own>['’]s?)? $")
_ENDED = re.compile(r"(?<![A-Z]\.)\b\w{2,}\.$")
_NATION_AFTER = re.compile(rf" of (?:the )?(?P<nation>{_NATION})")
_NAME_NEXT = re.compile(rf",? (?P<name>{_NAME})")
_AFTER = re.compile(
    rf"(?P<name>{_NAME}), (?P<nation>{_NATION})['’]s? (?P<role>(?i:{ROLE}))(?=[,.;]| and\b)"
)
_COUNTERPART = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?P<nation>{_NATION}) counterpart,? (?P<name>{_NAME})"
)
_HEADS = (
    *(
        "resident",
        "inister",
        "ecretary",
        "Premier",
        "Chancellor",
        "Prince",
        "King",
        "Queen",
        "Emir",
    ),
    *(
        "Sultan",
        "Chief",
        "Speaker",
        "Ambassador",
        "General",
        "Governor",
        "Mayor",
        "Envoy",
        "Leader",
    ),
    *("Ayatollah", "Taoiseach", "counterpart"),
)  # in every role above: a paragraph without any need not be searched

# Capitalised words that follow a role and are no part of a name.
NOT_NAMES = words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July "
    "August September October November December Mr Mrs Ms Office Palace Administration Party House "
    "Ministry Minister President Secretary General Council Court Street Cabinet Government State "
    "States "
    "The A An In On At It He She They And But Of For To By With Affairs Guard Guards Forces Force "
    "Army "
    "Square University Airport Hospital Hotel Cup League Summit Conference Day Prize Award Bridge "
    "Road Mosque "
    "Foreign Prime Defense Defence Interior Finance Deputy Vice Speaker Elect Middle East Africa "
    "Asia Europe "
    "Staff Chief Delegate Spokesman Spokesperson Spokeswoman Representative"
)
_DAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_ROYAL = frozenset(("King", "Queen", "Emir", "Sultan", "Crown Prince"))


class Said(NamedTuple):
    """A person, the words that say who it is, and whether they say all of it themselves."""

    person: Person
    evidence: str
    outright: bool = True
    """False for "his Egyptian counterpart X", whose office is another's."""


def people(paragraphs: Sequence[str], country_of: CountryOf) -> tuple[Person, ...]:
    """Those whom the text gives a role and a full name, in the order in which it does.

    `country_of` turns "Egyptian" or "Egypt" into a code, or None for what is no country.
    """
    return tuple(said.person for said in people_said(paragraphs, country_of))


def people_said(paragraphs: Sequence[str], country_of: CountryOf) -> tuple[Said, ...]:
    """The people of a text with the words that name each for the first time."""
    found: dict[str, Said] = {}
    for paragraph in paragraphs:
        if len(paragraph) > 20_000 or not any(head in paragraph for head in _HEADS):
            continue
        role = ""
        for seen in sorted(_people_in(paragraph, country_of)):
            person = seen.person
            outright = bool(person.role)
            if not outright and not role:
                continue
            role = person.role or role  # of "his Egyptian counterpart X": the one just said
            words = paragraph[seen.start : seen.end]
            _add(found, Said(person._replace(role=role), words, outright))
    return tuple(found.values())


class _Seen(NamedTuple):
    start: int
    end: int
    person: Person


def _add(found: dict[str, Said], said: Said) -> None:
    """One entry a person, the first; a later one may add the country of the same role."""
    person = said.person
    key = _plain(person.name)
    if key not in found:
        found[key] = said
        return
    known = found[key].person
    if person.country and not known.country and known.role == person.role:
        known = known._replace(country=person.country)
        found[key] = Said(known, said.evidence, said.outright)


def _plain(name: str) -> str:
    return re.sub(r"[-\s’'.]|\b[ae]l-", "", name.lower())


def _people_in(text: str, country_of: CountryOf) -> Iterator[_Seen]:
    taken: list[tuple[int, int]] = []
    for reader in (_counterparts, _titled_after, _titled):
        for start, span, person in reader(text, country_of):
            if not any(begin < span[1] and span[0] < end for begin, end in taken):
                taken.append(span)
                yield _Seen(start, span[1], person)


_Read = Iterator[tuple[int, tuple[int, int], Person]]


def _counterparts(text: str, country_of: CountryOf) -> _Read:
    """Of "his Egyptian counterpart X": a person without a role as yet."""
    for match in _COUNTERPART.finditer(text) if "counterpart" in text else ():
        name, country = _name(match["name"]), _country(match["nation"], country_of)
        if name and country:
            yield match.start(), match.span("name"), Person(name, "", country)


def _titled_after(text: str, country_of: CountryOf) -> _Read:
    """Of "X, Iran's foreign minister,"."""
    for match in _AFTER.finditer(text) if ", " in text and ("’" in text or "'" in text) else ():
        name, country = _name(match["name"]), _country(match["nation"], country_of)
        if name and country:
            whole = match.span()  # the name comes first here
            yield match.start(), whole, Person(name, _title(match["role"]), country)


def _titled(text: str, country_of: CountryOf) -> _Read:
    """Of "Egyptian President X", "Iran's Foreign Minister X", "President of France X",
    "President X".
    """
    for role in _ROLE.finditer(text):
        start = role.end()
        country, length = _of_nation(_NATION_AFTER.match(text, start), country_of)
        nation = None
        if country:
            start += length
        else:
            nation = _NATION_BEFORE.search(text[max(0, role.start() - 60) : role.start()])
            if nation and _ENDED.search(nation["nation"]):
                nation = None  # "… bound from Japan. Transport Minister X said"
        match = _NAME_NEXT.match(text, start)
        if match is None:
            continue
        royal = role[0] in _ROYAL or role[0].split(" ", 1)[-1] in _ROYAL
        name = _name(match["name"], royal)
        country = country or (_country(nation["nation"], country_of) if nation else "")
        if name and (country or nation is None or _no_body(nation["nation"])):
            begin = role.start() - (len(nation[0]) if nation and country else 0)
            yield begin, match.span("name"), Person(name, _title(role[0]), country)


def _of_nation(match: re.Match[str] | None, country_of: CountryOf) -> tuple[str, int]:
    """The country in " of South Africa Cyril …", and how far its words go."""
    words = match["nation"].split() if match else []
    for count in range(1, len(words) + 1):
        name = " ".join(words[:count])
        code = country_of(name)
        if match and code:
            return code, match.start("nation") + len(name) - match.start()
    return "", 0


def _no_body(nation: str) -> bool:
    """Whether a capitalised word before a role is none of an office: "When President X", not
    "Regional President X" or "Barcelona President X".
    """
    words = nation.split()
    return words[-1] in _HONORIFICS or (len(words) == 1 and words[0] in _OPENING)


_OPENING = words("The When While As And But Both After Meanwhile In On For With Also Then")
_HONORIFICS = words("His Her Excellency Majesty Highness Mr Mr. Comrade Brother")


def _country(nation: str, country_of: CountryOf) -> str:
    """The code of the last words that name a country: "In Cairo Egyptian" is about "Egyptian"."""
    words = re.sub(r"['’]s?$", "", nation.strip()).split()
    for start in range(len(words)):
        code = country_of(" ".join(words[start:]))
        if code:
            return code
    return ""


def _name(text: str, royal: bool = False) -> str:
    """The name's words up to the first that is none; "" where it is not a full name."""
    words = text.split()
    for index, word in enumerate(words):
        initial = len(word) == 2 and word.endswith(".")
        own = word.removesuffix("’s").removesuffix("'s")
        if initial or (own == word and word.rstrip(".,") not in NOT_NAMES):
            continue
        if own == word or own in NOT_NAMES:
            # "Queen Elizabeth Hospital" is a house; "King Faisal Monday" is a king.
            royal = royal and own in _DAYS
            words = words[:index]
        else:
            words = [*words[:index], own]
        break
    while words and words[-1].islower():
        words.pop()
    if len(words) < 2 and not (royal and words):
        return ""
    # A name at a sentence's end has its full stop; an initial keeps its own.
    last = words[-1]
    if last.endswith(".") and len(last) > 2:
        words[-1] = last[:-1]
    return " ".join(words)


def _title(role: str) -> str:
    """A role as it stands before a name: "foreign minister" as "Foreign Minister"."""
    words = role.split()
    keep = frozenset(
        ("of", "the", "and", "former", "then", "acting", "interim", "caretaker", "outgoing", "late")
    )
    return " ".join(
        word.lower() if word.lower() in keep else word[:1].upper() + word[1:] for word in words
    )
