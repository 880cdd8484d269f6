"""The head of a report: place, day and agency before a dash, as in "CAIRO, Dec. 19 (MENA) -"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import tzinfo
from typing import NamedTuple

from sitegen.dates import UNKNOWN
from sitegen.model.article import Source
from sitegen.wire.facts.agency import find_agency
from sitegen.wire.facts.dates import DateRead, date_line, dateline_date
from sitegen.wire.vocabulary import words

CountryOf = Callable[[str], str | None]


class Dateline(NamedTuple):
    """What the head of a report says, the head itself, and the report after it."""

    place: str
    source: Source | None
    date: DateRead | None
    evidence: str
    rest: str


_HEAD = re.compile(
    r"(?P<head>\S.{1,118}?)(?P<dash>\s*(?:--|[—–])\s*|\s+-\s*|-\s+|:\s+|(?<=/)\.?\s+"
    r"|(?<=/\.)\s+|(?<=[A-Z]{4})-(?=[A-Z][a-z]))(?=[^\s,;.)-])"
)
# "New Delhi, Sep 7 (PTI) The minister …": no dash where the agency's name ends the head.
_NO_DASH = re.compile(r"(?P<head>\S[^().!?]{1,80}\([^()]{2,40}\))(?P<dash>)\s+(?=[“\"'‘]?[A-ZÀ-Þ])")
_IN_BRACKETS = re.compile(r"\s*[(\[/](?P<name>[^()\[\]/]{2,40}(?:/[^()\[\]/]{2,30})?)[)\]/]\.?$")
# "May 14, 2024 (KHARTOUM)": the day first.
_TURNED = re.compile(r"(?P<date>[^()]{6,30}?) \((?P<place>[A-ZÀ-Þ][A-ZÀ-Þ' /-]{2,30})\)")
_HIJRI = re.compile(
    r",? (?:Muharram|Safar|Rabi\W?(?: al-| )\w+(?: \w+)?|Jumada \w+(?: \w+)?|Rajab|Sha\W?ban"
    r"|Ramadan|Shawwal|Dhu\W?l[ -]\w+) \d{1,2},? \d{4}(?: ?A?H)?$"
)
_LAST_NAME = re.compile(r"(?:^|,\s*|\s+)(?P<name>[^\s,][^,]{1,30})$")
_PLACE_WORD = re.compile(
    r"[^\W\d_a-z][\w.'’-]*|\[[^\W\d_]+\]|(?:al|el|de|del|of|the|and|la|le|da|do|am|ibn)\b"
)
# Capitals before a dash that are no place: what an editor puts on a story.
KICKERS = words(
    "ADVISORY ALERT ANALYSIS BLOG BREAKING BRIEF BULLETIN COLUMN COMMENT CORRECTED CORRECTION "
    "EDITORIAL "
    "EXCLUSIVE EXPLAINER EXPLAINED FACTBOX FEATURE FLASH FOCUS GRAPHIC INFOGRAPHIC INSIGHT "
    "INTERVIEW "
    "LD LEAD LIVE NEWS NEWSALERT OPINION PHOTO PHOTOS POLL PREVIEW PROFILE QUOTES RECAP REFILE "
    "REPORT REVIEW "
    "ROUNDUP SCOOP SPECIAL SUMMARY TIMELINE UPDATE UPDATED URGENT VIDEO WATCH WRAPUP"
)
_BODIES = words(
    "NATO UNRWA UNESCO UNICEF UNIFIL UNHCR OPEC BRICS ASEAN HAMAS ISIS DAESH FIFA UEFA OIC GCC "
    "IAEA ICC ICJ "
    "IMF WHO WFP EU UN US UK USA UAE PLO PA IDF IRGC CIA FBI"
)
_KICKER = re.compile(r"(?P<word>[A-Z]{4,12})(?: [A-Z0-9]{1,10}){0,3}\s*(?::|--|[—–|-])\s*(?=\S)")

# "(LEAD)", "(2nd LD)"; and, written small, only the words that no headline begins with.
_IN_FRONT = re.compile(
    r"\((?:\d(?:st|nd|rd|th) )?(?P<word>[A-Z]{2,12})(?: \d{1,2})?\)\s+(?=\S)"
    r"|(?:Urgent|Roundup|Spotlight|Update(?: \d{1,2})?|Breaking(?: [Nn]ews)?"
    r"|\d(?:st|nd|rd|th) (?:LD|Ld|lead)(?:-Writethru)?)\s?:\s+(?=\S)"
)


def kicker(text: str) -> tuple[str, str] | None:
    """An editor's word before the text ("BREAKING:", "UPDATE 2 -") and the text after it."""
    match = _KICKER.match(text[:60]) or _IN_FRONT.match(text[:60])
    if match is None or (match["word"] and match["word"] not in KICKERS):
        return None
    return text[: match.end()].rstrip(), text[match.end() :]


def dateline(text: str, zone: tzinfo, country_of: CountryOf) -> Dateline | None:
    """The head of a report, or None where a text merely begins with a name and a dash.

    An agency with no place, as in "(ANSA) - ROME, DEC 20 - …", may have the place after it.
    """
    first = _one_head(text, zone, country_of)
    if first is None or first.place or not first.source:
        return first
    second = _one_head(first.rest, zone, country_of)
    if second is None or second.source:
        return first
    evidence = f"{first.evidence} {second.evidence}"
    return second._replace(source=first.source, date=second.date or first.date, evidence=evidence)


def _one_head(text: str, zone: tzinfo, country_of: CountryOf) -> Dateline | None:
    """What stands before one dash."""
    match = _HEAD.match(text[:170])
    if match is None or not _agency(match["head"].strip())[0]:
        bare = _NO_DASH.match(text[:170])
        match = bare if bare and _agency(bare["head"].strip())[0] else match
    if match is None:
        return None
    evidence, rest = text[: match.end()].strip(), text[match.end() :]
    turned = _TURNED.fullmatch(match["head"].strip())
    if turned and country_of(turned["place"]):
        when = date_line(turned["date"], zone)
        return Dateline(place=turned["place"], source=None, date=when, evidence=evidence, rest=rest)
    glued = match["dash"] == "-"
    head, dash = match["head"].strip(), match["dash"].strip()
    source, before, bracketed = _agency(head)
    when = dateline_date(before, zone)
    if when is None and source and bracketed:
        when = _unread_date(before)
    place = (when.rest if when else before).strip(" ,-")
    place = _HIJRI.sub("", place).strip(" ,") if when else place
    place = place if place.endswith("D.C.") else place.rstrip(".")
    if not _is_place(place):
        return None
    if not place and not (source and (bracketed or when)):
        return None
    found = Dateline(place=place, source=source, date=when, evidence=evidence, rest=rest)
    known = bool(place) and country_of(place.split(",")[0]) is not None
    if glued and not (known and _is_city(place)):
        return None  # "IRAN-Contra affair": no dateline
    if bracketed and known and not source:
        found = found._replace(source=_by_its_place(head, country_of))
    if source or (when and (dash != ":" or known)):
        return found
    if place.split()[0].strip(",").upper() in _BODIES | KICKERS or rest[:1].islower():
        return None
    if bracketed:
        return found if known else None
    capitals = place.split(",")[0].isupper() and len(place) >= 4
    if (capitals and dash != ":") or (known and (capitals or _is_city(place))):
        return found
    return found if known and not dash.startswith("-") and dash != ":" else None


_UNREAD_DATE = re.compile(
    r",\s+(?P<date>\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}\.?(?:\s(?:de\s)?\d{4})?)$"
)


def _unread_date(head: str) -> DateRead | None:
    """A day in another language before an agency's name ("Maputo, 09 ago 2024"): told, not read."""
    match = _UNREAD_DATE.search(head)
    if match is None:
        return None
    problem = f"{match['date']!r} is not a date that can be read"
    return DateRead(UNKNOWN, match["date"], head[: match.start()], problem=problem)


def _agency(head: str) -> tuple[Source | None, str, bool]:
    """The agency at the end of a head, the head before it, and whether it stood in brackets."""
    match = _IN_BRACKETS.search(head)
    if match:
        return find_agency(match["name"]), head[: match.start()], True
    match = _LAST_NAME.search(head)
    for start in (match.start("name"), head.rfind(" ") + 1) if match else ():
        source = find_agency(head[start:])
        if source:
            return source, head[:start].rstrip(" ,"), False
    return None, head, False


def _by_its_place(head: str, country_of: CountryOf) -> Source | None:
    """An agency that no table knows, by where it stands: "NAIROBI (Agenzia Fides) -"."""
    match = _IN_BRACKETS.search(head)
    name = match["name"] if match else ""
    return Source(name) if name[:1].isupper() and country_of(name) is None else None


_Alone = tuple[str, DateRead | None, Source | None]


def alone(text: str, zone: tzinfo, country_of: CountryOf) -> _Alone | None:
    """A line of nothing but a place, with a date or an agency: "ANKARA", "Oslo, 4 May 2023"."""
    source = None
    if match := _IN_BRACKETS.search(text):
        source = find_agency(match["name"])
        text = text[: match.start()].rstrip(" ,") if source or text.isupper() else text
    if len(text) > 80 or text.endswith((".", "!", "?")):
        return None
    place, comma, rest = text.replace(" / ", ", ").partition(", ")
    when = date_line(rest, zone) if comma else None
    if comma and (when is None or not when.value.known):
        return None
    known = _is_place(place) and country_of(place) is not None
    return (place, when, source) if known and (when or source or place.isupper()) else None


def _is_city(place: str) -> bool:
    """Whether a known place is no country: "Doha: …" is a dateline, "Sudan: …" is not."""
    from sitegen.countries import resolve

    return resolve(place) is None


def _is_place(place: str) -> bool:
    words = re.split(r"[\s,/]+", place) if place else []
    return len(words) <= 6 and all(_PLACE_WORD.fullmatch(word) for word in words)
